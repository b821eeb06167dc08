"""Word documents in one XML file, as systems write them under the name .doc: today's parts in a row, or Word 2003's."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring

from importers.readers.office.plain_xml import root_of
from importers.readers.office.zipped import attribute
from importers.readers.source import Reading, SourceError
from importers.readers.word import document
from models.heed import Heed, no_heed

_AS_TODAY = {"vmerge": "vMerge", "hmerge": "hMerge"}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_WRAPPERS = frozenset({"sect", "sub-section", "content", "pBdrGroup"})


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The paragraphs and tables of a document in reading order. Raises SourceError."""
    root = root_of(data, name)
    if root.tag == "package":
        return document.read(_zipped(root), name, heed)
    body = root.find("body")
    if body is None:
        raise SourceError("文件不完整或已损坏", "请用 WPS 或 Word 打开，另存为 .docx 后再导入。", name)
    return document.read_body(root, _as_today(body), name, heed)


def _zipped(root: Element) -> bytes:
    """The parts as a .docx holds them."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for part in root.iter("part"):
            held = part.find("xmlData")
            for one in held if held is not None else ():
                package.writestr(attribute(part, "name").lstrip("/"), tostring(one))
    return data.getvalue()


def _as_today(element: Element) -> Element:
    """The same with the elements of today's Word, without those that only group others."""
    made = Element(_AS_TODAY.get(element.tag, element.tag), element.attrib)
    made.text = element.text
    for child in element:
        _add(made, child)
    return made


def _add(made: Element, child: Element) -> None:
    if child.tag in _WRAPPERS:
        for one in child:
            _add(made, one)
    elif child.tag == "annotation":
        change = _CHANGES.get(attribute(child, "type"))
        inside = SubElement(made, change) if change else made
        for one in child:
            _add(inside, one)
    else:
        made.append(_as_today(child))
        if child.tag == "pPr" and (label := _label(child)):
            SubElement(SubElement(made, "r"), "t").text = label


def _label(properties: Element) -> str:
    """The number before a paragraph, which Word 2003 writes out."""
    said = properties.find("listPr/t")
    label = attribute(said, "val") if said is not None else ""
    return label if any(letter.isalnum() for letter in label) else ""
