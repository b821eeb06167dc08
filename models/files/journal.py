"""Writing a file in place without ever losing it: what it was and is to be lie in the user's folder until it is done.

An entry that is still there at the next start tells of a writing that was cut short; ``mend`` ends it.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from models.files.bounded import NotRegularError, TooLargeError, read_bounded
from models.files.disk import files_in, open_to_overwrite, overwrite, put_new, sync_folder
from models.folders import user_folder

_SUFFIX = ".journal"
_BLOCK = 512
LARGEST = 200 * 1024 * 1024  # bytes of what is written in place


class Mended(NamedTuple):
    """A file whose writing was cut short: ``whole`` when it is the new one now, and a sentence for the person."""

    file: Path
    whole: bool
    sentence: str


def folder() -> Path:
    """Where the entries lie."""
    return user_folder() / "journal"


class CutShortError(OSError):
    """The disk gave up in the middle, and the old bytes could not be put back either: ``mend`` will write the new."""


def write_in_place(target: Path, data: bytes) -> None:
    """Puts ``data`` into the file that is there. Raises OSError, the file then being as it was, or CutShortError."""
    old = read_bounded(target, LARGEST)
    with open_to_overwrite(target) as handle:
        entry = _enter(target, old, data)
        try:
            overwrite(handle, data)
        except BaseException as error:
            _put_back(handle, old, error)
            _forget(entry)
            raise
    _forget(entry)


def _put_back(handle: int, old: bytes, why: BaseException) -> None:
    try:
        overwrite(handle, old)
    except OSError as error:
        raise CutShortError(error.errno, error.strerror, error.filename) from why


def _enter(target: Path, old: bytes, data: bytes) -> Path:
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    entry = place / f"{hashlib.sha256(os.fsencode(target)).hexdigest()[:16]}-{os.urandom(4).hex()}{_SUFFIX}"
    head = {"file": str(target), "old": len(old), "sha256": hashlib.sha256(old + data).hexdigest()}
    put_new(entry, json.dumps(head).encode() + b"\n" + zlib.compress(old + data, 1))
    sync_folder(place)
    return entry


def _forget(entry: Path) -> None:
    """Removes an entry, and older ones of the same file: what they tell of is past."""
    mark = entry.name.partition("-")[0]
    with suppress(OSError):  # what stays will be found to be done
        entry.unlink(missing_ok=True)
        for older in entry.parent.glob(f"{mark}-*{_SUFFIX}"):
            older.unlink(missing_ok=True)


def mend() -> list[Mended]:
    """Ends what was cut short, to be called once at the start. What was done already is not told."""
    try:
        entries = files_in(folder(), _SUFFIX)
    except OSError:
        return []  # they will be found another time
    found = [_mend(entry) for entry in entries]
    return [one for one in found if one is not None]


def _mend(entry: Path) -> Mended | None:
    try:
        target, old, new = _read(entry)
    except (NotRegularError, TooLargeError, ValueError, KeyError, TypeError, zlib.error):
        _set_aside(entry)
        return None  # cut short before the file itself was touched
    except OSError:
        return None  # it cannot be read now; that says nothing of what is in it
    try:
        held = read_bounded(target, LARGEST)
        if held in (old, new):
            _forget(entry)
            return None
        if not _is_mixture(held, old, new):
            return _refused(entry, target, "已被改成别的内容，没有动它")
        with open_to_overwrite(target) as handle:
            overwrite(handle, new)
    except OSError:
        return Mended(target, False, f"“{target.name}”上次没有写完，现在还写不进去；请接上它所在的磁盘，再启动本程序")
    _forget(entry)
    return Mended(target, True, f"“{target.name}”上次没有写完，已补写完整")


def _refused(entry: Path, target: Path, why: str) -> Mended:
    kept = _set_aside(entry)
    return Mended(target, False, f"“{target.name}”上次没有写完，后来{why}；当时要写的内容留在 {kept}")


def _read(entry: Path) -> tuple[Path, bytes, bytes]:
    """The file, what it was and what it was to be. Raises ValueError and the like for an entry that is not whole."""
    line, _, body = read_bounded(entry, 2 * LARGEST).partition(b"\n")
    head = json.loads(line)
    both = zlib.decompressobj().decompress(body, 2 * LARGEST)
    if hashlib.sha256(both).hexdigest() != head["sha256"]:
        raise ValueError("not whole")
    return Path(head["file"]), both[: head["old"]], both[head["old"] :]


def _is_mixture(held: bytes, old: bytes, new: bytes) -> bool:
    """Every piece is from one of the two, or was never written: nobody else has been at it.

    The one piece where the writing stopped may begin as the new one and end as the old.
    """
    odd = 0
    for start in range(0, len(held), _BLOCK):
        piece = held[start : start + _BLOCK]
        sources = [one[start : start + _BLOCK] for one in (new, old)]
        if any(piece) and all(one[: len(piece)] != piece for one in sources):
            odd += 1
            if not _is_seam(piece, *sources):
                return False
    return odd <= 1 and len(held) <= max(len(old), len(new))


def _is_seam(piece: bytes, new: bytes, old: bytes) -> bool:
    seam = next((at for at, (one, other) in enumerate(zip(piece, new, strict=False)) if one != other), len(new))
    return piece[seam:] == old[seam : len(piece)] or not any(piece[seam:])


def _set_aside(entry: Path) -> Path:
    """Where it is not looked at again, and not lost."""
    aside = entry.parent / "aside"
    with suppress(OSError):
        aside.mkdir(exist_ok=True)
        return entry.replace(aside / entry.name)
    return entry
