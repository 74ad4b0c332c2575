"""Runs the spec files under CPython, with CPython's own doctest module.

    python3.13 tests/oracle.py [FILE...]        check the files (all specs and recipes when none is named)
    python3.13 tests/oracle.py --write FILE...  let CPython write the replies of the files
    python3.13 tests/oracle.py --answer         answer expressions, a line each (the differential test)

One version is pinned, because wording differs between versions.
Every example is one expression, evaluated in a fresh namespace that holds the names Lambkin binds and nothing else.
A file with a line `Seed: N` has `random` too, seeded with N for each example.

An example whose line ends in `# lambkin: differs, REASON` shows Lambkin's reply where it differs on purpose.
It fails when CPython replies the same, so that a mark nobody needs any more is found.
"""

import ast
import contextlib
import ctypes
import doctest
import io
import pathlib
import re
import signal
import sys
import types
import warnings

PINNED = (3, 13)
ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = [ROOT / "tests" / "spec", ROOT / "examples" / "recipes"]
MARK = re.compile(r"#\s*lambkin:\s*differs,\s*\S")

MODULES = """
    cmath collections datetime decimal fractions functools itertools json math operator re statistics string
""".split()

BUILTINS = """
    abs all any ascii bin bool bytes callable chr complex dict dir divmod enumerate eval filter float format frozenset
    getattr hasattr hash hex int isinstance issubclass iter len list map max min next object oct ord pow print range
    repr reversed round set slice sorted str sum tuple type zip Ellipsis NotImplemented
""".split()


def namespace():
    """The names an expression may use: builtins and exceptions, the modules, reduce and all of itertools."""
    import builtins

    allowed = {name: getattr(builtins, name) for name in BUILTINS}
    for name, value in vars(builtins).items():
        if isinstance(value, type) and issubclass(value, BaseException):
            allowed[name] = value
    allowed["__import__"] = __import__  # some codecs import their tables when they are first used
    names = {"__builtins__": allowed}
    for name in MODULES:
        names[name] = __import__(name)
    for name, value in vars(names["itertools"]).items():
        if not name.startswith("_"):
            names[name] = value
    names["reduce"] = names["functools"].reduce
    return names


NAMES = namespace()


SEED = re.compile(r"^Seed: (\d+)$", re.MULTILINE)


def fresh(seed=None):
    """A namespace of its own for one expression; with a seed it holds `random`, which begins anew."""
    names = dict(NAMES)
    if seed is not None:
        import random

        random.seed(seed)
        names["random"] = random
    names["__builtins__"] = dict(NAMES["__builtins__"])
    return names


def without_address(text):
    """Removes what Lambkin never shows: where a thing lies in memory."""
    return re.sub(r" at 0x[0-9a-fA-F]+", "", text)


def without_suggestion(text):
    """Removes CPython's advice, which is not part of the message."""
    return re.sub(r"\. Did you (mean:|forget).*$", "", text, flags=re.DOTALL)


class Checker(doctest.OutputChecker):
    """Compares to the letter, once addresses and advice are taken away."""

    def check_output(self, want, got, optionflags):
        got = without_suggestion(without_address(got)).removesuffix("\n")
        if got or want:
            got = "\n".join(line or doctest.BLANKLINE_MARKER for line in got.split("\n"))
        return want.removesuffix("\n") == got


def examples_of(path):
    text = path.read_text(encoding="utf-8")
    return doctest.DocTestParser().get_examples(text, str(path))


def seed_of(text):
    """The seed that the heading of a file gives; None without one."""
    found = SEED.search(text)
    return int(found[1]) if found else None


def reply(source, seed=None):
    """What CPython prints for one expression, in doctest's form."""
    output = io.StringIO()
    try:
        code = compile(source, "<spec>", "eval")
        with contextlib.redirect_stdout(output):
            value = eval(code, fresh(seed))
            if value is not None:
                print(repr(value))
    except Exception as error:  # every failure is a reply
        last = last_line(error)
        return f"Traceback (most recent call last):\n{last}\n"
    text = without_address(output.getvalue())
    return "".join(
        (line or doctest.BLANKLINE_MARKER) + "\n" for line in text.splitlines()
    )


def last_line(error):
    """The exception as a traceback ends: its type, then its message."""
    kind, message = name_and_message(error)
    return f"{kind}: {message}" if message else kind


def name_and_message(error):
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = f"{kind.__module__}.{name}"
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return name, without_address(message)


def check(path):
    """The failures of one file, each as text."""
    failures = []
    examples = examples_of(path)
    seed = seed_of(path.read_text(encoding="utf-8"))
    for example in examples:
        line = example.lineno + 1
        try:
            ast.parse(example.source.strip(), mode="eval")
        except SyntaxError as error:
            failures.append(f"{path}:{line}: not one expression: {error.msg}\n    {example.source}")
            continue
        got = run_as_doctest(path, example, seed)
        if MARK.search(example.source):
            if got is None:
                failures.append(f"{path}:{line}: marked as different, but CPython replies the same\n    {example.source}")
        elif got is not None:
            failures.append(got)
    return failures, len(examples)


