"""Damaged texts by the thousand: ``python -m tests.trials.damaged_texts [--count N] [--seed S] [--seen SHARE]``.

Each is a good text of a form, as it is copied from Word or a sheet, with cells, rows and signs of it spoiled. It is
imported. Every cell of a table must be readable at the value that is said to hold it, or be listed as unplaced; nothing
may raise what is no sentence for a person, or take over two seconds. The dossiers are opened in the window, where each
of those values must be seen: a share of them, and every one that has a value in a place that was not looked at before.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from importers.assemble import Assembled
from importers.placed import MARKERS
from importers.readers.source import SourceError
from models.paths import nodes
from tests.importers.test_placed import STRANGE, TEXTS, faults, taken

if TYPE_CHECKING:
    from tests.trials.shown import Viewer

SECONDS = 2.0
Rows = list[list[str]]
Damage = Callable[[Random, Rows], None]


def _row(random: Random, rows: Rows) -> list[str]:
    return random.choice([row for row in rows if len(row) > 1] or rows)


def _replaced(random: Random, rows: Rows) -> None:
    row = _row(random, rows)
    row[random.randrange(len(row))] = random.choice((*STRANGE, "0", "—", "=1+1", "５", "十", "≥", "\u3000", "a" * 300))


def _dropped(random: Random, rows: Rows) -> None:
    row = _row(random, rows)
    del row[random.randrange(len(row))]


def _twice(random: Random, rows: Rows) -> None:
    row = _row(random, rows)
    at = random.randrange(len(row))
    row.insert(at, row[at])


def _swapped(random: Random, rows: Rows) -> None:
    one, other = _row(random, rows), _row(random, rows)
    at, to = random.randrange(len(one)), random.randrange(len(other))
    one[at], other[to] = other[to], one[at]


def _glued(random: Random, rows: Rows) -> None:
    row = _row(random, rows)
    at = random.randrange(len(row))
    row[at : at + 2] = ["".join(row[at : at + 2])]


def _torn(random: Random, rows: Rows) -> None:
    """A line break where none was: the rest of the row begins a new one."""
    number = rows.index(_row(random, rows))
    at = random.randrange(len(rows[number]) + 1)
    rows[number : number + 1] = [rows[number][:at], rows[number][at:]]


def _signs(random: Random, rows: Rows) -> None:
    """Some signs of a cell are others."""
    row = _row(random, rows)
    at = random.randrange(len(row))
    text = list(row[at])
    for _ in range(min(len(text), random.randrange(1, 4))):
        text[random.randrange(len(text))] = random.choice("口.，、%元≥ \u00ad①龑OlI〇（")
    row[at] = "".join(text)


def _rows_moved(random: Random, rows: Rows) -> None:
    rows.insert(random.randrange(len(rows)), rows.pop(random.randrange(len(rows))))


def _row_gone(random: Random, rows: Rows) -> None:
    del rows[random.randrange(len(rows))]


def _row_twice(random: Random, rows: Rows) -> None:
    at = random.randrange(len(rows))
    rows.insert(at, list(rows[at]))


def _column_gone(random: Random, rows: Rows) -> None:
    at = random.randrange(max(len(row) for row in rows))
    for row in rows:
        del row[at : at + 1]


def _column_moved(random: Random, rows: Rows) -> None:
    width = max(len(row) for row in rows)
    at, to = random.randrange(width), random.randrange(width)
    for row in rows:
        if at < len(row):
            row.insert(to, row.pop(at))


def _shifted(random: Random, rows: Rows) -> None:
    _row(random, rows).insert(0, "")


_DAMAGES: tuple[Damage, ...] = (
    *(_replaced, _replaced, _dropped, _twice, _swapped, _glued, _torn, _signs, _rows_moved, _row_gone, _row_twice),
    *(_column_gone, _column_moved, _shifted),
)


def damaged(random: Random) -> tuple[str, str]:
    """What was done, and the damaged text."""
    rows = [line.split("\t") for line in random.choice(list(TEXTS.values())).split("\n")]
    damages = [random.choice(_DAMAGES) for _ in range(random.choice((1, 1, 2, 4, 8)))]
    for damage in damages:
        damage(random, rows)
        rows[:] = [row or [""] for row in rows] or [[""]]
    names = " ".join(damage.__name__.strip("_") for damage in damages)
    return names, "\n".join("\t".join(row) for row in rows)


Kept = tuple[str, str]
"""A template, and a field of a form, a goal or an indicator in it."""


@dataclass
class Run:
    """What came of it: how many were read, refused and seen, what went wrong, and the longest there was.

    ``looked_at``: where values were that have been seen in the window.
    """

    count: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    looked_at: set[Kept] = field(default_factory=set)


def run(count: int, seed: int = 1, keep: Path | None = None, seen: float | None = None) -> Run:
    """Damages and imports ``count`` texts; the share ``seen`` of them is opened in the window (None: none at all)."""
    made = Run()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        viewer = None if seen is None else _viewer(Path(folder), ending)
        for number in range(count):
            random = Random(f"{seed}-{number}")
            way, text = damaged(random)
            name, started = f"{seed}-{number} {way}", time.process_time()
            result, found = _read(made, text, Path(folder))
            took = time.process_time() - started
            made.slowest = max(made.slowest, (took, name))
            found += [f"{took:.1f} s"] if took > SECONDS else []
            if viewer and result is not None:
                found += _unseen(made, viewer, result, always=random.random() < (seen or 0))
            made.faults += [f"{name}: {fault}" for fault in found]
            if keep and found:
                (keep / f"{seed}-{number}.txt").write_text(text, encoding="utf-8")
    return made


def _viewer(folder: Path, ending: ExitStack) -> Viewer:
    from tests.trials.shown import Viewer  # the rest needs no Qt

    viewer = Viewer(folder)
    ending.callback(viewer.end)
    return viewer


def _read(made: Run, text: str, folder: Path) -> tuple[Assembled | None, list[str]]:
    """What was read, None where it was refused, and what is wrong with it."""
    try:
        result = taken(text, folder)
        made.count["read"] += 1
        repeated = {f"{one}: lost" for one in _repeated(text)}
        return result, [fault for fault in faults(text, result) if fault not in repeated]
    except SourceError:
        made.count["refused"] += 1
    except Exception:  # noqa: BLE001 (that is what is looked for)
        return None, [traceback.format_exc(limit=-3)]
    return None, []


def _unseen(made: Run, viewer: Viewer, result: Assembled, *, always: bool) -> list[str]:
    paths = {path for path in result.placed[0].values() if path not in MARKERS}
    templates = {node.id: one.template.id for one in result.forms for node in nodes(one.form)}
    parts = [path.partition(".") for path in paths]
    fresh = {(templates.get(node, node), one) for node, _, one in parts} - made.looked_at
    if not fresh and not always:
        return []
    made.count["seen"] += 1
    made.looked_at |= fresh
    return viewer.unseen(result.dossier, paths)


def _repeated(text: str) -> set[str]:
    """What stands twice, side by side or at a row's begin, is one merged cell as some programs copy it."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")]
    beside = {one for row in rows for one, other in pairwise(row) if one == other}
    return beside | {one[0] for one, other in pairwise(rows) if one[0] == other[0]}


def main() -> int:
    """Tells what came of it; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where the texts at fault are put")
    parser.add_argument("--seen", type=float, default=0.2, help="which share is looked at in the window at least")
    options = parser.parse_args()
    made = run(options.count, options.seed, options.keep, options.seen)
    for fault in made.faults:
        print(fault)  # noqa: T201
    counts = ", ".join(f"{number} {word}" for word, number in made.count.items())
    took, which = made.slowest
    print(f"{counts}; the slowest {took:.2f} s ({which}); {len(made.faults)} faults")  # noqa: T201
    return 1 if made.faults else 0


if __name__ == "__main__":
    sys.exit(main())
