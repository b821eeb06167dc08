"""The last states of a file, kept compressed in the user's folder by the file's real path: twenty, thinned by age.

What was given up is kept beside them by time: each state for a week, however many there are and however they were made.

An entry is one file: a line of JSON (file, time, size, hash), then the bytes. Nothing here ever stops a saving: what
could not be kept is told in a sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from models.dossier import Dossier
from models.files.bounded import TooLargeError, read_bounded
from models.files.disk import files_in, gone_if_stopped, put_new
from models.files.jxmb import FileProblem, loads
from models.files.reasons import reading_refusal, reason
from models.files.room import Room, make_room, time_of
from models.folders import user_folder

MOST = 20
"""States of one file."""
LARGEST = 50 * 1024 * 1024
"""Bytes of a state; what is larger is not kept."""
ROOM = 500 * 1024 * 1024
"""Bytes of all states of all files together."""

WEEK = 7 * 24 * 3600 * 1000
"""Milliseconds for which what was given up is kept."""
ROOM_FOR_GIVEN_UP = 500 * 1024 * 1024
"""Bytes of all that was given up, by which alone it goes before its time."""

_SUFFIX = ".state"
_GIVEN_UP = ".given-up"
_TEXTS = "typed"
_ALWAYS = 5  # the youngest, which are never thinned out
_HEAD = 20_000  # bytes
_ANOTHER = "请选择别的时间的版本"


class Version(NamedTuple):
    """One state of a file: where it is kept, of which file, from when, how many bytes it had."""

    source: Path
    file: Path
    when: datetime
    size: int
    fingerprint: str

    def read(self) -> bytes:
        """Its bytes. Raises FileProblem; what is damaged is set aside then."""
        try:
            return _bytes_of(self.source)
        except OSError as error:
            refusal = reading_refusal(error)
            raise FileProblem(self.file.name, f"的这一份旧版本读不出来：{refusal.why}", advice=_ANOTHER) from error
        except (ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
            _set_aside(self.source)
            raise FileProblem(self.file.name, "的这一份旧版本坏了，打不开", advice=_ANOTHER) from error

    def dossier(self) -> Dossier:
        """Its dossier. Raises FileProblem."""
        return loads(_parted(self.read())[1], self.file.name)

    def texts(self) -> dict[str, str]:
        """What was typed and was no value when it was given up, by its place. Raises FileProblem."""
        return _parted(self.read())[0]


def folder() -> Path:
    """Where the states of all files lie."""
    return user_folder() / "versions"


def versions(path: Path | str) -> list[Version]:
    """The states of a file, the youngest first. What cannot be read is set aside and hides nothing."""
    return _listed(path, _SUFFIX)


def given_up(path: Path | str) -> list[Version]:
    """What was not saved of a file within the last week, the youngest first."""
    return [one for one in _listed(path, _GIVEN_UP) if not _is_over(one.source)]


def _listed(path: Path | str, suffix: str) -> list[Version]:
    found, sources = list[Version](), list[Path]()
    with suppress(OSError):  # one that cannot be read now may be read another time
        sources = _sources(_folder_of(path), suffix)
    for source in sources:
        try:
            found.append(_headed(source))
        except OSError:
            continue  # it cannot be read now; that says nothing of what is in it
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            _set_aside(source)
    return found


def keep_replaced(path: Path | str) -> str:
    """Keeps what is in a file that is about to be replaced. Returns why that was not possible; empty when it was."""
    return keep_file(path)


def keep_file(path: Path | str) -> str:
    """Keeps what is in a file now. Returns a sentence when that was not possible; empty when it was."""
    try:
        data = read_bounded(Path(path), LARGEST)
    except FileNotFoundError:
        return ""
    except TooLargeError:
        return f"“{Path(path).name[:60]}”太大，没有留旧版本"
    except OSError as error:
        return _unkept(path, error)
    return keep(path, data)


def keep(path: Path | str, data: bytes) -> str:
    """Keeps ``data`` as a state of that file. Returns a sentence when that was not possible; empty when it was."""
    return _kept(path, data, _SUFFIX)


def keep_given_up(path: Path | str, data: bytes, texts: Mapping[str, str] | None = None) -> str:
    """Keeps for a week what is not to be saved, with what was typed and is no value, by its place.

    Returns a sentence when that was not possible; empty when it was.
    """
    head = json.dumps({_TEXTS: dict(texts)}, ensure_ascii=False).encode() + b"\n" if texts else b""
    return _kept(path, head + data, _GIVEN_UP)


def _parted(data: bytes) -> tuple[dict[str, str], bytes]:
    """The texts before a dossier, and the dossier, which begins with a line of its own."""
    line, _, rest = data.partition(b"\n")
    if not line.startswith(b'{"' + _TEXTS.encode()):
        return {}, data
    return {str(place): str(text) for place, text in json.loads(line)[_TEXTS].items()}, rest


def _kept(path: Path | str, data: bytes, suffix: str) -> str:
    try:
        _keep(path, data, suffix)
    except OSError as error:
        return _unkept(path, error)
    return ""


def _unkept(path: Path | str, error: OSError) -> str:
    return f"没有给“{Path(path).name[:60]}”留下旧版本：{reason(error)}。请检查“{folder()}”所在的磁盘"


def _keep(path: Path | str, data: bytes, suffix: str) -> None:
    place = _folder_of(path)
    place.mkdir(parents=True, exist_ok=True)
    sources = _sources(place, suffix)
    print_ = hashlib.sha256(data).hexdigest()
    if sources and suffix == _SUFFIX and sources[0].stem.endswith(print_[:16]):
        return  # nothing was changed
    youngest = time_of(sources[0].name) if sources else 0
    moment = max(time.time_ns() // 1_000_000, youngest + 1)  # in order even where the clock was set back
    head = {"file": os.path.realpath(path), "when": moment, "size": len(data), "sha256": print_}
    packed = json.dumps(head).encode() + b"\n" + zlib.compress(data, 6)
    _put(place / f"{moment:015d}-{print_[:16]}{suffix}", packed)
    with suppress(OSError):
        _thin(place)
        make_room(folder(), (Room(_SUFFIX, ROOM), Room(_GIVEN_UP, ROOM_FOR_GIVEN_UP, WEEK)), len(packed))


def _put(entry: Path, packed: bytes) -> None:
    beside = entry.with_suffix(".tmp")
    beside.unlink(missing_ok=True)
    with gone_if_stopped(beside):
        put_new(beside, packed)
        beside.replace(entry)


def _folder_of(path: Path | str) -> Path:
    real = os.path.normcase(os.path.realpath(path))
    return folder() / hashlib.sha256(os.fsencode(real)).hexdigest()[:24]


def _sources(place: Path, suffix: str) -> list[Path]:
    """The entries of one file, the youngest first. Raises OSError."""
    return files_in(place, suffix)[::-1]


def _thin(place: Path) -> None:
    """Leaves the youngest, and of the older ones those that stand for the longest times, seen from now."""
    sources = _sources(place, _SUFFIX)
    while len(sources) > MOST:
        moments = [time_of(source.name) for source in sources]
        now = moments[0]
        near = min(
            range(_ALWAYS, len(sources) - 1),
            key=lambda at: (moments[at - 1] - moments[at + 1]) / (now - moments[at + 1] + 1),
        )
        sources.pop(near).unlink(missing_ok=True)


def _is_over(given_up: Path) -> bool:
    """Its week is over."""
    return time.time_ns() // 1_000_000 - time_of(given_up.name) > WEEK


def _headed(source: Path) -> Version:
    with source.open("rb") as file:
        head = json.loads(file.readline(_HEAD))
    when = datetime.fromtimestamp(int(head["when"]) / 1000).astimezone()
    return Version(source, Path(str(head["file"])), when, int(head["size"]), str(head["sha256"]))


def _bytes_of(source: Path) -> bytes:
    line, _, packed = read_bounded(source, 2 * LARGEST).partition(b"\n")
    data = zlib.decompressobj().decompress(packed, LARGEST + 1)
    if hashlib.sha256(data).hexdigest() != json.loads(line)["sha256"]:
        raise ValueError("not what was kept")
    return data


def _set_aside(source: Path) -> None:
    with suppress(OSError):
        aside = folder() / "aside"
        aside.mkdir(parents=True, exist_ok=True)
        source.replace(aside / f"{source.parent.name}-{source.name}")
