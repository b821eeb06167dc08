"""绩效目标表编辑器: opens the window; with a sub-command it works without a screen (``python main.py --help``)."""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.collector import collector_paused
from models.folders import samples, template_folders
from models.program import NAME, VERSION

if TYPE_CHECKING:
    from exporters.export import Written
    from importers.forms.rows import AnyForm
    from models.dossier import Dossier
    from models.templates.template import FormTemplate

OK, FOUND, UNUSABLE, STOPPED = 0, 1, 2, 130
"""Exit codes: done; findings of severity error; something could not be used; the person stopped it (Ctrl-C)."""

Templates = dict[str, "FormTemplate"]
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a file's name or a form's text may hold, and what would steer the console it is shown on."""


class _UnusableError(Exception):
    """A command that cannot be carried out; the text says what, where and what to do."""


# --- words of the command line ----------------------------------------------------------------------------------------

_PHRASES = {
    r"the following arguments are required: (.*)": r"缺少参数：\1",
    r"unrecognized arguments: (.*)": r"不认识的参数：\1",
    r"invalid choice: (.*) \(choose from (.*)\)": r"不能写 \1，可写：\2",
    r"expected one argument": "后面要跟一个值",
    r"expected at most one argument": "后面至多跟一个值",
    r"expected at least one argument": "后面至少要跟一个值",
    r"expected (\d+) arguments?": r"后面要跟 \1 个值",
    r"invalid int value: (.*)": r"应为整数，不能写 \1",
    r"ignored explicit argument (.*)": r"后面不能带值，却写了 \1",
    r"not allowed with argument (.*)": r"不能与 \1 同时写",
}
"""What argparse says → the same in Chinese."""


class _Help(argparse.HelpFormatter):
    """The page of help with Chinese words around it."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese, with our exit code; an option must be written out in full."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, allow_abbrev=False, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def exit(self, status: int = 0, message: str | None = None) -> Any:
        _show(message or "")
        super().exit(status)

    def error(self, message: str) -> Any:
        raise _UnusableError(f"命令写得不对：{_chinese(message)}。用 {self.prog} --help 看用法")


def _chinese(message: str) -> str:
    about, found, said = message.partition(": ") if message.startswith("argument ") else ("", "", message)
    for english, chinese in _PHRASES.items():
        said = re.sub(rf"^{english}$", chinese, said, flags=re.DOTALL)
    return f"参数 {about.removeprefix('argument ')} {said}" if found else said


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description=f"{NAME}。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help="显示版本号")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)
    for name, (words, arguments, run) in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        arguments(command)
        command.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
        command.set_defaults(run=run)
    return parser


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="+", type=_path, metavar="来源")
    parser.add_argument("-o", "--output", required=True, type=_path, metavar="套表.jxmb", help="存成这个文件")
    parser.add_argument("--template", default="", metavar="版式", help="指定版式的 id")
    parser.add_argument("--year", type=int, metavar="年度", help="套表的年度")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="套表")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="套表")
    parser.add_argument("-o", "--output", required=True, type=_path, metavar="文件夹", help="写到这个文件夹")
    formats = "可写 xlsx 或 pdf，可写多次；不写则两种都导出"
    parser.add_argument(
        "--format", action="append", choices=("xlsx", "pdf"), dest="formats", metavar="格式", help=formats
    )
    forms = "只导出第几张表，可写多次"
    parser.add_argument("--form", action="append", type=int, dest="forms", metavar="序号", help=forms)
    parser.add_argument("--together", action="store_true", help="一份套表的所有表放进一个文件")


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """A command that takes nothing of its own."""


def _path(text: str) -> Path:
    path = Path(text)
    try:
        path.resolve()
    except (OSError, RuntimeError):  # which of them it is differs with the version of Python
        raise argparse.ArgumentTypeError(f"“{text}”是绕回自己的链接，请换一个") from None
    return path


# --- the entry --------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command, or opens the window. Returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or _is_file(given[0]):
        return _window(given)
    _use_utf8()
    with collector_paused():  # a command is short and leaves no cycles worth looking for
        return _run(given)


def _is_file(word: str) -> bool:
    """True for what the window may open (or say why not), False for commands and slips of the pen."""
    return word not in COMMANDS and (os.path.lexists(word) or word.lower().endswith(".jxmb"))


def _run(given: list[str]) -> int:
    try:
        if given[0] not in (*COMMANDS, "-h", "--help", "--version"):
            raise _UnusableError(_unknown(given[0]))
        options = _parser().parse_args(given)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except _UnusableError as problem:
        _tell(str(problem))
        return UNUSABLE
    except KeyboardInterrupt:
        _tell("已中止。中止前写好的文件都是完整的，留在原处")
        return STOPPED


