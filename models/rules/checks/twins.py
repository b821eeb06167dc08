"""X 一致 and S006, too much alike: projects and goals that are copies, codes and indicators told twice, other years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from models.dossier import Dossier
from models.python import regex, remembered
from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.listed_projects import project_facts
from models.rules.money import written
from models.rules.registry import also, rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.rules.wording.kinds import head_of, is_count_unit, is_money_unit, is_percent, is_rate, plain_name
from models.rules.wording.similar import key_of
from models.rules.wording.words import one_way
from models.target import Target
from models.values import plain

_LEAST_ROWS = 4
_MOST_COMPARED = 20
_NEARLY, _NEARLY_SAID = 60, 90
_LONG_ENOUGH = 12


@dataclass(frozen=True, slots=True)
class _Copyable:
    """What of a project form may be a copy: its rows (name and target) and the statements of its annual goals."""

    view: FormView
    rows: frozenset[tuple[str, str]]
    statements: tuple[tuple[str, str], ...]


def _copyable(view: FormView) -> _Copyable | None:
    if view.project is None:
        return None
    annual = [goal for goal in view.goals if goal.goal.period == "annual"]
    rows = {(plain_name(row.name).replace("的", ""), _number(row)) for goal in annual for row in goal.rows if row.name}
    said = tuple((goal.at("statement"), plain_name(goal.goal.statement)) for goal in annual)
    return _Copyable(view, frozenset(rows), said)


def _number(row: Row) -> str:
    """What a row promises, whatever its unit is called."""
    if row.number is None:
        return plain_name(row.target.text)
    text = row.target.number_text
    return text if text.isdecimal() and text[0] != "0" else plain(row.number.normalize())


def _projects(view: DossierView) -> list[_Copyable]:
    return [one for _, one in view.facts(_copyable) if one is not None]


_OTHER_NAMES = ("购置设备数量", "设备验收合格率", "设备更新完成率", "设备购置成本", "服务群众人数", "群众满意度")


def _twin_dossier() -> Dossier:
    return ex.good_dossier(ex.good_project(), ex.good_project("project-2", code="P-002", name="设备更新专项"))


def _other_dossier() -> Dossier:
    other = ex.good_project("project-2", code="P-002", name="设备更新专项")
    other.goals[0].statement = "全年更新设备40台，保障窗口不间断服务。"
    for number, row in enumerate(other.indicators()):
        row.name = _OTHER_NAMES[number]
        if "满意" not in row.name and "率" not in row.name:
            row.target = Target.parse(str(row.target).replace("12场", "40台").replace("80家", "900人"))
    return ex.good_dossier(ex.good_project(), other)


@rule(
    "X010",
    title="两个项目的指标几乎一样",
    severity="warning",
    why="两个项目的指标名称和数值全都相同，或只改了一两个数，或名称只差几个字，或大半连数值都相同，多半是复制了一张表忘了改，看不出各自做什么、要多少钱。",
    basis="财预〔2015〕88号：绩效目标应与项目的任务数、计划数相对应；填报实务：不同项目的指标应当不同",
    good=ex.built("两个项目各有自己的指标", _other_dossier),
    bad=ex.built("两个项目的指标名称、指标值全部相同", _twin_dossier),
)
def twin_projects(view: DossierView) -> Iterator[Remark]:
    """Two project forms whose annual indicators have the same targets, and the same names but for a word."""
    first: dict[tuple[str, ...], list[_Copyable]] = {}
    owners: dict[tuple[str, str], list[_Copyable]] = {}
    for one in view.kept(_projects):
        if len(one.rows) >= _LEAST_ROWS:
            alike = first.setdefault(tuple(sorted(number for _, number in one.rows)), [])
            known = next((other for other in alike[:_MOST_COMPARED] if _same_names(other, one)), None)
            if known is None:
                alike.append(one)
                yield from _mostly_taken_over(one, owners)
            else:
                yield _twin(
                    known.view, one, "名称、指标值全部相同" if known.rows == one.rows else "只差几个字，指标值全部相同"
                )


_MOSTLY, _LEAST_TAKEN, _LEAST_COUNTED = 0.75, 5, 3


def _mostly_taken_over(one: _Copyable, owners: dict[tuple[str, str], list[_Copyable]]) -> Iterator[Remark]:
    """Most rows stand in an earlier project with the same values, and some of them say how much is done there."""
    shared: dict[int, tuple[_Copyable, list[tuple[str, str]]]] = {}
    for row in one.rows:
        known = owners.setdefault(row, [])
        for other in known[:_MOST_COMPARED]:
            shared.setdefault(id(other), (other, []))[1].append(row)
        known.append(one)
    for other, rows in shared.values():
        least = min(len(one.rows), len(other.rows))
        if len(rows) >= least - _FEW_CHANGED and _names(one) == _names(other) and len(one.rows) > _LEAST_ROWS:
            changed = len(one.rows) - len(rows)
            yield _twin(other.view, one, f"名称全部相同，只有 {changed} 个的指标值不同")
            return
        counted = sum(not is_rate(name) for name, _ in rows)
        if len(rows) >= max(_LEAST_TAKEN, _MOSTLY * least) and counted >= _LEAST_COUNTED:
            yield _twin(other.view, one, f"中有 {len(rows)} 个的名称、指标值相同")
            return


_FEW_CHANGED = 2
"""So many values were changed in a copy, and no name."""


def _names(one: _Copyable) -> set[str]:
    return {name for name, _ in one.rows}


def _same_names(one: _Copyable, other: _Copyable) -> bool:
    """The names are the same; or most are, and the others differ by a word."""
    if one.rows == other.rows:
        return True
    left, right = sorted(one.rows - other.rows), sorted(other.rows - one.rows)
    if len(left) * 2 > len(one.rows):
        return False
    pairs = zip(sorted(left, key=_by_number), sorted(right, key=_by_number), strict=True)
    return all(fuzz.ratio(own[0], twin[0]) >= _NEARLY for own, twin in pairs)


def _by_number(row: tuple[str, str]) -> tuple[str, str]:
    return row[1], row[0]


def _twin(first: FormView, other: _Copyable, alike: str) -> Remark:
    one, two = first.form.amount, other.view.form.amount
    money = (
        f"，预算却是 {written(one)} 和 {written(two)} 万元"
        if one is not None and two is not None and one != two
        else ""
    )
    message = f"与“{first.form.spoken_name}”的 {len(other.rows)} 个指标{alike}{money}；请按本项目的任务改写"
    goal = next(goal for goal in other.view.form.goals if goal.period == "annual")
    origin = next(goal for goal in first.form.goals if goal.period == "annual")
    return Remark(f"{goal.id}.dimensions", message, places=(f"{origin.id}.dimensions",))


@rule(
    "X011",
    title="目标说明照抄了另一个项目",
    severity="warning",
    why="两个项目（一张表的两个目标）的目标说明一字不差，或两个项目的只差几个字、数字全都相同，看不出各自要做什么；复制来的要改成本项目的内容。",
    basis="财预〔2015〕88号：绩效目标应指向明确，与项目的内容相对应",
    good=ex.built("两个项目各写各的目标", _other_dossier),
    bad=ex.built("两个项目的目标说明相同", _twin_dossier),
)
def copied_statement(view: DossierView) -> Iterator[Remark]:
    """An annual goal of a project that says what another project's goal says, but for a few characters."""
    first: dict[tuple[str, ...], list[tuple[str, str, FormView]]] = {}
    for one in view.kept(_projects):
        for where, text in one.statements:
            numbers = tuple(_NUMBERS.findall(text))
            alike = first.setdefault(numbers or (text,), []) if len(text) >= _LONG_ENOUGH else []
            known = next((entry for entry in alike[:_MOST_COMPARED] if _copied(entry, text, one.view, numbers)), None)
            if known is None:
                alike.append((where, text, one.view))
            else:
                how = "一字不差" if known[1] == text else "只差几个字，数字全都相同"
                message = f"目标说明与“{known[2].form.spoken_name}”{how}；请改成本项目要做的事和要达到的数"
                yield Remark(where, message, places=(known[0],))
    yield from _sentences_taken_over(view.kept(_projects))


