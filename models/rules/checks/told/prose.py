"""B and X, the words around the forms: the disclosure's own prose beside the tables it stands with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations

from models.dossier import Dossier, Prose
from models.forms import DepartmentForm
from models.python import regex
from models.rules.examples import built, good_department, good_dossier
from models.rules.finding import Remark
from models.rules.money import (
    agree,
    amounts_of,
    funding_parts,
    mixed_up,
    rounded,
    spending_of,
    spending_total,
    spending_total_path,
    total_of,
    written,
)
from models.rules.registry import also, rule
from models.rules.view import DossierView
from models.rules.wording.arithmetic import NUMBER_PATTERN
from models.rules.wording.changes import Shift, shifts
from models.rules.wording.kinds import plain_name
from models.rules.wording.texts import is_another_unit, placeholder
from models.rules.wording.told_parts import NAMED_WHOLE, faults_of_parts, list_of_parts
from models.rules.wording.told_rates import FIRST_AMOUNT, THAN, beginning, wrong_rate
from models.rules.wording.words import any_of, words
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, ExpenditureKind, FundingSource, plain

_SENTENCES = regex(r"[^。；;\n]+[。；;]?")
_LONGEST = 60


def _dossier(text: str) -> Callable[[], Dossier]:
    def build() -> Dossier:
        spending = {
            "personnel": {"amount": "60", "share": "60", "history": {"2025": "50"}},
            "operation": {"amount": "20", "share": "20", "history": {"2025": "20"}},
            "specific": {"amount": "20", "share": "20", "history": {"2025": "20"}},
            "total": {"amount": "100", "share": "100", "history": {"2025": "90"}},
        }
        return good_dossier(good_department(expenditure=spending), prose=[Prose(id="p1", text=text)])

    return build


def _sentences(view: DossierView) -> Iterator[tuple[str, str]]:
    """The sentences of the prose, with the place of their paragraph."""
    for one in view.dossier.prose:
        for found in _SENTENCES.findall(one.text):
            yield f"{one.id}.text", found.strip()


def _quoted(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST - 1]}…"


@rule(
    "B022",
    title="说明文字里的增减与表不符",
    severity="warning",
    why="公开文本里写的增减额、增减比例，与文字里的数、部门表上年的数算不上。",
    basis="填报实务：预决算公开文本与公开表格的数据一致",
    good=built("增加 10 万元，增加 11.11%", _dossier("本年支出100万元，比上年增加10万元，增加11.11%。")),
    bad=built("增加 10 万元，增加 15%", _dossier("本年支出100万元，比上年增加10万元，增加15%。")),
)
def told_changes_of_prose(view: DossierView) -> Iterator[Remark]:
    """A percentage of a change that is none of its amounts, or a year before that is not the department's."""
    before = ""
    for where, sentence in _sentences(view):
        told, before = f"{beginning(before) if THAN.match(sentence) else ''}{sentence}", sentence
        for shift in shifts(told):
            if shift.turned:
                yield Remark(where, f"“{_quoted(sentence)}”：增减额和比例一个说增、一个说减；请核对")
            elif not shift.fits():
                right = plain(rounded(shift.percentages(None)[0], 2))
                base = " 或 ".join(written(amount - shift.signed) for amount in shift.later) or "上年数"
                told = plain(shift.percent or Decimal(0))
                advice = f"{written(shift.change)} 比 {base} 应为 {right}%，写的是 {told}%；请核对"
                yield Remark(where, f"“{_quoted(sentence)}”：{advice}")
            yield from _other_year_before(view, where, sentence, shift)
        if advice := wrong_rate(unicodedata.normalize("NFKC", sentence)):
            yield Remark(where, f"“{_quoted(sentence)}”：{advice}")
        if found := _THAN_NOTHING.search(unicodedata.normalize("NFKC", sentence)):
            yield Remark(where, f"“{_quoted(sentence)}”：“{found[0]}”没有写与哪一年比；请补写（比上年）")


