"""Word documents (.docx): paragraphs and tables as Word shows them, tracked changes as if they were accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from xml.etree.ElementTree import Element

from importers.readers.office.zipped import Package, attribute
from importers.readers.sheet import Area, Grid, Place
from importers.readers.source import Notice, Reading, SourceError, clean_text
from importers.readers.web import read as read_page
from importers.readers.word.numbering import Numbering
from importers.readers.word.runs import blocks_of, paragraph_text
from importers.readers.word.unseen import unseen_texts
from models.heed import Heed, no_heed
from models.table import Paragraph, Table

_OFF = frozenset({"0", "false", "off", "none"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"})
_MOST_SPAN = 1000


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The paragraphs and tables of a document in reading order. Raises SourceError."""
    package = Package(data, name)
    main = next(
        (part for kind, part in package.relations("").values() if kind == "officeDocument"), "word/document.xml"
    )
    root = package.tree(main)
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        raise package.damaged()
    numbering = Numbering(package.tree(_beside(main, "numbering")), package.tree(_beside(main, "styles")))
    pages = {one: target for one, (kind, target) in package.relations(main).items() if kind == "aFChunk"}
    reader = _Reader(numbering, heed, lambda one: package.content(pages.get(one, "")))
    return reader.reading(root, body, package.tree(_beside(main, "comments")), name)


def read_body(root: Element, body: Element, name: str, heed: Heed) -> Reading:
    """What stands in a body that is all there is of a document. Raises SourceError."""
    return _Reader(Numbering(None, None), heed).reading(root, body, None, name)


def _beside(main: str, name: str) -> str:
    folder = main.rpartition("/")[0]
    return f"{folder}/{name}.xml" if folder else f"{name}.xml"


def _told(root: Element, comments: Element | None) -> Iterator[Notice]:
    if any(element.tag in _CHANGES for element in root.iter()):
        yield Notice("tracked-changes", "文档里有修订，按全部接受修订读入，请核对")
    unseen = [*unseen_texts(root)]
    if unseen:
        yield Notice(
            "unseen-text", f"文档里有 {len(unseen)} 处白色的、看不见的文字，照样读入了，请核对", str(len(unseen))
        )
    said = sum(one.tag == "comment" for one in comments.iter()) if comments is not None else 0
    if said:
        yield Notice("comments", f"文档里有 {said} 条批注，没有读入", str(said))


class _Reader:
    """Goes through a body; numbers its paragraphs as Word counts them."""

    def __init__(self, numbering: Numbering, heed: Heed, page: Callable[[str], bytes] = lambda _: b"") -> None:
        self._numbering = numbering
        self._heed = heed
        self._page = page  # the bytes of a web page that stands in the document
        self._line = count(1)
        self._notices: list[Notice] = []

    def reading(self, root: Element, body: Element, comments: Element | None, name: str) -> Reading:
        """All of a document. Raises SourceError where nothing is in it."""
        _empty_prompts(body)
        parts = tuple(self.parts(body))
        if not parts:
            raise SourceError("文档里没有文字", "请检查文件；扫描的图片要先识别成文字。", name, opens="no-text")
        return Reading(parts, (*_told(root, comments), *self._notices))

    def parts(self, body: Element) -> Iterator[Paragraph | Table]:
        """What stands in a body, in reading order; a table in a cell follows the one around it."""
        for block in _joined(blocks_of(body)):
            self._heed()
            if isinstance(block, list):
                boxes: list[Element] = []
                text = clean_text(self._lines(block, boxes.append))
                yield from (Paragraph(line, next(self._line)) for line in text.split("\n") if line.strip())
                for box in boxes:
                    yield from self.parts(box)
            elif block.tag == "altChunk":
                yield from self._chunk(attribute(block, "id"))
            else:
                yield from self._table(block)

    def _chunk(self, page: str) -> Iterator[Paragraph | Table]:
        """A web page that stands in the document, as systems put theirs into a file for Word."""
        if data := self._page(page):
            reading = read_page(data, "", self._heed)
            self._notices += reading.notices
            yield from reading.document

    def _lines(self, paragraphs: list[Element], take_box: Callable[[Element], object]) -> str:
        """One paragraph (several where the mark between was deleted) with its number."""
        said = "".join(paragraph_text(one, take_box) for one in paragraphs)
        return self._numbering.label(paragraphs[0]) + said

    def _text_in(self, container: Element) -> str:
        """All text of a cell or a text box, a line a paragraph, text boxes below theirs, tables in it row by row."""
        lines: list[str] = []
        for block in _joined(blocks_of(container)):
            if isinstance(block, list):
                boxes: list[Element] = []
                lines.append(self._lines(block, boxes.append))
                lines += map(self._text_in, boxes)
            elif block.tag == "tbl":
                lines.append(self._flat(block))
        return "\n".join(lines)

    def _flat(self, table: Element) -> str:
        return "\n".join("\t".join(self._text_in(cell) for cell, _ in _cells(row)) for row in _rows(table))

    def _table(self, element: Element, depth: int = 0, outer_row: int = 0) -> Iterator[Table]:
        grid, inner = Grid(heed=self._heed), []
        spans = _Spans()
        for number, row in enumerate(_rows(element)):
            if _has(row, "trPr", "hidden"):
                grid.hidden_rows.append((number, number))
            for column, span, cell in _placed(row):
                if spans.take(number, column, span, _merge(cell, "vMerge")):
                    grid.put(number, column, clean_text(self._text_in(cell)))
                    inner += [(number, block) for block in blocks_of(cell) if block.tag == "tbl"]
        grid.size, grid.merges = spans.size, spans.merges()
        self._notices += grid.notices()
        table = grid.table()
        if table:
            yield table._replace(depth=depth, outer_row=outer_row)
        for number, one in inner:
            yield from self._table(one, depth + 1, number) if table else self._table(one, depth, outer_row)


