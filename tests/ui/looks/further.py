"""Further things that are seen while one works: lists that come up, panels beside the page, messages, questions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from models.dossier import Attachment, Comment, Dossier
from models.edits import Insert
from models.files.jxmb import load
from models.making import from_last_year
from tests.ui.conftest import NATIONAL_SAMPLE, dossier_of, every, sample_of
from tests.ui.looks.scenes import Scene
from ui.importing.dialog import ImportDialog
from ui.indicators.tree import IndicatorTree
from ui.output.printing import PrintDialog
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

SAMPLES = {"tables-of-goal": "江汉", "two-columns": "中期和年度", "many-fields": "浮梁", "ruled": "库尔勒"}


def further(window: MainWindow, source: Path) -> Iterator[Scene]:
    """The name of each, and what is done before it is looked at; ``source`` is a table to import."""
    for name, words in SAMPLES.items():
        for part in ("fields", "indicators", "both", "side"):
            yield f"{name}-{part}", partial(_open, window, words, part)
    yield "suggestions", partial(_suggest, window)
    yield "suggestions-official", partial(_suggest_on_paper, window)
    yield "comments", partial(_comment, window, "indicators")
    yield "comments-side", window.actions_by_id["side"].trigger
    yield "comment-written", partial(_write_comment, window)
    yield "evidence", partial(_evidence, window)
    yield "last-year", partial(_last_year, window)
    yield "last-year-official", window.actions_by_id["official"].trigger
    yield "last-year-written", partial(_last_year_written, window)
    yield "replace", partial(_replace, window)
    yield "findings-silenced", partial(_errors, window)
    yield "messages", partial(_two_messages, window)
    yield "export-errors", window.actions_by_id["export"].trigger
    yield "print-real", partial(_print, window)
    yield "menu-file", partial(pull_down, window, "文件")
    yield "menu-edit", partial(pull_down, window, "编辑")
    yield "menu-view", partial(pull_down, window, "查看")
    yield "import-real", partial(_import, window, source)
    yield "new", partial(_new, window)


def _open(window: MainWindow, words: str, part: str) -> None:
    dossier = load(sample_of(words))
    window.show_session(None)
    window.program.create(dossier, window)
    window.show_page(dossier.forms[-1].id)
    window.actions_by_id[part].trigger()


def _tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def _first(window: MainWindow) -> str:
    form = next(one for one in dossier_of(window).forms if one.id == window.pages.page)
    return next(form.indicators()).id


def _suggest(window: MainWindow) -> None:
    _open(window, "库尔勒", "indicators")
    view = _tree(window)
    window.activateWindow()
    view.setFocus()
    view.open_editor(_first(window), 0)
    QTest.qWait(100)
    if box := QApplication.focusWidget():
        QTest.keyClicks(box, "l")


def _suggest_on_paper(window: MainWindow) -> None:
    _open(window, "库尔勒", "official")
    table = next(one for one in every(window, OfficialTable) if one.isVisible())
    table.go_to(f"{_first(window)}.name")
    table.take_focus()
    QTest.qWait(100)
    if box := QApplication.focusWidget():
        QTest.keyClicks(box, "l")


def _comment(window: MainWindow, part: str) -> None:
    _open(window, NATIONAL_SAMPLE, part)
    assert window.session is not None
    for number, text in enumerate(("指标值偏低，去年完成了九成五", "依据的文号请写全")):
        said = Comment(where=f"{_first(window)}.target", text=text, author="王芳", written="2026-03-01 12:34")
        window.session.apply(Insert("dossier", "comments", number, said))


def _write_comment(window: MainWindow) -> None:
    window.actions_by_id["indicators"].trigger()
    assert window.session is not None
    window.workplace.comment(f"{_first(window)}.name")


def _evidence(window: MainWindow) -> None:
    assert window.session is not None
    held = Attachment(where=_first(window), path="佐证/清单.pdf")
    window.session.apply(Insert("dossier", "attachments", 0, held))
    window.actions_by_id["evidence"].trigger()


def _last_year(window: MainWindow) -> None:
    dossier = from_last_year(load(sample_of(NATIONAL_SAMPLE)))
    window.show_session(None)
    window.program.create(dossier, window)
    window.show_page(dossier.forms[-1].id)
    window.actions_by_id["both"].trigger()


def _last_year_written(window: MainWindow) -> None:
    window.actions_by_id["both"].trigger()
    window.settings["last_year"] = True


def _replace(window: MainWindow) -> None:
    window.settings["last_year"] = False
    window.actions_by_id["replace"].trigger()
    box = next(one for one in every(window.finder, QLineEdit) if one.isVisible())
    box.setText("项目")


def _errors(window: MainWindow) -> None:
    window.finder.close_bar()
    dossier = load(sample_of(NATIONAL_SAMPLE))
    _break(dossier)
    window.show_session(None)
    window.program.create(dossier, window)
    window.show_page(dossier.forms[-1].id)
    window.actions_by_id["check"].trigger()
    window.set_docks(outline=True, findings=True)


def _break(dossier: Dossier) -> None:
    """Five errors and more."""
    form = dossier.forms[-1]
    for indicator in list(form.indicators())[:5]:
        indicator.name = ""


def _two_messages(window: MainWindow) -> None:
    window.messages.say("已删除“甲项目”。", "info", [("撤销", window.close)])
    window.messages.say(
        "有一处要看：这句话很长，长到一行放不下，要看它怎么换行、会不会被裁掉、按钮还在不在。", "warning"
    )


def _print(window: MainWindow) -> None:
    assert window.session is not None
    window.messages.hide()
    PrintDialog(window.session, None, window).show()


def pull_down(window: MainWindow, title: str) -> None:
    """Opens the menu of that title."""
    bar = window.menuBar()
    action = next(one for one in bar.actions() if one.text().startswith(title))
    menu = action.menu()
    assert isinstance(menu, QMenu)
    menu.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()))


def _import(window: MainWindow, source: Path) -> None:
    window.imports.open_dropped([source])
    dialog = every(window, ImportDialog)[-1]
    while dialog.work.is_busy:
        QTest.qWait(20)


def _new(window: MainWindow) -> None:
    window.show_session(None)
    window.begin_new()
