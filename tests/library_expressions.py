"""Lists the expressions of CPython's own library that mean something by themselves, for tests/suite/differential.

    python3.13 tests/library_expressions.py test_itertools string_tests    modules, by name
    python3.13 tests/library_expressions.py                                all of them, in some minutes

An expression may use the names of the language and the variables of its function: each of those becomes the parameter
of a lambda that is called with what the variable was given last. `self.assertRaises(TypeError, f, x)` is `f(x)`. A
line holds one expression with escapes.
"""

import ast
import copy
import pathlib
import sys
import sysconfig
import warnings

import oracle

# What these answer depends on the process, on the machine, or on what is no part of the language.
LEFT_OUT = {"datetime", "decimal", "dir", "hash", "id", "object", "string", "type"}
NAMES = ({*oracle.NAMES} | {*oracle.NAMES["__builtins__"]}) - {"__builtins__", "__import__"} - LEFT_OUT
MODULES = {*oracle.MODULES} - LEFT_OUT
UNTYPED = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
# What the tests of sequences call the type that they test.
TESTED = {"type2test": ("list", "tuple"), "thetype": ("set", "frozenset")}
# Where a test's own check has the receiver and the name of the method that it calls.
CHECKS = {"checkequal": 1, "checkequalnofix": 1, "checkraises": 1, "checkcall": 0}
LONGEST = 700


def free_names(node):
    """The names that an expression takes from outside; `None` where it is not one of the language."""
    bound, used = set(), set()
    for part in ast.walk(node):
        if isinstance(part, UNTYPED) or getattr(part, "is_async", False):
            return None
        if isinstance(part, ast.Attribute) and part.attr.startswith("_"):
            return None
        if isinstance(part, ast.arg):
            bound.add(part.arg)
        if isinstance(part, ast.Name):
            (bound if isinstance(part.ctx, ast.Store) else used).add(part.id)
    return used - bound


def closed(node, scope):
    """The expression as a call of lambdas whose parameters are the variables that it uses; `None` if one is unknown."""
    order = []

    def visit(name, path):
        if name in order or (name not in scope and name in NAMES):
            return True
        if name in path or name not in scope:
            return False
        needed = free_names(scope[name])
        if needed is None or not all(visit(other, path | {name}) for other in needed):
            return False
        order.append(name)
        return True

    needed = free_names(node)
    if needed is None or not all(visit(name, frozenset()) for name in sorted(needed)) or len(order) > 8:
        return None
    for name in reversed(order):
        parameters = ast.arguments([], [ast.arg(name)], None, [], [], None, [])
        node = ast.Call(ast.Lambda(parameters, node), [scope[name]], [])
    return ast.fix_missing_locations(node)


class Tested(ast.NodeTransformer):
    """Puts a type where a test has `self.type2test`, and what it holds for `self.fixtype(…)`."""

    def __init__(self, choice):
        self.choice = choice

    def visit_Attribute(self, node):
        if is_self(node.value) and node.attr in TESTED:
            return ast.Name(TESTED[node.attr][self.choice], ast.Load())
        return self.generic_visit(node)

    def visit_Call(self, node):
        self.generic_visit(node)
        return node.args[0] if is_check(node) == "fixtype" and node.args else node


def is_self(node):
    return isinstance(node, ast.Name) and node.id == "self"


def is_check(node):
    """The name of the method of `self` that is called; `None` for everything else."""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_self(node.func.value)
    return node.func.attr if called else None


def checked(node):
    """The call that a test has checked for it: `self.assertRaises(ValueError, int, 'x')` is `int('x')`."""
    check, args = is_check(node), getattr(node, "args", [])
    skipped = {"assertRaises": 1, "assertRaisesRegex": 2}.get(check)
    if skipped and len(args) > skipped:
        yield ast.Call(args[skipped], args[skipped + 1 :], node.keywords)
    at = CHECKS.get(check)
    if at is not None and len(args) > at + 1 and isinstance(args[at + 1], ast.Constant):
        yield ast.Call(ast.Attribute(args[at], args[at + 1].value, ast.Load()), args[at + 2 :], [])


