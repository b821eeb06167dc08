"""Prints how many planted defects are found, by kind, and which are not."""

from __future__ import annotations

import sys

from tests.models.rules.judged.planted import score


def main() -> None:
    """The score on stdout."""
    counts, left = score()
    say = sys.stdout.write
    for defect, told in left:
        words = [f"{one.severity} {one.code} {one.message}" for one in told]
        say(f"missed: {defect} — {words}\n")
    for kind, (hit, planted) in counts.items():
        say(f"{kind:>3}: {hit} of {planted}\n")
    say(f"all: {sum(hit for hit, _ in counts.values())} of {sum(planted for _, planted in counts.values())}\n")


if __name__ == "__main__":
    main()
