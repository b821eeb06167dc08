"""What is on the screen is what is in the PDF."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from exporters.layout import layout
from exporters.pages.paginate import Page, paginate
from exporters.pdf.write import write_pdf
from models.table import Table
from tests.exporters.made_up import department_form
from tests.ui.preview.office import FONTS, JIANGHAN, KORLA, TEMPLATES, project
from ui.ground.theme import PAPER
from ui.preview.paint import Faces, paint_page

DPI = 192


def picture(image: QImage) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(buffer.data().data())).convert("L")


def page_image(page: Page, faces: Faces, scale: float) -> QImage:
    """A page as a picture; ``scale`` is pixels a point."""
    image = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    paint_page(painter, page, faces, scale)
    painter.end()
    return image


def soft(image: Image.Image) -> Image.Image:
    """Half a pixel more or less must not count."""
    return image.filter(ImageFilter.GaussianBlur(2))


def difference(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """Mean and greatest difference of two sheets, 0 to 255."""
    size = (min(one.width, other.width), min(one.height, other.height))
    box = (0, 0, *size)
    found = ImageChops.difference(soft(one.crop(box)), soft(other.crop(box)))
    counts = found.histogram()
    return sum(level * count for level, count in enumerate(counts)) / sum(counts), found.getextrema()[1]  # type: ignore[return-value]


def form(template: str) -> Table:
    made = project(template, count=9, name="信访专项☑☒✔龑𠮷“引号”㎡")
    made.goals[0].statement = "做好馆藏档案的接收、整理、保管和利用工作，全年接待查档群众≥3200人次；" * 9
    return layout(made, TEMPLATES[template], 2026, "示例市信访局")


TABLES: dict[str, Callable[[], Table]] = {
    "korla": lambda: form(KORLA),
    "jianghan": lambda: form(JIANGHAN),
    "landscape": lambda: department_form(landscape=True),
}


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
@pytest.mark.usefixtures("qapp")
def test_the_painted_sheet_looks_like_the_pdf(make: Callable[[], Table]) -> None:
    table = make()
    target = io.BytesIO()
    write_pdf([table], target, FONTS)
    document = pypdfium2.PdfDocument(target.getvalue())
    faces = Faces(FONTS)
    pages = paginate(table, FONTS).pages
    assert len(document) == len(pages)
    for number, page in enumerate(pages):
        rendered = document[number].render(scale=DPI / 72).to_pil().convert("L")
        painted = picture(page_image(page, faces, DPI / 72))
        mean, most = difference(rendered, painted)
        assert mean < 2.5, f"page {number + 1}"
        assert most < 90, f"page {number + 1}"
        for step in ((2, 0), (-2, 0), (0, 2), (0, -2)):
            assert difference(rendered, ImageChops.offset(painted, *step))[0] > 1.3 * mean, "two pixels aside is worse"
    document.close()


@pytest.mark.usefixtures("qapp")
def test_a_part_of_a_sheet_is_the_same_as_in_the_whole() -> None:
    page = paginate(form(KORLA), FONTS).pages[0]
    faces, scale = Faces(FONTS), 3.0
    whole = page_image(page, faces, scale)
    part = QImage(600, 400, QImage.Format.Format_RGB32)
    part.fill(QColor("#ffffff"))
    painter = QPainter(part)
    painter.translate(-300, -450)
    paint_page(painter, page, faces, scale, QRectF(100, 150, 200, 134))
    painter.end()
    assert difference(picture(part), picture(whole.copy(300, 450, 600, 400)))[0] < 0.05


def test_paper_is_white_in_the_dark(qtbot: QtBot) -> None:
    assert qtbot is not None
    page = paginate(form(KORLA), FONTS).pages[0]
    assert page_image(page, Faces(FONTS), 1.0).pixelColor(2, 2) == QColor("#ffffff")
