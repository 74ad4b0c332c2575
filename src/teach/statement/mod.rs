//! Python's statements as a tree, read only where a text is no expression.
//!
//! The tree is what lessons and rewrites are made from; its expressions are those of `syntax`.
//! Reading never fails: what is wrong with a text is noted in [`Module::problems`], and reading goes on behind it.
//! Nothing here knows what a lesson says.
//! Python's manual: <https://docs.python.org/3.13/reference/simple_stmts.html>.

mod compound;
mod header;
mod params;
mod pattern;
mod phrase;
mod reader;
mod simple;
mod target;

use std::rc::Rc;

use crate::syntax::ast::{BinaryOp, Expr, Name, Params, Target};
use crate::syntax::{Diagnostic, Span, Tree};

pub use pattern::{Pattern, PatternKind};
pub use reader::read;
pub(super) use reader::read_tokens;

/// A text as statements.
#[derive(Debug, Default)]
pub struct Module {
    /// The statements at the left edge, in order.
    pub statements: Vec<Statement>,
    /// What is no Python in it, in the order of reading; the first few only.
    pub problems: Vec<Diagnostic>,
}

/// The statements of a body, at least one unless the text is wrong.
pub type Block = Vec<Statement>;

/// A statement and where it stands.
#[derive(Debug)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// From its first to its last token, a body included.
    pub span: Span,
    /// The token or phrase that makes it this statement: `=`, `async def`, `while`.
    pub mark: Span,
    /// The `;` behind it.
    pub semicolon: Option<Span>,
}

/// Every statement of Python 3.13, and what older Pythons had; the text beside each variant is what makes it.
#[derive(Debug)]
pub enum StatementKind {
    /// `f(x)`: an expression on a line of its own.
    Expression(Phrase),
    /// `a = b = value`: the targets from left to right.
    Assignment(Vec<Place>, Phrase),
    /// `total += x`
    Augmented(Place, BinaryOp, Phrase),
    /// `x: int = 1`, `x: int`
    Annotated(Place, Phrase, Option<Phrase>),
    /// `def f(a, b=1): …`, `async def f(): …`
    Def(Box<Def>),
    /// `class C(Base): …`
    Class(Box<Class>),
    /// `@decorate`, and the definition below it.
    Decorated(Vec<Phrase>, Box<Statement>),
    /// `return x`
    Return(Option<Phrase>),
    /// `if a: … elif b: … else: …`: the tests with their bodies, then what stands behind `else`.
    If(Vec<(Phrase, Block)>, Option<Block>),
    /// `for x in xs: … else: …`, `async for x in xs: …`
    For(Box<For>),
    /// `while test: … else: …`
    While(Phrase, Block, Option<Block>),
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `try: … except E as e: … else: … finally: …`
    Try(Box<Try>),
    /// `with open(f) as g: …`, `async with …`
    With(Box<With>),
    /// `raise error from cause`
    Raise(Option<Phrase>, Option<Phrase>),
    /// `assert test, message`
    Assert(Phrase, Option<Phrase>),
    /// `del x, d[k]`
    Delete(Phrase),
    /// `global x, y`
    Global(Vec<Name>),
    /// `nonlocal x, y`
    Nonlocal(Vec<Name>),
    /// `pass`
    Pass,
    /// `import a.b as c, d`
    Import(Vec<Alias>),
    /// `from .a import b as c`, `from a import *`
    FromImport(Box<FromImport>),
    /// `match x: case …`
    Match(Phrase, Vec<Case>),
    /// `type Pair = tuple[int, int]`
    TypeAlias(Name, Phrase),
    /// `print x, y` of Python 2.
    Print(Box<Print>),
    /// `exec code in scope` of Python 2.
    Exec(Phrase),
    /// A part without its beginning: `elif x: …`, `else: …`, `except E: …`, `finally: …`, `case 1: …`.
    Stray(Stray, Option<Phrase>, Block),
}

/// What begins a part that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stray {
    /// `elif x: …`
    Elif,
    /// `else: …`
    Else,
    /// `except E: …`
    Except,
    /// `finally: …`
    Finally,
}

/// An expression in a statement, as text and, where the language has it, as a tree.
///
/// Python's `x := 1`, `yield x` and `await x` have no tree here.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// From its first to its last token; empty where an expression is missing.
    pub span: Span,
    tree: Option<Rc<Tree>>,
}

impl Phrase {
    /// The expression, if it is one of the language's.
    #[must_use]
    pub fn expr(&self) -> Option<&Expr> {
        self.tree.as_deref().map(Tree::root)
    }

    /// A bound on how deep the expression nests.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.tree.as_deref().map_or(0, Tree::depth)
    }
}

/// What a value is assigned to.
#[derive(Debug)]
pub struct Place {
    /// From its first to its last token.
    pub span: Span,
    /// `x`, `a, *b`, `d[k]`, `o.name`; none where it is nothing that the language can bind.
    pub target: Option<Target>,
}

