"""Where the program keeps things: its own resources, and the user's folder (settings, recovery, own templates)."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from models.program import FOLDER_NAME

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
ICONS = RESOURCES / "icons"
SAMPLES = RESOURCES / "samples"
MANUAL = RESOURCES / "manual.md"
PICTURES = RESOURCES / "pictures"
TEMPLATE_PAGE = ROOT / "docs" / "templates.md"
PORTABLE = ROOT / "portable.txt"
"""Where it is, the user's folder is beside the program (packaging/windows/build puts it there)."""


def real(path: Path | str) -> Path:
    """The file that a name stands for, links followed; a link that leads back to itself stands for itself."""
    return Path(os.path.realpath(path))


def user_folder() -> Path:
    """The user's own folder of this program."""
    if _stands(PORTABLE):
        return ROOT.parent / "数据"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "JixiaoEditor"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / FOLDER_NAME


@cache
def _stands(mark: Path) -> bool:
    """Asked once: a disk that fails for a moment later may not lead the program to another folder, or stop it."""
    with suppress(OSError):
        return mark.is_file()
    return False


def template_folders() -> list[Path]:
    """Where templates are looked for: the program's own, then the user's."""
    return [RESOURCES / "templates", user_folder() / "templates"]


def recovery_folder() -> Path:
    """Where the recovery files lie."""
    return user_folder() / "recovery"


def corrections_file() -> Path:
    """Where corrections of imports are kept for files of the same layout."""
    return user_folder() / "corrections.json"


def known_words_file() -> Path:
    """Where the words are kept that this user has typed before."""
    return user_folder() / "words.json"


def known_rows_file() -> Path:
    """Where whole rows are kept that this user has typed before."""
    return user_folder() / "rows.json"


def samples() -> list[Path]:
    """The sample dossiers that come with the program."""
    return sorted(SAMPLES.glob("*.jxmb"))
