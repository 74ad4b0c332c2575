//! `format(x, spec)`: what f-strings, `str.format` and `format` share.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// `format(value, spec)`
///
/// # Errors
/// `ValueError` when the spec does not fit the type, `TypeError` when the type takes none.
pub fn format(interp: &mut Interp, value: &Value, spec: &str) -> Result<String> {
    if let Value::Object(object) = value
        && let Some(text) = object.format(interp, spec)?
    {
        return Ok(text);
    }
    if spec.is_empty() {
        return repr::str(interp, value);
    }
    Err(wording::type_error(format!(
        "unsupported format string passed to {}.__format__",
        crate::runtime::ops::attr::type_name(value)
    )))
}
