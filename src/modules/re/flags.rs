//! `re.I`, `re.MULTILINE` and the other flags: integers that know their names.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::object::{Object, Rounding};
use crate::runtime::ops::{arith, compare, format, hash};
use crate::runtime::table::{Getter, Item, Member, TypeInfo};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::types::int::{self, Int};

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

/// The names, in the order in which the `repr` of a pattern lists them.
const OF_PATTERNS: &[(u32, &str)] = &[
    (IGNORECASE, "IGNORECASE"),
    (LOCALE, "LOCALE"),
    (MULTILINE, "MULTILINE"),
    (DOTALL, "DOTALL"),
    (UNICODE, "UNICODE"),
    (VERBOSE, "VERBOSE"),
    (DEBUG, "DEBUG"),
    (ASCII, "ASCII"),
];

/// The names, in the order of the class: flags are listed in it.
const OF_CLASS: &[(u32, &str)] = &[
    (ASCII, "ASCII"),
    (IGNORECASE, "IGNORECASE"),
    (LOCALE, "LOCALE"),
    (UNICODE, "UNICODE"),
    (MULTILINE, "MULTILINE"),
    (DOTALL, "DOTALL"),
    (VERBOSE, "VERBOSE"),
    (DEBUG, "DEBUG"),
];

/// As many bits as the highest flag has.
const ALL: i64 = 511;

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

/// A set of flags as a value; bits without a name are kept.
pub(super) struct RegexFlag(i64);

static TYPE: TypeInfo = TypeInfo {
    name: "RegexFlag",
    module: "re",
    doc: "Flags of a regular expression.",
    base: Some(|| &int::TYPE),
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[
        Getter {
            name: "name",
            doc: "The names of the flags, joined by `|`; `None` where none has a name.",
            get: |_, value| Ok(name(bits_as_given(value))),
        },
        Getter {
            name: "value",
            doc: "The number that stands for the flags.",
            get: |_, value| Ok(Value::Int(bits_as_given(value))),
        },
    ],
};

fn bits_as_given(value: &Value) -> i64 {
    value.downcast::<RegexFlag>().map_or(0, |flag| flag.0)
}

/// The module's entry of one flag.
pub(super) const fn member<const BITS: u32>(name: &'static str) -> Member {
    Member {
        name,
        item: Item::Value(|| Value::object(RegexFlag(i64::from(BITS)))),
    }
}

/// The flags of a pattern: `re.IGNORECASE|re.MULTILINE`.
pub(super) fn text(bits: u32) -> String {
    let names = OF_PATTERNS.iter().filter(|(flag, _)| bits & flag != 0);
    let names = names.map(|(_, name)| format!("re.{name}"));
    names.collect::<Vec<_>>().join("|")
}

