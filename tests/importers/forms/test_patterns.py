"""A cell of a drawing as it is looked for in a source: which words must stand there, and what is taken out of it."""

from __future__ import annotations

import pytest

from importers.finding.patterns import slot_of
from models.folders import RESOURCES
from models.templates.grid import GridCell, parse_text
from models.templates.shelf import load_templates

TEMPLATE = load_templates([RESOURCES / "templates"])[0]["national-project-2021"]


def taken(drawn: str, text: str) -> dict[str, str] | None:
    """What stands in the places of a cell; None where the text is none of it."""
    slot = slot_of(TEMPLATE, GridCell(0, 0, 1, 1, parse_text(drawn)))
    found = slot.regex.fullmatch(text)
    return None if found is None else {name: found[name] or "" for name in slot.groups}


@pytest.mark.parametrize(
    ("drawn", "text", "found"),
    [
        ("填报单位（盖章）：{unit_name}", "填报单位（盖章）：甲局", {"p1": "甲局"}),
        ("填报单位（盖章）：{unit_name}", "填报单位：甲局", {"p1": "甲局"}),  # a remark may be missing
        ("填报单位（盖章）：{unit_name}", "（盖章）：甲局", None),  # the label may not
        ("填报单位（盖章）：{unit_name}", "甲局", None),
        ("（盖章）", "", None),  # words that are all there is in a cell may not be missing
        ("填报人：{filler}　电话：{phone}", "填报人: 某某 电话：123", {"p1": "某某", "p3": "123"}),
        ("（{year}年度）", "（2026年度）", {}),
    ],
)
def test_what_a_cell_says(drawn: str, text: str, found: dict[str, str] | None) -> None:
    said = taken(drawn, text)
    assert (said if said is None else {name: one.strip() for name, one in said.items()}) == found
