"""What names mean, as vectors, by a small model on this machine: no network, nothing but numpy."""
