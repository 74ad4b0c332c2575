//! Whether a known function takes the arguments of a call; its own complaint where it does not.

use std::rc::Rc;
use std::sync::Arc;

use super::Called;
use crate::host::cancel::Cancel;
use crate::host::env::{Binding, Core, Env};
use crate::host::function::Record;
use crate::runtime::call::{CallArgs, Named};
use crate::runtime::error::{Error, Failure};
use crate::runtime::table::{Builtin, Param, ParamKind, Wording};
use crate::runtime::value::Value;
use crate::runtime::wording::arity;
use crate::syntax::ast::{Expr, ExprKind};
use crate::types::str::Str;

/// What the callee would say to those arguments, where it is known and would refuse them; `bound` tells the names that
/// the program binds itself.
pub(super) fn complaint(
    core: &Arc<Core>,
    callee: &Expr,
    call: &Called,
    bound: impl Fn(&str) -> bool,
) -> Option<String> {
    if call.more {
        return None;
    }
    let positional = vec![Value::None; call.positional];
    let named: Vec<Named> = (call.named.iter())
        .map(|name| (Rc::new(Str::new(name.as_str())), Value::None))
        .collect();
    let args = CallArgs {
        positional: &positional,
        named: &named,
    };
    let error = match &callee.kind {
        ExprKind::Name(name) if !bound(name) => match core.bindings.get(name) {
            Some(Binding::Function(record)) => {
                let mut interp = Env::new(Arc::clone(core)).interp(&Cancel::default());
                Record::bind_only(record, &mut interp, args).err()
            }
            Some(Binding::Constant(_)) => None,
            None => refused(&core.builtin(name)?, args),
        },
        ExprKind::Attribute(base, name, _) => {
            let ExprKind::Name(module) = &base.kind else {
                return None;
            };
            if bound(module) || core.bindings.contains_key(module) {
                return None;
            }
            let Value::Module(module) = core.builtin(module)? else {
                return None;
            };
            refused(&module.get(name)?.value(), args)
        }
        _ => None,
    };
    error.and_then(message)
}

/// The text of an exception with one argument.
fn message(error: Error) -> Option<String> {
    let Failure::Raised(raised) = error.into_failure() else {
        return None;
    };
    let args = raised.exception.args();
    args.first().and_then(Value::as_str).map(str::to_owned)
}

fn refused(callee: &Value, args: CallArgs<'_>) -> Option<Error> {
    if let Value::Builtin(builtin) = callee {
        misfit(builtin, args)
    } else if let Value::Type(info) = callee {
        misfit(info.new?, args)
    } else {
        None
    }
}

/// What a builtin says to those arguments where they do not fit its parameters.
fn misfit(builtin: &Builtin, args: CallArgs<'_>) -> Option<Error> {
    let wording = match builtin.wording {
        Wording::In(_, inner) => *inner,
        plain => plain,
    };
    // Those look at the arguments themselves.
    if matches!(wording, Wording::Own | Wording::Checked(_)) {
        return None;
    }
    let params = &builtin.params;
    let given = |at: usize, param: &Param| {
        let by_position = param.kind != ParamKind::KeywordOnly && at < args.positional.len();
        by_position
            || args
                .named
                .iter()
                .any(|(name, _)| name.as_str() == param.name)
    };
    let missing = (0..)
        .zip(params.slotted())
        .find(|(at, param)| param.fallback.is_none() && !given(*at, param));
    let takes = |name: &str| {
        let known = |param: &Param| {
            param.name == name && matches!(param.kind, ParamKind::Either | ParamKind::KeywordOnly)
        };
        params.options || params.list.iter().any(known)
    };
    let unknown = args.named.iter().find(|(name, _)| !takes(name.as_str()));
    let too_many = args.positional.len() > params.positional && !params.rest;
    if missing.is_none() && unknown.is_none() && !too_many {
        return None;
    }
    if let Err(error) = arity::check_positional(builtin, args) {
        return Some(error);
    }
    if let Some((name, _)) = unknown {
        return Some(arity::unexpected_keyword(builtin, name.as_str(), args));
    }
    missing.map(|(at, param)| arity::missing(builtin, param, at, args))
}
