"""What a site sells, as it is compared: its tree, its products, their prices, and the vectors of all three."""
