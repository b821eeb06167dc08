"""审核意见: a form's findings under four headings, each graded by rules that are data.

``resources/review.toml`` holds them; an office puts a file of that name into its own folder to grade by its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.folders import RESOURCES, user_folder
from models.rules.finding import SEVERITIES, Finding
from models.templates.problems import toml_problem, validation_problem
from models.templates.toml_text import parsed, text_of

NAME = "review.toml"
_ORDER = {severity: place for place, severity in enumerate(SEVERITIES)}


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Heading(_Data):
    """One side from which a form is judged, and the rules that belong to it."""

    name: str
    about: str = ""
    letters: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Grade(_Data):
    """A grade, and the most errors and warnings it allows (None: any number)."""

    name: str
    errors: int | None = None
    warnings: int | None = None

    def allows(self, errors: int, warnings: int) -> bool:
        """So many errors and warnings still earn it."""
        return _within(errors, self.errors) and _within(warnings, self.warnings)

    @property
    def words(self) -> str:
        """``错误不超过 0 条、提醒不超过 2 条``."""
        limits = (("错误", self.errors), ("提醒", self.warnings))
        said = [f"没有{word}" if most == 0 else f"{word}不超过 {most} 条" for word, most in limits if most is not None]
        return "、".join(said) or "其余情况"


def _within(count: int, most: int | None) -> bool:
    return most is None or count <= most


class Standard(_Data):
    """The headings and the grades, the best first."""

    heading: tuple[Heading, ...] = Field(min_length=1)
    grade: tuple[Grade, ...] = Field(min_length=1)

    def heading_of(self, code: str) -> str:
        """The heading that a rule belongs to: by its code, else by its letter."""
        named = next((one.name for one in self.heading if code in one.rules), "")
        return named or next((one.name for one in self.heading if code[:1] in one.letters), self.heading[-1].name)

    def graded(self, errors: int, warnings: int) -> str:
        """The best grade that so many errors and warnings allow."""
        return next((one.name for one in self.grade if one.allows(errors, warnings)), self.grade[-1].name)


class Judged(NamedTuple):
    """What is said of a form under one heading."""

    heading: Heading
    grade: str
    findings: tuple[Finding, ...]


def standard(file: Path | None = None) -> Standard:
    """The standard in a file (raises ValueError or OSError); else the office's own, where it has one that can be used,
    or the one that comes with the program."""
    own = None if file else _own(user_folder() / NAME)[0]
    return own or _standard(file or RESOURCES / NAME)


def standard_problem() -> str:
    """Why the office's own standard cannot be used; empty when it can, or when there is none."""
    return _own(user_folder() / NAME)[1]


@lru_cache(maxsize=8)
def _own(file: Path) -> tuple[Standard | None, str]:
    if not file.exists():
        return None, ""
    try:
        return _standard(file), ""
    except ValidationError as problem:
        why = validation_problem(problem.errors(), text_of(file))
    except (OSError, ValueError, RecursionError) as problem:
        why = toml_problem(problem)
    return None, f"自己的评级办法 {file} 用不了，用了程序自带的：{why}"


@lru_cache(maxsize=8)
def _standard(file: Path) -> Standard:
    return Standard.model_validate(parsed(text_of(file)))


def review(findings: Iterable[Finding], by: Standard) -> list[Judged]:
    """The findings under their headings, worst first, with the grade of each heading."""
    sorted_in: dict[str, list[Finding]] = {heading.name: [] for heading in by.heading}
    for finding in worst_first(findings):
        sorted_in[by.heading_of(finding.code)].append(finding)
    return [_judged(heading, sorted_in[heading.name], by) for heading in by.heading]


def _judged(heading: Heading, found: Sequence[Finding], by: Standard) -> Judged:
    counts = Counter(finding.severity for finding in found)
    return Judged(heading, by.graded(counts["error"], counts["warning"]), tuple(found))


def worst_first(findings: Iterable[Finding], form: str = "") -> list[Finding]:
    """Errors before warnings before hints; those of the form at hand first of all. Else the order stays."""
    return sorted(findings, key=lambda one: (bool(form) and one.form != form, _ORDER[one.severity]))
