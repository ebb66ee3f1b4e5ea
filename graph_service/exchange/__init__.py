"""Tables and graph formats in and out."""
