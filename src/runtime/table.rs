//! The records that describe builtins, types and modules.
//!
//! A record is a `static` beside its body; help, completion, arity errors and the reference are derived from it.

use super::call::CallArgs;
use super::error::Result;
use super::exception::ExcKind;
use super::interp::Interp;
use super::unpack::Args;
use super::value::Value;

/// A function, method or constructor written in Rust.
pub struct Builtin {
    /// Its name in Python.
    pub name: &'static str,
    /// The type that a method belongs to, as its messages name it: `"list"`; empty for functions.
    pub owner: &'static str,
    /// Its parameters; a method's receiver is not among them.
    pub params: Params,
    /// Which of CPython's families of arity messages it uses.
    pub wording: Wording,
    /// One sentence.
    pub doc: &'static str,
    /// Expressions and their `repr`.
    pub examples: &'static [(&'static str, &'static str)],
    /// The body. A method finds its receiver in `args.this`.
    pub run: fn(&mut Interp, Args<'_>) -> Result<Value>,
}

/// One parameter.
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// How it may be passed.
    pub kind: ParamKind,
    /// What stands in for it when it is left out; `None` makes it required.
    pub fallback: Option<Fallback>,
}

/// How a parameter may be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// Either way.
    Either,
    /// After `*`.
    KeywordOnly,
    /// `*rest`
    Rest,
    /// `**options`
    Options,
}

/// The value of a parameter that was left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fallback {
    /// `None`
    None,
    /// `False`, `True`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(&'static str),
    /// The body sees `Value::Missing`; help shows nothing.
    Omitted,
}

impl Param {
    /// A required positional-only parameter, the most frequent kind in C.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Param {
            name,
            kind: ParamKind::PositionalOnly,
            fallback: None,
        }
    }

    /// It may be given by name too.
    #[must_use]
    pub const fn or_named(mut self) -> Self {
        self.kind = ParamKind::Either;
        self
    }

    /// It must be given by name.
    #[must_use]
    pub const fn only_named(mut self) -> Self {
        self.kind = ParamKind::KeywordOnly;
        self
    }

    /// What stands in when it is left out.
    #[must_use]
    pub const fn or(mut self, fallback: Fallback) -> Self {
        self.fallback = Some(fallback);
        self
    }

    /// `*name`
    #[must_use]
    pub const fn rest(name: &'static str) -> Self {
        Param {
            name,
            kind: ParamKind::Rest,
            fallback: None,
        }
    }

    /// `**name`
    #[must_use]
    pub const fn options(name: &'static str) -> Self {
        Param {
            name,
            kind: ParamKind::Options,
            fallback: None,
        }
    }
}

/// A parameter list with what the binder wants to know of it.
pub struct Params {
    /// Every parameter, in order: positional, `*rest`, keyword-only, `**options`.
    pub list: &'static [Param],
    /// How many can be passed by position.
    pub positional: usize,
    /// How many of those must be passed.
    pub required: usize,
    /// How many of those cannot be named.
    pub positional_only: usize,
    /// How many slots the body sees: all but `*rest` and `**options`.
    pub slots: usize,
    /// Whether `*rest` is among them.
    pub rest: bool,
    /// Whether `**options` is among them.
    pub options: bool,
    /// How many arguments by position are enough to run at once, because the body sees what is left out.
    pub enough: usize,
}

impl Params {
    /// Counts what is in the list.
    #[must_use]
    pub const fn new(list: &'static [Param]) -> Self {
        let mut params = Params {
            list,
            positional: 0,
            required: 0,
            positional_only: 0,
            slots: 0,
            rest: false,
            options: false,
            enough: 0,
        };
        let mut i = 0;
        while i < list.len() {
            match list[i].kind {
                ParamKind::PositionalOnly | ParamKind::Either => {
                    params.positional += 1;
                    params.slots += 1;
                    if list[i].fallback.is_none() {
                        params.required += 1;
                    }
                    if matches!(list[i].kind, ParamKind::PositionalOnly) {
                        params.positional_only += 1;
                    }
                }
                ParamKind::KeywordOnly => params.slots += 1,
                ParamKind::Rest => params.rest = true,
                ParamKind::Options => params.options = true,
            }
            let slotted = !matches!(list[i].kind, ParamKind::Rest | ParamKind::Options);
            if slotted && !matches!(list[i].fallback, Some(Fallback::Omitted)) {
                params.enough = params.slots;
            }
            i += 1;
        }
        params
    }

