"""What a command says: results on stdout, sentences for the person on stderr, and its exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from models.files.reasons import reason
from models.python import regex

OK, FOUND, UNUSABLE, STOPPED = 0, 1, 2, 130
"""Exit codes: done; findings of severity error; something could not be used; the person stopped it (Ctrl-C)."""

_CONTROLS = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a file's name or a form's text may hold, and what would steer the console it is shown on."""


class UnusableError(Exception):
    """A command that cannot be carried out; the text says what, where and what to do."""


def use_utf8() -> None:
    """Chinese comes out right whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def answer(data: Any, lines: list[str], *, as_json: bool) -> None:
    """The result of a command: its data for programs, or its lines for people."""
    for text in [json.dumps(data, ensure_ascii=False, indent=1)] if as_json else lines:
        show(f"{text}\n")


@contextmanager
def growing_list() -> Iterator[Callable[[Iterable[str]], None]]:
    """A JSON list on stdout that takes entries (``entry_text``) as they come, and is closed where it is stopped too."""
    behind = ""

    def add(entries: Iterable[str]) -> None:
        nonlocal behind
        for entry in entries:
            show(f"{behind}\n {entry}")
            behind = ","

    show("[")
    try:
        yield add
    finally:
        show("\n]\n")


def entry_text(entry: Mapping[str, Any]) -> str:
    """An entry of such a list, on one line."""
    return json.dumps(entry, ensure_ascii=False)


def show(text: str) -> None:
    """Writes to stdout, to the end. Raises UnusableError where it cannot be written."""
    if sys.stdout is None:  # a program without a console
        return
    try:
        sys.stdout.write(_CONTROLS.sub("�", text))
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python stumbles over the rest when it ends
        raise UnusableError(f"结果没有全部输出：{_output_reason(problem)}") from None


def _output_reason(problem: OSError) -> str:
    if isinstance(problem, BrokenPipeError):
        return "接收结果的程序已经关闭"
    return f"{reason(problem)}，请换一个地方存放结果"


def tell(text: str) -> None:
    """A sentence for the person, on stderr. Where even that cannot be written, the exit code has to do."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(_CONTROLS.sub("�", text), file=sys.stderr, flush=True)
