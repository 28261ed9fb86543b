"""Sample shops written for gapfinder, and the whole chain run on them."""
