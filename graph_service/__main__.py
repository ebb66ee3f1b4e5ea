"""Lets ``python -m graph_service`` do what ``graph-service`` does."""

from graph_service.cli import main

main()
