"""T 版式: what the rules must know before they can judge."""

from __future__ import annotations

from collections.abc import Iterator

from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.registry import rule
from models.rules.view import FormView


@rule(
    "T001",
    title="版式不认识",
    severity="warning",
    why="不知道版式，就不知道哪些栏目必填、权重合计多少、有哪些一级和二级指标，这些方面不能审核。",
    basis="填报实务：先定版式，再谈审核",
    good=ex.good_form(),
    bad=ex.built("版式 id 为 no-such-form", lambda: ex.good_dossier(ex.good_project(template="no-such-form"))),
)
def unknown_template(view: FormView) -> Iterator[Remark]:
    """A form whose template this program does not have."""
    if view.template is None:
        name = f"“{view.form.template}”" if view.form.template else "（未选）"
        message = f"没有版式{name}，必填栏目、权重和指标分类未审核；请选一个版式，或把版式文件放进版式文件夹"
        yield Remark(f"{view.form.id}.template", message)


@rule(
    "T002",
    title="版式里的审核设置写错",
    severity="warning",
    why="版式文件可以开关规则、改级别和参数；写错的一项不起作用，要让人知道。",
    basis="填报实务：版式文件由使用单位自己维护，写错了要能看出来",
    good=ex.good_form(),
    bad=ex.built("版式里写 rules.W999 = { off = true }", ex.good_dossier, template={"rules": {"W999": {"off": True}}}),
)
def bad_settings(view: FormView) -> Iterator[Remark]:
    """A choice in the template's ``rules`` that cannot be understood."""
    for problem in view.template_problems:
        yield Remark(f"{view.form.id}.template", f"版式文件里的审核设置有误：{problem}；这一项未起作用")
