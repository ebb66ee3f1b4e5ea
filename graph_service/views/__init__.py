"""Pages and map for people."""
