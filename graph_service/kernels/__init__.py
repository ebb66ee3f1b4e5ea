"""Graph measures as sparse linear algebra, one family a file."""
