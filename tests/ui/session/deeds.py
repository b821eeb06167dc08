"""What is done to an open dossier, deed by deed, each with its name."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer

from models.edits import Batch, Insert, Move, Remove, SetValue
from models.files import lock
from models.files.lock import lock_path
from models.files.machine import birth, machine
from models.forms import ProjectForm
from models.goals import Indicator
from models.paths import nodes
from tests.ui.conftest import every, settle, wait_for
from ui.session import writing
from ui.session.drafts import Draft
from ui.session.evidence import attach, following, words_of
from ui.session.level_words import level_names
from ui.session.session import Session
from ui.session.suggestions import learn_from, suggestions_for

Deed = Callable[[Session], object]
Deeds = Iterator[tuple[str, Deed]]
PHONE = "unit.phone"


class Place(NamedTuple):
    """Where all is done: a folder, a form and one more, the first two rows of the form."""

    home: Path
    first: ProjectForm
    other: ProjectForm
    one: Indicator
    two: Indicator


def deeds(home: Path, first: ProjectForm, other: ProjectForm) -> Deeds:
    """A day's work at a form and one more."""
    one, two, *_ = list(first.indicators())
    parts = (_typing, _forms, _unwritten, _last_year, _comments, _alike, _after_a_crash, _saving, _sharing)
    for part in parts:
        yield from part(Place(home, first, other, one, two))


def _typing(at: Place) -> Deeds:
    """Typing, undoing, steps that cannot be."""
    one = at.one
    yield "told of last year", _years
    yield "check", Session.check
    yield "type", _typed(PHONE, "1", "12", "123")
    yield "type the same", _typed(PHONE, "123")
    yield "type back to what it was", _typed(PHONE, "")
    yield "type on", _typed(PHONE, "12")
    yield "seal", Session.seal
    yield "type after that", _typed(PHONE, "127")
    yield "type elsewhere", _typed("unit.leader", "甲")
    yield "set", lambda session: session.set_value("unit.leader", "乙", typing=False)
    yield "set once more", lambda session: session.set_value("unit.leader", "丙", typing=False)
    yield "undo", Session.undo
    yield "undo more", Session.undo
    yield "redo", Session.redo
    yield "go to the first step", lambda session: session.go_to_step(1)
    yield "go to a step", lambda session: session.go_to_step(2)
    yield "a value that cannot be", _typed(f"{one.id}.weight", "x")
    yield "no such place", _typed("nowhere.name", "x")


def _forms(at: Place) -> Deeds:
    """Forms and rows come, go and move."""
    first, other, one, two = at.first, at.other, at.one, at.two
    yield (
        "several at once",
        _apply(SetValue(f"{first.id}.name", "改名"), SetValue(f"{one.id}.basis", "新据"), word="改两处"),
    )
    yield "a form goes", _apply(Remove(other.id))
    yield "it comes back", Session.undo
    yield "forms change places", _apply(Move(other.id, "dossier", "forms", 0))
    yield "and back", Session.undo
    yield "a form comes", _apply(Insert("dossier", "forms", 1, ProjectForm(template=first.template, name="新项目")))
    yield "a row moves", _apply(Move(two.id, *_parent(first, two.id), 0))


