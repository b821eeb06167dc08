"""The window. The only place that knows Qt (with ``main.py``, which starts it).

``app`` wires everything. ``session`` is an open dossier without widgets; ``window`` shows it. Every change goes through
``Session.apply`` or ``Session.set_value`` and so through the gate and the undo stack; a widget never changes the
dossier and never keeps a node, only ids and paths. It hears of changes by ``Session.changed`` (a ``Touched``: paths,
lists, forms) and updates what is touched. A slot of ``changed`` must not change the dossier.

**What panels share** (``session.Session``)

* ``dossier`` (read only), ``form(form_id)``, ``template_of(sheet)``, ``templates``, ``value(path)``, ``findings``.
* ``set_value(path, value)`` while a person types: one undo step until ``seal()`` (call it when editing ends);
  ``apply(change)``: one undo step. Both return False, and ``refused`` tells why, when the change cannot be made.
* the rules look by themselves 200 ms after a change, in slices (``checking.py``); ``findings`` are always those of a
  whole look, ``checked`` says whether of the last change too; ``check_soon()`` begins a look, ``check()`` waits for it.
* signals ``changed(Touched)``, ``replayed(Touched)`` (after undo and redo), ``findings_changed()``,
  ``state_changed()``, ``focus_changed(path)``; ``focus(path)`` says which value the person is at: the official table
  frames its cell. ``focus_path`` is the last one.
* ``settings``: the user's settings (``settings.Settings``).

**The indicator tree**: ``ui/indicators/panel.py`` offers ``IndicatorPanel(session, sheet, parent=None)``, a QWidget:

* ``show_goal(goal_id)``: shows that goal's tree (the form page has the goals' tabs and statements above it);
* ``go_to(path)``: opens the editor of ``<dimension|category|indicator id>.<field>``, showing its goal first;
* ``goal_shown = Signal(str)``: when it turned to another goal by itself (in ``go_to``);
* QWidget's own ``actions()`` (filled by ``addAction``): the window lists them in the menu 指标, separators too; those
  whose property ``toolbar`` is true also in the tool bar. Their shortcuts have the context
  ``WidgetWithChildrenShortcut``; menu texts, ``objectName`` and ``statusTip`` are set.

**The official table**: ``ui/preview/panel.py`` offers ``OfficialTable(session, sheet, parent=None)``, a QWidget:

* ``go_to(path)``: scrolls to the cell of that value and frames it;
* ``edit_requested = Signal(str)``: a person wants the value at this path opened in the tab 填写.

**Output**: ``ui/output/export.py`` offers ``export_forms(session, sheet, parent)`` (its dialog),
``ui/output/printing.py`` offers ``print_forms(session, sheet, parent)`` and
``preview_forms(session, sheet, parent)``; ``sheet`` (a form at a stage) is what is shown, or None.

The official table and the dialogs are not imported before they are needed. What they may use: ``icons.icon(name)``,
``theme.colours()``, ``editors`` (fields bound to a path), ``background.Job`` (long work off the window's thread, which
tells its progress and can be stopped), ``messages.MessageBar``.

**The start** loads what the start page shows and no more. What an open dossier needs comes when it is first wanted
(``ProgramWindows.opening``, ``ProgramWindows.templates``, ``MainWindow.workplace``, the commands of the menus), or in
short steps once the window has been painted (``warmup.py``): a new module that an open dossier needs belongs into its
list. Modules on the way to the start page (``app``, ``windows``, ``window``, ``start``, ``actions`` and what they
import) import none of ``models`` but ``folders``, ``program`` and ``templates.summaries``.

**A window and its parts**: menus and workplace know ``window/protocol.py`` (``Window``, ``Program``) and get what they
need in the constructor; ``MainWindow`` alone knows them all and connects them.

Every control has an accessible name (``setAccessibleName``) and, where it shows a value of the dossier, the dynamic
property ``path``.
"""
