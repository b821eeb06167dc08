"""The fields of a dossier, once: what they are called in Chinese, which hold long texts, what their lists list."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from models.dossier import (
    Attachment,
    Budget,
    BudgetProject,
    BudgetPurchase,
    Comment,
    Dossier,
    EconomyLine,
    FunctionLine,
    Prose,
    Silence,
    Unit,
)
from models.forms import BaseForm, CostItem, DepartmentForm, Measure, OwnRow, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.python import regex
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, OFFICIAL_WORDS, MoneyLine, Node, Part

PART_WORDS: dict[type[Part], str] = {
    Dossier: "套表",
    Unit: "单位",
    Budget: "单位预算",
    FunctionLine: "功能分类科目",
    EconomyLine: "经济分类科目",
    BudgetProject: "预算项目",
    BudgetPurchase: "采购预算",
    Silence: "审核说明",
    Prose: "表外文字",
    Comment: "批注",
    Attachment: "佐证资料",
    DepartmentForm: "部门整体表",
    ProjectForm: "项目",
    Goal: "绩效目标",
    Dimension: "一级指标",
    Category: "二级指标",
    Indicator: "三级指标",
    Task: "年度主要任务",
    ProjectLine: "项目支出",
    CostItem: "支出明细",
    Purchase: "采购计划",
    Measure: "保障措施",
    OwnRow: "清单",
    MoneyLine: "金额",
}
PERIOD_WORDS = {"annual": "年度目标", "long_term": "长期目标"}

_FIELD_WORDS: dict[tuple[type[Part], str], str] = {
    (BaseForm, "template"): "版式",
    (BaseForm, "unit_name"): "单位名称",
    (BaseForm, "unit_code"): "单位编码",
    (BaseForm, "extra"): "其他栏目",
    (BaseForm, "own_rows"): "其他清单",
    (BaseForm, "last_year"): "上年内容",
    (BaseForm, "looked_at"): "核对记号",
    (Indicator, "extra"): "其他栏目",
    (OwnRow, "extra"): "其他栏目",
    (DepartmentForm, "name"): "表名",
    (ProjectForm, "project_year"): "项目年度",
    (ProjectForm, "budget_change"): "预算变动情况",
    (ProjectForm, "purchases"): "资产配置及采购计划",
    (Task, "fiscal"): "财政拨款",
    (Task, "other"): "其他资金",
    (ProjectLine, "use"): "支出方向和用途",
    (Indicator, "nature"): "指标性质",
    (Goal, "period"): "目标类型",
    (Goal, "label"): "目标名称",
    (Goal, "summary"): "总目标说明",
    (Goal, "weight"): "目标权重比例",
    (Budget, "functions"): "功能分类科目",
    (Budget, "economy"): "经济分类科目",
    (Dossier, "silenced"): "审核说明",
    (Dossier, "prose"): "表外文字",
    (Dossier, "comments"): "批注",
    (Comment, "text"): "批注",
    (Comment, "author"): "署名",
    (Comment, "state"): "处理情况",
    (Attachment, "path"): "佐证资料",
}
"""Where the field's description does not begin with a short word of its own."""

PROSE = frozenset(
    {"statement", "summary", "duties", "annual_work", "purpose", "basis", "plan", "last_evaluation", "budget_change"}
    | {"content", "use", "text"}
)
"""Fields that hold more than a line."""
LONG_TEXTS = PROSE | {"description", "scoring", "evidence", "remark"}
"""Fields in which a line break means something: prose, and what an indicator says at length in a narrow column."""

_WORD_END = regex(r"[，；：、（,]")
_KEY_WORDS: dict[str, str] = {
    key.value: word for words in (FUNDING_WORDS, EXPENDITURE_WORDS, OFFICIAL_WORDS) for key, word in words.items()
}


def part_word(part: Part) -> str:
    """What this part is called: 三级指标, 长期目标, 项目."""
    return PERIOD_WORDS[part.period] if isinstance(part, Goal) else PART_WORDS[type(part)]


@lru_cache(maxsize=2048)
def field_word(model: type[Part], path: str) -> str:
    """What ``path`` in ``model`` is called: 指标值, 收入构成·财政拨款·占比, 以前年度指标值·2025年."""
    name, *keys = path.split(".")
    own = next((_FIELD_WORDS[base, name] for base in model.__mro__ if (base, name) in _FIELD_WORDS), "")
    field = model.model_fields.get(name)
    if field is None:
        return name
    if name == "extra" and keys:
        return ".".join(keys)
    word = own or _WORD_END.split(field.description or name)[0]
    return "·".join([word, *_key_words(keys)])


