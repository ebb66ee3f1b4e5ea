"""Measures the service and prints a Markdown table; ``--quick`` only proves that everything here runs."""

import argparse
from collections.abc import Iterator

from answers import reports
from pairs import HEAD, Pair, machine
from starting import starts
from stores import loads, server, snapshots

from graph_service.store.neo4j_server import VERSION


def _all(*, quick: bool, uri: str | None) -> Iterator[tuple[str, Iterator[Pair]]]:
    few, many = (1, 1) if quick else (5, 9)
    yield "From the command to the answer", starts(many)
    yield "Load of the seeds", loads(uri, few)
    yield "Snapshot", snapshots(uri, {200: 1} if quick else {2_000: 7, 20_000: 5, 200_000: 3})
    yield "Gap report over the API", reports({200: 1} if quick else {2_000: 5, 20_000: 3}, few)


def main() -> None:
    """Run what was asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one turn of everything, at toy sizes")
    parser.add_argument("--no-neo4j", action="store_true", help="leave Neo4j out")
    parser.add_argument("--only", default="", help="only sections whose title holds this")
    chosen = parser.parse_args()
    if chosen.no_neo4j:
        _print(None, chosen)
        return
    with server() as uri:
        _print(uri, chosen)


def _print(uri: str | None, chosen: argparse.Namespace) -> None:
    beside = f"Neo4j {VERSION}, started by the service itself" if uri else "Neo4j was NOT measured"
    print(f"{machine()} {beside}.\n", flush=True)
    for title, found in _all(quick=chosen.quick, uri=uri):
        if chosen.only.lower() in title.lower():
            print(f"### {title}\n\n{HEAD}", flush=True)
            for measured in found:
                print(measured.row(), flush=True)
            print(flush=True)


if __name__ == "__main__":
    main()