def _unknown(word: str) -> str:
    listed = "\n".join(f"  {name:<10} {words}" for name, (words, _, _) in COMMANDS.items())
    return f"“{word}”不是命令，也没有这个文件。请核对拼写。可用的命令：\n{listed}"


def _use_utf8() -> None:
    """Chinese comes out right whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# --- commands ---------------------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from importers.assemble import assemble
    from importers.readers.source import SourceError
    from models.files.jxmb import FileProblem, save

    if options.output.suffix.lower() != ".jxmb":
        raise _UnusableError(f"{options.output} 不是套表文件名，请用 .jxmb 结尾的名字，以免盖掉别的文件")
    templates = available_templates()
    if options.template and options.template not in templates:
        raise _UnusableError(f"没有版式 {options.template}。用 main.py templates 看有哪些版式")
    if options.year is not None and not 1990 <= options.year <= 2100:
        raise _UnusableError(f"年度 {options.year} 不对，应在 1990 到 2100 之间")
    if os.path.realpath(options.output) in [os.path.realpath(source) for source in options.sources]:
        raise _UnusableError(f"{options.output} 是来源文件，不能用它存套表，请换一个文件名")
    try:
        result = assemble(options.sources, templates, template_id=options.template, year=options.year)
        save(result.dossier, options.output)
    except (SourceError, FileProblem) as problem:
        raise _UnusableError(str(problem)) from problem
    report = {
        "forms": [
            {
                "kind": one.form.kind,
                "template": one.template.id,
                "title": one.title,
                "indicators": one.indicators,
            }
            for one in result.forms
        ],
        "unplaced": [{"text": left.text, "row": left.row, "column": left.column} for left in result.unplaced],
    } | ({"notices": result.notices} if result.notices else {})
    if options.json:
        print("".join(f"注意：{notice}\n" for notice in result.notices), end="", file=sys.stderr)
    names = [one.form.name for one in result.forms]
    _print(report, options.json, _import_words(report, names, options.output))
    return OK


def _import_words(report: dict[str, Any], names: list[str], output: Path) -> list[str]:
    lines = []
    for form, name in zip(report["forms"], names, strict=True):
        which = form["title"] if name in form["title"] else f"{form['title']}（{name}）"
        lines.append(f"{which}：{form['indicators']} 个指标，版式 {form['template']}")
    unplaced = report["unplaced"]
    if unplaced:
        lines.append(f"有 {len(unplaced)} 处文字没有认出放在哪一栏，请核对：")
        lines += [f"  第 {left['row']} 行第 {left['column']} 列：{left['text'][:60]}" for left in unplaced]
    lines += [f"注意：{notice}" for notice in report.get("notices", [])]
    return [*lines, f"已存为 {output}"]


def _check(options: argparse.Namespace) -> int:
    from models.rules.catalogue import all_rules
    from models.rules.engine import check
    from models.rules.finding import SEVERITIES

    templates = available_templates()
    bases = {code: rule.basis for code, rule in all_rules().items()}
    found: list[dict[str, str]] = []
    lines: list[str] = []
    opened = _open_all(options.files)
    for file, dossier in opened:
        names = {form.id: form.name for form in dossier.forms}
        findings = check(dossier, templates)
        for finding in findings:
            found.append(
                {
                    "file": str(file),
                    "code": finding.code,
                    "severity": finding.severity,
                    "message": finding.message,
                    "form": names.get(finding.form, ""),
                    "where": finding.where,
                    "basis": bases.get(finding.code, ""),
                }
            )
            name = names.get(finding.form) or dossier.unit.name
            lines.append(f"{SEVERITIES[finding.severity]} {finding.code} {name}：{finding.message}")
        counts = "、".join(f"{word} {sum(f.severity == level for f in findings)}" for level, word in SEVERITIES.items())
        lines.append(f"{file}：{counts}")
    _print(found, options.json, lines)
    if len(opened) < len(options.files):
        return UNUSABLE
    return FOUND if any(entry["severity"] == "error" for entry in found) else OK


def _export(options: argparse.Namespace) -> int:
    from exporters.batch import folder_problem, write_all
    from exporters.export import ExportPlan

    formats = tuple(dict.fromkeys(options.formats or ("xlsx", "pdf")))
    plan = ExportPlan(options.output, formats, tuple(dict.fromkeys(options.forms or ())), options.together)
    problem = folder_problem(plan.folder)
    if problem:
        raise _UnusableError(problem)
    opened = _open_all(options.files)
    templates = available_templates({form.template for _, dossier in opened for form in dossier.forms})
    complete = len(opened) == len(options.files)
    taken: set[str] = set()
    written: list[Written] = []
    for file, dossier in opened:
        outcome = write_all(dossier, templates, plan, taken=taken)
        written += outcome.written
        complete = complete and not outcome.problems
        for problem in outcome.problems:
            _tell(f"{file}：{problem}")
    _tell_unprinted(written)
    report = [{"form": one.form, "format": one.format, "path": str(one.path), "pages": one.pages} for one in written]
    _print(report, options.json, _export_words(written, options.json))
    return OK if complete else UNUSABLE


def _tell_unprinted(written: Iterable[Written]) -> None:
    for goal in dict.fromkeys(goal for one in written for goal in one.unprinted):
        _tell(f"注意：{goal}没有印全，这一版式没有它的位置；请合并到印得出的目标里，或换一个版式")


def _export_words(written: Iterable[Written], as_json: bool) -> list[str]:
    """What was written, each with the characters that came out as boxes; beside JSON those are told on stderr."""
    lines: list[str] = []
    for one in written:
        lines.append(f"已写 {one.path}" + (f"（{one.pages} 页）" if one.format == "pdf" else ""))
        notices = [f"  注意：{place} 没有字形，印成了方框" for place in one.missing]
        lines += notices
        if as_json:
            for notice in notices:
                _tell(notice.strip())
    return lines


def _templates(options: argparse.Namespace) -> int:
    from models.templates.template import load_templates

    templates, problems = load_templates(template_folders())
    rows = [
        {"id": t.id, "name": t.name, "kind": t.kind, "region": t.region, "year": t.year} for t in templates.values()
    ]
    lines = [f"{row['id']:<26} {row['year']} {row['region']} {row['name']}" for row in rows]
    for problem in problems:
        _tell(problem.message)
    _print(rows, options.json, lines)
    return UNUSABLE if problems else OK


def _rules(options: argparse.Namespace) -> int:
    from models.rules.catalogue import all_rules
    from models.rules.finding import SEVERITIES

    rules = [rule for _, rule in sorted(all_rules().items())]
    rows = [{"code": rule.code, "severity": rule.severity, "title": rule.title, "basis": rule.basis} for rule in rules]
    _print(
        rows, options.json, [f"{rule.code} {SEVERITIES[rule.severity]} {rule.title}（{rule.basis}）" for rule in rules]
    )
    return OK


def _self_test(options: argparse.Namespace) -> int:
    """Opens every sample, checks it, exports it, and reads back what was written."""
    import tempfile

    templates = available_templates()
    steps: list[dict[str, Any]] = []
    for sample in samples():
        with tempfile.TemporaryDirectory() as folder:
            for step, what, fault in _trial(sample, templates, Path(folder)):
                steps.append({"step": step, "what": what, "ok": not fault, **({"fault": fault} if fault else {})})
    good = bool(steps) and all(step["ok"] for step in steps)
    lines = [
        f"{'通过' if step['ok'] else '失败'} {step['step']} {step['what']}"
        + (f"：{step['fault']}" if not step["ok"] else "")
        for step in steps
    ]
    _print({"ok": good, "steps": steps}, options.json, [*lines, "自检通过" if good else "自检没有通过"])
    return OK if good else UNUSABLE


def _trial(sample: Path, templates: Templates, folder: Path) -> Iterator[tuple[str, str, str]]:
    """What is done with one sample: each step, with what, and what is wrong with it (nothing when it is right)."""
    from exporters.batch import write_all
    from exporters.export import ExportPlan
    from models.files.jxmb import FileProblem, dumps, load, loads
    from models.rules.engine import check

    try:
        dossier = load(sample)
    except FileProblem as unusable:
        yield "打开", sample.name, str(unusable)
        return
    yield "打开", sample.name, "" if loads(dumps(dossier), sample.name) == dossier else "存下再打开，内容变了"
    errors = [finding.message for finding in check(dossier, templates) if finding.severity == "error"]
    yield "审核", sample.name, errors[0] if errors else ""
    for number, form in enumerate(dossier.forms, 1):
        outcome = write_all(dossier, templates, ExportPlan(folder, forms=(number,)))
        for problem in outcome.problems:
            yield "导出", form.name, problem
        for one in outcome.written:
            yield "读回", one.path.name, _fault(one, form, dossier, templates)


def _fault(written: Written, form: AnyForm, dossier: Dossier, templates: Templates) -> str:
    """What is wrong with a file that was written; empty when nothing is."""
    try:
        if written.format == "pdf":
            return _pdf_fault(written.path.read_bytes(), written.pages)
        return _excel_fault(written.path, form, dossier, templates[form.template])
    except Exception as slip:  # noqa: BLE001  (a file that cannot even be read is what is looked for)
        return f"读不出来（{type(slip).__name__}：{slip}）"


def _excel_fault(path: Path, form: AnyForm, dossier: Dossier, template: FormTemplate) -> str:
    """How the form that an Excel file holds differs from the one that was written; empty when it does not."""
    from exporters.excel.read import read_excel
    from exporters.layout import layout
    from importers.recognise import recognise_table

    (table,) = read_excel(path)
    back = recognise_table(table, template)
    wanted, found = (
        [cell.text for cell in layout(one, template, dossier.year, dossier.unit.name).cells] for one in (form, back)
    )
    if wanted == found:
        return ""
    lost = next((text for text in wanted if wanted.count(text) > found.count(text)), wanted[0])
    return f"从 Excel 读回的表与原表不同，例如“{lost[:40]}”"


def _pdf_fault(data: bytes, pages: int) -> str:
    """What is wrong with a PDF that should have so many pages; empty when nothing is."""
    import zlib

    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    if not data.startswith(b"%PDF-") or not start or not data.startswith(b"xref", int(start[1])):
        return "PDF 不完整"
    count = len(re.findall(rb"/Type\s*/Page\b", data))
    if count != pages:
        return f"PDF 应有 {pages} 页，读到 {count} 页"
    try:
        streams = [zlib.decompress(found) for found in re.findall(rb"\bstream\r?\n(.*?)endstream", data, re.DOTALL)]
    except zlib.error:
        return "PDF 里有坏的内容"
    return "" if sum(b" Tj" in stream for stream in streams) == pages else "PDF 里有没有文字的页"


# --- what the commands share ------------------------------------------------------------------------------------------


def available_templates(wanted: Collection[str] | None = None) -> Templates:
    """Every usable template by id (or those of ``wanted``); the others are told on stderr and do not stop anything."""
    from models.templates.template import load_templates

    templates, problems = load_templates(template_folders(), wanted)
    for problem in problems:
        _tell(problem.message)
    return templates


def _open_all(files: Iterable[Path]) -> list[tuple[Path, Dossier]]:
    """The dossiers that can be opened; the others are told on stderr and do not stop them."""
    from models.files.jxmb import FileProblem, load

    opened: list[tuple[Path, Dossier]] = []
    for file in files:
        try:
            opened.append((file, load(file)))
        except FileProblem as problem:
            _tell(str(problem))
    return opened


def _print(data: Any, as_json: bool, lines: list[str]) -> None:
    for text in [json.dumps(data, ensure_ascii=False, indent=1)] if as_json else lines:
        _show(f"{text}\n")


def _show(text: str) -> None:
    """Writes to stdout, to the end. Raises _UnusableError where it cannot be written."""
    if sys.stdout is None:  # a program without a console
        return
    try:
        sys.stdout.write(_CONTROLS.sub("�", text))
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python stumbles over the rest when it ends
        raise _UnusableError(f"结果没有全部输出：{_output_reason(problem)}") from None


def _output_reason(problem: OSError) -> str:
    from models.files.reasons import reason

    if isinstance(problem, BrokenPipeError):
        return "接收结果的程序已经关闭"
    return f"{reason(problem)}，请换一个地方存放结果"


def _tell(text: str) -> None:
    """A sentence for the person, on stderr. Where even that cannot be written, the exit code has to do."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(_CONTROLS.sub("�", text), file=sys.stderr, flush=True)


