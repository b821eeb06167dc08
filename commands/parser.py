"""The command line as it may be written: the commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from commands.chinese import speaking_chinese
from commands.console import UnusableError, show
from exporters.formats import FORMATS, MOST_BLANK_ROWS, USUAL, format_names
from models.program import NAME, VERSION

MOST_JOBS = 64


class Command(NamedTuple):
    """What a command is for, its own arguments, and the module of this folder whose ``run`` carries it out."""

    words: str
    arguments: Callable[[argparse.ArgumentParser], None]
    module: str


class Parser(argparse.ArgumentParser):
    """argparse with our exit code; an option must be written out in full."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def exit(self, status: int = 0, message: str | None = None) -> Any:
        show(message or "")
        super().exit(status)

    def error(self, message: str) -> Any:
        raise UnusableError(f"命令写得不对：{message}。用 {self.prog} --help 看用法")


def parse(given: Sequence[str]) -> argparse.Namespace:
    """The arguments as they are meant. Raises UnusableError, and SystemExit where only help was wanted."""
    if given[0] not in (*COMMANDS, "-h", "--help", "--version"):
        raise UnusableError(_unknown(given[0]))
    with speaking_chinese():
        parser = _parser(given[0])
        found, rest = parser.parse_known_args(given)
        if rest:
            parser.error(_left_over(rest))
        return found


def _unknown(word: str) -> str:
    listed = "\n".join(f"  {name:<10} {command.words}" for name, command in COMMANDS.items())
    return f"“{word}”不是命令，也没有这个文件。请核对拼写。可用的命令：\n{listed}"


def _left_over(words: Sequence[str]) -> str:
    """What is wrong with words that nothing asks for."""
    if set(words) <= set(FORMATS):
        return f"每个格式前面都要写 --format，这里少了：{' '.join(f'--format {word}' for word in words)}"
    return f"不认识的参数：{' '.join(words)}"


def _parser(wanted: str) -> argparse.ArgumentParser:
    """The parser of all commands, with the arguments of the wanted one: those of another would only load models."""
    parser = Parser(prog="main.py", description=f"{NAME}。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help="显示版本号")
    parsers = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=Parser)
    for name, command in COMMANDS.items():
        its = parsers.add_parser(name, help=command.words, description=command.words)
        if name == wanted:
            command.arguments(its)
        its.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    return parser


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="+", type=_path, metavar="来源")
    parser.add_argument("-o", "--output", required=True, type=_path, metavar="套表.jxmb", help="存成这个文件")
    parser.add_argument("--template", default="", metavar="版式", help="指定版式的 id")
    parser.add_argument("--year", type=int, metavar="年度", help="套表的年度")
    parser.add_argument("--by-table", action="store_true", help="PDF 附有套表时也按表格读")
    parser.add_argument("--uncorrected", action="store_true", help="不用在窗口里记住的更正")


def _many_arguments(parser: argparse.ArgumentParser, more: str = "") -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="套表", help=f"套表文件，或装着套表的文件夹{more}")
    jobs = "同时用几个进程；不写则套表多时用上所有的核"
    parser.add_argument("--jobs", type=_count, metavar="个数", help=jobs)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _many_arguments(parser, "；也可以是能读入的来源，结果写明在来源的哪一格")
    endings = "、".join(f".{suffix}" for suffix in FORMATS)
    parser.add_argument("--report", type=_path, metavar="文件", help=f"另写一份审核意见，文件名以 {endings} 结尾")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _many_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=_path, metavar="文件夹", help="写到这个文件夹")
    formats = f"可写 {' 或 '.join(FORMATS)}，可写多次；不写则导出 {' 和 '.join(USUAL)}"
    parser.add_argument(
        "--format", action="append", choices=tuple(FORMATS), dest="formats", metavar="格式", help=formats
    )
    forms = "只导出第几张表，可写多次"
    parser.add_argument("--form", action="append", type=int, dest="forms", metavar="序号", help=forms)
    parser.add_argument("--together", action="store_true", help="一份套表的所有表放进一个文件")
    parser.add_argument("--no-attachment", action="store_true", help="PDF 里不附带套表")
    comments = "批注也带上：Excel 里写在格上，PDF 末尾加一页；不写则不带"
    parser.add_argument("--comments", action="store_true", help=comments)
    evidence = "另把佐证资料复制到输出文件夹的“佐证资料”里，附清单；套表文件夹以外的不复制"
    parser.add_argument("--evidence", action="store_true", help=evidence)
    blank = f"Excel 里每个清单、每个目标的指标后面留几行空行，好接着填，0 到 {MOST_BLANK_ROWS}"
    parser.add_argument("--blank-rows", type=_blank_rows, default=0, metavar="行数", help=blank)
    _paper_arguments(parser)


