//! `statistics`: averages and spread of numbers, computed exactly and rounded once.
//!
//! Python's manual: <https://docs.python.org/3.13/library/statistics.html>.

mod exact;
mod means;
mod medians;
mod regression;
mod relations;
mod spread;

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::table::{Builtin, Item, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::list::sort::sort_items;

/// The body of a function.
type Run = fn(&mut Interp, Args<'_>) -> Result<Value>;
/// Expressions and their `repr`.
type Examples = &'static [(&'static str, &'static str)];

const DATA: Param = Param::new("data").or_named();

/// A function, as Python's library has it in Python.
const fn function(
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
        wording: Wording::Def,
        doc,
        examples,
        run,
    }
}

/// A `StatisticsError`.
#[cold]
fn failure(message: &str) -> Error {
    Error::new(ExcKind::StatisticsError, message)
}

/// The items in order; with none of them there is no median.
fn sorted(interp: &mut Interp, data: &Value) -> Result<Vec<Value>> {
    let mut items = iter::collect(interp, data)?;
    sort_items(interp, &mut items, &Value::None, false)?;
    Ok(items)
}

/// The module.
pub static MODULE: Module = Module {
    name: "statistics",
    doc: "Averages and spread of numbers.",
    members: &[
        Member {
            name: "StatisticsError",
            item: Item::Value(|| Value::Type(ExcKind::StatisticsError.type_info())),
        },
        Member::function(&relations::CORRELATION),
        Member::function(&relations::COVARIANCE),
        Member::function(&means::FMEAN),
        Member::function(&means::GEOMETRIC_MEAN),
        Member::function(&means::HARMONIC_MEAN),
        Member::function(&regression::LINEAR_REGRESSION),
        Member::function(&means::MEAN),
        Member::function(&medians::MEDIAN),
        Member::function(&medians::MEDIAN_GROUPED),
        Member::function(&medians::MEDIAN_HIGH),
        Member::function(&medians::MEDIAN_LOW),
        Member::function(&medians::MODE),
        Member::function(&medians::MULTIMODE),
        Member::function(&spread::PSTDEV),
        Member::function(&spread::PVARIANCE),
        Member::function(&medians::QUANTILES),
        Member::function(&spread::STDEV),
        Member::function(&spread::VARIANCE),
    ],
};
