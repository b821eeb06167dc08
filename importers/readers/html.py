"""HTML, as Excel, WPS, LibreOffice, Word and browsers give it → its paragraphs and tables, with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from importers.readers.office.sign_fonts import in_font
from importers.readers.source import Notice, Reading, raised
from importers.readers.webpage.classes import Classes
from importers.readers.webpage.controls import Choice, said_in
from importers.readers.webpage.ink import Ink, ink_for
from importers.readers.webpage.open_table import BREAK, EDGE, Attributes, OpenTable, shown_text
from models.heed import Heed, no_heed
from models.python import regex
from models.table import Paragraph, Table

_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534  # as many as a span may have in HTML
_DEEPEST = 200  # tables within tables; deeper ones are no page
_SAID_WITHIN = 3  # tables whose cells say what the tables in them say
_UNSEEN = frozenset({"style", "script", "title", "head", "rt", "rp", "xml", "template", "noscript", "datalist"})
_TOLD = {
    "del": Notice("tracked-changes", "网页里有修订，删去的文字没有读入，请核对"),
    "comment": Notice("comments", "网页里有批注，没有读入"),
}
"""Elements that are not read, and what is said of them."""
_VOID = frozenset(
    {"br", "col", "img", "hr", "input", "meta", "link", "wbr", "area", "base", "embed", "source", "track"}
)
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "dd", "dt", "caption"})
_IN_TABLE = frozenset({"table", "tr", "td", "th"})
_HASHES = regex(r"#+")

PIECE = 1 << 16  # characters between two looks whether the page is still wanted


def read_html(source: str, heed: Heed = no_heed) -> Reading:
    """What a page shows: paragraphs around its tables, tables without hidden rows and columns; those are told."""
    page = _Page(ink_for(source))
    for start in range(0, len(source), PIECE):
        heed()
        page.feed(source[start : start + PIECE])
    page.close()
    return Reading(tuple(page.parts()), tuple(page.notices()))


def tables_in(source: str) -> tuple[Table, ...]:
    """The tables in a piece of the clipboard, in reading order; what was copied comes whole, hidden rows too."""
    if "<table" not in source.lower():
        return ()
    page = _Page()
    page.feed(source)
    page.close()
    return tuple(part for part in page.parts(hidden_too=True) if isinstance(part, Table))


class _Page(HTMLParser):
    """Gathers paragraphs and tables; a table inside a cell is a table of its own, after the one around it. Of one that
    only lays out the page its texts are paragraphs, and the tables in it stand between them."""

    def __init__(self, ink: Ink | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self._ink = ink
        self._parts: list[str | OpenTable] = []
        self._open: list[OpenTable] = []
        self._hidden: list[str] = []  # elements that are not shown, outermost first
        self._classes = Classes()
        self._styles: list[str] = []  # the style sheet that is open
        self._fonts: list[str] = []  # the fonts of signs of the elements that are open, empty for letters
        self._lists: list[int | None] = []  # the next number of each list that is open, None where it has dots
        self._left_out: set[str] = set()
        self._raised = False  # in what stands above the line
        self._kept = False  # in what keeps its line ends
        self._choice: Choice | None = None
        self._texts: list[str] = []

    def parts(self, *, hidden_too: bool = False) -> Iterator[Paragraph | Table]:
        for table in self._tables if hidden_too else ():
            table.show_what_is_filled()
        whole = (part for part in self._parts if isinstance(part, str) or part.around is None)
        for number, (part, depth) in enumerate(_in_order(whole), 1):
            if isinstance(part, str):
                yield Paragraph(part, number)
                continue
            if made := part.table():
                yield made._replace(depth=depth, outer_row=part.outer_row if depth else 0)

    @property
    def _tables(self) -> list[OpenTable]:
        return [part for part in self._parts if isinstance(part, OpenTable)]

    def notices(self) -> Iterator[Notice]:
        for part in self._tables:
            yield from part.grid.notices()
        hidden = [one for part in self._tables for one in part.in_rows(hidden=True) if isinstance(one, OpenTable)]
        if count := sum(bool(one.grid.cells) for one in hidden):
            yield Notice("hidden-tables", f"网页里有 {count} 张表在隐藏的行里，没有读入", str(count))
        yield from (_TOLD[tag] for tag in sorted(self._left_out))
        unseen = self._ink.unseen if self._ink else 0
        if unseen:
            words = f"网页里有 {unseen} 处白色的、看不见的文字，照样读入了，请核对"
            yield Notice("unseen-text", words, str(unseen))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "body":
            self._hidden.clear()  # a head that nobody closed
        if self._ink and tag not in _VOID:
            self._ink.begin(tag, attributes)
        if self._hides(tag, attributes):
            return
        self._begin_inline(tag, attributes)
        self._raised = tag == "sup" or (self._raised and tag not in _BLOCKS | _IN_TABLE)
        if tag in ("input", "select", "option", "textarea"):
            self._start_field(tag, attributes)
        elif tag == "table":
            self._begin_table()
        elif self._open and tag in ("tr", "td", "th", "col"):
            self._start_in_table(tag, attributes)
        elif tag == "br":
            self._say(BREAK)
        elif tag in _BLOCKS or tag == "tr":
            self._say(EDGE)
            if tag == "li":
                self._begin_item(attributes)

    def _begin_inline(self, tag: str, attributes: Attributes) -> None:
        """Fonts of signs, and the numbers of lists."""
        if tag in ("span", "font"):
            self._fonts.append(self._classes.font_of(attributes, self._font))
        elif tag in ("td", "th"):
            self._fonts, self._lists = [self._classes.font_of(attributes, "")], []
        elif tag in ("ol", "ul"):
            numbered = tag == "ol" and "list-style" not in attributes.get("style", "")
            self._lists.append(_count(attributes.get("start", "1")) if numbered else None)

    @property
    def _font(self) -> str:
        return self._fonts[-1] if self._fonts else ""

    def _begin_item(self, attributes: Attributes) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            number = _count(attributes.get("value", str(number)))
            self._say(f"{number}.")
            self._lists[-1] = number + 1

    def _start_field(self, tag: str, attributes: Attributes) -> None:
        if tag == "input":
            self._say(said_in(attributes))
        elif tag == "select":
            self._end_choice()
            self._choice = Choice.of(attributes)
        elif tag == "textarea":
            self._kept = True
        elif self._choice is not None:
            self._choice.begin_option(attributes)

    def _end_choice(self) -> None:
        if self._choice is not None:
            choice, self._choice = self._choice, None
            self._say(choice.said())

    def _hides(self, tag: str, attributes: Attributes) -> bool:
        """True for what is not shown: marked so, or inside of such. Rows and columns that are hidden are told."""
        shown_as_hidden = (
            tag in _UNSEEN
            or tag in _TOLD
            or (self._classes.hides(attributes) and tag not in ("tr", "col", "table", "body", "html"))
        )
        if tag not in _VOID and (shown_as_hidden or (self._hidden and tag == self._hidden[-1])):
            self._hidden.append(tag)
            return True
        return bool(self._hidden)

    def _begin_table(self) -> None:
        if len(self._open) < _DEEPEST:
            if not self._open:
                self._end_paragraphs()
            around = self._open[-1] if self._open else None
            self._open.append(OpenTable(around, around.row if around else 0))
            if around:
                around.let_flow(self._open[-1])
            self._parts.append(self._open[-1])

    def _start_in_table(self, tag: str, attributes: Attributes) -> None:
        here = self._open[-1]
        if tag == "tr":
            self._end_row()
            here.begin_row(hidden=self._classes.hides(attributes), flat=attributes.get("height") == "0")
        elif tag == "col":
            columns = _count(attributes.get("span", "1"))
            if self._classes.hides(attributes):
                here.grid.hidden_columns.append((here.columns_said, here.columns_said + columns - 1))
            here.columns_said += columns
        else:
            self._end_cell()
            here.cell, here.texts, here.within = attributes, [], []

    def handle_endtag(self, tag: str) -> None:
        if self._ink:
            self._ink.end(tag)
        if self._hidden:
            if tag == "style":
                self._classes.learn("".join(self._styles))
                self._styles.clear()
            if tag in self._hidden:
                del self._hidden[len(self._hidden) - 1 - self._hidden[::-1].index(tag) :]
            return
        if tag == "select" or tag in _IN_TABLE:
            self._end_choice()
        if tag == "textarea" or tag in _IN_TABLE:
            self._kept = False
        self._raised = self._raised and tag != "sup" and tag not in _BLOCKS | _IN_TABLE
        if self._open and tag in _IN_TABLE:
            self._end_in_table(tag)
        elif tag in _BLOCKS:
            self._say(EDGE)
        elif tag in ("span", "font"):
            del self._fonts[-1:]
        elif tag in ("ol", "ul"):
            del self._lists[-1:]

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
            return
        self._end_row()
        if tag == "table":
            self._end_table()

    def _end_table(self) -> None:
        table = self._open.pop()
        if 0 < len(self._open) <= _SAID_WITHIN and self._open[-1].cell is not None and (said := table.said()):
            self._open[-1].within.append((len(self._open[-1].texts), said))

    def handle_data(self, data: str) -> None:
        if self._hidden:
            if self._hidden[-1] == "style":
                self._styles.append(data)
                if self._ink:
                    self._ink.learn(data)
            elif self._hidden[-1] in _TOLD and not data.isspace():
                self._left_out.add(self._hidden[-1])
            return
        if self._ink:
            self._ink.write(data)
        if self._choice is not None:
            self._choice.add(data)
        elif self._raised:
            self._say(raised(data))
        elif self._font:
            self._say(in_font(data, self._font))
        else:
            self._say(data.strip("\n").replace("\n", BREAK) if self._kept else data)

    def close(self) -> None:
        super().close()
        self._end_choice()
        while self._open:  # a piece that was cut off
            self._end_row()
            self._end_table()
        self._end_paragraphs()

    def _say(self, text: str) -> None:
        (self._open[-1].texts if self._open else self._texts).append(text)

    def _end_paragraphs(self) -> None:
        self._parts += [line for line in shown_text(self._texts).split("\n") if line]
        self._texts = []

    def _end_cell(self) -> None:
        here = self._open[-1]
        if here.cell is None:
            return
        here.let_flow()
        text = shown_text(here.texts)
        if _HASHES.fullmatch(text):  # too narrow a column: the number itself is beside it
            text = here.cell.get("x:num") or here.cell.get("sdval") or text
        rows, columns = (_count(here.cell.get(name, "1")) for name in ("rowspan", "colspan"))
        spilt = "mso-ignore:colspan" in here.cell.get("style", "").replace(" ", "").lower()
        here.add(
            text, _MOST_ROWS if rows == 0 else min(rows, _MOST_ROWS), 1 if spilt else min(columns or 1, _MOST_COLUMNS)
        )
        here.cell, here.texts, here.within = None, [], []
        for _ in range(min(columns, _MOST_COLUMNS) - 1 if spilt else 0):
            here.add("", 1, 1)

    def _end_row(self) -> None:
        self._end_cell()
        self._open[-1].end_row()


def _in_order(parts: Iterable[str | OpenTable], depth: int = 0) -> Iterator[tuple[str | OpenTable, int]]:
    """Texts and tables as they are read, each with the number of tables that it stands in."""
    for part in parts:
        if isinstance(part, str):
            yield part, depth
        elif part.is_layout:
            yield from _in_order(part.in_rows(hidden=False), depth)
        else:
            yield part, depth
            inner = (one for one in part.in_rows(hidden=False) if isinstance(one, OpenTable))
            yield from _in_order(inner, depth + bool(part.grid.cells))


def _count(text: str) -> int:
    """A number as browsers read it: digits in front count, nonsense means one."""
    digits = re.match(r"\s*(\d{1,6})", text)
    return int(digits[1]) if digits else 1
