//! What is known of a name or a value: its signature, what it does, examples, what it holds.
//!
//! Everything comes from the records of builtins, types and modules; the prompt and the reference show it.

use std::fmt;

use crate::modules::{self, MODULES};
use crate::runtime::ops::attr;
use crate::runtime::signature::Signature;
use crate::runtime::table::{Builtin, Item, Module, TypeInfo};
use crate::runtime::value::Value;

/// What is known of one thing.
///
/// ```
/// let entry = lambkin::teach::help::of_name("math.hypot").unwrap();
/// assert_eq!(entry.title, "math.hypot(*coordinates)");
/// assert!(!entry.doc.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How it is called or written: `sorted(iterable, /, *, key=None, reverse=False)`, `math.pi`.
    pub title: String,
    /// What it does, in one sentence.
    pub doc: String,
    /// Expressions and their `repr`.
    pub examples: Vec<(String, String)>,
    /// What it holds, under headings: methods, attributes, functions.
    pub sections: Vec<Section>,
}

/// Things of one kind that a type or a module holds.
///
/// ```
/// let entry = lambkin::teach::help::of_name("str").unwrap();
/// let methods = &entry.sections[0];
/// assert_eq!(methods.heading, "methods");
/// assert!(methods.entries.iter().any(|method| method.title.starts_with("str.split(")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// `methods`
    pub heading: &'static str,
    /// Each of them.
    pub entries: Vec<Entry>,
}

/// What is known of a dotted name of the language: `sorted`, `str.split`, `math`, `math.sqrt`; of a constant nothing
/// but its value.
///
/// ```
/// use lambkin::teach::help;
/// let entry = help::of_name("str.zfill").unwrap();
/// assert_eq!(entry.title, "str.zfill(width, /)");
/// assert!(help::of_name("str.nothing").is_none());
/// ```
#[must_use]
pub fn of_name(name: &str) -> Option<Entry> {
    let mut parts = name.split('.');
    let mut value = modules::lookup(parts.next()?)?;
    for part in parts {
        if let Value::Type(info) = value
            && let Some(getter) = info.getter(part)
        {
            return Some(Entry {
                title: format!("{}.{part}", info.name),
                doc: getter.doc.to_owned(),
                ..Entry::default()
            });
        }
        value = match &value {
            Value::Module(module) => module.get(part)?.value(),
            Value::Type(info) => Value::Builtin(info.method(part).or(info.class_method(part))?),
            _ => return None,
        };
    }
    let mut entry = of_value(&value)?;
    if let (Value::Builtin(builtin), Some((module, _))) = (&value, name.rsplit_once('.'))
        && MODULES.iter().any(|known| known.name == module)
    {
        entry.title = renamed(builtin, name);
    }
    Some(entry)
}

/// What is known of a function, a type or a module; of other values there is only their type.
///
/// ```
/// use lambkin::{Engine, teach::help};
///
/// let outcome = Engine::new().compile("lambda x, y=1: x + y")?.eval(())?;
/// assert_eq!(help::of_value(&outcome.value).unwrap().title, "<lambda>(x, y=1)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn of_value(value: &Value) -> Option<Entry> {
    if let Value::Builtin(builtin) = value {
        return Some(of_builtin(builtin));
    }
    if let Value::Method(method) = value {
        return Some(of_builtin(method.builtin));
    }
    if let Value::Type(info) = value {
        return Some(of_type(info));
    }
    if let Value::Module(module) = value {
        return Some(of_module(module));
    }
    if let Value::Function(function) = value {
        let source = &function.unit.code.source;
        let text = function
            .code()
            .and_then(|code| source.get(code.span.range()));
        return Some(Entry {
            title: Signature::of(value)?.to_string(),
            doc: text.unwrap_or_default().to_owned(),
            ..Entry::default()
        });
    }
    None
}

/// What is known of a function, a method or a constructor.
#[doc(hidden)]
#[must_use]
pub fn of_builtin(builtin: &Builtin) -> Entry {
    let examples = builtin.examples.iter();
    Entry {
        title: Signature::of_builtin(builtin).to_string(),
        doc: builtin.doc.to_owned(),
        examples: examples
            .map(|(text, reply)| ((*text).to_owned(), (*reply).to_owned()))
            .collect(),
        sections: Vec::new(),
    }
}

/// What is known of a type: how to make a value of it, its methods and attributes.
#[doc(hidden)]
#[must_use]
pub fn of_type(info: &'static TypeInfo) -> Entry {
    let new = info.new.map(of_builtin).unwrap_or_default();
    let mut entry = Entry {
        title: info.qualified_name(),
        doc: info.doc.to_owned(),
        examples: new.examples,
        sections: Vec::new(),
    };
    if let Some(builtin) = info.new {
        let signature = Signature::of_builtin(builtin);
        let parameters = signature.to_string();
        let parameters = parameters.strip_prefix(&*signature.name);
        entry.title.push_str(parameters.unwrap_or_default());
    }
    let own = |builtins: &[&Builtin]| builtins.iter().map(|one| of_builtin(one)).collect();
    entry.add("methods", own(info.methods));
    entry.add("class methods", own(info.class_methods));
    let shown = |name: &str| !name.starts_with("__");
    let getters = info.getters.iter().filter(|getter| shown(getter.name));
    let attributes = getters.map(|getter| Entry {
        title: format!("{}.{}", info.name, getter.name),
        doc: getter.doc.to_owned(),
        ..Entry::default()
    });
    entry.add("attributes", attributes.collect());
    entry
}

/// What is known of a module: its functions, types and constants.
#[doc(hidden)]
#[must_use]
pub fn of_module(module: &Module) -> Entry {
    let mut entry = Entry {
        title: module.name.to_owned(),
        doc: module.doc.to_owned(),
        ..Entry::default()
    };
    let mut functions = Vec::new();
    let mut types = Vec::new();
    let mut constants = Vec::new();
    for member in module.members {
        let name = format!("{}.{}", module.name, member.name);
        match &member.item {
            Item::Function(builtin) => functions.push(Entry {
                title: renamed(builtin, &name),
                ..of_builtin(builtin)
            }),
            Item::Type(info) => types.push(of_type(info)),
            Item::Float(_) | Item::Str(_) | Item::Value(_) => {
                let value = member.item.value();
                match (&value, of_value(&value)) {
                    (Value::Type(info), _) => types.push(of_type(info)),
                    (_, Some(known)) => functions.push(Entry {
                        title: name,
                        ..known
                    }),
                    (_, None) => constants.push(Entry {
                        title: name,
                        doc: attr::type_of(&value).doc.to_owned(),
                        ..Entry::default()
                    }),
                }
            }
        }
    }
    entry.add("functions", functions);
    entry.add("types", types);
    entry.add("constants", constants);
    entry
}

/// The builtin's signature under another name.
fn renamed(builtin: &Builtin, name: &str) -> String {
    let mut signature = Signature::of_builtin(builtin);
    name.clone_into(&mut signature.name);
    signature.to_string()
}

impl Entry {
    fn add(&mut self, heading: &'static str, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.sections.push(Section { heading, entries });
        }
    }
}

/// As the prompt shows it.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        if !self.doc.is_empty() {
            writeln!(f, "    {}", self.doc)?;
        }
        for (text, reply) in &self.examples {
            writeln!(f, "    >>> {text}\n    {reply}")?;
        }
        for section in &self.sections {
            writeln!(f, "\n{}:", section.heading)?;
            for entry in &section.entries {
                writeln!(f, "    {}\n        {}", entry.title, entry.doc)?;
            }
        }
        Ok(())
    }
}
