"""Lists the statements at the left edge of every module of CPython's own library, for tests/suite/teach/library.rs.

    python3.13 tests/teach/statements.py          the modules without their tests
    python3.13 tests/teach/statements.py --all    the tests too

A line holds what Python's own parser calls the statement, where it was found, and its text with escapes.
"""

import ast
import pathlib
import sys
import sysconfig
import warnings

NAMES = {
    ast.FunctionDef: "def",
    ast.AsyncFunctionDef: "async-def",
    ast.ClassDef: "class",
    ast.Return: "return",
    ast.Delete: "del",
    ast.AugAssign: "augmented-assignment",
    ast.AnnAssign: "annotated-assignment",
    ast.TypeAlias: "type-alias",
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.While: "while",
    ast.If: "if",
    ast.With: "with",
    ast.AsyncWith: "with",
    ast.Match: "match",
    ast.Raise: "raise",
    ast.Try: "try",
    ast.TryStar: "try",
    ast.Assert: "assert",
    ast.Import: "import",
    ast.ImportFrom: "from-import",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.Pass: "pass",
    ast.Break: "break",
    ast.Continue: "continue",
}


def name(statement):
    """The stable word for a statement, as `lambkin check` has it."""
    if getattr(statement, "decorator_list", None):
        return "decorator"
    if isinstance(statement, ast.Assign):
        if len(statement.targets) > 1:
            return "chained-assignment"
        unpacks = isinstance(statement.targets[0], (ast.Tuple, ast.List))
        return "tuple-assignment" if unpacks else "assignment"
    if isinstance(statement, ast.Expr):
        kinds = {ast.NamedExpr: "walrus", ast.Await: "await", ast.Yield: "yield", ast.YieldFrom: "yield"}
        found = {kinds[type(node)] for node in ast.walk(statement) if type(node) in kinds}
        return found.pop() if len(found) == 1 else "expression"
    return NAMES[type(statement)]


def text(lines, statement):
    """The statement's own text, decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    taken = lines[first : statement.end_lineno]
    taken[-1] = taken[-1].encode()[: statement.end_col_offset].decode()
    if not decorators:
        taken[0] = taken[0].encode()[statement.col_offset :].decode()
    return "".join(taken)


def main():
    warnings.simplefilter("ignore")
    library = pathlib.Path(sysconfig.get_path("stdlib"))
    left_out = {"site-packages"} if "--all" in sys.argv else {"site-packages", "test", "idlelib", "lib2to3"}
    for path in sorted(library.rglob("*.py")):
        if left_out & set(path.relative_to(library).parts):
            continue
        try:
            source = path.read_text(encoding="utf-8")
            statements = ast.parse(source).body
        except (SyntaxError, UnicodeDecodeError):
            continue
        # Python ends a line at these only; `splitlines` knows more.
        lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = [line + "\n" for line in lines]
        for statement in statements:
            escaped = text(lines, statement).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
            place = f"{path.relative_to(library)}:{statement.lineno}"
            print(name(statement), place, escaped.replace("\r", "\\r"), sep="\t")


if __name__ == "__main__":
    main()
