"""Who carries what, and which gaps that leaves."""
