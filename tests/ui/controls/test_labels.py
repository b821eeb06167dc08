"""Labels of the fields: broken where a person would break them."""

from __future__ import annotations

import pytest

from ui.controls.labels import in_two_lines


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("项目名称", 5, "项目名称"),
        ("项目资金（万元）", 7, "项目资金\n（万元）"),
        ("部门（单位）名称", 7, "部门（单位）\n名称"),
        ("部门总体资金情况", 7, "部门总体\n资金情况"),
        ("其中：财政拨款", 6, "其中：\n财政拨款"),
        ("2024年至2026年", 8, "2024年\n至2026年"),
        ("近两年收支金额（不含上级转移支付）", 4, "近两年收支金额（不含上级转移支付）"),
        ("", 3, ""),
    ],
)
def test_two_lines_are_balanced_and_brackets_stay_whole(text: str, room: int, shown: str) -> None:
    assert in_two_lines(text, lambda part: len(part) <= room) == shown
