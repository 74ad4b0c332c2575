//! The lessons: what each kind of mistake is, in plain words.
//!
//! The words live in `lessons/KIND.md`, one file per kind: first a few lines of `key: value` between `---`, then the
//! page that `lambkin lesson KIND` prints.
//! The keys are `title`, `span` (what is underlined), `label` (what is said there), and where they help `message`
//! (a sentence or two; without it Python's own words stand) and `help` (what to do where no rewrite is offered).

/// What there is to say about one kind of mistake.
///
/// ```
/// let lesson = lambkin::teach::lessons::find("single-equals").unwrap();
/// assert_eq!(lesson.kind, "single-equals");
/// assert!(lesson.page().contains("=="));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The stable word in kebab case: `chained-assignment`.
    pub kind: &'static str,
    file: &'static str,
}

macro_rules! lessons {
    ($($kind:literal)*) => {
        /// Every lesson, sorted by kind.
        ///
        /// ```
        /// use lambkin::teach::lessons::LESSONS;
        /// assert!(LESSONS.is_sorted_by_key(|lesson| lesson.kind));
        /// ```
        pub const LESSONS: &[Lesson] = &[$(Lesson {
            kind: $kind,
            file: include_str!(concat!("lessons/", $kind, ".md")),
        },)*];
    };
}

lessons! {
    "annotated-assignment"
    "argument-order"
    "arrow-lambda"
    "assert"
    "assignment"
    "async-comprehension"
    "async-def"
    "augmented-assignment"
    "await"
    "backquotes"
    "backslash"
    "bar-lambda"
    "bare-comprehension"
    "bare-comprehension-tuple"
    "bare-generator"
    "bare-not"
    "brace-block"
    "break"
    "c-and"
    "c-comment"
    "c-for"
    "c-not"
    "c-or"
    "c-ternary"
    "capital-keyword"
    "chained-assignment"
    "class"
    "comprehension-else"
    "continue"
    "declaration"
    "decorator"
    "def"
    "del"
    "dict-equals"
    "dollar-name"
    "dot-concatenation"
    "duplicate-parameter"
    "elif"
    "else"
    "else-if"
    "empty"
    "exec-statement"
    "f-string"
    "f-string-lambda"
    "for"
    "foreach-word"
    "from-import"
    "function-keyword"
    "global"
    "if"
    "import"
    "inconsistent-tabs"
    "increment"
    "invalid-bytes"
    "invalid-character"
    "invalid-escape"
    "invalid-number"
    "invalid-syntax"
    "keyword-as-name"
    "lambda-return"
    "leading-equals"
    "lone-surrogate"
    "long-number"
    "look-alike"
    "match"
    "mismatched-bracket"
    "missing-block"
    "missing-colon"
    "missing-comma"
    "missing-dict-value"
    "missing-else"
    "missing-in"
    "missing-name"
    "missing-operator"
    "missing-parameters"
    "missing-parentheses"
    "missing-value"
    "mixed-bytes"
    "multiple-expressions"
    "new-keyword"
    "nonlocal"
    "not-order"
    "not-utf8"
    "null-byte"
    "null-coalescing"
    "old-not-equal"
    "old-octal"
    "old-string-prefix"
    "optional-chaining"
    "parameter-list"
    "pass"
    "pipe"
    "print-statement"
    "raise"
    "range-dots"
    "repeated-argument"
    "reserved-name"
    "return"
    "semicolon"
    "single-brace"
    "single-equals"
    "smart-quotes"
    "sql-word"
    "starred-expression"
    "starred-keyword"
    "starred-target"
    "swapped-operator"
    "switch"
    "then-word"
    "too-deep"
    "too-long"
    "too-many-digits"
    "triple-equals"
    "try"
    "tuple-assignment"
    "tuple-parameter"
    "type-alias"
    "unclosed-bracket"
    "unclosed-f-string"
    "unexpected-dedent"
    "unexpected-end"
    "unexpected-indent"
    "unknown-name"
    "unless-word"
    "unmatched-bracket"
    "unterminated-string"
    "walrus"
    "while"
    "with"
    "wrong-target"
    "yield"
}

/// The lesson about that kind.
///
/// ```
/// use lambkin::teach::lessons;
/// assert_eq!(lessons::find("walrus").unwrap().title(), "The walrus: `name := value`");
/// ```
#[must_use]
pub fn find(kind: &str) -> Option<&'static Lesson> {
    LESSONS.iter().find(|lesson| lesson.kind == kind)
}

impl Lesson {
    /// What the kind is called.
    ///
    /// ```
    /// use lambkin::teach::lessons;
    /// assert_eq!(lessons::find("while").unwrap().title(), "`while test: ...`");
    /// ```
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.key("title").unwrap_or(self.kind)
    }

    /// The short explanation, where Python's own words do not do.
    ///
    /// ```
    /// use lambkin::teach::lessons;
    /// assert!(lessons::find("while").unwrap().message().is_some());
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<&'static str> {
        self.key("message")
    }

    /// What is said at the place itself.
    ///
    /// ```
    /// use lambkin::teach::lessons;
    /// assert_eq!(lessons::find("walrus").unwrap().label(), "this gives a name to a value");
    /// ```
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.key("label").unwrap_or(self.kind)
    }

    /// What is underlined.
    ///
    /// ```
    /// use lambkin::teach::lessons;
    /// assert_eq!(lessons::find("walrus").unwrap().span(), Some("the `:=`"));
    /// ```
    #[must_use]
    pub fn span(&self) -> Option<&'static str> {
        self.key("span")
    }

    /// What to do where no rewrite is offered.
    ///
    /// ```
    /// use lambkin::teach::lessons;
    /// assert!(lessons::find("try").unwrap().help().is_some());
    /// ```
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        self.key("help")
    }

    /// The longer page, in Markdown with examples.
    ///
    /// ```
    /// use lambkin::teach::lessons;
    /// assert!(lessons::find("for").unwrap().page().contains(">>> "));
    /// ```
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.parts().1
    }

    fn key(&self, key: &str) -> Option<&'static str> {
        self.parts().0.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            (found == key).then_some(value.trim())
        })
    }

    /// The lines between `---`, and what comes after them.
    fn parts(&self) -> (&'static str, &'static str) {
        (self.file.strip_prefix("---\n"))
            .and_then(|rest| rest.split_once("\n---\n"))
            .map_or(("", self.file), |(keys, page)| (keys, page.trim()))
    }
}
