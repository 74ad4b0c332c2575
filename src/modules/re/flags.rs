//! `re.I`, `re.MULTILINE` and the other flags: integers that know their names.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::Object;
use crate::runtime::ops::hash;
use crate::runtime::table::{Item, Member, TypeInfo};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};

/// `re.I`
pub(super) const IGNORECASE: u32 = 2;
/// `re.L`
pub(super) const LOCALE: u32 = 4;
/// `re.M`
pub(super) const MULTILINE: u32 = 8;
/// `re.S`
pub(super) const DOTALL: u32 = 16;
/// `re.U`
pub(super) const UNICODE: u32 = 32;
/// `re.X`
pub(super) const VERBOSE: u32 = 64;
/// `re.DEBUG`
pub(super) const DEBUG: u32 = 128;
/// `re.A`
pub(super) const ASCII: u32 = 256;

/// The names, in the order in which a `repr` lists them.
const NAMES: &[(u32, &str)] = &[
    (IGNORECASE, "re.IGNORECASE"),
    (LOCALE, "re.LOCALE"),
    (MULTILINE, "re.MULTILINE"),
    (DOTALL, "re.DOTALL"),
    (UNICODE, "re.UNICODE"),
    (VERBOSE, "re.VERBOSE"),
    (DEBUG, "re.DEBUG"),
    (ASCII, "re.ASCII"),
];

/// The flags that a flag's letter stands for.
pub(super) fn of_letter(letter: char) -> Option<u32> {
    Some(match letter {
        'i' => IGNORECASE,
        'L' => LOCALE,
        'm' => MULTILINE,
        's' => DOTALL,
        'u' => UNICODE,
        'x' => VERBOSE,
        'a' => ASCII,
        _ => return None,
    })
}

/// A set of flags as a value.
pub(super) struct RegexFlag(pub(super) u32);

static TYPE: TypeInfo = TypeInfo {
    name: "RegexFlag",
    module: "re",
    doc: "Flags of a regular expression.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The module's entry of one flag.
pub(super) const fn member<const BITS: u32>(name: &'static str) -> Member {
    Member {
        name,
        item: Item::Value(|| Value::object(RegexFlag(BITS))),
    }
}

/// The names of flags joined by `|`: `re.IGNORECASE|re.MULTILINE`.
pub(super) fn text(bits: u32) -> String {
    let names = NAMES.iter().filter(|(flag, _)| bits & flag != 0);
    names.map(|(_, name)| *name).collect::<Vec<_>>().join("|")
}

/// The bits of flags given as an argument.
///
/// # Errors
/// `TypeError` when the argument is neither an integer nor a flag.
pub(super) fn bits_of(value: &Value) -> Result<u32> {
    match value {
        Value::Int(number) => Ok(u32::try_from(*number).unwrap_or(0)),
        Value::Bool(value) => Ok(u32::from(*value)),
        other => match other.downcast::<RegexFlag>() {
            Some(flag) => Ok(flag.0),
            None => Err(wording::unsupported_operands("&", other, &Value::Int(0))),
        },
    }
}

impl Object for RegexFlag {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        Ok(if self.0 == 0 {
            "re.NOFLAG".to_owned()
        } else {
            text(self.0)
        })
    }

    fn truth(&self, _: &mut Interp) -> Result<bool> {
        Ok(self.0 != 0)
    }

    fn hash(&self, interp: &mut Interp, _: &Value) -> Result<i64> {
        hash::hash(interp, &Value::Int(i64::from(self.0)))
    }

    fn compare(
        &self,
        _: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        let Ok(bits) = bits_of(other) else {
            return Ok(None);
        };
        let order = self.0.cmp(&bits);
        Ok(match op {
            CompareOp::Eq => Some(Value::Bool(order.is_eq())),
            CompareOp::Ne => Some(Value::Bool(order.is_ne())),
            CompareOp::Lt => Some(Value::Bool(order.is_lt())),
            CompareOp::Le => Some(Value::Bool(order.is_le())),
            CompareOp::Gt => Some(Value::Bool(order.is_gt())),
            CompareOp::Ge => Some(Value::Bool(order.is_ge())),
            CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn => None,
        })
    }

    fn binary(
        &self,
        _: &mut Interp,
        op: BinaryOp,
        _: &Value,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        let Ok(bits) = bits_of(other) else {
            return Ok(None);
        };
        let combined = match op {
            BinaryOp::Or => self.0 | bits,
            BinaryOp::And => self.0 & bits,
            BinaryOp::Xor => self.0 ^ bits,
            _ => return Ok(None),
        };
        Ok(Some(Value::object(RegexFlag(combined))))
    }

    fn unary(&self, _: &mut Interp, op: UnaryOp) -> Result<Option<Value>> {
        let all = NAMES.iter().fold(0, |all, (flag, _)| all | flag);
        Ok((op == UnaryOp::Invert).then(|| Value::object(RegexFlag(all & !self.0))))
    }
}
