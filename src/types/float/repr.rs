//! `repr` of a float: the shortest digits that read back, laid out as CPython does.

use super::layout::{FloatStyle, Layout, float_text, push_float};

const REPR: FloatStyle = FloatStyle {
    point_zero: true,
    ..FloatStyle::plain(Layout::Shortest)
};

/// `repr(number)`: `1.0`, `1e+16`, `-0.0`, `inf`, `nan`.
pub(crate) fn repr(number: f64) -> String {
    float_text(number, REPR)
}

/// Appends `repr(number)`.
pub(crate) fn push_repr(out: &mut String, number: f64) {
    push_float(out, number, REPR);
}

/// One part of a complex number's `repr`, which has no `.0`: `1` in `(1+2j)`.
pub(crate) fn push_part(out: &mut String, number: f64) {
    push_float(out, number, FloatStyle::plain(Layout::Shortest));
}
