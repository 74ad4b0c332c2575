//! `re.Match`: what a search found.

use std::rc::Rc;

use super::compiled::{Compiled, Spans, Subject};
use super::pattern::text_argument;
use super::template::Template;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::object::Object;
use crate::runtime::ops::{convert, repr};
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::Dict;

/// The type itself.
pub(super) static TYPE: TypeInfo = TypeInfo {
    name: "Match",
    module: "re",
    doc: "What a regular expression found.",
    base: None,
    new: None,
    methods: &[&END, &EXPAND, &GROUP, &GROUPDICT, &GROUPS, &SPAN, &START],
    class_methods: &[],
    getters: &[
        Getter {
            name: "endpos",
            doc: "Where the search had to end.",
            get: |_, this| Ok(Value::from(receiver(this)?.endpos)),
        },
        Getter {
            name: "lastgroup",
            doc: "The name of the group that closed last.",
            get: |_, this| {
                let found = receiver(this)?;
                let group = found.last_index();
                let name = group.and_then(|group| found.compiled.name_of(group));
                Ok(name.map_or(Value::None, Value::from))
            },
        },
        Getter {
            name: "lastindex",
            doc: "The number of the group that closed last.",
            get: |_, this| {
                Ok(receiver(this)?
                    .last_index()
                    .map_or(Value::None, Value::from))
            },
        },
        Getter {
            name: "pos",
            doc: "Where the search began.",
            get: |_, this| Ok(Value::from(receiver(this)?.pos)),
        },
        Getter {
            name: "re",
            doc: "The pattern.",
            get: |_, this| Ok(receiver(this)?.pattern.clone()),
        },
        Getter {
            name: "regs",
            doc: "The span of every group.",
            get: |_, this| {
                let found = receiver(this)?;
                let spans = (0..found.spans.len()).map(|group| found.span_of(group));
                Ok(Value::tuple(spans.collect()))
            },
        },
        Getter {
            name: "string",
            doc: "What was searched.",
            get: |_, this| Ok(receiver(this)?.subject.value.clone()),
        },
    ],
};

/// What a search found.
pub(super) struct Match {
    /// The pattern as a value.
    pub(super) pattern: Value,
    pub(super) compiled: Rc<Compiled>,
    pub(super) subject: Subject,
    pub(super) spans: Spans,
    /// Where the search began and had to end, in characters.
    pub(super) pos: usize,
    pub(super) endpos: usize,
}

impl Match {
    /// The text of a group; `None` in Python when it took no part.
    fn group(&self, interp: &mut Interp, group: usize, otherwise: &Value) -> Result<Value> {
        match self.spans.get(group).copied().flatten() {
            Some((start, end)) => self.subject.part(interp, start, end),
            None => Ok(otherwise.clone()),
        }
    }

    /// A group by number or name.
    fn group_of(&self, key: &Value) -> Result<usize> {
        let number = match key {
            Value::Str(name) => self.compiled.group_named(name.as_str()),
            Value::Int(_) | Value::Bool(_) => convert::to_ssize(key)
                .ok()
                .and_then(|number| usize::try_from(number).ok()),
            _ => None,
        };
        number
            .filter(|group| *group < self.spans.len())
            .ok_or_else(|| Error::new(ExcKind::IndexError, "no such group"))
    }

    /// Where a group begins and ends, in characters; -1 twice when it took no part.
    fn bounds(&self, group: usize) -> (Value, Value) {
        match self.spans.get(group).copied().flatten() {
            Some((start, end)) => {
                let position = |offset| Value::from(self.subject.text.position(offset));
                (position(start), position(end))
            }
            None => (Value::Int(-1), Value::Int(-1)),
        }
    }

    fn span_of(&self, group: usize) -> Value {
        let (start, end) = self.bounds(group);
        Value::pair(start, end)
    }

    /// The group that closed last: the one that ends furthest on, the outer one of two.
    fn last_index(&self) -> Option<usize> {
        let closing = self.compiled.translation.closing.iter().enumerate();
        let closed = closing.filter_map(|(order, group)| {
            let (_, end) = self.spans.get(*group).copied().flatten()?;
            Some((end, order, *group))
        });
        closed.max().map(|(_, _, group)| group)
    }
}

