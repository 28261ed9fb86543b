"""The commands: each reads, calls one library function, prints."""
