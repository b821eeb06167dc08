"""The zip around an Office file: its parts, read within bounds and without external entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from importers.readers.source import SourceError

MOST_UNPACKED = 200_000_000
"""Bytes of all parts that are read; an ordinary workbook of a unit unpacks to a few million."""

MOST_TAGS = 6_000_000
"""Tags of one part: a million cells of a workbook. A larger one is refused before it is built up in memory."""

_LARGE = 20_000_000  # bytes; only the tags of larger parts are counted first
_DEEPEST = 1000  # elements inside each other
_CHUNK = 1 << 16
_BROKEN = (ParseError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)


class Package:
    """A zip of XML parts. What is broken in it is a SourceError."""

    def __init__(self, data: bytes, name: str) -> None:
        self._file = name
        self._left = MOST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
            raise self.damaged() from problem
        self._names = {one.replace("\\", "/").lstrip("/"): one for one in self._zip.namelist()}

    def damaged(self) -> SourceError:
        return SourceError("文件不完整或已损坏", "请用 WPS 或 Office 打开，另存一份后再导入。", self._file)

    def parts(self) -> list[str]:
        """The names of all parts, without a leading slash."""
        return list(self._names)

    def events(self, part: str) -> Iterator[tuple[str, Element]]:
        """Start and end of every element of a part, local names only; nothing where the part is missing.

        The caller may ``clear`` elements that it has read. Raises SourceError for broken or oversized parts.
        """
        if part not in self._names:
            return
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        depth = 0
        try:
            self._weigh(part)
            with self._zip.open(self._names[part]) as source:
                for chunk in self._chunks(source):
                    parser.feed(chunk)
                    for event, element in _local(parser):
                        depth += 1 if event == "start" else -1
                        yield event, element
                    if depth > _DEEPEST:
                        raise self.damaged()
                parser.close()
                yield from _local(parser)
        except SourceError:
            raise
        except _BROKEN as problem:
            raise self.damaged() from problem

    def content(self, part: str) -> bytes:
        """The bytes of a part, none where it is missing. Raises SourceError as ``events`` does."""
        if part not in self._names:
            return b""
        try:
            with self._zip.open(self._names[part]) as source:
                return b"".join(self._counted(source))
        except SourceError:
            raise
        except _BROKEN as problem:
            raise self.damaged() from problem

    def tree(self, part: str) -> Element | None:
        """The root element of a part, all tags without namespaces; None where the part is missing."""
        root: Element | None = None
        for event, element in self.events(part):
            root = element if root is None and event == "start" else root
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (kind, part). A link to the outside names a part that is not there."""
        folder, _, name = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{name}.rels".lstrip("/"))
        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _joined(folder, one.get("Target", "")))
            for one in (root if root is not None else ())
        }

    def _too_large(self) -> SourceError:
        what, todo = "文件解开后太大，不像是绩效目标表", "请只保留绩效目标表的部分，另存后再导入。"
        return SourceError(what, todo, self._file)

    def _weigh(self, part: str) -> None:
        """Refuses a large part that holds more tags than any form, without reading them."""
        entry = self._zip.getinfo(self._names[part])
        if entry.file_size <= _LARGE:
            return
        tags = 0
        with self._zip.open(entry) as source:
            while tags <= MOST_TAGS and (chunk := source.read(1 << 20)):
                tags += chunk.count(b"<")
        if entry.file_size > self._left or tags > MOST_TAGS:
            raise self._too_large()

    def _chunks(self, source: IO[bytes]) -> Iterator[bytes]:
        first = True
        for chunk in self._counted(source):
            if first and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise self.damaged()
            first = False
            yield chunk

    def _counted(self, source: IO[bytes]) -> Iterator[bytes]:
        while chunk := source.read(_CHUNK):
            self._left -= len(chunk)
            if self._left < 0:
                raise self._too_large()
            yield chunk


def _local(parser: XMLPullParser[Element]) -> Iterator[tuple[str, Element]]:
    names: dict[str, str] = {}
    for event, element in cast(Iterable[tuple[str, Element]], parser.read_events()):
        if event == "start":
            tag = element.tag
            name = names.get(tag)
            if name is None:
                name = names[tag] = tag.rpartition("}")[2]
            element.tag = name
        yield event, element


def _joined(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    found = element.get(name)
    if found is not None:
        return found
    spaced = "}" + name
    for key, value in element.items():
        if key.endswith(spaced):
            return value
    return default
