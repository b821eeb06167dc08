"""Makes ``docs/rules.md`` and the manual's chapter from the registry: ``python -m models.rules.docs``.

A test sees that the page is up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.examples import Example
from models.rules.finding import SEVERITIES
from models.rules.registry import LEVEL_NAMES, Rule

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
CHAPTERS = {
    "C": "完整性",
    "S": "结构",
    "W": "权重",
    "B": "预算",
    "V": "指标值",
    "X": "一致",
    "H": "历年",
    "T": "版式",
}
_LEAD = """\
# 审核规则

本页由程序生成（`python -m models.rules.docs`），请勿手改。每条规则的正例、反例就是它的测试。

级别：**错误**，表与自己或版式矛盾，财政部门会退回；**提醒**，多半不对；**提示**，值得看一眼。

依据写文号的，是文件里有这一条；写“填报实务”的，是审核人通常的做法，不是规定。

版式文件可以调整规则，写在 `[rules.编号]` 下：`off = true` 关掉，`severity = "info"` 改级别
（`error`、`warning`、`info`），其余各项见每条规则的“参数”。一处审核发现可以说明理由后不再提示，理由存在套表文件里。
"""


def page() -> str:
    """The whole page."""
    rules = all_rules()
    parts = [_LEAD, *_overview(rules.values())]
    for letter, title in CHAPTERS.items():
        own = [rule for rule in rules.values() if rule.code.startswith(letter)]
        if own:
            parts += [f"## {letter} {title}\n", *("\n".join(_section(rule)) + "\n" for rule in own)]
    return "\n".join(parts)


def brief() -> str:
    """All rules for the person who fills in forms: why each is one, and a form that it finds fault with."""
    rules = all_rules().values()
    chapters = ((title, [one for one in rules if one.code.startswith(letter)]) for letter, title in CHAPTERS.items())
    return "\n\n".join(
        "\n".join([f"### {title}\n", *(_in_brief(rule) for rule in own)]) for title, own in chapters if own
    )


def _in_brief(rule: Rule) -> str:
    return f"- **{rule.code} {rule.title}**（{SEVERITIES[rule.severity]}）：{_line(rule.why)}例：{_line(rule.bad.text)}"


def _overview(rules: Any) -> Iterator[str]:
    yield "| 编号 | 级别 | 规则 |\n|---|---|---|"
    for rule in rules:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {SEVERITIES[rule.severity]} | {rule.title} |"
    yield ""


def _section(rule: Rule) -> Iterator[str]:
    levels = "、".join(LEVEL_NAMES[level] for level in LEVEL_NAMES if level in rule.parts)
    yield f'### <a id="{rule.code.lower()}"></a>{rule.code} {rule.title}\n'
    yield f"{rule.why}\n"
    yield f"- 级别：{SEVERITIES[rule.severity]}；看的是：{levels}"
    yield f"- 依据：{rule.basis}"
    if rule.parameters:
        yield f"- 参数：{'，'.join(f'`{name} = {_toml(value)}`' for name, value in rule.parameters.items())}"
    yield f"- 正例：{_line(rule.good.text)}"
    yield f"- 反例：{_line(rule.bad.text)}"
    yield from (f"  - {line}" for line in _said(rule.code, rule.bad))


def _said(code: str, example: Example) -> Iterator[str]:
    """What the program says to the bad example."""
    for finding in check(example.build(), example.templates()):
        if finding.code == code:
            fix = "（可一键修改）" if finding.offer else ""
            yield f"{SEVERITIES[finding.severity]}：{_line(finding.message)}{fix}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | Decimal):
        return f'"{value}"'
    if isinstance(value, int):
        return str(value)
    return f"[{', '.join(_toml(entry) for entry in value)}]"


def _line(text: str) -> str:
    """On one line, with Markdown's own signs taken literally."""
    plain = " ".join(text.split())
    return "".join(f"\\{char}" if char in "*_<>|[]`" else char for char in plain)


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
