"""The ``.jxmb`` file: reading, writing, and a plain Chinese sentence for all that can go wrong.

Version history of the format (``Dossier.version``):

1   the first version.
2   fields and lists of a template's own: ``extra`` of indicators, ``own_rows`` of forms; ``prose`` of the source.
3   the budget holds every disclosed table: ``economy``, ``official``, ``purchases``, ``services``; ``funding``.
4   forms keep what last year's said, and what of it was looked at: ``last_year``, ``looked_at``.
5   what is said of values, and the files that prove them: ``comments``, ``attachments``.

Every older version is read: ``UPGRADES`` turns the data of one version into that of the next. A newer one is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from models.dossier import VERSION, Dossier
from models.fields import list_fields, problem_word
from models.files.bounded import NotRegularError, TooLargeError, read_bounded
from models.files.journal import CutShortError
from models.files.reasons import reading_refusal, writing_refusal
from models.files.whole import Waiting, writable, write_whole
from models.paths import ROOTS, holds_half_characters
from models.values import Node, Part

LARGEST = 50 * 1024 * 1024  # bytes; the largest real dossier is under 1 MB

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda data: data | {"version": 2},  # what is new in 2 is blank in 1
    2: lambda data: data | {"version": 3},  # what is new in 3 is blank in 2
    3: lambda data: data | {"version": 4},  # what is new in 4 is blank in 3
    4: lambda data: data | {"version": 5},  # what is new in 5 is blank in 4
}
"""Version → what turns data of that version into data of the next (``version`` included)."""

Place = tuple[str | int, ...]
"""The way to a value in the JSON: keys and positions."""

_ENTRY_WORDS = {
    "forms": "张表",
    "goals": "个绩效目标",
    "dimensions": "个一级指标",
    "categories": "个二级指标",
    "indicators": "个三级指标",
}
_FOREIGN = {
    b"PK\x03\x04": "Excel、Word 或压缩文件",
    b"%PDF": "PDF 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Excel 或 Word 文件",
}
_BACKUP = "可以改用备份，或请提供文件的人重新发一份"
_LONGEST_NAME = 100
_UNHURT = "没有保存，原来的文件没有动"


class FileProblem(ValueError):  # noqa: N818 (the name of our world: it is no slip of the program)
    """A file that cannot be read or written: ``file`` its name, ``what`` is wrong, ``where`` in it, ``advice``."""

    def __init__(self, file: str, what: str, where: str = "", advice: str = "") -> None:
        place = f"（{_shown(where)}）" if where else ""
        super().__init__(f"“{_shown(file, _LONGEST_NAME)}”{_shown(what)}{place}。" + (f"{advice}。" if advice else ""))
        self.file, self.what, self.where, self.advice = file, what, where, advice


def load(path: Path | str) -> Dossier:
    """The dossier in that file. Raises FileProblem."""
    return loads(read_file(path), Path(path).name)


def loads(data: bytes, name: str) -> Dossier:
    """The dossier in ``data``; ``name`` is the file's name for messages. Raises FileProblem."""
    if len(data) > LARGEST:
        raise _too_large(name)
    try:
        return _dossier(_upgraded(_parsed(data, name), name), name)
    except RecursionError:
        raise FileProblem(name, "的内容层层嵌套，深得不合情理，不是套表文件", advice=_BACKUP) from None


def dumps(dossier: Dossier) -> bytes:
    """The file's bytes: UTF-8 JSON, indented by one space, keys in model order, a newline at the end."""
    return Dossier.__pydantic_serializer__.to_json(dossier, indent=1) + b"\n"


def _too_large(name: str) -> FileProblem:
    return FileProblem(name, "超过 50 MB，不是套表文件", advice="请检查是否选错了文件")


def fingerprint(path: Path | str) -> str:
    """A hash of what is in the file, empty when there is none: tells whether another hand changed it on the disk."""
    try:
        return fingerprint_of(read_file(path))
    except FileProblem as problem:
        if isinstance(problem.__cause__, FileNotFoundError):
            return ""
        raise


