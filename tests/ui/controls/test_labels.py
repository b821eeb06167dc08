"""Labels of the fields and heads of columns: broken where a person would break them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.controls.labels import FieldLabel, TitleLabel
from ui.ground.line_breaks import broken, words_in


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("项目名称", 5, "项目名称"),
        ("项目资金（万元）", 7, "项目资金\n（万元）"),
        ("部门（单位）名称", 7, "部门（单位）\n名称"),
        ("部门（单位）名称", 5, "部门\n（单位）\n名称"),
        ("（不含上级转移支付）", 5, "（不含上级\n转移支付）"),
        ("部门总体资金情况", 7, "部门总体\n资金情况"),
        ("其中：财政拨款", 6, "其中：\n财政拨款"),
        ("2024年至2026年", 8, "2024年\n至2026年"),
        ("分值权重", 3, "分值\n权重"),
        ("指标值确定依据", 4, "指标值\n确定依据"),
        ("项目主管部门", 4, "项目\n主管部门"),
        ("项目主管部门", 3, "项目主\n管部门"),
        ("项目前两年预算及当年预算变动情况", 5, "项目前两年\n预算及\n当年预算\n变动情况"),
        ("近两年收支金额（不含上级转移支付）", 5, "近两年\n收支金额\n（不含上级\n转移支付）"),
        ("国", 0, "国"),
        ("", 3, ""),
    ],
)
def test_lines_are_balanced_and_words_and_brackets_stay_whole(text: str, room: int, shown: str) -> None:
    assert broken(text, lambda part: len(part) <= room) == shown


def test_a_break_is_between_known_words() -> None:
    assert words_in("项目主管部门") == {1, 3, 5}


@pytest.mark.parametrize("width", range(60, 260, 10))
def test_a_label_is_as_high_as_its_lines(qtbot: QtBot, width: int) -> None:
    label = FieldLabel("上年绩效评价结果、整改及应用（必填）")
    qtbot.addWidget(label)
    label.resize(width, label.heightForWidth(width))
    lines, metrics = label.shown().split("\n"), label.fontMetrics()
    assert all(metrics.horizontalAdvance(line) <= width - 2 * label.margin() for line in lines)
    assert label.height() >= len(lines) * metrics.lineSpacing() + 2 * label.margin()
    assert label.alignment() == Qt.AlignmentFlag.AlignCenter


def test_the_title_of_a_form_leaves_no_sign_alone_on_a_line(qtbot: QtBot) -> None:
    title = TitleLabel("2024年江汉区项目支出（绩效目标）申报表")
    qtbot.addWidget(title)
    title.resize(title.fontMetrics().horizontalAdvance(title.text()) - 8, 80)
    assert title.shown() == "2024年江汉区项目\n支出（绩效目标）申报表"
