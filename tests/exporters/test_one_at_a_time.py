"""Many forms take little more room than one: each is laid out, set and written before the next."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from benchmarks.forms import dossier, table, templates
from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.fonts import load_fonts
from exporters.pages import paginate as pages
from exporters.pdf import write as pdf
from models.python import collector_paused
from models.rules.engine import check
from models.rules.view import FormView, GoalView, Row
from models.table import Table


def alive(*kinds: type) -> int:
    """How many of these are held by anything."""
    return sum(isinstance(one, kinds) for one in gc.get_objects())


def test_of_many_forms_one_table_at_a_time_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gc.collect()
    before, seen = alive(Table), []

    def set_one(table: Table, *given: Any, **how: Any) -> pages.Pages:
        seen.append(alive(Table) - before)
        return pages.paginate(table, *given, **how)

    monkeypatch.setattr(pdf, "paginate", set_one)
    outcome = write_all(dossier(6, 4), templates(), ExportPlan(tmp_path, ("pdf",), together=True))
    assert not outcome.problems
    assert len(seen) == 6
    assert max(seen) <= 2


def test_a_page_that_is_written_is_packed_at_once() -> None:
    writer = pdf._Writer(load_fonts(), pdf.PdfInfo())
    for number in range(3):
        writer.add(table(4, number))
    made = writer._document.Pages.pages
    assert len(made) >= 3
    assert all(page.stream is None and page.Contents.content[:1] == b"\x78" for page in made)


def test_what_the_rules_made_of_the_forms_goes_without_the_collector() -> None:
    forms = dossier(3, 8)
    check(forms, templates())
    gc.collect()
    before = alive(FormView, GoalView, Row)
    with collector_paused():
        assert check(forms, templates())
        assert alive(FormView, GoalView, Row) == before


def test_a_face_reads_again_what_it_gave_back() -> None:
    face = load_fonts().face("JxSong")
    first = bytes(face.data[:1000])
    face.let_go()
    assert bytes(face.data[:1000]) == first
