//! What all parts of a rewrite share: names that are taken, conditions found on the way, work left.

use std::collections::BTreeSet;

use super::build;
use super::env::Env;
use super::flow;
use super::names::{self, Names};
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};
use crate::teach::statement::{Phrase, Statement};
use crate::teach::substitute::substitute;
use crate::teach::walk;

/// How many statements a rewrite looks at, those that are written twice counted twice.
const MOST_STEPS: usize = 2_000;
/// How deep an expression in a statement may nest.
const DEEPEST: usize = 100;

/// A rewrite under way.
pub(super) struct Rewriter<'s> {
    pub(super) source: &'s str,
    /// Names that a new name must not have.
    taken: Names,
    /// Names that the program itself binds somewhere.
    bound: Names,
    /// Names that an import binds, and nothing else.
    imported: Names,
    /// Under which conditions the result is faithful.
    pub(super) conditions: BTreeSet<String>,
    /// Names that are used though the program does not.
    pub(super) introduced: Names,
    steps_left: usize,
}

/// What a block gives when its statements are done.
#[derive(Clone)]
pub(super) struct End {
    pub(super) gives: Gives,
    /// Whether `return` ends it with a value.
    pub(super) returns: bool,
    /// Whether `continue` ends it early.
    pub(super) continues: bool,
}

/// The value of a block.
#[derive(Clone)]
pub(super) enum Gives {
    /// The values that these names have at its end.
    Names(Vec<Name>),
    /// The value that this expression has there.
    Value(Expr),
    /// `None`, as a function whose end is reached.
    Nothing,
    /// The value of its last expression.
    LastValue,
    /// Whatever is convenient; nobody reads it.
    Anything,
}

impl End {
    /// A block that is left at its end only.
    pub(super) fn of(gives: Gives) -> Self {
        End {
            gives,
            returns: false,
            continues: false,
        }
    }

    /// The body of a loop.
    pub(super) fn of_round(gives: Gives) -> Self {
        End {
            continues: true,
            ..End::of(gives)
        }
    }

    /// The body of a function.
    pub(super) fn of_function() -> Self {
        End {
            returns: true,
            ..End::of(Gives::Nothing)
        }
    }

    /// The names that are read at the end.
    pub(super) fn names(&self) -> Names {
        match &self.gives {
            Gives::Names(names) => names.iter().cloned().collect(),
            Gives::Value(value) => names::read(value),
            Gives::Nothing | Gives::LastValue | Gives::Anything => Names::new(),
        }
    }
}

impl<'s> Rewriter<'s> {
    /// Begins with a program.
    pub(super) fn new(source: &'s str, steps: &[&Statement]) -> Self {
        let mut taken = Names::new();
        let mut bound = Names::new();
        let mut imported = Names::new();
        flow::each_expr(steps, &mut |expr| {
            names::mentioned(expr, &mut taken);
            names::bound_within(expr, &mut bound);
        });
        every_bound(steps, &mut bound);
        imports(steps, &mut imported);
        taken.extend(bound.iter().cloned());
        Rewriter {
            source,
            taken,
            bound,
            imported,
            conditions: BTreeSet::new(),
            introduced: Names::new(),
            steps_left: MOST_STEPS,
        }
    }

    /// Pays for one statement.
    pub(super) fn spend(&mut self) -> Option<()> {
        self.steps_left = self.steps_left.checked_sub(1)?;
        Some(())
    }

    /// The result is faithful only under that condition.
    pub(super) fn only_if(&mut self, condition: impl Into<String>) {
        self.conditions.insert(condition.into());
    }

    /// A name that nobody has.
    pub(super) fn fresh(&mut self, base: &str) -> Name {
        names::fresh(base, &mut self.taken)
    }

    /// A builtin function of Python, unless the program has another meaning for its name.
    pub(super) fn builtin(&mut self, word: &str) -> Option<Expr> {
        let name = Name::from(word);
        if self.binds_more_than_import(&name) {
            return None;
        }
        self.introduced.insert(name.clone());
        Some(build::name(&name))
    }

    /// A function of a module: bare where the language has it so and the program does not use the name.
    pub(super) fn function(&mut self, module: &str, word: &str) -> Option<Expr> {
        let bare = module == "itertools" || word == "reduce";
        let is_own = self.taken.contains(word) && !self.imported.contains(word);
        if bare && !is_own {
            return self.builtin(word);
        }
        Some(build::attribute(self.module(module)?, word))
    }

    /// A module by its name, unless the program gives the name to something else.
    pub(super) fn module(&mut self, word: &str) -> Option<Expr> {
        let name = Name::from(word);
        if self.binds_more_than_import(&name) {
            return None;
        }
        self.introduced.insert(name.clone());
        Some(build::name(&name))
    }

