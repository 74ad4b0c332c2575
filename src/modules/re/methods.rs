//! The methods and attributes of a compiled pattern.

use std::rc::Rc;

use super::compiled::Mode;
use super::pattern::{FindIter, Pattern, Ready, Search};
use super::work;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::Dict;

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &FINDALL, &FINDITER, &FULLMATCH, &MATCH, &SEARCH, &SPLIT, &SUB, &SUBN,
];

/// The attributes, sorted by name.
pub(super) static GETTERS: &[Getter] = &[
    Getter {
        name: "flags",
        doc: "Its flags as an integer.",
        get: |_, this| {
            Ok(Value::Int(i64::from(
                ready(this)?.compiled.translation.flags,
            )))
        },
    },
    Getter {
        name: "groupindex",
        doc: "The numbers of named groups.",
        get: groupindex,
    },
    Getter {
        name: "groups",
        doc: "How many groups there are.",
        get: |_, this| Ok(Value::from(ready(this)?.compiled.groups())),
    },
    Getter {
        name: "pattern",
        doc: "What it was made from.",
        get: |_, this| Ok(ready(this)?.compiled.pattern.clone()),
    },
];

fn groupindex(interp: &mut Interp, this: &Value) -> Result<Value> {
    let dict = Dict::default();
    for (name, group) in &ready(this)?.compiled.translation.names {
        dict.insert(interp, Value::str(name.as_str()), Value::from(*group))?;
    }
    Ok(Value::Dict(Rc::new(dict)))
}

fn ready(this: &Value) -> Result<Ready> {
    match this.downcast::<Pattern>() {
        Some(pattern) => Ok(Ready {
            value: this.clone(),
            compiled: Rc::clone(&pattern.0),
        }),
        None => Err(wording::expected("re.Pattern", this)),
    }
}

const WINDOW: &[Param] = &[
    Param::new("string").or_named(),
    Param::new("pos").or_named().or(Fallback::Int(0)),
    Param::new("endpos").or_named().or(Fallback::Int(i64::MAX)),
];
const SPLIT_PARAMS: &[Param] = &[
    Param::new("string").or_named(),
    Param::new("maxsplit").or_named().or(Fallback::Int(0)),
];
const SUB_PARAMS: &[Param] = &[
    Param::new("repl").or_named(),
    Param::new("string").or_named(),
    Param::new("count").or_named().or(Fallback::Int(0)),
];

const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "Pattern",
        params: Params::new(params),
        wording: Wording::Clinic,
        doc,
        examples,
        run,
    }
}

static SEARCH: Builtin = method(
    "search",
    WINDOW,
    "The first match anywhere in a string.",
    &[(
        "re.compile('b+').search('abbc')",
        "<re.Match object; span=(1, 3), match='bb'>",
    )],
    |interp, args| window(interp, args)?.first(interp, Mode::Search),
);

static MATCH: Builtin = method(
    "match",
    WINDOW,
    "A match at the start of a string.",
    &[("re.compile('b').match('ab')", "None")],
    |interp, args| window(interp, args)?.first(interp, Mode::Match),
);

static FULLMATCH: Builtin = method(
    "fullmatch",
    WINDOW,
    "A match of the whole string.",
    &[("re.compile('a+').fullmatch('aab')", "None")],
    |interp, args| window(interp, args)?.first(interp, Mode::Full),
);

static FINDALL: Builtin = method(
    "findall",
    WINDOW,
    "Every match, or its groups, in a list.",
    &[("re.compile('[0-9]+').findall('1 and 22')", "['1', '22']")],
    |interp, args| {
        let search = window(interp, args)?;
        work::find_all(interp, &search)
    },
);

static FINDITER: Builtin = method(
    "finditer",
    WINDOW,
    "An iterator over every match.",
    &[(
        "[m.start() for m in re.compile('a').finditer('aba')]",
        "[0, 2]",
    )],
    |interp, args| Ok(Value::iter(FindIter::new(window(interp, args)?))),
);

static SPLIT: Builtin = method(
    "split",
    SPLIT_PARAMS,
    "The text between matches.",
    &[("re.compile(', *').split('a,b, c')", "['a', 'b', 'c']")],
    |interp, args| {
        let (string, most): (&Value, i64) = args.unpack(interp)?;
        let search = Search::new(interp, &ready(args.this)?, string, 0, i64::MAX)?;
        work::split(interp, &search, most)
    },
);

static SUB: Builtin = method(
    "sub",
    SUB_PARAMS,
    "A string with matches replaced by a template or by what a function returns.",
    &[("re.compile('[aeiou]').sub('*', 'regular')", "'r*g*l*r'")],
    |interp, args| substitute(interp, args).map(|(text, _)| text),
);

static SUBN: Builtin = method(
    "subn",
    SUB_PARAMS,
    "The same as `sub`, with the number of replacements.",
    &[("re.compile('a').subn('b', 'aa')", "('bb', 2)")],
    |interp, args| {
        substitute(interp, args).map(|(text, count)| Value::pair(text, Value::from(count)))
    },
);

fn window(interp: &mut Interp, args: Args<'_>) -> Result<Search> {
    let (string, pos, endpos): (&Value, i64, i64) = args.unpack(interp)?;
    Search::new(interp, &ready(args.this)?, string, pos, endpos)
}

fn substitute(interp: &mut Interp, args: Args<'_>) -> Result<(Value, usize)> {
    let (replacement, string, most): (&Value, &Value, i64) = args.unpack(interp)?;
    let ready = ready(args.this)?;
    let search = Search::new(interp, &ready, string, 0, i64::MAX)?;
    work::substitute(interp, &ready, replacement, &search, most)
}
