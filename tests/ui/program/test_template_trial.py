"""工具 → 试用版式: the drawn page of a file, what does not come back, and where on the page it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from exporters.fonts import load_fonts
from exporters.pages.paginate import paginate
from models.folders import RESOURCES
from models.templates.shelf import read_template
from selftest.trial import Shift, Trial, sample_table
from tests.ui.conftest import every, settle
from ui.program.template_trial import TrialDialog, Tried
from ui.window.window import MainWindow

GOOD = RESOURCES / "templates" / "guangdong-project-2022.toml"


def opened(window: MainWindow, file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> TrialDialog:
    """The dialog as the menu shows it once the file is tried."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    window.actions_by_id["try_template"].trigger()
    (dialog,) = every(window, TrialDialog)
    qtbot.waitUntil(lambda: bool(dialog.verdict.text()), timeout=60_000)
    return dialog


def test_a_file_that_is_no_template_is_told_and_tried_again_when_mended(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    file = tmp_path / "广东.toml"
    good = GOOD.read_text("utf-8")
    file.write_text(good.replace("{leader}", "{leder}"), "utf-8")
    dialog = opened(window, file, monkeypatch, qtbot)
    assert "没有“leder”这个栏目" in dialog.verdict.text()
    assert not dialog.canvas.pages
    file.write_text(good, "utf-8")
    dialog.again.click()
    qtbot.waitUntil(lambda: dialog.lines.count() > 0, timeout=60_000)
    texts = [dialog.lines.item(row).text() for row in range(dialog.lines.count())]
    assert {"通过 表格", "通过 Excel", "通过 PDF"} <= set(texts)
    assert "读回了原处" in dialog.verdict.text()
    assert len(dialog.canvas.pages) == 1
    dialog.close()


def test_a_value_that_moved_is_framed_and_where_it_went_is_shaded(window: MainWindow, qtbot: Any) -> None:
    template = read_template(GOOD)
    table = sample_table(template)
    leader = next(cell for cell in table.cells if cell.slots and cell.slots[0].field == "leader")
    dialog = TrialDialog(GOOD, window)
    qtbot.waitUntil(lambda: dialog.lines.count() > 0, timeout=60_000)
    moved = Trial("表格", shifts=(Shift("项目负责人", leader.text, "主管部门", leader.text),))
    dialog.show_tried(Tried(template, table, paginate(table, load_fonts()).pages, (moved,)))
    dialog.lines.setCurrentRow(1)
    settle()
    assert "跑到了“主管部门”" in dialog.lines.item(1).text()
    assert dialog.framed == {(leader.row, leader.column)}
    shaded = [cell for cell in table.cells if (cell.row, cell.column) in dialog.shaded]
    assert [cell.slots[0].field for cell in shaded] == ["supervising_unit"]
    dialog.close()
