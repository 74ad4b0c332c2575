//! The tokens of an expression, and the list that the lexer makes of them.
//!
//! Kept apart from the lexer so that nothing but `lexer.rs` needs to know how tokens are found.
//! Python's manual: <https://docs.python.org/3.13/reference/lexical_analysis.html>.

use std::fmt;

use super::span::Span;

macro_rules! token_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a token is; the text beside each variant is what makes it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum TokenKind {
            $($(#[$doc])* $name,)*
        }

        impl TokenKind {
            /// Every kind, in the order of declaration.
            pub const ALL: &[TokenKind] = &[$(TokenKind::$name,)*];

            /// The token as it is written, or a word for what it stands for.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(TokenKind::$name => $text,)*
                }
            }
        }
    };
}

token_kinds! {
    /// `total`
    Name = "NAME",
    /// `12`, `1.5e3`, `2j`
    Number = "NUMBER",
    /// `'text'`, `b'bytes'`
    String = "STRING",
    /// `f'`
    FStringStart = "FSTRING_START",
    /// The text between the holes of an f-string.
    FStringMiddle = "FSTRING_MIDDLE",
    /// The closing quotes of an f-string.
    FStringEnd = "FSTRING_END",
    /// The `{` of a hole in an f-string.
    HoleOpen = "HOLE_OPEN",
    /// The `}` of a hole in an f-string.
    HoleClose = "HOLE_CLOSE",
    /// The end of a line that is not inside brackets.
    Newline = "NEWLINE",
    /// A line that begins further right than the one before.
    Indent = "INDENT",
    /// A line that begins further left than the one before.
    Dedent = "DEDENT",
    /// The end of the text.
    End = "END",
    /// A character that no token begins with: `$`, `?`
    Unknown = "UNKNOWN",
    /// `False`
    False = "False",
    /// `None`
    None = "None",
    /// `True`
    True = "True",
    /// `and`
    And = "and",
    /// `as`
    As = "as",
    /// `assert`
    Assert = "assert",
    /// `async`
    Async = "async",
    /// `await`
    Await = "await",
    /// `break`
    Break = "break",
    /// `class`
    Class = "class",
    /// `continue`
    Continue = "continue",
    /// `def`
    Def = "def",
    /// `del`
    Del = "del",
    /// `elif`
    Elif = "elif",
    /// `else`
    Else = "else",
    /// `except`
    Except = "except",
    /// `finally`
    Finally = "finally",
    /// `for`
    For = "for",
    /// `from`
    From = "from",
    /// `global`
    Global = "global",
    /// `if`
    If = "if",
    /// `import`
    Import = "import",
    /// `in`
    In = "in",
    /// `is`
    Is = "is",
    /// `lambda`
    Lambda = "lambda",
    /// `nonlocal`
    Nonlocal = "nonlocal",
    /// `not`
    Not = "not",
    /// `or`
    Or = "or",
    /// `pass`
    Pass = "pass",
    /// `raise`
    Raise = "raise",
    /// `return`
    Return = "return",
    /// `try`
    Try = "try",
    /// `while`
    While = "while",
    /// `with`
    With = "with",
    /// `yield`
    Yield = "yield",
    /// `(`
    ParenOpen = "(",
    /// `)`
    ParenClose = ")",
    /// `[`
    BracketOpen = "[",
    /// `]`
    BracketClose = "]",
    /// `{`
    BraceOpen = "{",
    /// `}`
    BraceClose = "}",
    /// `,`
    Comma = ",",
    /// `:`
    Colon = ":",
    /// `.`
    Dot = ".",
    /// `...`
    Ellipsis = "...",
    /// `=`
    Equal = "=",
    /// `!`
    Bang = "!",
    /// `+`
    Plus = "+",
    /// `-`
    Minus = "-",
    /// `*`
    Star = "*",
    /// `**`
    DoubleStar = "**",
    /// `/`
    Slash = "/",
    /// `//`
    DoubleSlash = "//",
    /// `%`
    Percent = "%",
    /// `@`
    At = "@",
    /// `<<`
    ShiftLeft = "<<",
    /// `>>`
    ShiftRight = ">>",
    /// `&`
    Ampersand = "&",
    /// `|`
    Bar = "|",
    /// `^`
    Caret = "^",
    /// `~`
    Tilde = "~",
    /// `==`
    EqualEqual = "==",
    /// `!=`
    NotEqual = "!=",
    /// `<`
    Less = "<",
    /// `<=`
    LessEqual = "<=",
    /// `>`
    Greater = ">",
    /// `>=`
    GreaterEqual = ">=",
    /// `:=`
    ColonEqual = ":=",
    /// `;`
    Semicolon = ";",
    /// `->`
    Arrow = "->",
    /// `+=`
    PlusEqual = "+=",
    /// `-=`
    MinusEqual = "-=",
    /// `*=`
    StarEqual = "*=",
    /// `/=`
    SlashEqual = "/=",
    /// `//=`
    DoubleSlashEqual = "//=",
    /// `%=`
    PercentEqual = "%=",
    /// `@=`
    AtEqual = "@=",
    /// `&=`
    AmpersandEqual = "&=",
    /// `|=`
    BarEqual = "|=",
    /// `^=`
    CaretEqual = "^=",
    /// `>>=`
    ShiftRightEqual = ">>=",
    /// `<<=`
    ShiftLeftEqual = "<<=",
    /// `**=`
    DoubleStarEqual = "**=",
}