    /// The parameters that fill slots, in slot order.
    pub fn slotted(&self) -> impl Iterator<Item = &'static Param> + use<> {
        self.list
            .iter()
            .filter(|param| !matches!(param.kind, ParamKind::Rest | ParamKind::Options))
    }
}

/// CPython's families of arity messages; each names the C convention that produces it.
#[derive(Clone, Copy, Debug)]
pub enum Wording {
    /// `METH_NOARGS`: `list.clear() takes no arguments (1 given)`.
    NoArguments,
    /// `METH_O`: `len() takes exactly one argument (2 given)`.
    One,
    /// Positional only, checked by count: `pop expected at most 1 argument, got 2`.
    Positional,
    /// Argument Clinic with names: `split() takes at most 2 arguments (3 given)`.
    Clinic,
    /// A function written in Python: `<lambda>() missing 1 required positional argument: 'x'`.
    Def,
    /// The parameters are `*rest`, and the body says what is wrong.
    Own,
    /// As the second, and messages that name the callee in full begin with that module:
    /// `math.sqrt() takes exactly one argument (0 given)`. What a module binds of an object that it hides names the
    /// object's type there: `Random.choice() missing 1 required positional argument: 'seq'`.
    In(&'static str, &'static Wording),
    /// CPython checks the arguments by hand before it binds them; what is left is worded as by `Clinic`.
    Checked(fn(CallArgs<'_>) -> Result<()>),
}

/// An attribute computed from the value: `(1).real`, `range(3).stop`.
pub struct Getter {
    /// Its name.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Computes it.
    pub get: fn(&mut Interp, &Value) -> Result<Value>,
}

/// A type written in Rust.
pub struct TypeInfo {
    /// Its name.
    pub name: &'static str,
    /// The module its `repr` names; `"builtins"` is not shown.
    pub module: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// The type it derives from besides `object`.
    pub base: Option<fn() -> &'static TypeInfo>,
    /// `T(...)`: a `Builtin` whose `this` is the type; `None` where Python says `cannot create 'T' instances`.
    pub new: Option<&'static Builtin>,
    /// Its methods, sorted by name.
    pub methods: &'static [&'static Builtin],
    /// Its class and static methods, sorted by name; `this` is the type.
    pub class_methods: &'static [&'static Builtin],
    /// Its computed attributes, sorted by name.
    pub getters: &'static [Getter],
}

/// The types of `collections` that are written in C: a message about one of their methods names the module too.
const IN_COLLECTIONS: &[&str] = &["OrderedDict", "defaultdict", "deque"];

impl Builtin {
    /// Whether Python's own library has it in Python, so that it is a function there and its methods are bound to what
    /// they show: `<bound method Counter.update of Counter()>`.
    #[must_use]
    pub fn is_def(&self) -> bool {
        matches!(self.wording, Wording::Def)
    }

    /// `__qualname__`: `len`, `Counter.update`
    #[must_use]
    pub fn qualified_name(&self) -> String {
        if self.owner.is_empty() {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.owner, self.name)
        }
    }

    /// The type that a method belongs to with its module: `collections.deque`.
    #[must_use]
    pub fn qualified_owner(&self) -> String {
        if IN_COLLECTIONS.contains(&self.owner) {
            format!("collections.{}", self.owner)
        } else {
            self.owner.to_owned()
        }
    }
}

/// The types that are written in Python there, by module and name.
const IN_PYTHON: &[(&str, &str)] = &[
    ("collections", "ChainMap"),
    ("collections", "Counter"),
    ("fractions", "Fraction"),
    ("re", "RegexFlag"),
    ("statistics", "NormalDist"),
];

