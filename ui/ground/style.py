"""How controls look: flat grounds, hairlines, one accent, icons of our own. Sizes and behaviour are those of Fusion."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeAlias

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionMenuItem,
    QTabBar,
    QTextEdit,
    QToolButton,
    QTreeView,
    QWidget,
)

from ui.ground import flat
from ui.ground.icons import icon, icon_size, severity_icon, tinted
from ui.ground.line_breaks import broken
from ui.ground.theme import colours, softened

_P: TypeAlias = QStyle.PrimitiveElement
_C: TypeAlias = QStyle.ControlElement
_X: TypeAlias = QStyle.ComplexControl
_S: TypeAlias = QStyle.SubControl
_H: TypeAlias = QStyle.StyleHint
_SP: TypeAlias = QStyle.StandardPixmap
_T: TypeAlias = QStyle.ContentsType

BESIDE_WORDS = 12  # pixels at least between the words of a button and its edge
BEFORE_LETTERS = 2  # pixels more than Fusion's between the edge of a field and its letters
BESIDE_HEAD = 4  # pixels more than Fusion's between the head of a row and its lines
BEFORE_HEAD = 1  # pixels more than Fusion's before the head of a column, so that it begins where its cells do
INSET = 16  # pixels between the edge of a part of the window and what stands in it; tool buttons have 4 of their own
AROUND_ROW = 9  # pixels over and under the letters of a row, together

PRIMITIVES: dict[_P, Callable[[Any, QPainter], None]] = {
    _P.PE_PanelButtonCommand: flat.paint_button,
    _P.PE_PanelButtonTool: flat.paint_tool_button,
    _P.PE_FrameLineEdit: flat.paint_field,
    _P.PE_Frame: flat.paint_frame,
    _P.PE_FrameFocusRect: flat.paint_current,
    _P.PE_FrameGroupBox: flat.paint_group,
    _P.PE_FrameTabWidget: flat.paint_frame,
    _P.PE_FrameTabBarBase: flat.paint_under,
    _P.PE_IndicatorCheckBox: flat.paint_check,
    _P.PE_IndicatorItemViewItemCheck: flat.paint_check,
    _P.PE_IndicatorRadioButton: flat.paint_radio,
    _P.PE_IndicatorBranch: flat.paint_branch,
    _P.PE_IndicatorArrowDown: flat.arrow("chevron-down"),
    _P.PE_IndicatorArrowUp: flat.arrow("chevron-up"),
    _P.PE_IndicatorArrowLeft: flat.arrow("chevron-left"),
    _P.PE_IndicatorArrowRight: flat.arrow("chevron-right"),
    _P.PE_IndicatorHeaderArrow: flat.paint_sort,
    _P.PE_IndicatorToolBarSeparator: flat.paint_between,
    _P.PE_IndicatorDockWidgetResizeHandle: flat.paint_handle,
}
CONTROLS: dict[_C, Callable[[Any, QPainter], None]] = {
    _C.CE_MenuBarEmptyArea: flat.paint_ground,
    _C.CE_ToolBar: flat.paint_bar,
    _C.CE_HeaderSection: flat.paint_head,
    _C.CE_HeaderEmptyArea: flat.paint_head,
    _C.CE_Splitter: flat.paint_handle,
    _C.CE_ProgressBarGroove: flat.paint_groove,
    _C.CE_ProgressBarContents: flat.paint_progress,
}
ICONS = {
    _SP.SP_DirIcon: "folder",
    _SP.SP_DirClosedIcon: "folder",
    _SP.SP_DirOpenIcon: "folder-open",
    _SP.SP_DirLinkIcon: "folder",
    _SP.SP_DirLinkOpenIcon: "folder-open",
    _SP.SP_DirHomeIcon: "house",
    _SP.SP_DesktopIcon: "monitor",
    _SP.SP_ComputerIcon: "monitor",
    _SP.SP_DriveHDIcon: "hard-drive",
    _SP.SP_DriveFDIcon: "save",
    _SP.SP_DriveCDIcon: "hard-drive",
    _SP.SP_DriveDVDIcon: "hard-drive",
    _SP.SP_DriveNetIcon: "hard-drive",
    _SP.SP_TrashIcon: "trash-2",
    _SP.SP_FileIcon: "file",
    _SP.SP_FileLinkIcon: "file",
    _SP.SP_FileDialogStart: "folder-open",
    _SP.SP_FileDialogEnd: "folder-open",
    _SP.SP_FileDialogToParent: "arrow-up",
    _SP.SP_FileDialogNewFolder: "folder-plus",
    _SP.SP_FileDialogDetailedView: "list",
    _SP.SP_FileDialogListView: "layout-grid",
    _SP.SP_FileDialogInfoView: "info",
    _SP.SP_FileDialogContentsView: "file-text",
    _SP.SP_FileDialogBack: "arrow-left",
    _SP.SP_ArrowBack: "arrow-left",
    _SP.SP_ArrowForward: "arrow-right",
    _SP.SP_ArrowLeft: "arrow-left",
    _SP.SP_ArrowRight: "arrow-right",
    _SP.SP_ArrowUp: "arrow-up",
    _SP.SP_ArrowDown: "arrow-down",
    _SP.SP_BrowserReload: "rotate-ccw",
    _SP.SP_DialogOkButton: "check",
    _SP.SP_DialogYesButton: "check",
    _SP.SP_DialogApplyButton: "check",
    _SP.SP_DialogCancelButton: "x",
    _SP.SP_DialogNoButton: "x",
    _SP.SP_DialogCloseButton: "x",
    _SP.SP_DialogDiscardButton: "trash-2",
    _SP.SP_DialogResetButton: "rotate-ccw",
    _SP.SP_DialogOpenButton: "folder-open",
    _SP.SP_DialogSaveButton: "save",
    _SP.SP_DialogHelpButton: "circle-help",
    _SP.SP_LineEditClearButton: "x",
    _SP.SP_TitleBarCloseButton: "x",
    _SP.SP_DockWidgetCloseButton: "x",
    _SP.SP_TitleBarNormalButton: "copy",  # every dock asks for it, seen or not: Fusion's is nine pictures
    _SP.SP_ToolBarHorizontalExtensionButton: "chevron-right",
    _SP.SP_ToolBarVerticalExtensionButton: "chevron-down",
}
SEVERITIES = {
    _SP.SP_MessageBoxCritical: "error",
    _SP.SP_MessageBoxWarning: "warning",
    _SP.SP_MessageBoxInformation: "info",
}


class FlatStyle(QProxyStyle):
    """Fusion without bevels; ``docs/look.md`` says the rules."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self, element: _P, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element == _P.PE_FrameFocusRect and not isinstance(widget, QAbstractItemView):
            return  # the program frames what has the keyboard itself
        if element == _P.PE_Frame and isinstance(widget, QPlainTextEdit | QTextEdit):
            flat.paint_text_field(option, painter)  # what several lines are typed into is a field as any other
        elif element == _P.PE_Frame and isinstance(widget, QAbstractItemView):
            flat.paint_list_frame(option, painter)
        elif element == _P.PE_PanelScrollAreaCorner:
            flat.paint_corner(option, painter, widget)
        elif paint := PRIMITIVES.get(element):
            paint(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)
            if element == _P.PE_PanelMenu:
                flat.paint_menu_frame(option, painter)

    def drawControl(self, element: _C, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        if paint := CONTROLS.get(element):
            paint(option, painter)
        elif element == _C.CE_TabBarTabShape and flat.is_upright(option):
            flat.paint_tab(option, painter)
        elif element == _C.CE_MenuItem and _only_parts(option):
            flat.paint_part(option, painter)
        else:
            super().drawControl(element, _dressed(element, option, widget), painter, widget)
            if element == _C.CE_MenuBarItem:
                flat.hide_under(option, painter)  # it has gaps where the screen is enlarged

    def drawComplexControl(self, control: _X, option: Any, painter: QPainter, widget: QWidget | None = None) -> None:
        if control == _X.CC_ComboBox:
            flat.paint_list(option, painter, self.subControlRect(control, option, _S.SC_ComboBoxArrow, widget))
        elif control == _X.CC_SpinBox:
            steps = [self.subControlRect(control, option, one, widget) for one in (_S.SC_SpinBoxUp, _S.SC_SpinBoxDown)]
            flat.paint_steps(option, painter, steps)
        elif control == _X.CC_ScrollBar:
            slider = self.subControlRect(control, option, _S.SC_ScrollBarSlider, widget)
            flat.paint_scroll(option, painter, slider, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(self, control: _X, option: Any, part: _S, widget: QWidget | None = None) -> QRect:
        if control == _X.CC_ScrollBar:
            return flat.scroll_part(option, part)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def sizeFromContents(self, kind: _T, option: Any, size: QSize, widget: QWidget | None = None) -> QSize:
        wanted = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind == _T.CT_PushButton and option.text:
            wanted.setWidth(max(wanted.width(), size.width() + 2 * BESIDE_WORDS))
        elif kind == _T.CT_ItemViewItem:
            wanted.setHeight(max(wanted.height(), row_height(option.fontMetrics)))
        elif kind == _T.CT_HeaderSection and option.orientation == Qt.Orientation.Vertical:
            wanted.setWidth(wanted.width() + 2 * BESIDE_HEAD)
        return wanted

    def polish(self, what: Any) -> Any:
        """Fusion leaves a single line less room beside its letters than lists and several lines have.

        Menus alone get a style that says how they behave: everything asks for that all the time.
        """
        if isinstance(what, QLineEdit) and what.hasFrame():
            what.setTextMargins(BEFORE_LETTERS, 0, BEFORE_LETTERS, 0)
        elif isinstance(what, QAbstractItemView):
            what.setIconSize(icon_size())
        elif isinstance(what, QPlainTextEdit | QTextEdit) and what.frameShape() == QFrame.Shape.StyledPanel:
            what.viewport().setAutoFillBackground(False)  # its square corners would cut the round ones of the field
        elif isinstance(what, QToolButton) and isinstance(what.parent(), QTabBar):
            what.setAutoRaise(True)
        elif isinstance(what, QMenu) and what.style() is self:
            return what.setStyle(self._of_menus)
        return super().polish(what)

    @cached_property
    def _of_menus(self) -> _MenuStyle:
        style = _MenuStyle()
        style.setParent(self)
        return style

    def standardIcon(self, which: _SP, option: QStyleOption | None = None, widget: QWidget | None = None) -> QIcon:
        if name := ICONS.get(which):
            return icon(name)
        if which == _SP.SP_MessageBoxQuestion:
            return tinted("circle-help", colours().info)
        if level := SEVERITIES.get(which):
            return severity_icon(level)
        return super().standardIcon(which, option, widget)


def row_height(metrics: QFontMetrics) -> int:
    """The height of a row in every list, tree and outline."""
    return metrics.height() + AROUND_ROW


class _MenuStyle(FlatStyle):
    """The same for menus, of which one longer than the screen is scrolled: in columns its keys would be cut."""

    def styleHint(self, hint: _H, option: Any = None, widget: QWidget | None = None, told: Any = None) -> int:
        return 1 if hint == _H.SH_Menu_Scrollable else super().styleHint(hint, option, widget, told)

    def polish(self, what: Any) -> Any:
        return QProxyStyle.polish(self, what)


def _only_parts(option: Any) -> bool:
    """True for the line between two groups of a menu."""
    kind = getattr(option, "menuItemType", None)
    return kind == QStyleOptionMenuItem.MenuItemType.Separator and not option.text


def _folded(option: Any, head: QWidget | None) -> int:
    """Where the names of a tree begin, beyond what folds them: there its head begins as well."""
    tree = head.parentWidget() if head is not None else None
    first = isinstance(tree, QTreeView) and tree.rootIsDecorated() and option.section == max(0, tree.treePosition())
    return tree.indentation() if first and isinstance(tree, QTreeView) else 0


def _dressed(element: _C, option: Any, widget: QWidget | None) -> QStyleOption:
    """What Fusion is to paint, in our colours."""
    if element in (_C.CE_MenuItem, _C.CE_MenuBarItem):
        option.palette = softened(option.palette)
        if element == _C.CE_MenuItem and option.checked and not option.icon.isNull():  # Fusion's own shade is faint
            option.icon, option.checked = flat.switched_on(option.icon), False
    elif element == _C.CE_HeaderLabel:
        across = option.orientation == Qt.Orientation.Horizontal
        shift = -BEFORE_HEAD if option.textAlignment & Qt.AlignmentFlag.AlignRight else BEFORE_HEAD
        sides = (shift + _folded(option, widget), 0, shift, 0) if across else (BESIDE_HEAD, 0, -BESIDE_HEAD, 0)
        option.rect = option.rect.adjusted(*sides)
        advance, room = option.fontMetrics.horizontalAdvance, option.rect.width()
        if option.rect.height() >= 2 * option.fontMetrics.lineSpacing():
            option.text = broken(option.text, lambda part: advance(part) <= room)
    elif element == _C.CE_TabBarTabLabel:
        option.palette = flat.tab_palette(option)
    elif element == _C.CE_PushButtonLabel and flat.is_default(option):
        option.palette = flat.default_palette(option.palette)
        if widget is not None and (name := widget.property("icon_name")):
            option.icon = tinted(str(name), flat.default_ink(option.palette))
    return option  # type: ignore[no-any-return]
