"""What a right click brings: a menu at a row, a cell, a field, a list, a finding, a comment, a line of the outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from unittest.mock import patch

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from models.dossier import Comment
from models.edits import Insert
from models.files.jxmb import load
from tests.ui.conftest import dossier_of, every, sample_of
from tests.ui.looks.scenes import Scene
from ui.controls.editors import ChoiceField, LineField
from ui.form.table_view import ValueView
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow


def pointed(window: MainWindow) -> Iterator[Scene]:
    """The name of each, and what is done before it is looked at."""
    dossier = load(sample_of("江汉"))
    form = next(one for one in dossier.forms if one.kind == "project")
    form.amount = None  # so that the rules have something to say
    window.show_session(None)
    window.program.create(dossier, window)
    window.show_page(form.id)
    window.set_docks(outline=True, findings=True)
    yield "point-field", partial(_in_fields, window, f"{form.id}.name", LineField)
    yield "point-boxes", partial(_in_fields, window, f"{form.id}.frequency", ChoiceField)
    yield "point-list", partial(_at_current, window, form.costs[0].id, ValueView)
    yield "point-row", partial(_at_current, window, next(form.indicators()).id, IndicatorTree)
    yield "point-official", partial(_on_paper, window, f"{next(form.indicators()).id}.name")
    yield "point-outline", partial(_right_click_current, lambda: window.outline.tree)
    yield "point-finding", partial(_right_click_current, lambda: window.findings.list)
    yield "point-comment", partial(_at_comment, window, form.id)


def _at(widget: QWidget, place: QPoint) -> None:
    """A right click there, by a mouse; the menu, which waits for an answer, comes again to be looked at."""
    click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    asked: list[QMenu] = []
    timer = QTimer()
    timer.timeout.connect(partial(_leave, asked))
    timer.start(0)
    with patch.object(QMenu, "deleteLater"):
        QApplication.sendEvent(widget, click)
    timer.stop()
    for menu in asked[:1]:  # others do not wait, and are there
        menu.popup(click.globalPos())


def _leave(asked: list[QMenu]) -> None:
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        asked.append(menu)
        menu.close()


def _in_fields(window: MainWindow, path: str, kind: type[QWidget]) -> None:
    window.actions_by_id["fields"].trigger()
    window.go_to(path)
    QTest.qWait(100)
    field = next(one for one in every(window.pages, kind) if one.isVisible() and one.property("path") == path)
    _at(field, QPoint(30, field.height() // 2))


def _at_current(window: MainWindow, node: str, kind: type[QAbstractItemView]) -> None:
    window.actions_by_id["both"].trigger()
    window.go_to(f"{node}.name" if kind is IndicatorTree else f"{node}.content")
    QTest.qWait(100)
    for tree in every(window.pages, IndicatorTree):
        tree.close_cell()
    views = (one for one in every(window.pages, kind) if one.isVisible() and one.currentIndex().isValid())
    _right_click_current(partial(next, views))


def _right_click_current(find: Callable[[], QAbstractItemView]) -> None:
    view = find()
    if not view.currentIndex().isValid():  # the first line; of groups, the first of the first
        group = view.model().index(0, 0)
        view.setCurrentIndex(view.model().index(0, 0, group) if view.model().rowCount(group) else group)
    _at(view.viewport(), view.visualRect(view.currentIndex()).center())


def _on_paper(window: MainWindow, path: str) -> None:
    window.actions_by_id["official"].trigger()
    table = next(one for one in every(window, OfficialTable) if one.isVisible())
    table.go_to(path)
    QTest.qWait(100)
    area = table.caret._area()
    assert area is not None
    _at(table.canvas.viewport(), area.center())


def _at_comment(window: MainWindow, form: str) -> None:
    assert window.session is not None
    where = next(one for one in dossier_of(window).forms if one.id == form)
    said = Comment(where=f"{where.id}.name", text="名称请写全", author="王芳", written="2026-03-01 12:34")
    window.session.apply(Insert("dossier", "comments", 0, said))
    QTest.qWait(100)
    _right_click_current(lambda: window.workplace.comments.list)
