//! The tree that runs: names are slots, and every closure says what it takes along.
//!
//! A frame is filled once, at the call, because expressions never assign; only comprehension variables change, and
//! those live in a frame of their own. After them, its frame holds copies of what it uses from around it.
//! The tree is immutable, holds no value and is shared between threads.

use std::sync::Arc;

use crate::syntax::Span;
use crate::syntax::ast::{BinaryOp, CompareOp, Constant, Conversion, Name, UnaryOp};

/// A whole program, ready to run.
#[derive(Debug)]
pub struct Code {
    /// The text it was made from.
    pub source: Arc<str>,
    /// The expression.
    pub root: Node,
    /// Every literal; a node names it by index.
    pub constants: Vec<Literal>,
    /// Every free name; a node names it by index.
    pub globals: Vec<Global>,
    /// Every lambda, inner ones too.
    pub lambdas: Vec<Lambda>,
    /// Every comprehension, inner ones too.
    pub comprehensions: Vec<Comprehension>,
    /// Every attribute name, each once; a node names it by index.
    pub names: Vec<Name>,
    /// How many places call a method or read an attribute: each has a cache of its own while running.
    pub attribute_sites: u32,
    /// The key of each place that looks up one that is written out, a string constant: the place remembers where it lay.
    pub key_sites: Vec<u32>,
    /// An upper bound on how deep nodes nest, for whoever walks or drops the tree.
    pub depth: usize,
}

/// A value that is known before anything runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `12`, `'text'`
    Plain(Constant),
    /// `(1, 'a')`, made of literals throughout.
    Tuple(Box<[Literal]>),
    /// `[1, 'a']` after `in`, where nobody can change it.
    List(Box<[Literal]>),
    /// `{1, 'a'}` after `in`, where nobody can change it.
    FrozenSet(Box<[Literal]>),
    /// `{'a': 1}` before `.get(…)` or `[…]` or after `in`, where nobody can change or keep it.
    Dict(Box<[(Literal, Literal)]>),
}

/// A free name of the program.
#[derive(Clone, Debug)]
pub struct Global {
    /// The name.
    pub name: Name,
    /// Where it stands first.
    pub span: Span,
    /// Whether it stands in a lambda or generator, which do not see the third argument of `eval`. A name that
    /// stands both inside and outside is listed twice.
    pub nested: bool,
}

/// An expression and where it stands in the source.
#[derive(Debug)]
pub struct Node {
    /// What to do.
    pub kind: NodeKind,
    /// The text it was made from.
    pub span: Span,
}

/// What a node does; the text beside each variant is what makes it.
#[derive(Debug)]
pub enum NodeKind {
    /// `12`, `'text'`: an index into the constants.
    Constant(u32),
    /// `x`, a parameter or comprehension variable: a slot of the frame.
    Local(u32),
    /// `x`, where it may not be bound yet: the slot is looked at first.
    MaybeLocal(u32, Name),
    /// `x`, a comprehension variable that closures share: the slot holds a cell.
    LocalCell(u32, Name),
    /// `x`, a variable from around a generator, in a slot of the generator's frame: the slot holds a cell.
    FreeCell(u32, Name),
    /// `x`, taken along by the lambda around.
    Captured(u32),
    /// `x`, taken along, in a cell.
    CapturedCell(u32, Name),
    /// `total`: an index into the globals.
    Global(u32),
    /// `(a, b)`
    Tuple(Box<[Node]>),
    /// `(a, *b)`
    TupleWithStars(Box<[Element]>),
    /// `[a, b]`
    List(Box<[Node]>),
    /// `[a, *b]`
    ListWithStars(Box<[Element]>),
    /// `{a, *b}`
    Set(Box<[Element]>),
    /// `{k: v, **m}`
    Dict(Box<[Entry]>),
    /// `[e for x in xs]`: an index into the comprehensions.
    Comprehension(u32),
    /// `lambda x: e`: an index into the lambdas.
    Lambda(u32),
    /// `body if test else orelse`
    Conditional(Box<Conditional>),
    /// `a and b`
    And(Box<[Node]>),
    /// `a or b`
    Or(Box<[Node]>),
    /// `not x`
    Not(Box<Node>),
    /// `-x`
    Unary(UnaryOp, Box<Node>),
    /// `a + b`
    Binary(Box<Binary>),
    /// `a*a + r['b']`: only names, numbers, items and arithmetic, so that it may be tried on numbers at once.
    Formula(Box<Formula>),
    /// `a < b`
    Compare(Box<Comparison>),
    /// `a < b < c`
    CompareChain(Box<Node>, Box<[(CompareOp, Node)]>),
    /// `f(a, b)`
    Call(Box<Call>),
    /// `f(a, *b, k=c, **d)`
    CallWithNames(Box<Node>, Box<[Argument]>),
    /// `value.name(a, b)`: the method is not bound before it is called.
    MethodCall(Box<MethodCall>),
    /// `value.name`
    Attribute(Box<Node>, Attribute),
    /// `value[index]`
    Subscript(Box<[Node; 2]>),
    /// `value['key']`
    Key(Box<Key>),
    /// `value[a:b]`
    SliceOf(Box<Node>, Box<SliceParts>),
    /// `a:b:c` elsewhere in a subscript.
    Slice(Box<SliceParts>),
    /// `f'{x}'`
    FString(Box<[Part]>),
    /// Any node that is nested deep: more native stack is made sure of first.
    Deep(Box<Node>),
    /// Any node of a program that somebody watches; see [`super::lower_watched`].
    Watched(Box<Watched>),
}