_THAN_NOTHING = regex(r"(?<![同环占对百分之相])(?:比|较)(?:增加|减少|增长|下降|压减|上升)(?=\d)")


def _other_year_before(view: DossierView, where: str, sentence: str, shift: Shift) -> Iterator[Remark]:
    """What the year before comes to by the words, against the department's line with this year's amount."""
    if not shift.since_last_year or not shift.change:
        return
    for name, path, now, before in _lines(view):
        if _speaks_of(name, sentence, shift, now):
            implied = now - shift.signed
            if not agree(implied, before):
                sum_text = f"{written(now)} {'-' if shift.up else '+'} {written(shift.change)} = {written(implied)}"
                advice = f"按文字算上年{name}为 {sum_text}，部门表上年是 {written(before)}；请核对"
                yield Remark(where, f"“{_quoted(sentence)}”：{advice}", places=(path,))
            return


_WHOLE = {
    "支出": re.compile(
        r"(?:本年|总|预算|全年|部门)支出(?!预算情况)|(?:^|[年度，、])收?支出?(?:总?预算(?!情况)|总额|合计|总计)"
    ),
    "收入": re.compile(r"(?:本年|总|预算|全年|部门)收入|(?:^|[年度，、])收入(?:总?预算(?!情况)|总额|合计|总计)"),
}


def _speaks_of(name: str, sentence: str, shift: Shift, now: Decimal) -> bool:
    """The sentence tells of that line: it names it, with its amount of this year where it gives one."""
    if name in _WHOLE:
        return bool(_WHOLE[name].search(sentence)) and any(agree(now, amount) for amount in shift.later)
    return name in sentence and (not shift.later or any(agree(now, amount) for amount in shift.later))


def _lines(view: DossierView) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    """The department's lines with this year's and last year's amounts: (word, path, now, before)."""
    form = view.department.department if view.department else None
    year = str(view.dossier.year - 1)
    if form is not None:
        kinds: dict[str, str] = {kind.value: word for kind, word in EXPENDITURE_WORDS.items()}
        kinds |= {"total": "支出", "specific": "项目支出"}
        spent, earlier = dict(spending_of(form.expenditure)), spending_of(form.expenditure, year)
        whole = spending_total(form)
        if whole is not None:
            spent[ExpenditureKind.TOTAL] = whole
        for kind in sorted(spent, key=lambda one: one == "total"):
            if kind in earlier:
                yield kinds[kind], f"{form.id}.expenditure.{kind}.history.{year}", spent[kind], earlier[kind]
        got, before = amounts_of(form.income), amounts_of(form.income, year)
        if FundingSource.TOTAL not in before and before:  # blank beside its parts: B002
            before[FundingSource.TOTAL] = total_of(funding_parts(before))
        for source in got:
            if source in before:
                word = "收入" if source == "total" else FUNDING_WORDS[source]
                yield word, f"{form.id}.income.{source}.history.{year}", got[source], before[source]


_PARTS = regex(rf"(?P<whole>{NUMBER_PATTERN})\s*万元[^。；;]{{0,24}}?其中[:,]?(?P<parts>[^。；;]*)")
_AMOUNT = regex(rf"(?P<number>{NUMBER_PATTERN})\s*万元")
_BRACKETS = regex(r"\([^()]*\)")
_CHANGED = regex(r"(?:比|较)[^，。；]*?(?:增加|减少|下降|增长)[^，。；]*")


