//! `re`: regular expressions.
//!
//! Patterns are read by our own reader, which agrees with CPython on what a pattern is and on every complaint, and
//! run by the crate `fancy-regex`: regular ones in linear time, back-references and look-around under a limit.
//! Python's manual: <https://docs.python.org/3.13/library/re.html>.

mod charset;
mod compiled;
mod escapes;
mod flags;
mod groups;
mod matching;
mod methods;
mod pattern;
mod source;
mod template;
mod translate;
mod work;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Item, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use compiled::{Compiled, Mode};
use pattern::{FindIter, Pattern, Ready, Search, text_argument};

/// The module.
pub static MODULE: Module = Module {
    name: "re",
    doc: "Regular expressions.",
    members: &[
        flags::member::<{ flags::ASCII }>("A"),
        flags::member::<{ flags::ASCII }>("ASCII"),
        flags::member::<{ flags::DEBUG }>("DEBUG"),
        flags::member::<{ flags::DOTALL }>("DOTALL"),
        flags::member::<{ flags::IGNORECASE }>("I"),
        flags::member::<{ flags::IGNORECASE }>("IGNORECASE"),
        flags::member::<{ flags::LOCALE }>("L"),
        flags::member::<{ flags::LOCALE }>("LOCALE"),
        flags::member::<{ flags::MULTILINE }>("M"),
        flags::member::<{ flags::MULTILINE }>("MULTILINE"),
        Member::type_(&matching::TYPE),
        flags::member::<0>("NOFLAG"),
        Member::type_(&pattern::TYPE),
        Member {
            name: "PatternError",
            item: PATTERN_ERROR,
        },
        flags::member::<{ flags::DOTALL }>("S"),
        flags::member::<{ flags::UNICODE }>("U"),
        flags::member::<{ flags::UNICODE }>("UNICODE"),
        flags::member::<{ flags::VERBOSE }>("VERBOSE"),
        flags::member::<{ flags::VERBOSE }>("X"),
        Member::function(&COMPILE),
        Member {
            name: "error",
            item: PATTERN_ERROR,
        },
        Member::function(&ESCAPE),
        Member::function(&FINDALL),
        Member::function(&FINDITER),
        Member::function(&FULLMATCH),
        Member::function(&MATCH),
        Member::function(&PURGE),
        Member::function(&SEARCH),
        Member::function(&SPLIT),
        Member::function(&SUB),
        Member::function(&SUBN),
    ],
};

const PATTERN_ERROR: Item = Item::Value(|| Value::Type(ExcKind::PatternError.type_info()));

const PATTERN: Param = Param::new("pattern").or_named();
const STRING: Param = Param::new("string").or_named();
const FLAGS: Param = Param::new("flags").or_named().or(Fallback::Int(0));
const COUNT: Param = Param::new("count").or_named().or(Fallback::Int(0));
const SEARCH_PARAMS: &[Param] = &[PATTERN, STRING, FLAGS];
const SUB_PARAMS: &[Param] = &[PATTERN, Param::new("repl").or_named(), STRING, COUNT, FLAGS];

