"""Prints how much of a planted truth is found when ties are missing: python bench/planted.py [--quick]."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.planted import table

LOSSES = (0.0, 0.1, 0.2, 0.3)


def main() -> None:
    """Run what was asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small county only")
    quick = parser.parse_args().quick
    sizes, seeds = ((200,), (1,)) if quick else ((200, 400, 800), range(1, 6))
    found = table(sizes, seeds, LOSSES)
    print("| planted | " + " | ".join(f"{missing:.0%} missing" for missing in LOSSES) + " |")
    print("| --- |" + " ---: |" * len(LOSSES))
    for name in dict.fromkeys(name for _, name in found):
        cells = [f"{_share(found[m, name].recall)} / {_share(found[m, name].precision)}" for m in LOSSES]
        print(f"| {name} | " + " | ".join(cells) + " |")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main()
