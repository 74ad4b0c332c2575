//! Paths into inputs: `req['user'].id`.

use std::fmt;
use std::sync::Arc;

use crate::syntax::ast::Name;

/// A part of an input.
///
/// Its text is an expression, but for `[*]`, which stands for an item that is known only when the program runs.
///
/// ```
/// use lambkin::{Engine, Step};
/// let program = Engine::new().compile("[row[0].id for row in table['rows']]")?;
/// let path = &program.report().reads[0].path;
/// assert_eq!(path.to_string(), "table['rows'][*][0].id");
/// assert_eq!(path.steps[1..3], [Step::Item, Step::Index(0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The input.
    pub input: Name,
    /// The way from there.
    pub steps: Vec<Step>,
}

/// One step of a path.
///
/// ```
/// use lambkin::{Engine, Step};
/// let program = Engine::new().compile("[row[0].id for row in table['rows']]")?;
/// let path = &program.report().reads[0].path;
/// assert_eq!(path.to_string(), "table['rows'][*][0].id");
/// assert_eq!(path.steps[1..3], [Step::Item, Step::Index(0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `['id']`, `.get('id')`
    Key(Arc<str>),
    /// `[0]`
    Index(i64),
    /// `.id`
    Attribute(Name),
    /// `[n]`, `for x in …`: some item.
    Item,
}

impl Path {
    /// The input itself.
    pub(super) fn root(input: &Name) -> Self {
        Path {
            input: Arc::clone(input),
            steps: Vec::new(),
        }
    }

    /// One step further.
    pub(super) fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        for step in &self.steps {
            match step {
                Step::Key(key) => write!(f, "['{}']", key.escape_debug())?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Attribute(name) => write!(f, ".{name}")?,
                Step::Item => f.write_str("[*]")?,
            }
        }
        Ok(())
    }
}
