"""The years that a source names, for its forms and for the values of earlier years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from importers.amounts import is_unit_caption
from importers.finding.lines import Line
from importers.finding.segments import TITLE_REACH, Segment
from importers.placed import LABEL
from importers.words.vocabulary import Word, word_of
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Indicator
from models.paths import write
from models.python import regex
from models.templates.grid import YEARS_AGO
from models.values import MoneyLine

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMBER = r"(?:(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})"
_YEAR = regex(rf"(?<!\d)({_NUMBER})年")
_BARE_YEAR = regex(r"^(?:19|20)\d\d$")
_TITLE_YEAR = regex(r"[(]((?:19|20)\d\d)[)]")
_YEAR_LINE = regex(rf"^\(?{_NUMBER}年度?(?:预算)?\)?$")
_YEAR_SAID = regex(rf"^(?:预算|项目|所属|申报|填报)?年度:{_NUMBER}(?:年度?)?$")
_ANY_YEAR = regex(
    r"(?<![\d.自从])((?:19|20)\d\d)(?=年(?!度?(?:起|以[来前]|之前|标准))|[-./](?:0?[1-9]|1[0-2])(?![\d.%]))"
)
_HEADLINE = regex(r"年度?[^。；]{0,30}(?:预算|绩效)|(?:预算|绩效)[^。；]{0,30}年")
_HEADLINE_LENGTH = 60  # characters; a longer line is prose
_GAP = regex(r"[ \u3000\t]{2,}|(?<=[)）])[ \u3000\t]*(?=\S)|(?=(?:金额|货币)单位[:：])|(?<!金额)(?<!货币)(?=单位[:：])")
RELATIVE = {word: ago for word, ago in YEARS_AGO.items() if ago}
"""Keys of earlier years until the form's own year is known → how many years before."""


def years_in(text: str) -> list[int]:
    """The years that a text names: 2026年, 2026 年度, 二〇二六年."""
    return [int(year.translate(_DIGITS)) for year in _YEAR.findall(word_of(text).norm)]


def year_named(text: str) -> set[int]:
    """The years that the value of 预算年度 names: 2026, 2026年."""
    return {int(text)} if _BARE_YEAR.match(text.strip()) else set(years_in(text))


def headline_year(lines: Sequence[Line]) -> int | None:
    """The year of a line such as 某局2026年部门预算 around the tables."""
    texts = (word.text for line in lines if (word := line.alone) and len(word.text) <= _HEADLINE_LENGTH)
    headlines = (text for text in texts if "年" in text and _HEADLINE.search(word_of(text).norm))
    return next((years[0] for text in headlines if (years := years_in(text))), None)


def years_over(segment: Segment) -> set[int]:
    """The years in the headings of a form, else in lines such as （2023年） near them."""
    below = _subtitle_years(segment)
    bracketed = {int(year) for title in segment.headings for year in _TITLE_YEAR.findall(word_of(title).norm)}
    return {year for title in segment.headings for year in years_in(title)} or below or bracketed


def year_headed(segment: Segment) -> int:
    """The year over a form, by its headings or a line such as （2026年度）; 0 where none says one."""
    alone = (line.alone for line in segment.lines[:TITLE_REACH])
    said = [word.text for word in alone if word and _YEAR_LINE.match(word.norm)]
    return max((year for text in (*segment.headings, *said) for year in years_in(text)), default=0)


def only_year(segment: Segment, form: AnyForm) -> int | None:
    """The year that the texts of a form name anywhere, in a sentence or a period, where they all name the same one. The
    day on which it was filled in may be of the year before, and what is to be reached in the long term in a later one:
    they tell nothing."""
    later = {part.id for goal in form.goals if goal.period == "long_term" for part in (goal, *goal.indicators())}
    said = (
        word.norm
        for line in segment.lines
        for index, word in enumerate(line.words)
        if not (where := line.placed.get(index, "")).endswith(".date") and where.partition(".")[0] not in later
    )
    found = {int(year) for text in said for year in _ANY_YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None


def _subtitle_years(segment: Segment) -> set[int]:
    """The years of lines near the heading that say nothing else, or beside a wide gap; a cell that does is a label."""
    found: set[int] = set()
    for line in segment.lines[: 2 * TITLE_REACH]:
        for index, word in enumerate(line.words):
            if "年" not in word.norm:
                continue
            split = map(word_of, filter(str.strip, _GAP.split(word.text)))
            pieces = [one.norm for one in split if not is_unit_caption(one)]
            said = [one for one in pieces if _YEAR_SAID.match(one) or (line.alone and _YEAR_LINE.match(one))]
            found.update(year for one in said for year in years_in(f"{one}年"))
            if said and len(said) == len(pieces):
                line.placed.setdefault(index, LABEL)
    return found


def says_year(word: Word) -> bool:
    """True for words that say nothing but a year: 年度：2026."""
    return bool(_YEAR_SAID.match(word.norm))


def resolve_years(form: DepartmentForm | ProjectForm, year: int) -> None:
    """year-1 and year-2 become the years they mean."""
    structures = (form.income, form.expenditure) if isinstance(form, DepartmentForm) else (form.yearly,)
    lines = [line for structure in structures for line in structure.values()]
    holders: list[Indicator | MoneyLine] = [*form.indicators(), *lines]
    for part in holders:
        if any(key in RELATIVE for key in part.history):
            write(part, "history", _dated(part.history, year))


def _dated(history: Mapping[str, object], year: int) -> dict[str, object]:
    """By the numbers of the years. Of two texts for one year (上年 beside 2025年) both stay, in one cell."""
    dated: dict[str, object] = {}
    for key, value in history.items():
        name = dated_key(key, year)
        held = dated.get(name, value)
        both = isinstance(held, str) and held != value
        dated[name] = f"{held}；{value}" if both else value
    return dated


def dated_key(key: str, year: int) -> str:
    """``year-1`` as the year before ``year``; other keys as they are."""
    return str(year - RELATIVE[key]) if key in RELATIVE else key
