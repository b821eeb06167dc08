"""What is wrong with a template file, as a sentence for a person: where in the file, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import tomli

from models.files.reasons import reason
from models.python import regex
from models.templates.near import meant

Location = Sequence[str | int]
"""pydantic's way to a value: keys and positions."""

_BLOCK_LINE = regex(r"^[ \t]*\[\[[ \t]*(?P<name>block(?:[ \t]*\.[ \t]*block)*)[ \t]*\]\]", re.MULTILINE)

_WORDS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请核对拼写",
    "unexpected_keyword_argument": "没有这一项，请核对拼写",
    "literal_error": "只能写 {expected}",
    "enum": "只能写 {expected}",
    "string_pattern_mismatch": "只能用小写字母、数字和连字符，以字母或数字开头",
    "too_short": "至少要写一个",
    "too_long": "至多写 {max_length} 个",
    "string_too_short": "不能空着",
    "finite_number": "要写数字",
    "greater_than": "要大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
}
_PATTERNS = {
    "of": "只能写 costs、purchases、tasks、projects、measures、goals，自设的清单写 extra.名称",
    "ticks": "写勾上的和没勾的各一个字，如 ☑□、√□，只写一个的，没勾的不印",
}
_KINDS = {
    "string": "要写成文本（加引号）",
    "bool": "要写 true 或 false",
    "int": "要写整数",
    "float": "要写数字",
    "decimal": "要写数字",
    "finite": "要写数字",
    "tuple": "要写成列表 […]",
    "list": "要写成列表 […]",
    "dict": "要写成一组“项 = 值”",
    "model": "要写成一组“项 = 值”",
    "dataclass": "要写成一组“项 = 值”",
}
"""First word of pydantic's error type → what is wanted."""