def _unwritten(at: Place) -> Deeds:
    """What is typed and in no value yet."""
    one, two = at.one, at.two
    yield "keep", Session.keep
    yield "hold", lambda session: session.hold("unit.name", "开着的格")
    yield "hold another", lambda session: session.hold("unit.code", "另一格")
    yield "hold no more", lambda session: session.hold("unit.name", None)
    yield "jot", lambda session: session.jot("unit.region", "正在写")
    yield "jot the same", lambda session: session.jot("unit.region", "正在写")
    yield "keep all that", Session.keep
    yield "jot nothing", lambda session: session.jot("unit.region", "")
    yield "settle", Session.settle
    yield "a draft", lambda session: session.drafts.keep(f"{one.id}.weight", " 十 ", "这里要填数。")
    yield "tell it", lambda session: session.tell_draft(f"{one.id}.weight")
    yield "tell none", lambda session: session.tell_draft(f"{two.id}.weight")
    yield "be there", lambda session: session.focus(f"{one.id}.weight")
    yield "be there again", lambda session: session.focus(f"{one.id}.weight")
    yield "undo a draft where one is", Session.undo
    yield "a draft elsewhere", lambda session: session.drafts.keep("unit.name", "x", "不行")
    yield "undo a step first", Session.undo
    yield "set what has a draft", _typed("unit.name", "示例局")
    yield "a draft of a part", lambda session: session.drafts.keep(f"{one.id}.target.number", "5x", "不是数")
    yield "set its whole", _apply(SetValue(f"{one.id}.target", two.target))
    cells = {f"{one.id}.weight": ("a", "不是数。"), f"{two.id}.weight": ("b", "不是数。"), f"{one.id}.basis": None}
    yield "paste", _paste(SetValue(f"{two.id}.basis", "贴来的"), cells)
    yield "undo what was pasted", Session.undo
    yield "paste, told otherwise", _paste(Batch((), ""), {f"{one.id}.weight": ("a", "")}, "话不同")
    yield "put back no draft", lambda session: session.drafts.put_back(f"{one.id}.weight", None)
    yield "put back a draft", lambda session: session.drafts.put_back("unit.code", Draft("unit.code", "1", "?"))
    yield "drop it", lambda session: session.drafts.drop("unit.code")


def _last_year(at: Place) -> Deeds:
    """What is as last year."""
    first, one, two = at.first, at.one, at.two
    yield "a value looked at", _looked_at(f"{one.id}.scoring")
    yield "a value that was not seen apart from others", _looked_at(f"{one.id}.evidence", f"{one.id}.evidence")
    yield "part of a value looked at", _looked_at(f"{two.id}.target.number", f"{two.id}.name")
    yield "a row looked at", _looked_at(two.id)
    yield "a form looked at", _looked_at(first.id)
    yield "nothing left to look at", _looked_at(first.id, one.id, "nowhere.name", "unit.name")
    yield "look no more", Session.undo
    yield "another than last year", _typed(f"{one.id}.name", "不同的名称")
    yield "as last year again", Session.undo


def _comments(at: Place) -> Deeds:
    """What is said."""
    one = at.one
    yield (
        "say something",
        lambda session: session.apply(session.comments.writing(f"{one.id}.target.number", "请核对", "王")),
    )
    yield "say more", lambda session: session.apply(session.comments.writing(f"{one.id}.target", "再看", ""))
    yield "settle one", _comment(0, "settling")
    yield "settle both", _comment(1, "settling")
    yield "open one again", _comment(0, "settling")
    yield "take one away", _comment(0, "removing")
    yield "the row goes", _apply(Remove(one.id))
    yield "and comes back", Session.undo


def _alike(at: Place) -> Deeds:
    """Words and whole rows that are offered."""
    first, one, two = at.first, at.one, at.two
    yield "a row like another", _apply(Insert(*_parent(first, one.id), 0, type(one)(id="fresh")))
    yield "its words", _suggested("fresh.name", two.name[:1], two.name, "数", "", "常", "x" * 300)
    yield "other words", _suggested("fresh.basis", "计", "历")
    yield "no words", _suggested(f"{first.id}.name", "x")
    yield "a name is chosen", _chosen("fresh.name", two.name)
    yield "be in that row", lambda session: session.focus("fresh.basis")
    yield "leave it", lambda session: session.focus("unit.name")
    yield "choose again", _chosen("fresh.name", two.name)
    yield "take what is offered", _accepted
    yield "take nothing", _accepted
    yield "undo it", Session.undo
    yield "chosen once more", _chosen("fresh.name", two.name)
    yield "the row says something", _typed("fresh.basis", "自己的")
    yield "a name that nobody has", _chosen("fresh.name", "谁也没有")
    yield "chosen, and gone", _chosen("fresh.name", two.name)
    yield "gone", _apply(Remove("fresh"))


