"""What is drawn for some of the goals only."""

from __future__ import annotations

from typing import Any

from exporters.layout import layout
from models.forms import ProjectForm
from tests.exporters.test_layout import fields, goal, template


def test_some_goals_have_a_drawing_of_their_own() -> None:
    """Counted as they are numbered there: those that are left out before do not count."""
    first = fields("| 目标{n} | 首个：{goal.statement} | < | < |") | {"of_goals": "1"}
    later = fields("| 目标{n} | {goal.statement} | < | < |") | {"of_goals": "2-"}
    middle = fields("| 中 | 间 | < | < |") | {"of_goals": "2-3"}
    goals = [goal("近一"), goal("近二"), goal("近三"), goal("近四")]
    whole = {"kind": "goals", "period": "annual", "block": [first, later, middle]}

    def shown(**parts: Any) -> list[str]:
        table = layout(ProjectForm(goals=goals), template({**whole, **parts}), 2026)
        return ["".join(cell.text for cell in table.cells if cell.row == row) for row in range(table.row_count)]

    rest = ["目标2近二的说明", "中间", "目标3近三的说明", "中间", "目标4近四的说明"]
    assert shown() == ["目标1首个：近一的说明", *rest]
    assert shown(skip=2) == ["目标1首个：近三的说明", "目标2近四的说明", "中间"]
