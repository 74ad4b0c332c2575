"""Random small programs of statements, for comparing a suggestion with what it stands for.

    python3.13 tests/random_statements.py SEED COUNT        print so many programs, each ended by a NUL

The inputs are those of `INPUTS`: numbers, lists, a dict, an iterator that is used up, a function that prints.
"""

import random
import sys

NUMBERS = ["n", "m", "a", "b", "c"]
LISTS = ["xs", "ys", "out"]
OPERATORS = ["+", "-", "*", "//", "%"]
COMPARISONS = ["<", ">", "==", "!=", "<=", ">="]


class Programs:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self):
        self.known = ["n", "m"]
        self.in_function = False
        lines = []
        for _ in range(self.random.randint(1, 4)):
            lines += self.statement(0, False)
        lines.append(self.last())
        return "\n".join(lines) + "\n"

    def pick(self, *choices):
        return self.random.choice(choices)

    def last(self):
        name = self.random.choice(self.known + ["out", "xs"])
        return self.pick(name, f"({name}, {self.number()})", f"print({name})", f"{self.name()} = {self.number()}")

    def name(self):
        return self.random.choice(NUMBERS[2:])

    def number(self, depth=0):
        kind = self.random.randint(0, 9 if depth < 2 else 2)
        match kind:
            case 0:
                return str(self.random.randint(0, 5))
            case 1 | 2:
                return self.random.choice(self.known)
            case 3 | 4:
                return f"{self.number(depth + 1)} {self.random.choice(OPERATORS)} {self.number(depth + 1)}"
            case 5:
                return f"f({self.number(depth + 1)})"
            case 6:
                return f"({self.number(depth + 1)} if {self.test(depth + 1)} else {self.number(depth + 1)})"
            case 7:
                return self.pick("len(xs)", "0.5", "xs[0]", "d['k']", "next(it, 9)")
            case 8:
                return f"-{self.random.choice(self.known)}"
            case _:
                return self.pick("sum(xs)", "sum(x * n for x in xs)", "(lambda z: z + n)(2)", "max(ys, default=0)")

    def test(self, depth=0):
        test = f"{self.number(depth + 1)} {self.random.choice(COMPARISONS)} {self.number(depth + 1)}"
        return self.pick(test, test, f"not {test}", f"{test} and {self.random.choice(self.known)}", "n in xs")

    def items(self):
        return self.pick("xs", "ys", "it", "range(3)", "reversed(xs)", "[3, 1, 2]", "list(ys)", "xs + ys")

    def binding(self, name):
        if name not in self.known:
            self.known.append(name)

    def statement(self, level, in_loop):
        kind = self.random.randint(0, 19)
        if level >= 3:
            kind = min(kind, 9)
        match kind:
            case 0 | 1 | 2:
                value = self.number()
                name = self.name()
                self.binding(name)
                return [f"{name} = {value}"]
            case 3:
                name = self.random.choice(self.known)
                return [f"{name} {self.random.choice(OPERATORS)}= {self.number()}"]
            case 4:
                return [f"print({self.number()})"]
            case 5:
                return [self.pick("out.append({})", "xs.append({})", "ys = ys + [{}]", "d['k'] = {}").format(self.number())]
            case 6:
                first, second = self.random.sample(NUMBERS[2:], 2)
                line = f"{first}, {second} = {self.number()}, {self.number()}"
                self.binding(first)
                self.binding(second)
                return [line]
            case 7:
                return [self.pick("out = []", "out = []", "out = xs", "a = b = n", "d['k'] += 1", "pass", "f(n)")]
            case 8:
                return ["out += [" + self.number() + "]"]
            case 9:
                if in_loop and self.random.random() < 0.6:
                    return [f"if {self.test()}:", "    " + self.pick("break", "continue")]
                if self.in_function and self.random.random() < 0.7:
                    return [f"if {self.test()}:", f"    return {self.number()}"]
                return [f"print({self.number()}, {self.test()})"]
            case 10 | 11 | 12:
                return self.branches(level, in_loop)
            case 13 | 14 | 15 | 16:
                return self.loop(level)
            case 17:
                return self.collecting()
            case 18:
                return self.while_loop(level)
            case _:
                return self.function(level)

    def body(self, level, in_loop, most=3):
        known = list(self.known)
        lines = []
        for _ in range(self.random.randint(1, most)):
            lines += self.statement(level + 1, in_loop)
        if self.random.random() < 0.7:
            self.known = known
        return ["    " + line for line in lines]

    def branches(self, level, in_loop):
        lines = [f"if {self.test()}:", *self.body(level, in_loop, 2)]
        if self.random.random() < 0.3:
            lines += [f"elif {self.test()}:", *self.body(level, in_loop, 2)]
        if self.random.random() < 0.6:
            lines += ["else:", *self.body(level, in_loop, 2)]
        return lines

    def loop(self, level):
        known = list(self.known)
        target, items = self.pick(
            ("x", self.items()), ("x", self.items()), ("i, x", "enumerate(ys)"), ("x, y", "zip(xs, ys)"),
            ("a", self.items()),
        )
        self.known += [name for name in target.split(", ") if name not in self.known]
        lines = [f"for {target} in {items}:", *self.body(level, True)]
        if self.random.random() < 0.15:
            lines += ["else:", *self.body(level, False, 1)]
        if self.random.random() < 0.8:
            self.known = known
        return lines

    def collecting(self):
        """The loops that learners write."""
        name = self.pick("a", "b")
        start, step = self.pick(
            ("0", "{} += {}"), ("0", "{} = {} + {}"), ("1", "{} *= {}"), ("0.0", "{} += {}"), ("n", "{} += {}"),
            ("0", "{} += 1"), ("xs[0]", "{} = max({}, {})"), ("''", "{} += str({})"), ("[]", "{}.append({})"),
            ("set()", "{}.add({})"), ("{{}}", "{}[x] = {}"), ("[]", "{} += [{}]"), ("[]", "{}.extend([x, {}])"),
            ("False", "{} = True"),
        )
        start = start.replace("{{}}", "{}")
        self.known.append("x")
        fields = step.count("{}")
        value = self.number()
        step = step.format(*([name] * (fields - 1)), value) if fields > 1 else step.format(name)
        inner = [step]
        if self.random.random() < 0.2:
            inner += ["break"]
        if self.random.random() < 0.6:
            inner = [f"if {self.test()}:", *("    " + line for line in inner)]
        if self.random.random() < 0.3:
            inner = [f"if {self.test()}:", "    " + self.pick("continue", "break"), *inner]
        if self.random.random() < 0.3:
            inner = [f"y = {self.number()}", *inner]
        lines = [f"{name} = {start}", f"for x in {self.items()}:", *("    " + line for line in inner)]
        self.known.remove("x")
        if self.random.random() < 0.2 and "break" in " ".join(inner):
            lines += ["else:", f"    {name} = {self.number()}"]
        return [*lines, f"print({name})"] if "set()" not in start else [*lines, f"print(sorted({name}))"]

    def while_loop(self, level):
        lines = [f"i = {self.random.randint(0, 3)}", f"while i < {self.random.randint(2, 6)}:", "    i += 1"]
        self.binding("i")
        return lines + self.body(level, True, 2)

    def function(self, level):
        name = self.pick("g", "h")
        known, inside = list(self.known), self.in_function
        self.known = ["p", "q", *(name for name in known if self.random.random() < 0.5)]
        self.in_function = True
        body = self.body(level, False)
        if self.random.random() < 0.8:
            body += [f"    return {self.number()}"]
        self.known, self.in_function = known, inside
        lines = [f"def {name}(p, q={self.random.randint(0, 3)}):", *body]
        self.binding("c")
        return [*lines, f"c = {name}({self.number()})"]


def main(seed, count):
    programs = Programs(seed)
    for _ in range(count):
        sys.stdout.write(programs.one() + "\0")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