@rule(
    "B023",
    title="说明文字里的分项与合计不符",
    severity="warning",
    why="文字里“其中”各项加起来不等于（或超过）合计，或写的占比与金额算不上，两处必有一处不对。",
    basis="填报实务：预决算公开文本与公开表格的数据一致",
    good=built("总支出 100 万元，其中 80 和 20", _dossier("总支出100万元，其中：教育支出80万元，住房支出20万元。")),
    bad=built("总支出 100 万元，其中 85 和 20", _dossier("总支出100万元，其中：教育支出85万元，住房支出20万元。")),
)
def parts_of_prose(view: DossierView) -> Iterator[Remark]:
    """What is listed behind 其中 comes to more than the whole, or nearly to it and not quite; all there is, to less."""
    for where, sentence in _sentences(view):
        plain_text = _BRACKETS.sub("", unicodedata.normalize("NFKC", _CHANGED.sub("", sentence)))
        found = _PARTS.search(plain_text) if plain_text.count("其中") == 1 else None
        amounts = [_number(one["number"]) for one in _AMOUNT.finditer(found["parts"])] if found else []
        if found is None or len(amounts) < 2:
            continue
        whole, total = _number(found["whole"]), sum(amounts, Decimal(0))
        if total > whole + Decimal("0.02") or Decimal("0.02") < whole - total <= whole / 20:
            yield Remark(where, f"“{_quoted(sentence)}”：{_unequal(amounts, whole)}")
    for where, sentence in _sentences(view):
        if advice := faults_of_parts(unicodedata.normalize("NFKC", sentence)):
            yield Remark(where, f"“{_quoted(sentence)}”：{advice}")
    yield from _all_parts(view)
    yield from _shares_of_lines(view)


def _unequal(amounts: Sequence[Decimal], whole: Decimal) -> str:
    total = sum(amounts, Decimal(0))
    terms = " + ".join(map(written, amounts[:6]))
    return f"其中各项 {terms} = {written(total)}，合计写 {written(whole)}，相差 {written(abs(whole - total))}；请核对"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


_PERIODS = regex(r"[^。\n]+。?")
_ALL_PARTS = [entry.split() for entry in words("parts", "all")]
_SHARE_TOLD = regex(
    rf"(?P<number>{NUMBER_PATTERN})\s*万元[,;]占(?:(?:本年|全年|部门|总)*(?:支出|收入|预算)?(?:总额|总计|合计)?)"
    r"(?:的比[重例]为|的)?(?P<percent>\d+(?:\.\d+)?)%"
)
_ROUNDED_SHARE = Decimal("0.11")


def _all_parts(view: DossierView) -> Iterator[Remark]:
    """All parts there are (基本支出 and 项目支出) that do not make up the whole; a share that is not the part's own."""
    for one in view.dossier.prose:
        before = ""
        for sentence in map(str.strip, _PERIODS.findall(one.text)):
            whole = FIRST_AMOUNT.match(before) if sentence.startswith("其中") else None
            told, before = f"{whole[0]}，{sentence}" if whole else sentence, sentence
            plain_text = _BRACKETS.sub("", unicodedata.normalize("NFKC", told))
            found = list_of_parts(plain_text)
            advices = _of_all_parts(found, joined=whole is not None) if found else iter(())
            for advice in chain(advices, _of_a_division(view, plain_text)):
                yield Remark(f"{one.id}.text", f"“{_quoted(sentence)}”：{advice}")


_DIVIDED = regex(
    r"^(?:\d*[.、]|[(（]?[一二三四五六七八九十]+[)）、])?按[^,;:。]{0,10}(?:划分|分类|分)[:,]?(?=[^,;。\d]{2,12}\d)"
)


def _of_a_division(view: DossierView, sentence: str) -> Iterator[str]:
    """All that is spent, or comes in, divided by function or by economy, against the form's total.

    It does not say of what it tells (基本支出, 财政拨款支出): what some lines of the form come to is right.
    """
    form = view.department.department if view.department else None
    if form is None or not _DIVIDED.match(sentence) or "等" in sentence or "其中" in sentence:
        return
    amounts = [_number(one["number"]) for one in _AMOUNT.finditer(sentence)]
    wholes = [one for side in ("支出", "收入") if (one := _totals(form, side)) is not None]
    total = sum(amounts, Decimal(0))
    if len(amounts) > 1 and wholes and not any(agree(total, one) for one in (*wholes, *_sums_of_lines(form))):
        terms = " + ".join(map(written, amounts[:6]))
        yield f"各项 {terms} = {written(total)}，部门表合计 {written(wholes[0])}；请核对"