def _after_a_crash(at: Place) -> Deeds:
    """What stood in open cells."""
    first, one, two = at.first, at.one, at.two
    goal = first.goals[0]
    places = {
        "unit.code": "K1",
        f"{one.id}.weight": "x",
        f"{two.id}.target": "≥7个",
        "gone.name": "没有地方",
        writing.new_row_place(first.id, ["costs"], "content"): "差旅费",
        writing.new_row_place(goal.dimensions[0].id, ["categories", "indicators"], "name"): "新行",
        writing.new_row_place(first.id, ["annual"], "statement"): "新目标",
        writing.new_row_place(first.id, ["long_term"], "statement"): "长期",
        writing.new_row_place(first.id, ["nothing"], "x"): "没有这样的",
        writing.comment_place(f"{one.id}.name"): "写到一半的批注",
        writing.comment_place("gone.name"): "没有地方的批注",
        "unit.region": " ",
    }
    for place, text in places.items():
        yield f"take in {place}", partial(writing.take_in, texts={place: text})
    yield (
        "write a value and a part",
        lambda session: writing.write_typed(
            session, [SetValue(f"{two.id}.nature", "qualitative"), SetValue(f"{two.id}.target", one.target)]
        ),
    )
    yield "write what is so", lambda session: writing.write_typed(session, [SetValue(f"{two.id}.target", one.target)])
    yield "where the unit's name goes", lambda session: writing.path_of_unit_name(session, first.id)
    yield (
        "names of levels",
        lambda session: [
            level_names(session, session.editor.node(node.id), session.templates[first.template])
            for node in (goal, goal.dimensions[0], goal.dimensions[0].categories[0])
        ],
    )


def _saving(at: Place) -> Deeds:
    """The file, what lies beside it, and other hands."""
    home, first, one, two = at.home, at.first, at.one, at.two
    yield "no evidence before it is saved", lambda session: attach(session, one.id, [home / "证据.txt"])
    yield "save nowhere", Session.save
    yield "save", lambda session: session.save(home / "套表.jxmb")
    yield "undo behind what is saved", Session.undo
    yield "redo up to it", Session.redo
    yield "learn", learn_from
    yield "words of before", _suggested(f"{two.id}.name", "新", "名")
    files = [home / "证据.txt", home / "证据.txt", home.parent / "外面.txt", home / "没有.txt", home]
    yield "add evidence", lambda session: attach(session, one.id, files)
    yield "add it again", lambda session: attach(session, one.id, files[:1])
    yield "add to the form", lambda session: attach(session, first.id, files[2:])
    yield "its words", lambda session: f"{words_of(session, one.id)} {words_of(session, two.id)}"
    yield "saved in another folder", lambda session: following(session, home / "别处" / "a.jxmb")
    yield "saved in the same", lambda session: following(session, home / "a.jxmb")
    yield "save again", Session.save
    yield "another hand", lambda _: _written_by_another(home / "套表.jxmb")
    yield "it is heard of", _heard
    yield "not over that", Session.save
    yield "over it", lambda session: session.save(anyway=True)


def _sharing(at: Place) -> Deeds:
    """A colleague has the file open."""
    home = at.home
    yield "a colleague", lambda _: _taken(home / "别人.jxmb")
    yield "not over a colleague's", lambda session: session.save(home / "别人.jxmb")
    yield "save elsewhere", lambda session: session.save(home / "另一份.jxmb")
    yield "type unsaved", _typed(PHONE, "9")
    yield "keep what was discarded", Session.keep_discarded
    yield "release", Session.release
    yield "a colleague comes", lambda _: _taken(home / "另一份.jxmb")
    yield "claim", Session.claim
    yield "nothing may be changed", _typed(PHONE, "99")
    yield "not undone", Session.undo
    yield "not redone", Session.redo
    yield "not gone back", lambda session: session.go_to_step(0)
    yield "not pasted", _paste(SetValue(PHONE, "1"), {})
    yield "not saved", Session.save
    yield "keep what may not be saved", Session.keep
    yield "the colleague goes", lambda _: lock_path(home / "另一份.jxmb").unlink()
    yield "that is heard of", _freed
    yield "claim once more", Session.claim
    yield "the rules look", _looked
    yield "unkept", _unkept
    yield "told once", _unkept
    yield "let go while it is looked at", _let_go
    yield "an amount written otherwise", _typed("budget.income.fiscal.amount", Decimal("612.8"))