impl TokenKind {
    /// The keyword that `word` is, if it is one.
    #[must_use]
    pub fn keyword(word: &str) -> Option<TokenKind> {
        if !(2..=8).contains(&word.len()) {
            return None;
        }
        Some(match word {
            "False" => TokenKind::False,
            "None" => TokenKind::None,
            "True" => TokenKind::True,
            "and" => TokenKind::And,
            "as" => TokenKind::As,
            "assert" => TokenKind::Assert,
            "async" => TokenKind::Async,
            "await" => TokenKind::Await,
            "break" => TokenKind::Break,
            "class" => TokenKind::Class,
            "continue" => TokenKind::Continue,
            "def" => TokenKind::Def,
            "del" => TokenKind::Del,
            "elif" => TokenKind::Elif,
            "else" => TokenKind::Else,
            "except" => TokenKind::Except,
            "finally" => TokenKind::Finally,
            "for" => TokenKind::For,
            "from" => TokenKind::From,
            "global" => TokenKind::Global,
            "if" => TokenKind::If,
            "import" => TokenKind::Import,
            "in" => TokenKind::In,
            "is" => TokenKind::Is,
            "lambda" => TokenKind::Lambda,
            "nonlocal" => TokenKind::Nonlocal,
            "not" => TokenKind::Not,
            "or" => TokenKind::Or,
            "pass" => TokenKind::Pass,
            "raise" => TokenKind::Raise,
            "return" => TokenKind::Return,
            "try" => TokenKind::Try,
            "while" => TokenKind::While,
            "with" => TokenKind::With,
            "yield" => TokenKind::Yield,
            _ => return None,
        })
    }

    /// Whether this is a word that cannot be a name.
    #[must_use]
    pub fn is_keyword(self) -> bool {
        TokenKind::keyword(self.text()) == Some(self)
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A bracket that is open, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenBracket {
    /// `(`, `[` or `{`.
    pub bracket: char,
    /// Where it stands.
    pub span: Span,
    /// Its line, counted from 1.
    pub line: u32,
}

/// Why the lexer could not go on.
#[derive(Clone, Debug, PartialEq)]
pub struct LexError {
    /// A stable word in kebab case.
    pub kind: &'static str,
    /// What CPython says.
    pub message: String,
    /// Where.
    pub span: Span,
    /// The innermost bracket that was open there.
    pub unclosed: Option<OpenBracket>,
    /// Whether CPython's lexer would word the complaint itself; its parser words the others, and drops them where it
    /// has a complaint of its own.
    pub raised: bool,
}

/// All tokens of a text, up to its end or to the first that cannot be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tokens {
    /// What each token is. The last is `End` unless `error` is set.
    pub kinds: Vec<TokenKind>,
    /// Where each token stands; as long as `kinds`.
    pub spans: Vec<Span>,
    /// What stopped the lexer; it stands after the last token.
    pub error: Option<LexError>,
}
