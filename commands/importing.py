"""``import``: sources become one dossier."""

from __future__ import annotations

import argparse
import os
from collections.abc import Container
from typing import Any

from commands.console import OK, UnusableError, answer, tell
from commands.loading import available_templates
from importers.assemble import Assembled, assemble
from importers.kept import KeptError, load_kept
from importers.readers.source import SourceError
from models.files.jxmb import FileProblem, save
from models.files.versions import keep_replaced
from models.folders import corrections_file
from models.program import SUFFIX


def run(options: argparse.Namespace) -> int:
    """Reads the sources, saves the dossier and lists what found no place."""
    templates = available_templates()
    _refuse_slips(options, templates)
    try:
        result = assemble(
            options.sources,
            templates,
            template_id=options.template,
            year=options.year,
            by_table=options.by_table,
            kept=() if options.uncorrected else load_kept(corrections_file()),
        )
        if notice := keep_replaced(options.output):
            tell(f"注意：{notice}")
        save(result.dossier, options.output)
    except (SourceError, FileProblem, KeptError) as problem:
        raise UnusableError(str(problem)) from problem
    for notice in result.notices if options.json else ():
        tell(f"注意：{notice}")
    answer(_report(result), [*_lines(result), f"已存为 {options.output}"], as_json=options.json)
    return OK


def _refuse_slips(options: argparse.Namespace, templates: Container[str]) -> None:
    """Raises UnusableError for arguments that would spoil a file or cannot be meant."""
    if options.output.suffix.lower() != SUFFIX:
        raise UnusableError(f"{options.output} 不是套表文件名，请用 {SUFFIX} 结尾的名字，以免盖掉别的文件")
    if options.template and options.template not in templates:
        raise UnusableError(f"没有版式 {options.template}。用 main.py templates 看有哪些版式")
    if options.year is not None and not 1990 <= options.year <= 2100:
        raise UnusableError(f"年度 {options.year} 不对，应在 1990 到 2100 之间")
    if os.path.realpath(options.output) in [os.path.realpath(source) for source in options.sources]:
        raise UnusableError(f"{options.output} 是来源文件，不能用它存套表，请换一个文件名")


def _report(result: Assembled) -> dict[str, Any]:
    forms = [
        {"kind": one.form.kind, "template": one.template.id, "title": one.title, "indicators": one.indicators}
        for one in result.forms
    ]
    unplaced = [left.report() for left in result.unplaced]
    return {"forms": forms, "unplaced": unplaced} | ({"notices": result.notices} if result.notices else {})


def _lines(result: Assembled) -> list[str]:
    lines = []
    for one in result.forms:
        which = one.title if one.form.name in one.title else f"{one.title}（{one.form.name}）"
        lines.append(f"{which}：{one.indicators} 个指标，版式 {one.template.id}")
    if result.unplaced:
        lines.append(f"有 {len(result.unplaced)} 处文字没有认出放在哪一栏，请核对：")
        lines += [f"  {left.where}：{left.text[:60]}" for left in result.unplaced]
    return [*lines, *(f"注意：{notice}" for notice in result.notices)]