const fn function(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
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

static COMPILE: Builtin = function(
    "compile",
    &[PATTERN, FLAGS],
    "A pattern made ready to be used again.",
    &[("re.compile('a+', re.I)", "re.compile('a+', re.IGNORECASE)")],
    |interp, args| {
        let (pattern, flags): (&Value, &Value) = args.unpack(interp)?;
        compile(interp, pattern, flags).map(|ready| ready.value)
    },
);

static SEARCH: Builtin = function(
    "search",
    SEARCH_PARAMS,
    "The first match anywhere in a string, or `None`.",
    &[(
        "re.search('b+', 'abbc')",
        "<re.Match object; span=(1, 3), match='bb'>",
    )],
    |interp, args| search(interp, args)?.first(interp, Mode::Search),
);

static MATCH: Builtin = function(
    "match",
    SEARCH_PARAMS,
    "A match at the start of a string, or `None`.",
    &[(
        "re.match('a', 'ab')",
        "<re.Match object; span=(0, 1), match='a'>",
    )],
    |interp, args| search(interp, args)?.first(interp, Mode::Match),
);

static FULLMATCH: Builtin = function(
    "fullmatch",
    SEARCH_PARAMS,
    "A match of the whole string, or `None`.",
    &[(
        "re.fullmatch('a|ab', 'ab')",
        "<re.Match object; span=(0, 2), match='ab'>",
    )],
    |interp, args| search(interp, args)?.first(interp, Mode::Full),
);

static FINDALL: Builtin = function(
    "findall",
    SEARCH_PARAMS,
    "Every match, or its groups, in a list.",
    &[("re.findall('[a-z]+', 'two words')", "['two', 'words']")],
    |interp, args| {
        let search = search(interp, args)?;
        work::find_all(interp, &search)
    },
);

static FINDITER: Builtin = function(
    "finditer",
    SEARCH_PARAMS,
    "An iterator over every match.",
    &[(
        "[m.span() for m in re.finditer('a', 'aba')]",
        "[(0, 1), (2, 3)]",
    )],
    |interp, args| Ok(Value::iter(FindIter::new(search(interp, args)?))),
);

static SPLIT: Builtin = function(
    "split",
    &[
        PATTERN,
        STRING,
        Param::new("maxsplit").or_named().or(Fallback::Int(0)),
        FLAGS,
    ],
    "The text between matches, with the groups of the matches.",
    &[("re.split('[,;] *', 'a, b;c')", "['a', 'b', 'c']")],
    |interp, args| {
        let (pattern, string, most, flags): (&Value, &Value, i64, &Value) = args.unpack(interp)?;
        let ready = compile(interp, pattern, flags)?;
        let search = Search::new(interp, &ready, string, 0, i64::MAX)?;
        work::split(interp, &search, most)
    },
);

static SUB: Builtin = function(
    "sub",
    SUB_PARAMS,
    "A string with matches replaced by a template or by what a function returns.",
    &[(
        "re.sub('[0-9]', lambda m: str(int(m[0]) + 1), 'a1b2')",
        "'a2b3'",
    )],
    |interp, args| substitute(interp, args).map(|(text, _)| text),
);

static SUBN: Builtin = function(
    "subn",
    SUB_PARAMS,
    "The same as `sub`, with the number of replacements.",
    &[("re.subn('a', 'b', 'banana')", "('bbnbnb', 3)")],
    |interp, args| {
        substitute(interp, args).map(|(text, count)| Value::pair(text, Value::from(count)))
    },
);

static ESCAPE: Builtin = function(
    "escape",
    &[PATTERN],
    "A pattern that matches a text literally.",
    &[("re.escape('1+1')", "'1\\\\+1'")],
    escape,
);

static PURGE: Builtin = function(
    "purge",
    &[],
    "Does nothing: patterns are forgotten by themselves.",
    &[("re.purge()", "None")],
    |_, _| Ok(Value::None),
);

/// A pattern given as text or compiled already.
fn compile(interp: &mut Interp, pattern: &Value, flags: &Value) -> Result<Ready> {
    if let Some(known) = pattern.downcast::<Pattern>() {
        if flags::bits_of(flags)? != 0 {
            return Err(wording::value_error(
                "cannot process flags argument with a compiled pattern",
            ));
        }
        return Ok(Ready {
            value: pattern.clone(),
            compiled: Rc::clone(&known.0),
        });
    }
    let given = match pattern {
        Value::Str(_) | Value::Bytes(_) => flags::bits_of(flags)?,
        _ => 0,
    };
    let compiled = Compiled::new(interp, pattern, given)?;
    Ok(Ready {
        value: Value::object(Pattern(Rc::clone(&compiled))),
        compiled,
    })
}

fn search(interp: &mut Interp, args: Args<'_>) -> Result<Search> {
    let (pattern, string, flags): (&Value, &Value, &Value) = args.unpack(interp)?;
    let ready = compile(interp, pattern, flags)?;
    Search::new(interp, &ready, string, 0, i64::MAX)
}

fn substitute(interp: &mut Interp, args: Args<'_>) -> Result<(Value, usize)> {
    let (pattern, replacement, string, most, flags): (&Value, &Value, &Value, i64, &Value) =
        args.unpack(interp)?;
    let ready = compile(interp, pattern, flags)?;
    let search = Search::new(interp, &ready, string, 0, i64::MAX)?;
    work::substitute(interp, &ready, replacement, &search, most)
}

fn escape(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (pattern,): (&Value,) = args.unpack(interp)?;
    let text = text_argument(pattern)?;
    interp.reserve(text.len().saturating_mul(2))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    Ok(match pattern {
        Value::Bytes(_) => {
            let bytes = out.chars().filter_map(|c| u8::try_from(u32::from(c)).ok());
            Value::bytes(bytes.collect::<Vec<u8>>())
        }
        _ => Value::from(out),
    })
}