/// The flags of a set, in the order of the class, and what is left of its bits.
fn members(bits: i64) -> (Vec<(u32, &'static str)>, i64) {
    let has = |flag: u32| bits & i64::from(flag) != 0;
    let known: Vec<_> = (OF_CLASS.iter().copied())
        .filter(|(flag, _)| has(*flag))
        .collect();
    let named = known.iter().fold(0, |all, (flag, _)| all | flag);
    (known, bits & !i64::from(named))
}

/// `(re.I | re.M).name`
fn name(bits: i64) -> Value {
    let (known, rest) = members(bits);
    let mut names: Vec<String> = known.iter().map(|(_, name)| (*name).to_owned()).collect();
    match (names.is_empty(), rest) {
        (true, 0) => return Value::str("NOFLAG"),
        (true, _) => return Value::None,
        (false, 0) => {}
        (false, _) => names.push(format!("0x{rest:x}")),
    }
    Value::str(names.join("|"))
}

/// The bits of flags given as an argument.
///
/// # Errors
/// `TypeError` when the argument is neither an integer nor a flag.
pub(super) fn bits_of(value: &Value) -> Result<u32> {
    match Int::of(value) {
        Some(Int::Small(number)) => Ok(u32::try_from(number).unwrap_or(0)),
        Some(Int::Big(_)) => Ok(0),
        None => Err(wording::unsupported_operands("&", value, &Value::Int(0))),
    }
}

/// The set with these bits; of a negative number, those that are not in the complement.
fn kept(bits: i64) -> Value {
    let bits = if bits < 0 {
        let width = 64 - (!bits).leading_zeros();
        bits.wrapping_add((ALL + 1).max(1_i64.checked_shl(width).unwrap_or(0)))
    } else {
        bits
    };
    Value::object(RegexFlag(bits))
}

impl Object for RegexFlag {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        let (known, rest) = members(self.0);
        let mut names: Vec<String> = known.iter().map(|(_, name)| format!("re.{name}")).collect();
        if rest != 0 {
            names.push(format!("0x{rest:x}"));
        }
        Ok(match names.is_empty() {
            true => "re.NOFLAG".to_owned(),
            false => names.join("|"),
        })
    }

    fn format(&self, interp: &mut Interp, spec: &str) -> Result<Option<String>> {
        if spec.is_empty() {
            return Ok(None);
        }
        format::format(interp, &Value::Int(self.0), spec).map(Some)
    }

    fn truth(&self, _: &mut Interp) -> Result<bool> {
        Ok(self.0 != 0)
    }

    fn hash(&self, interp: &mut Interp, _: &Value) -> Result<i64> {
        hash::hash(interp, &Value::Int(self.0))
    }

    fn index(&self) -> Option<i64> {
        Some(self.0)
    }

    fn to_float(&self, _: &mut Interp) -> Option<Result<f64>> {
        // A flag is a small number.
        Some(Ok(self.0 as f64))
    }

    fn whole(&self, _: &mut Interp, _: Rounding) -> Option<Result<Value>> {
        Some(Ok(Value::Int(self.0)))
    }

    fn round(&self, _: &mut Interp, _: Option<&Value>) -> Option<Result<Value>> {
        Some(Ok(Value::Int(self.0)))
    }

    fn abs(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(Ok(Value::Int(self.0)))
    }

    fn len(&self, _: &mut Interp) -> Option<Result<usize>> {
        Some(Ok(members(self.0).0.len()))
    }

    fn iter(&self, interp: &mut Interp, _: &Value) -> Option<Result<Rc<Iter>>> {
        let (known, _) = members(self.0);
        let flags = known.iter().map(|(flag, _)| kept(i64::from(*flag)));
        Some(iter::open(interp, &Value::tuple(flags.collect())))
    }

    fn contains(&self, _: &mut Interp, item: &Value) -> Option<Result<bool>> {
        let flag = item.downcast::<RegexFlag>()?;
        Some(Ok(flag.0 & self.0 == flag.0))
    }

    fn compare(
        &self,
        interp: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        match other.downcast::<RegexFlag>() {
            Some(flag) => compare::compare(interp, op, &Value::Int(self.0), &Value::Int(flag.0)),
            None => compare::compare(interp, op, &Value::Int(self.0), other),
        }
        .map(Some)
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        _: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let flags = match Int::of(other) {
            Some(Int::Small(bits)) => match op {
                BinaryOp::Or => Some(self.0 | bits),
                BinaryOp::And => Some(self.0 & bits),
                BinaryOp::Xor => Some(self.0 ^ bits),
                _ => None,
            },
            _ => None,
        };
        if let Some(bits) = flags {
            return Ok(Some(kept(bits)));
        }
        let other = match other.downcast::<RegexFlag>() {
            Some(flag) => &Value::Int(flag.0),
            None => other,
        };
        let this = &Value::Int(self.0);
        match reflected {
            true => arith::try_binary(interp, op, other, this),
            false => arith::try_binary(interp, op, this, other),
        }
    }

    fn unary(&self, interp: &mut Interp, op: UnaryOp) -> Result<Option<Value>> {
        match op {
            UnaryOp::Invert => Ok(Some(kept(!self.0))),
            _ => arith::unary(interp, op, &Value::Int(self.0)).map(Some),
        }
    }
}
