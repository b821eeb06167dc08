"""Carries a command out and says how it ended."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module

from commands.console import STOPPED, UNUSABLE, UnusableError, tell, use_utf8
from commands.parser import COMMANDS, parse
from models.python import collector_paused


def run(given: Sequence[str]) -> int:
    """Runs what is written on the command line. Returns the exit code."""
    use_utf8()
    with collector_paused():  # a command is short and leaves no cycles worth looking for
        try:
            return _run(given)
        except UnusableError as problem:
            tell(str(problem))
            return UNUSABLE
        except KeyboardInterrupt:
            tell("已中止。中止前写好的文件都是完整的，留在原处")
            return STOPPED
        finally:
            gc.freeze()  # nor when the process ends


def _run(given: Sequence[str]) -> int:
    options = parse(given)
    command = import_module(f"commands.{COMMANDS[options.command].module}")  # loads what this one needs, no more
    code: int = command.run(options)
    return code
