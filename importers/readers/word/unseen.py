"""Text of a Word document that is white where nothing is behind it, so that nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from importers.readers.office.zipped import attribute

_PLAIN = frozenset({"", "auto", "FFFFFF", "ffffff"})
_COLOURED = ("tblPr", "trPr", "tcPr", "pPr", "rPr", "tblPrEx")


def unseen_texts(body: Element) -> Iterator[str]:
    """The texts of such runs. A style of a table may colour its cells: text in one is taken for seen."""
    for child in body:
        if child.tag == "r":
            text = "".join(one.text or "" for one in child.iter("t")).strip()
            if text and _is_white(child) and not _shaded(child):
                yield text
        elif not _shaded(child):
            yield from unseen_texts(child)


def _is_white(run: Element) -> bool:
    colour = run.find("rPr/color")
    return colour is not None and attribute(colour, "val").upper() == "FFFFFF"


def _shaded(element: Element) -> bool:
    """Something has a colour of its own behind its text, or a style that may have one."""
    for properties in (one for tag in _COLOURED if (one := element.find(tag)) is not None):
        if properties.find("highlight") is not None or properties.find("tblStyle") is not None:
            return True
        if any(attribute(one, "fill") not in _PLAIN for one in properties.findall("shd")):
            return True
    return False
