"""What a rule says (``Remark``) and what the program makes of it (``Finding``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from models.sheets import Sheet, Stage

if TYPE_CHECKING:
    from models.dossier import Silence
    from models.edits import Change

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "提醒", "info": "提示"}
"""``error``: a bureau sends it back; ``warning``: very probably wrong; ``info``: worth a look."""


class Later(NamedTuple):
    """A change that is worked out when it is asked for: ``make(*given)``, all of it values of the time of the look.

    Only for what is surely possible: a finding that has it says that it can be fixed.
    """

    make: Callable[..., Change | None]
    given: tuple[Any, ...]


class Remark(NamedTuple):
    """What a rule yields: the stable path it concerns, a Chinese sentence saying what is wrong and what to do, and
    perhaps a change that fixes it (``offer``). The place (goal, indicator, column) is put before it by the engine.

    ``severity`` is set only by a rule that knows more than one. ``places`` are further values that the sentence speaks
    of: the other numbers of a sum, the other rows with the same fault. Remarks of one rule in one form that give the
    same ``cause`` become one finding with all their places; the cause is what it says then.
    """

    where: str
    message: str
    offer: Change | Later | None = None
    severity: Severity | None = None
    places: tuple[str, ...] = ()
    cause: str = ""


class Finding(NamedTuple):
    """审核发现. ``message`` names goal, indicator and column; ``form`` is the id of the form it lies in, or empty.

    ``spot`` is its place in the form's words, ``places`` the further values it speaks of, ``cause`` what findings of
    one cause have in common.
    """

    code: str
    severity: Severity
    message: str
    where: str
    offer: Change | Later | None = None
    form: str = ""
    stage: Stage = Stage.DECLARATION
    places: tuple[str, ...] = ()
    spot: str = ""
    cause: str = ""

    @property
    def fix(self) -> Change | None:
        """The change that fixes it; ``offer`` alone says whether there is one."""
        return self.offer.make(*self.offer.given) if isinstance(self.offer, Later) else self.offer

    @property
    def sheet(self) -> Sheet | None:
        """What was judged; None for what lies in no form."""
        return Sheet(self.form, self.stage) if self.form else None

    def is_about(self, sheet: Sheet) -> bool:
        """It lies in that sheet."""
        return self.form == sheet.form and self.stage is sheet.stage

    @property
    def key(self) -> tuple[str, str]:
        """Rule and place: by it a finding is silenced."""
        return self.code, self.where


def at_every_place(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those of several places once for each: to mark what they speak of."""
    for finding in findings:
        yield finding
        if finding.cause:
            yield from (finding._replace(where=place) for place in finding.places)


class Report(NamedTuple):
    """All findings of a dossier; those that a person has decided to leave stand apart, with the decision."""

    findings: tuple[Finding, ...] = ()
    silenced: tuple[tuple[Finding, Silence], ...] = ()
