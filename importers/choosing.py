"""Which template a form of a source is of: by its kind and its labels, else a general one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from importers.finding.patterns import labels_of, once
from importers.finding.segments import Segment
from importers.forms.narrative import is_narrative, looks_narrative
from importers.words.listed import words
from models.currency import TEN_THOUSANDS
from models.python import is_chinese, regex
from models.templates.summaries import NATIONAL
from models.templates.template import FormTemplate, places

_ALIKE = 0.7
_REGION = regex(r"[^ ]{2,4}?[省市县区]")
_KINDS = ("department", "project")
_OPENING = 12  # lines in which a region or a year is looked for


def choose(
    segment: Segment, templates: Mapping[str, FormTemplate], template_id: str
) -> tuple[FormTemplate | None, bool]:
    """The template whose words the form has, and whether it surely is; None when it is no form at all.

    What a person chose for this form wins, then ``template_id`` for its kind.
    """
    chosen = templates.get(segment.template)
    if chosen is not None:
        return chosen, True
    if not any(line.heads_indicators for line in segment.lines):
        narrative = (t for t in templates.values() if is_narrative(t) and looks_narrative(segment.lines, t))
        return next(narrative, None), True
    kind = _kind(segment)
    listed = any(line.heads_indicators and any(w.in_list == "form.name" for w in line.words) for line in segment.lines)
    whole = [
        one
        for one in templates.values()
        if not is_narrative(one) and (listed or one.id == template_id or not _lists_projects(one))
    ]
    candidates = [template for template in whole if kind in ("", template.kind)]
    forced = templates.get(template_id)
    return (forced, True) if forced in candidates else _likeliest(segment, candidates, kind or "project")


@once
def _lists_projects(template: FormTemplate) -> bool:
    """A template of one flat table, which names its project in every row."""
    rows = (block.row for block in template.block if block.kind == "indicators")
    return any(place.path == "name" for row in rows for place in places(template.grid(row)))


def _likeliest(segment: Segment, candidates: Sequence[FormTemplate], kind: str) -> tuple[FormTemplate | None, bool]:
    """The template with most of its labels in the form; a general one when no region's layout is surely this one.

    A region that counts in 元 is thought of only where the form names it, or has all of its labels and no others:
    the amounts of any other would all be converted.
    """
    known = labels_of(*candidates)
    found = _norms(segment) & known
    text = "".join([*segment.headings, *(t for line in segment.lines[:_OPENING] for t in line.texts)])
    candidates = [one for one in candidates if _counts_alike(one, found, text)]
    best = max(candidates, key=lambda template: _likeness(template, found, text), default=None)
    sure = best is not None and _surely(best, found)
    if best is None or (sure and best.region != NATIONAL):
        return best, sure
    general = [template for template in candidates if template.region == NATIONAL]
    general = [template for template in general if template.kind == kind] or general
    heads = {word.column for line in segment.lines if line.heads_indicators for word in line.words}
    long = any(word.long_term and word.field("project") for line in segment.lines for word in line.words)
    return max(
        general, key=lambda one: (*_room(one, heads, long=long), _likeness(one, found, text)), default=best
    ), sure


def _room(template: FormTemplate, heads: Set[str | None], *, long: bool) -> tuple[int, bool]:
    """How many of a form's columns (``heads``) a general template prints, and whether it is made for as many goals:
    where the middle term stands beside the year (``long``), the one whose indicators do so as well."""
    beside = any(block.kind == "indicator_pairs" for block in template.block)
    return len(heads & template.printed), beside == long


def _norms(segment: Segment) -> set[str]:
    return {word.norm for line in segment.lines for word in line.words}


def _surely(template: FormTemplate, found: set[str]) -> bool:
    """True when most labels of the template are in the form, or at least half of them and no others."""
    labels = labels_of(template)
    common = len(found & labels)
    return 2 * common >= _ALIKE * (len(found) + len(labels)) or (found <= labels and 2 * common > len(labels))


def _likeness(template: FormTemplate, found: set[str], text: str) -> float:
    """Share of common labels (F1), with a small bonus for region and year."""
    labels = labels_of(template)
    score = 2 * len(found & labels) / (len(found) + len(labels) or 1)
    score += 0.05 * _of_region(template, text)
    return score + 0.02 * (str(template.year) in text)


def _counts_alike(template: FormTemplate, found: set[str], text: str) -> bool:
    """The template counts in 万元, as most do, or the form is the template's own."""
    return template.money_unit == TEN_THOUSANDS or _of_region(template, text) or found == labels_of(template)


def _of_region(template: FormTemplate, text: str) -> bool:
    """The text names the template's region."""
    return any(name in text for name in _regions(template))


@once
def _regions(template: FormTemplate) -> list[str]:
    """The names in the template's region, without what kind of place each is."""
    words = "".join(sign if is_chinese(sign) else " " for sign in template.region)
    return [name[:-1] for name in _REGION.findall(words)]


def _kind(segment: Segment) -> str:
    """department or project, by the headings, the nearest first, else by the labels; empty where nothing tells."""
    for title in reversed(segment.headings):
        kind = _named(title, "in_titles_of")
        if kind:
            return kind
    norms = _norms(segment)
    own = next((kind for kind in _KINDS if norms & words(f"of_{kind}")), "") or _names_project(segment)
    return own or next(filter(None, (_named(title, "may_title") for title in segment.headings)), "")


def _names_project(segment: Segment) -> str:
    """project, where a row begins with a label for a project's name."""
    begun = (line.words[0] for line in segment.lines if len(line.filled) > 1 and not line.heads_indicators)
    named = any(word.field("project") == "name" for word in begun)
    return "project" if named or any(line.said_alone == "name" for line in segment.lines) else ""


def _named(title: str, name: str) -> str:
    """The kind whose words stand in a heading; transfers to other places are projects, all of them together too."""
    if any(word in title for word in words("in_titles_of_transfers")):
        return "project"
    return next((kind for kind in _KINDS if any(word in title for word in words(f"{name}_{kind}"))), "")