@also("X011")
def goals_of_one_text(view: FormView) -> Iterator[Remark]:
    """Two goals of one form and period that say the same."""
    first: dict[tuple[str, str], GoalView] = {}
    for goal in view.goals:
        text = plain_name(goal.goal.statement)
        known = first.setdefault((goal.goal.period, text), goal)
        if known is not goal and len(text) >= _LONG_ENOUGH:
            message = "目标说明与本表另一个目标一字不差；请改成本目标要做的事和要达到的数"
            yield Remark(goal.at("statement"), message, places=(known.at("statement"),))


_SENTENCES = regex(r"[^。；;\n]+")
_LONG_SENTENCE, _MUCH_TAKEN = 14, 40


def _sentences_taken_over(projects: Sequence[_Copyable]) -> Iterator[Remark]:
    """A statement of which whole sentences are those of another project's, and which is not its copy altogether."""
    owners: dict[str, tuple[str, FormView]] = {}
    for one in projects:
        own: list[str] = []
        for where, text in one.statements:
            said = [_core(sentence) for sentence in _SENTENCES.findall(text)]
            said = [sentence for sentence in said if len(sentence) >= _LONG_SENTENCE]
            taken = [sentence for sentence in said if sentence in owners]
            own += said
            length = sum(map(len, taken))
            if length >= _MUCH_TAKEN and len(taken) > 1 and length < len(text) * _NEARLY_SAID // 100:
                known, other = owners[taken[0]]
                advice = f"有 {len(taken)} 句与“{other.form.spoken_name}”相同（“{taken[0][:16]}……”等）"
                yield Remark(where, f"{advice}；请改成本项目要做的事", places=(known,))
        for sentence in own:
            owners.setdefault(sentence, (one.statements[0][0], one.view))


