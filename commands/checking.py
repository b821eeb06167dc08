"""``check``: what the rules say of dossiers, and the opinion on them as a file."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from commands.console import FOUND, OK, UNUSABLE, UnusableError, answer, entry_text, growing_list, tell
from commands.loading import available_templates
from commands.many import Batch, Stopped, dossiers_in
from exporters.formats import FORMATS, Format
from exporters.written import Job
from models.annotations.evidence import told_missing
from models.dossier import Dossier
from models.files.jxmb import FileProblem, load
from models.files.reasons import reason
from models.program import SUFFIX
from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.finding import SEVERITIES, Finding
from models.rules.fix_words import Find, finder, fix_words
from models.rules.registry import Rule
from models.rules.review import standard, standard_problem, worst_first
from models.table import Table
from models.templates.template import FormTemplate

if TYPE_CHECKING:
    from importers.assemble import Seat


class Checked(NamedTuple):
    """What is said of one dossier: to programs (entries of a JSON list) or to people, and what stands beside it."""

    said: list[str]
    opinions: list[Table]
    missing: list[str]
    wrong: bool


class Wanted(NamedTuple):
    """What is asked of every dossier."""

    as_json: bool
    opinion: bool


def run(options: argparse.Namespace) -> int:
    """Lists the findings of every file that can be opened, and writes the opinion on them where one is wanted."""
    write = _writer(options.report) if options.report else None
    templates = available_templates()
    batch = Batch(dossiers_in(options.files), options.jobs)
    opinions: list[Table] = []
    wrong = False
    with growing_list() if options.json else nullcontext(_show_lines) as show_said:
        for _, checked in batch.each(partial(_check, templates, Wanted(options.json, write is not None))):
            show_said(checked.said)
            opinions += checked.opinions
            wrong |= checked.wrong
            for words in checked.missing:
                tell(f"注意：{words}")
    if write is not None and opinions:
        _write(write, opinions, options.report)
    batch.tell_problems()
    if batch.problems or not batch.files:
        return UNUSABLE
    return FOUND if wrong else OK


def _show_lines(lines: Iterable[str]) -> None:
    answer(None, [*lines], as_json=False)


def _writer(file: Path) -> Format:
    """The format of the opinion, by the file's ending. Raises UnusableError."""
    found = FORMATS.get(file.suffix.lower().removeprefix("."))
    if found is None:
        endings = "、".join(f".{suffix}" for suffix in FORMATS)
        raise UnusableError(f"审核意见不能写成“{file.name}”：文件名要以 {endings} 之一结尾")
    return found


def _write(form: Format, opinions: list[Table], file: Path) -> None:
    try:
        form.write(Job("绩效目标审核意见", tuple(opinions)), file)
    except OSError as problem:
        raise UnusableError(f"审核意见没有写成“{file}”：{reason(problem)}") from None
    tell(f"审核意见已写入 {file}")
    if unused := standard_problem():
        tell(unused)


def _check(templates: Mapping[str, FormTemplate], wanted: Wanted, file: Path, _stopped: Stopped) -> Checked:
    dossier, seats, left = _read(file, templates)
    findings = worst_first(check(dossier, templates))
    return Checked(
        _entries(file, dossier, findings, seats) if wanted.as_json else _lines(file, dossier, findings),
        _opinions(dossier, findings) if wanted.opinion else [],
        [*left, *told_missing(dossier, file.parent)],
        any(finding.severity == "error" for finding in findings),
    )


def _entries(file: Path, dossier: Dossier, findings: Sequence[Finding], seats: Mapping[str, Seat]) -> list[str]:
    names = {form.id: form.name for form in dossier.forms}
    find, rules = finder(dossier), all_rules()
    return [entry_text(_entry(file, one, names, find, rules) | _seat(seats, one.where)) for one in findings]


def _read(file: Path, templates: Mapping[str, FormTemplate]) -> tuple[Dossier, Mapping[str, Seat], list[str]]:
    """A dossier; what is none is imported: where each value stood there, and what was not understood. FileProblem."""
    if file.suffix.lower() == SUFFIX or not file.is_file():
        return load(file), {}, []
    from importers.assemble import assemble
    from importers.readers.source import SourceError

    try:
        result = assemble([file], templates)
    except SourceError as problem:
        raise FileProblem(file.name, problem.what, advice=problem.todo.rstrip("。")) from problem
    many = len(result.unplaced)
    left = [f"{file.name} 里有 {many} 处文字没有认出放在哪一栏，没有审核；导入时会列出来"] if many else []
    return result.dossier, result.seats(), left


def _seat(seats: Mapping[str, Seat], where: str) -> dict[str, Any]:
    """Where a value stood in the source (a blank one: its row); sheet and page only where there are such."""
    seat = seats.get(where) or seats.get(f"{where.partition('.')[0]}.name")
    return {name: value for name, value in seat._asdict().items() if value} if seat is not None else {}


def _opinions(dossier: Dossier, findings: Sequence[Finding]) -> list[Table]:
    from exporters.opinion import opinions  # only who wants one loads it

    return opinions(dossier, findings, standard())


def _entry(
    file: Path, finding: Finding, names: Mapping[str, str], find: Find, rules: Mapping[str, Rule]
) -> dict[str, Any]:
    rule = rules.get(finding.code)
    return {
        "file": str(file),
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "form": names.get(finding.form, ""),
        "where": finding.where,
        "place": finding.spot or names.get(finding.form, "") or "整份套表",
        "places": list(finding.places),
        "basis": rule.basis if rule else "",
        "fix": fix_words(finding.fix, find) or None,
    }


def _lines(file: Path, dossier: Dossier, findings: Sequence[Finding]) -> list[str]:
    names = {form.id: form.name for form in dossier.forms}
    find, rules = finder(dossier), all_rules()
    lines = []
    for finding in findings:
        name = names.get(finding.form) or dossier.unit.name
        lines.append(f"{SEVERITIES[finding.severity]} {finding.code} {name}：{finding.message}")
        rule = rules.get(finding.code)
        if rule and finding.severity != "info":
            lines.append(f"    依据：{rule.basis}")
        if words := fix_words(finding.fix, find):
            lines.append(f"    可修复：{words}")
    counts = "、".join(f"{word} {sum(f.severity == level for f in findings)}" for level, word in SEVERITIES.items())
    return [*lines, f"{file}：{counts}", f"    {_by_heading(findings)}"]


def _by_heading(findings: Sequence[Finding]) -> str:
    """``完整性 3、相关性 0、…``: the errors and warnings of each heading."""
    by = standard()
    loud = Counter(by.heading_of(one.code) for one in findings if one.severity != "info")
    return "、".join(f"{heading.name} {loud[heading.name]}" for heading in by.heading)
