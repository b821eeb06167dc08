"""Evidence copied beside the exported set: a folder for each form and indicator, and a list of all."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exporters.formats import FORMATS
from exporters.names import safe_file_name
from exporters.written import Job
from models.annotations.evidence import FOLDER, Found, Standing, located, owner_words
from models.annotations.naming import Names, form_words, names_of, place_words
from models.dossier import Dossier
from models.files.disk import gone_if_stopped
from models.files.reasons import folder_refusal
from models.files.whole import SaveError
from models.table import Band, Cell, Role, Table

LIST = "佐证资料清单.xlsx"
_WIDTHS = (10.0, 45.0, 55.0, 50.0, 22.0)
_HEADS = ("序号", "表", "指标", "文件", "情况")
_COPIED = "已复制"
_NOT_IN_ENDINGS, _LONGEST_ENDING = re.compile(r"[^.\w]"), 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of the evidence: the folder, how many files are in it, sentences on those that are not."""

    folder: Path
    copied: int
    problems: tuple[str, ...]

    @property
    def words(self) -> str:
        """One line: how many files are where."""
        return f"佐证资料 {self.copied} 个，在“{self.folder}”"


def gather(
    dossier: Dossier,
    home: Path | None,
    target: Path,
    *,
    outside: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Gathered:
    """Copies the evidence of a dossier whose folder is ``home`` into ``target``/佐证资料, with a list.

    ``outside``: the person has agreed that files outside of ``home`` are copied too. What is refused never is.
    """
    folder = target / FOLDER
    names, lines, problems = names_of(dossier), [], []
    taken: defaultdict[Path, list[str]] = defaultdict(list)
    copied = 0
    for one in dossier.attachments:
        if stopped():
            break
        found = located(one.path, home)
        place = folder.joinpath(*_folders(one.where, names))
        state = _copied(found, place, taken[place], outside=outside)
        copied += state == _COPIED
        lines.append((*owner_words(one, names), one.path, state))
        if state != _COPIED:
            problems.append(f"佐证资料“{one.path}”没有复制：{state}")
    if lines:
        problems += _listed(lines, folder)
    return Gathered(folder, copied, tuple(problems))


def _copied(found: Found, place: Path, taken: list[str], *, outside: bool) -> str:
    """Copies one file; in words how that went."""
    if found.standing is Standing.REFUSED:
        return f"{found.standing}（{found.why}）"
    if found.file is None or not found.is_there or (found.standing is Standing.OUTSIDE and not outside):
        return str(found.standing)
    name = safe_file_name(found.file.stem, taken)
    taken.append(name)
    ending = _NOT_IN_ENDINGS.sub("", found.file.suffix)[:_LONGEST_ENDING]
    part = place / f".{os.urandom(6).hex()}.tmp"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with gone_if_stopped(part):
            shutil.copyfile(found.file, part)
            part.replace(place / (name + ending))
    except OSError as failed:
        return folder_refusal(failed, place)
    return _COPIED


def _folders(where: str, names: Names) -> Iterator[str]:
    """A folder for the form, in it one for the indicator."""
    form, place = form_words(where, names), place_words(where, names)
    yield safe_file_name(form or "其他")
    if place and place != form:
        yield safe_file_name(place.rpartition(" · ")[2])


def _listed(lines: list[tuple[str, str, str, str]], folder: Path) -> Iterator[str]:
    """Writes the list; why not, where it cannot be."""
    cells = [Cell(0, 0, FOLDER, 1, len(_WIDTHS), Role.TITLE)]
    cells += [Cell(1, column, head, role=Role.HEADER) for column, head in enumerate(_HEADS)]
    for row, line in enumerate(lines, 2):
        cells += [Cell(row, column, text, role=Role.TEXT) for column, text in enumerate((str(row - 1), *line))]
    count = len(lines) + 2
    table = Table(_WIDTHS, count, tuple(cells), FOLDER, (Band(1, 2, 2, count),))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        FORMATS["xlsx"].write(Job(FOLDER, (table,)), folder / LIST)
    except OSError as failed:
        yield str(failed) if isinstance(failed, SaveError) else folder_refusal(failed, folder)
