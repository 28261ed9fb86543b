"""What people said of pairs of categories, and what follows from it."""
