//! What a path such as `orders[0].total` stands for, as far as that is known without running a function.

use lambkin::Value;
use lambkin::modules;
use lambkin::runtime::interp::Interp;
use lambkin::runtime::ops::attr;
use lambkin::runtime::signature::Signature;
use lambkin::runtime::table::TypeInfo;
use lambkin::syntax::ast::{ComprehensionKind, Constant, Expr, ExprKind, UnaryOp};
use lambkin::types;

use crate::session::Session;

/// A value, or at least its type.
pub(super) enum Known {
    /// `math.pi`
    Value(Value),
    /// `'text'`, `[x for x in xs]`
    Instance(&'static TypeInfo),
}

impl Known {
    /// The names of its attributes and methods.
    pub(super) fn attributes(&self) -> Vec<String> {
        match self {
            Known::Value(value) => {
                let mut names = attr::attribute_names(value);
                if let Value::Tuple(tuple) = value
                    && let Some(class) = tuple.class()
                {
                    names.extend(class.field_names());
                }
                names
            }
            Known::Instance(info) => {
                let types = || info.ancestry();
                let methods =
                    types().flat_map(|info| info.methods.iter().chain(info.class_methods));
                let getters = types().flat_map(|info| info.getters);
                let names = methods.map(|method| method.name);
                let names = names.chain(getters.map(|getter| getter.name));
                names
                    .filter(|name| !name.starts_with("__"))
                    .map(str::to_owned)
                    .collect()
            }
        }
    }
}

impl Session {
    /// What an expression stands for, where it is a path.
    pub(super) fn known(&mut self, expr: &Expr) -> Option<Known> {
        match &expr.kind {
            ExprKind::Name(name) => {
                let bound = self.bound(name).or_else(|| modules::lookup(name));
                bound.map(Known::Value)
            }
            ExprKind::Attribute(base, name, _) => {
                let Known::Value(base) = self.known(base)? else {
                    return None;
                };
                self.look(|interp| attr::find_attr(interp, &base, name).ok().flatten())
                    .map(Known::Value)
            }
            ExprKind::Subscript(base, index) => {
                let Known::Value(base) = self.known(base)? else {
                    return None;
                };
                self.item(&base, index).map(Known::Value)
            }
            ExprKind::Call(callee, _) => {
                // What a type returns is of that type; but `type(x)` is any.
                if let Known::Value(Value::Type(info)) = self.known(callee)?
                    && info.name != "type"
                {
                    Some(Known::Instance(info))
                } else {
                    None
                }
            }
            ExprKind::Constant(_)
            | ExprKind::FString(_)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Set(_)
            | ExprKind::Dict(_)
            | ExprKind::Comprehension(_) => type_of(&expr.kind).map(Known::Instance),
            ExprKind::Starred(_)
            | ExprKind::Lambda(_)
            | ExprKind::Conditional(_)
            | ExprKind::Bool(..)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Compare(..)
            | ExprKind::Slice(_) => None,
        }
    }

    /// How a callee is called, where that is known.
    pub(super) fn signature(&mut self, callee: &Expr, text: &str) -> Option<Signature> {
        if let ExprKind::Attribute(base, name, _) = &callee.kind
            && let Known::Instance(info) = self.known(base)?
        {
            return info.method(name).map(Signature::of_builtin);
        }
        let Known::Value(value) = self.known(callee)? else {
            return None;
        };
        let mut signature = Signature::of(&value)?;
        if let Value::Function(_) = value {
            text.clone_into(&mut signature.name);
        }
        Some(signature)
    }

    /// The item of a plain container under a literal index or key; a `defaultdict` would call a function.
    fn item(&mut self, base: &Value, index: &Expr) -> Option<Value> {
        let (index, negative) = match &index.kind {
            ExprKind::Unary(UnaryOp::Neg, operand) => (&operand.kind, true),
            other => (other, false),
        };
        let ExprKind::Constant(constant) = index else {
            return None;
        };
        if let Value::Dict(dict) = base {
            let key = if let Constant::Str(text) = constant {
                Value::str(&**text)
            } else if let (Constant::Int(number), false) = (constant, negative) {
                Value::Int(*number)
            } else {
                return None;
            };
            return self.look(|interp| dict.table.get(interp, &key).ok().flatten());
        }
        let Constant::Int(number) = constant else {
            return None;
        };
        let place = |length: usize| {
            let at = usize::try_from(*number).ok()?;
            if negative {
                length.checked_sub(at)
            } else {
                Some(at)
            }
        };
        if let Value::List(list) = base {
            return list.get(place(list.len())?);
        }
        if let Value::Tuple(tuple) = base {
            let items = tuple.as_slice();
            return items.get(place(items.len())?).cloned();
        }
        None
    }

    fn look<T>(&mut self, look: impl FnOnce(&mut Interp) -> Option<T>) -> Option<T> {
        self.evaluator
            .with(|interp| Ok(look(interp)))
            .ok()
            .flatten()
    }
}

/// The type of what a literal or a display makes.
fn type_of(kind: &ExprKind) -> Option<&'static TypeInfo> {
    if let ExprKind::Comprehension(comprehension) = kind {
        return match comprehension.kind {
            ComprehensionKind::List(_) => Some(&types::list::TYPE),
            ComprehensionKind::Set(_) => Some(&types::set::TYPE),
            ComprehensionKind::Dict(..) => Some(&types::dict::TYPE),
            ComprehensionKind::Generator(_) => None,
        };
    }
    if let ExprKind::Constant(constant) = kind {
        return match constant {
            Constant::None => Some(&types::none::NONE),
            Constant::Bool(_) => Some(&types::bool::TYPE),
            Constant::Ellipsis => Some(&types::none::ELLIPSIS),
            Constant::Int(_) | Constant::BigInt(_) => Some(&types::int::TYPE),
            Constant::Float(_) => Some(&types::float::TYPE),
            Constant::Imaginary(_) => Some(&types::complex::TYPE),
            Constant::Str(_) => Some(&types::str::TYPE),
            Constant::Bytes(_) => Some(&types::bytes::TYPE),
        };
    }
    let displays: [(bool, &'static TypeInfo); 5] = [
        (matches!(kind, ExprKind::FString(_)), &types::str::TYPE),
        (matches!(kind, ExprKind::List(_)), &types::list::TYPE),
        (matches!(kind, ExprKind::Tuple(_)), &types::tuple::TYPE),
        (matches!(kind, ExprKind::Set(_)), &types::set::TYPE),
        (matches!(kind, ExprKind::Dict(_)), &types::dict::TYPE),
    ];
    let found = displays.into_iter().find(|(is_it, _)| *is_it);
    found.map(|(_, info)| info)
}
