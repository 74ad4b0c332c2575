//! From the syntax tree to the tree that runs.

mod closures;
mod formula;
mod subscript;
mod watched;

use std::collections::HashMap;
use std::sync::Arc;

use closures::{Found, Scope};

use super::scope::{self, ScopeKind};
use super::tree::{
    Argument, Attribute, Binary, Call, Code, Comparison, Comprehension, Conditional, Element,
    Entry, Global, Hole, Lambda, Literal, MethodCall, Node, NodeKind, Operands, Part, Source,
};
use super::with_stack;
use crate::syntax::Span;
use crate::syntax::ast::{self, BoolOp, CompareOp, Constant, Expr, ExprKind, Name, UnaryOp};

/// Levels of nodes between two checks of the native stack.
const DEEP: usize = 32;

/// Gives every name of `root` its slot. `depth` bounds how deep the tree nests.
#[must_use]
pub fn lower(root: &Expr, source: Arc<str>, depth: usize) -> Code {
    lower_with(Lowering::default(), root, source, depth)
}

/// The same for a program that an observer will watch: every expression is wrapped, so that its evaluation is told.
#[must_use]
pub fn lower_watched(root: &Expr, source: Arc<str>, depth: usize) -> Code {
    let lowering = Lowering {
        watching: true,
        ..Lowering::default()
    };
    // Every level of the text is two of the tree, and a body or an item one more.
    lower_with(lowering, root, source, depth.saturating_mul(3))
}

fn lower_with(mut lowering: Lowering, root: &Expr, source: Arc<str>, depth: usize) -> Code {
    lowering.cells = scope::find_cells(root);
    let root = lowering.expr(root);
    Code {
        source,
        root,
        constants: lowering.constants,
        globals: lowering.globals,
        lambdas: lowering.lambdas,
        comprehensions: lowering.comprehensions,
        names: lowering.names,
        attribute_sites: lowering.sites,
        key_sites: lowering.key_sites,
        depth,
    }
}

#[derive(Default)]
struct Lowering {
    /// Whether expressions are wrapped for an observer.
    watching: bool,
    cells: Vec<Vec<Name>>,
    /// How many scopes were entered: the number of the next one.
    entered: usize,
    stack: Vec<Scope>,
    depth: usize,
    constants: Vec<Literal>,
    strings: HashMap<Arc<str>, u32>,
    integers: HashMap<i64, u32>,
    globals: Vec<Global>,
    global_numbers: HashMap<(Name, bool), u32>,
    lambdas: Vec<Lambda>,
    comprehensions: Vec<Comprehension>,
    names: Vec<Name>,
    name_numbers: HashMap<Name, u32>,
    sites: u32,
    key_sites: Vec<u32>,
}

