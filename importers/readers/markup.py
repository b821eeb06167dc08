"""The markup that clings to pasted text: inline HTML, Markdown signs, Word's bookmarks.

Only markup that is surely markup goes. ``<=1万元``, ``a<b``, ``40*12*5`` and ``R&D`` are data and stay as they are.
"""

from __future__ import annotations

import re

from importers.readers.source import BLANKS, clean_text, raised
from models.python import regex

SOFT_BREAK = "\x1d"  # a line break inside a cell that was no line of the file
QUOTED_BREAK = "\x1e"  # a line break inside a quoted cell
QUOTED_TAB = "\x1f"  # a tab inside a quoted cell

_EDGE = "\x1c"  # where a paragraph of HTML begins or ends
_MARKED = regex(r"[<&\x1d-\x1f]|\*\*")
_TAG = regex(
    r"<(?P<close>/?)(?P<name>[A-Za-z]{1,8})"
    r"(?P<attributes>(?:\s++[A-Za-z-]++(?:\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=/]++))?+)*+)\s*+/?+>"
)
_PAIRED = frozenset({"b", "strong", "i", "em", "u", "s", "del", "sub", "sup", "span", "font", "small", "big", "center"})
_BLOCKS = frozenset({"p", "div"})
_CHECKABLE = regex(r"\stype\s*=\s*[\"']?(?:checkbox|radio)\b", re.IGNORECASE)
_CHECKED = regex(r"\schecked\b", re.IGNORECASE)
_POWER = regex(r"<sup>([^<]*)</sup>", re.IGNORECASE)
_ENTITY = regex(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BOLD = regex(r"(?<![0-9A-Za-z*])\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*(?![0-9A-Za-z*])")

_BOOKMARK = regex(r"\[bookmark: ?[\w.:-]+\]")
_HEADING = regex(r"#{1,6}[ \t]+")
_BULLET = regex(r"[-*+][ \t]+(?=\S)")
_FENCE = regex(r"(?:`{3,}|~{3,})[ \t]*[\w-]*")
_DELIMITER = regex(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?")
_PIPE = regex(r"(?<!\\)\|")


def plain(text: str) -> str:
    """A cell's text without inline markup, its ends stripped."""
    if _MARKED.search(text) is None:
        return text.strip(BLANKS)
    text = text.replace(SOFT_BREAK, "\n").replace(QUOTED_BREAK, "\n").replace(QUOTED_TAB, "\t")
    if "<" in text:
        text = _without_tags(text)
    if "**" in text:
        text = _BOLD.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return clean_text(text)


def _character(entity: re.Match[str]) -> str:
    """The character an entity stands for; the entity itself where HTML knows no such name."""
    from html import unescape  # its table of names: few sources have any
    from html.entities import html5

    return unescape(entity[0]) if entity[0][1] == "#" else html5.get(entity[0][1:], entity[0])


def _without_tags(text: str) -> str:
    text = _POWER.sub(lambda power: raised(power[1]), text)
    tags = {(tag["name"].lower(), bool(tag["close"])) for tag in _TAG.finditer(text)}
    paired = {name for name in _PAIRED if (name, True) in tags and (name, False) in tags}
    text = _TAG.sub(lambda tag: _instead_of(tag, paired), text)
    if _EDGE not in text:
        return text
    return "\n".join(filter(None, (paragraph.strip(BLANKS) for paragraph in text.split(_EDGE))))


def _instead_of(tag: re.Match[str], paired: set[str]) -> str:
    """What stands for a tag: a line break, a box, nothing; the tag itself where it is none we know."""
    name = tag["name"].lower()
    if name in paired:
        return ""
    if name == "br":
        return "\n"
    if name in _BLOCKS:
        return _EDGE
    if name == "input" and _CHECKABLE.search(tag["attributes"]):
        return "☑" if _CHECKED.search(tag["attributes"]) else "□"
    return tag[0]


def without_bookmarks(line: str) -> str:
    """The line without the bookmarks that Word's text carries, such as ``[bookmark: _Toc1]``."""
    return _BOOKMARK.sub("", line) if "[bookmark:" in line else line


def is_fence(line: str) -> bool:
    """True for a line that opens or closes a block of code in Markdown: it holds no text."""
    return _FENCE.fullmatch(line.strip(BLANKS)) is not None


def prose(line: str) -> list[str]:
    """The paragraphs of a line outside the tables, without Markdown's signs; none for a ruled line."""
    text = line.strip(BLANKS)
    if _is_ruled(text):
        return []
    if heading := _HEADING.match(text):
        text = _without_closing(text[heading.end() :])
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    pieces = (piece.strip(BLANKS) for piece in plain(text).split("\n"))
    return [piece for piece in pieces if piece]


def _is_ruled(text: str) -> bool:
    marks = text.replace(" ", "")
    return len(marks) >= 3 and marks[0] in "-*=" and not marks.strip(marks[0])


def _without_closing(heading: str) -> str:
    """``标题 ##`` without the signs that close it; ``C#`` stays."""
    bare = heading.rstrip("#")
    return bare if bare != heading and bare.endswith((" ", "\t")) else heading


def is_pipe_row(line: str) -> bool:
    """True for ``| a | b |``."""
    text = line.strip(BLANKS)
    return len(text) > 2 and text[0] == "|" and text[-1] == "|"


def is_delimiter(line: str, dashes: int = 1) -> bool:
    """True for the line under the head of a Markdown table, ``|---|---|``, with that many dashes a column or more."""
    text = line.strip(BLANKS)
    if "|" not in text or _DELIMITER.fullmatch(text) is None:
        return False
    return all(field.count("-") >= dashes for field in pipe_fields(text))


def pipe_fields(line: str) -> list[str]:
    """The texts of a Markdown table's row."""
    text = line.strip(BLANKS).removeprefix("|")
    fields = _PIPE.split(text)
    if len(fields) > 1 and not fields[-1].strip(BLANKS):
        fields.pop()
    return [field.replace("\\|", "|") for field in fields]
