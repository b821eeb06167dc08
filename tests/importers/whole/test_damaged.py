"""What is read of sources that are spoiled a little: whatever is read otherwise than before is seen.

Nobody has written down what is right there; a line tells that a reading changed, and of which source. The source and
what is read of it: ``python -m tests.importers.whole.test_damaged "名字-3"``, here and in a checkout of the commit
before. Where more or something else is meant to be read: ``WRITE_READ=1 pytest tests/importers/whole``, and look at
some of those that ``git diff`` names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.importers.whole import test_whole_readings as readings
from tests.importers.whole import test_whole_texts as texts
from tests.importers.whole.damage import Spoiled, in_short, spoiled_tables, spoiled_text
from tests.importers.whole.notation import source_in
from tests.known import is_known

KNOWN = Path(__file__).parent / "damaged"
Sources = tuple[list[Path], Callable[[str, list[str]], Iterator[Spoiled]], Callable[[list[str]], list[str]]]
KINDS: dict[str, Sources] = {
    "readings": (readings.SEEN, spoiled_tables, lambda lines: readings.told(source_in(lines))),
    "texts": (texts.SEEN, spoiled_text, texts.told),
}


def each(kind: str, path: Path) -> Iterator[tuple[Spoiled, list[str]]]:
    """The spoiled sources of a file, and what is read of each."""
    _, spoil, told = KINDS[kind]
    for name, lines, _ in readings.cases(path):
        for one in spoil(name, lines):
            yield one, told(one.lines)


@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind, (paths, *_) in KINDS.items() for path in paths],
    ids=lambda one: one if isinstance(one, str) else one.stem,
)
def test_of_a_spoiled_source_the_same_is_read_as_ever(kind: str, path: Path) -> None:
    now = [in_short(*one) for one in each(kind, path)]
    is_known(KNOWN / kind / path.name, now)


def main(wanted: str) -> None:
    """Prints the source of that name and what is read of it."""
    for kind, (paths, *_) in KINDS.items():
        for one, read in (pair for path in paths for pair in each(kind, path)):
            if one.name == wanted:
                sys.stdout.write("\n".join([one.way, *one.lines, readings.READ, *read, ""]))


if __name__ == "__main__":
    main(sys.argv[1])