def _years(session: Session) -> str:
    """What is told of last year at each value, in the dossier's own order."""
    form = session.dossier.forms[0]
    paths = [f"{node.id}.{field}" for node in nodes(form) for field in type(node).model_fields]
    told = [(path, session.since.words(path), session.since.line(path)) for path in paths]
    return "｜".join(f"{path} {words} {line}" for path, words, line in told if words or line)


def _typed(path: str, *texts: Any) -> Deed:
    return lambda session: [session.set_value(path, text) for text in texts]


def _apply(*changes: Any, word: str = "") -> Deed:
    return lambda session: session.apply(Batch(changes, word) if word or len(changes) > 1 else changes[0])


def _suggested(path: str, *texts: str) -> Deed:
    def asked(session: Session) -> object:
        known = suggestions_for(session, path, ("常用词", "数量多"))
        return known and [known.of(text) for text in texts]

    return asked


def _chosen(path: str, word: str) -> Deed:
    def choose(session: Session) -> None:
        known = suggestions_for(session, path)
        assert known
        known.choose(word)

    return choose


def _accepted(session: Session) -> object:
    change = session.likeness.accept()
    return change and session.apply(change)


def _comment(number: int, act: str) -> Deed:
    def do(session: Session) -> object:
        one = session.comments.all[number]
        return session.apply(getattr(session.comments, act)(one))

    return do


def _looked_at(*places: str) -> Deed:
    def look(session: Session) -> object:
        change = session.since.looking_at(places)
        return change and session.apply(change)

    return look


def _paste(changes: Any, cells: dict[str, Any], told: str = "") -> Deed:
    return lambda session: session.paste(changes, cells, told)


def _parent(form: ProjectForm, node_id: str) -> tuple[str, str]:
    for goal in form.goals:
        for dimension in goal.dimensions:
            for category in dimension.categories:
                if any(one.id == node_id for one in category.indicators):
                    return category.id, "indicators"
    raise AssertionError(node_id)


def _written_by_another(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


def _taken(path: Path) -> None:
    """Somebody else has that file open: a process that lives, which is not this one."""
    lock.take(path).release()
    name, number = machine()
    held = {"who": "同事", "machine": name, "number": number, "process": os.getppid(), "birth": birth(os.getppid())}
    data = {**held, "since": "2026-03-01T08:00:00+08:00", "token": "colleague"}
    lock_path(path).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _let_go(session: Session) -> None:
    """What is seen after that concerns nobody."""
    assert session.path
    session.path.write_bytes(b"{}")
    for look in (session._watch._look, session._lock._look):
        look()
    session.release()
    wait_for(lambda: not any(one.name == "disk" for one in threading.enumerate()))
    settle()
    session.save(anyway=True)
    _quiet(session)


def _looked(session: Session) -> None:
    session.check_soon()
    settle()


def _unkept(session: Session) -> None:
    assert session._recovery
    session._recovery.unkept.emit("磁盘满")


def _quiet(session: Session) -> None:
    """While something is waited for nothing else happens."""
    for timer in every(session, QTimer):
        if timer.isSingleShot():
            timer.stop()


def _heard(session: Session) -> None:
    heard: list[object] = []
    _quiet(session)
    session.disk_noticed.connect(heard.append)
    session._watch._look()
    wait_for(lambda: bool(heard))


def _freed(session: Session) -> None:
    heard: list[object] = []
    _quiet(session)  # a look at the rules may be due by now or not
    session.check()
    settle()
    _quiet(session)
    session.freed.connect(lambda: heard.append(1))
    session._lock._look()
    wait_for(lambda: bool(heard))