def run_as_doctest(path, example, seed):
    """None when doctest accepts the example, its report otherwise."""
    test = doctest.DocTest([example], fresh(seed), path.name, str(path), 0, None)
    runner = doctest.DocTestRunner(checker=Checker(), verbose=False)
    report = io.StringIO()
    runner.run(test, out=report.write, clear_globs=False)
    return report.getvalue() if runner.failures else None


def write(path):
    """Gives every unmarked example the reply CPython has for it; other text stays."""
    text = path.read_text(encoding="utf-8")
    seed = seed_of(text)
    parts = []
    for piece in doctest.DocTestParser().parse(text, str(path)):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        lines = piece.source.rstrip("\n").split("\n")
        parts.append(f">>> {lines[0]}\n" + "".join(f"... {line}\n" for line in lines[1:]))
        if MARK.search(piece.source):
            if piece.exc_msg is not None:
                parts.append("Traceback (most recent call last):\n" + piece.exc_msg)
            else:
                parts.append(piece.want)
        else:
            parts.append(reply(piece.source.strip(), seed))
    path.write_text("".join(parts), encoding="utf-8")


def hide_addresses():
    """Makes `repr` itself leave addresses out, so that neither the length of a text nor its pieces show one.

    It changes the C function behind `repr` in every type that writes an address, which Python has no way to say.
    """
    unary = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object)
    place_in_type = 11 * ctypes.sizeof(ctypes.c_void_p)  # `tp_repr`

    def slot(kind):
        return ctypes.c_void_p.from_address(id(kind) + place_in_type)

    def hiding(address):
        shown = unary(address)
        return unary(lambda thing: without_address(shown(thing)))

    plain = slot(object).value
    own = {getattr(types, name + "Type") for name in "Function BuiltinFunction Generator Cell MethodWrapper".split()}
    for kind in {kind for kind in types_below(object) if slot(kind).value == plain} | own:
        REPLACED.append(hiding(slot(kind).value))
        slot(kind).value = ctypes.cast(REPLACED[-1], ctypes.c_void_p).value


# The functions that `hide_addresses` made, which types point to without owning them.
REPLACED = []


def types_below(kind):
    yield kind
    for below in type.__subclasses__(kind):
        yield from types_below(below)


class TooLong(BaseException):
    """An expression took more time than the differential test grants."""


def answer():
    """Answers each line of standard input, an escaped expression, with one line of escaped fields between tabs.

    The fields are `value`, its repr and the output; or `raised`, type, message and output; or `skipped` and why.
    """
    with contextlib.suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, give_up)
    hide_addresses()
    for line in sys.stdin:
        print(in_time(unescaped(line.rstrip("\n"))), flush=True)


def in_time(source):
    """The answer as a line, unless it takes too long or too much memory to find or to write."""
    try:
        alarm(2)
        line = "\t".join(map(escaped, answer_one(source)))
        alarm(0)
        return line
    except (TooLong, MemoryError):
        alarm(0)
        return "skipped\ttime or memory"


def give_up(_signal, _frame):
    raise TooLong


ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def escaped(text):
    return "".join(ESCAPES.get(char, char) for char in text)


def unescaped(text):
    plain = {escape[1]: char for char, escape in ESCAPES.items()}
    return re.sub(r"\\(.)", lambda match: plain[match[1]], text)


def answer_one(source):
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            value = repr(eval(compile(source, "<differential>", "eval"), fresh()))
        return "value", value, output.getvalue()
    except MemoryError:
        raise
    except Exception as error:  # every other failure is an answer
        return "raised", *name_and_message(error), output.getvalue()


def alarm(seconds):
    if hasattr(signal, "SIGALRM"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main(arguments):
    if sys.version_info[:2] != PINNED:
        wanted = ".".join(map(str, PINNED))
        sys.exit(f"oracle.py needs CPython {wanted}; this is {sys.version.split()[0]}")
    warnings.simplefilter("ignore")
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    if arguments[:1] == ["--answer"]:
        return answer()
    if arguments[:1] == ["--write"]:
        for name in arguments[1:]:
            write(pathlib.Path(name))
        return None
    paths = [pathlib.Path(name) for name in arguments] or sorted(path for folder in FOLDERS for path in folder.rglob("*.txt"))
    failed = total = 0
    for path in paths:
        failures, count = check(path)
        total += count
        failed += len(failures)
        for failure in failures:
            print(failure)
    print(f"{total} examples in {len(paths)} files, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
