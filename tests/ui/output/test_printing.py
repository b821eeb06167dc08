"""Paper: the same pages, never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from exporters.pages.paginate import Page, Pages, Rule, paginate
from models.forms import DepartmentForm
from models.sheets import Sheet
from tests.exporters.made_up import department_form
from tests.ui.conftest import wait_for
from tests.ui.preview.office import FONTS, project, session_of
from tests.ui.preview.test_paint import difference, page_image, picture
from ui.output import paper_sheets as sheets
from ui.output import printing
from ui.output.paper_sheets import fit, ink_of, layout_for, page_range
from ui.output.printing import TO_FILE, PrintDialog, preview_forms, print_forms
from ui.preview.paint import Faces
from ui.session.session import Session

A4 = QSizeF(595.28, 841.89)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    department = DepartmentForm(template="jianghan-department-2024", name="部门整体")
    return session_of(tmp_path, department, project(name="信访专项", count=40), project(name="法律顾问"))


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[PrintDialog]:
    dialog = print_forms(session, Sheet(session.dossier.forms[1].id), None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.printers.setCurrentText(TO_FILE)
    yield dialog
    dialog.close()


def form_buttons(dialog: PrintDialog) -> dict[str, QPushButton]:
    found: list[QPushButton] = []
    found += dialog.forms.findChildren(QPushButton)
    return {button.text(): button for button in found}


def print_to(qtbot: QtBot, dialog: PrintDialog, path: Path, monkeypatch: pytest.MonkeyPatch) -> pypdf.PdfReader:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._steps is None, timeout=10_000)
    return pypdf.PdfReader(path)


def test_the_shown_form_is_printed(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = dialog.pages()
    assert dialog.note.text().startswith(f"共 {len(pages)} 页")
    document = print_to(qtbot, dialog, tmp_path / "印.pdf", monkeypatch)
    assert len(document.pages) == len(pages)
    text = "".join(page.extract_text() for page in document.pages)
    for words in ("信访专项", "信访事项办理39", "项目支出绩效目标表"):
        assert words in text.replace("\n", "")
    assert "法律顾问" not in text
    assert "已写好" in dialog.note.text()


def test_paper_and_screen_are_alike(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_to(qtbot, dialog, tmp_path / "印.pdf", monkeypatch)
    document = pypdfium2.PdfDocument(tmp_path / "印.pdf")
    for number, page in enumerate(dialog.pages()):
        rendered = document[number].render(scale=192 / 72).to_pil().convert("L")
        mean, _most = difference(rendered, picture(page_image(page, Faces(FONTS), 192 / 72)))
        assert mean < 3
    document.close()


def test_a_range_of_pages(qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog.range.setText("2")
    assert len(dialog.canvas.pages) == 1
    document = print_to(qtbot, dialog, tmp_path / "印.pdf", monkeypatch)
    assert len(document.pages) == 1
    assert "第2页" in "".join(document.pages[0].extract_text().split())
    dialog.range.setText("9-12")
    assert not dialog.go.isEnabled()
    assert "不在" in dialog.note.text()


def test_all_forms(qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    buttons = form_buttons(dialog)
    QTest.mouseClick(buttons["全选"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.go.isEnabled)
    document = print_to(qtbot, dialog, tmp_path / "印.pdf", monkeypatch)
    text = "".join(page.extract_text() for page in document.pages).replace("\n", "")
    assert "江汉区部门整体绩效目标申报表" in text
    assert "法律顾问" in text


def test_landscape_pages_lie(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = paginate(department_form(landscape=True), FONTS)
    dialog._made[2,] = Pages("混", (*dialog._made[2,].pages[:1], *wide.pages[:1]))
    dialog._show_pages()
    assert "横着打印" in dialog.note.text()
    document = print_to(qtbot, dialog, tmp_path / "印.pdf", monkeypatch)
    upright, lying = (page.mediabox for page in document.pages)
    assert upright.height > upright.width
    assert lying.width > lying.height


def test_preview_shows_the_sheets(qtbot: QtBot, session: Session) -> None:
    dialog = preview_forms(session, None, None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    assert dialog.windowTitle() == "打印预览"
    assert len(dialog.canvas.pages) == len(dialog.pages()) > 3
    QTest.mouseClick(dialog.tools["chevron-down"], Qt.MouseButton.LeftButton)
    assert dialog.page_label.text().startswith("第 2 页")
    dialog.close()


def test_stopping(qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "印.pdf"), ""))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.leave.text() == "停止"
    QTest.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert dialog._steps is None
    assert "已停止" in dialog.note.text()
    assert dialog.isVisible()
    assert qtbot is not None


def test_a_file_that_cannot_be_written(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "没有这个文件夹" / "印.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._steps is None)
    assert "没有打印" in dialog.note.text()
    assert "请换一个" in dialog.note.text()


def test_a_form_without_template_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    form = project()
    form.template = "没有的版式"
    dialog = print_forms(session_of(tmp_path, form), Sheet(form.id), None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "没有的版式" in dialog.note.text())
    assert not dialog.go.isEnabled()
    dialog.close()


def test_every_control_has_a_name(dialog: PrintDialog) -> None:
    controls: list[QWidget] = []
    for kind in (QAbstractButton, QLineEdit, QComboBox, QSpinBox):
        controls += dialog.findChildren(kind)
    nameless = [one for one in controls if one.isVisibleTo(dialog) and not one.accessibleName()]
    assert [one.objectName() for one in nameless if not one.objectName().startswith("qt_")] == []


# --- the printer ------------------------------------------------------------------------------------------------------


@pytest.fixture
def printer(dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, str]]:
    """A printer beside the file; what is sent to it: pages, copies, its name."""
    sent: list[tuple[int, int, str]] = []

    def steps(printer: QPrinter, pages: Sequence[Page], _faces: Faces) -> Iterator[int]:
        sent.append((len(pages), printer.copyCount(), printer.printerName()))
        yield len(pages)

    monkeypatch.setattr(printing, "print_steps", steps)
    named = [""]
    monkeypatch.setattr(QPrinter, "setPrinterName", lambda _self, name: named.append(name))
    monkeypatch.setattr(QPrinter, "printerName", lambda _self: named[-1])
    dialog.printers.insertItems(0, ["办公室", "档案室"])
    return sent


def test_to_a_printer_it_goes_in_copies(qtbot: QtBot, dialog: PrintDialog, printer: list[tuple[int, int, str]]) -> None:
    dialog.printers.setCurrentText("办公室")
    assert dialog.more.isEnabled(), "a printer has settings of its own"
    dialog.copies.setFocus()
    dialog.copies.selectAll()
    QTest.keyClicks(dialog.copies, "3")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已送到打印机" in dialog.note.text())
    assert printer == [(len(dialog.pages()), 3, "办公室")]
    assert all(one.isEnabled() for one in (dialog.more, dialog.copies, dialog.go, dialog.range, dialog.printers))
    assert not dialog.progress.isVisible()


def test_a_file_is_written_once_whatever_the_copies(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not dialog.more.isEnabled(), "a file has no settings"
    dialog.copies.setValue(3)
    document = print_to(qtbot, dialog, tmp_path / "印.pdf", monkeypatch)
    assert len(document.pages) == len(dialog.pages())
    assert not dialog.more.isEnabled()


@pytest.mark.parametrize(("agreed", "copies", "name"), [(True, 4, "档案室"), (False, 2, "办公室")])
def test_what_the_printer_s_own_settings_say_holds(  # noqa: PLR0913
    dialog: PrintDialog,
    printer: list[tuple[int, int, str]],
    monkeypatch: pytest.MonkeyPatch,
    *,
    agreed: bool,
    copies: int,
    name: str,
) -> None:
    asked: list[str] = []

    def answer(settings: QPrintDialog) -> bool:
        asked.append(settings.windowTitle())
        assert not settings.testOption(QPrintDialog.PrintDialogOption.PrintPageRange), "pages are chosen beside it"
        if agreed:
            dialog.printer.setCopyCount(4)
            dialog.printer.setPrinterName("档案室")
        return agreed

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    dialog.printers.setCurrentText("办公室")
    dialog.copies.setValue(2)
    QTest.mouseClick(dialog.more, Qt.MouseButton.LeftButton)
    assert asked == ["打印机设置"]
    assert (dialog.copies.value(), dialog.printers.currentText()) == (copies, name)
    assert printer == []


def test_the_usual_printer_is_offered_first(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["办公室", "档案室"])
    for usual, shown in (("档案室", "档案室"), ("", "办公室")):
        monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda usual=usual: usual)
        made = print_forms(session, Sheet(session.dossier.forms[1].id), None)
        qtbot.addWidget(made)
        qtbot.waitUntil(made.go.isEnabled)
        assert [made.printers.itemText(n) for n in range(made.printers.count())] == ["办公室", "档案室", TO_FILE]
        assert made.printers.currentText() == shown
        made.close()


@pytest.mark.parametrize("words", ["没有纸", ""])
def test_a_printer_that_fails_is_told(
    qtbot: QtBot, dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def steps(*_: object) -> Iterator[int]:
        yield 1
        raise OSError(5, words) if words else OSError("坏了")

    monkeypatch.setattr(printing, "print_steps", steps)
    dialog.printers.insertItem(0, "办公室")
    dialog.printers.setCurrentText("办公室")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "没有打印" in dialog.note.text())
    assert (words or "坏了") in dialog.note.text()
    assert dialog.go.isEnabled()
    assert dialog.leave.text() == "关闭"


def test_while_it_prints_nothing_else_can_be_chosen(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "印.pdf"), ""))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    for one in (dialog.forms, dialog.range, dialog.printers, dialog.copies, dialog.go, dialog.more):
        assert not one.isEnabled()
    assert dialog.progress.isVisible()
    assert dialog.progress.maximum() == len(dialog.pages())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc stops the printing first"
    assert "已停止" in dialog.note.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_closing_the_window_stops_the_printing_first(
    dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "印.pdf"), ""))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert not dialog.close()
    assert "已停止" in dialog.note.text()
    assert dialog.close()


@pytest.mark.parametrize(("given", "name"), [("印", "印.pdf"), ("印.PDF", "印.PDF"), ("", "")])
def test_the_name_of_the_file_gets_its_suffix(
    dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, name: str
) -> None:
    proposed: list[str] = []

    def answer(_parent: object, _title: str, first: str, *_: object) -> tuple[str, str]:
        proposed.append(first)
        return (str(tmp_path / given) if given else ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    wait_for(lambda: dialog.leave.text() == "关闭")
    assert [one.name for one in tmp_path.iterdir() if one.suffix.lower() == ".pdf"] == ([name] if name else [])
    assert Path(proposed[0]).suffix == ".pdf"


def test_pages_and_zoom_by_the_buttons_over_the_sheets(qtbot: QtBot, dialog: PrintDialog) -> None:
    tools, count = dialog.tools, len(dialog.pages())
    assert count > 1
    assert (tools["chevron-up"].isEnabled(), tools["chevron-down"].isEnabled()) == (False, True)
    QTest.mouseClick(tools["chevron-down"], Qt.MouseButton.LeftButton)
    assert dialog.page_label.text() == f"第 2 页，共 {count} 页"
    assert tools["chevron-up"].isEnabled()
    QTest.mouseClick(tools["chevron-up"], Qt.MouseButton.LeftButton)
    assert dialog.page_label.text() == f"第 1 页，共 {count} 页"
    for _ in range(count):
        QTest.mouseClick(tools["chevron-down"], Qt.MouseButton.LeftButton)
    assert not tools["chevron-down"].isEnabled()
    fitting = dialog.canvas.zoom
    QTest.mouseClick(tools["zoom-in"], Qt.MouseButton.LeftButton)
    assert dialog.canvas.zoom > fitting
    for _ in range(2):
        QTest.mouseClick(tools["zoom-out"], Qt.MouseButton.LeftButton)
    assert dialog.canvas.zoom < fitting
    QTest.mouseClick(tools["maximize"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.canvas.zoom == pytest.approx(fitting, rel=0.02))


def test_where_no_form_is_ticked_nothing_is_printed(dialog: PrintDialog) -> None:
    QTest.mouseClick(form_buttons(dialog)["全不选"], Qt.MouseButton.LeftButton)
    assert dialog.note.text() == "请勾选要打印的表。"
    assert not dialog.go.isEnabled()
    assert dialog.page_label.text() == "没有页面"


def begun(dialog: PrintDialog, part: str) -> bool:
    return dialog.go.isEnabled() and bool(getattr(dialog, part).hasFocus())


def test_where_the_keyboard_begins(qtbot: QtBot, session: Session) -> None:
    for made, part in ((print_forms(session, None, None), "go"), (preview_forms(session, None, None), "canvas")):
        qtbot.addWidget(made)
        made.activateWindow()
        wait_for(partial(begun, made, part))
        made.close()


# --- where a page comes to lie ----------------------------------------------------------------------------------------


def page_with(x: float, y: float, width: float, height: float) -> Page:

    rules = (
        Rule(x, y, x + width, y, 0.0),
        Rule(x, y, x, y + height, 0.0),
        Rule(x + width, y, x + width, y + height, 0),
    )
    return Page(A4.width(), A4.height(), (), rules, ())


@pytest.mark.parametrize("margins", [(0, 0, 0, 0), (12, 12, 12, 12), (60, 12, 12, 60), (100, 100, 100, 100)])
@pytest.mark.parametrize("paper", [A4, QSizeF(419.5, 595.3), QSizeF(612, 792), QSizeF(841.9, 1190.6)])
def test_no_ink_falls_where_the_printer_cannot_print(margins: tuple[float, ...], paper: QSizeF) -> None:
    page = page_with(42.5, 51, 510, 740)
    placed = fit(page, paper, QMarginsF(*margins))
    ink = ink_of(page)
    area = QRectF(
        ink.x() * placed.scale + placed.x,
        ink.y() * placed.scale + placed.y,
        ink.width() * placed.scale,
        ink.height() * placed.scale,
    )
    free = QRectF(0, 0, paper.width(), paper.height()).marginsRemoved(QMarginsF(*margins))
    assert free.adjusted(-0.01, -0.01, 0.01, 0.01).contains(area)
    assert placed.scale <= 1


def test_nothing_moves_where_all_fits() -> None:
    placed = fit(page_with(42.5, 51, 510, 740), A4, QMarginsF(12, 12, 12, 12))
    assert (placed.scale, placed.x, placed.y) == (1, 0, 0)


def test_paper_of_a_page() -> None:
    wide = paginate(department_form(landscape=True), FONTS).pages[0]
    layout = layout_for(wide)
    assert layout.pageSize().id().name == "A4"
    assert layout.orientation().name == "Landscape"


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4)),
        ("2", (2,)),
        ("1-3", (1, 2, 3)),
        ("4，1—2", (4, 1, 2)),
        (" 2 至 3 、 2", (2, 3)),
        ("1～2；4", (1, 2, 4)),
    ],
)
def test_page_ranges(text: str, pages: tuple[int, ...]) -> None:
    assert page_range(text, 4) == pages


@pytest.mark.parametrize("text", ["0", "5", "3-2", "一", "1-", "2-9"])
def test_page_ranges_that_make_no_sense(text: str) -> None:
    with pytest.raises(ValueError, match="页码"):
        page_range(text, 4)


def test_the_person_is_told_when_the_printer_makes_it_smaller(
    dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printer that cannot print within two centimetres of the edge."""
    monkeypatch.setattr(sheets, "turn_to", lambda _printer, _page: (A4, QMarginsF(57, 57, 57, 57)))
    dialog._show_pages()
    assert "缩小到" in dialog.note.text()
    assert "不会被切掉" in dialog.note.text()