_TOML_PLACE = regex(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")
_TOML_WORDS = {
    "Cannot overwrite a value": "同一项写了两次",
    "Cannot declare": "同一个小节写了两次，或与别的项重名",
    "Cannot mutate": "同一个小节写了两次，或与别的项重名",
    "Illegal character": "这里有不能用的字符，多半是前面的引号没有配对",
    "Unterminated string": "引号没有配对",
    "Expected \"'''\"": "三个单引号 ''' 没有配对",
    'Expected \'"""\'': '三个双引号 """ 没有配对',
    "Unclosed array": "列表缺右方括号 ]，或两个值之间缺逗号；数后面不写单位",
    "Expected '='": "项的名称后面缺等号；名称里有中文时要加引号",
    "Expected ']'": "小节的名称写得不对，缺右方括号",
    "Unclosed inline table": "花括号没有配对，或两项之间缺逗号",
    "Expected newline": "一行里写了多余的内容，或文本没有加引号",
    "Invalid initial character": "项的名称写得不对；名称里有中文时要加引号",
    "Invalid value": "值写得不对，文本要加引号，是、否写 true、false",
    "Invalid statement": "这一行不是“项 = 值”，也不是 [小节]",
    "Unescaped": "反斜杠的写法不对；画表时请用三个单引号 '''",
}
_WIDE = dict(zip("，“”‘’＝［］【】｛｝＃：\u3000", ",\"\"''=[][]{}#= ", strict=True))
"""What an input method writes for the signs of TOML → the sign; a colon is meant for an equals sign."""
_MOST_STEPS = 8
_ODD_TYPE = "这里的写法不对"


def toml_problem(problem: Exception, text: str = "") -> str:
    """Why a file is no TOML, or no text at all. ``text`` is the file's, where it could be read."""
    if isinstance(problem, UnicodeDecodeError):
        return "不是 UTF-8 编码；请用记事本打开，另存为 UTF-8 编码"
    if isinstance(problem, OSError):
        return f"打不开（{reason(problem)}）；请检查它是不是文件、有没有权限"
    if not isinstance(problem, tomli.TOMLDecodeError):
        return "写法不合 TOML 的规定，或层层嵌套太深"
    message = str(problem)
    found = _TOML_PLACE.search(message)
    place = f"第 {found['line']} 行第 {found['column']} 个字符" if found and found["line"] else "文件末尾"
    if "('block'" in message:
        return f"{place}：块要写两层方括号：[[block]]"
    what = next((words for start, words in _TOML_WORDS.items() if message.startswith(start)), "写法不合 TOML 的规定")
    return f"{place}：{_wide_sign(text, found) or what}"


def _wide_sign(text: str, found: re.Match[str] | None) -> str:
    """The sign at the place of an error, where it is a full-width one that looks right."""
    if found is None or not found["line"]:
        return ""
    line, column = int(found["line"]) - 1, int(found["column"]) - 1
    sign = "".join(text.split("\n")[line : line + 1])[column : column + 1]
    return f"全角的 {sign} 要换成半角的 {_WIDE[sign]}".replace("\u3000", "空格") if sign in _WIDE else ""


def validation_problem(errors: Sequence[Mapping[str, Any]], text: str, words: Collection[str] = ()) -> str:
    """The first of pydantic's errors with its place, and how many more there are. ``text`` is the file's.

    A word that is none of ``words`` comes first, what is missing for it after that.
    """
    errors = sorted(errors, key=lambda error: error["type"] == "missing")
    first = errors[0]
    where = place(first["loc"], text)
    more = f"（另有 {len(errors) - 1} 处）" if len(errors) > 1 else ""
    what = _what(first) + _near(first, words)
    return f"{where}：{what}{more}" if where else f"{what}{more}"


def _near(error: Mapping[str, Any], words: Collection[str]) -> str:
    """The known word that an unknown one may have been meant for."""
    kind = error["type"]
    if kind in ("literal_error", "enum"):
        return meant(str(error.get("input")), _listed(error["ctx"]["expected"]).split("、"))
    if kind not in ("extra_forbidden", "unexpected_keyword_argument"):
        return ""
    word = str(error["loc"][-1])
    return f"，{word} 要写在别处" if word in words else meant(word, words)


def place(location: Location, text: str) -> str:
    """A location in words: ``("block", 2, "rows")`` → ``第 3 块（第 41 行起）的 rows``."""
    steps = _steps(location)
    if len(steps) > _MOST_STEPS:  # blocks in blocks without end
        steps = steps[:_MOST_STEPS]
    words = ""
    for key, number in steps:
        joint = "" if not words else "里的" if key == "block" else "的 " if words.endswith(("块", "个")) else "."
        name = f"第 {number} 块" if key == "block" and number else f"{key} 第 {number} 个" if number else key
        words += joint + name
    line = _block_line(location, text)
    blocks = words.rfind("块") + 1
    return f"{words[:blocks]}（第 {line} 行起）{words[blocks:]}" if line else words


def _steps(location: Location) -> list[tuple[str, int]]:
    """Every key with the number (from 1) of the entry under it, 0 where it has none."""
    keys = [key for key in location if key != "[key]"]  # pydantic's mark of a key at fault
    following = [*keys[1:], ""]
    return [
        (key, after + 1 if isinstance(after, int) else 0)
        for key, after in zip(keys, following, strict=True)
        if isinstance(key, str)
    ]


def _block_line(location: Location, text: str) -> int:
    """The line where the innermost block of the location begins; 0 where it cannot be told."""
    wanted = [number for key, number in _steps(location) if key == "block" and number]
    counts: list[int] = []
    for found in _BLOCK_LINE.finditer(text) if wanted else ():
        depth = found["name"].count("block")
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[depth - 1] += 1
        if counts == wanted:
            return text.count("\n", 0, found.start()) + 1
    return 0


def _what(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind in ("value_error", "template"):
        return str(error["msg"]).removeprefix("Value error, ")
    if kind == "string_pattern_mismatch" and error["loc"][-1] in _PATTERNS:
        return _PATTERNS[error["loc"][-1]]
    if kind in _WORDS:
        context = {key: _listed(str(value)) for key, value in error.get("ctx", {}).items()}
        return _WORDS[kind].format(**context)
    return _KINDS.get(kind.split("_")[0], _ODD_TYPE)


def _listed(expected: str) -> str:
    words = expected.removesuffix(".0").replace(" or ", "、").replace(", ", "、").replace("'", "")
    return words.removeprefix("、")
