"""What is read of sources that come by other ways: whatever is read otherwise than before is seen.

As ``test_damaged``: the document and what is read of it: ``python -m tests.importers.whole.test_shaped "名字~3"``, here
and in a checkout of the commit before; ``WRITE_READ=1 pytest tests/importers/whole`` where something else is meant.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.importers.whole.notation import source_in, written
from tests.importers.whole.shapes import Shaped, shaped
from tests.importers.whole.test_whole_readings import READ, SEEN, cases, told
from tests.known import is_known

KNOWN = Path(__file__).parent / "shaped"


def each(path: Path) -> list[Shaped]:
    """The sources of a file in their other shapes."""
    return [one for name, source, _ in cases(path) for one in shaped(name, source_in(source))]


def in_short(one: Shaped) -> str:
    """One line: the shape, a sum over the document and one over what is read of it, and the cells left."""
    document, read = written(one.given), told(one.given)
    sums = (sha256("\n".join(lines).encode()).hexdigest()[:10] for lines in (document, read))
    left = sum(line.startswith("left ") for line in read)
    return f"{one.name} {one.way} {' '.join(sums)} {len(document)} {len(read)} {left}"


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_of_a_source_that_comes_otherwise_the_same_is_read_as_ever(path: Path) -> None:
    now = [in_short(one) for one in each(path)]
    is_known(KNOWN / path.name, now)


def main(wanted: str) -> None:
    """Prints the document of that name and what is read of it."""
    for one in (one for path in SEEN for one in each(path)):
        if one.name == wanted:
            sys.stdout.write("\n".join([one.way, *written(one.given), READ, *told(one.given), ""]))


if __name__ == "__main__":
    main(sys.argv[1])
