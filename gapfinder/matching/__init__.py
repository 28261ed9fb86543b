"""What categories of different sites have in common, by their names and what stands around them."""