_MOST_SUMMED = 3  # lines of a kind: 人员类 and 运转类 are 基本支出


def _sums_of_lines(form: DepartmentForm) -> Iterator[Decimal]:
    """The lines of income and of expenditure, and what some of a kind come to."""
    for lines in (list(amounts_of(form.income).values()), list(spending_of(form.expenditure).values())):
        for count in range(1, min(_MOST_SUMMED, len(lines)) + 1):
            yield from (sum(some, Decimal(0)) for some in combinations(lines, count))


def _of_all_parts(found: re.Match[str], *, joined: bool) -> Iterator[str]:
    """What is wrong with a whole and its parts."""
    whole, parts = _number(found["whole"]), found["parts"]
    amounts = [_number(one["number"]) for one in _AMOUNT.finditer(parts)]
    total = sum(amounts, Decimal(0))
    complete = any(len(named) == len(amounts) and all(word in parts for word in named) for named in _ALL_PARTS)
    told_all = NAMED_WHOLE.search(found.string, 0, found.start("parts")) and len(amounts) > 1 and "等" not in parts
    complete = complete or bool(told_all)
    near = whole - total <= whole / 20 and "其中" in found[0] and not joined  # which is told as for any other list
    if complete and abs(whole - total) > Decimal("0.02") and not near:
        yield _unequal(amounts, whole)
    for told in _SHARE_TOLD.finditer(parts) if whole else ():
        share = _number(told["number"]) / whole * 100
        if abs(share - Decimal(told["percent"])) > _ROUNDED_SHARE:
            right = plain(rounded(share, 2))
            yield f"{told['number']} 占 {written(whole)} 应为 {right}%，写的是 {told['percent']}%；请核对"
            return


_LINES = {word: source for source, word in FUNDING_WORDS.items()} | {"一般公共预算拨款": FundingSource.GENERAL}
_LINE_SHARE = regex(
    rf"(?P<word>{any_of((*_LINES, '人员类', '运转类', '特定目标类', '基本支出', '项目支出'))})"
    r"(?:项目|支出|经费|收入|拨款|资金)*"
    rf"(?:为|共|:)?(?P<number>{NUMBER_PATTERN})\s*万元[,;]占[^\d。;]{{0,12}}(?P<percent>\d+(?:\.\d+)?)%"
)


def _shares_of_lines(view: DossierView) -> Iterator[Remark]:
    """A line of the department's form told with its amount and another share than it has of the whole."""
    form = view.department.department if view.department else None
    for one in view.dossier.prose if form is not None else ():
        for sentence in map(str.strip, _PERIODS.findall(one.text)) if "占" in one.text else ():
            for told in _LINE_SHARE.finditer(unicodedata.normalize("NFKC", sentence)):
                if advice := _other_share(form, told):  # type: ignore[arg-type]
                    yield Remark(f"{one.id}.text", f"“{_quoted(sentence)}”：{advice}")


def _other_share(form: DepartmentForm, told: re.Match[str]) -> str:
    """What is wrong with the share of a line; nothing where the amount is not that of the form's line."""
    source, amount = _LINES.get(told["word"]), _number(told["number"])
    got = amounts_of(form.income)
    own = got.get(source) if source else _lines_spent(form).get(told["word"])
    whole = _totals(form, "收入" if source else "支出")
    if own is None or not whole or not agree(own, amount):
        return ""
    share = amount / whole * 100
    if abs(share - Decimal(told["percent"])) <= _ROUNDED_SHARE:
        return ""
    return f"{told['number']} 占 {written(whole)} 应为 {plain(rounded(share, 2))}%，写的是 {told['percent']}%；请核对"


_OWN_TOTAL = regex(
    r"(?P<year>20\d\d)\s*年(?:度)?(?:我[局委办院站]|本部门|本单位|本级|全年|本年|部门|单位)*(?:预算)?(?P<side>支出|收支|收入)"
    r"(?:预算(?:总额|总计|合计)?|总额|总计|合计|总预算)"
    rf"(?:数)?(?:为|是|共|:)?(?P<number>{NUMBER_PATTERN})\s*万元"
)


