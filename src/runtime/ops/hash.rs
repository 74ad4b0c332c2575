//! `hash(x)`: equal values hash equal, numbers and tuples as in CPython.
//!
//! Numbers hash by their value modulo the Mersenne prime 2**61 - 1, so that `1 == 1.0 == True` hash alike.
//! Python's manual: <https://docs.python.org/3.13/library/stdtypes.html#hashing-of-numeric-types>.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::range::Range;
use crate::types::str::Str;

const MODULUS: u64 = (1 << 61) - 1;

/// Python's hash of a value.
///
/// # Errors
/// `TypeError` when it is unhashable, `RecursionError` when it is nested too deep.
#[inline]
pub fn hash(interp: &mut Interp, value: &Value) -> Result<i64> {
    match value {
        Value::Str(text) => Ok(of_str(text)),
        Value::Int(number) => Ok(of_int(*number)),
        _ => of_others(interp, value),
    }
}

/// The same for values that are less often keys.
fn of_others(interp: &mut Interp, value: &Value) -> Result<i64> {
    Ok(match value {
        Value::Str(text) => of_str(text),
        Value::Int(number) => of_int(*number),
        Value::Bool(value) => i64::from(*value),
        Value::Big(number) => of_bigint(number),
        Value::Float(number) => of_float(*number),
        Value::Complex(number) => {
            let mixed =
                of_float(number.re).wrapping_add(of_float(number.im).wrapping_mul(1_000_003));
            avoid_minus_one(mixed)
        }
        Value::None => 0xfca8_6420,
        Value::Ellipsis => 0x0e11_1951,
        Value::NotImplemented => 0x0207_1951,
        Value::Bytes(bytes) => of_bytes(bytes.as_slice()),
        Value::Tuple(tuple) => {
            return interp.nested("", |interp| of_items(interp, tuple.as_slice()));
        }
        Value::FrozenSet(set) => return of_frozenset(interp, &set.table),
        Value::Range(range) => return of_range(interp, range),
        Value::Slice(slice) => {
            let parts = [slice.start.clone(), slice.stop.clone(), slice.step.clone()];
            let state = interp.nested("", |interp| mix_items(interp, &parts))?;
            if state == u64::MAX {
                1_546_275_796
            } else {
                state.cast_signed()
            }
        }
        Value::Object(object) => return object.hash(interp, value),
        Value::Union(union) => {
            let mut mixed = 0;
            for member in &union.members {
                mixed ^= hash(interp, member)?;
            }
            mixed
        }
        Value::List(_) | Value::Dict(_) | Value::Set(_) => return Err(wording::unhashable(value)),
        Value::DictView(view) if view.kind != crate::types::dict::ViewKind::Values => {
            return Err(wording::unhashable(value));
        }
        Value::DictView(_)
        | Value::Missing
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Method(_)
        | Value::Type(_)
        | Value::Module(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Cell(_) => by_identity(value),
    })
}

/// The hash of an address, for values that are equal only to themselves.
#[must_use]
pub fn by_identity(value: &Value) -> i64 {
    let address = match value {
        Value::Function(function) => Rc::as_ptr(function).addr(),
        Value::Iter(iter) => Rc::as_ptr(iter).addr(),
        Value::DictView(view) => Rc::as_ptr(view).addr(),
        Value::Exception(exception) => Rc::as_ptr(exception).addr(),
        Value::Cell(cell) => Rc::as_ptr(cell).addr(),
        Value::Object(object) => object.address(),
        Value::Builtin(builtin) => std::ptr::from_ref(*builtin).addr(),
        Value::Type(info) => std::ptr::from_ref(*info).addr(),
        Value::Module(module) => std::ptr::from_ref(*module).addr(),
        // Two bound methods are equal when receiver and method are.
        Value::Method(method) => std::ptr::from_ref(method.builtin).addr(),
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::List(_)
        | Value::Tuple(_)
        | Value::Dict(_)
        | Value::Set(_)
        | Value::FrozenSet(_)
        | Value::Range(_)
        | Value::Slice(_)
        | Value::Union(_) => 0,
    };
    avoid_minus_one((address as u64).rotate_right(4).cast_signed())
}

/// CPython keeps -1 for errors.
fn avoid_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// The hash of text, remembered in the string.
#[must_use]
#[inline]
pub fn of_str(text: &Str) -> i64 {
    match text.hash.get() {
        0 => remembered(text),
        known => known,
    }
}

/// The hash that a `str` of that text has.
pub(crate) fn of_text(text: &str) -> i64 {
    of_bytes(text.as_bytes())
}

#[inline(never)]
fn remembered(text: &Str) -> i64 {
    let hash = of_text(text.as_str());
    text.hash.set(hash);
    hash
}

/// Text and bytes of the same spelling hash alike, and empty ones to zero, as in CPython.
fn of_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    avoid_minus_one(fold(bytes))
}

