"""argparse in Chinese: it takes its words from gettext, and here is its table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这段说明",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s %(message)s",
    "the following arguments are required: %s": "缺少参数：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能写 %(value)r，可写：%(choices)s",
    "invalid %(type)s value: %(value)r": "应为整数，不能写 %(value)r",  # the only type of ours that argparse judges
    "expected one argument": "后面要跟一个值",
    "expected at most one argument": "后面至多跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "expected %s argument": "后面要跟 %s 个值",
    "ignored explicit argument %r": "后面不能带值，却写了 %r",
    "not allowed with argument %s": "不能与 %s 同时写",
    "one of the arguments %s is required": "%s 之中要写一个",
}
"""What argparse says to people → the same in Chinese."""


@contextmanager
def speaking_chinese() -> Iterator[None]:
    """While parsers are made and used, argparse looks its words up here; afterwards as before."""
    names = vars(argparse)
    kept = names["_"], names["ngettext"]
    names["_"], names["ngettext"] = _word, _counted
    try:
        yield
    finally:
        names["_"], names["ngettext"] = kept


def _word(english: str) -> str:
    return WORDS.get(english, english)


def _counted(one: str, several: str, number: int) -> str:
    """Chinese has one form for one and for several."""
    return WORDS.get(one, one if number == 1 else several)
