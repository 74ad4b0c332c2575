//! The class that `namedtuple` makes: it is called, knows its fields, and answers for its instances.

use std::rc::Rc;

use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity, keyword};
use crate::types::dict::Dict;
use crate::types::method::Method;
use crate::types::str::Str;
use crate::types::tuple::{self, Tuple};

/// What all instances have in common.
static INSTANCE: TypeInfo = TypeInfo {
    name: "namedtuple",
    module: "collections",
    doc: "A tuple whose items have names.",
    base: Some(|| &tuple::TYPE),
    new: None,
    methods: &[&ASDICT, &REPLACE],
    class_methods: &[],
    getters: &[],
};

/// The payload of a class.
pub(super) struct Class {
    name: String,
    module: String,
    fields: Vec<Rc<Str>>,
    /// The defaults of the last fields.
    defaults: Vec<Value>,
}

impl Class {
    pub(super) fn new(
        name: String,
        module: String,
        fields: Vec<Rc<Str>>,
        defaults: Vec<Value>,
    ) -> Self {
        Class {
            name,
            module,
            fields,
            defaults,
        }
    }

    pub(super) fn into_object(self) -> ObjectRef {
        let bytes = (self.fields.len() + self.defaults.len()) * size_of::<Value>();
        ObjectRef::new(self, bytes)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.as_str() == name)
    }

    /// What the class and its instances answer alike.
    fn shared(&self, interp: &mut Interp, class: &ObjectRef, name: &str) -> Option<Result<Value>> {
        match name {
            "_fields" => Some(Ok(self.fields_tuple())),
            "_field_defaults" => Some(self.defaults_dict(interp)),
            "_make" => Some(Ok(Value::Method(Rc::new(Method {
                receiver: Value::Object(class.clone()),
                builtin: &MAKE,
            })))),
            _ => None,
        }
    }

    /// `Point.name`
    fn class_attribute(&self, interp: &mut Interp, class: &ObjectRef, name: &str) -> Result<Value> {
        if let Some(at) = self.position(name) {
            return Ok(Value::object(TupleGetter(at)));
        }
        if let Some(answer) = self.shared(interp, class, name) {
            return answer;
        }
        match name {
            "__name__" | "__qualname__" => Ok(Value::str(self.name.as_str())),
            "__doc__" => {
                let fields = self.field_names().join(", ");
                Ok(Value::str(format!("{}({fields})", self.name)))
            }
            _ => INSTANCE.method(name).map(Value::Builtin).ok_or_else(|| {
                Error::new(
                    ExcKind::AttributeError,
                    format!("type object '{}' has no attribute '{name}'", self.name),
                )
            }),
        }
    }

    fn fields_tuple(&self) -> Value {
        Value::tuple(self.fields.iter().cloned().map(Value::Str).collect())
    }

    fn defaults_dict(&self, interp: &mut Interp) -> Result<Value> {
        let dict = Dict::new();
        let first = self.fields.len() - self.defaults.len();
        for (field, value) in self.fields.iter().skip(first).zip(&self.defaults) {
            dict.insert(interp, Value::Str(Rc::clone(field)), value.clone())?;
        }
        Ok(Value::Dict(Rc::new(dict)))
    }

    /// The items of a new instance, or what CPython says of a function with these parameters.
    fn bind(&self, args: CallArgs<'_>) -> Result<Vec<Value>> {
        let callee = format!("{}.__new__", self.name);
        let count = self.fields.len();
        let mut items = vec![Value::Missing; count];
        for (slot, value) in items.iter_mut().zip(args.positional) {
            *slot = value.clone();
        }
        for (name, value) in args.named {
            match self
                .position(name.as_str())
                .and_then(|at| items.get_mut(at))
            {
                Some(slot) if slot.is_missing() => *slot = value.clone(),
                Some(_) => return Err(arity::multiple_values(&callee, name.as_str())),
                None => {
                    let fields = self.fields.iter().map(|field| field.as_str());
                    let name = name.as_str();
                    return Err(keyword::unexpected_keyword(&callee, name, fields));
                }
            }
        }
        let first = count - self.defaults.len();
        let given = args.positional.len();
        if given > count {
            return Err(arity::too_many_positional(
                &callee,
                first + 1,
                count + 1,
                given + 1,
                0,
            ));
        }
        for (slot, value) in items.iter_mut().skip(first).zip(&self.defaults) {
            if slot.is_missing() {
                *slot = value.clone();
            }
        }
        let lacking: Vec<&str> = self
            .fields
            .iter()
            .zip(&items)
            .filter(|(_, item)| item.is_missing())
            .map(|(field, _)| field.as_str())
            .collect();
        if lacking.is_empty() {
            Ok(items)
        } else {
            Err(arity::missing_names(&callee, "positional", &lacking))
        }
    }
}

impl Drop for Class {
    fn drop(&mut self) {
        memory::dispose(std::mem::take(&mut self.defaults));
    }
}

