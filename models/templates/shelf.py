"""The templates of the folders: read from their files, each told where it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from models.files.bounded import NotRegularError, TooLargeError
from models.files.disk import files_in
from models.files.reasons import reason
from models.python import regex
from models.table import PageSetup
from models.templates.asked import CategorySpec, DimensionSpec, FieldRule, GoalSpec, WeightPolicy
from models.templates.block import Block
from models.templates.problems import toml_problem, validation_problem
from models.templates.template import FormTemplate
from models.templates.toml_text import parsed, text_of

_ID = regex(r"^id[ \t]*=[ \t]*[\"'](?P<id>[^\"'\n]*)[\"']", re.MULTILINE)


_MISNAMED = "版式文件 {} 的名字多了“.txt”，程序不认。请在资源管理器里显示扩展名，把名字改成以 .toml 结尾"


class TemplateProblem(NamedTuple):
    """A template file that cannot be used, and why, as a sentence for a person."""

    file: str
    message: str


def read_template(path: Path) -> FormTemplate:
    """The template in a file. Raises ValueError with a Chinese sentence: which file, where, what is wrong."""
    return _parsed(path, _text_of(path))


def _text_of(path: Path) -> str:
    try:
        return text_of(path)
    except NotRegularError as problem:
        raise ValueError(f"“{path.name}”不是文件，不能当作版式。请把它移出版式文件夹") from problem
    except TooLargeError as problem:
        raise ValueError(f"版式文件 {path.name} 超过 1 MB，不像版式文件。请移出版式文件夹") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(path, problem) from problem


def _unreadable(path: Path, problem: Exception, text: str = "") -> ValueError:
    return ValueError(f"版式文件 {path.name} 读不出来，{toml_problem(problem, text)}。请改正，或删去这个文件")


@lru_cache(maxsize=256)
def _made(text: str) -> FormTemplate:
    """The template of that text, made once for all windows and commands of a process: a template never changes."""
    return FormTemplate.model_validate(parsed(text))


def _parsed(path: Path, text: str) -> FormTemplate:
    try:
        return _made(text)
    except ValidationError as problem:
        words = validation_problem(problem.errors(include_url=False), text, _words())
        raise ValueError(f"版式文件 {path.name} 不能用，{words}。请改正，或删去这个文件") from problem
    except (ValueError, RecursionError) as problem:
        raise _unreadable(path, problem, text) from problem


def _words() -> frozenset[str]:
    """Every word that may stand before an equals sign, or in a heading, of a template's file."""
    kinds = (FormTemplate, Block, FieldRule, CategorySpec, DimensionSpec, WeightPolicy, GoalSpec)
    return frozenset().union(*(kind.model_fields for kind in kinds), PageSetup._fields)


def load_templates(
    folders: Iterable[Path], wanted: Collection[str] | None = None
) -> tuple[dict[str, FormTemplate], list[TemplateProblem]]:
    """Every template of the folders by id (or those of ``wanted``), and the files that cannot be used.

    A later folder wins over earlier ones.
    """
    templates: dict[str, FormTemplate] = {}
    problems: list[TemplateProblem] = []
    for folder in folders:
        files: dict[str, str] = {}
        for path in _listed(folder, problems):
            try:
                text = _text_of(path)
                own = _ID.search(text)
                if wanted is not None and own and own["id"] not in wanted:
                    continue
                template = _parsed(path, text)
                if template.id in files:
                    raise ValueError(f"版式文件 {path.name} 没有用：id “{template.id}”与 {files[template.id]} 的相同")
            except ValueError as problem:
                problems.append(TemplateProblem(path.name, str(problem)))
            else:
                templates[template.id] = template
                files[template.id] = path.name
    return templates, problems


def _listed(folder: Path, problems: list[TemplateProblem]) -> list[Path]:
    try:
        misnamed = files_in(folder, ".toml.txt")
        problems += [TemplateProblem(path.name, _MISNAMED.format(path.name)) for path in misnamed]
        return files_in(folder, ".toml")
    except OSError as error:
        why = f"放版式的文件夹“{folder}”读不出来（{reason(error)}），里面的版式没有用上。请检查这个文件夹"
        problems.append(TemplateProblem(folder.name, why))
        return []


class Shelf(Mapping[str, FormTemplate]):
    """The templates of the folders by id, as ``load_templates`` has them, but each read only when it is wanted."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._read: dict[str, FormTemplate] = {}

    def __getitem__(self, template_id: str) -> FormTemplate:
        if template_id not in self._read:
            self._read |= load_templates(self._folders, {template_id})[0]
        return self._read[template_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all[0])

    def __len__(self) -> int:
        return len(self._all[0])

    @property
    def problems(self) -> list[TemplateProblem]:
        """The files that cannot be used."""
        return self._all[1]

    @cached_property
    def _all(self) -> tuple[dict[str, FormTemplate], list[TemplateProblem]]:
        templates, problems = load_templates(self._folders)
        self._read = templates | self._read  # what is in use already stays
        return {name: self._read[name] for name in templates}, problems