def _window(files: list[str]) -> int:
    why = _no_screen()
    if why:
        _use_utf8()
        _tell(f"打不开窗口：{why}。不用屏幕的命令见 main.py --help")
        return UNUSABLE
    from ui.program.app import run

    return run(files)


def _no_screen() -> str:
    """Why Qt would end the process instead of opening a window; empty where it can."""
    given = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not given:
        return "这里没有图形界面（没有设置 DISPLAY），请在桌面上启动"
    try:
        import PySide6.QtWidgets  # noqa: F401  (whether it loads is what is asked)
    except ImportError as slip:
        library = re.match(r"[\w.+-]+\.so[\d.]*", str(slip))
        return f"缺少系统的库 {library[0] if library else 'Qt'}，要装哪些软件包见 README“系统要有什么”"
    return ""


Command = tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]
COMMANDS: dict[str, Command] = {
    "import": ("把粘贴的文本等来源变成套表文件", _import_arguments, _import),
    "check": ("审核套表；有错误时退出码为 1，文件不能用时为 2", _check_arguments, _check),
    "export": ("导出官方表格（Excel、PDF）", _export_arguments, _export),
    "templates": ("列出版式", _no_arguments, _templates),
    "rules": ("列出审核规则", _no_arguments, _rules),
    "self-test": ("自检：打开示例、审核、导出、读回", _no_arguments, _self_test),
}
"""Name of a command → what it is for, its own arguments, how it is run."""


if __name__ == "__main__":
    code = main()
    gc.freeze()  # the process ends here; going through everything once more to find garbage takes longer than an export
    sys.exit(code)
