//! `random`: numbers drawn by chance, which only a host can give: the same seed, the same numbers as CPython.
//!
//! Python's manual: <https://docs.python.org/3.13/library/random.html>. The host seeds the generator, and every
//! evaluation begins it anew; so nothing here seeds, saves or makes one. Where the numbers come from is the business
//! of `runtime::chance`.

mod continuous;
mod integers;
mod normal;
mod sequences;
mod trials;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, compare, truth};
use crate::runtime::table::{Builtin, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::syntax::ast::{BinaryOp, CompareOp};

/// The body of a function.
type Run = fn(&mut Interp, Args<'_>) -> Result<Value>;
/// Expressions and their `repr`, from the seed 0.
type Examples = &'static [(&'static str, &'static str)];

/// A function that CPython has in Python, as a method of an object that the module hides.
const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: Examples,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        owner: "",
        params: Params::new(params),
        wording: Wording::In("Random", &Wording::Def),
        doc,
        examples,
        run,
    }
}

/// `a + b` and its like, for parameters of any number type.
fn compute(interp: &mut Interp, op: BinaryOp, a: &Value, b: &Value) -> Result<Value> {
    arith::binary(interp, op, a, b)
}

/// `a <= b` and its like, refused in CPython's words where the parameter is no number.
fn holds(interp: &mut Interp, op: CompareOp, a: &Value, b: &Value) -> Result<bool> {
    let answer = compare::compare(interp, op, a, b)?;
    truth::truth(interp, &answer)
}

/// The module.
pub static MODULE: Module = Module {
    name: "random",
    doc: "Numbers drawn by chance, where the host gives a seed.",
    members: &[
        Member::function(&continuous::BETAVARIATE),
        Member::function(&trials::BINOMIALVARIATE),
        Member::function(&sequences::CHOICE),
        Member::function(&sequences::CHOICES),
        Member::function(&continuous::EXPOVARIATE),
        Member::function(&continuous::GAMMAVARIATE),
        Member::function(&normal::GAUSS),
        Member::function(&integers::GETRANDBITS),
        Member::function(&normal::LOGNORMVARIATE),
        Member::function(&normal::NORMALVARIATE),
        Member::function(&continuous::PARETOVARIATE),
        Member::function(&integers::RANDBYTES),
        Member::function(&integers::RANDINT),
        Member::function(&continuous::RANDOM),
        Member::function(&integers::RANDRANGE),
        Member::function(&sequences::SAMPLE),
        Member::function(&sequences::SHUFFLE),
        Member::function(&continuous::TRIANGULAR),
        Member::function(&continuous::UNIFORM),
        Member::function(&continuous::VONMISESVARIATE),
        Member::function(&continuous::WEIBULLVARIATE),
    ],
};