def _paper_arguments(parser: argparse.ArgumentParser) -> None:
    """How the forms stand on paper, where not as their templates say."""
    from exporters.on_paper import BINDING, SIZES  # here: the window knows the commands too, and waits for no model
    from models.table import PAPERS

    parser.add_argument(
        "--official-margins", action="store_true", help="页边距按公文格式 GB/T 9704：天头 37 毫米，订口 28 毫米"
    )
    parser.add_argument("--paper", choices=tuple(PAPERS), default="", metavar="纸", help=f"可写 {'、'.join(PAPERS)}")
    parser.add_argument("--landscape", action="store_true", default=None, help="纸横放")
    parser.add_argument("--upright", action="store_false", dest="landscape", help="纸竖放")
    parser.add_argument("--font-size", type=_size, metavar="磅", help=f"表中文字的磅数，{SIZES[0]:g} 到 {SIZES[1]:g}")
    sides = {word: side for side, word in BINDING.items()}
    parser.add_argument("--binding", choices=tuple(sides), metavar="边", help=f"装订的一边，可写 {'、'.join(sides)}")
    parser.add_argument("--book", action="store_true", help="合成一个 PDF，加封面、目录，统一页码，每张表从单页起")
    parser.add_argument("--budget", action="store_true", help="合成一个 PDF，把单位预算印在各表前面（填了预算才有）")
    parser.add_argument("--no-tighten", action="store_true", help="末页只有几行时也不略微缩小")
    parser.add_argument("--no-draft", action="store_true", help="还有错误的表也不印“草稿”")


def _tables_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=_path, metavar="来源")


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="旧套表")
    parser.add_argument("new", type=Path, metavar="新套表", help="套表，或能够导入的文件")


def _templates_arguments(parser: argparse.ArgumentParser) -> None:
    words = "试用一个版式文件：填上样例，画表、导出、读回，看有没有栏目跑了位置"
    parser.add_argument("--try", type=_path, dest="file", metavar="版式.toml", help=words)


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """A command that takes nothing of its own."""


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"“{text}”要是 1 到 {MOST_JOBS} 的整数")
    return int(text)


def _blank_rows(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_BLANK_ROWS:
        raise argparse.ArgumentTypeError(f"“{text}”要是 0 到 {MOST_BLANK_ROWS} 的整数")
    return int(text)


def _size(text: str) -> float:
    """A size of letters in points."""
    from exporters.on_paper import SIZES

    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not SIZES[0] <= size <= SIZES[1]:
        raise argparse.ArgumentTypeError(f"字号要在 {SIZES[0]:g} 到 {SIZES[1]:g} 磅之间，写的是“{text}”")
    return size


def _path(text: str) -> Path:
    path = Path(text)
    try:
        path.resolve()
    except (OSError, RuntimeError):  # which of them it is differs with the version of Python
        raise argparse.ArgumentTypeError(f"“{text}”是绕回自己的链接，请换一个") from None
    return path


COMMANDS: dict[str, Command] = {
    "import": Command("把粘贴的文本等来源变成套表文件", _import_arguments, "importing"),
    "check": Command("审核套表；有错误时退出码为 1，文件不能用时为 2", _check_arguments, "checking"),
    "export": Command(f"导出官方表格（{format_names('、')}）", _export_arguments, "exporting"),
    "tables": Command("列出来源里读到的表格（还没有认表），供查问题", _tables_arguments, "tables"),
    "compare": Command("比较两份套表，或套表与改过的 Excel 等", _compare_arguments, "comparing"),
    "templates": Command("列出版式，或试用一个版式", _templates_arguments, "templates"),
    "rules": Command("列出审核规则", _no_arguments, "rules"),
    "self-test": Command("自检：打开示例、审核、导出、读回", _no_arguments, "selftest"),
}