@rule(
    "B025",
    title="说明文字里的支出总额与表不符",
    severity="warning",
    why="公开文本写的本年支出总额与部门整体表的支出合计不一样，两处必有一处不对。",
    basis="填报实务：预决算公开文本与公开表格的数据一致",
    good=built("支出总额 100 万元", _dossier("2026年部门预算支出总额100万元。")),
    bad=built("支出总额 120 万元", _dossier("2026年部门预算支出总额120万元。")),
)
def total_of_prose(view: DossierView) -> Iterator[Remark]:
    """The whole expenditure or income of the year in the prose is not the department's, or is called last year's."""
    form = view.department.department if view.department else None
    for one in view.dossier.prose if form is not None else ():
        yield from _totals_told(view, form, f"{one.id}.text", one.text)  # type: ignore[arg-type]


def _totals_told(view: DossierView, form: DepartmentForm, where: str, text: str) -> Iterator[Remark]:
    """What one paragraph says of the year's total, and of the lines that make it up."""
    path, of_this_year = (spending_total_path(form),), _tells_of_the_year(view, form, text)
    for sentence in map(str.strip, _SENTENCES.findall(text)):
        plain_text = unicodedata.normalize("NFKC", sentence)
        advices = (_other_total(view, form, sentence, found) for found in _OWN_TOTAL.finditer(plain_text))
        advice = next(filter(None, advices), "")
        if not advice and of_this_year and not _OTHER_MONEY.search(plain_text):
            advice = _other_line(form, plain_text)
        if advice:
            yield Remark(where, f"“{_quoted(sentence)}”：{advice}", places=path)


_OTHER_MONEY = regex(r"上年|去年|往年|比|较|收入|一般公共预算|政府性基金|国有资本|财政拨款")
"""A sentence of another year's money, or of a part of this one's."""
_ANY_YEAR = regex(r"20\d\d(?=\s*年)")


def _tells_of_the_year(view: DossierView, form: DepartmentForm, text: str) -> bool:
    """The paragraph names no year but this one, and has the form's total of it, or one of its lines."""
    own, plain_text = spending_total(form), unicodedata.normalize("NFKC", text)
    if any(int(year) != view.dossier.year for year in _ANY_YEAR.findall(plain_text)):
        return False
    if any(own == _number(one["number"]) for one in _AMOUNT.finditer(plain_text)):
        return True
    told = () if _OTHER_MONEY.search(plain_text) else list(_LINE_SAID.finditer(plain_text))
    spent = _lines_spent(form) if told else {}
    return any(one["word"] in spent and agree(spent[one["word"]], _number(one["number"])) for one in told)


def _other_total(view: DossierView, form: DepartmentForm, sentence: str, found: re.Match[str]) -> str:
    """What is wrong with a total that is told; nothing where it is the form's, or of another year."""
    side = "收入" if found["side"] == "收入" else "支出"
    own, before = _totals(form, side), _totals(form, side, str(view.dossier.year - 1))
    told, year = _number(found["number"]), int(found["year"])
    if own is None or mixed_up(told, own):
        return ""
    if year == view.dossier.year and not agree(told, own):
        return f"部门表的{side}合计是 {written(own)} 万元，相差 {written(abs(told - own))} 万元；请核对"
    old = year == view.dossier.year - 1 and str(view.dossier.year) not in sentence
    if old and agree(told, own) and not (before is not None and agree(before, own)):
        return f"金额是 {view.dossier.year} 年的，写的是 {year} 年；请核对年度"
    return ""


_LINE_SAID = regex(
    r"(?:(?<![\u4e00-\u9fff])|(?<=其中)|(?<=安排)|(?<=[年是有和及]))(?P<word>人员类|运转类|特定目标类|基本支出|项目支出)"
    rf"(?:项目|支出|经费)*(?:为|共|:)?(?P<number>{NUMBER_PATTERN})\s*万元"
)


