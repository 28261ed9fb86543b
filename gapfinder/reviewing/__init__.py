"""What people are asked of doubtful matches, and what their answers say of the machine's."""
