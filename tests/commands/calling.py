"""Calling a command as a person does, in a process of its own, or in this one. What it is given is invented."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import main
from models.dossier import Dossier, Unit
from models.files.jxmb import save
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target

Said = Callable[..., tuple[int, str, str]]
"""Calls a command in this process: its exit code, its answer, what it tells."""

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """2026年项目支出绩效目标表

项目名称\t河道巡查专项\t\t\t\t\t\t
项目金额\t30\t\t项目类别\t特定目标类\t\t\t
项目支出实施期\t2026年\t\t\t\t\t\t
本年度绩效目标\t全年巡查河道120次，及时处置问题。\t\t\t\t\t\t
本年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t度量单位\t指标值类型\t备注
\t产出指标\t数量指标\t巡查河道次数\t120\t次\t≥\t
\t\t质量指标\t问题处置率\t95\t%\t≥\t
\t效益指标\t生态效益\t水质改善情况\t有所改善\t\t定性\t
\t满意度\t服务对象满意度\t沿岸居民满意度\t90\t%\t≥\t
\t成本指标\t经济成本指标\t巡查经费\t30\t万元\t≤\t
"""


Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, folder: Path, **surroundings: str) -> Done:
    """A command given in that folder, carried out in this process: most of what one costs is that it begins."""
    words = [str(argument) for argument in arguments]
    out, told = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(told):
        patch.chdir(folder)
        patch.setattr(gc, "freeze", lambda: None)  # a command freezes what it leaves, for its process ends
        for name, value in surroundings.items():
            patch.setenv(name, value)
        try:
            code = main.main(words)
        except SystemExit as end:  # of the help
            code = int(end.code or 0)
    return subprocess.CompletedProcess(words, code, out.getvalue(), told.getvalue())


def run_apart(*arguments: str | Path, folder: Path, **surroundings: str) -> Done:
    """The same in a process of its own, as a person or a script starts it."""
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=os.environ | surroundings,
        timeout=120,
        check=False,
    )


def project(name: str = "河道巡查", template: str = "lukou-project-2026", **fields: Any) -> ProjectForm:
    indicator = Indicator(name="巡查河道次数", target=Target.parse("≥120次"))
    category = Category(name="数量指标", indicators=[indicator])
    goal = Goal(statement="全年巡查。", dimensions=[Dimension(name="产出指标", categories=[category])])
    return ProjectForm(name=name, template=template, goals=[goal], **fields)


def saved(name: str, *forms: ProjectForm) -> str:
    save(Dossier(year=2026, unit=Unit(name="示例水务局"), forms=list(forms)), Path(name))
    return name
