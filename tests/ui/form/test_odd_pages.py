"""A made-up template with what no shipped one has: its page part by part; and which sums stand in which forms.

Where they are meant to be others: ``WRITE_READ=1 pytest tests/ui/form/test_odd_pages.py``, and read ``git diff``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.forms import ProjectForm
from models.sheets import Sheet
from models.templates.shelf import read_template
from models.templates.template import FormTemplate
from tests.known import is_known
from tests.ui.conftest import settle
from tests.ui.form.parts import told
from tests.ui.preview.office import TEMPLATES, end_sessions, session_of
from ui.form.fields import FieldsArea
from ui.form.sums import sums_of
from ui.form.unprinted import LONG

__all__ = ["end_sessions"]
KNOWN = Path(__file__).parent / "odd"
FUNDING, SPENDING = "funding", "expenditure"
PRINTED = {
    "one source is no sum": ("project", "amount funding.fiscal"),
    "two are": ("project", "amount funding.fiscal funding.other"),
    "parts of the fiscal are in it": ("project", "amount funding.fiscal funding.superior funding.own funding.other"),
    "parts of the unit's own are in it": ("project", "amount funding.unit funding.business funding.fiscal"),
    "a total among them": ("project", "total_amount total_funding.total total_funding.fiscal total_funding.other"),
    "costs": ("project", "amount item.own item.other"),
    "costs without the first": ("project", "amount item.superior item.other"),
    "kinds of spending": ("department", "expenditure.basic.amount expenditure.project.amount"),
    "basic beside its kinds": ("department", "expenditure.basic.amount expenditure.personnel.amount"),
    "basic beside the other": ("department", "expenditure.basic.amount expenditure.operation.amount"),
    "specific beside project": ("department", "expenditure.specific.amount expenditure.project.amount"),
    "income": ("department", "income.fiscal.amount income.other.amount income.fiscal.share"),
    "income with its total": ("department", "income.total.amount income.fiscal.amount income.other.amount"),
    "tasks": ("department", "item.fiscal item.amount"),
    "tasks of one amount": ("department", "item.amount"),
}


def page(area: FieldsArea) -> Iterator[str]:
    """The fields on the paper, then one under the other."""
    for width in (1100, 300):
        area.fit(width)
        settle()
        yield f"═ {width}"
        yield from told(area)


def test_an_odd_template_has_a_page(qtbot: QtBot, tmp_path: Path) -> None:
    template = read_template(KNOWN / "odd.toml")
    unprinted = {"supervising_unit": "字" * LONG, "executing_unit": "字" * (LONG + 1), "attribute": "一\n二"}
    days = {"日子": "2026-01-01"}
    form = ProjectForm(template=template.id, name="奇事", amount=Decimal(3), extra=days, **unprinted)
    area = FieldsArea(session_of(tmp_path, form, template=template), Sheet(form.id), template)
    qtbot.addWidget(area)
    area.resize(1100, 700)
    area.show()
    lines = list(page(area))
    is_known(KNOWN / "page.txt", lines)


@pytest.mark.usefixtures("qapp")
def test_the_sums_of_forms_are_as_they_are_known() -> None:
    made_up = {name: _printing(kind, paths.split()) for name, (kind, paths) in PRINTED.items()}
    lines = [
        f"{name}: {one}"
        for name, form in (TEMPLATES | made_up).items()
        for one in [*map(str, sums_of(form))] or ["none"]
    ]
    is_known(KNOWN / "sums.txt", lines)


def _printing(kind: str, paths: list[str]) -> FormTemplate:
    """A template of which nothing is known but what it prints."""
    one = next(one for one in TEMPLATES.values() if one.kind == kind).model_copy()
    one.__dict__["printed"] = frozenset(paths)
    return one
