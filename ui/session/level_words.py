"""The names of levels that a template has, the same on every surface."""

from __future__ import annotations

from models.goals import Category, Dimension
from models.rules.wording.kinds import level_name
from models.templates.template import FormTemplate
from models.values import Part
from ui.session.session import Session


def category_names(template: FormTemplate, dimension: str) -> list[str]:
    """The template's 二级指标 under a 一级指标 of that name, however it is spelled; under another none."""
    own = [spec for spec in template.dimension if level_name(spec.name) == level_name(dimension)]
    return list(dict.fromkeys(one.name for spec in own for one in spec.categories))


def level_names(session: Session, node: Part | None, template: FormTemplate | None) -> list[str]:
    """The names that may be chosen for a 一级 or 二级指标 of the dossier."""
    if template is None or node is None:
        return []
    if isinstance(node, Dimension):
        return list(dict.fromkeys(spec.name for spec in template.dimension))
    if not isinstance(node, Category):
        return []
    return category_names(template, session.value(f"{session.editor.parent(node.id)[0]}.name"))
