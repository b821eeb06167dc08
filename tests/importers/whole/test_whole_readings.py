"""Everything that came of a source, where other tests ask for one thing: no value, cell or word changes unseen.

Where more or something else is meant to be read: ``WRITE_READ=1 pytest tests/importers/whole``, and read what
``git diff`` says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from importers.budget.read import read_budget
from importers.recognise import Recognised
from importers.understanding import Source, Wanted, understand
from models.dossier import Budget
from models.folders import RESOURCES
from models.table import Document
from models.templates.shelf import load_templates
from tests.importers.whole.notation import Given, Told, filled, source_in, written

USUAL_YEAR = 2021  # of sources that say none, whatever day it is
SEEN = sorted((Path(__file__).parent / "seen").glob("*.txt"))
TEMPLATES, _ = load_templates([RESOURCES / "templates"])
CASE, READ = "═══ ", "───"


def cases(path: Path) -> list[tuple[str, list[str], list[str]]]:
    """The cases of a file: a name, the lines of the source, the lines of what is read."""
    found = []
    for text in path.read_text(encoding="utf-8").split(CASE)[1:]:
        name, *lines = text.rstrip("\n").split("\n")
        middle = lines.index(READ)
        found.append((name, lines[:middle], lines[middle + 1 :]))
    return found


def told(given: Given) -> list[str]:
    """All that is read of a source."""
    budget, numbers = Budget(), Told()
    of_budget = read_budget(given.document, budget)
    wanted = Wanted(TEMPLATES, given.template, given.year, usual=USUAL_YEAR)
    taken = understand(Source("来源", given.document), wanted, of_budget, given.said)
    lines = numbers.nodes(filled(budget), "budget") + numbers.places(of_budget, given.document) if of_budget else []
    for one in taken.forms:
        lines += [*_form(one), *numbers.nodes(filled(one.form), "form"), *numbers.places(one.placed, given.document)]
    lines += [f"left {one.where} {one.text}".replace("\n", "⏎") for one in taken.unplaced]
    aside = {place: path for place, path in taken.placed.items() if path == "aside"}
    lines += [f"aside {'.'.join(map(str, place))}" for place in sorted(aside)]
    return [*lines, *([f"problem {taken.problem}"] if taken.problem else [])]


def _form(one: Recognised) -> Iterator[str]:
    known = {"year": one.year, "named": one.named, "line": one.line, "start": tuple(one.start)}
    sure = "" if one.sure else " unsure"
    yield f"◇ {one.template.id}{sure} “{one.title}” {' '.join(f'{name}={value}' for name, value in known.items())}"
    yield from (f"notice {words}".replace("\n", "⏎") for words in one.notices)


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_all_that_is_read_of_a_source_is_as_it_is_known(path: Path) -> None:
    now = [(name, source, told(source_in(source))) for name, source, _ in cases(path)]
    if "WRITE_READ" in os.environ:
        texts = ("\n".join([CASE + name, *source, READ, *read]) for name, source, read in now)
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    assert now == cases(path)


def test_a_source_is_written_as_it_can_be_read() -> None:
    for path in SEEN:
        for name, source, _ in cases(path):
            assert written(source_in(source)) == source, name


def test_no_case_is_there_twice() -> None:
    names = [name for path in SEEN for name, _, _ in cases(path)]
    assert len(names) == len(set(names))
    assert len(names) > 50
    document: Document = ()
    assert written(Given(document, "x", 2026)) == ["template x", "year 2026"]
