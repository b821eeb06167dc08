"""An open dossier through a long piece of work, without a window: what it tells and what it holds after each deed.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMetaMethod, QObject, QTimer

from models.files.jxmb import FileProblem, dumps, load, save
from models.folders import recovery_folder
from models.forms import ProjectForm
from models.making import from_last_year
from models.templates.template import FormTemplate
from models.touched import Touched
from tests.known import is_known
from tests.ui.conftest import every, sample_of
from tests.ui.session.deeds import Deed, deeds
from tests.ui.walks.telling import _values
from tests.ui.walks.walking import small
from ui.ground.settings import Settings
from ui.session import writing
from ui.session.recovery import Recovery, left_behind
from ui.session.session import Session
from ui.session.watching import Watch

SEEN = Path(__file__).parent / "seen" / "told.txt"
CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?|\d\d月\d\d日 \d\d:\d\d|\d\d-\d\d \d\d:\d\d")


def signals(of: QObject) -> Iterator[str]:
    """The names of what an object tells that others do not."""
    about = of.metaObject()
    for number in range(QObject().metaObject().methodCount(), about.methodCount()):
        method = about.method(number)
        if method.methodType() == QMetaMethod.MethodType.Signal:
            yield bytes(method.name().data()).decode()


class Teller:
    """Hears all that an open dossier and its parts say, and tells what is another after a deed."""

    def __init__(self, session: Session, home: Path) -> None:
        self.session, self.home = session, home
        self.said: list[str] = []
        self.before: list[str] = []
        parts = {"": session, "since.": session.since, "comments.": session.comments, "likeness.": session.likeness}
        for name, part in {**parts, "drafts.": session.drafts, "history.": session.history}.items():
            for signal in signals(part):
                getattr(part, signal).connect(lambda *what, name=name + signal: self.said.append(_call(name, *what)))

    def deed(self, name: str, act: Deed) -> Iterator[str]:
        """What an act gives back, what is told meanwhile, and which lines of the state are others."""
        try:
            given = act(self.session)
        except (FileProblem, ValueError) as problem:
            given = f"{type(problem).__name__} {problem}"
        yield f"▶ {name}" + ("" if given is None else f" → {self.plain(str(given))}")
        yield from (f"  {self.plain(line)}" for line in self.said)
        self.said.clear()
        now = [self.plain(line) for line in self.state()]
        changed = list(unified_diff(self.before, now, n=0, lineterm=""))[2:]
        yield from (f"{line[0]} {line[1:]}" for line in changed if line[0] in "+-")
        self.before = now

    def plain(self, line: str) -> str:
        """Without what is another in every run."""
        line = re.sub("电脑“.*?”", "电脑“这台”", line.replace(str(self.home), "~").replace("\n", "⏎"))
        return re.sub(r"\d{8}-\d{6}-n\d+", "KEPT", CLOCK.sub("THEN", line))

    def state(self) -> Iterator[str]:
        """All that can be asked."""
        one, stack = self.session, self.session.history.stack
        yield f"title {one.title} path {one.path} {one.read_only} {one.lock_problem} holder {one.holder is not None}"
        yield f"dirty {one.dirty} undo {one.can_undo} {stack.undoText()} {stack.index()}/{stack.count()}"
        yield f"checked {one.checked} findings {len(one.findings)} silenced {len(one.report.silenced)}"
        yield f"at {one.focus_path} texts {one._texts()}"
        yield from (f"draft {draft.path} {draft.text} {one.words_of(draft)}" for draft in one.drafts.all)
        yield f"like {one.likeness.row} {one.likeness.words() if one.likeness.row else ''}"
        for form in one.dossier.forms:
            yield f"since {form.id} {one.since.known(form.id)} {one.since.count(form.id)}"
        for comment in one.comments.all:
            yield f"said {comment.where} {one.comments.state(comment.where)} {one.comments.words(comment.where)}"
        yield from (f"data {line}" for line in _values("", one.dossier))
        yield from (f"timer {line}" for line in sorted(_timers(one)))
        yield from self.kept()

    def kept(self) -> Iterator[str]:
        """The recovery file, as far as it is another than what is open."""
        recovery = self.session._recovery
        if recovery is None:
            return
        recovery.wait()
        if recovery.path.exists():
            head, _, body = recovery.path.read_bytes().partition(b"\n")
            same = re.sub(rb"\s", b"", body) == re.sub(rb"\s", b"", dumps(self.session.dossier))
            yield f"kept {re.sub('[0-9a-f]{64}', 'PRINT', head.decode())} {'all' if same else 'of before'}"


def _call(name: str, *what: object) -> str:
    return f"{name}({', '.join(map(_word, what))})"


def _word(what: object) -> str:
    match what:
        case Touched():
            return f"{sorted(what.paths)} {sorted(what.lists)} {sorted(what.forms)}"
        case set() | frozenset():
            return str(sorted(what))
    return str(what)


def _timers(session: Session) -> Iterator[str]:
    for timer in every(session, QTimer):
        owner: Any = timer.parent()
        single = timer.isSingleShot()
        waits = "" if single and isinstance(owner, Watch) else "on" if timer.isActive() else "off"
        yield f"{type(owner).__name__} {timer.interval()} {'once' if single else 'again and again'} {waits}"


@pytest.mark.usefixtures("qapp", "ids_in_order")
def test_an_open_dossier_tells_what_it_is_known_to_tell(tmp_path: Path, templates: dict[str, FormTemplate]) -> None:
    home = tmp_path / "office"
    home.mkdir()
    for file in (home / "证据.txt", tmp_path / "外面.txt"):
        file.write_text("证据", encoding="utf-8")
    save(load(sample_of("普陀")), home / "别人.jxmb")
    dossier = from_last_year(small(load(sample_of("江汉"))))
    first, other, *_ = [form for form in dossier.forms if isinstance(form, ProjectForm)] + [ProjectForm()]
    if other not in dossier.forms:
        dossier.forms.append(other)
    session = Session(dossier, templates, Settings(tmp_path / "s.ini"), recovery=Recovery(recovery_folder()))
    teller = Teller(session, tmp_path)
    lines = [line for name, act in deeds(home, first, other) for line in teller.deed(name, act)]
    lines += _left(teller, session, templates)
    is_known(SEEN, lines)


def _left(teller: Teller, session: Session, templates: dict[str, FormTemplate]) -> list[str]:
    """The program dies and is started again; then all is closed well."""
    session.hold("unit.name", "开着")
    session.keep()
    kept = session._recovery
    assert kept
    kept.wait()
    kept._lock.release()
    (left,) = left_behind(recovery_folder()).left
    lines = [f"left {left.state} {left.file and left.file.name} {dict(left.open)} {left.saved() is not None}"]
    session.release()
    again = Session.recovered(left, templates, session.settings, Recovery(recovery_folder()))
    hearing = Teller(again, teller.home)
    hearing.before = teller.before
    lines += hearing.deed("found again", lambda _: None)
    lines += hearing.deed("taken in", lambda one: writing.take_in(one, left.open))
    lines += hearing.deed("undone", Session.undo)
    for _ in range(2):
        left.remove()
    for one in (session, again):
        one.close()
    for number, damaged in enumerate(
        (b"x", b"{}\n", b'{"file": "", "when": "x"}\n', b'{"file": "", "when": "2026-03-01"}\n{')
    ):
        (recovery_folder() / f"{number}.recovery").write_bytes(damaged)
    lines += left_behind(recovery_folder()).sentences
    lines.append(
        f"closed {sorted(one.name for one in recovery_folder().rglob('*'))} {left_behind(recovery_folder()).left}"
    )
    return [teller.plain(line) for line in lines]