impl TypeInfo {
    /// The name with its module, as in `<class 'itertools.chain'>`.
    #[must_use]
    pub fn qualified_name(&self) -> String {
        if self.module == "builtins" {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.module, self.name)
        }
    }

    /// The name that messages show: a type that Python's own library has in Python is called by its bare name.
    #[must_use]
    pub fn message_name(&self) -> String {
        if IN_PYTHON.contains(&(self.module, self.name)) {
            self.name.to_owned()
        } else {
            self.qualified_name()
        }
    }

    /// This type and those it derives from, nearest first; `object` is left out.
    pub fn ancestry(&'static self) -> impl Iterator<Item = &'static TypeInfo> {
        std::iter::successors(Some(self), |info| info.base.map(|base| base()))
    }

    /// Whether this type is `other` or derives from it.
    #[must_use]
    pub fn is_a(&'static self, other: &'static TypeInfo) -> bool {
        std::ptr::eq(other, &crate::types::object::TYPE)
            || self.ancestry().any(|info| std::ptr::eq(info, other))
            || (std::ptr::eq(other, ExcKind::Exception.type_info())
                && std::ptr::eq(self, ExcKind::ExceptionGroup.type_info()))
    }

    /// The method of that name, its own or inherited.
    #[must_use]
    pub fn method(&'static self, name: &str) -> Option<&'static Builtin> {
        self.ancestry().find_map(|info| lookup(info.methods, name))
    }

    /// The class method of that name, its own or inherited.
    #[must_use]
    pub fn class_method(&'static self, name: &str) -> Option<&'static Builtin> {
        self.ancestry()
            .find_map(|info| lookup(info.class_methods, name))
    }

    /// The computed attribute of that name, its own or inherited.
    #[must_use]
    pub fn getter(&'static self, name: &str) -> Option<&'static Getter> {
        self.ancestry().find_map(|info| {
            info.getters
                .binary_search_by(|getter| getter.name.cmp(name))
                .ok()
                .and_then(|at| info.getters.get(at))
        })
    }
}

fn lookup(table: &'static [&'static Builtin], name: &str) -> Option<&'static Builtin> {
    table
        .binary_search_by(|builtin| builtin.name.cmp(name))
        .ok()
        .and_then(|at| table.get(at).copied())
}

/// A module: names bound without import.
pub struct Module {
    /// Its name.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Its functions and types, sorted by name.
    pub members: &'static [Member],
}

/// One name of a module.
pub struct Member {
    /// The name.
    pub name: &'static str,
    /// What it is bound to.
    pub item: Item,
}

/// What a module's name, or a builtin name, is bound to.
pub enum Item {
    /// A function.
    Function(&'static Builtin),
    /// A type.
    Type(&'static TypeInfo),
    /// A number: `math.pi`.
    Float(f64),
    /// A string: `string.digits`.
    Str(&'static str),
    /// Anything else, made when it is asked for.
    Value(fn() -> Value),
}

impl Item {
    /// The item as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Item::Function(builtin) => Value::Builtin(builtin),
            Item::Type(info) => Value::Type(info),
            Item::Float(number) => Value::Float(*number),
            Item::Str(text) => Value::str(*text),
            Item::Value(make) => make(),
        }
    }
}

impl Member {
    /// A function under its own name.
    #[must_use]
    pub const fn function(builtin: &'static Builtin) -> Self {
        Member {
            name: builtin.name,
            item: Item::Function(builtin),
        }
    }

    /// A type under its own name.
    #[must_use]
    pub const fn type_(info: &'static TypeInfo) -> Self {
        Member {
            name: info.name,
            item: Item::Type(info),
        }
    }
}

impl Module {
    /// What that name is bound to.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Item> {
        self.members
            .binary_search_by(|member| member.name.cmp(name))
            .ok()
            .and_then(|at| self.members.get(at))
            .map(|member| &member.item)
    }
}