/// A fixed hash of bytes: the same on every machine. Multiply-and-fold over words, as in the `wyhash` family.
fn fold(bytes: &[u8]) -> i64 {
    const KEYS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03];
    let mix = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product as u64) ^ ((product >> 64) as u64)
    };
    let mut state = KEYS[0] ^ (bytes.len() as u64);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk
            .iter()
            .rev()
            .fold(0, |word, byte| (word << 8) | u64::from(*byte));
        state = mix(state ^ word, KEYS[1]);
    }
    let tail = chunks
        .remainder()
        .iter()
        .fold(1, |word: u64, byte| (word << 8) | u64::from(*byte));
    mix(state ^ tail, KEYS[1]).cast_signed()
}

#[inline]
fn of_int(number: i64) -> i64 {
    // Most integers are far below the modulus and are their own hash.
    let magnitude = number.unsigned_abs() % MODULUS;
    let hash = magnitude.cast_signed();
    avoid_minus_one(if number < 0 { -hash } else { hash })
}

fn of_bigint(number: &BigInt) -> i64 {
    let magnitude = (number.magnitude() % MODULUS).to_i64().unwrap_or(0);
    avoid_minus_one(if number.sign() == Sign::Minus {
        -magnitude
    } else {
        magnitude
    })
}

/// The hash of `numerator / denominator`, shared by floats and fractions of any size.
fn of_float(number: f64) -> i64 {
    if number.is_infinite() {
        return if number > 0.0 { 314_159 } else { -314_159 };
    }
    if number.is_nan() {
        // CPython hashes a NaN by its address; here the bits are its identity.
        return avoid_minus_one(fold(&number.to_bits().to_le_bytes()) >> 4);
    }
    let bits = number.to_bits();
    let exponent = i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, power) = if exponent == 0 {
        (fraction, -1074)
    } else {
        (fraction | (1 << 52), exponent - 1075)
    };
    // Multiplying by a power of two is rotating the 61 bits.
    let shift = u32::try_from(power.rem_euclid(61)).unwrap_or(0);
    let reduced = mantissa % MODULUS;
    let rotated = ((reduced << shift) & MODULUS) | (reduced >> (61 - shift));
    let hash = (rotated % MODULUS).cast_signed();
    avoid_minus_one(if number < 0.0 { -hash } else { hash })
}

const PRIMES: [u64; 3] = [
    11_400_714_785_074_694_791,
    14_029_467_366_897_019_727,
    2_870_177_450_012_600_261,
];

/// CPython's tuple hash, a variant of xxHash.
fn of_items(interp: &mut Interp, items: &[Value]) -> Result<i64> {
    let state = mix_items(interp, items)?;
    let state = state.wrapping_add((items.len() as u64) ^ (PRIMES[2] ^ 3_527_539));
    Ok(if state == u64::MAX {
        1_546_275_796
    } else {
        state.cast_signed()
    })
}

/// The part that tuples and slices share.
fn mix_items(interp: &mut Interp, items: &[Value]) -> Result<u64> {
    let mut state = PRIMES[2];
    for item in items {
        interp.tick()?;
        let lane = hash(interp, item)?.cast_unsigned();
        state = state
            .wrapping_add(lane.wrapping_mul(PRIMES[1]))
            .rotate_left(31)
            .wrapping_mul(PRIMES[0]);
    }
    Ok(state)
}

/// CPython's frozenset hash: independent of order.
fn of_frozenset(interp: &mut Interp, table: &crate::types::dict::Table<()>) -> Result<i64> {
    let mut state = 0_u64;
    let mut cursor = 0;
    while let Some((hash, _, ())) = table.step_hashed(&mut cursor) {
        interp.tick()?;
        let hash = hash.cast_unsigned();
        state ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
    }
    state ^= (table.len() as u64 + 1).wrapping_mul(1_927_868_237);
    state ^= (state >> 11) ^ (state >> 25);
    state = state.wrapping_mul(69_069).wrapping_add(907_133_923);
    Ok(if state == u64::MAX {
        590_923_713
    } else {
        state.cast_signed()
    })
}

/// A range hashes as the tuple of its length, start and step, as far as they matter.
fn of_range(interp: &mut Interp, range: &Range) -> Result<i64> {
    let (start, _, step) = range.parts();
    let length = Value::int(range.length());
    let empty = length.is(&Value::Int(0));
    let single = length.is(&Value::Int(1));
    let start = if empty { Value::None } else { start };
    let step = if empty || single { Value::None } else { step };
    of_items(interp, &[length, start, step])
}
