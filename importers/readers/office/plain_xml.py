"""An XML file that is no zip: its tree, tags without namespaces, no entities of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from importers.readers.office.zipped import MOST_TAGS
from importers.readers.source import SourceError, decode_text
from models.python import regex

_DECLARED = regex(r"\A\s*<\?xml[^>]*\?>")
_ODD = ("文件里有不该有的内容（实体定义）", "请用 WPS 或 Office 打开，另存为 .xlsx 或 .docx 后再导入。")
_BROKEN = ("文件不完整或已损坏", "请用 WPS 或 Office 打开，另存一份后再导入。")
_LARGE = ("文件太大，不像是绩效目标表", "请只保留绩效目标表的部分，另存后再导入。")


def root_of(data: bytes, name: str) -> Element:
    """The root element, whatever encoding the file says it has: systems say UTF-8 and write GBK. Raises SourceError
    for broken XML, for entities, and for more elements than any form has."""
    text = _DECLARED.sub("", decode_text(data, name, len(data)).removeprefix("\ufeff"), count=1).lstrip()
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise SourceError(*_ODD, name)
    if text.count("<") > MOST_TAGS:
        raise SourceError(*_LARGE, name)
    parser: XMLPullParser[Element] = XMLPullParser(("start",))
    root: Element | None = None
    try:
        parser.feed(text)
        parser.close()
        for _, element in cast(Iterable[tuple[str, Element]], parser.read_events()):
            element.tag = element.tag.rpartition("}")[2]
            root = element if root is None else root
    except (ParseError, ValueError, LookupError) as problem:
        raise SourceError(*_BROKEN, name) from problem
    if root is None:
        raise SourceError(*_BROKEN, name)
    return root
