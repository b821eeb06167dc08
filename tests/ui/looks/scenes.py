"""Menus, open cells, dialogs beside the work, the dark theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from models.comparing.compare import compare
from models.files.jxmb import load
from models.files.versions import Version
from models.goals import Indicator
from tests.ui.conftest import NATIONAL_SAMPLE, dossier_of, every, sample_of
from ui.importing.kept_list import KeptDialog
from ui.indicators.tree import IndicatorTree
from ui.output.overview_dialog import OverviewDialog
from ui.output.printing import PrintDialog
from ui.preview.panel import OfficialTable
from ui.session.recovery import Left
from ui.versions.differences import DifferencesDialog
from ui.versions.earlier import EarlierDialog, Entry
from ui.versions.taking_list import TakingDialog
from ui.window.window import MainWindow

Scene = tuple[str, Callable[[], object]]
THEN = datetime(2026, 3, 1, 12, 34, tzinfo=UTC)


def others(window: MainWindow) -> Iterator[Scene]:
    """The name of each, and what is done before it is looked at."""
    sample = load(sample_of(NATIONAL_SAMPLE))
    window.show_session(None)
    window.program.create(sample, window)
    form = next(one for one in sample.forms if one.kind == "project")
    indicator = next(form.indicators())
    yield from _open_cells(window, form.id, indicator)
    yield from _menus(window)
    yield from _dialogs(window)
    yield "message", lambda: window.messages.say("有一处要看", "warning", [("去看", window.close)])
    yield "recovered", partial(_recover, window)


def dark(window: MainWindow) -> Iterator[Scene]:
    """The last, since the theme stays."""
    sample = load(sample_of(NATIONAL_SAMPLE))
    yield "dark", partial(_dark, window, next(one for one in sample.forms if one.kind == "project").id)


def _open_cells(window: MainWindow, form: str, indicator: Indicator) -> Iterator[Scene]:
    for field in ("name", "target", "weight", "basis"):
        yield f"cell-{field}", partial(window.go_to, f"{indicator.id}.{field}")
    yield "cell-official", partial(_in_official_table, window, f"{form}.leader")


def _in_official_table(window: MainWindow, path: str) -> None:
    window.show_page(path.partition(".")[0])
    window.actions_by_id["official"].trigger()
    table = next(one for one in every(window, OfficialTable) if one.isVisible())
    table.go_to(path)


def _menus(window: MainWindow) -> Iterator[Scene]:
    yield "menu-tree", partial(_menu_of_tree, window)


def _menu_of_tree(window: MainWindow) -> None:
    window.actions_by_id["indicators"].trigger()
    tree = next(one for one in every(window, IndicatorTree) if one.isVisible())
    tree.customContextMenuRequested.emit(QPoint(40, 40))


def _dialogs(window: MainWindow) -> Iterator[Scene]:
    assert window.session is not None
    session, here = window.session, dossier_of(window)
    there = here.model_copy(deep=True)
    there.unit.phone = "1"
    next(there.forms[1].indicators()).weight = None
    differences = compare(here, there)
    gone = Path("没有了")
    yield "print", partial(_shown, PrintDialog(session, None, window))
    yield "overview", partial(_shown, OverviewDialog(session, here.forms[1].id, window))
    yield (
        "versions",
        partial(_shown, EarlierDialog([Entry(Version(gone, gone, THEN, 0, ""), saved=True)], here, window)),
    )
    yield "compare", partial(_shown, DifferencesDialog(differences, "那份", ["有一句话"], window))
    yield "compare-same", partial(_shown, DifferencesDialog((), "那份", (), window))
    taking = TakingDialog("那份", (), window)
    taking.show_differences(differences)
    yield "take-back", partial(_shown, taking)
    yield "kept", partial(_shown, KeptDialog(Path("更正"), (), window))


def _shown(dialog: QWidget) -> None:
    dialog.show()


def _recover(window: MainWindow) -> None:
    window.show_session(None)
    file = Path("去年.jxmb")
    dossier = load(sample_of(NATIONAL_SAMPLE))
    window.recovered.show_left([Left(file, None, "", THEN, dossier), Left(file, file, "", THEN, dossier)])


def _dark(window: MainWindow, form: str) -> None:
    window.recovered.show_left([])
    window.settings["theme"] = "dark"
    window.program.create(load(sample_of(NATIONAL_SAMPLE)), window)
    window.show_page(form)
