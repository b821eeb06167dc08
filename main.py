"""绩效目标表编辑器: opens the window; with a sub-command it works without a screen (``python main.py --help``)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from models.dossier import Dossier
from models.folders import samples, template_folders
from models.template import FormTemplate, load_templates

COMMANDS = ("import", "check", "export", "templates", "rules", "self-test")
OK, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: done; findings of severity error; something could not be used."""

Templates = dict[str, FormTemplate]


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese, with our exit code."""

    def error(self, message: str) -> Any:
        raise _UnusableError(f"命令写得不对：{_chinese(message)}。用 {self.prog} --help 看用法")


class _UnusableError(Exception):
    """A command that cannot be carried out; the text says what, where and what to do."""


_PHRASES = {
    "the following arguments are required": "缺少参数",
    "unrecognized arguments": "不认识的参数",
    "invalid choice": "不能选",
    "choose from": "可选",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid int value": "应为整数",
    "argument ": "参数 ",
}


def _chinese(message: str) -> str:
    for english, chinese in _PHRASES.items():
        message = message.replace(english, chinese)
    return message


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command, or opens the window. Returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in (*COMMANDS, "-h", "--help"):
        return _window(given)
    _use_utf8()
    try:
        options = _parser().parse_args(given)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except _UnusableError as problem:
        print(problem, file=sys.stderr)
        return UNUSABLE


def _use_utf8() -> None:
    """Chinese comes out right whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description="绩效目标表编辑器。不带命令时打开窗口。", add_help=True)
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)
    made = commands.add_parser("import", help="把粘贴的文本等来源变成套表文件")
    made.add_argument("sources", nargs="+", type=Path, metavar="来源")
    made.add_argument("-o", "--output", required=True, type=Path, metavar="套表.jxmb")
    made.add_argument("--template", default="", metavar="版式", help="指定版式的 id")
    made.add_argument("--year", type=int, metavar="年度")
    _command(made, _import)
    checked = commands.add_parser("check", help="审核套表；有错误时退出码为 1，文件不能用时为 2")
    checked.add_argument("files", nargs="+", type=Path, metavar="套表")
    _command(checked, _check)
    exported = commands.add_parser("export", help="导出官方表格（Excel、PDF）")
    exported.add_argument("files", nargs="+", type=Path, metavar="套表")
    exported.add_argument("-o", "--output", required=True, type=Path, metavar="文件夹")
    exported.add_argument(
        "--format", action="append", choices=("xlsx", "pdf"), dest="formats", help="可写多次；不写则两种都导出"
    )
    exported.add_argument(
        "--form", action="append", type=int, dest="forms", metavar="N", help="只导出第 N 张表，可写多次"
    )
    exported.add_argument("--together", action="store_true", help="所有表放进一个文件")
    _command(exported, _export)
    _command(commands.add_parser("templates", help="列出版式"), _templates)
    _command(commands.add_parser("rules", help="列出审核规则"), _rules)
    _command(commands.add_parser("self-test", help="自检：打开示例、审核、导出、读回"), _self_test)
    return parser


