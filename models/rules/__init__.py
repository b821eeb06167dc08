"""审核: the rules over a dossier, their findings, their fixes.

**Writing a rule.** One small generator function in the module of its letter (``completeness`` C, ``structure`` S,
``weights`` W, ``budget`` B, ``targets`` V, ``consistency`` X, ``history`` H, ``layouts`` T), added to
``catalogue.py``::

    @rule(
        "V004",
        title="比率超过 100%",
        severity="error",                      # error | warning | info
        why="…", basis="填报实务：…",           # Chinese; a regulation only where the rule is really in it
        good=ex.row("群众来访接待率", "≥95%"),   # ex is examples.py: row, rows, goal, project, department, built …
        bad=ex.row("群众来访接待率", "≥100%"),   # they run as tests and are printed in docs/rules.md
    )
    def rate_over_hundred(row: Row, *, exempt: tuple[str, ...] = ("增长",)) -> Iterator[Remark]:
        '''A rate that would have to exceed 100 %.'''
        if …:
            yield Remark(row.at("target"), "“≥100%”……，可改为 =100%", SetValue(row.at("target"), Target.parse("=100%")))

* What it looks at is the type of the first argument: ``Row`` (one indicator), ``GoalView``, ``FormView``,
  ``DossierView`` (``view.py``). A rule reads only what its view holds, since results are kept until that changes: a Row
  rule must not look at siblings, a form rule must not look at other forms or the budget.
* ``also("C006")`` registers a second function of a rule for another kind of part.
* Keyword arguments are the rule's parameters; a template sets them (``rules.V007 = { words = ["…"] }``), switches a
  rule off (``off = true``) or gives it another severity (``severity = "info"``).
* ``Remark(where, message, offer=None, severity=None)``: ``where`` is a stable path ``<node id>.<field>``; the message
  says what is wrong and what to do, **without** the place: the engine puts goal, indicator and column before it in the
  paper's words. ``severity`` only where a rule knows two. ``offer`` is a change of ``models.edits`` that leaves the
  rule silent, or ``finding.Later`` where working it out takes long.
* A dossier rule takes what it needs from each form by ``view.facts(extract)``: ``extract`` (a module-level function of
  a FormView) is run again only for a form that changed. Keep the rest linear in what was extracted.
* After adding or rewording a rule: ``python -m models.rules.docs`` (a test compares the page).
* Chinese wording (rates, money, polarity, placeholders) is judged in ``wording``, once for all rules.

**Using it.** ``engine.check(dossier, templates) -> list[Finding]``; ``engine.report`` gives the silenced ones apart; a
window keeps an ``engine.Checker(templates)`` and after every change takes the ``checker.steps`` of a new look, a few at
a time. ``finding.Finding(code, severity, message, where, offer, form)``. ``catalogue.all_rules()`` is the registry by
code. Who only shows findings imports ``finding``, which loads no rule.
"""
