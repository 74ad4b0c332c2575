//! `collections.Counter`: a dict that counts.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html#collections.Counter>.

use std::rc::Rc;

use super::{Dict, Kind, Table, methods};
use crate::iters::elements;
use crate::runtime::call::Named;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{arith, compare, convert, hash, truth};
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::types::list::sort;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "Counter",
    module: "collections",
    doc: "A dict that counts; missing keys count as 0.",
    base: Some(|| &super::TYPE),
    new: Some(&NEW),
    methods: &[&ELEMENTS, &MOST_COMMON, &SUBTRACT, &TOTAL, &UPDATE],
    class_methods: &[&FROMKEYS],
    getters: &[],
};

const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "Counter",
        params: Params::new(params),
        wording: Wording::Def,
        doc,
        examples,
        run,
    }
}

const COUNTED: &[Param] = &[
    Param::new("iterable").or(Fallback::None),
    Param::options("named"),
];

static NEW: Builtin = method(
    "Counter",
    COUNTED,
    "Counts the items of an iterable, or takes the counts of a mapping and of names.",
    &[
        (
            "collections.Counter('abca')",
            "Counter({'a': 2, 'b': 1, 'c': 1})",
        ),
        ("collections.Counter(a=1)['b']", "0"),
    ],
    |interp, args| {
        let counter = empty();
        update(interp, &counter, args)?;
        Ok(wrap(counter))
    },
);

fn empty() -> Dict {
    Dict::of_kind(Kind::Counter, Table::new())
}

fn wrap(counter: Dict) -> Value {
    Value::Dict(Rc::new(counter))
}

static ELEMENTS: Builtin = method(
    "elements",
    &[],
    "Each item as often as it was counted.",
    &[(
        "list(collections.Counter(a=2, b=1).elements())",
        "['a', 'a', 'b']",
    )],
    |interp, args| {
        let this = Value::Dict(Rc::clone(methods::this(args)?));
        let items = interp.call_method(&this, "items", &[])?;
        elements::over(interp, &items)
    },
);

static FROMKEYS: Builtin = method(
    "fromkeys",
    &[
        Param::new("iterable").or_named(),
        Param::new("v").or(Fallback::None).or_named(),
    ],
    "Refused: what the counts should be is not clear.",
    &[],
    |_, _| {
        Err(Error::new(
            ExcKind::NotImplementedError,
            "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.",
        ))
    },
);

static MOST_COMMON: Builtin = method(
    "most_common",
    &[Param::new("n").or(Fallback::None).or_named()],
    "The items with their counts, most frequent first; the first n of them if n is given.",
    &[("collections.Counter('abca').most_common(1)", "[('a', 2)]")],
    |interp, args| {
        let (most,): (&Value,) = args.unpack(interp)?;
        let counter = methods::this(args)?;
        let count = if most.is_none() || reaches(interp, most, counter.len())? {
            counter.len()
        } else {
            usize::try_from(convert::to_ssize(most)?).unwrap_or(0)
        };
        let mut pairs = sorted_pairs(interp, counter)?;
        pairs.truncate(count);
        Ok(Value::list(pairs))
    },
);

/// Whether `most >= count`, which CPython asks before it looks at what `most` is.
fn reaches(interp: &mut Interp, most: &Value, count: usize) -> Result<bool> {
    let answer = compare::compare(interp, CompareOp::Ge, most, &Value::from(count))?;
    truth::truth(interp, &answer)
}

/// The entries as pairs, highest count first.
fn sorted_pairs(interp: &mut Interp, counter: &Dict) -> Result<Vec<Value>> {
    interp.reserve_items(counter.len().saturating_mul(2))?;
    let mut pairs = Vec::with_capacity(counter.len());
    let mut counts = Vec::with_capacity(counter.len());
    let mut cursor = 0;
    while let Some((key, count)) = counter.table.step(&mut cursor) {
        counts.push(count.clone());
        pairs.push(Value::pair(key, count));
    }
    sort::sort_by(interp, &mut pairs, &counts, true)?;
    Ok(pairs)
}

