//! `def`: a function as a lambda, under its name in what follows.

use super::build;
use super::env::{Env, Scope};
use super::flow::{self, Steps};
use super::kind::Kind;
use super::names::Names;
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{
    Argument, ComprehensionKind, Constant, Expr, ExprKind, Name, Param, Params,
};
use crate::syntax::parse;
use crate::teach::statement::{Def, Phrase, Statement, StatementKind};
use crate::teach::walk;

/// What is lost where a function has no name.
const NAMELESS: &str = "the function's own name does not matter";
/// What a generator expression does earlier than a generator function.
const EARLY: &str =
    "it may look up what it goes through when it is called, not at the first `next`";

impl Rewriter<'_> {
    /// `def name(params): body`, and what follows.
    pub(super) fn definition(
        &mut self,
        def: &Def,
        decorators: &[Phrase],
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        if def.is_async {
            return None;
        }
        if def.is_annotated {
            self.only_if("annotations are not evaluated");
        }
        let decorators = (decorators.iter())
            .map(|decorator| self.phrase(decorator, env))
            .collect::<Option<Vec<_>>>()?;
        let is_recursive = flow::free_in_def(def).contains(&def.name);
        if is_recursive && !decorators.is_empty() {
            return None;
        }
        let calls_only = decorators.is_empty() && only_called(def, rest, env, end);
        let passes_itself = is_recursive && calls_only;
        if !calls_only {
            self.only_if(NAMELESS);
        }
        let mut inner = env.clone();
        let function = if passes_itself {
            inner.bind(&def.name, Kind::Unknown);
            inner.selves.insert(def.name.clone());
            let mut function = self.function_of(def, &inner)?;
            take_self(&mut function, &def.name)?;
            function
        } else if is_recursive {
            self.given_to_itself(def, env)?
        } else {
            let mut function = self.function_of(def, env)?;
            for decorator in decorators.into_iter().rev() {
                function = build::call(decorator, vec![function]);
            }
            function
        };
        if !passes_itself {
            inner.bind(&def.name, Kind::Unknown);
        }
        let body = self.block(rest, &inner, end)?;
        Some(build::let_(&def.name, function, body))
    }

    /// `(lambda f: f(f))(lambda f: lambda n: … f(f)(n - 1) …)`: a function that is made anew for each use of its name.
    fn given_to_itself(&mut self, def: &Def, env: &Env) -> Option<Expr> {
        let params = def.params.as_ref()?;
        let mut defaults = walk::params(params).filter_map(|param| param.default.as_ref());
        if !defaults.all(super::env::is_constant) {
            return None;
        }
        let name = build::name(&def.name);
        let itself = build::call(name.clone(), vec![name]);
        let mut inner = env.clone();
        inner.replace(&def.name, itself.clone());
        let function = self.function_of(def, &inner)?;
        let own = std::slice::from_ref(&def.name);
        let giving = build::lambda(own, itself);
        let made = build::lambda(own, function);
        Some(build::call(giving, vec![made]))
    }

    /// The function as a lambda.
    fn function_of(&mut self, def: &Def, env: &Env) -> Option<Expr> {
        let params = def.params.as_ref()?;
        let params = self.params(params, env)?;
        let names: Vec<Name> = (walk::params(&params))
            .map(|param| param.name.clone())
            .collect();
        let body = flow::steps(&def.body);
        let scope = Scope::of(&body, &names, true)?;
        let inner = env.within(scope, &names);
        let body = if is_generator(&body) {
            self.generator(&body, &inner)?
        } else {
            self.block(&body, &inner, &End::of_function())?
        };
        Some(build::lambda_with(params, body))
    }

    fn params(&mut self, params: &Params, env: &Env) -> Option<Params> {
        let mut each = |params: &[Param]| {
            (params.iter())
                .map(|param| {
                    let default = match &param.default {
                        Some(default) => Some(self.expr(default, env)?),
                        None => None,
                    };
                    Some(Param {
                        default,
                        ..param.clone()
                    })
                })
                .collect::<Option<Vec<_>>>()
        };
        Some(Params {
            positional_only: each(&params.positional_only)?,
            positional: each(&params.positional)?,
            rest: params.rest.clone(),
            keyword_only: each(&params.keyword_only)?,
            options: params.options.clone(),
        })
    }

    /// The body of a generator function that yields in one loop.
    fn generator(&mut self, body: &[&Statement], env: &Env) -> Option<Expr> {
        let body: Steps<'_> = (body.iter().copied())
            .filter(|statement| !is_docstring(statement))
            .collect();
        let [only] = body.as_slice() else {
            return None;
        };
        let StatementKind::For(for_) = &only.kind else {
            return None;
        };
        if for_.is_async || for_.orelse.is_some() || Rewriter::calls_next(&body) {
            return None;
        }
        let round = self.round(for_, env)?;
        let peeled = self.peel(&round, env, &Names::new())?;
        let [last] = peeled.leaf.as_slice() else {
            return None;
        };
        let StatementKind::Expression(phrase) = &last.kind else {
            return None;
        };
        let text = self.source.get(phrase.span.range())?;
        let text = text.strip_prefix("yield")?;
        if text.trim_start().starts_with("from") {
            return None;
        }
        let tree = parse(text.trim_start()).ok()?;
        let element = self.expr(tree.root(), &peeled.env)?;
        self.only_if(EARLY);
        let kind = ComprehensionKind::Generator(element);
        Some(build::comprehension(kind, peeled.clauses))
    }
}

