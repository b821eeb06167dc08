"""The text of a Word paragraph as Word shows it: fields give their results, deleted and hidden text is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from importers.readers.office.numerals import circled
from importers.readers.office.sign_fonts import font_of_signs, in_font, sign
from importers.readers.office.zipped import attribute
from importers.readers.source import raised
from models.python import regex

_OFF = frozenset({"0", "false", "off"})
_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rPr",
        "pPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "ctrlPr",
    }
)
_OVER = regex(r"(?i)\beq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*([○〇◯□☐])\s*[,，;；]\s*([^()]*)\)")
_LONGEST_CODE = 200  # letters of a field's code that are looked at
_BOXED = dict.fromkeys("√✓✔vV", "☑") | dict.fromkeys("×✗✘xX", "☒")
_OF_FORMULAS = {"f": ("num", "den"), "sSup": ("e", "sup")}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


def blocks_of(container: Element) -> Iterator[Element]:
    """The paragraphs, tables and web pages in a body, cell or text box, through content controls and insertions."""
    for child in container:
        if child.tag in ("p", "tbl", "altChunk"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks_of(child)
        elif child.tag == "AlternateContent":
            yield from blocks_of(_chosen(child))


def paragraph_text(paragraph: Element, take_box: Callable[[Element], object]) -> str:
    """The text of a paragraph; what text boxes that are anchored in it hold is given to ``take_box``, each once."""
    return _Text(take_box).of(paragraph)


class _Text:
    """Gathers the text of one paragraph; knows in which part of a field it is."""

    def __init__(self, take_box: Callable[[Element], object]) -> None:
        self._take_box = take_box
        self._fields: list[bool] = []  # of each open field: True once its result has begun
        self._codes: list[str] = []  # of each open field: what it is to show

    def of(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == "r":
                yield from self._run(child)
            elif child.tag == "t":  # of a formula
                yield child.text or ""
            elif child.tag in _OF_FORMULAS:
                yield self._formula(child)
            elif child.tag == "AlternateContent":
                yield from self._pieces(_chosen(child))
            elif child.tag == "txbxContent":
                self._take_box(child)
            elif child.tag not in _SKIPPED:
                yield from self._pieces(child)

    def _formula(self, element: Element) -> str:
        """A fraction on one line, a power above it."""
        first, second = (
            self.of(one) if one is not None else "" for one in map(element.find, _OF_FORMULAS[element.tag])
        )
        return f"{first}/{second}" if element.tag == "f" else first + raised(second)

    def _run(self, run: Element) -> Iterator[str]:
        properties = run.find("rPr")
        if properties is not None and _on(properties, "vanish"):
            return
        font = _font(properties)
        for child in run:
            if child.tag == "fldChar":
                yield from self._field(child)
            elif not all(self._fields):  # the code of a field, or of one around it
                if child.tag in ("instrText", "t") and len(self._codes[-1]) < _LONGEST_CODE:
                    self._codes[-1] += (child.text or "")[:_LONGEST_CODE]
            elif child.tag == "t":
                self._codes[-1:] = [""] * bool(self._codes)  # a result that is kept is the one that is seen
                text = in_font(child.text or "", font)
                yield raised(text) if _is_raised(properties) else text
            elif child.tag == "sym":
                yield sign(int(attribute(child, "char", "0"), 16), font_of_signs(attribute(child, "font")))
            elif child.tag == "ruby":
                yield from (self.of(one) for one in child.iter("rubyBase"))
            elif child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif child.tag not in _SKIPPED:
                yield from self._pieces_of_drawing(child)

    def _pieces_of_drawing(self, element: Element) -> Iterator[str]:
        if element.tag == "AlternateContent":
            yield from self._pieces(_chosen(element))
        elif element.tag in ("drawing", "pict", "object"):
            for content in element.iter("txbxContent"):
                self._take_box(content)

    def _field(self, mark: Element) -> Iterator[str]:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            self._codes.append("")
            box, choice = mark.find("ffData/checkBox"), mark.find("ffData/ddList")
            if box is not None:
                yield "☑" if _ticked(box) else "□"
            if choice is not None:
                yield _chosen_entry(choice)
        elif self._fields:
            if kind == "separate":
                self._fields[-1] = True
            elif kind == "end":
                self._fields.pop()
                seen = overprinted(self._codes.pop())
                yield seen if all(self._fields) else ""


def overprinted(code: str) -> str:
    """What a field shows that prints signs over each other: a number in a circle, a ticked box."""
    found = _OVER.search(code)
    if found is None:
        return ""
    around, inside = found[1], found[2].strip()
    if around in "○〇◯" and inside.isdecimal():
        return circled(int(inside))
    return _BOXED.get(inside, inside) if around in "□☐" else inside


def _chosen_entry(choice: Element) -> str:
    """The entry of a drop-down field that is chosen, the first where none is."""
    entries = [attribute(one, "val") for one in choice.findall("listEntry")]
    result = choice.find("result")
    number = attribute(result, "val", "0") if result is not None else "0"
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""


def _is_raised(properties: Element | None) -> bool:
    place = properties.find("vertAlign") if properties is not None else None
    return place is not None and attribute(place, "val") == "superscript"


def _ticked(box: Element) -> bool:
    return _on(box, "checked") if box.find("checked") is not None else _on(box, "default")


def _chosen(alternatives: Element) -> Element:
    """Of several ways to draw the same: the first that is understood here, never two."""
    choice = alternatives.find("Choice")
    fallback = alternatives.find("Fallback")
    if choice is None:
        return fallback if fallback is not None else Element("nothing")
    if fallback is not None and not any(one.tag == "t" for one in choice.iter()):
        return fallback
    return choice


def _on(properties: Element, tag: str) -> bool:
    found = properties.find(tag)
    return found is not None and attribute(found, "val", "1").lower() not in _OFF


def _font(properties: Element | None) -> str:
    fonts = properties.find("rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return next(filter(None, (font_of_signs(attribute(fonts, key)) for key in ("ascii", "hAnsi"))), "")
