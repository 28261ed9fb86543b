"""How alike two categories are, what one is to the other, and why."""