/// A node whose evaluation an observer is told of.
#[derive(Debug)]
pub struct Watched {
    /// What it is to the observer.
    pub role: Role,
    /// The node itself.
    pub node: Node,
}

/// What a watched node is to an observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `a + b`: an expression as it was written.
    Expression,
    /// The `x` of `lambda: x`: the body of the lambda of that index, so that its evaluation is a call.
    Body(u32),
    /// The `x` of `[x for y in ys]`: what is evaluated first with each new item of a clause.
    Item {
        /// An index into the comprehensions.
        comprehension: u32,
        /// Which of its clauses.
        clause: u32,
    },
}

/// One element of a display: `e` or `*e`.
#[derive(Debug)]
pub enum Element {
    /// `e`
    One(Node),
    /// `*e`
    Star(Node),
}

/// One entry of a dict display.
#[derive(Debug)]
pub enum Entry {
    /// `k: v`
    Pair(Node, Node),
    /// `**m`
    Unpack(Node),
}

/// `body if test else orelse`
#[derive(Debug)]
pub struct Conditional {
    /// Decides.
    pub test: Node,
    /// When true.
    pub body: Node,
    /// When not.
    pub orelse: Node,
}

/// What an operator stands between, where that can be looked at without asking what it is.
#[derive(Clone, Copy, Debug)]
pub enum Operands {
    /// `x + y`: two slots of the frame.
    Names(u32, u32),
    /// `x + 1`: a slot of the frame and a small integer.
    NameAndInteger(u32, i64),
    /// `x + 1.5`: names and literals of other kinds.
    Leaves,
    /// `r['x'] + y`: items of records, with names and literals or without.
    Items,
    /// `f(x) + 1`: something to be worked out, and a small integer.
    AnyAndInteger(i64),
    /// `f(x) + g(y)`: anything else.
    Any,
}

/// `a + b`
#[derive(Debug)]
pub struct Binary {
    /// The operator.
    pub op: BinaryOp,
    /// What its operands are.
    pub operands: Operands,
    /// What stands before it.
    pub lhs: Node,
    /// What stands after it.
    pub rhs: Node,
}

/// `a*a + b*b`: the tree, and its steps in a row.
#[derive(Debug)]
pub struct Formula {
    /// The names, numbers and items, each once: the first cells hold them.
    pub leaves: Box<[Node]>,
    /// The operators in the order of evaluation; the last one's result is the formula's.
    pub steps: Box<[Step]>,
    /// The tree, for everything that the steps do not know.
    pub whole: Node,
}

impl Formula {
    /// How many cells there are for leaves and intermediate results.
    pub const CELLS: usize = 16;
}

/// One operator of a formula.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// `+`, `-`, `*`, `/` or `%`
    pub op: BinaryOp,
    /// The cell of what stands before it.
    pub lhs: u8,
    /// The cell of what stands after it.
    pub rhs: u8,
    /// The cell that takes the result.
    pub to: u8,
}

/// `a < b`
#[derive(Debug)]
pub struct Comparison {
    /// The operator.
    pub op: CompareOp,
    /// What its operands are.
    pub operands: Operands,
    /// What stands before it.
    pub lhs: Node,
    /// What stands after it.
    pub rhs: Node,
}

/// `f(a, b)`
#[derive(Debug)]
pub struct Call {
    /// What is called.
    pub callee: Node,
    /// The arguments.
    pub args: Box<[Node]>,
}

/// `value['key']`
#[derive(Debug)]
pub struct Key {
    /// The value before the bracket.
    pub value: Node,
    /// The key, a string constant.
    pub key: u32,
    /// The number of the place.
    pub site: u32,
}

/// `receiver.name(a, b)`
#[derive(Debug)]
pub struct MethodCall {
    /// The value before the dot.
    pub receiver: Node,
    /// The name after it.
    pub attribute: Attribute,
    /// The attribute's own text, `receiver.name`: where a missing attribute is reported.
    pub attribute_span: Span,
    /// The arguments.
    pub args: Box<[Node]>,
}

/// An attribute name with the cache of the place that reads it.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// An index into the names.
    pub name: u32,
    /// The number of its cache.
    pub site: u32,
}

/// `a:b:c`
#[derive(Debug)]
pub struct SliceParts {
    /// Before the first colon.
    pub start: Option<Node>,
    /// After it.
    pub stop: Option<Node>,
    /// After the second.
    pub step: Option<Node>,
}

