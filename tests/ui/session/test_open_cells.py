"""What is typed in a cell that is still open survives the death of the program."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.dossier import Dossier, Unit
from models.edits import Editor, Remove, SetValue
from models.files.jxmb import loads, save
from models.folders import recovery_folder
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.values import Part
from tests.trials.editors import in_a_blank_row
from tests.ui.conftest import compose, dossier_of, every, field, settle, windows_beside, write
from ui.form.table_cells import CellLine, CellText
from ui.form.table_view import ValueView
from ui.session import recovery
from ui.session.recovery import SUFFIX, Known, Left, _pieces, in_words, left_behind, steady
from ui.window.window import MainWindow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A saved dossier with one line in its budget's table."""
    from models.dossier import Budget, FunctionLine

    dossier = Dossier(year=2026, unit=Unit(name="示例局"), budget=Budget(functions=[FunctionLine(id="b1")]))
    dossier.forms = [ProjectForm(id="f", template="korla-project-2023")]
    save(dossier, tmp_path / "a.jxmb")
    return tmp_path / "a.jxmb"


def type_in_a_cell(window: MainWindow, kind: str, row: str, text: str) -> None:
    """Leaves a cell of the budget's table open, or of its blank row."""
    window.show_page("budget")
    view = next(one for one in every(window, ValueView) if one.isVisible() and one.table.rows.grows)
    column = next(n for n, one in enumerate(view.table.columns) if getattr(one, "kind", "") == kind)
    view.setFocus()
    view.setCurrentIndex(view.table.index(view.table.rowCount() - 1 if row == "new" else 0, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor: QWidget | None = view.findChild(CellText if kind == "text" else CellLine)
    assert editor is not None
    for sign in text:
        write(editor, sign)


def after_a_crash(window: MainWindow) -> list[Left]:
    """What would be left of the window if it died now; then it is closed."""
    session = window.session
    assert session is not None
    session.keep()
    assert session._recovery is not None
    session._recovery.wait()
    for path in list(recovery_folder().glob(f"*{SUFFIX}")):
        copy = path.with_name(f"copy-{path.name}")
        copy.write_bytes(path.read_bytes())
    window.show_session(None)
    settle()
    return left_behind(recovery_folder()).left


@pytest.mark.parametrize("row", ["old", "new"])
@pytest.mark.parametrize(("kind", "text"), [("text", "信访维稳"), ("amount", "126。5"), ("amount", "12.5.5")])
def test_what_stood_in_an_open_cell_goes_back_there(
    window: MainWindow, file: Path, kind: str, text: str, row: str
) -> None:
    window.files.open_path(file)
    settle()
    type_in_a_cell(window, kind, row, text)
    left = after_a_crash(window)
    assert [list(one.open.values()) for one in left] == [[text]]
    window.recovery.take(left)
    settle()
    found = next(one for one in windows_beside(window) if one.session)
    assert found.session is not None
    lines = dossier_of(found).budget.functions
    assert len(lines) == (2 if row == "new" else 1)
    if text == "信访维稳":
        assert text in lines[-1].model_dump().values()
    elif text == "126。5":
        assert Decimal("126.5") in lines[-1].model_dump().values()
    else:
        assert [one.text for one in found.session.drafts.all] == [text]


def test_what_is_being_composed_is_in_the_backup_until_it_is_written(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    window.show_page("unit")
    settle()
    line = field(window, "unit.phone")
    write(line, "12")
    compose(line, "xin")
    settle()
    (left,) = after_a_crash(window)
    assert left.open == {"unit.phone": "12xin"}
    assert left.dossier.unit.phone == "12"


@pytest.mark.parametrize("scope", ["item", "indicator", "goal"])
def test_what_is_being_composed_in_a_blank_row_of_the_official_table_goes_into_a_new_row(
    window: MainWindow, file: Path, scope: str
) -> None:
    goal = Goal(id="g", dimensions=[Dimension(id="d", name="产出指标")])
    forms = [ProjectForm(id="f", template="jianghan-project-2024", goals=[goal] if scope == "indicator" else [])]
    save(Dossier(year=2026, unit=Unit(name="示例局"), forms=[*forms]), file)
    window.files.open_path(file)
    settle()
    editor = in_a_blank_row(window, "f", scope)
    compose(editor, "zhichu")
    settle()
    left = after_a_crash(window)
    assert [list(one.open.values()) for one in left] == [["zhichu"]]
    window.recovery.take(left)
    settle()
    found = next(one for one in windows_beside(window) if one.session)
    assert "zhichu" in dossier_of(found).model_dump_json()
    assert "找不到原来的格" not in found.messages.text


def test_what_was_composed_and_written_is_composed_no_more(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    window.show_page("unit")
    settle()
    line = field(window, "unit.phone")
    line.setFocus()
    compose(line, "xin")
    settle()
    write(line, "信")
    settle()
    (left,) = after_a_crash(window)
    assert left.open == {}
    assert left.dossier.unit.phone == "信"


def many(count: int) -> Dossier:
    rows = [Indicator(name=f'指标{n}"goals":[]') for n in range(count)]
    goal = Goal(dimensions=[Dimension(name="产出", categories=[Category(name="数量", indicators=rows)])])
    form = ProjectForm(template="korla-project-2023", name='"dimensions":[]', goals=[goal])
    return Dossier(year=2026, unit=Unit(name='"forms":[]'), forms=[form])


def test_the_pieces_are_the_dossier() -> None:
    dossier = many(30)
    assert loads(steady(Editor(dossier), {}), "x") == dossier


def test_what_changes_meanwhile_is_not_kept_torn(monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Editor(many(3))

    def typed_into(part: Part) -> Iterator[str]:
        yield from _pieces(part)
        editor.apply(SetValue("unit.name", f"{editor.revision}"))

    monkeypatch.setattr(recovery, "_form", lambda _editor, _known, form: "".join(typed_into(form)))
    assert steady(editor, {}) == b""


@pytest.mark.usefixtures("qapp")
def test_after_a_torn_one_the_next_is_kept_whatever_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = recovery.Recovery(tmp_path)
    dossier = Dossier(year=2026)
    with monkeypatch.context() as patch:
        patch.setattr(recovery, "steady", lambda *_: b"")
        kept.write(dossier, None, "")
        kept.wait()
        assert not kept.path.exists()
        kept.write(dossier, None, "")
        assert kept.holds()
        kept.path.unlink()
        kept.write(dossier, None, "")
        kept.wait()
        assert not kept.path.exists(), "only the next one"
    kept.close()


def test_only_forms_that_changed_are_put_into_words_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200 forms a person works in one, and a key must not wait for the others."""
    dossier = Dossier(year=2026, forms=[many(3).forms[0] for _ in range(4)])
    editor, known, gone_through = Editor(dossier), Known(), list[str]()
    first, second, *_ = dossier.forms
    assert loads(steady(editor, known), "x") == dossier

    def pieces(part: Part) -> Iterator[str]:
        if isinstance(part, ProjectForm):
            gone_through.append(part.id)
        return _pieces(part)

    monkeypatch.setattr(recovery, "_pieces", pieces)
    row = next(second.indicators())
    editor.apply(SetValue(f"{row.id}.name", "另一个"))
    assert loads(in_words(editor, known), "x") == dossier
    assert gone_through == [second.id]
    undo = editor.apply(Remove(first.id))
    assert loads(in_words(editor, known), "x") == dossier
    editor.apply(undo)
    editor.apply(SetValue("unit.name", "某局"))
    assert loads(in_words(editor, known), "x") == dossier
    assert set(gone_through) <= {first.id, second.id}


def test_the_window_goes_on_while_much_is_kept() -> None:
    """Python lets another thread run between two pieces, so none may be large however large the dossier is."""
    dossier = many(10_000)
    pieces = [len(piece) for piece in _pieces(dossier.forms[0])]
    assert len(pieces) > 10_000
    assert max(pieces) < 2_000
    assert sum(pieces) > 1_000_000
