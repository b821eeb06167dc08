"""A dossier comes back as it was; what cannot be read is said in Chinese; nothing ever costs the old file."""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dossier import VERSION, Dossier
from models.edits import Editor
from models.files import jxmb as storage
from models.files.jxmb import FileProblem, dumps, fingerprint, fingerprint_of, load, loads, save
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from models.values import Part
from tests.effort import examples
from tests.strategies import changes, dossiers

PROJECT = Path(__file__).resolve().parents[3]


def sample(name: str = "信访专项") -> Dossier:
    row = Indicator(id="row", name="受理率", target=Target.parse("≥95%"), weight=Decimal("10.50"))
    category = Category(id="category", name="质量指标", indicators=[row])
    goal = Goal(id="goal", dimensions=[Dimension(id="output", categories=[category])])
    return Dossier(
        year=2026, forms=[DepartmentForm(id="department"), ProjectForm(id="project", name=name, goals=[goal])]
    )


def keys_are_in_model_order(part: Part, data: dict[str, Any]) -> None:
    assert list(data) == list(type(part).model_fields)
    for name, value in data.items():
        held = getattr(part, name)
        if isinstance(held, Part):
            keys_are_in_model_order(held, value)
        elif isinstance(held, list):
            for entry, below in zip(held, value, strict=True):
                keys_are_in_model_order(entry, below)
        elif isinstance(held, dict):
            assert list(held) == list(value)


@settings(max_examples=examples(80))
@given(dossiers)
def test_what_is_saved_comes_back_the_same(dossier: Dossier) -> None:
    data = dumps(dossier)
    again = loads(data, "x.jxmb")
    assert again == dossier
    assert dumps(again) == data
    assert data.endswith(b"}\n")


@settings(max_examples=examples(40))
@given(dossiers, st.data())
def test_keys_stand_in_model_order_whatever_was_edited(dossier: Dossier, data: st.DataObject) -> None:
    editor = Editor(dossier)
    for _ in range(3):
        editor.apply(data.draw(changes(editor)))
    keys_are_in_model_order(dossier, json.loads(dumps(dossier)))


def test_the_file_is_readable_json_with_numbers_as_text() -> None:
    text = dumps(sample()).decode()
    data = json.loads(text)
    indicator = data["forms"][1]["goals"][0]["dimensions"][0]["categories"][0]["indicators"][0]
    assert (indicator["target"], indicator["weight"]) == ("≥95%", "10.50")
    assert (data["format"], data["version"]) == ("jxmb", VERSION)
    assert text.startswith('{\n "format": "jxmb",\n "version": ')
    assert "受理率" in text


def test_a_file_saved_under_any_name_is_loaded_from_there(tmp_path: Path) -> None:
    path = tmp_path / "2026年 套表：（一）.jxmb"
    assert save(sample(), path) == fingerprint(path) == fingerprint_of(path.read_bytes())
    assert load(path) == load(str(path)) == sample()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_mark_at_the_start_and_other_line_ends_do_no_harm() -> None:
    data = dumps(sample())
    assert loads(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "x.jxmb") == sample()


def test_the_fingerprint_tells_another_hand() -> None:
    assert fingerprint_of(dumps(sample())) == fingerprint_of(dumps(sample()))
    assert fingerprint_of(dumps(sample())) != fingerprint_of(dumps(sample("别的")))


def test_a_file_that_is_gone_has_no_fingerprint(tmp_path: Path) -> None:
    assert not fingerprint(tmp_path / "没有.jxmb")
    with pytest.raises(FileProblem):
        fingerprint(tmp_path)


# What is wrong in a file, what the sentence must name, where.

Spoil = Callable[[dict[str, Any]], object]
ROW = (
    "forms → 第 2 张表 → goals → 第 1 个绩效目标 → dimensions → 第 1 个一级指标"
    " → categories → 第 1 个二级指标 → indicators → 第 1 个三级指标"
)


