//! One line of advice for each kind of mistake; the lessons about statements are `teach`'s.

/// What to do about a complaint of that kind, where a general word helps.
pub(super) fn advice(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "argument-order" => "put positional arguments first, then named ones, then `**mapping`",
        "bare-comprehension-tuple" => "put the tuple in parentheses: `[(a, b) for a, b in pairs]`",
        "bare-generator" => "put the generator in parentheses: `f((x for x in xs), y)`",
        "bare-not" => "put it in parentheses: `a + (not b)`",
        "exec-statement" | "print-statement" => "put the argument in parentheses",
        "f-string-lambda" => "put the lambda in parentheses: `{(lambda x: x)(1)}`",
        "missing-comma" => "put a comma or an operator between the two",
        "missing-else" => "say what the value is otherwise: `a if test else b`",
        "missing-in" => "write `for name in items`",
        "missing-dict-value" => "write `key: value`",
        "mixed-bytes" => "give all of them the prefix `b`, or none",
        "parameter-list" => "the order is `a, /, b, c=1, *rest, key, **options`",
        "single-equals" => "write `==` to compare",
        "smart-quotes" => "write straight quotes: ' or \"",
        "tuple-parameter" => {
            "write the parameters without parentheses, and take a tuple apart by `pair[0]`"
        }
        "unclosed-bracket" => "close the bracket",
        "unexpected-indent" => "begin the line further left, or put the expression in parentheses",
        "unmatched-bracket" => "take it away, or open a bracket before",
        "unterminated-string" => "close the string with the quote that opened it",
        _ => return None,
    })
}