fn index(position: usize) -> u32 {
    // A source is at most 4 GiB, so it cannot hold more parts than that.
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl Lowering {
    fn expr(&mut self, expr: &Expr) -> Node {
        self.depth += 1;
        let deep = self.depth.is_multiple_of(DEEP);
        let kind = with_stack(|| self.kind(expr));
        self.depth -= 1;
        let node = self.watched(Node {
            kind,
            span: expr.span,
        });
        if deep {
            Node {
                kind: NodeKind::Deep(Box::new(node)),
                span: expr.span,
            }
        } else {
            node
        }
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Box<[Node]> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn kind(&mut self, expr: &Expr) -> NodeKind {
        match &expr.kind {
            ExprKind::Constant(constant) => NodeKind::Constant(self.constant(constant)),
            ExprKind::FString(parts) => NodeKind::FString(self.parts(parts)),
            ExprKind::Name(name) => self.name(name, expr.span),
            ExprKind::Tuple(items) => self.tuple(items),
            ExprKind::List(items) if has_star(items) => {
                NodeKind::ListWithStars(self.elements(items))
            }
            ExprKind::List(items) => NodeKind::List(self.exprs(items)),
            ExprKind::Set(items) => NodeKind::Set(self.elements(items)),
            ExprKind::Dict(items) => {
                NodeKind::Dict(items.iter().map(|item| self.entry(item)).collect())
            }
            // The parser lets a star stand only where the cases above and calls take it apart.
            ExprKind::Starred(inner) => self.kind(inner),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension, expr.span),
            ExprKind::Lambda(lambda) => self.lambda(lambda, expr.span),
            ExprKind::Conditional(parts) => NodeKind::Conditional(Box::new(Conditional {
                test: self.expr(&parts.test),
                body: self.expr(&parts.body),
                orelse: self.expr(&parts.orelse),
            })),
            ExprKind::Bool(BoolOp::And, operands) => NodeKind::And(self.exprs(operands)),
            ExprKind::Bool(BoolOp::Or, operands) => NodeKind::Or(self.exprs(operands)),
            ExprKind::Unary(op, operand) => self.unary(*op, operand),
            ExprKind::Binary(op, lhs, rhs) => {
                let (lhs, rhs) = (self.expr(lhs), self.expr(rhs));
                let parts = Binary {
                    op: *op,
                    operands: self.operands(&lhs, &rhs),
                    lhs,
                    rhs,
                };
                formula::binary(parts, expr.span)
            }
            ExprKind::Compare(first, rest) => self.compare(first, rest),
            ExprKind::Call(callee, args) => self.call(callee, args),
            ExprKind::Attribute(value, name, _) => {
                let value = self.expr(value);
                NodeKind::Attribute(Box::new(value), self.attribute(name))
            }
            ExprKind::Subscript(value, index) => self.subscript(value, index),
            ExprKind::Slice(parts) => NodeKind::Slice(Box::new(self.slice(parts))),
        }
    }

    fn constant(&mut self, constant: &Constant) -> u32 {
        let next = index(self.constants.len());
        let number = match constant {
            Constant::Str(text) => *self.strings.entry(Arc::clone(text)).or_insert(next),
            Constant::Int(value) => *self.integers.entry(*value).or_insert(next),
            Constant::None
            | Constant::Bool(_)
            | Constant::Ellipsis
            | Constant::BigInt(_)
            | Constant::Float(_)
            | Constant::Imaginary(_)
            | Constant::Bytes(_) => next,
        };
        if number == next {
            self.constants.push(Literal::Plain(constant.clone()));
        }
        number
    }

    fn literal(&mut self, literal: Literal) -> NodeKind {
        self.constants.push(literal);
        NodeKind::Constant(index(self.constants.len() - 1))
    }

    fn attribute(&mut self, name: &Name) -> Attribute {
        let next = index(self.names.len());
        let number = *self.name_numbers.entry(Name::clone(name)).or_insert(next);
        if number == next {
            self.names.push(Name::clone(name));
        }
        self.sites += 1;
        Attribute {
            name: number,
            site: self.sites - 1,
        }
    }

    fn name(&mut self, name: &Name, span: Span) -> NodeKind {
        match self.find(self.stack.len(), name) {
            Some(Found {
                source: Source::Local(slot),
                cell: true,
                free: true,
                ..
            }) => NodeKind::FreeCell(slot, Name::clone(name)),
            Some(Found {
                source: Source::Local(slot),
                cell: true,
                ..
            }) => NodeKind::LocalCell(slot, Name::clone(name)),
            Some(Found {
                source: Source::Local(slot),
                unsure: true,
                ..
            }) => NodeKind::MaybeLocal(slot, Name::clone(name)),
            Some(Found {
                source: Source::Local(slot),
                ..
            }) => NodeKind::Local(slot),
            Some(Found {
                source: Source::Captured(slot),
                cell: true,
                ..
            }) => NodeKind::CapturedCell(slot, Name::clone(name)),
            Some(Found {
                source: Source::Captured(slot),
                ..
            }) => NodeKind::Captured(slot),
            None => NodeKind::Global(self.global(name, span)),
        }
    }

    fn global(&mut self, name: &Name, span: Span) -> u32 {
        let nested = (self.stack.iter()).any(|scope| scope.kind != ScopeKind::Eager);
        let next = index(self.globals.len());
        let key = (Name::clone(name), nested);
        let number = *self.global_numbers.entry(key).or_insert(next);
        if number == next {
            self.globals.push(Global {
                name: Name::clone(name),
                span,
                nested,
            });
        }
        number
    }

    fn tuple(&mut self, items: &[Expr]) -> NodeKind {
        if has_star(items) {
            return NodeKind::TupleWithStars(self.elements(items));
        }
        match literals(items) {
            Some(literals) => self.literal(Literal::Tuple(literals)),
            None => NodeKind::Tuple(self.exprs(items)),
        }
    }

    fn elements(&mut self, items: &[Expr]) -> Box<[Element]> {
        items
            .iter()
            .map(|item| match &item.kind {
                ExprKind::Starred(inner) => Element::Star(self.expr(inner)),
                _ => Element::One(self.expr(item)),
            })
            .collect()
    }

    fn entry(&mut self, item: &ast::DictItem) -> Entry {
        match item {
            ast::DictItem::Pair(key, value) => Entry::Pair(self.expr(key), self.expr(value)),
            ast::DictItem::Unpack(mapping) => Entry::Unpack(self.expr(mapping)),
        }
    }

    fn operands(&self, lhs: &Node, rhs: &Node) -> Operands {
        let integer = match rhs.kind {
            NodeKind::Constant(number) => match self.constants.get(number as usize) {
                Some(Literal::Plain(Constant::Int(integer))) => Some(*integer),
                _ => None,
            },
            _ => None,
        };
        match (&lhs.kind, &rhs.kind, integer) {
            (NodeKind::Local(lhs), _, Some(rhs)) => Operands::NameAndInteger(*lhs, rhs),
            (NodeKind::Local(lhs), NodeKind::Local(rhs), _) => Operands::Names(*lhs, *rhs),
            (_, _, Some(rhs)) if !formula::is_leaf(lhs) => Operands::AnyAndInteger(rhs),
            _ if formula::is_name_or_literal(lhs) && formula::is_name_or_literal(rhs) => {
                Operands::Leaves
            }
            _ if formula::is_leaf(lhs) && formula::is_leaf(rhs) => Operands::Items,
            _ => Operands::Any,
        }
    }

    fn unary(&mut self, op: UnaryOp, operand: &Expr) -> NodeKind {
        if let (UnaryOp::Neg, ExprKind::Constant(constant)) = (op, &operand.kind)
            && let Some(negative) = negated(constant)
        {
            return NodeKind::Constant(self.constant(&negative));
        }
        let operand = Box::new(self.expr(operand));
        match op {
            UnaryOp::Not => NodeKind::Not(operand),
            UnaryOp::Neg | UnaryOp::Pos | UnaryOp::Invert => NodeKind::Unary(op, operand),
        }
    }

    fn compare(&mut self, first: &Expr, rest: &[(CompareOp, Expr)]) -> NodeKind {
        if let [(op, second)] = rest {
            let (lhs, rhs) = (self.expr(first), self.compared(*op, second));
            return NodeKind::Compare(Box::new(Comparison {
                op: *op,
                operands: self.operands(&lhs, &rhs),
                lhs,
                rhs,
            }));
        }
        let first = self.expr(first);
        let last = rest.len() - 1;
        let lowered = rest.iter().enumerate().map(|(position, (op, operand))| {
            // What stands in the middle is compared itself as well.
            let node = if position == last {
                self.compared(*op, operand)
            } else {
                self.expr(operand)
            };
            (*op, node)
        });
        NodeKind::CompareChain(Box::new(first), lowered.collect())
    }

    /// The right-hand side of a comparison: a display of literals after `in` is made once.
    fn compared(&mut self, op: CompareOp, operand: &Expr) -> Node {
        if !matches!(op, CompareOp::In | CompareOp::NotIn) {
            return self.expr(operand);
        }
        let literal = match &operand.kind {
            ExprKind::Set(items) => literals(items).map(Literal::FrozenSet),
            ExprKind::List(items) => literals(items).map(Literal::List),
            _ => literal_dict(operand),
        };
        self.literal_or(literal, operand)
    }

    /// What is only looked into, by `.get(…)` or `[…]`: a dict display of literals is made once.
    fn looked_into(&mut self, expr: &Expr) -> Node {
        self.literal_or(literal_dict(expr), expr)
    }

    fn literal_or(&mut self, literal: Option<Literal>, expr: &Expr) -> Node {
        match literal {
            Some(literal) => {
                let kind = self.literal(literal);
                self.watched(Node {
                    kind,
                    span: expr.span,
                })
            }
            None => self.expr(expr),
        }
    }

    fn call(&mut self, callee: &Expr, args: &[ast::Argument]) -> NodeKind {
        let plain: Option<Vec<&Expr>> = args
            .iter()
            .map(|arg| {
                if let ast::Argument::Positional(value) = arg {
                    Some(value)
                } else {
                    None
                }
            })
            .collect();
        let Some(plain) = plain else {
            let callee = Box::new(self.expr(callee));
            return NodeKind::CallWithNames(
                callee,
                args.iter().map(|arg| self.argument(arg)).collect(),
            );
        };
        if let ExprKind::Attribute(receiver, name, _) = &callee.kind {
            let receiver = if &**name == "get" {
                self.looked_into(receiver)
            } else {
                self.expr(receiver)
            };
            let attribute = self.attribute(name);
            let args = plain.into_iter().map(|arg| self.expr(arg)).collect();
            return NodeKind::MethodCall(Box::new(MethodCall {
                receiver,
                attribute,
                attribute_span: callee.span,
                args,
            }));
        }
        NodeKind::Call(Box::new(Call {
            callee: self.expr(callee),
            args: plain.into_iter().map(|arg| self.expr(arg)).collect(),
        }))
    }

    fn argument(&mut self, arg: &ast::Argument) -> Argument {
        match arg {
            ast::Argument::Positional(value) => Argument::Positional(self.expr(value)),
            ast::Argument::Star(value) => Argument::Star(self.expr(value)),
            ast::Argument::Named(name, value, _) => {
                let name = self.constant(&Constant::Str(Name::clone(name)));
                Argument::Named(name, self.expr(value))
            }
            ast::Argument::DoubleStar(value) => Argument::DoubleStar(self.expr(value)),
        }
    }

    fn parts(&mut self, parts: &[ast::FStringPart]) -> Box<[Part]> {
        parts
            .iter()
            .map(|part| match part {
                ast::FStringPart::Text(text) => {
                    Part::Text(self.constant(&Constant::Str(Arc::clone(text))))
                }
                ast::FStringPart::Hole(hole) => Part::Hole(Hole {
                    value: self.expr(&hole.value),
                    conversion: hole.conversion,
                    spec: hole
                        .spec
                        .as_deref()
                        .map(|spec| self.parts(spec))
                        .unwrap_or_default(),
                }),
            })
            .collect()
    }
}

fn has_star(items: &[Expr]) -> bool {
    items
        .iter()
        .any(|item| matches!(item.kind, ExprKind::Starred(_)))
}

/// The items as literals, if all of them are; negative numbers count.
fn literals(items: &[Expr]) -> Option<Box<[Literal]>> {
    with_stack(|| items.iter().map(literal).collect())
}

fn literal(expr: &Expr) -> Option<Literal> {
    match &expr.kind {
        ExprKind::Constant(constant) => Some(Literal::Plain(constant.clone())),
        ExprKind::Tuple(items) => literals(items).map(Literal::Tuple),
        ExprKind::Unary(UnaryOp::Neg, operand) => match &operand.kind {
            ExprKind::Constant(constant) => negated(constant).map(Literal::Plain),
            _ => None,
        },
        _ => None,
    }
}

/// A dict display whose keys and values are all literals.
fn literal_dict(expr: &Expr) -> Option<Literal> {
    let ExprKind::Dict(items) = &expr.kind else {
        return None;
    };
    let pair = |item: &ast::DictItem| match item {
        ast::DictItem::Pair(key, value) => Some((literal(key)?, literal(value)?)),
        ast::DictItem::Unpack(_) => None,
    };
    items
        .iter()
        .map(pair)
        .collect::<Option<_>>()
        .map(Literal::Dict)
}

fn negated(constant: &Constant) -> Option<Constant> {
    match constant {
        Constant::Int(value) => value.checked_neg().map(Constant::Int),
        Constant::Float(value) => Some(Constant::Float(-value)),
        Constant::BigInt(value) => i64::try_from(-&**value).ok().map(Constant::Int),
        Constant::None
        | Constant::Bool(_)
        | Constant::Ellipsis
        | Constant::Imaginary(_)
        | Constant::Str(_)
        | Constant::Bytes(_) => None,
    }
}