    /// Whether a function that the language has bare means the same in the program, where it is imported as `bound`.
    pub(super) fn is_free(&self, word: &str, bound: &Name) -> bool {
        let name = Name::from(word);
        match *name == **bound {
            true => !self.binds_more_than_import(&name),
            false => !self.taken.contains(&name),
        }
    }

    fn binds_more_than_import(&self, name: &Name) -> bool {
        self.bound.contains(name) && !self.imported.contains(name)
    }

    /// `operator.iadd(a, b)`
    pub(super) fn operator(&mut self, word: &str, arguments: Vec<Expr>) -> Option<Expr> {
        let function = self.function("operator", word)?;
        Some(build::call(function, arguments))
    }

    /// The expression of a phrase as it reads here; none where it reads what is not there yet.
    pub(super) fn phrase(&mut self, phrase: &Phrase, env: &Env) -> Option<Expr> {
        if phrase.depth() > DEEPEST {
            return None;
        }
        self.expr(phrase.expr()?, env)
    }

    /// The same for an expression.
    pub(super) fn expr(&mut self, expr: &Expr, env: &Env) -> Option<Expr> {
        let mut is_sound = true;
        names::each_free(expr, &mut |name, later| {
            is_sound &= env.held(name).is_none();
            if env.knows(name) {
                return;
            }
            let own = env.scope.bound.contains(name);
            is_sound &= !own || !(later || env.scope.is_function);
            is_sound &= own || !env.unborn.contains(name);
        });
        if !is_sound {
            return None;
        }
        let mut expr = expr.clone();
        give_selves(&mut expr, env)?;
        substitute(&mut expr, &env.replaced).ok()?;
        Some(expr)
    }

    /// Whether `next` is called, whose end would end a generator around it with another error.
    pub(super) fn calls_next(steps: &[&Statement]) -> bool {
        let mut found = false;
        flow::each_expr(steps, &mut |expr| {
            let mut names = Names::new();
            names::mentioned(expr, &mut names);
            found |= names.contains("next");
        });
        found
    }
}

/// Every name that these bind in any scope.
fn every_bound(steps: &[&Statement], names: &mut Names) {
    use crate::teach::statement::StatementKind;
    names.extend(flow::bound(steps));
    for statement in steps {
        match &statement.kind {
            StatementKind::Def(def) => {
                let params = def.params.iter().flat_map(walk::params);
                names.extend(params.map(|param| param.name.clone()));
                every_bound(&flow::steps(&def.body), names);
            }
            StatementKind::Decorated(_, inner) => every_bound(&[inner], names),
            _ => {}
        }
        for body in flow::bodies(statement) {
            every_bound(&flow::steps(body), names);
        }
    }
}

/// The names that imports of builtin modules bind at the edge of a program, and nothing else binds.
fn imports(steps: &[&Statement], names: &mut Names) {
    use crate::teach::statement::StatementKind;
    let mut others = Names::new();
    for statement in steps {
        match &statement.kind {
            StatementKind::Import(aliases) => {
                let same = aliases.iter().filter(|alias| alias.name.is_none());
                names.extend(same.map(super::import::bound));
            }
            StatementKind::FromImport(import) => {
                let same = import.names.iter().filter(|alias| {
                    alias.name.is_none()
                        && crate::modules::module_of(&alias.path) == Some(&*import.module)
                });
                names.extend(same.map(super::import::bound));
            }
            _ => {
                every_bound(&[statement], &mut others);
                flow::each_expr(&[statement], &mut |expr| {
                    names::bound_within(expr, &mut others);
                });
            }
        }
    }
    names.retain(|name| !others.contains(name));
}

/// Gives functions that call themselves to themselves: `f(n)` as `f(f, n)`.
///
/// None where such a function is used in another way, or its name is hidden.
fn give_selves(expr: &mut Expr, env: &Env) -> Option<()> {
    if env.selves.is_empty() {
        return Some(());
    }
    let mut hidden = Names::new();
    names::bound_within(expr, &mut hidden);
    if env.selves.iter().any(|name| hidden.contains(name)) {
        return None;
    }
    give(expr, env)
}

fn give(expr: &mut Expr, env: &Env) -> Option<()> {
    match &mut expr.kind {
        ExprKind::Name(name) if env.selves.contains(name) => return None,
        ExprKind::Call(callee, arguments) => {
            if let ExprKind::Name(name) = &callee.kind
                && env.selves.contains(name)
            {
                for argument in arguments.iter_mut() {
                    match argument {
                        Argument::Positional(value) | Argument::Named(_, value, _) => {
                            give(value, env)?;
                        }
                        Argument::Star(_) | Argument::DoubleStar(_) => return None,
                    }
                }
                arguments.insert(0, Argument::Positional(build::name(name)));
                return Some(());
            }
        }
        _ => {}
    }
    let mut done = Some(());
    walk::parts_mut(expr, &mut |part| {
        if done.is_some() {
            done = give(part, env);
        }
    });
    done
}
