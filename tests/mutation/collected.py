"""A process that has collected the tests once and forks for each change, whose function is exchanged in the fork.

What a function did while the tests were collected stays as it was: such changes are for ``forking``.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import TextIO

import pytest

from tests.mutation.forking import PLAIN, forked, nowhere

Key = tuple[str, str, int]


class Collected:
    """The process, as the one who started it sees it; its folder is the copy of the project."""

    def __init__(self, copy: Path, environment: dict[str, str], test_files: Sequence[str]) -> None:
        command = [sys.executable, "-m", "tests.mutation.collected", *test_files]
        known = {name: value for name, value in environment.items() if name != "MUTATE_CHOSEN"}
        self._process = subprocess.Popen(
            command, cwd=copy, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()  # the copy may be changed from now on

    def exit_code(self, file: str, before: str, tests: list[str], limit: float) -> int | str | None:
        """What pytest ends with; None after so many seconds; a word where the change cannot be tried here.

        ``before``: the source that was loaded; the changed one stands in the file.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([file, before, tests, limit]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> int | str | None:
        assert self._process.stdout is not None
        answer: int | str | None = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


class _Serving:
    """A pytest plugin: in the place of the tests that were collected, those of each request run in a fork."""

    def __init__(self, requests: TextIO, answers: TextIO) -> None:
        self._requests, self._answers = requests, answers

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        items = {item.nodeid: item for item in session.items}
        live = _live_functions(str(session.config.rootpath))
        gc.freeze()
        self._answer("ready")
        for request in self._requests:
            file, before, tests, limit = json.loads(request)
            swaps = _swaps(live, session.config.rootpath / file, before)
            if swaps is None or not items.keys() >= set(tests):
                self._answer("elsewhere")
                continue
            child = os.fork()
            if child == 0:
                for function, code in swaps:
                    function.__code__ = code
                os.setsid()
                session.items = [items[name] for name in tests]
                return None
            self._answer(forked(child, limit))
        return True

    def _answer(self, answer: int | str | None) -> None:
        self._answers.write(json.dumps(answer) + "\n")
        self._answers.flush()


def _live_functions(project: str) -> dict[Key, list[FunctionType]]:
    found: dict[Key, list[FunctionType]] = defaultdict(list)
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename.startswith(project):
            found[_key(function.__code__)].append(function)
    return found


def _key(code: CodeType) -> Key:
    return (code.co_filename, code.co_qualname, code.co_firstlineno)


def _swaps(live: dict[Key, list[FunctionType]], path: Path, before: str) -> list[tuple[FunctionType, CodeType]] | None:
    """The functions that change and what they become; None where a change is outside of them, or one is not there."""
    old, new = (compile(text, str(path), "exec") for text in (before, path.read_text(encoding="utf-8")))
    olds, news = list(_functions(old)), list(_functions(new))
    if len(olds) != len(news):
        return None
    changed = [(was, now) for was, now in zip(olds, news, strict=True) if _essence(was) != _essence(now)]
    if not changed or not all(live[_key(was)] and was.co_freevars == now.co_freevars for was, now in changed):
        return None
    return [(function, now) for was, now in changed for function in live[_key(was)]]


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The outermost functions of a file, those of its classes too."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from [inner] if inner.co_flags & inspect.CO_OPTIMIZED else _functions(inner)


def _essence(code: CodeType) -> tuple[object, ...]:
    """What a code does, wherever its lines stand."""
    constants = [_essence(one) if isinstance(one, CodeType) else (type(one), one) for one in code.co_consts]
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_exceptiontable, *constants)


def _serve(test_files: Sequence[str]) -> None:
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    nowhere()
    pytest.main([*PLAIN, *test_files], plugins=[_Serving(requests, answers)])


if __name__ == "__main__":
    _serve(sys.argv[1:])