/// The same counter with the highest counts first, as its `repr` shows it where they can be compared.
pub(super) fn by_count(interp: &mut Interp, counter: &Dict) -> Result<Dict> {
    let pairs = match sorted_pairs(interp, counter) {
        Ok(pairs) => pairs,
        Err(error) if error.is(ExcKind::TypeError) => return counter.copy(interp),
        Err(error) => return Err(error),
    };
    let sorted = Dict::new();
    for pair in pairs {
        if let Value::Tuple(pair) = &pair
            && let [key, count] = pair.as_slice()
        {
            sorted.insert(interp, key.clone(), count.clone())?;
        }
    }
    Ok(sorted)
}

static SUBTRACT: Builtin = method(
    "subtract",
    COUNTED,
    "Like update(), but counts downwards.",
    &[(
        "(lambda c: (c.subtract('ab'), c))(collections.Counter('aab'))",
        "(None, Counter({'a': 1, 'b': 0}))",
    )],
    |interp, args| {
        let (source,): (&Value,) = args.unpack(interp)?;
        let counter = methods::this(args)?;
        add_counts(interp, counter, source, BinaryOp::Sub)?;
        add_named(interp, counter, args.named, BinaryOp::Sub)?;
        Ok(Value::None)
    },
);

static TOTAL: Builtin = method(
    "total",
    &[],
    "The sum of the counts.",
    &[("collections.Counter('abca').total()", "4")],
    |interp, args| {
        let table = &methods::this(args)?.table;
        let mut total = Value::Int(0);
        let mut cursor = 0;
        while let Some(count) = table.step_value(&mut cursor) {
            interp.tick()?;
            total = arith::binary(interp, BinaryOp::Add, &total, &count)?;
        }
        Ok(total)
    },
);

static UPDATE: Builtin = method(
    "update",
    COUNTED,
    "Counts the items of an iterable too, or adds the counts of a mapping and of names.",
    &[(
        "(lambda c: (c.update('ab'), c))(collections.Counter('a'))",
        "(None, Counter({'a': 2, 'b': 1}))",
    )],
    |interp, args| {
        update(interp, methods::this(args)?, args)?;
        Ok(Value::None)
    },
);

fn update(interp: &mut Interp, counter: &Dict, args: Args<'_>) -> Result<()> {
    let (source,): (&Value,) = args.unpack(interp)?;
    add_counts(interp, counter, source, BinaryOp::Add)?;
    add_named(interp, counter, args.named, BinaryOp::Add)
}

/// Adds or subtracts one for each item of an iterable, or the counts of a mapping; nothing for `None`.
fn add_counts(interp: &mut Interp, counter: &Dict, source: &Value, op: BinaryOp) -> Result<()> {
    if source.is_none() {
        return Ok(());
    }
    let counts = Dict::new();
    if super::try_merge_mapping(interp, &counts, source)? {
        // An empty counter takes the values over as they are, whatever they are.
        if counter.is_empty() && op == BinaryOp::Add {
            counter.table.assign(counts.table.copy(interp)?);
            return Ok(());
        }
        let mut cursor = 0;
        while let Some((hash, key, count)) = counts.table.step_hashed(&mut cursor) {
            interp.tick()?;
            add_mapped(interp, counter, hash, key, &count, op)?;
        }
        return Ok(());
    }
    iter::for_each(interp, source, |interp, item| {
        let hash = hash::hash(interp, &item)?;
        add_one(interp, counter, hash, item, op)
    })
}

/// `counter[key] = counter.get(key, 0) + 1`, or `- 1`.
fn add_one(interp: &mut Interp, counter: &Dict, hash: i64, key: Value, op: BinaryOp) -> Result<()> {
    let table = &counter.table;
    let Some(at) = table.find_hashed(interp, hash, &key)? else {
        let first = if op == BinaryOp::Add { 1 } else { -1 };
        return table.push(interp, hash, key, Value::Int(first));
    };
    let before = table.value_at(at).unwrap_or(Value::Int(0));
    let after = arith::binary(interp, op, &before, &Value::Int(1))?;
    table.replace_at(at, after);
    Ok(())
}

/// `counter[key] = count + counter.get(key, 0)`, or `counter.get(key, 0) - count`.
fn add_mapped(
    interp: &mut Interp,
    counter: &Dict,
    hash: i64,
    key: Value,
    count: &Value,
    op: BinaryOp,
) -> Result<()> {
    let before = get(interp, counter, hash, &key)?;
    let after = if op == BinaryOp::Add {
        arith::binary(interp, op, count, &before)?
    } else {
        arith::binary(interp, op, &before, count)?
    };
    counter.table.insert_hashed(interp, hash, key, after)?;
    Ok(())
}

