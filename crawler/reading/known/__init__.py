"""What earlier pages of a site taught, by which later ones are read for less."""
