//! What may be written after `lambkin`, as clap reads it.
//!
//! Only the shape of the command line; what each command does is in the file of its name.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::quantity;

const EXAMPLES: &str = "\
Examples:
  lambkin eval -e 'sorted({\"b\": 1, \"a\": 2})'
  lambkin eval --json orders=orders.json -e 'sum(o[\"total\"] for o in orders)'
  lambkin eval --let n=10 --output json -e '[x * x for x in range(n)]'
  echo 'sum(range(10))' | lambkin eval -
  lambkin check rules.lam --format json
  lambkin batch requests.jsonl > answers.jsonl
  lambkin

Exit status:
  0  a value    1  an exception    2  not an expression, or bad usage or input
  3  a limit was reached    130  interrupted";

const BATCH: &str = "\
Each line of input is a request, each line of output its answer, in the same order:
  {\"id\":1,\"expr\":\"6 * 7\"}   {\"id\":1,\"ok\":true,\"repr\":\"42\"}
  {\"id\":2,\"expr\":\"1 / 0\"}   {\"id\":2,\"ok\":false,\"error\":\"ZeroDivisionError\",\"message\":\"division by zero\"}
  {\"id\":3,\"expr\":\"1 +\"}     {\"id\":3,\"ok\":false,\"error\":\"SyntaxError\",\"message\":\"invalid syntax\"}
What an expression prints comes back as \"output\"; a limit as the error \"LimitExceeded\" with \"limit\".

Exit status:
  0  every request was answered    2  a line was no request (its answer says where), or bad usage";

const STEPS: &str = "\
Each line is an expression of equal value; what is reduced in it, and to what, stands in a comment:
  (1 + 2) * 3  # 1 + 2 → 3
  3 * 3        # 3 * 3 → 9
  9
The last line is the value, as Python's prompt shows it.";

/// Python's expressions: text in, value out.
#[derive(Debug, Parser)]
#[command(name = "lambkin", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Colour in error reports
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    #[command(flatten)]
    pub(crate) prompt: Prompt,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// How the prompt behaves.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Prompt")]
pub(crate) struct Prompt {
    /// No greeting
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Neither read nor write the history of earlier sessions
    #[arg(long)]
    pub(crate) no_history: bool,
    /// Settings, as TOML (instead of lambkin/config.toml in the folder for configuration)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Without a terminal, show entries and values as a terminal would
    #[arg(long)]
    pub(crate) echo: bool,
}

/// When reports are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Also where it is not a terminal
    Always,
    /// Plain text
    Never,
}

/// The commands; without one, the prompt opens.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Evaluate one expression and print its value
    Eval(Eval),
    /// Say what is wrong with an expression, without evaluating it
    Check(Check),
    /// Answer a stream of requests, one JSON object a line
    Batch(Batch),
    /// Show how an expression is evaluated, step by step
    Steps(Steps),
    /// Show the parts of an expression, and when each is evaluated
    Tree(Tree),
    /// Write the reference of every builtin, type and module
    Reference(Reference),
    /// Explain one kind of mistake, with examples
    Lesson(Lesson),
    /// List the kinds of mistakes that have a lesson
    Lessons,
}

/// Explain one kind of mistake, with examples
#[derive(Debug, Args)]
pub(crate) struct Lesson {
    /// The kind, as `check` names it: assignment, def, smart-quotes
    #[arg(value_name = "KIND")]
    pub(crate) kind: String,
}

/// Show how an expression is evaluated, step by step
#[derive(Debug, Args)]
#[command(after_help = STEPS)]
pub(crate) struct Steps {
    #[command(flatten)]
    pub(crate) text: Text,
    /// Bind a name to the value of an expression; later ones may use earlier ones
    #[arg(long = "let", value_name = "NAME=EXPR", value_parser = pair)]
    pub(crate) lets: Vec<(String, String)>,
    /// How the steps are printed
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) format: Form,
    /// Show every moment instead: enter and leave, calls, closures and cells, pulls
    #[arg(long, group = "view")]
    pub(crate) timeline: bool,
    /// Show who asks which lazy iterator for the next item instead
    #[arg(long, group = "view")]
    pub(crate) pulls: bool,
    /// Ask for each next value before it is shown; answers come from standard input
    #[arg(long, group = "view")]
    pub(crate) predict: bool,
    /// Show at most so many steps
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) window: usize,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Show the parts of an expression, and when each is evaluated
#[derive(Debug, Args)]
pub(crate) struct Tree {
    #[command(flatten)]
    pub(crate) text: Text,
    /// Bind a name to the value of an expression; later ones may use earlier ones
    #[arg(long = "let", value_name = "NAME=EXPR", value_parser = pair)]
    pub(crate) lets: Vec<(String, String)>,
    /// How the tree is printed
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// How `steps` prints what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// One expression a line.
    Text,
    /// One JSON object a line.
    Json,
    /// One page with a slider, which needs no network.
    Html,
}

