//! The commands of the prompt: how they are written, and what they are for.
//!
//! What each does stands in the file of its family.

use lambkin::resolve;

/// A command as help and completion show it.
#[derive(Debug)]
pub(crate) struct Command {
    /// `let`
    pub(crate) name: &'static str,
    /// What follows the name.
    pub(crate) usage: &'static str,
    /// One sentence.
    pub(crate) doc: &'static str,
    /// What its argument is.
    pub(crate) takes: Takes,
    /// The words that may follow.
    pub(crate) words: &'static [&'static str],
    /// Which it is.
    pub(crate) action: Action,
}

/// What follows a command, for completion and for reading on over several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Nothing, or a word of its own.
    Word,
    /// An expression.
    Expression,
    /// A name that is bound.
    Name,
    /// A file.
    File,
    /// A kind of mistake.
    Lesson,
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// `:help`
    Help,
    /// `:let`
    Let,
    /// `:names`
    Names,
    /// `:results`
    Results,
    /// `:del`
    Del,
    /// `:undo`
    Undo,
    /// `:redo`
    Redo,
    /// `:reset`
    Reset,
    /// `:save`
    Save,
    /// `:load`
    Load,
    /// `:full`
    Full,
    /// `:peek`
    Peek,
    /// `:type`
    Type,
    /// `:time`
    Time,
    /// `:cost`
    Cost,
    /// `:limits`
    Limits,
    /// `:lesson`
    Lesson,
    /// `:steps`
    Steps,
    /// `:tree`
    Tree,
    /// `:why`
    Why,
    /// `:quit`
    Quit,
}

const fn command(
    name: &'static str,
    usage: &'static str,
    takes: Takes,
    action: Action,
    doc: &'static str,
) -> Command {
    Command {
        name,
        usage,
        doc,
        takes,
        words: match action {
            Action::Limits => &["depth", "items", "memory", "output", "steps", "time"],
            _ => &[],
        },
        action,
    }
}

/// Every command, in the order in which help lists them.
pub(crate) static COMMANDS: &[Command] = &[
    command(
        "help",
        "[NAME]",
        Takes::Name,
        Action::Help,
        "Says what a name or a command is for; so does `expr?`.",
    ),
    command(
        "let",
        "NAME = EXPR",
        Takes::Expression,
        Action::Let,
        "Binds a name; a lambda may name itself.",
    ),
    command(
        "names",
        "",
        Takes::Word,
        Action::Names,
        "Lists the names that you bound.",
    ),
    command(
        "results",
        "",
        Takes::Word,
        Action::Results,
        "Lists the last results: `_`, `__`, `_1`, `_2`.",
    ),
    command("del", "NAME", Takes::Name, Action::Del, "Forgets a name."),
    command(
        "undo",
        "",
        Takes::Word,
        Action::Undo,
        "Takes the last change of names back.",
    ),
    command(
        "redo",
        "",
        Takes::Word,
        Action::Redo,
        "Makes the change again that was taken back.",
    ),
    command(
        "reset",
        "",
        Takes::Word,
        Action::Reset,
        "Forgets every name and result.",
    ),
    command(
        "save",
        "FILE",
        Takes::File,
        Action::Save,
        "Writes the session to a file that can be read and loaded.",
    ),
    command(
        "load",
        "FILE",
        Takes::File,
        Action::Load,
        "Runs the entries of a file.",
    ),
    command(
        "full",
        "[EXPR]",
        Takes::Expression,
        Action::Full,
        "Shows a value, or the last one, without cutting it.",
    ),
    command(
        "peek",
        "EXPR [COUNT]",
        Takes::Expression,
        Action::Peek,
        "Shows the next items of an iterator, which keeps them.",
    ),
    command(
        "type",
        "EXPR",
        Takes::Expression,
        Action::Type,
        "Shows the type of a value.",
    ),
    command(
        "lesson",
        "[KIND]",
        Takes::Lesson,
        Action::Lesson,
        "Explains a kind of mistake, or the last one.",
    ),
    command(
        "steps",
        "EXPR",
        Takes::Expression,
        Action::Steps,
        "Shows how an expression is evaluated, step by step.",
    ),
    command(
        "tree",
        "EXPR",
        Takes::Expression,
        Action::Tree,
        "Shows the parts of an expression and when each is evaluated.",
    ),
    command(
        "why",
        "[EXPR]",
        Takes::Expression,
        Action::Why,
        "Shows what decided a value, or the last one.",
    ),
    command(
        "time",
        "EXPR",
        Takes::Expression,
        Action::Time,
        "Evaluates repeatedly and shows how long it takes.",
    ),
    command(
        "cost",
        "EXPR",
        Takes::Expression,
        Action::Cost,
        "Evaluates and shows what it spent.",
    ),
    command(
        "limits",
        "[NAME AMOUNT]",
        Takes::Word,
        Action::Limits,
        "Shows what an evaluation may spend, or changes it.",
    ),
    command(
        "quit",
        "",
        Takes::Word,
        Action::Quit,
        "Leaves, as Ctrl-D does.",
    ),
];

/// A command and what follows it.
///
/// # Errors
/// That there is no such command, and the nearest one.
pub(crate) fn parse(entry: &str) -> Result<(&'static Command, &str), String> {
    let rest = entry.trim_start().trim_start_matches(':');
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let (name, argument) = rest.split_at(end);
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => Ok((command, argument.trim())),
        None => {
            let names = COMMANDS.iter().map(|command| command.name);
            let abbreviated = || {
                let mut longer = COMMANDS
                    .iter()
                    .filter(|command| command.name.starts_with(name));
                longer.next().map(|command| command.name)
            };
            let nearest = resolve::nearest(name, names).or_else(abbreviated);
            Err(match nearest.filter(|_| !name.is_empty()) {
                Some(nearest) => format!("there is no command :{name}; did you mean :{nearest}?"),
                None => format!("there is no command :{name}; :help lists them"),
            })
        }
    }
}

/// Whether the entry is a command: `:let x = 1`.
pub(crate) fn is_command(entry: &str) -> bool {
    entry.trim_start().starts_with(':')
}

/// The expression in a command, and where it begins: what follows the `=` of `:let`, all that follows the others.
pub(crate) fn expression(entry: &str) -> Option<(usize, &str)> {
    let (command, argument) = parse(entry).ok()?;
    if command.takes != Takes::Expression {
        return None;
    }
    let start = entry.len() - entry.trim_end().len();
    let start = entry.len() - start - argument.len();
    if command.action != Action::Let {
        return Some((start, argument));
    }
    let equal = argument.find('=')?;
    let text = argument.get(equal + 1..)?;
    Some((start + equal + 1, text))
}

/// What `:help` alone shows.
pub(crate) fn overview() -> String {
    let mut text = String::from(
        "Type an expression to see its value; `expr?` tells about one.\n\
         `_` is the last value, `__` the one before, `_1` the first.\n\n",
    );
    let written = |command: &Command| format!(":{} {}", command.name, command.usage);
    let width = COMMANDS
        .iter()
        .map(|command| written(command).len())
        .max()
        .unwrap_or(0);
    for command in COMMANDS {
        text.push_str(&format!("  {:width$}  {}\n", written(command), command.doc));
    }
    text.push_str("\nCtrl-C stops an evaluation, Ctrl-D leaves.\n");
    text
}
