"""Times the workloads of workloads.txt under the CPython that runs this file.

    python3 benches/cpython.py              every workload, ns per item
    python3 benches/cpython.py hook sort    those whose name contains one of the words
    python3 benches/cpython.py --plain      for programs: name, ns per item and the answer's repr, between tabs
    python3 benches/cpython.py --quick      shorter rounds
    python3 benches/cpython.py --anew       each call makes its arguments
"""

import collections
import functools
import itertools
import marshal
import math
import operator
import pathlib
import sys
import time

NAMES = {
    **{name: value for name, value in vars(itertools).items() if not name.startswith("_")},
    "collections": collections,
    "functools": functools,
    "itertools": itertools,
    "math": math,
    "operator": operator,
    "reduce": functools.reduce,
}

ROUNDS = 5


def workloads():
    """Each workload as name, items, arguments and text."""
    text = pathlib.Path(__file__).with_name("workloads.txt").read_text(encoding="utf-8")
    head, lines = None, []
    for line in [*text.splitlines(), "end | 1 | ()"]:
        if line.startswith("    "):
            lines.append(line)
        elif line and not line.startswith("#"):
            if head:
                yield head[0], int(head[1]), head[2], "\n".join(lines).strip()
            head, lines = line.split(" | ", 2), []


def per_call(function, arguments, seconds):
    """The time of a call in the least disturbed of several rounds, in nanoseconds; a round lasts about that long."""

    def rounds(calls):
        start = time.process_time_ns()
        for _ in itertools.repeat(None, calls):
            function(*arguments)
        return time.process_time_ns() - start

    calls = 1
    while (took := rounds(calls)) < seconds * 1e9 and calls < 1 << 24:
        calls = max(calls * 2, min(calls * 100, int(calls * seconds * 1e9 / max(took, 1))))
    return min(rounds(calls) / calls for _ in range(ROUNDS))


def anew(function, arguments):
    """The same function, called with values that are made for the call from bytes."""
    data, load = marshal.dumps(arguments), marshal.loads
    return lambda: function(*load(data))


def main(arguments):
    plain, quick = "--plain" in arguments, "--quick" in arguments
    words = [word for word in arguments if not word.startswith("--")]
    seconds = 0.01 if quick else 0.1
    if not plain:
        print(f"CPython {sys.version.split()[0]}, ns per item")
    for name, items, values, text in workloads():
        if words and not any(word in name for word in words):
            continue
        try:
            function, given = eval(text, dict(NAMES)), eval(values, dict(NAMES))
            answer = repr(function(*given))
        except NameError:  # an older CPython: batched is of 3.12
            continue
        if "--anew" in arguments:
            function, given = anew(function, given), ()
        spent = per_call(function, given, seconds) / items
        if plain:
            print(name, f"{spent:.3f}", answer, sep="\t", flush=True)
        else:
            print(f"{name:<24}{spent:>12.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
