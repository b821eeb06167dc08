"""The registry: every rule with its code, title, severity, reason, basis and examples."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_type_hints

from models.python import regex
from models.rules.examples import Example
from models.rules.finding import SEVERITIES, Remark, Severity
from models.rules.view import DossierView, FormView, GoalView, Row

Level = Literal["indicator", "goal", "form", "dossier"]
LEVELS: dict[type, Level] = {Row: "indicator", GoalView: "goal", FormView: "form", DossierView: "dossier"}
LEVEL_NAMES: dict[Level, str] = {"indicator": "三级指标", "goal": "绩效目标", "form": "一张表", "dossier": "套表"}

When = Literal["", "number", "percent", "words", "history", "nature", "described", "blank", "asked"]
"""Which rows a rule is for: all, those with a number, with a percentage, with words for a value, with earlier
values, those that are called 定性 or 定量, those with a description, those without a value; those of a layout that asks
something of the columns."""

RETIRED: frozenset[str] = frozenset()
"""Codes that were in use once. A code never comes back with another meaning."""

_CODE = regex(r"^[A-Z]\d{3}$")


class RegistryError(Exception):
    """A rule that may not be registered as it is; a mistake in the program."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule, equal to itself only. ``parts`` are its functions by what they look at; most rules have one."""

    code: str
    title: str
    severity: Severity
    why: str
    basis: str
    good: Example
    bad: Example
    parts: dict[Level, Part]

    @property
    def parameters(self) -> dict[str, Any]:
        """What a template may set, with the values that hold otherwise."""
        return {name: value for part in self.parts.values() for name, value in part.parameters.items()}


@dataclass(frozen=True)
class Part:
    """One function of a rule."""

    function: Callable[..., Iterable[Remark]]
    parameters: Mapping[str, Any]
    when: When = ""


_RULES: dict[str, Rule] = {}
F = TypeVar("F", bound=Callable[..., Iterable[Remark]])


def rule(  # noqa: PLR0913  # all of it by keyword, all of it required
    code: str,
    *,
    title: str,
    severity: Severity,
    why: str,
    basis: str,
    good: Example,
    bad: Example,
    when: When = "",
) -> Callable[[F], F]:
    """Registers a rule. What it looks at follows from the type of its first argument (``LEVELS``).

    Raises RegistryError when the code is malformed, taken or retired, or when title, reason, basis, docstring or an
    example is missing. ``when`` spares a rule of indicators the rows it has nothing to say of.
    """

    def register(function: F) -> F:
        if not _CODE.match(code) or code in RETIRED or code in _RULES:
            raise RegistryError(f"规则编号 {code} 不合格式、已停用或已被占用")
        if not (title and why and basis and (function.__doc__ or "").strip()):
            raise RegistryError(f"规则 {code} 缺标题、理由、依据或说明")
        if severity not in SEVERITIES or not isinstance(good, Example) or not isinstance(bad, Example):
            raise RegistryError(f"规则 {code} 的级别或示例不对")
        level, part = _signature(code, function, when)
        _RULES[code] = Rule(code, title, severity, why, basis, good, bad, {level: part})
        return function

    return register


def also(code: str, when: When = "") -> Callable[[F], F]:
    """Registers a second function of a rule: the same fault may be in a form, a goal or a row."""

    def register(function: F) -> F:
        level, part = _signature(code, function, when)
        if code not in _RULES or level in _RULES[code].parts or not (function.__doc__ or "").strip():
            raise RegistryError(f"规则 {code} 还没有登记，或已有看同一类内容的函数，或缺说明")
        _RULES[code].parts[level] = part
        return function

    return register


def _signature(code: str, function: Callable[..., Any], when: When) -> tuple[Level, Part]:
    first, *others = inspect.signature(function).parameters.values()
    level = LEVELS.get(get_type_hints(function).get(first.name, type(None)))
    if (
        level is None
        or (when and level != "indicator")
        or any(other.kind is not other.KEYWORD_ONLY or other.default is other.empty for other in others)
    ):
        raise RegistryError(f"规则 {code} 的参数不对：第一个参数说明它看什么，其余只能是有默认值的关键字参数")
    return level, Part(function, {other.name: other.default for other in others}, when)


def registered() -> dict[str, Rule]:
    """Every rule registered so far, by code. ``catalogue.all_rules`` has imported all modules first."""
    return dict(sorted(_RULES.items()))