_NUMBERING = regex(r"^\s*\d{1,2}[.、．]\s*(?=[^\d])")


def _core(sentence: str) -> str:
    return _NUMBERING.sub("", sentence)


_NUMBERS = regex(r"\d+(?:\.\d+)?")
_FEW_NUMBERS = 2


def _copied(known: tuple[str, str, FormView], text: str, view: FormView, numbers: Sequence[str]) -> bool:
    """Another project says the same; or nearly the same, with the same numbers."""
    if known[2] is view:
        return False
    near = len(numbers) > _FEW_NUMBERS and fuzz.ratio(known[1], text, score_cutoff=_NEARLY_SAID) > 0
    return known[1] == text or near


# --- years ------------------------------------------------------------------------------------------------------------


def _history(view: FormView) -> dict[tuple[str, str], tuple[str, str]]:
    """Earlier values by (name, year): (where, text)."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for goal in view.goals:
        for row in goal.rows:
            history = row.indicator.history
            for year, text in history.items() if row.name else ():
                if text.strip():
                    found.setdefault((plain_name(row.name), year), (row.at(f"history.{year}"), text.strip()))
    return found


def _with_history(own: str, department: str) -> Callable[[], Dossier]:
    def build() -> Dossier:
        forms = (ex.good_department(), ex.good_project())
        for form, level, text in zip(
            forms, (("履职效能", "数量指标"), ("产出指标", "数量指标")), (department, own), strict=True
        ):
            row = ex.category_of(form.goals[0], *level).indicators[0]
            row.name, row.target, row.history = "举办业务培训场次", Target.parse("≥12场"), {"2025": text}
        return ex.good_dossier(*forms)

    return build


@rule(
    "X012",
    title="同一指标往年的数两处不同",
    severity="warning",
    why="部门整体表和项目表里同一个指标、同一年的完成值是同一个数，两处不同必有一处不对。",
    basis="填报实务：同名指标的口径、历史数据全套表一致",
    good=ex.built("两张表 2025 年都是 12场", _with_history("12场", "12场")),
    bad=ex.built("一张表 2025 年 12场，另一张 20场", _with_history("12场", "20场")),
)
def two_histories(view: DossierView) -> Iterator[Remark]:
    """One indicator's value of an earlier year in the department's form and in a project's."""
    department = view.department
    facts = {id(form): known for form, known in view.facts(_history)} if department else {}
    own = facts.get(id(department), {})
    for form in view.projects if own else ():
        for key, (where, text) in facts[id(form)].items():
            known = own.get(key)
            if known is not None and _other_number(known[1], text) and len(key[0]) > _LEAST_ROWS:
                message = f"“{key[0]}”{key[1]} 年这里是“{text}”，部门整体表是“{known[1]}”；请核对"
                yield Remark(where, message, places=(known[0],))


def _other_number(one: str, other: str) -> bool:
    first, second = Target.parse(one), Target.parse(other)
    return None not in (first.number, second.number) and first.unit == second.unit and first.number != second.number


# --- Codes and names used twice ---------------------------------------------------------------------------------------


_CODE = regex(r"\d.*[\dA-Za-z]")  # 无 and / are no codes


def _two_projects(code: str, name: str) -> Callable[[], Dossier]:
    def build() -> Dossier:
        second = ex.good_project("project-2", code=code, name=name)
        return ex.good_dossier(ex.good_project(), second)

    return build


