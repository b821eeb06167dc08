"""What a person chose not to save: it is offered at no start, but lies among the versions for a week."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models.dossier import Dossier
from models.files import versions
from models.files.jxmb import FileProblem, dumps
from models.files.versions import Version
from models.folders import real, user_folder


def keep_discarded(dossier: Dossier, file: Path | None, texts: Mapping[str, str]) -> str:
    """Keeps what is not saved, with what is typed and is no value, by its place.

    Returns a sentence when that was not possible; empty when it was.
    """
    try:
        data = dumps(dossier)
    except (FileProblem, ValueError):
        return "没有保存的内容里有不能保存的字符，没有留下旧版本"
    return versions.keep_given_up(_series(file), data, texts)


def discarded(file: Path | None) -> list[Version]:
    """What was not saved of that file (None: of dossiers that never had one), the youngest first."""
    return versions.given_up(_series(file))


def _series(file: Path | None) -> Path:
    """A name that stands for the discarded states of a file; nothing is ever written there."""
    file = real(file) if file else user_folder() / "未命名.jxmb"
    return file.with_name(f"{file.name}（没有保存）")
