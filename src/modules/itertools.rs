//! `itertools`: the lazy building blocks. Every one of them is a type of `iters`; `tee` is a function.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html>.

use crate::iters;
use crate::runtime::table::{Member, Module};

/// The module.
pub static MODULE: Module = Module {
    name: "itertools",
    doc: "Lazy iterators to combine into pipelines.",
    members: &[
        Member::type_(&iters::accumulate::TYPE),
        Member::type_(&iters::batched::TYPE),
        Member::type_(&iters::chain::TYPE),
        Member::type_(&iters::combinations::TYPE),
        Member::type_(&iters::combinations_with_replacement::TYPE),
        Member::type_(&iters::compress::TYPE),
        Member::type_(&iters::count::TYPE),
        Member::type_(&iters::cycle::TYPE),
        Member::type_(&iters::dropwhile::TYPE),
        Member::type_(&iters::filterfalse::TYPE),
        Member::type_(&iters::groupby::TYPE),
        Member::type_(&iters::islice::TYPE),
        Member::type_(&iters::pairwise::TYPE),
        Member::type_(&iters::permutations::TYPE),
        Member::type_(&iters::product::TYPE),
        Member::type_(&iters::repeat::TYPE),
        Member::type_(&iters::starmap::TYPE),
        Member::type_(&iters::takewhile::TYPE),
        Member::function(&iters::tee::TEE),
        Member::type_(&iters::zip_longest::TYPE),
    ],
};
