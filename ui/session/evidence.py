"""Adding files of evidence to a form or an indicator of an open dossier. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.annotations.evidence import attaching, link, relinking
from models.annotations.naming import names_of, place_words
from models.edits import Batch
from models.folders import real
from ui.session.session import Session

_MOST_NAMED = 3
UNSAVED = "请先保存套表：佐证资料按套表所在的文件夹记位置。"


def home_of(session: Session) -> Path | None:
    """The folder from which the ways to the evidence go; None for a dossier that has no file."""
    return real(session.path).parent if session.path else None


def attach(session: Session, where: str, files: Iterable[Path]) -> str:
    """Adds files to a form or an indicator; in a sentence what a person should know."""
    home = home_of(session)
    if home is None:
        return UNSAVED
    paths, refused = [], []
    for file in files:
        try:
            if not file.is_file():
                raise ValueError("不是文件")
            paths.append(link(file, home))
        except ValueError as problem:
            refused.append(f"“{file.name}”没有添加：{problem}。")
    change = attaching(session.dossier, where, paths)
    if change and not session.apply(change):
        return ""
    outside = [path for path in paths if path.startswith("../")]
    place = place_words(where, names_of(session.dossier))
    said = (
        [f"已给“{place}”添加 {len(change.changes)} 个佐证资料。" if change else "这些文件已经添加过了。"]
        if paths
        else []
    )
    if outside:
        said.append("在套表的文件夹以外的，把套表交给别人时要一起带上。")
    return "".join([*said, *refused[:_MOST_NAMED]])


def following(session: Session, target: Path) -> Batch | None:
    """What keeps the ways right when the dossier is saved to another folder; None where nothing is to be done."""
    home, goal = home_of(session), real(target).parent
    return relinking(session.dossier, home, goal) if home and home != goal else None


def words_of(session: Session, node: str) -> str:
    """The names of a row's evidence, for its tip."""
    names = [one.path.rpartition("/")[2] for one in session.dossier.attachments if one.where == node]
    return "佐证资料：" + "、".join(names) if names else ""