/// One argument of a call that is not plainly positional throughout.
#[derive(Debug)]
pub enum Argument {
    /// `e`
    Positional(Node),
    /// `*e`
    Star(Node),
    /// `name=e`; the name is a string constant.
    Named(u32, Node),
    /// `**e`
    DoubleStar(Node),
}

/// One part of an f-string.
#[derive(Debug)]
pub enum Part {
    /// Text, as a string constant.
    Text(u32),
    /// `{value!r:spec}`
    Hole(Hole),
}

/// `{value!r:spec}`
#[derive(Debug)]
pub struct Hole {
    /// The value.
    pub value: Node,
    /// `!r`
    pub conversion: Option<Conversion>,
    /// The format spec; empty when there is none.
    pub spec: Box<[Part]>,
}

/// Where a closure finds what it takes along, when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a slot of the frame.
    Local(u32),
    /// Among what the lambda around took along itself.
    Captured(u32),
}

/// A lambda: its frame holds the parameters and nothing else.
#[derive(Debug)]
pub struct Lambda {
    /// Its parameters.
    pub params: Params,
    /// Where the defaults of the parameters come from, in slot order; evaluated when the lambda is made.
    pub defaults: Box<[Node]>,
    /// What it takes along.
    pub captures: Box<[Source]>,
    /// The names of what it takes along, in the same order.
    pub captured_names: Box<[Name]>,
    /// What a call returns.
    pub body: Node,
    /// Its `__qualname__`: `<lambda>.<locals>.<lambda>` where it stands in another one.
    pub qualified_name: Arc<str>,
    /// The whole `lambda …: …`.
    pub span: Span,
}

/// The parameters of a lambda, one slot each: positional-only, positional, `*rest`, keyword-only, `**options`.
#[derive(Debug)]
pub struct Params {
    /// Name and index of the default, in slot order.
    pub list: Box<[Param]>,
    /// How many are positional-only.
    pub positional_only: usize,
    /// How many can be passed by position.
    pub positional: usize,
    /// The slot of `*rest`.
    pub rest: Option<usize>,
    /// The slot of `**options`.
    pub options: Option<usize>,
    /// Whether a call with exactly `positional` positional arguments fills every slot.
    pub simple: bool,
}

/// One parameter.
#[derive(Debug)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Which of the defaults is its own.
    pub default: Option<u32>,
}

/// A comprehension: its frame holds its variables, then what it took along.
#[derive(Debug)]
pub struct Comprehension {
    /// What it makes.
    pub kind: ComprehensionKind,
    /// What it takes along, into the slots after the variables.
    pub captures: Box<[Source]>,
    /// How many variables it has.
    pub variables: u32,
    /// The slots whose variables closures share: each starts with a new cell.
    pub cells: Box<[u32]>,
    /// The first iterable: evaluated at once, in the scope around.
    pub first: Node,
    /// The `for` clauses, outermost first; the first one's iterable is `first`.
    pub clauses: Box<[Clause]>,
    /// A generator's `__qualname__`: `<genexpr>`, after the scopes around it.
    pub qualified_name: Arc<str>,
    /// The whole text.
    pub span: Span,
}

/// What a comprehension makes.
#[derive(Debug)]
pub enum ComprehensionKind {
    /// `[e for …]`
    List(Node),
    /// `{e for …}`
    Set(Node),
    /// `{k: v for …}`
    Dict(Node, Node),
    /// `(e for …)`
    Generator(Node),
}

/// `for target in iterable if condition`
#[derive(Debug)]
pub struct Clause {
    /// Where each item goes.
    pub target: Target,
    /// What is iterated; `None` in the first clause.
    pub iterable: Option<Node>,
    /// The conditions.
    pub conditions: Box<[Node]>,
}

/// Where a comprehension puts an item.
#[derive(Debug)]
pub enum Target {
    /// `x`: a slot.
    Slot(u32),
    /// `x`: a slot with a cell.
    Cell(u32),
    /// `a, *b`: the targets, and which of them is starred.
    Unpack(Box<[Target]>, Option<usize>, Span),
    /// `d[k]`
    Subscript(Box<[Node; 2]>, Span),
    /// `o.name`: nothing in the language allows it, so it raises.
    Attribute(Box<Node>, Name, Span),
}

impl Drop for Code {
    /// A tree nested deep is dropped on a stack with room for it.
    fn drop(&mut self) {
        if self.depth < 200 {
            return;
        }
        let empty = || Node {
            kind: NodeKind::Tuple(Box::default()),
            span: Span::default(),
        };
        let root = std::mem::replace(&mut self.root, empty());
        let lambdas = std::mem::take(&mut self.lambdas);
        let comprehensions = std::mem::take(&mut self.comprehensions);
        stacker::grow(self.depth.saturating_mul(2048), || {
            drop((root, lambdas, comprehensions))
        });
    }
}
