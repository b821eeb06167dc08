"""Texts of absurd length: the work of the rules grows with the text, not with its square.

What is measured is the rules' own processor time at two lengths, one four times the other, and the better of a few
tries: a square would show as sixteen times, and is as good as never taken for the four of a straight line.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models.dossier import Dossier
from models.edits import copied
from models.fields import list_fields
from models.files.jxmb import load
from models.folders import RESOURCES, samples
from models.paths import nodes, write
from models.rules.engine import check
from models.rules.wording.changes import shifts
from models.rules.wording.quantities import quantities
from models.rules.wording.similar import slips
from models.rules.wording.texts import cut_off, placeholder, unclosed
from models.target import Target
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
PIECES = {
    "characters": "字",
    "letters": "a",
    "digits": "1",
    "groups of digits": ",234",
    "blanks": " ",
    "lines": "甲\n",
    "brackets": "（",
    "closing": "）",
    "sums": "1+1=3；",
    "terms": "1+",
    "changes": "比上年增加5万元",
    "years": "2024年5万元",
    "leads": "不低于",
    "quantities": "培训5人，",
    "stars": "甲**乙",
    "lines to fill": "_",
    "commas": "，",
}


def long_text(name: str, length: int) -> str:
    """A text of that length, of that piece again and again."""
    piece = PIECES[name]
    return f"1{piece * (length // len(piece))}人x5次"


FUNCTIONS: dict[str, Callable[[str], Any]] = {
    "cut_off": cut_off,
    "placeholder": placeholder,
    "unclosed": unclosed,
    "shifts": shifts,
    "quantities": quantities,
}


def seconds(work: Callable[[str], Any], text: str) -> float:
    """The shortest of three; each time another text, for what was seen before is remembered."""
    taken = []
    for turn in range(3):
        own = f"{turn}甲{text}"
        began = time.process_time()
        work(own)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("work", FUNCTIONS.values(), ids=FUNCTIONS)
def test_four_times_the_text_is_not_sixteen_times_the_work(work: Callable[[str], Any], name: str) -> None:
    short, long = (seconds(work, long_text(name, length)) for length in (10_000, 40_000))
    assert long < 10 * short + 0.05


def text_fields(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """One node of each kind, and every field of it that holds a text."""
    one_of_each = {type(node): node for node in nodes(dossier)}
    for kind, node in one_of_each.items():
        apart = {"id", "kind", "template", "nature", "period", *list_fields(kind)}
        names = (name for name in kind.model_fields if name not in apart)
        yield from ((node.id, name) for name in names if isinstance(getattr(node, name), str | Target))


FORMS = {path.stem[:2]: load(path) for path in samples()}


@pytest.mark.parametrize("dossier", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("name", ["changes", "brackets", "quantities"])
def test_every_field_may_hold_a_text_without_end(dossier: Dossier, name: str) -> None:
    """All of them at once: a minute of work in one of them would be seen."""
    taken = []
    for length in (1_000, 4_000):
        made = copied(dossier)
        parts = {node.id: node for node in nodes(made)}
        for number, (node, field) in enumerate(text_fields(made)):
            text = f"{number}{long_text(name, length)}"
            write(parts[node], field, Target.parse(text) if field == "target" else text)
        began = time.process_time()
        check(made, TEMPLATES)
        taken.append(time.process_time() - began)
    assert taken[1] < 10 * taken[0] + 0.5


def test_names_without_end_do_not_fill_the_memory() -> None:
    """Thirty thousand characters took 1.8 GB: each place of the name once left out."""
    names = ["项目" * 15_000, "项目" * 15_000 + "甲"]
    tracemalloc.start()
    slips(names, list(reversed(names)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


@pytest.mark.parametrize(
    ("one", "other"), [("河道巡查专项经费", "河道巡察专项经费"), ("河道巡查" * 30, "河道巡查" * 29 + "河道巡")]
)
def test_slips_are_still_found(one: str, other: str) -> None:
    assert slips([one], [other]) == [(0, 0)]