impl Object for Class {
    fn type_info(&self) -> &'static TypeInfo {
        &INSTANCE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.defaults.trace(visit);
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        Ok(format!("<class '{}.{}'>", self.module, self.name))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        let Value::Object(class) = this else {
            return Err(wording::not_callable(this));
        };
        interp.reserve_items(self.fields.len())?;
        let items = self.bind(args)?;
        Ok(Value::Tuple(Rc::new(Tuple::named(class.clone(), items))))
    }

    fn is_type(&self) -> bool {
        true
    }

    fn is_instance(&self, value: &Value) -> Option<Result<bool>> {
        let Value::Tuple(tuple) = value else {
            return Some(Ok(false));
        };
        let class = tuple.class().and_then(|class| class.downcast::<Class>());
        Some(Ok(class.is_some_and(|class| std::ptr::eq(class, self))))
    }

    fn is_superclass(&self, class: &Value) -> Option<Result<bool>> {
        let class = class.downcast::<Class>();
        Some(Ok(class.is_some_and(|class| std::ptr::eq(class, self))))
    }

    fn field_names(&self) -> Vec<String> {
        let names = self.fields.iter().map(|field| field.as_str().to_owned());
        names.collect()
    }

    fn class_name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn member(&self, interp: &mut Interp, instance: &Value, name: &str) -> Option<Result<Value>> {
        let tuple = match instance {
            Value::Tuple(tuple) => tuple,
            Value::Object(class) => return Some(self.class_attribute(interp, class, name)),
            _ => return None,
        };
        if let Some(at) = self.position(name) {
            return tuple.as_slice().get(at).cloned().map(Ok);
        }
        self.shared(interp, tuple.class()?, name)
    }

    fn attribute_names(&self) -> Vec<String> {
        let mut names = self.field_names();
        names.extend(
            ["_asdict", "_field_defaults", "_fields", "_make", "_replace"].map(str::to_owned),
        );
        names.extend(["count", "index"].map(str::to_owned));
        names
    }
}

/// `Point.x`: what stands for a field in the class.
struct TupleGetter(usize);

static TUPLE_GETTER: TypeInfo = TypeInfo {
    base: None,
    methods: &[],
    name: "_tuplegetter",
    doc: "A field of a named tuple.",
    ..INSTANCE
};

impl Object for TupleGetter {
    fn type_info(&self) -> &'static TypeInfo {
        &TUPLE_GETTER
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        let at = self.0;
        Ok(format!("_tuplegetter({at}, 'Alias for field number {at}')"))
    }
}

/// The instance and its class.
fn instance<'a>(args: &Args<'a>) -> Result<(&'a Tuple, &'a ObjectRef, &'a Class)> {
    if let Value::Tuple(tuple) = args.this
        && let Some(object) = tuple.class()
        && let Some(class) = object.downcast()
    {
        return Ok((tuple, object, class));
    }
    Err(wording::expected("namedtuple", args.this))
}

static ASDICT: Builtin = Builtin {
    name: "_asdict",
    owner: "namedtuple",
    params: Params::new(&[]),
    wording: Wording::Own,
    doc: "A dict of the fields and their values.",
    examples: &[(
        "collections.namedtuple('P', 'x y')(1, 2)._asdict()",
        "{'x': 1, 'y': 2}",
    )],
    run: |interp, args| {
        let (tuple, _, class) = instance(&args)?;
        no_positional(class, "_asdict", &args)?;
        let dict = Dict::new();
        for (field, item) in class.fields.iter().zip(tuple.as_slice()) {
            dict.insert(interp, Value::Str(Rc::clone(field)), item.clone())?;
        }
        Ok(Value::Dict(Rc::new(dict)))
    },
};

fn no_positional(class: &Class, method: &str, args: &Args<'_>) -> Result<()> {
    match args.rest.len() {
        0 => Ok(()),
        given => Err(arity::too_many_positional(
            &format!("{}.{method}", class.name),
            1,
            1,
            given + 1,
            0,
        )),
    }
}

static REPLACE: Builtin = Builtin {
    name: "_replace",
    owner: "namedtuple",
    params: Params::new(&[Param::options("fields")]),
    wording: Wording::Own,
    doc: "A copy with other values for some fields.",
    examples: &[(
        "collections.namedtuple('P', 'x y')(1, 2)._replace(x=5)",
        "P(x=5, y=2)",
    )],
    run: |interp, args| {
        let (tuple, object, class) = instance(&args)?;
        no_positional(class, "_replace", &args)?;
        let mut items = tuple.as_slice().to_vec();
        let mut unknown = Vec::new();
        for (name, value) in args.named {
            match class
                .position(name.as_str())
                .and_then(|at| items.get_mut(at))
            {
                Some(slot) => *slot = value.clone(),
                None => unknown.push(Value::Str(Rc::clone(name))),
            }
        }
        if !unknown.is_empty() {
            let shown = repr::repr(interp, &Value::list(unknown))?;
            return Err(wording::type_error(format!(
                "Got unexpected field names: {shown}"
            )));
        }
        Ok(Value::Tuple(Rc::new(Tuple::named(object.clone(), items))))
    },
};

static MAKE: Builtin = Builtin {
    name: "_make",
    owner: "namedtuple",
    params: Params::new(&[Param::rest("iterable")]),
    wording: Wording::Own,
    doc: "An instance of the items of an iterable.",
    examples: &[(
        "collections.namedtuple('P', 'x y')._make([1, 2])",
        "P(x=1, y=2)",
    )],
    run: |interp, args| {
        let Value::Object(object) = args.this else {
            return Err(wording::expected("namedtuple", args.this));
        };
        let Some(class) = object.downcast::<Class>() else {
            return Err(wording::expected("namedtuple", args.this));
        };
        let callee = format!("{}._make", class.name);
        let iterable = match args.rest {
            [iterable] => iterable,
            [] => return Err(arity::missing_names(&callee, "positional", &["iterable"])),
            more => {
                return Err(arity::too_many_positional(&callee, 2, 2, more.len() + 1, 0));
            }
        };
        let items = iter::collect(interp, iterable)?;
        if items.len() != class.fields.len() {
            return Err(wording::type_error(format!(
                "Expected {} arguments, got {}",
                class.fields.len(),
                items.len()
            )));
        }
        Ok(Value::Tuple(Rc::new(Tuple::named(object.clone(), items))))
    },
};