@rule(
    "X006",
    title="项目编码或名称重复",
    severity="error",
    why="项目编码是项目的身份证号，两个项目不能共用；同一个项目也不能有两张表。",
    basis="填报实务：预算管理一体化系统中一个项目一个编码",
    good=ex.built("编码 P-001 和 P-002", _two_projects("P-002", "设备更新专项")),
    bad=ex.built("两个项目编码都是 P-001", _two_projects("P-001", "设备更新专项")),
)
def codes_twice(view: DossierView) -> Iterator[Remark]:
    """A project code or a project name that two project forms have."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for fact in project_facts(view):
        form_id, code, name = fact.form_id, fact.code, fact.name
        if _CODE.search(code) and codes.setdefault(code, name) is not name:
            message = f"项目编码“{code}”与项目“{codes[code]}”的相同；请核对，每个项目应有自己的编码"
            yield Remark(f"{form_id}.code", message)
        key = key_of(name)
        if key and names.setdefault(key, form_id) != form_id:
            message = f"已有一张“{name}”的项目表；请核对是否重复，或在名称上区分开"
            yield Remark(f"{form_id}.name", message, None, "warning", (f"{names[key]}.name",))


# --- Two indicators of one thing --------------------------------------------------------------------------------------


_MOST_ROWS, _SHORTEST_CORE, _FEW = 30, 4, 3
_FILLING = regex(
    r"质量|完成(?=率$)|一次性?|总体|整体|全年|年度|本年|工程|项目|工作|情况|平均|全部|各类|各项|实际|任务|综合|的|到位|落实|执行|城乡居民|辖区|全[县市区]"
    r"|(?:总数|数量|个数|件数|次数|场次|人数|总量|数|量)$"
)


@rule(
    "S006",
    title="两个指标说的是一回事",
    severity="warning",
    why="“工程验收合格率”和“工程质量一次验收合格率”衡量的是同一件事，会重复计分。",
    basis="财预〔2015〕88号：绩效指标应具体、不重复；填报实务：审核人要求合并意思相同的指标",
    good=ex.rows(
        ("产出指标", "质量指标", "培训考核合格率", "≥95%"), ("产出指标", "质量指标", "教材印刷合格率", "≥98%")
    ),
    bad=ex.rows(
        ("产出指标", "质量指标", "工程验收合格率", "≥95%"), ("产出指标", "质量指标", "工程质量一次验收合格率", "≥95%")
    ),
)
def nearly_twice(view: GoalView) -> Iterator[Remark]:
    """Two rates, or numbers of one thing, of one 二级指标 whose names differ only by words that add nothing."""
    groups: dict[tuple[str | Decimal, ...], list[Row]] = {}
    for row in view.rows:
        if row.number is not None and is_percent(row.unit) and (is_rate(row.name) or row.name.endswith("度")):
            groups.setdefault((row.dimension, row.category), []).append(row)
        elif row.number and row.number > _FEW and is_count_unit(row.unit) and not is_money_unit(row.unit):
            groups.setdefault((row.dimension, row.category, row.unit, row.number), []).append(row)
    for rows in groups.values():
        for place, row in enumerate(rows[:_MOST_ROWS]):
            first = next((one for one in rows[:place] if one.name != row.name and _same_thing(one, row)), None)
            if first is not None:
                message = f"“{row.name}”和“{first.name}”说的是一回事；请合并，或把名称写得能区分"
                yield Remark(row.at("name"), message, places=(first.at("name"),))


_AS_RATE = regex(r"(?<=[\u4e00-\u9fff]{2})(?:度|比率|比例)$")
"""完整度 and 完整率 in % are one, and so are 误差比率 and 误差率."""


def _same_thing(one: Row, other: Row) -> bool:
    """The same core; or, with the same number, one name within the other but for a few characters."""
    first, second = (_core_of(_AS_RATE.sub("率", one_way(head_of(row.name)))) for row in (one, other))
    bare = (first.replace("验收", ""), second.replace("验收", ""))
    same_number = one.number == other.number
    return _alike(first, second, same_number) or _alike(*bare, same_number)


def _alike(first: str, second: str, same_number: bool) -> bool:
    if first == second:
        return len(first) >= _SHORTEST_CORE - 1
    if len(first) == len(second) >= _SHORTEST_CORE and sorted(first) == sorted(second):  # 适配辅具, 辅具适配
        return True
    if min(len(first), len(second)) < _SHORTEST_CORE:
        return False
    short, long = sorted((first, second), key=len)
    near = len(short) > _SHORTEST_CORE and len(long) - len(short) <= 2 and same_number
    return near and short[-3:] == long[-3:] and _within(short, long)


def _within(short: str, long: str) -> bool:
    """The characters of one stand in the other in that order."""
    rest = iter(long)
    return all(char in rest for char in short)


@remembered
def _core_of(head: str) -> str:
    return _FILLING.sub("", head)
