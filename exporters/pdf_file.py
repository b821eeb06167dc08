"""The PDF format itself: values as it writes them, numbered objects, the table of where they stand.

Knows nothing of forms. Equal objects give equal bytes: no date, and an identifier that is a hash of the content.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from itertools import count


class Name(str):
    """A name such as ``/Type``; only plain letters and digits are used as names here."""

    __slots__ = ()


class Ref(int):
    """The number of an object, standing for it in another."""

    __slots__ = ()


Value = str | int | float | bytes | Mapping[str, "Value"] | Sequence["Value"]
"""``str`` is text for people, ``bytes`` a string of bytes, ``Name`` and ``Ref`` are what they say."""


def written(value: Value) -> bytes:  # noqa: PLR0911  (one line a kind of value)
    """A value in the syntax of the format."""
    match value:
        case Name():
            return f"/{value}".encode("ascii")
        case Ref():
            return b"%d 0 R" % value
        case str():
            return written(b"\xfe\xff" + value.encode("utf-16-be", "replace"))
        case bytes():
            return b"<" + value.hex().upper().encode("ascii") + b">"
        case int():
            return b"%d" % value
        case float():
            return f"{value:.4f}".rstrip("0").rstrip(".").encode("ascii")
        case Mapping():
            return b"<< " + b" ".join(b"/%s %s" % (key.encode("ascii"), written(value[key])) for key in value) + b" >>"
        case _:
            return b"[" + b" ".join(map(written, value)) + b"]"


class PdfFile:
    """A file under way: objects are added in any order and refer to each other by number."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._objects: dict[int, bytes] = {}

    def reserve(self) -> Ref:
        """The number of an object that is added later."""
        return Ref(next(self._numbers))

    def add(self, value: Value, ref: Ref | None = None) -> Ref:
        """An object; ``ref`` is its number where it was reserved."""
        return self._keep(written(value), ref)

    def add_stream(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Ref:
        """Data, kept compressed, with what else its dictionary says."""
        packed = zlib.compress(data)
        head = written({**(entries or {}), "Filter": Name("FlateDecode"), "Length": len(packed)})
        return self._keep(b"%s\nstream\n%s\nendstream" % (head, packed), None)

    def _keep(self, body: bytes, ref: Ref | None) -> Ref:
        ref = self.reserve() if ref is None else ref
        self._objects[ref] = body
        return ref

    def data(self, root: Ref, info: Ref) -> bytes:
        """The whole file. Raises KeyError for an object that was reserved and never added."""
        parts = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
        place, places = len(parts[0]), []
        for number in range(1, self.reserve()):
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, self._objects[number]))
            places.append(place)
            place += len(parts[-1])
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part)
        mark = digest.digest()[:16]
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        parts += [b"%010d 00000 n \n" % start for start in places]
        trailer = written({"Size": len(places) + 1, "Root": root, "Info": info, "ID": [mark, mark]})
        return b"".join([*parts, b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, place)])
