"""The dossier that an exported PDF carries: what of it is put in, and how it is found again."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from models.dossier import Budget, Dossier
from models.fields import AT_HOME, SINCE
from models.files.jxmb import LARGEST, dumps, loads, read_file
from models.python import regex

_EMBEDDED = regex(rb"/EmbeddedFile\b")
_START = regex(rb"stream\r?\n")
_OURS = regex(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"jxmb"')
_DICTIONARY = 2000  # bytes between the kind of a stream and its beginning
_MOST = 20  # embedded files that are looked at


def enclosed(dossier: Dossier, forms: Collection[str]) -> bytes:
    """What a file with these forms (by id) carries: what the unit hands out, no form that is not printed there.

    The budget goes along only where all forms do. What a person silenced, and why, stays at home, as do comments,
    evidence and what last year's forms said. Empty where it is too large to be opened again.
    """
    chosen = [form.model_copy(update={name: {} for name in SINCE}) for form in dossier.forms if form.id in forms]
    whole = len(chosen) == len(dossier.forms)
    budget = dossier.budget if whole else Budget()
    kept = {"forms": chosen, "budget": budget, **{name: [] for name in AT_HOME}}
    data = dumps(dossier.model_copy(update=kept))
    return data if len(data) <= LARGEST else b""


def beside(carried: Dossier, own: Dossier) -> Dossier:
    """A carried dossier as it is to be compared with the one at home: what was left there is no difference."""
    budget = own.budget if carried.budget == Budget() else carried.budget
    return carried.model_copy(update={"budget": budget, **{name: getattr(own, name) for name in AT_HOME}})


def dossier_in(data: bytes, name: str) -> Dossier | None:
    """The dossier in a PDF called ``name``, None where it carries none. Raises FileProblem where it cannot be used."""
    if b"%PDF-" not in data[:1024]:
        return None
    found = next((one for one in _embedded(data) if _OURS.match(one[:200])), None)
    return loads(found, name) if found is not None else None


def carried_by(path: Path) -> Dossier | None:
    """The dossier in a file, where that is a PDF which carries one. Raises FileProblem."""
    return dossier_in(read_file(path), path.name) if path.suffix.lower() == ".pdf" else None


def _embedded(data: bytes) -> Iterator[bytes]:
    """The files in a PDF. Streams are never packed into others, so that they are found whoever wrote it last."""
    for number, mark in enumerate(_EMBEDDED.finditer(data)):
        if number == _MOST:
            return
        start = _START.search(data, mark.end(), mark.end() + _DICTIONARY)
        if start:
            yield _unpacked(data, start.end())


def _unpacked(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[start:], LARGEST + 1)
    except zlib.error:  # it is not packed at all, or enciphered
        return data[start : data.find(b"endstream", start)].rstrip(b"\r\n")
