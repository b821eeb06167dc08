"""The text of a Word paragraph as Word shows it: fields give their results, deleted and hidden text is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from importers.readers.office.zipped import attribute
from importers.readers.source import raised

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
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})

_SIGNS = {
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0xFC: "✓", 0xFB: "✗", 0x78: "☒", 0x72: "□"},
    "wingdings2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x51: "☒", 0xA3: "□", 0x2A: "□", 0x50: "✓", 0x4F: "✗", 0x30: "□"},
    "wingdings3": {},
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠"},
}
"""Font of signs → code of a character → what is seen there (boxes and ticks, signs of comparison)."""


def blocks_of(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, cell or text box, through content controls and accepted insertions."""
    for child in container:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks_of(child)
        elif child.tag == "AlternateContent":
            yield from blocks_of(_chosen(child))


def paragraph_text(paragraph: Element, boxes: list[str], box_text: Callable[[Element], str]) -> str:
    """The text of a paragraph; the texts of text boxes anchored in it are added to ``boxes``, each once."""
    return _Text(boxes, box_text).of(paragraph)


class _Text:
    """Gathers the text of one paragraph; knows in which part of a field it is."""

    def __init__(self, boxes: list[str], box_text: Callable[[Element], str]) -> None:
        self._boxes = boxes
        self._box_text = box_text
        self._fields: list[bool] = []  # of each open field: True once its result has begun

    def of(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == "r":
                yield from self._run(child)
            elif child.tag == "t":  # of a formula
                yield child.text or ""
            elif child.tag == "AlternateContent":
                yield from self._pieces(_chosen(child))
            elif child.tag == "txbxContent":
                self._boxes.append(self._box_text(child))
            elif child.tag not in _SKIPPED:
                yield from self._pieces(child)

    def _run(self, run: Element) -> Iterator[str]:
        properties = run.find("rPr")
        if properties is not None and _on(properties, "vanish"):
            return
        font = _font(properties)
        for child in run:
            if child.tag == "fldChar":
                yield from self._field(child)
            elif not all(self._fields):  # the code of a field, or of one around it
                continue
            elif child.tag == "t":
                text = _in_font(child.text or "", font)
                yield raised(text) if _is_raised(properties) else text
            elif child.tag == "sym":
                yield _sign(int(attribute(child, "char", "0"), 16), attribute(child, "font"))
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
                self._boxes.append(self._box_text(content))

    def _field(self, mark: Element) -> Iterator[str]:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            box = mark.find("ffData/checkBox")
            if box is not None:
                yield "☑" if _ticked(box) else "□"
        elif self._fields:
            if kind == "separate":
                self._fields[-1] = True
            elif kind == "end":
                self._fields.pop()


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
    names = (_plain(attribute(fonts, key)) for key in ("ascii", "hAnsi"))
    return next((name for name in names if name in _SIGNS), "")


def _in_font(text: str, font: str) -> str:
    return "".join(_SIGNS[font].get(ord(one) & 0xFF, one) for one in text) if font else text


def _sign(code: int, font: str) -> str:
    found = _SIGNS.get(_plain(font), {}).get(code & 0xFF)
    return found or (chr(code) if code and not 0xF000 <= code <= 0xF0FF else "□" if code else "")


def _plain(font: str) -> str:
    return font.lower().replace(" ", "")