def _command(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    parser.set_defaults(run=run)


# --- commands ---------------------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from importers.assemble import assemble
    from importers.source import SourceError
    from models.storage import FileProblem, save

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
    from models.rules import all_rules, check
    from models.rules.finding import SEVERITIES

    templates = available_templates()
    bases = {code: rule.basis for code, rule in all_rules().items()}
    found: list[dict[str, str]] = []
    lines: list[str] = []
    for file in options.files:
        dossier = _open(file)
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
    return FOUND if any(entry["severity"] == "error" for entry in found) else OK


def _export(options: argparse.Namespace) -> int:
    from exporters.export import ExportError, ExportPlan, export

    formats = tuple(dict.fromkeys(options.formats or ("xlsx", "pdf")))
    plan = ExportPlan(options.output, formats, tuple(options.forms or ()), options.together)
    dossiers = [_open(file) for file in options.files]
    templates = available_templates({form.template for dossier in dossiers for form in dossier.forms})
    taken: set[str] = set()
    written: list[dict[str, Any]] = []
    lines: list[str] = []
    for dossier in dossiers:
        try:
            for one in export(dossier, templates, plan, taken):
                written.append({"form": one.form, "format": one.format, "path": str(one.path), "pages": one.pages})
                lines.append(f"已写 {one.path}" + (f"（{one.pages} 页）" if one.format == "pdf" else ""))
                lines += [f"  注意：{place} 没有字形，印成了方框" for place in one.missing]
                if one.missing and options.json:
                    print("\n".join(lines[-len(one.missing) :]), file=sys.stderr)
        except (ExportError, OSError) as problem:
            raise _UnusableError(str(problem)) from problem
    _print(written, options.json, lines)
    return OK


def _templates(options: argparse.Namespace) -> int:
    templates, problems = load_templates(template_folders())
    rows = [
        {"id": t.id, "name": t.name, "kind": t.kind, "region": t.region, "year": t.year} for t in templates.values()
    ]
    lines = [f"{row['id']:<26} {row['year']} {row['region']} {row['name']}" for row in rows]
    for problem in problems:
        print(problem.message, file=sys.stderr)
    _print(rows, options.json, lines)
    return UNUSABLE if problems else OK


def _rules(options: argparse.Namespace) -> int:
    from models.rules import all_rules
    from models.rules.finding import SEVERITIES

    rules = [rule for _, rule in sorted(all_rules().items())]
    rows = [{"code": rule.code, "severity": rule.severity, "title": rule.title, "basis": rule.basis} for rule in rules]
    _print(
        rows, options.json, [f"{rule.code} {SEVERITIES[rule.severity]} {rule.title}（{rule.basis}）" for rule in rules]
    )
    return OK


def _self_test(options: argparse.Namespace) -> int:
    """Opens every sample, checks, exports, reads the PDF's head and the Excel's tables back."""
    import tempfile  # loaded here: no other command needs it

    from exporters.export import ExportPlan, export
    from models.rules import check
    from models.storage import dumps, loads

    templates = available_templates()
    steps: list[dict[str, Any]] = []
    for sample in samples():
        dossier = _open(sample)
        steps.append({"step": "打开", "what": sample.name, "ok": loads(dumps(dossier), sample.name) == dossier})
        steps.append({"step": "审核", "what": f"{len(check(dossier, templates))} 条发现", "ok": True})
        with tempfile.TemporaryDirectory() as folder:
            written = list(export(dossier, templates, ExportPlan(Path(folder))))
            steps += [{"step": "导出", "what": one.path.name, "ok": _reads_back(one.path, dossier)} for one in written]
    good = bool(steps) and all(step["ok"] for step in steps)
    lines = [f"{'通过' if step['ok'] else '失败'} {step['step']} {step['what']}" for step in steps]
    _print({"ok": good, "steps": steps}, options.json, [*lines, "自检通过" if good else "自检没有通过"])
    return OK if good else UNUSABLE


def _reads_back(path: Path, dossier: Dossier) -> bool:
    """True when the file holds what was written: the PDF is whole, every indicator's name stands in the Excel."""
    if path.suffix == ".pdf":
        data = path.read_bytes()
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    from openpyxl import load_workbook

    sheets = load_workbook(path).worksheets
    texts = "".join(
        str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row if value
    )
    forms = [form for form in dossier.forms if all(i.name in texts for i in form.indicators())]
    return bool(texts) and bool(forms)


# --- what the commands share ------------------------------------------------------------------------------------------


def available_templates(wanted: Collection[str] | None = None) -> Templates:
    """Every usable template by id (or those of ``wanted``); the others are told on stderr and do not stop anything."""
    templates, problems = load_templates(template_folders(), wanted)
    for problem in problems:
        print(problem.message, file=sys.stderr)
    return templates


def _open(path: Path) -> Dossier:
    from models.storage import FileProblem, load

    try:
        return load(path)
    except FileProblem as problem:
        raise _UnusableError(str(problem)) from problem


def _print(data: Any, as_json: bool, lines: list[str]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


def _window(files: list[str]) -> int:
    from ui.app import run

    return run(files)


if __name__ == "__main__":
    sys.exit(main())
