"""What a template chooses: which rules run, how severe they are, with which parameters (``[rules.V007]``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import product
from typing import Any

from models.paths import split_scope
from models.rules.finding import SEVERITIES, Remark, Severity
from models.rules.registry import LEVEL_NAMES, Level, Part, Rule, When
from models.rules.view import Row
from models.rules.wording.kinds import PERCENT
from models.templates.near import meant
from models.templates.template import FormTemplate
from models.values import read_decimal


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule as one template wants it."""

    code: str
    severity: Severity
    fixed: bool  # the template chose the severity, so that the rule's own choice does not count
    run: Callable[[Any], Iterable[Remark]]
    when: When = ""


_HAS: tuple[When, ...] = ("number", "percent", "history", "nature", "described", "blank")


@dataclass(frozen=True)
class Plan:
    """The rules of one template by what they look at, and what is wrong with the template's choices."""

    rules: dict[Level, list[Bound]] = field(default_factory=lambda: {level: [] for level in LEVEL_NAMES})
    problems: list[str] = field(default_factory=list)

    def for_row(self, row: Row) -> list[Bound]:
        """The rules of indicators that may have something to say of a row, by what it has."""
        one, counted = row.indicator, row.number is not None
        blank = not counted and row.target.blank
        has = (counted, row.unit in PERCENT, bool(one.history), bool(one.nature), bool(one.description), blank)
        return self._by_what_it_has[has]

    @cached_property
    def _by_what_it_has(self) -> dict[tuple[bool, ...], list[Bound]]:
        return {has: self._for(has) for has in product((True, False), repeat=len(_HAS))}

    def _for(self, has: tuple[bool, ...]) -> list[Bound]:
        present = (when for when, is_there in zip(_HAS, has, strict=True) if is_there)
        wanted = {"", "asked", "" if has[0] else "words", *present}
        return [bound for bound in self.rules["indicator"] if bound.when in wanted]

    def find(self, level: Level, code: str) -> Bound | None:
        """A rule of this plan; None when it is switched off."""
        return next((bound for bound in self.rules[level] if bound.code == code), None)


def plan(rules: Mapping[str, Rule], template: FormTemplate | None) -> Plan:
    """The rules as the template wants them. A choice that cannot be understood is told and leaves its rule as it is."""
    made = Plan()
    chosen = template.rules if template else {}
    asks = template is not None and any(split_scope(path)[0] == "indicator" for path in template.fields)
    made.problems.extend(
        f"没有规则“{code}”，请核对编号{meant(code.upper(), rules)}" for code in chosen if code not in rules
    )
    for rule in rules.values():
        for level, bound in bind(rule, chosen.get(rule.code, {}), made.problems).items():
            if asks or bound.when != "asked":
                made.rules[level].append(bound)
    return made


def merged_choices(templates: Sequence[FormTemplate], code: str) -> dict[str, Any]:
    """A dossier rule's parameters: of the first template that sets them. On, off and severity stay with each form."""
    choices: dict[str, Any] = {}
    for template in reversed(templates):
        choices.update(template.rules.get(code, {}))
    return {key: value for key, value in choices.items() if key not in ("off", "severity")}


def bind(rule: Rule, choices: Mapping[str, Any], problems: list[str]) -> dict[Level, Bound]:
    """The rule with these choices; empty when it is off. What is wrong with them is added to ``problems``."""
    if not choices:
        return _as_it_is(rule)
    severity, off = rule.severity, False
    chosen: dict[str, Any] = {}
    for key, value in choices.items():
        try:
            if key == "off":
                off = _checked(value, False)
            elif key == "severity":
                severity = _severity(value)
            else:
                chosen[key] = _checked(value, _default(rule, key))
        except ValueError as problem:
            problems.append(f"规则 {rule.code} 的“{key}”{problem}")
    fixed = "severity" in choices
    return (
        {}
        if off
        else {
            level: Bound(rule.code, severity, fixed, _run(part, chosen), part.when)
            for level, part in rule.parts.items()
        }
    )


@cache
def _as_it_is(rule: Rule) -> dict[Level, Bound]:
    """The rule of a template that chooses nothing for it, made once."""
    return {
        level: Bound(rule.code, rule.severity, False, part.function, part.when) for level, part in rule.parts.items()
    }


def _default(rule: Rule, key: str) -> Any:
    if key not in rule.parameters:
        known = ["off", "severity", *rule.parameters]
        raise ValueError(f"不在可写的项里，可写：{'、'.join(known)}{meant(key, known)}")
    return rule.parameters[key]


def _run(part: Part, chosen: Mapping[str, Any]) -> Callable[[Any], Iterable[Remark]]:
    own = {name: value for name, value in chosen.items() if name in part.parameters}
    return partial(part.function, **own) if own else part.function


def _severity(value: Any) -> Severity:
    for severity in SEVERITIES:
        if value == severity:
            return severity
    raise ValueError(f"要写 {'、'.join(SEVERITIES)} 之一{meant(str(value), SEVERITIES)}")


def _checked(value: Any, default: Any) -> Any:
    """``value`` in the kind of ``default``. Raises ValueError saying which kind is wanted."""
    if isinstance(default, bool):
        return _wanted(isinstance(value, bool), value, "要写 true 或 false")
    if isinstance(default, Decimal):
        number = read_decimal(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None
        return _wanted(number is not None, number, "要写数字（小数加引号）")
    if isinstance(default, int):
        return _wanted(isinstance(value, int) and not isinstance(value, bool), value, "要写整数")
    if isinstance(default, str):
        return _wanted(isinstance(value, str), value, "要写文本")
    words = isinstance(value, list | tuple) and all(isinstance(entry, str) for entry in value)
    return tuple(_wanted(words, value, "要写词语的列表"))


def _wanted(good: bool, value: Any, message: str) -> Any:
    if not good:
        raise ValueError(message)
    return value