/// Write the reference of every builtin, type and module
#[derive(Debug, Args)]
pub(crate) struct Reference {
    /// Where it goes (- for standard output)
    #[arg(value_name = "FILE", default_value = "docs/reference.md")]
    pub(crate) file: PathBuf,
}

/// Evaluate one expression and print its value
#[derive(Debug, Args)]
pub(crate) struct Eval {
    #[command(flatten)]
    pub(crate) text: Text,
    /// Bind a name to the value of an expression; later ones may use earlier ones
    #[arg(long = "let", value_name = "NAME=EXPR", value_parser = pair)]
    pub(crate) lets: Vec<(String, String)>,
    /// Bind a name to the data in a JSON file (- for standard input)
    #[arg(long = "json", value_name = "NAME=FILE", value_parser = pair)]
    pub(crate) jsons: Vec<(String, String)>,
    /// Say why the value is what it is: as text, or with --output json for tools
    #[arg(long)]
    pub(crate) explain: bool,
    /// How the value is printed
    #[arg(long, value_name = "FORM", default_value = "repr")]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Say what is wrong with an expression, without evaluating it
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) text: Text,
    /// Names that will be bound when the expression runs
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    pub(crate) names: Vec<String>,
    /// How the findings are printed
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) format: Format,
    /// Write the expression that is suggested into FILE (or to standard output for -), where it does exactly the same
    #[arg(long, conflicts_with = "expr")]
    pub(crate) apply: bool,
}

/// Answer a stream of requests, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = BATCH)]
pub(crate) struct Batch {
    /// The requests (standard input if left out, or -)
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Where the expression comes from.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Text {
    /// The expression itself
    #[arg(
        short = 'e',
        long = "expr",
        value_name = "EXPR",
        allow_hyphen_values = true
    )]
    pub(crate) expr: Option<String>,
    /// A file that holds the expression (- for standard input)
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// How `eval` prints the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// As Python's prompt shows it.
    Repr,
    /// As Python's `json.dumps` writes it.
    Json,
    /// As `print` writes it.
    Text,
}

/// How `check` prints what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Reports for people, on standard error.
    Text,
    /// One object for tools, on standard output.
    Json,
}

/// What an evaluation may use.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct Limits {
    /// Stop after so many steps
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(crate) max_steps: Option<u64>,
    /// Stop when values take more memory: 65536, 64KiB, 64MiB, 2GiB
    #[arg(long, value_name = "SIZE", value_parser = quantity::bytes, allow_hyphen_values = true)]
    pub(crate) max_memory: Option<usize>,
    /// Stop after so much time: 2s, 500ms, 1m
    #[arg(long, value_name = "TIME", value_parser = quantity::duration, allow_hyphen_values = true)]
    pub(crate) timeout: Option<Duration>,
    /// Raise RecursionError beyond so many calls within calls
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(crate) max_depth: Option<u32>,
    /// Bring `random`, with the numbers that this seed begins
    #[arg(long, value_name = "N", help_heading = "Evaluation")]
    pub(crate) seed: Option<u64>,
}

/// `NAME=REST`, where `REST` may hold further equals signs.
fn pair(text: &str) -> Result<(String, String), String> {
    let (name, rest) = text
        .split_once('=')
        .ok_or("expected NAME=, then what it stands for")?;
    let name = name.trim();
    if name.is_empty() || rest.trim().is_empty() {
        return Err("expected NAME=, then what it stands for".to_owned());
    }
    Ok((name.to_owned(), rest.to_owned()))
}