def _key_words(keys: list[str]) -> list[str]:
    if not keys:
        return []
    head, *rest = keys
    if head == "history" and rest:
        return _key_words(rest)
    if head == "amount":
        return _key_words(rest)
    if head == "share":
        return ["占比"]
    word = f"{head}年" if re.fullmatch(r"(?:19|20)\d\d", head) else _KEY_WORDS.get(head, head)
    return [word, *_key_words(rest)]


def item_types(annotation: Any) -> tuple[type[Node], ...]:
    """Which nodes a field of that annotation lists; nothing when it is no list of nodes."""
    if get_origin(annotation) is not list:
        return ()
    entry = get_args(annotation)[0]
    if get_origin(entry) is Annotated:
        entry = get_args(entry)[0]
    kinds = get_args(entry) if get_origin(entry) is types.UnionType else (entry,)
    return tuple(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Node))


@lru_cache(maxsize=64)
def list_fields(model: type[Part]) -> Mapping[str, tuple[type[Node], ...]]:
    """The fields of ``model`` that list nodes → the kinds of node they list."""
    found = {name: item_types(field.annotation) for name, field in model.model_fields.items()}
    return {name: kinds for name, kinds in found.items() if kinds}


SINCE = frozenset({"last_year", "looked_at"})
"""Fields of a form that are about the year before; no value of its own."""

STATE_WORDS = {"open": "未处理", "done": "已处理"}
"""How far a comment is."""
AT_HOME = ("silenced", "prose", "comments", "attachments")
"""Lists of a dossier that no form prints, and that no exported file carries."""


@lru_cache(maxsize=64)
def value_fields(model: type[Part]) -> tuple[str, ...]:
    """The fields of ``model`` that hold values of its own, neither what it is nor parts with a place of their own."""
    parts = {"unit", "budget"} if model is Dossier else set[str]()
    apart = {"id", "kind", "format", "version", *list_fields(model), *parts, *SINCE}
    return tuple(name for name in model.model_fields if name not in apart)


def single_values(part: Part, fields: Iterable[str], start: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value in these fields of a part, with its path."""
    for name in fields:
        value = part.__dict__[name]
        if isinstance(value, dict):
            for key, entry in value.items():
                path = f"{start}{name}.{key}"
                if isinstance(entry, MoneyLine):
                    yield from single_values(entry, MoneyLine.model_fields, f"{path}.")
                else:
                    yield path, entry
        else:
            yield start + name, value


LISTS: dict[str, type[Node]] = {
    name: kinds[0]
    for form in (DepartmentForm, ProjectForm)
    for name, kinds in list_fields(form).items()
    if name not in ("goals", "own_rows")
}
"""The lists of a form besides its goals → what stands in their rows."""
_OWN = "extra."


def list_kind(of: str) -> type[Node] | None:
    """What stands in the rows of a list of a drawing (``costs``, ``extra.进度计划``); None where there is none."""
    return OwnRow if of.removeprefix(_OWN) != of else LISTS.get(of)


def list_place(of: str) -> str:
    """The field of the form that holds a list of a drawing."""
    return "own_rows" if list_kind(of) is OwnRow else of


def new_entry(of: str) -> Node:
    """A blank entry of a list of a drawing. Raises KeyError where there is no such list."""
    return OwnRow(of=of.removeprefix(_OWN)) if list_kind(of) is OwnRow else LISTS[of]()


def entries(form: Part, of: str) -> list[Any]:
    """The entries of a form's list, as a drawing names it; none where the form has no such list."""
    found = getattr(form, list_place(of), [])
    return [one for one in found if one.of == of.removeprefix(_OWN)] if list_kind(of) is OwnRow else list(found)


_PROBLEMS = {
    "string_type": "要写成文本",
    "string_unicode": "有不能保存的字符",
    "string_pattern_mismatch": "不能含有点和空白",
    "string_too_short": "不能空着",
    "int_type": "要写成整数",
    "int_parsing": "要写成整数",
    "int_from_float": "要写成整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能写 {expected}",
    "enum": "只能写 {expected}",
    "extra_forbidden": "是不认识的栏目",
    "missing": "缺少这个栏目",
    "list_type": "要写成列表 […]",
    "dict_type": "要写成 {{…}}",
    "model_type": "要写成 {{…}}",
    "model_attributes_type": "要写成 {{…}}",
    "decimal_type": "要写成带引号的数字",
    "union_tag_invalid": "栏目 kind 只能写 department 或 project",
    "union_tag_not_found": "缺少栏目 kind（department 或 project）",
}


def problem_word(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors (an entry of ``ValidationError.errors()``) in Chinese."""
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    context = {key: str(value).replace(" or ", "、").replace(", ", "、") for key, value in error.get("ctx", {}).items()}
    return _PROBLEMS.get(error["type"], "不是这个栏目能用的内容").format(**context)