class Reader:
    """Walks over statements and keeps what each name was given last."""

    def __init__(self):
        self.seen = set()

    def offer(self, node, scope):
        if isinstance(node, (ast.Constant, ast.Name)):
            return
        choices = (0, 1) if any(map(is_self, ast.walk(node))) else (None,)
        for choice in choices:
            expr = node if choice is None else Tested(choice).visit(copy.deepcopy(node))
            expr = closed(expr, scope)
            text = ast.unparse(expr) if expr else ""
            if 0 < len(text) <= LONGEST and text not in self.seen and "\\ud" not in text:
                self.seen.add(text)
                print(oracle.escaped(text))

    def expression(self, node, scope):
        if isinstance(node, ast.expr):
            self.offer(node, scope)
            for call in checked(node):
                self.offer(call, scope)
        for part in ast.iter_child_nodes(node):
            self.expression(part, scope)

    def give(self, scope, name, value):
        value = value and closed(value, scope)
        if value and len(ast.unparse(value)) < LONGEST // 2:
            scope[name] = value
        else:
            scope.pop(name, None)

    def block(self, statements, scope):
        for statement in statements:
            self.statement(statement, scope)

    def statement(self, statement, scope):
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.block(statement.body, without(scope, statement.args))
                self.give(scope, statement.name, as_lambda(statement))
            case ast.ClassDef():
                self.block(statement.body, dict(scope))
                scope.pop(statement.name, None)
            case ast.ImportFrom(module=module):
                for alias in statement.names:
                    member = ast.Attribute(ast.Name(module or "", ast.Load()), alias.name, ast.Load())
                    self.give(scope, alias.asname or alias.name, member if module in MODULES else None)
            case ast.Assign(targets=[ast.Name(id=name)]):
                self.expression(statement.value, scope)
                self.give(scope, name, statement.value)
            case ast.For(target=ast.Name(id=name), iter=ast.Tuple(elts=items) | ast.List(elts=items)):
                self.expression(statement.iter, scope)
                for item in items[:3]:
                    inside = dict(scope)
                    self.give(inside, name, item)
                    self.block(statement.body, inside)
            case _:
                self.parts(statement, scope)

    def parts(self, statement, scope):
        """Any other statement: what it stores has no known value."""
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                scope.pop(part.id, None)
        for part in ast.iter_child_nodes(statement):
            if isinstance(part, ast.stmt):
                self.statement(part, scope)
            elif isinstance(part, ast.ExceptHandler):
                self.block(part.body, dict(scope))
            else:
                self.expression(part, scope)


def without(scope, parameters):
    names = {part.arg for part in ast.walk(parameters) if isinstance(part, ast.arg)}
    return {name: value for name, value in scope.items() if name not in names}


def as_lambda(function):
    """A function that only returns, as the lambda that it could be."""
    match function:
        case ast.FunctionDef(body=[ast.Return(value=ast.expr() as value)], decorator_list=[]):
            parameters = copy.deepcopy(function.args)
            for part in ast.walk(parameters):
                if isinstance(part, ast.arg):
                    part.annotation = None
            return ast.Lambda(parameters, value)
    return None


def main(modules):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(6000)
    sys.stdout.reconfigure(encoding="utf-8")
    reader = Reader()
    library = pathlib.Path(sysconfig.get_path("stdlib"))
    for path in sorted(library.rglob("*.py")):
        if "site-packages" in path.parts or (modules and path.stem not in modules):
            continue
        try:
            statements = ast.parse(path.read_bytes()).body
        except (SyntaxError, ValueError):
            continue
        reader.block(statements, {})


if __name__ == "__main__":
    main(sys.argv[1:])
