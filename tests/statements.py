"""What a program of statements computes, asked of CPython.

`compute(source, observe, **inputs)` runs the statements with the inputs as global names and evaluates `observe`, where
`_` is what they compute: the value of the last expression; where they end in an assignment or a `def`, the value of that
name; where they end in a loop, the value of the one name that the loop builds; where they return, what they return.
The inputs come after it, as the program left them.
"""

import ast
import functools

import oracle

VALUE = "_computed"
MUTATORS = {
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "remove", "reverse", "sort", "update",
}


@functools.lru_cache
def compiled(source):
    tree = ast.parse(source)
    if returns(tree.body):
        wrapper = ast.parse(f"def {VALUE}_function(): pass\n{VALUE} = {VALUE}_function()")
        wrapper.body[0].body = tree.body
        tree = wrapper
    else:
        tree.body = ast.parse(f"{VALUE} = None").body + finished(tree.body)
    return compile(ast.fix_missing_locations(tree), "<statements>", "exec")


def compute(source, observe, **inputs):
    names = oracle.fresh()
    names.update(inputs)
    exec(compiled(source), names)
    seen = oracle.fresh() | inputs | {"_": names[VALUE]}
    return (eval(observe, seen), *inputs.values())


def returns(body):
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    pending = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Return):
            return True
        if not isinstance(node, inner):
            pending.extend(ast.iter_child_nodes(node))
    return False


def finished(body):
    """The statements, with what they compute put under a name of its own."""
    *before, last = body
    match last:
        case ast.Expr(value):
            return [*before, store(value)]
        case ast.If():
            last.body = finished(last.body)
            if last.orelse:
                last.orelse = finished(last.orelse)
            return [*before, last]
        case ast.Match():
            for case in last.cases:
                case.body = finished(case.body)
            return [*before, last]
    name = named(last)
    return [*body, store(ast.Name(name, ast.Load()))] if name else body


def store(value):
    return ast.Assign([ast.Name(VALUE, ast.Store())], value)


def named(last):
    match last:
        case ast.FunctionDef(name=name):
            return name
        case ast.Import(names=[ast.alias(name=name, asname=alias)]):
            return alias or name
        case ast.ImportFrom(names=[ast.alias(name=name, asname=alias)]):
            return alias or name
        case ast.Assign(targets=[*_, target]) | ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return place(target)
        case ast.Delete(targets=[target]):
            return place(target)
        case ast.For() | ast.While():
            built, targets = set(), set()
            for node in ast.walk(last):
                match node:
                    case ast.For(target=target):
                        targets |= {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
                    case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                        built.add(named(node))
                    case ast.Expr(ast.Call(ast.Attribute(ast.Name(name), method))) if method in MUTATORS:
                        built.add(name)
            only = built - targets
            return only.pop() if len(only) == 1 else None
    return None


def place(target):
    match target:
        case ast.Name(name) | ast.Subscript(ast.Name(name)):
            return name
    return None
