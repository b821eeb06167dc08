"""What lies over the cells of an Excel sheet: text boxes, and boxes to tick beside their words."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from importers.readers.office.zipped import Package, attribute
from importers.readers.sheet import Grid, Place
from importers.readers.source import clean_text

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_TICKED = {"Checked": "☑", "Mixed": "☑"}
_TICKS = frozenset({"CheckBox", "Radio"})


def take_drawn(package: Package, part: str, grid: Grid, controls: dict[str, str]) -> None:
    """Adds what the sheet's drawings say to its grid: boxes to the cell they lie in, other texts beside the table.

    ``controls``: number of a shape → its relation, as the sheet lists them.
    """
    relations = package.relations(part)
    marks = {shape: _mark(package, relations.get(one, ("", ""))[1]) for shape, one in controls.items()}
    for kind, target in relations.values():
        if kind == "drawing":
            for place, shape in _shapes(package.tree(target)):
                _take(grid, place, shape, marks)


def _take(grid: Grid, place: Place, shape: Element, marks: dict[str, str]) -> None:
    named = next(shape.iter("cNvPr"), None)
    number, hidden = (attribute(named, key) if named is not None else "" for key in ("id", "hidden"))
    text = clean_text("\n".join(_line(one) for body in shape.iter("txBody") for one in body.iter("p")))
    if number in marks:
        if marks[number]:
            grid.put(*place, clean_text(f"{grid.cells.get(place, '')} {marks[number]}{text}"))
    elif text and hidden not in ("1", "true"):
        grid.beside.append(text)


def _mark(package: Package, part: str) -> str:
    """The box as it is seen; nothing for a control that is none."""
    root = package.tree(part)
    if root is None or attribute(root, "objectType") not in _TICKS:
        return ""
    return _TICKED.get(attribute(root, "checked"), "□")


def _shapes(root: Element | None) -> Iterator[tuple[Place, Element]]:
    for anchor in _anchors(root if root is not None else ()):
        row, column = (_number(anchor.findtext(f"from/{key}")) for key in ("row", "col"))
        for shape in anchor.iter("sp"):
            yield (row, column), shape


def _anchors(elements: Element | tuple[()]) -> Iterator[Element]:
    for one in elements:
        if one.tag in _ANCHORS:
            yield one
        elif one.tag == "AlternateContent":
            choice = one.find("Choice")
            yield from _anchors(choice if choice is not None else ())


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 0


def _line(paragraph: Element) -> str:
    return "".join(one.text or "" if one.tag == "t" else "\n" for one in paragraph.iter() if one.tag in ("t", "br"))
