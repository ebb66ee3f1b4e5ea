"""Graph-based analysis of a county's integration network: gaps, bridges, and what to do next."""

__version__ = "0.1.0"
