"""What categories of different sites have in common, by their names, their goods, and what stands around them."""
