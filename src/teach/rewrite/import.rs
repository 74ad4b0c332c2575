//! `import` and `from … import`: the modules are there already, so that their names stand for themselves.

use super::build;
use super::env::Env;
use super::rewriter::{End, Rewriter};
use crate::modules::{self, MODULES};
use crate::syntax::ast::{Expr, Name};
use crate::teach::statement::{Alias, FromImport, Statement};

/// The name that an import binds.
pub(super) fn bound(alias: &Alias) -> Name {
    match &alias.name {
        Some(name) => name.clone(),
        None => Name::from(alias.path.split('.').next().unwrap_or_default()),
    }
}

impl Rewriter<'_> {
    /// `import a as b`, and what follows.
    pub(super) fn import(
        &mut self,
        aliases: &[Alias],
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let mut inner = env.clone();
        for alias in aliases {
            MODULES.iter().find(|module| module.name == alias.path)?;
            let module = self.module(&alias.path)?;
            inner.replace(&bound(alias), module);
        }
        self.block(rest, &inner, end)
    }

    /// `from a import b as c`, and what follows.
    pub(super) fn import_from(
        &mut self,
        import: &FromImport,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let module = MODULES.iter().find(|module| module.name == import.module)?;
        let mut inner = env.clone();
        for alias in &import.names {
            // Nothing else is known to be there.
            module.get(&alias.path)?;
            let bare = modules::module_of(&alias.path) == Some(module.name);
            let value = if bare && self.is_free(&alias.path, &bound(alias)) {
                let name = Name::from(&*alias.path);
                self.introduced.insert(name.clone());
                build::name(&name)
            } else {
                build::attribute(self.module(module.name)?, &alias.path)
            };
            inner.replace(&bound(alias), value);
        }
        self.block(rest, &inner, end)
    }
}
