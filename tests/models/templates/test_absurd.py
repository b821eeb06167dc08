"""A template that nobody in his senses would write stops nothing: it is told with file and place, or it prints."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from random import Random

import pytest

from exporters.export import ExportPlan, export
from models.dossier import Dossier, Unit
from models.files.jxmb import load
from models.folders import RESOURCES, samples
from models.forms import DepartmentForm, ProjectForm
from models.rules.engine import check
from models.templates.shelf import TemplateProblem, load_templates
from models.templates.summaries import template_heads
from models.templates.template import FormTemplate

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((RESOURCES / "templates").glob("*.toml"))}
FORMS = {form.template: form for sample in samples() for form in load(sample).forms}
BASE = TEXTS["korla-project-2023"]
COLUMNS = re.search(r"columns = \[(.*?)\]", BASE)[1].count(",") + 1  # type: ignore[index]
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{3,} ")


def read(text: str | bytes, folder: Path) -> tuple[dict[str, FormTemplate], list[TemplateProblem]]:
    data = text.encode() if isinstance(text, str) else text
    (folder / "怪.toml").write_bytes(data)
    return load_templates([folder])


def go_through(template: FormTemplate, name: str, folder: Path) -> None:
    """All that a clerk does with a template: check, export, with a form that is filled in and with a blank one."""
    filled = FORMS[name].model_copy(deep=True)
    kinds: dict[str, type[DepartmentForm | ProjectForm]] = {"department": DepartmentForm, "project": ProjectForm}
    forms: list[DepartmentForm | ProjectForm] = [kinds[template.kind](template=template.id)]
    if filled.kind == template.kind:
        filled.template = template.id
        forms.append(filled)
    dossier = Dossier(year=2026, unit=Unit(name="示例市图书馆"), forms=forms)
    assert not [finding for finding in check(dossier, {template.id: template}) if "没能运行" in finding.message]
    written = list(export(dossier, {template.id: template}, ExportPlan(folder / "出表")))
    assert len(written) == 2 * (1 if template.many else len(forms))
    assert all(one.path.stat().st_size for one in written)


def with_page(line: str) -> str:
    text = re.sub(r"^\[page\]\n(?:[^\[].*\n)*", "", BASE, flags=re.MULTILINE)
    return text.replace("[[block]]", f"[page]\n{line}\n\n[[block]]", 1)


def with_columns(first: str, rest: str = "20") -> str:
    return re.sub(r"columns = \[.*?\]", f"columns = [{first}{f', {rest}' * (COLUMNS - 1)}]", BASE)


ABSURD = {
    "margin wider than the paper": (with_page("margin_left = 300"), "page.margin_left", "0 到 210"),
    "negative margin": (with_page("margin_top = -10"), "page.margin_top", "0 到 297"),
    "no number for a margin": (with_page("margin_right = nan"), "page.margin_right", "0 到 210"),
    "endless margin": (with_page("margin_bottom = inf"), "page.margin_bottom", "0 到 297"),
    "margins that meet": (with_page("margin_left = 100\nmargin_right = 100"), "page.margin_left", "只剩 10 毫米"),
    "lying paper": (with_page("landscape = true\nmargin_top = 200"), "page.margin_top", "至少要留 50"),
    "no letters": (with_page("font_size = 0"), "page.font_size", "5 到 30"),
    "huge letters": (with_page("font_size = 500"), "page.font_size", "5 到 30"),
    "no columns": (re.sub(r"columns = \[.*?\]", "columns = []", BASE), "columns", "至少要写一个"),
    "too many columns": (re.sub(r"columns = \[.*?\]", f"columns = [{'1, ' * 5000}]", BASE), "columns", "至多写 100"),
    "negative width": (with_columns("-1"), "columns 第 1 个", "要大于 0"),
    "a thread of a column": (with_columns("0.001"), "columns 第 1 个", "放不下一个字"),
    "no number for a width": (with_columns("nan"), "columns 第 1 个", ""),
    "endless rows": (BASE.replace('kind = "indicators"', 'kind = "indicators"\nleast = 99999999999'), "least", "200"),
    "endless skip": (BASE.replace('kind = "indicators"', f'kind = "indicators"\nskip = {"9" * 40}'), "skip", "200"),
    "goals in goals": (
        BASE + '\n[[block]]\nkind = "goals"\n[[block.block]]\nkind = "goals"\n[[block.block.block]]\nkind = "note"\n'
        'text = "x"\n',
        "goals 块里不能再放 goals 块",
        "",
    ),
    "some goals outside goals": (
        BASE.replace('kind = "indicators"', 'kind = "indicators"\nof_goals = "2-"'),
        "of_goals",
        "只能写在 goals 块里面",
    ),
    "no number of a goal": (
        BASE + '\n[[block]]\nkind = "goals"\n[[block.block]]\nkind = "note"\ntext = "x"\nof_goals = "后面的"\n',
        "of_goals",
        "",
    ),
    "blocks without end": (
        BASE + "".join(f'[[block{".block" * depth}]]\nkind = "goals"\n' for depth in range(400)),
        "第 5 块里",
        "",
    ),
    "endless weights": (BASE.replace("total = 90", "total = 1e300"), "weights.total", "10000"),
    "negative weights": (BASE.replace("total = 90", "total = -5"), "weights.total", "不能小于 0"),
    "no name": (re.sub(r'^name = ".*?"', 'name = ""', BASE, count=1, flags=re.MULTILINE), "name", "不能空着"),
    "endless limit": (BASE + f"\n[fields.name]\nlimit = {'9' * 30}\n", "fields.name.limit", "100000"),
    "five megabytes": (BASE + "\n#" + "x" * 5_000_000, "超过 1 MB", ""),
    "other letters": (BASE.encode("gb18030"), "UTF-8", ""),
}


@pytest.mark.parametrize("case", ABSURD.values(), ids=ABSURD)
def test_an_absurd_value_is_told_with_file_and_key(case: tuple[str | bytes, str, str], tmp_path: Path) -> None:
    text, key, words = case
    assert text != BASE, "something is changed"
    templates, problems = read(text, tmp_path)
    assert not templates
    (problem,) = problems
    assert "怪.toml" in problem.message
    assert key in problem.message
    assert words in problem.message
    assert len(problem.message) < 400
    assert not ENGLISH.search(problem.message)


STRANGE = {
    "letters as large as may be": with_page("font_size = 30"),
    "narrow paper between margins": with_page(
        "margin_left = 60\nmargin_right = 60\nmargin_top = 120\nmargin_bottom = 120"
    ),
    "a label of a book's length": BASE.replace("项目名称", "项" * 20_000, 1),
    "a label of a thousand lines": BASE.replace("项目名称", "行\\\\n" * 1000, 1),
    "a drawing of four hundred rows": BASE
    + f'\n[[block]]\nkind = "fields"\nrows = """\n{("|" + " {name} |" * COLUMNS + chr(10)) * 400}"""\n',
    "a noncharacter in the name": BASE.replace('name = "', 'name = "\\uFFFE\\U0010FFFF', 1),
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_strange_template_still_prints(text: str, tmp_path: Path) -> None:
    assert text != BASE
    templates, problems = read(text, tmp_path)
    assert not problems
    go_through(templates["korla-project-2023"], "korla-project-2023", tmp_path)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "夹.toml").mkdir()
    (tmp_path / "没有了.toml").symlink_to(tmp_path / "搬走的.toml")
    (tmp_path / "绕圈.toml").symlink_to(tmp_path / "绕圈.toml")
    (tmp_path / "照常.toml").write_text(BASE, encoding="utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.toml")  # reading it would wait for ever
    templates, problems = load_templates([tmp_path])
    assert list(templates) == ["korla-project-2023"]
    assert {problem.file for problem in problems} >= {"夹.toml", "没有了.toml", "绕圈.toml"}
    assert len(problems) == 3 + hasattr(os, "mkfifo")
    for problem in problems:
        assert problem.file in problem.message
        assert "请" in problem.message
        assert not re.search(r"[a-z]{3,} [a-z]{3,}", problem.message)


NUMBERS = ("0", "-1", "1e9", "1e308", "inf", "nan", "0.0001", "500", "9" * 26, "true", "1", "3", "-0.5", '"x"', "[]")
WORDS: tuple[str, ...] = (
    '""',
    f'"{"字" * 3000}"',
    '"{"',
    '"{x}"',
    '"{name}"',
    '"| < | < |"',
    '"^"',
    '"\\u0000"',
    "1",
    "[]",
)
WORDS += ('"{goal.statement}"', '"{indicator.name}"', '"{n}"', '"\\n"', '"title"', '"goals"', '"list"', '"indicators"')
SIGNS = ("|", "<", "^", "{", "}", '"', "'''", "[", "]", "=", "\\", "\x00", "，", "  | <", "")


def mutated(text: str, random: Random) -> str:
    """The template after a slip or three."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        numbers = list(re.finditer(r"(?<![\w\".-])\d+(?:\.\d+)?(?![\w\"])", text))
        words = list(re.finditer(r'"[^"\n]*"', text))
        kind = random.randrange(4)
        if kind < 2 and (found := (numbers, words)[kind]):
            place = random.choice(found)
            text = text[: place.start()] + random.choice((NUMBERS, WORDS)[kind]) + text[place.end() :]
        elif kind == 2:
            lines = text.split("\n")
            line = lines.pop(random.randrange(len(lines)))
            lines.insert(random.randrange(len(lines)), line)
            text = "\n".join(lines)
        else:
            place_of = random.randrange(len(text))
            text = text[:place_of] + random.choice(SIGNS) + text[place_of + random.randrange(3) :]
    return text


@pytest.mark.parametrize("name", TEXTS)
def test_a_template_with_slips_is_told_or_prints(name: str, tmp_path: Path) -> None:
    told = printed = 0
    for seed in range(12):
        text = mutated(TEXTS[name], Random(f"{name} {seed}"))
        templates, problems = read(text, tmp_path)
        for problem in problems:
            told += 1
            assert "怪.toml" in problem.message, seed
            assert not ENGLISH.search(problem.message), (seed, problem.message)
        for template in templates.values():
            printed += 1
            go_through(template, name, tmp_path)
    assert told + printed == 12


def test_a_folder_that_cannot_be_read_is_told_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.listdir

    def failing(folder: Path) -> list[str]:
        if folder == tmp_path:
            raise OSError(errno.EIO, "Input/output error")
        return real(folder)

    own = RESOURCES / "templates"
    monkeypatch.setattr(os, "listdir", failing)
    templates, (problem,) = load_templates([own, tmp_path])
    assert len(templates) == len(list(own.glob("*.toml")))
    assert str(tmp_path) in problem.message
    assert template_heads([own, tmp_path]).keys() == templates.keys()
    (told,) = load_templates([own / "korla-project-2023.toml"])[1]
    assert "文件夹" in told.message
