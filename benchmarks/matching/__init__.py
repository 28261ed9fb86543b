"""How well categories are matched, and how the weights that match them are learned."""