fn is_docstring(statement: &Statement) -> bool {
    let StatementKind::Expression(value) = &statement.kind else {
        return false;
    };
    let constant = |expr: &Expr| matches!(&expr.kind, ExprKind::Constant(Constant::Str(_)));
    value.expr().is_some_and(constant)
}

/// Whether the body of a function holds a line that the language has no expression for: `yield x`.
fn is_generator(body: &[&Statement]) -> bool {
    flow::has(
        body,
        true,
        &|kind| matches!(kind, StatementKind::Expression(value) if value.expr().is_none()),
    )
}

/// Makes the function take itself first.
fn take_self(function: &mut Expr, name: &Name) -> Option<()> {
    let ExprKind::Lambda(lambda) = &mut function.kind else {
        return None;
    };
    let params = &mut lambda.params;
    let list = if params.positional_only.is_empty() {
        &mut params.positional
    } else {
        &mut params.positional_only
    };
    let own = Param {
        name: name.clone(),
        default: None,
        span: crate::syntax::Span::default(),
    };
    list.insert(0, own);
    Some(())
}

/// Whether nothing is done with a function but to call it with arguments that fit, so that its name never shows.
fn only_called(def: &Def, rest: &[&Statement], env: &Env, end: &End) -> bool {
    let is_given = matches!(&end.gives, Gives::Names(names) if names.contains(&def.name));
    let Some(params) = &def.params else {
        return false;
    };
    let bound_again = flow::bound(rest).contains(&def.name);
    let mut fits = !is_given && !bound_again && !env.scope.bound.is_empty();
    let mut look = |expr: &Expr| fits &= calls_fit(expr, &def.name, params);
    flow::each_expr(rest, &mut look);
    flow::each_expr(&flow::steps(&def.body), &mut look);
    fits
}

fn calls_fit(expr: &Expr, name: &Name, params: &Params) -> bool {
    match &expr.kind {
        ExprKind::Name(read) => read != name,
        ExprKind::Call(callee, arguments) if callee.kind == ExprKind::Name(name.clone()) => {
            fit(arguments, params)
                && (arguments.iter())
                    .all(|argument| calls_fit(walk::argument(argument), name, params))
        }
        _ => {
            let mut fits = true;
            walk::parts(expr, &mut |part, _| fits &= calls_fit(part, name, params));
            fits
        }
    }
}

/// Whether a call with these arguments binds, so that no error names the function.
fn fit(arguments: &[Argument], params: &Params) -> bool {
    let mut positional = 0_usize;
    let mut named = Names::new();
    for argument in arguments {
        match argument {
            Argument::Positional(_) => positional += 1,
            Argument::Named(name, ..) => {
                named.insert(name.clone());
            }
            Argument::Star(_) | Argument::DoubleStar(_) => return false,
        }
    }
    let by_place: Vec<&Param> = params
        .positional_only
        .iter()
        .chain(&params.positional)
        .collect();
    if positional > by_place.len() && params.rest.is_none() {
        return false;
    }
    let missing = |param: &Param| param.default.is_none() && !named.contains(&param.name);
    let late = by_place.iter().skip(positional).copied();
    let required = late
        .chain(&params.keyword_only)
        .all(|param| !missing(param));
    let first_named = params.positional_only.len().max(positional);
    let known = |name: &Name| {
        let by_name = by_place.iter().skip(first_named).copied();
        by_name
            .chain(&params.keyword_only)
            .any(|param| param.name == *name)
    };
    required
        && (params.options.is_some() || named.iter().all(known))
        && !params
            .positional_only
            .iter()
            .any(|param| named.contains(&param.name))
}