/// `async def name(params) -> returns: body`
#[derive(Debug)]
pub struct Def {
    /// Whether `async` stands before it.
    pub is_async: bool,
    /// What the function is called.
    pub name: Name,
    /// Its parameters; none where they cannot be read.
    pub params: Option<Params>,
    /// Whether parameters or the result are annotated.
    pub is_annotated: bool,
    /// Its body.
    pub body: Block,
}

/// `class name(arguments): body`
#[derive(Debug)]
pub struct Class {
    /// What the class is called.
    pub name: Name,
    /// Between the parentheses behind the name.
    pub arguments: Option<Span>,
    /// Its body.
    pub body: Block,
}

/// `for target in iterable: body else: orelse`
#[derive(Debug)]
pub struct For {
    /// Whether `async` stands before it.
    pub is_async: bool,
    /// What each item is bound to.
    pub target: Place,
    /// What is iterated.
    pub iterable: Phrase,
    /// What is done for each item.
    pub body: Block,
    /// What is done when no `break` ended the loop.
    pub orelse: Option<Block>,
}

/// `try: body except …: … else: orelse finally: finalbody`
#[derive(Debug)]
pub struct Try {
    /// What is tried.
    pub body: Block,
    /// The `except` parts.
    pub handlers: Vec<Handler>,
    /// What is done when nothing was raised.
    pub orelse: Option<Block>,
    /// What is done in any case.
    pub finalbody: Option<Block>,
}

/// `except* error as name: body`
#[derive(Debug)]
pub struct Handler {
    /// What is caught; none catches everything.
    pub error: Option<Phrase>,
    /// What the exception is called in the body.
    pub name: Option<Name>,
    /// What is done then.
    pub body: Block,
}

/// `with context as target, …: body`
#[derive(Debug)]
pub struct With {
    /// Whether `async` stands before it.
    pub is_async: bool,
    /// The contexts, each with what its value is bound to.
    pub items: Vec<(Phrase, Option<Place>)>,
    /// What is done meanwhile.
    pub body: Block,
}

/// `a.b as c`
#[derive(Debug)]
pub struct Alias {
    /// The name with its dots; `*` for everything.
    pub path: String,
    /// What it is called here.
    pub name: Option<Name>,
    /// The whole of it.
    pub span: Span,
}

/// `from ..module import names`
#[derive(Debug)]
pub struct FromImport {
    /// The dots before the module and its own.
    pub module: String,
    /// What is taken from it.
    pub names: Vec<Alias>,
}

/// `case pattern if guard: body`
#[derive(Debug)]
pub struct Case {
    /// What the value must look like.
    pub pattern: Pattern,
    /// What must be true besides.
    pub guard: Option<Phrase>,
    /// What is done then.
    pub body: Block,
}

/// `print >>file, a, b,` of Python 2.
#[derive(Debug)]
pub struct Print {
    /// Where to, behind `>>`.
    pub file: Option<Phrase>,
    /// What is printed.
    pub values: Vec<Phrase>,
    /// Whether a comma at the end keeps the line open.
    pub keeps_line: bool,
}

impl Statement {
    /// The stable word for the statement, in kebab case; an expression has none.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(match &self.kind {
            StatementKind::Expression(_) => return None,
            StatementKind::Assignment(targets, _) => match targets.as_slice() {
                [only] if only.takes_apart() => "tuple-assignment",
                [_] => "assignment",
                _ => "chained-assignment",
            },
            StatementKind::Augmented(..) => "augmented-assignment",
            StatementKind::Annotated(..) => "annotated-assignment",
            StatementKind::Def(def) if def.is_async => "async-def",
            StatementKind::Def(_) => "def",
            StatementKind::Class(_) => "class",
            StatementKind::Decorated(..) => "decorator",
            StatementKind::Return(_) => "return",
            StatementKind::If(..) => "if",
            StatementKind::For(_) => "for",
            StatementKind::While(..) => "while",
            StatementKind::Break => "break",
            StatementKind::Continue => "continue",
            StatementKind::Try(_) => "try",
            StatementKind::With(_) => "with",
            StatementKind::Raise(..) => "raise",
            StatementKind::Assert(..) => "assert",
            StatementKind::Delete(_) => "del",
            StatementKind::Global(_) => "global",
            StatementKind::Nonlocal(_) => "nonlocal",
            StatementKind::Pass => "pass",
            StatementKind::Import(_) => "import",
            StatementKind::FromImport(_) => "from-import",
            StatementKind::Match(..) => "match",
            StatementKind::TypeAlias(..) => "type-alias",
            StatementKind::Print(_) => "print-statement",
            StatementKind::Exec(_) => "exec-statement",
            StatementKind::Stray(Stray::Elif, ..) => "elif",
            StatementKind::Stray(Stray::Else, ..) => "else",
            StatementKind::Stray(Stray::Except | Stray::Finally, ..) => "try",
        })
    }
}