def _other_line(form: DepartmentForm, text: str) -> str:
    """A line of this year's expenditure that is told with another amount than the form has."""
    spent = _lines_spent(form) if _LINE_SAID.search(text) else {}
    for told in _LINE_SAID.finditer(text):
        own, amount = spent.get(told["word"]), _number(told["number"])
        if own is not None and not agree(own, amount) and not mixed_up(own, amount):
            return f"{told['word']}写 {written(amount)}，部门表是 {written(own)}；请核对"
    return ""


def _lines_spent(form: DepartmentForm) -> dict[str, Decimal]:
    """This year's lines of expenditure by their words; 基本支出 and 项目支出 too, where they follow from the others."""
    amounts = spending_of(form.expenditure)
    spent: dict[str, Decimal] = {EXPENDITURE_WORDS[kind]: amount for kind, amount in amounts.items()}
    people, running = (amounts.get(kind) for kind in (ExpenditureKind.PERSONNEL, ExpenditureKind.OPERATION))
    if people is not None and running is not None:
        spent.setdefault("基本支出", people + running)
    if ExpenditureKind.SPECIFIC in amounts:
        spent.setdefault("项目支出", amounts[ExpenditureKind.SPECIFIC])
    return spent


def _totals(form: DepartmentForm, side: str, year: str = "") -> Decimal | None:
    """The department's whole expenditure or income, of this year or an earlier one."""
    if side == "收入":
        got = amounts_of(form.income, year)
        return got.get(FundingSource.TOTAL) or (total_of(funding_parts(got)) if got else None)
    if not year:
        return spending_total(form)
    return spending_of(form.expenditure, year).get(ExpenditureKind.TOTAL)


_MODEL_WORDS = regex(
    r"增加或(?:者)?减少|增加[（(/／]\s*减少|增加（减少）|增\s*[（(]减[）)]|[（(]或(?:减少|下降|增加)[）)]"
    r"|持平[/／]增加"
)


@also("C006")
def model_words_left(view: DossierView) -> Iterator[Remark]:
    """Words of the model text left standing in the prose: 增加或减少0万元, XX."""
    for where, sentence in _sentences(view):
        found = _MODEL_WORDS.search(sentence)
        left = found[0] if found else placeholder(sentence)
        if left:
            yield Remark(where, f"“{_quoted(sentence)}”里留着模板的字样“{left}”；请改成本单位的实际情况")


_UNIT_NAME = (
    r"[\u4e00-\u9fff]{4,24}?(?:局|委员会|办公室|中心|院|厅|部|站|所|校|大队|支队|协会|联合会|馆|总队|公司|学会|团)"
)
_TITLE = regex(
    rf"(?P<name>{_UNIT_NAME})\s*20\d\d\s*年(?:度)?(?:部门|单位)预算"
    rf"|^(?!根据|按照|依据|经|按)(?P<teller>{_UNIT_NAME})\s*20\d\d\s*年(?:度)?(?:收入|支出|收支|财政拨款|一般公共预算)"
)


@rule(
    "X014",
    title="说明文字里是别的单位",
    severity="warning",
    why="公开文本的标题里是另一个单位，多半是用别的单位的文本改的，忘了改。",
    basis="填报实务：一份公开文本一个单位",
    good=built("标题是“示例市示例局2026年部门预算”", _dossier("示例市示例局2026年部门预算公开说明。")),
    bad=built("标题是“示例市水务局2026年部门预算”", _dossier("示例市水务局2026年部门预算公开说明。")),
)
def unit_of_prose(view: DossierView) -> Iterator[Remark]:
    """The title of the disclosure names a unit that is not the dossier's."""
    own = plain_name(view.dossier.unit.name)
    for where, sentence in _sentences(view) if own else ():
        found = _TITLE.search(sentence)
        name = (found["name"] or found["teller"]) if found else ""
        if name and is_another_unit(name, own):
            yield Remark(where, f"“{_quoted(sentence)}”说的是“{name}”，套表单位是“{view.dossier.unit.name}”；请核对")
            return
