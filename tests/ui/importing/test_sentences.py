"""A project told in sentences through the dialog: what has no place leads to its paragraph, and the form comes in."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import click, dossier_of
from tests.ui.importing.conftest import Import, agree
from ui.window.window import MainWindow

TOLD = """2026年重点项目绩效目标
项目名称：公路养护；资金总额：视情况而定；年度目标：养护公路120公里。
数量指标：养护里程≥120公里；质量指标：优良率≥90%。
"""


def test_a_piece_without_a_place_leads_to_its_paragraph(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    source = tmp_path / "项目.txt"
    source.write_text(TOLD, encoding="utf-8")
    dialog = opened(office, source)
    dialog.tabs.setCurrentWidget(dialog.unplaced)
    (listed,) = [dialog.unplaced.item(row) for row in range(dialog.unplaced.count())]
    assert listed.text().startswith("视情况而定")
    click(dialog.unplaced.viewport(), dialog.unplaced.visualItemRect(listed).center())
    assert dialog.table.currentIndex().data().startswith("项目名称：公路养护")
    agree(dialog)
    form = dossier_of(office).forms[-1]
    assert form.name == "公路养护"
    assert [str(one.target) for one in form.indicators()] == ["≥120公里", "≥90%"]
