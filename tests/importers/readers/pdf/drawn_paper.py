"""PDF files drawn for the purpose, and what comes out of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.acroform import AcroForm
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from importers.readers.any_file import read_bytes
from models.table import Paragraph, Table

HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "备注"]
FACE = Path(__file__).parents[4] / "resources" / "fonts" / "JxSong.ttf"


class Paper:
    """A sheet to draw on: places in points from the top left."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        self._data, self._height = BytesIO(), 842
        pdfmetrics.registerFont(TTFont("Face", FACE))
        self._canvas = Canvas(self._data, pagesize=(595, 842), encrypt=encrypt)
        self._canvas.setFont("Face", 10)

    def text(self, x: float, y: float, text: str) -> None:
        self._canvas.drawString(x, self._height - y, text)

    def slanted(self, text: str) -> None:
        self._canvas.saveState()
        self._canvas.translate(200, 400)
        self._canvas.rotate(40)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def invisible(self, x: float, y: float, text: str) -> None:
        drawn = self._canvas.beginText(x, self._height - y)
        drawn.setTextRenderMode(3)
        drawn.textLine(text)
        self._canvas.drawText(drawn)

    def through(self, window: tuple[float, float, float, float], x: float, y: float, text: str) -> None:
        """A text of which only what is within the window (left, top, width, height) is seen, as in a spreadsheet."""
        left, top, width, height = window
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(left, self._height - top - height, width, height)
        self._canvas.clipPath(path, stroke=0)
        self.text(x, y, text)
        self._canvas.restoreState()

    def faint(self, x: float, y: float, text: str, alpha: float) -> None:
        self._canvas.setFillAlpha(alpha)
        self.text(x, y, text)
        self._canvas.setFillAlpha(1)

    def colour(self, name: str) -> None:
        """What is written and filled from here on is in that colour."""
        self._canvas.setFillColor(name)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle, as some programs draw their lines."""
        self._canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        self._canvas.rect(x, self._height - y - height, width, height)

    def curve(self, x: float, y: float) -> None:
        self._canvas.bezier(
            x, self._height - y, x + 50, self._height - y, x + 100, self._height - y, x + 150, self._height - y
        )

    @property
    def form(self) -> AcroForm:
        """Fields to fill in: places in points from the bottom left."""
        return self._canvas.acroForm

    def picture(self) -> None:
        self._canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), "red")), 50, 300, 40, 40)

    def stamped(self, times: int, dx: float, dy: float) -> None:
        """What follows is drawn into a form within a form, moved each time."""
        self._canvas.beginForm("inner")
        self._canvas.setFont("Face", 10)
        for y in (0, 22, 44):
            self._canvas.line(0, y, 180, y)
        for x in (0, 90, 180):
            self._canvas.line(x, 0, x, 44)
        self._canvas.endForm()
        name = "inner"
        for number in range(times):
            self._canvas.beginForm(f"outer{number}")
            self._canvas.translate(dx, dy)
            self._canvas.doForm(name)
            self._canvas.endForm()
            name = f"outer{number}"
        self._canvas.doForm(name)

    def turn(self, degrees: int) -> None:
        self._canvas.setPageRotation(degrees)

    def turned(self, quarters: int) -> None:
        """What follows is drawn turned on the sheet, as a landscape table on an upright page."""
        self._canvas.translate(*{0: (0, 0), 1: (595, 0), 2: (595, 842), 3: (0, 842)}[quarters])
        self._canvas.rotate(90 * quarters)
        self._height = 842 if quarters % 2 == 0 else 595

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self._canvas.line(x, self._height - y, to_x, self._height - to_y)

    def rows(self, rows: Sequence[Sequence[str]], top: float = 60, left: float = 50, width: float = 90) -> float:
        """A table with all its lines, rows 22 points high; gives where it ends."""
        columns, bottom = len(rows[0]), top + 22 * len(rows)
        for at in range(len(rows) + 1):
            self.line(left, top + 22 * at, left + width * columns, top + 22 * at)
        for at in range(columns + 1):
            self.line(left + width * at, top, left + width * at, bottom)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.text(left + width * column + 4, top + 22 * number + 15, text)
        return bottom

    def next_page(self) -> None:
        self._canvas.showPage()
        self._canvas.setFont("Face", 10)

    def data(self) -> bytes:
        self._canvas.save()
        return self._data.getvalue()


def tables(data: bytes) -> list[Table]:
    return [part for part in read_bytes(data, "表.pdf").document if isinstance(part, Table)]


def outside(data: bytes) -> list[str]:
    return [part.text for part in read_bytes(data, "表.pdf").document if isinstance(part, Paragraph)]


def told(data: bytes) -> list[str]:
    return [str(notice) for notice in read_bytes(data, "表.pdf").notices]
