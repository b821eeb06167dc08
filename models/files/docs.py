"""Writes ``docs/file-format.md`` from the models: ``python -m models.files.docs > docs/file-format.md``."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

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
from models.fields import PART_WORDS, item_types
from models.forms import BaseForm, CostItem, DepartmentForm, Measure, OwnRow, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from models.values import (
    EXPENDITURE_WORDS,
    FUNDING_WORDS,
    OFFICIAL_WORDS,
    ExpenditureKind,
    FundingSource,
    MoneyLine,
    OfficialExpense,
    Part,
)

_ORDER: tuple[type[Part], ...] = (
    *(Dossier, Unit, Budget, FunctionLine, EconomyLine, BudgetProject, BudgetPurchase),
    *(BaseForm, DepartmentForm, ProjectForm),
    *(Goal, Dimension, Category, Indicator, Task, ProjectLine, CostItem, Purchase, Measure, OwnRow, MoneyLine),
    *(Silence, Prose, Comment, Attachment),
)
_TITLES: dict[type[Any], str] = {
    BaseForm: "两种表共有的栏目",
    MoneyLine: "一行金额",
    FundingSource: "资金来源",
    ExpenditureKind: "支出类别",
    OfficialExpense: "三公经费",
}
_INTRO = """\
# 套表文件格式（.jxmb）

> 本页由程序从数据模型生成，请勿手工修改。重新生成：`python -m models.files.docs > docs/file-format.md`

一个文件是一个单位一个年度的全部绩效表，称为套表。

- 文件是 UTF-8 编码的 JSON，缩进一个空格，末尾有换行；栏目按本页的次序写出。
- 金额、权重、占比等数写成**带引号的文本**（`"126.50"`），位数原样保留；空着的写 `null`。不接受不带引号的小数。
- 指标值 `target` 是填表人所写的原文；比较符号、数值、度量单位由程序从原文解析，不另外存放。
- 每个 `id` 在文件里只出现一次，不含点和空白，也不能是 `dossier`、`unit`、`budget`；省略时由程序编一个。
  审核发现用“编号.栏目”指明位置，如 `3f2a91.target`。
- 除写明“必填”的以外，栏目都可以省略，省略时为空；程序保存时全部写出。
- 不认识的栏目、重名的栏目、`NaN` 不被接受：宁可不打开，不悄悄丢内容。
- 文件不超过 50 MB。

## 版本

`version` 是格式的版本号。程序能打开所有旧版本的文件，打开后按最新版本保存；遇到比自己新的版本会说明并拒绝。

| 版本 | 变化 |
|---|---|
"""
_VERSION_WORDS = {
    1: "第一版",
    2: "版式自己的栏目和清单：指标的 `extra`，表的 `own_rows`",
    3: "单位预算装得下公开的各张表：经济分类科目、“三公”经费、政府采购、政府购买服务，科目和项目的资金来源",
    4: "以上年套表新建的表记着上年写的是什么、哪些已经核对：`last_year`、`looked_at`",
    5: "批注和佐证资料：`comments`、`attachments`",
}


def page() -> str:
    """The whole page."""
    versions = "".join(f"| {version} | {word} |\n" for version, word in _VERSION_WORDS.items())
    return f"{_INTRO}{versions}{''.join(_section(model) for model in _ORDER)}{_enums()}{_example()}"


def _section(model: type[Part]) -> str:
    common = f"先是{_link(BaseForm)}，然后是：\n\n" if BaseForm in model.__mro__[1:] else ""
    return f"\n## {_title(model)}\n\n{common}" + "| 栏目 | 类型 | 说明 |\n|---|---|---|\n" + "".join(_rows(model))


def _title(model: type[Any]) -> str:
    return _TITLES.get(model) or PART_WORDS[model]


def _rows(model: type[Part]) -> Iterator[str]:
    inherited = set(BaseForm.model_fields) if BaseForm in model.__mro__[1:] else set()
    for name, field in model.model_fields.items():
        if name not in inherited:
            yield f"| `{name}` | {_type(field.annotation)} | {_meaning(name, field)} |\n"


def _meaning(name: str, field: FieldInfo) -> str:
    needed = field.is_required() or name in ("format", "version", "kind")
    return f"{field.description}（必填）" if needed else f"{field.description}"


def _type(annotation: Any) -> str:
    """The type of a field, as it stands in the file."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if kinds := item_types(annotation):
        return "列表：" + "或".join(map(_link, kinds))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (types.UnionType, Union):
        return f"{_type(next(argument for argument in arguments if argument is not type(None)))}或 `null`"
    if origin is dict:
        return f"{{ {_type(arguments[0])}：{_type(arguments[1])} }}"
    if origin is Literal:
        return "、".join(f"`{json.dumps(argument)}`" for argument in arguments)
    return _PLAIN_TYPES.get(annotation) or _link(annotation)


_PLAIN_TYPES: dict[Any, str] = {str: "文本", int: "整数", Decimal: "数（带引号）", Target: "文本（指标值原文）"}


def _link(kind: type[Any]) -> str:
    return f"[{_title(kind)}](#{_title(kind)})"


def _enums() -> str:
    """The words that stand for kinds of money."""
    kinds = ((FundingSource, FUNDING_WORDS), (ExpenditureKind, EXPENDITURE_WORDS), (OfficialExpense, OFFICIAL_WORDS))
    return "".join(_enum(kind, words) for kind, words in kinds)


def _enum(kind: type[StrEnum], words: Mapping[Any, str]) -> str:
    rows = "".join(f"| `{key.value}` | {words[key]} |\n" for key in kind)
    return f"\n## {_title(kind)}\n\n| 写法 | 含义 |\n|---|---|\n{rows}"


def _example() -> str:
    """A small file, shortened to what it needs."""
    text = json.dumps(example(), ensure_ascii=False, indent=1)
    return f"\n## 例子\n\n空着的栏目没有写出；这样的文件程序照样打开。\n\n```json\n{text}\n```\n"


def example() -> dict[str, Any]:
    """The page's example: a dossier with one project, without its blank fields."""
    row = Indicator(id="8b20d4", name="群众来访接待批次", target=Target.parse("≥200批次"), weight=Decimal("10"))
    row.basis, row.history = "历史标准", {"2025": "186批次"}
    output = Dimension(
        id="1c9e07", name="产出指标", categories=[Category(id="77aa31", name="数量指标", indicators=[row])]
    )
    goal = Goal(id="5d6f02", label="年度目标1", statement="及时接待来访群众", dimensions=[output])
    form = ProjectForm(id="3f2a91", template="korla-project-2023", name="信访接待专项", amount=Decimal("126.50"))
    form.funding, form.goals = {FundingSource.FISCAL: Decimal("126.50")}, [goal]
    dossier = Dossier(year=2026, unit=Unit(name="示例市信访局", code="101001"), forms=[form])
    data = dossier.model_dump(mode="json", exclude_defaults=True)
    data["forms"] = [{"kind": form.kind, **entry} for entry in data["forms"]]
    return {"format": dossier.format, "version": dossier.version, **data}


def main() -> None:
    """Writes the page to standard output, UTF-8 whatever the console."""
    sys.stdout.buffer.write(page().encode())


if __name__ == "__main__":
    main()
