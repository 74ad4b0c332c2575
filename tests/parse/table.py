"""Writes CPython's message behind each text of err.txt.

A line is a text, a tab and the message; in both, a backslash stands before n, r, t, 0 and the backslash itself.
Run with CPython 3.13: `python3.13 tests/parse/table.py`; new texts are added as lines without a message.
"""

import pathlib
import sys
import warnings

assert sys.version_info[:2] == (3, 13), "the pinned version is 3.13"
warnings.simplefilter("ignore")
TABLE = pathlib.Path(__file__).with_name("err.txt")
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\"}


def plain(text):
    letters = iter(text)
    return "".join(ESCAPES[next(letters)] if letter == "\\" else letter for letter in letters)


def escaped(text):
    return "".join(
        next(("\\" + name for name, code in ESCAPES.items() if code == letter), letter) for letter in text
    )


def message(text):
    try:
        compile(text.lstrip(" \t"), "<string>", "eval")
    except SyntaxError as error:
        return error.msg
    raise ValueError(f"{text!r} is right")


lines = TABLE.read_text(encoding="utf-8").split("\n")[:-1]
texts = [plain(line.split("\t")[0]) for line in lines]
TABLE.write_text("".join(f"{escaped(text)}\t{escaped(message(text))}\n" for text in texts), encoding="utf-8")