def _row(data: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = data["forms"][1]["goals"][0]["dimensions"][0]["categories"][0]["indicators"][0]
    return row


SPOILT: dict[str, tuple[Spoil, str, str]] = {
    "not ours": (lambda data: data.pop("format"), "不是套表文件", ""),
    "other format": (lambda data: data.update(format="docx"), "不是套表文件", ""),
    "newer": (lambda data: data.update(version=VERSION + 1), "更新版本", ""),
    "version as text": (lambda data: data.update(version="1"), "版本号", "version"),
    "version true": (lambda data: data.update(version=True), "版本号", "version"),
    "version 0": (lambda data: data.update(version=0), "版本号", "version"),
    "no version": (lambda data: data.pop("version"), "版本号", "version"),
    "no year": (lambda data: data.pop("year"), "缺少", "year"),
    "year out of range": (lambda data: data.update(year=26), "不能小于 1990", "year"),
    "year in words": (lambda data: data.update(year="二〇二六"), "整数", "year"),
    "unknown key at the top": (lambda data: data.update(colour="red"), "“colour”", "colour"),
    "unknown key in a row": (lambda data: _row(data).update(颜色="红"), "“颜色”", f"{ROW} → 颜色"),
    "forms is no list": (lambda data: data.update(forms={}), "列表", "forms"),
    "form is no object": (lambda data: data["forms"].append(5), "{…}", "forms → 第 3 张表"),
    "form without kind": (lambda data: data["forms"][0].pop("kind"), "kind", "forms → 第 1 张表"),
    "form of unknown kind": (lambda data: data["forms"][0].update(kind="x"), "kind", "forms → 第 1 张表"),
    "name is a number": (lambda data: _row(data).update(name=5), "文本", f"{ROW} → name"),
    "target is a number": (lambda data: _row(data).update(target=95), "文本", f"{ROW} → target"),
    "weight is a float": (lambda data: _row(data).update(weight=1.5), "带引号", f"{ROW} → weight"),
    "weight is no number": (lambda data: _row(data).update(weight="十"), "“十”不是数字", f"{ROW} → weight"),
    "weight is a list": (lambda data: _row(data).update(weight=[1]), "带引号的数字", f"{ROW} → weight"),
    "weight is infinite": (lambda data: _row(data).update(weight="Infinity"), "数字", f"{ROW} → weight"),
    "unknown period": (lambda data: data["forms"][1]["goals"][0].update(period="x"), "'annual'", "→ period"),
    "unknown source of money": (
        lambda data: data["forms"][0].update(income={"lottery": {}}),
        "'fiscal'",
        "forms → 第 1 张表 → income → lottery",
    ),
    "null for a text": (lambda data: _row(data).update(name=None), "文本", f"{ROW} → name"),
    "empty id": (lambda data: _row(data).update(id=""), "空", f"{ROW} → id"),
    "id with a dot": (lambda data: _row(data).update(id="a.b"), "点", f"{ROW} → id"),
    "id twice": (lambda data: _row(data).update(id="department"), "“department”", f"forms → 第 1 张表；{ROW}"),
    "reserved id": (lambda data: _row(data).update(id="unit"), "“unit”", ROW),
    "half a character": (lambda data: _row(data).update(name="\ud83d"), "半个字符", f"{ROW} → name"),
    "half a character in a key": (lambda data: _row(data).update(history={"\udfff": ""}), "半个字符", "history"),
}


@pytest.mark.parametrize(("spoil", "what", "where"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_wrong_in_a_file_is_named_with_its_place(spoil: Spoil, what: str, where: str) -> None:
    data = copy.deepcopy(json.loads(dumps(sample())))
    spoil(data)
    with pytest.raises(FileProblem) as caught:
        loads(json.dumps(data).encode(), "坏.jxmb")
    assert what in str(caught.value)
    assert where in caught.value.where
    assert caught.value.file == "坏.jxmb"
    assert caught.value.advice
    assert str(caught.value).startswith("“坏.jxmb”")
    str(caught.value).encode()


def test_several_faults_are_counted() -> None:
    data = json.loads(dumps(sample()))
    data["forms"][0]["name"] = data["forms"][1]["name"] = 5
    with pytest.raises(FileProblem, match="另有 1 处"):
        loads(json.dumps(data).encode(), "坏.jxmb")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "是空的"),
        (b" \n\t\r\n", "是空的"),
        (b"\0" * 4096, "是空的"),
        (b"\xef\xbb\xbf", "是空的"),
        (b"{", "第 1 行第 2 列"),
        (dumps(sample())[:-200], "读到一半"),
        (b"[]", "不是套表文件"),
        (b"5", "不是套表文件"),
        (b"null", "不是套表文件"),
        (b"PK\x03\x04 ...", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0....", "旧版"),
        ("绩效".encode("gbk"), "UTF-8"),
        ('{"format": "jxmb"}'.encode("utf-16"), "UTF-8"),
        (b'{\n"format": "\xff"}', "第 2 行"),
        (b'{"format": "jxmb", "version": NaN}', "NaN"),
        (b'{"format": "jxmb", "version": -Infinity}', "Infinity"),
        (b'{"format": "jxmb", "version": ' + b"9" * 5000 + b"}", "数字"),
        (b'{"format": "jxmb", "format": "jxmb"}', "“format”"),
        (b"[" * 100_000, "嵌套"),
        (b'{"a":' * 100_000, "嵌套"),
        (b'{"format": "jxmb", "version": 1, "year": 2026, "forms": ' + b"[" * 900 + b"]" * 900 + b"}", "forms"),
    ],
)
def test_what_is_no_dossier_is_refused_in_chinese(data: bytes, what: str) -> None:
    with pytest.raises(FileProblem, match=what) as caught:
        loads(data, "坏.jxmb")
    assert len(str(caught.value)) < 400


def test_a_doubled_key_is_named_with_its_place() -> None:
    text = dumps(sample()).decode().replace('"name": "受理率"', '"name": "受理率", "name": "办结率"')
    with pytest.raises(FileProblem) as caught:
        loads(text.encode(), "坏.jxmb")
    assert "“name”" in caught.value.what
    assert caught.value.where == ROW


@settings(max_examples=examples(150))
@given(
    st.integers(0, len(dumps(sample()))), st.binary(max_size=40) | st.text(max_size=40).map(str.encode), st.booleans()
)
def test_no_rubbish_breaks_the_reader(place: int, rubbish: bytes, cut: bool) -> None:
    good = dumps(sample())
    rest = b"" if cut else good[place + len(rubbish) :]
    with suppress(FileProblem):
        loads(good[:place] + rubbish + rest, "坏.jxmb")


def test_older_versions_are_read_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {
        1: lambda data: {**data, "version": 2, "year": data["year"] + 1},
        2: lambda data: {**data, "version": 3, "year": data["year"] * 1000},
    }
    monkeypatch.setattr(storage, "UPGRADES", steps)
    monkeypatch.setattr(storage, "VERSION", 3)
    assert storage._upgraded({"format": "jxmb", "version": 1, "year": 1}, "x")["year"] == 2000
    assert storage._upgraded({"format": "jxmb", "version": 2, "year": 1}, "x")["year"] == 1000


def test_every_older_version_has_its_step_and_its_line_of_history() -> None:
    assert set(storage.UPGRADES) == set(range(1, VERSION))
    assert {n: step({"version": n})["version"] for n, step in storage.UPGRADES.items()} == {
        n: n + 1 for n in range(1, VERSION)
    }, "no step is left out"
    history = storage.__doc__ or ""
    assert re.findall(r"^(\d+) {3}\S", history, re.MULTILINE) == [str(n) for n in range(1, VERSION + 1)]


def test_what_is_no_file_is_refused_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到"):
        load(tmp_path / "没有.jxmb")
    with pytest.raises(FileProblem, match="文件夹"):
        load(tmp_path)
    big = tmp_path / "大.jxmb"
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    with pytest.raises(FileProblem, match="50 MB"):
        load(big)
    with pytest.raises(FileProblem, match="50 MB"):
        loads(bytes(50 * 1024 * 1024 + 1), "大.jxmb")
    with pytest.raises(FileProblem, match="不是套表文件"):
        loads(b"[" + b" " * (50 * 1024 * 1024 - 2) + b"]", "大.jxmb")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes")
def test_as_large_as_a_dossier_may_be_is_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dumps(sample("大"))
    monkeypatch.setattr(storage, "LARGEST", len(data))
    assert loads(data, "大.jxmb") == sample("大")
    with pytest.raises(FileProblem, match="50 MB"):
        loads(data + b"\n", "大.jxmb")


def test_a_pipe_does_not_make_the_program_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.jxmb"
    os.mkfifo(pipe)
    with pytest.raises(FileProblem, match="不是普通文件"):
        load(pipe)
    with pytest.raises(FileProblem, match="不是普通文件"):
        save(sample(), pipe)


def _fails(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail
