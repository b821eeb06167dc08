"""What the self-test does: opens every sample, checks it, exports it, and reads back what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from exporters.batch import write_all
from exporters.export import ExportPlan
from models.dossier import Dossier
from models.files.jxmb import FileProblem, dumps, load, loads
from models.rules.engine import check
from models.templates.template import FormTemplate
from selftest.readback import fault

Templates = Mapping[str, FormTemplate]


class Step(NamedTuple):
    """One step: its Chinese name, with what it was tried, and what is wrong; empty when nothing is."""

    name: str
    what: str
    fault: str = ""


def passed(tried: Sequence[Step]) -> bool:
    """All went well, and something was tried at all."""
    return bool(tried) and not any(step.fault for step in tried)


def line(step: Step) -> str:
    """What is said of a step, on the console and in the window."""
    return f"失败 {step.name} {step.what}：{step.fault}" if step.fault else f"通过 {step.name} {step.what}"


def steps(samples: Iterable[Path], templates: Templates) -> Iterator[Step]:
    """Every step with every sample, as it is done: a caller can show progress and stop between two."""
    for sample in samples:
        with TemporaryDirectory() as folder:
            yield from _steps_with(sample, templates, Path(folder))


def _steps_with(sample: Path, templates: Templates, folder: Path) -> Iterator[Step]:
    try:
        dossier = load(sample)
    except FileProblem as unusable:
        yield Step("打开", sample.name, str(unusable))
        return
    same = loads(dumps(dossier), sample.name) == dossier
    yield Step("打开", sample.name, "" if same else "存下再打开，内容变了")
    errors = [finding.message for finding in check(dossier, templates) if finding.severity == "error"]
    yield Step("审核", sample.name, errors[0] if errors else "")
    yield from _written_and_read(dossier, templates, folder)


def _written_and_read(dossier: Dossier, templates: Templates, folder: Path) -> Iterator[Step]:
    for number, form in enumerate(dossier.forms, 1):
        outcome = write_all(dossier, templates, ExportPlan(folder, forms=(number,)))
        for problem in outcome.problems:
            yield Step("导出", form.name, problem)
        for one in outcome.written:
            yield Step("读回", one.path.name, fault(one, form, dossier, templates[form.template]))
