"""The small changes that can be made to a source: comparisons flipped, conditions dropped, constants changed."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_SUMS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the text between two offsets becomes another."""

    path: Path
    line: int
    function: str
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line} {self.function}: {_short(self.old)} -> {_short(self.new)}  [{self.path}]"

    def applied(self, source: str) -> str:
        return source[: self.start] + self.new + source[self.end :]


def _short(text: str) -> str:
    return " ".join(text.split())[:60] or "(nothing)"


def changes_in(source: str, path: Path) -> list[Change]:
    """Every change that can be made to a source, in its order."""
    return sorted(_Finder(source, path).found, key=lambda change: (change.start, change.end, change.new))


class _Finder(ast.NodeVisitor):
    """Walks through a module; knows which function it is in, passes over annotations and docstrings."""

    def __init__(self, source: str, path: Path) -> None:
        self.found: list[Change] = []
        self._source = source
        self._path = path
        self._starts = _line_starts(source)
        self._inside: list[str] = []
        self.visit(ast.parse(source))

    def _offset(self, line: int, column: int) -> int:
        start = self._starts[line - 1]
        text = self._source[start : self._starts[line] if line < len(self._starts) else None]
        return start + len(text.encode()[:column].decode())

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self._offset(node.lineno, node.col_offset), self._offset(end_line, end_column)

    def _add(self, node: ast.expr | ast.stmt, start: int, end: int, new: str) -> None:
        function = ".".join(self._inside) or "(module)"
        old = self._source[start:end]
        line = node.lineno if isinstance(node, ast.stmt) else self._source.count("\n", 0, start) + 1
        self.found.append(Change(self._path, line, function, start, end, old, new))

    def _replace(self, node: ast.expr | ast.stmt, new: str) -> None:
        self._add(node, *self._span(node), new)

    def _replace_sign(self, node: ast.expr, before: ast.expr, after: ast.expr, signs: tuple[str, str]) -> None:
        """A sign between two parts of an expression."""
        start, end = self._span(before)[1], self._span(after)[0]
        pattern = r"\s+".join(map(re.escape, signs[0].split()))
        found = re.search(pattern, re.sub(r"#[^\n]*", lambda words: " " * len(words[0]), self._source[start:end]))
        if found:
            self._add(node, start + found.start(), start + found.end(), signs[1])

    # --- what is walked through ---------------------------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._within(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._within(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._within(node)

    def _within(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self._inside.append(node.name)
        if not isinstance(node, ast.ClassDef):
            for default in (*node.args.defaults, *(one for one in node.args.kw_defaults if one)):
                self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self._inside.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        self._condition(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self._replace(node.test, "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._replace(test, "True")
        self.generic_visit(node)

    def _condition(self, test: ast.expr) -> None:
        self._replace(test, "True")
        self._replace(test, "False")

    # --- what is changed ----------------------------------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> None:
        parts = [node.left, *node.comparators]
        for before, after, sign in zip(parts, parts[1:], node.ops, strict=False):
            self._replace_sign(node, before, after, _COMPARISONS[type(sign)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        signs = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for before, after in zip(node.values, node.values[1:], strict=False):
            self._replace_sign(node, before, after, signs)
        for value in node.values:
            self._replace(value, "True" if isinstance(node.op, ast.And) else "False")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _SUMS and not _is_text(node.left) and not _is_text(node.right):
            self._replace_sign(node, node.left, node.right, _SUMS[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._replace(node, self._source[slice(*self._span(node.operand))])
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace(node, str(not node.value))
        elif isinstance(node.value, int | float):
            self._replace(node, repr(node.value + 1))

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._replace(node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """The parts of an f-string have no places of their own in the source."""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", source))]
