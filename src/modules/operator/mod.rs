//! `operator`: the operators as functions, and functions that look things up.
//!
//! Python's manual: <https://docs.python.org/3.13/library/operator.html>.

mod arithmetic;
mod attrgetter;
mod comparison;
mod containers;
mod itemgetter;
mod methodcaller;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

/// The body of a function.
type Run = fn(&mut Interp, Args<'_>) -> Result<Value>;
/// Expressions and their `repr`.
type Examples = &'static [(&'static str, &'static str)];

/// A function of two arguments.
const fn two(name: &'static str, doc: &'static str, examples: Examples, run: Run) -> Builtin {
    const PARAMS: &[Param] = &[Param::new("a"), Param::new("b")];
    Builtin {
        name,
        owner: "",
        params: Params::new(PARAMS),
        wording: Wording::In("_operator", &Wording::Positional),
        doc,
        examples,
        run,
    }
}

/// A function of one argument.
const fn one(name: &'static str, doc: &'static str, examples: Examples, run: Run) -> Builtin {
    const PARAMS: &[Param] = &[Param::new("a")];
    Builtin {
        name,
        owner: "",
        params: Params::new(PARAMS),
        wording: Wording::In("_operator", &Wording::One),
        doc,
        examples,
        run,
    }
}

/// The tuple of what `look_up` answers for each of the keys.
fn several(
    interp: &mut Interp,
    keys: &[Value],
    look_up: impl Fn(&mut Interp, &Value) -> Result<Value>,
) -> Result<Value> {
    interp.reserve_items(keys.len())?;
    let found = keys.iter().map(|key| look_up(interp, key));
    Ok(Value::tuple(found.collect::<Result<_>>()?))
}

/// The module.
pub static MODULE: Module = Module {
    name: "operator",
    doc: "The operators as functions.",
    members: &[
        Member::function(&comparison::ABS),
        Member::function(&arithmetic::ADD),
        Member::function(&arithmetic::AND),
        Member::type_(&attrgetter::TYPE),
        Member::function(&containers::CALL),
        Member::function(&containers::CONCAT),
        Member::function(&containers::CONTAINS),
        Member::function(&containers::COUNT_OF),
        Member::function(&containers::DELITEM),
        Member::function(&comparison::EQ),
        Member::function(&arithmetic::FLOORDIV),
        Member::function(&comparison::GE),
        Member::function(&containers::GETITEM),
        Member::function(&comparison::GT),
        Member::function(&arithmetic::IADD),
        Member::function(&arithmetic::IAND),
        Member::function(&containers::ICONCAT),
        Member::function(&arithmetic::IFLOORDIV),
        Member::function(&arithmetic::ILSHIFT),
        Member::function(&arithmetic::IMATMUL),
        Member::function(&arithmetic::IMOD),
        Member::function(&arithmetic::IMUL),
        Member::function(&comparison::INDEX),
        Member::function(&containers::INDEX_OF),
        Member::function(&comparison::INV),
        Member::function(&comparison::INVERT),
        Member::function(&arithmetic::IOR),
        Member::function(&arithmetic::IPOW),
        Member::function(&arithmetic::IRSHIFT),
        Member::function(&comparison::IS),
        Member::function(&comparison::IS_NOT),
        Member::function(&arithmetic::ISUB),
        Member::type_(&itemgetter::TYPE),
        Member::function(&arithmetic::ITRUEDIV),
        Member::function(&arithmetic::IXOR),
        Member::function(&comparison::LE),
        Member::function(&containers::LENGTH_HINT),
        Member::function(&arithmetic::LSHIFT),
        Member::function(&comparison::LT),
        Member::function(&arithmetic::MATMUL),
        Member::type_(&methodcaller::TYPE),
        Member::function(&arithmetic::MOD),
        Member::function(&arithmetic::MUL),
        Member::function(&comparison::NE),
        Member::function(&comparison::NEG),
        Member::function(&comparison::NOT),
        Member::function(&arithmetic::OR),
        Member::function(&comparison::POS),
        Member::function(&arithmetic::POW),
        Member::function(&arithmetic::RSHIFT),
        Member::function(&containers::SETITEM),
        Member::function(&arithmetic::SUB),
        Member::function(&arithmetic::TRUEDIV),
        Member::function(&comparison::TRUTH),
        Member::function(&arithmetic::XOR),
    ],
};