impl Object for Match {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let (start, end) = self.bounds(0);
        let text = self.group(interp, 0, &Value::None)?;
        let shown = repr::repr(interp, &text)?;
        // CPython shows no more than fifty characters.
        let shown: String = shown.chars().take(50).collect();
        let span = repr::repr(interp, &Value::pair(start, end))?;
        Ok(format!("<re.Match object; span={span}, match={shown}>"))
    }

    fn get_item(&self, interp: &mut Interp, key: &Value) -> Option<Result<Value>> {
        let found = self.group_of(key);
        Some(found.and_then(|group| self.group(interp, group, &Value::None)))
    }

    fn is_subscriptable(&self) -> bool {
        true
    }
}

fn receiver(this: &Value) -> Result<&Match> {
    this.downcast()
        .ok_or_else(|| wording::expected("re.Match", this))
}

const fn method(
    name: &'static str,
    params: &'static [Param],
    wording: Wording,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "Match",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

const ONE_GROUP: &[Param] = &[Param::new("group").or(Fallback::Int(0))];
const DEFAULT: &[Param] = &[Param::new("default").or_named().or(Fallback::None)];

static START: Builtin = method(
    "start",
    ONE_GROUP,
    Wording::Positional,
    "Where a group begins, or -1.",
    &[("re.search('b', 'abc').start()", "1")],
    |interp, args| one_group(interp, args, |found, group| found.bounds(group).0),
);

static END: Builtin = method(
    "end",
    ONE_GROUP,
    Wording::Positional,
    "Where a group ends, or -1.",
    &[("re.search('b', 'abc').end()", "2")],
    |interp, args| one_group(interp, args, |found, group| found.bounds(group).1),
);

static SPAN: Builtin = method(
    "span",
    ONE_GROUP,
    Wording::Positional,
    "Where a group begins and ends.",
    &[("re.search('b', 'abc').span()", "(1, 2)")],
    |interp, args| one_group(interp, args, Match::span_of),
);

static GROUP: Builtin = method(
    "group",
    &[Param::rest("groups")],
    Wording::Positional,
    "The text of a group by number or name, or of several in a tuple.",
    &[("re.search('(a)(b)', 'ab').group(1, 2)", "('a', 'b')")],
    group,
);

static GROUPS: Builtin = method(
    "groups",
    DEFAULT,
    Wording::Clinic,
    "The texts of all groups.",
    &[("re.search('(a)(x)?', 'ab').groups()", "('a', None)")],
    groups,
);

static GROUPDICT: Builtin = method(
    "groupdict",
    DEFAULT,
    Wording::Clinic,
    "The texts of all named groups by name.",
    &[(
        "re.search('(?P<first>a)', 'ab').groupdict()",
        "{'first': 'a'}",
    )],
    groupdict,
);

static EXPAND: Builtin = method(
    "expand",
    &[Param::new("template").or_named()],
    Wording::Clinic,
    "A template filled from the groups.",
    &[("re.search('(a)(b)', 'ab').expand(r'\\2-\\1')", "'b-a'")],
    expand,
);

fn one_group(interp: &mut Interp, args: Args<'_>, of: fn(&Match, usize) -> Value) -> Result<Value> {
    let found = receiver(args.this)?;
    let (group,): (&Value,) = args.unpack(interp)?;
    Ok(of(found, found.group_of(group)?))
}

fn group(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let found = receiver(args.this)?;
    match args.rest {
        [] => found.group(interp, 0, &Value::None),
        [key] => found.group(interp, found.group_of(key)?, &Value::None),
        keys => {
            let mut texts = Vec::with_capacity(keys.len());
            for key in keys {
                texts.push(found.group(interp, found.group_of(key)?, &Value::None)?);
            }
            Ok(Value::tuple(texts))
        }
    }
}

fn groups(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let found = receiver(args.this)?;
    let (otherwise,): (&Value,) = args.unpack(interp)?;
    let mut texts = Vec::new();
    for group in 1..found.spans.len() {
        texts.push(found.group(interp, group, otherwise)?);
    }
    Ok(Value::tuple(texts))
}

fn groupdict(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let found = receiver(args.this)?;
    let (otherwise,): (&Value,) = args.unpack(interp)?;
    let dict = Dict::default();
    for (name, group) in &found.compiled.translation.names {
        let text = found.group(interp, *group, otherwise)?;
        dict.insert(interp, Value::str(name.as_str()), text)?;
    }
    Ok(Value::Dict(Rc::new(dict)))
}

fn expand(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let found = receiver(args.this)?;
    let (template,): (&Value,) = args.unpack(interp)?;
    let template = Template::read(&text_argument(template)?, &found.compiled)?;
    let mut out = String::new();
    template.fill(interp, &mut out, &found.subject, &found.spans)?;
    Ok(found.subject.wrap(&out))
}