def _empty_prompts(body: Element) -> None:
    """What a content control says to be filled in is no text of the document."""
    for control in body.iter("sdt"):
        if _has(control, "sdtPr", "showingPlcHdr"):
            for text in control.iter("t"):
                text.text = ""


class _Spans:
    """Which cells of a table are merged: vertical merges go on where the cell above in that column lets them."""

    def __init__(self) -> None:
        self.size = (0, 0)
        self._ends: dict[Place, Place] = {}  # anchor → last row and column
        self._open: dict[int, Place] = {}  # column → anchor of the vertical merge that reaches the row above

    def take(self, row: int, column: int, span: int, merge: str) -> bool:
        """A cell as it comes; False when it only continues the one above."""
        self.size = row + 1, max(self.size[1], column + span)
        anchor = self._open.get(column)
        if merge == "continue" and anchor and self._ends[anchor][0] == row - 1:
            self._ends[anchor] = row, self._ends[anchor][1]
            return False
        self._ends[row, column] = row, column + span - 1
        self._open.pop(column, None)
        if merge:
            self._open[column] = row, column
        return True

    def merges(self) -> list[Area]:
        return [(*place, *end) for place, end in self._ends.items() if place != end]


def _joined(blocks: Iterable[Element]) -> Iterator[list[Element] | Element]:
    """Paragraphs (with those that a deleted mark joins to them) and tables."""
    pending: list[Element] = []
    for block in blocks:
        if block.tag == "p":
            pending.append(block)
            if _has_deleted_mark(block):
                continue
        if pending:
            yield pending
            pending = []
        if block.tag != "p":
            yield block
    if pending:
        yield pending


def _has_deleted_mark(paragraph: Element) -> bool:
    return any(paragraph.find(f"pPr/rPr/{tag}") is not None for tag in ("del", "moveFrom"))


def _rows(table: Element) -> list[Element]:
    """The rows that are not deleted, also those inside of content controls."""
    found = _children(table, "tr")
    return [row for row in found if not _has(row, "trPr", "del") and not _has(row, "trPr", "moveFrom")]


def _children(element: Element, tag: str) -> list[Element]:
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            found += _children(child, tag)
    return found


def _cells(row: Element) -> Iterator[tuple[Element, int]]:
    """The cells of a row with their spans; cells that an old horizontal merge goes on over widen the one before."""
    pending: tuple[Element, int] | None = None
    for cell in _children(row, "tc"):
        if cell.find("tcPr/cellDel") is not None:
            continue
        span = _number(cell, "tcPr/gridSpan", 1)
        if pending and _merge(cell, "hMerge") == "continue":
            pending = (pending[0], pending[1] + span)
            continue
        if pending:
            yield pending
        pending = (cell, span)
    if pending:
        yield pending


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Column, span and cell, after the columns that the row leaves out in front."""
    column = _number(row, "trPr/gridBefore", 0)
    for cell, span in _cells(row):
        yield column, span, cell
        column += span


def _merge(cell: Element, tag: str) -> str:
    """restart, continue, or empty where the cell is not merged in that direction."""
    found = cell.find(f"tcPr/{tag}")
    return attribute(found, "val", "continue") if found is not None else ""


def _number(element: Element, path: str, default: int) -> int:
    found = element.find(path)
    text = attribute(found, "val") if found is not None else ""
    return min(int(text), _MOST_SPAN) if text.isdecimal() else default


def _has(row: Element, properties: str, tag: str) -> bool:
    found = row.find(f"{properties}/{tag}")
    return found is not None and attribute(found, "val", "1").lower() not in _OFF