def fingerprint_of(data: bytes) -> str:
    """``fingerprint`` of a file that holds ``data``."""
    return hashlib.sha256(data).hexdigest()


def read_file(path: Path | str) -> bytes:
    """The bytes of a file of sensible size. Raises FileProblem."""
    path = Path(path)
    try:
        return read_bounded(path, LARGEST)
    except NotRegularError as error:
        word = "是文件夹" if error.is_folder else "不是普通文件"
        what = f"{word}，不能当作套表打开"
        raise FileProblem(path.name or str(path), what, advice="请选择扩展名为 .jxmb 的文件") from error
    except TooLargeError as error:
        raise _too_large(path.name) from error
    except OSError as error:
        raise _reading_problem(path, error) from error


def _reading_problem(path: Path, error: OSError) -> FileProblem:
    if isinstance(error, FileNotFoundError):
        return FileProblem(path.name, "找不到", f"在 {path.parent}", "它可能已被移动、改名或删除")
    refusal = reading_refusal(error)
    return FileProblem(_shown(path.name), "读不出来", refusal.why, refusal.todo)


def _parsed(data: bytes, name: str) -> Any:
    """The JSON in ``data``."""
    text = _decoded(data, name)
    doubled: list[tuple[dict[str, Any], str]] = []

    def from_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(pairs)
        if len(held) < len(pairs):
            doubled.append((held, _doubled_key(pairs)))
        return held

    try:
        parsed = json.loads(text, object_pairs_hook=from_pairs, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise FileProblem(name, "不是完整的套表文件，读到一半读不下去了", place, _BACKUP) from None
    except ValueError as error:  # NaN, Infinity, or a whole number of thousands of digits
        raise FileProblem(name, f"里有不是数字的数字：{error}", advice=_BACKUP) from None
    for held, key in doubled:
        raise FileProblem(name, f"里同名的栏目“{_shown(key)}”写了两次", _place_of(parsed, held), "请删去多余的一个")
    if "\\ud" in text.lower():  # such an escape may be half a character
        _check_characters(parsed, name)
    return parsed


def _doubled_key(pairs: list[tuple[str, Any]]) -> str:
    seen: set[str] = set()
    return next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _check_characters(parsed: Any, name: str) -> None:
    for place, value in _walk(parsed, ()):
        if not isinstance(value, dict | list) and holds_half_characters([value, *place]):
            raise FileProblem(name, "里有坏的文字（半个字符）", _spoken(place), _BACKUP)


def _decoded(data: bytes, name: str) -> str:
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise FileProblem(name, "是空的", advice=_BACKUP)
    for start, word in _FOREIGN.items():
        if data.startswith(start):
            raise FileProblem(name, f"是{word}，不是套表文件", advice="如果里面是绩效目标表，请用“导入”")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem(name, "不是 UTF-8 编码的文本", f"第 {line} 行", _BACKUP) from None


def _refuse_constant(text: str) -> None:
    raise ValueError(text)


def _place_of(parsed: Any, wanted: Any) -> str:
    return next((_spoken(place) for place, value in _walk(parsed, ()) if value is wanted), "")


def _walk(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    yield place, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from _walk(entry, (*place, key))


def _spoken(place: Place) -> str:
    """``("forms", 1, "goals", 0)`` → ``forms → 第 2 张表 → goals → 第 1 个绩效目标``."""
    words: list[str] = []
    before: str | int = ""
    for key in place:
        if isinstance(key, int):
            words.append(f"第 {key + 1} {_ENTRY_WORDS.get(str(before), '项')}")
        elif key != "[key]":  # pydantic's mark of a key at fault
            words.append(key)
        before = key
    return _shown(" → ".join(words))


def _upgraded(data: Any, name: str) -> dict[str, Any]:
    """The data in today's version."""
    if not isinstance(data, dict) or data.get("format") != "jxmb":
        raise FileProblem(name, "不是套表文件", advice="请选择由本程序保存的 .jxmb 文件；其他表格请用“导入”")
    upgraded: dict[str, Any] = data
    while True:
        version = upgraded.get("version")
        if type(version) is not int or version < 1:
            raise FileProblem(name, "的版本号写得不对", "version", _BACKUP)
        if version == VERSION:
            return upgraded
        if version > VERSION:
            what = f"这个文件由更新版本的程序保存（格式版本 {version}，本程序只认到 {VERSION}）"
            raise FileProblem(name, f"不能打开：{what}", advice="请升级本程序后再打开")
        upgraded = UPGRADES[version](upgraded)


def _dossier(data: dict[str, Any], name: str) -> Dossier:
    try:
        dossier = Dossier.model_validate(data)
    except ValidationError as problem:
        raise _validation_problem(name, problem) from None
    _check_ids(dossier, name)
    return dossier


def _validation_problem(name: str, problem: ValidationError) -> FileProblem:
    errors = problem.errors(include_url=False, include_input=False)
    first = errors[0]
    place = _without_tag(first["loc"])
    more = f"；另有 {len(errors) - 1} 处" if len(errors) > 1 else ""
    if first["type"] == "extra_forbidden":
        what = f"里有不认识的栏目“{_shown(str(place[-1]))}”"
        advice = "它可能由别的程序改过；为了不丢内容，没有打开"
        return FileProblem(name, what, _spoken(place) + more, advice)
    return FileProblem(name, "的内容不合格式：" + _shown(problem_word(first)), _spoken(place) + more, _BACKUP)


def _without_tag(place: Place) -> Place:
    """Without the kind of form that pydantic puts behind the position of a form."""
    return place[:2] + place[3:] if len(place) > 2 and place[0] == "forms" else place


def _shown(text: str, most: int = 300) -> str:
    """Fit to be shown: neither endless nor with half characters."""
    whole = re.sub("[\ud800-\udfff]", "�", text)
    return whole if len(whole) <= most else whole[: most - 1] + "…"


def _check_ids(dossier: Dossier, name: str) -> None:
    seen: dict[str, Place] = {}
    for place, node in _nodes(dossier, ()):
        if node.id in ROOTS:
            raise FileProblem(name, f"里的编号“{node.id}”是保留的，不能用", _spoken(place), "请改成别的编号")
        if node.id in seen:
            where = f"{_spoken(seen[node.id])}；{_spoken(place)}"
            raise FileProblem(name, f"里有两处用了同一个编号“{node.id}”", where, "请把其中一个改成别的编号")
        seen[node.id] = place


def _nodes(part: Part, place: Place) -> Iterator[tuple[Place, Node]]:
    if isinstance(part, Node):
        yield place, part
    for field in list_fields(type(part)):
        for position, node in enumerate(getattr(part, field)):
            yield from _nodes(node, (*place, field, position))
    if isinstance(part, Dossier):
        yield from _nodes(part.budget, ("budget",))


def save(dossier: Dossier, path: Path | str, waiting: Waiting | None = None) -> str:
    """Writes the file whole or not at all; a symbolic link is followed, the old file's mode kept.

    Returns the fingerprint of what was written. ``waiting`` hears when another program has to be waited for. Raises
    FileProblem, the old file then being as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        data = dumps(dossier)
    except PydanticSerializationError as error:
        raise FileProblem(
            target.name, "没有保存：文字里有不能保存的字符（半个字符）", advice="请删去后再保存"
        ) from error
    if len(data) > LARGEST:
        what = f"{_UNHURT}：内容超过 50 MB，存下以后就打不开了"
        raise FileProblem(target.name, what, advice="请删去误贴的大段文字再保存")
    try:
        write_whole(writable(target), data, waiting)
    except OSError as error:
        refusal = writing_refusal(error)
        unhurt = "，原来的文件没有动" if os.path.exists(target) else ""  # noqa: PTH110 (its name may be too long)
        what = "写到一半停下了，下次启动时会补写完整" if isinstance(error, CutShortError) else f"没有保存{unhurt}"
        place = f"在 {_shown(str(target.parent))}"
        raise FileProblem(_shown(target.name), f"{what}：{refusal.why}", place, refusal.todo) from error
    return fingerprint_of(data)
