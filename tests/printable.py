"""Random forms that hold just what a template prints, and tables as pasted text: nothing may differ there and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from models.fields import list_place, new_entry
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import check_field, split_scope, write
from models.table import Table
from models.target import Target
from models.templates.asked import TICKS
from models.templates.block import Block, blocks_of, walk
from models.templates.grid import YEARS_AGO, Place, parse_text
from models.templates.template import FormTemplate, places, sided
from models.values import Part, plain

YEAR = 2026
_WORDS = "新建改造河道巡查培训村级图书室路灯养护防汛物资采购甲乙丙丁"
_MARKS = "，、（）0123456789A-%"

words = st.text(_WORDS, min_size=2, max_size=9)
persons = st.text(_WORDS, min_size=2, max_size=4)
phones = st.from_regex(r"0[0-9]{3}-[0-9]{7}|1[0-9]{10}", fullmatch=True)
dates = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(lambda day: f"{day.year}年{day.month}月{day.day}日")
phrases = st.builds(lambda head, rest: head + rest.strip(), words, st.text(_WORDS + _MARKS, max_size=24)).map(str.strip)
texts = st.lists(phrases, min_size=1, max_size=3).map("\n".join)
amounts = st.decimals(0, 99999, places=2)
targets = st.one_of(
    st.builds(
        lambda sign, number, unit: Target.parse(f"{sign}{number}{unit}"),
        st.sampled_from(["≥", "≤", "=", ">=", "＞", ""]),
        st.decimals(0, 9999, places=1),
        st.sampled_from(["%", "人次", "万元", "元/人/天", "平方米", ""]),
    ),
    words.map(Target.parse),
)
_OF_FIELDS = {
    **dict.fromkeys(("leader", "filler", "head"), persons),
    **dict.fromkeys(("code", "unit_code"), st.text("0123456789AB", max_size=8)),
    "phone": phones,
    "date": dates,
}
_LONG = ("statement", "duties", "annual_work", "plan", "basis", "use", "content", "text", "description", "summary")


def printable_forms(template: FormTemplate) -> st.SearchStrategy[Any]:
    """Forms of this template with random values in every place that it prints, in nothing else."""
    return st.builds(_form, st.just(template), st.data())


def _form(template: FormTemplate, data: st.DataObject) -> Any:
    form: Any = DepartmentForm(name=template.name) if template.kind == "department" else ProjectForm()
    form.template = template.id
    _fill(form, "form", template, data, required=("unit_name", "date"))
    for block in walk(template.block):
        if block.kind == "list" and block.of != "goals":
            _items(form, block, template, data)
    for period, spec in sorted(template.goals.items(), reverse=True):  # long_term before annual
        for number in range(1, (1 if spec.most or is_narrative(template) else data.draw(st.integers(1, 3))) + 1):
            label = "".join(piece if isinstance(piece, str) else str(number) for piece in parse_text(spec.label))
            form.goals.append(_goal(Goal(period=period, label=label), number, template, data))
    if is_narrative(template) and any(block.kind == "goals" for block in template.block):
        valued = "indicator.target" in template.printed
        form.goals += data.draw(st.lists(_valued_chapters if valued else _chapters, max_size=3))
    return form


def printable_together(template: FormTemplate) -> st.SearchStrategy[list[Any]]:
    """The forms of one table of this template: several where it is for many, told apart by their names."""
    return st.builds(_together, st.just(template), st.data())


def _together(template: FormTemplate, data: st.DataObject) -> list[Any]:
    forms = [_form(template, data) for _ in range(data.draw(st.integers(1, 3)) if template.many else 1)]
    for number, form in enumerate(forms if template.many else (), 1):
        form.name = f"{form.name}第{number}期"
        for field in _said_once(template):
            setattr(form, field, getattr(forms[0], field))
    return forms


def _said_once(template: FormTemplate) -> set[str]:
    """What stands once around a table of many projects is said of each of them."""
    around = [block for block in template.block if block.kind != "indicators"]
    drawn = [split_scope(place.path) for block in around for place in _all_places(template, block)]
    return {field for scope, field in drawn if scope == "form" and field in ProjectForm.model_fields}


def is_narrative(template: FormTemplate) -> bool:
    """A form of chapters: its indicators have no column heads."""
    return all(not block.head for block in walk(template.block) if block.kind.startswith("indicator"))


def _chapters_of(indicators: st.SearchStrategy[Indicator]) -> st.SearchStrategy[Goal]:
    return st.builds(
        lambda label, statement, found: Goal(
            label=label, statement=statement, dimensions=[Dimension(categories=[Category(indicators=found)])]
        ),
        words,
        texts,
        st.lists(indicators, min_size=1, max_size=3),
    )


_chapters = _chapters_of(st.builds(lambda name: Indicator(name=name), phrases))
_valued_chapters = _chapters_of(st.builds(lambda name, target: Indicator(name=name, target=target), words, targets))


def _items(form: Any, block: Block, template: FormTemplate, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 3))):
        item = new_entry(block.of)
        for number, place in enumerate(places(template.grid(block.row))):
            value = _value(place, template, data, blank=number > 0)
            if isinstance(value, str) and is_narrative(template) and _stands_before_another(place, block, template):
                value = value.replace("\n", "")  # a paragraph is one line
            write(item, split_scope(place.path)[1], value)
        getattr(form, list_place(block.of)).append(item)


def _stands_before_another(place: Place, block: Block, template: FormTemplate) -> bool:
    """Another value follows in the same cell."""
    return any(place in cell.places[:-1] for cell in template.grid(block.row).cells)


def _goal(goal: Goal, number: int, template: FormTemplate, data: st.DataObject) -> Goal:
    printed = {split_scope(place.path) for block in walk(template.block) for place in _all_places(template, block)}
    if ("goal", "statement") in printed or (f"{goal.period.removesuffix('_term')}_goal", "statement") in printed:
        goal.statement = data.draw(texts)
    if ("goal", "weight") in printed and goal.period == "annual":
        goal.weight = data.draw(amounts)
    if (f"{goal.period.removesuffix('_term')}_goal", "summary") in printed:
        goal.summary = data.draw(st.one_of(st.just(""), words.map(lambda word: f"总述{word}")))
    columns = _columns(template, goal.period, number)
    if columns:
        names = [spec.name for spec in template.dimension] or ["产出指标", "效益指标"]
        names = names if _names_level(columns, "dimension") else [""]
        chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        goal.dimensions = [_dimension(name, template, columns, data) for name in chosen]
    return goal


def _dimension(name: str, template: FormTemplate, columns: list[Place], data: st.DataObject) -> Dimension:
    spec = template.dimension_spec(name)
    known = [category.name for category in spec.categories] if spec else ["数量指标"]
    known = [*known, "自设类别指标"] if _names_level(columns, "category") else [""]
    names = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
    if data.draw(st.integers(0, 9)) == 0 and not _beside_another(template):
        names[0] = ""  # 一级指标 alone; a blank 二级指标 behind another could not be told from more of that one
    counts = data.draw(st.lists(st.integers(1, 3), min_size=len(names), max_size=len(names)))
    return Dimension(
        name=name,
        categories=[
            Category(name=name, indicators=_indicators(count, template, columns, data))
            for name, count in zip(names, counts, strict=True)
        ],
    )


def _indicators(count: int, template: FormTemplate, columns: list[Place], data: st.DataObject) -> list[Indicator]:
    """Indicators of one category, now and then an empty row of the official table before or among them."""
    found = [_indicator(template, columns, data) for _ in range(count)]
    if data.draw(st.integers(0, 5)) == 0 and not _beside_another(template):
        found.insert(data.draw(st.integers(0, count - 1)), Indicator())
    return found


def _indicator(template: FormTemplate, columns: list[Place], data: st.DataObject) -> Indicator:
    indicator = Indicator(name=data.draw(words))
    for place in columns:
        scope, field = split_scope(place.path)
        if scope == "indicator" and field.split(".")[0] not in ("name", "target", "nature"):
            write(indicator, _absolute(field), _value(place, template, data))
    if any(place.path.startswith("indicator.target") for place in columns):
        indicator.target = data.draw(targets)
    if any(place.path == "indicator.nature" for place in columns):
        indicator.nature = "quantitative" if indicator.target.kind == "quantitative" else "qualitative"
    return indicator


def _names_level(columns: list[Place], level: str) -> bool:
    """A column is for the names of that level."""
    return any(split_scope(place.path) == (level, "name") for place in columns)


def _columns(template: FormTemplate, period: str, number: int) -> list[Place]:
    """The places of the indicator rows that print the goal of this period that has this number."""
    for block, own in blocks_of(template.block, period, number):
        if block.kind == "indicators" and (own or "annual") == period and (block.head or block in template.block):
            return list(places(template.grid(block.row)))
        if block.kind == "indicator_pairs":
            return list(sided(places(template.grid(block.row)), period))
    return []


def _beside_another(template: FormTemplate) -> bool:
    """Rows of two goals side by side: a level without a name, or a row without content, is none of either."""
    return any(block.kind == "indicator_pairs" for block in walk(template.block))


def _fill(part: Part, scope: str, template: FormTemplate, data: st.DataObject, required: tuple[str, ...]) -> None:
    for block in walk(template.block):
        for place in _all_places(template, block):
            name, field = split_scope(place.path)
            if name == scope and not place.from_context:
                value = _value(place, template, data, blank=field not in required)
                write(part, _absolute(field), value)


def _value(place: Place, template: FormTemplate, data: st.DataObject, *, blank: bool = True) -> Any:
    kind = check_field(template.kind, place.path)
    field = split_scope(place.path)[1]
    rule = template.rule_of(place.path)
    if rule.choices:
        chosen = data.draw(st.lists(st.sampled_from(rule.choices), min_size=1, max_size=2, unique=True))
        return TICKS.join(sorted(chosen, key=rule.choices.index)) if rule.type == "ticks" else chosen[0]
    if rule.type in ("money", "number"):
        return plain(data.draw(amounts))
    if kind == "amount":
        return data.draw(st.one_of(st.none(), amounts) if blank else amounts)
    if place.choice:
        choices = [
            p.choice for block in walk(template.block) for p in _all_places(template, block) if p.path == place.path
        ]
        return data.draw(st.sampled_from(choices))
    strategy = texts if field.split(".")[0] in _LONG or rule.type == "long" else _OF_FIELDS.get(field, words)
    return data.draw(st.one_of(st.just(""), strategy) if blank else strategy)


def _absolute(field: str) -> str:
    for word, ago in YEARS_AGO.items():
        field = field.replace(f"history.{word}", f"history.{YEAR - ago}")
    return field


def _all_places(template: FormTemplate, block: Block) -> list[Place]:
    drawn = [place for drawing in (block.rows, block.head, block.row) for place in places(template.grid(drawing))]
    return [*drawn, *(piece for piece in parse_text(block.text) if isinstance(piece, Place) and not piece.from_context)]


def without_ids(value: Any) -> Any:
    """A dump in which ids and lines without any amount do not count."""
    if isinstance(value, dict):
        cleaned = {key: without_ids(entry) for key, entry in value.items() if key != "id"}
        return {
            key: entry
            for key, entry in cleaned.items()
            if entry not in ({}, {"amount": None, "share": None}, None, {"history": {}})
        }
    return [without_ids(entry) for entry in value] if isinstance(value, list) else value


def table_to_tsv(table: Table) -> str:
    """The table as Excel and WPS put it on the clipboard: tabs between cells, covered places blank, quotes at need.

    ``parse_text`` gives the same texts at the same anchors back where the table has two columns or more and its first
    place is filled. A tab in a text of several lines is written as a space: nobody could tell it from two stray quotes.
    """
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in table.texts())


def _quoted(text: str) -> str:
    if not any(sign in text for sign in '\t\n"'):
        return text
    if "\n" in text:
        text = text.replace("\t", " ")
    return '"' + text.replace('"', '""') + '"'