fn add_named(interp: &mut Interp, counter: &Dict, named: &[Named], op: BinaryOp) -> Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let counts = Dict::new();
    methods::add_all(interp, &counts, None, named)?;
    add_counts(interp, counter, &wrap(counts), op)
}

/// The count of a key of that hash; 0 when it is not there.
fn get(interp: &mut Interp, counter: &Dict, hash: i64, key: &Value) -> Result<Value> {
    let found = counter.table.get_hashed(interp, hash, key)?;
    Ok(found.unwrap_or(Value::Int(0)))
}

/// `a + b`, `a - b`, `a | b`, `a & b`: positive counts alone remain.
pub(super) fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    a: &Dict,
    b: &Dict,
) -> Result<Option<Value>> {
    if !matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Or | BinaryOp::And
    ) {
        return Ok(None);
    }
    let result = empty();
    let mut cursor = 0;
    while let Some((hash, key, count)) = a.table.step_hashed(&mut cursor) {
        interp.tick()?;
        let other = get(interp, b, hash, &key)?;
        let combined = match op {
            BinaryOp::Add | BinaryOp::Sub => arith::binary(interp, op, &count, &other)?,
            _ => {
                let smaller = compare::less(interp, &count, &other)?;
                if smaller == (op == BinaryOp::Or) {
                    other
                } else {
                    count
                }
            }
        };
        if is_above_zero(interp, &combined)? {
            result.table.insert_hashed(interp, hash, key, combined)?;
        }
    }
    let mut cursor = 0;
    while op != BinaryOp::And
        && let Some((hash, key, count)) = b.table.step_hashed(&mut cursor)
    {
        interp.tick()?;
        if a.table.find_hashed(interp, hash, &key)?.is_some() {
            continue;
        }
        if op == BinaryOp::Sub {
            if compare::less(interp, &count, &Value::Int(0))? {
                let count = arith::binary(interp, op, &Value::Int(0), &count)?;
                result.table.insert_hashed(interp, hash, key, count)?;
            }
        } else if is_above_zero(interp, &count)? {
            result.table.insert_hashed(interp, hash, key, count)?;
        }
    }
    Ok(Some(wrap(result)))
}

fn is_above_zero(interp: &mut Interp, count: &Value) -> Result<bool> {
    let answer = compare::compare(interp, CompareOp::Gt, count, &Value::Int(0))?;
    truth::truth(interp, &answer)
}

/// `+c` keeps the positive counts, `-c` the negative ones turned around.
pub(super) fn unary(interp: &mut Interp, op: UnaryOp, counter: &Dict) -> Result<Option<Value>> {
    let result = match op {
        UnaryOp::Pos => binary(interp, BinaryOp::Add, counter, &empty())?,
        UnaryOp::Neg => binary(interp, BinaryOp::Sub, &empty(), counter)?,
        UnaryOp::Not | UnaryOp::Invert => None,
    };
    Ok(result)
}

/// `a == b`: a key that is missing counts as 0.
pub(super) fn equal(interp: &mut Interp, a: &Dict, b: &Dict) -> Result<bool> {
    all(interp, CompareOp::Eq, a, b)
}

/// `a <= b` and its relatives: inclusion of multisets.
pub(super) fn order(interp: &mut Interp, op: CompareOp, a: &Dict, b: &Dict) -> Result<bool> {
    Ok(match op {
        CompareOp::Le => all(interp, CompareOp::Le, a, b)?,
        CompareOp::Lt => all(interp, CompareOp::Le, a, b)? && !equal(interp, a, b)?,
        CompareOp::Ge => all(interp, CompareOp::Ge, a, b)?,
        _ => all(interp, CompareOp::Ge, a, b)? && !equal(interp, a, b)?,
    })
}

/// Whether `op` holds between the counts of every key of either.
fn all(interp: &mut Interp, op: CompareOp, a: &Dict, b: &Dict) -> Result<bool> {
    for keys in [a, b] {
        let mut cursor = 0;
        while let Some((hash, key, _)) = keys.table.step_hashed(&mut cursor) {
            interp.tick()?;
            let left = get(interp, a, hash, &key)?;
            let right = get(interp, b, hash, &key)?;
            let answer = compare::compare(interp, op, &left, &right)?;
            if !truth::truth(interp, &answer)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
