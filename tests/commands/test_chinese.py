"""argparse says nothing to a person in English."""

from __future__ import annotations

import argparse
import ast
import inspect

from commands.chinese import WORDS, speaking_chinese

SLIPS_OF_OURS = (
    *(".__call__() not defined", "conflict", "unknown parser", "cannot ", "mutually exclusive", "'required' is"),
    *("invalid option string", "dest=", "invalid conflict_resolution", "%r is not callable", "unexpected option"),
    'argument "-" with mode',
)
"""How the texts begin that only a slip in our own parsers brings about."""
NEVER_SAID = {
    "%(heading)s:": "no word in it (newer Pythons)",
    " (default: %(default)s)": "our help tells no defaults (newer Pythons)",
    "%(prog)s: error: %(message)s\n": "our parser raises instead",
    "can't open '%(filename)s': %(error)s": "argparse opens no file of ours",
    "ambiguous option: %(option)s could match %(matches)s": "an option is written out in full",
    "unrecognized arguments: %s": "what is left over is told in words of our own",
}


def said_by_argparse() -> set[str]:
    """Every text that this Python's argparse looks up in its tables of words."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    asked = [call.args[0] for call in calls if getattr(call.func, "id", "") in ("_", "ngettext")]
    return {str(text.value) for text in asked if isinstance(text, ast.Constant)}


def test_all_that_a_person_may_be_told_is_translated() -> None:
    said = {text for text in said_by_argparse() if not text.startswith(SLIPS_OF_OURS)}
    assert len(said) > 10
    assert said - NEVER_SAID.keys() <= WORDS.keys()


def test_others_who_use_argparse_are_left_alone() -> None:
    with speaking_chinese():
        assert "选项" in argparse.ArgumentParser().format_help()
    assert "选项" not in argparse.ArgumentParser().format_help()
