"""What a PDF of this program tells of its lines: paper does not show whether a person ended one, or the edge did.

Each line of a cell but the last is marked content, named by what stands in the text between it and the next line; so
is the last one of running text, behind which a line always ends.
"""

from __future__ import annotations

from collections.abc import Iterable

WRAPPED = "Wrapped"
LINE_END = "\n"
_NAMES = {LINE_END: "LineEnd", " ": "Blank", "\u3000": "WideBlank"}
_MEANT = {WRAPPED: "", **{name: sign for sign, name in _NAMES.items()}}


def names_of(behind: str) -> list[str]:
    """The names of the marks for what stands behind a line: line ends and blanks, nothing where it is wrapped."""
    return [_NAMES[sign] for sign in behind] or [WRAPPED]


def meaning_of(names: Iterable[str]) -> str | None:
    """What stands behind a line that is marked so; None where no mark tells."""
    known = [_MEANT[name] for name in names if name in _MEANT]
    return "".join(known) if known else None
