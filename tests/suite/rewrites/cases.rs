//! The cases of `tests/teach/rewrites` as they stand in their files.

use std::fmt::Write;

use lambkin::syntax::ast::{Argument, ExprKind};
use lambkin::syntax::parse;

/// A program, what is suggested, and what to try it with.
pub(super) struct Case {
    /// Comments above it.
    pub(super) comments: String,
    pub(super) title: String,
    /// The statements, with the last line end.
    pub(super) source: String,
    pub(super) verdict: Verdict,
    pub(super) given: Vec<Given>,
}

/// What is suggested.
pub(super) enum Verdict {
    /// `--- none`
    None,
    /// `--- exact`, `--- conditional: condition`, and the expression in the lines below.
    Some {
        expr: String,
        grade: String,
        condition: Option<String>,
    },
}

/// `xs=[1, 2], n=3 => _(n)`: inputs, and how to look at what is computed.
pub(super) struct Given {
    pub(super) inputs: String,
    pub(super) observe: String,
}

impl Given {
    fn read(line: &str) -> Self {
        let (inputs, observe) = line.split_once("=> ").unwrap_or((line, "_"));
        Given {
            inputs: inputs.trim().to_owned(),
            observe: observe.trim().to_owned(),
        }
    }

    fn written(&self) -> String {
        match (&*self.inputs, &*self.observe) {
            ("", "_") => "nothing".to_owned(),
            (inputs, "_") => inputs.to_owned(),
            ("", observe) => format!("=> {observe}"),
            (inputs, observe) => format!("{inputs} => {observe}"),
        }
    }

    /// The names of the inputs.
    pub(super) fn names(&self) -> Vec<String> {
        let call = format!("f({})", self.inputs);
        let tree = parse(&call).unwrap_or_else(|_| panic!("inputs: {}", self.inputs));
        let ExprKind::Call(_, arguments) = &tree.root().kind else {
            panic!("inputs: {}", self.inputs);
        };
        let name = |argument: &Argument| match argument {
            Argument::Named(name, ..) => Some(name.to_string()),
            _ => None,
        };
        arguments.iter().filter_map(name).collect()
    }
}

/// The cases of a file.
pub(super) fn read(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut comments = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(title) = line.strip_prefix("=== ") else {
            if !line.is_empty() {
                comments += line;
                comments.push('\n');
            }
            continue;
        };
        let mut parts = vec![String::new()];
        let mut heads = Vec::new();
        while let Some(line) =
            lines.next_if(|line| !line.starts_with("=== ") && !line.starts_with('#'))
        {
            if let Some(head) = line.strip_prefix("--- ") {
                heads.push(head);
                parts.push(String::new());
            } else if let Some(part) = parts.last_mut() {
                *part += line;
                part.push('\n');
            }
        }
        let part = |wanted: &dyn Fn(&str) -> bool| {
            let found = heads.iter().position(|head| wanted(head))?;
            Some((heads[found], parts[found + 1].trim_end()))
        };
        let given = part(&|head| head == "with").map_or(Vec::new(), |(_, lines)| {
            let lines = lines
                .lines()
                .map(|line| if line == "nothing" { "" } else { line });
            lines.map(Given::read).collect()
        });
        let verdict = match part(&|head| head != "with") {
            Some((head, expr)) if head != "none" => {
                let (grade, condition) = match head.split_once(": ") {
                    Some((grade, condition)) => (grade, Some(condition.to_owned())),
                    None => (head, None),
                };
                Verdict::Some {
                    expr: expr.to_owned(),
                    grade: grade.to_owned(),
                    condition,
                }
            }
            _ => Verdict::None,
        };
        cases.push(Case {
            comments: std::mem::take(&mut comments),
            title: title.to_owned(),
            source: format!("{}\n", parts[0].trim_end()),
            verdict,
            given,
        });
    }
    cases
}

/// The file that holds these cases.
pub(super) fn written(cases: &[Case]) -> String {
    let mut text = String::new();
    for case in cases {
        let Case {
            comments,
            title,
            source,
            verdict,
            given,
        } = case;
        let _ = write!(text, "{comments}=== {title}\n{source}");
        match verdict {
            Verdict::None => text += "--- none\n",
            Verdict::Some {
                expr,
                grade,
                condition,
            } => {
                let condition = condition
                    .as_ref()
                    .map_or(String::new(), |text| format!(": {text}"));
                let _ = writeln!(text, "--- {grade}{condition}\n{expr}");
            }
        }
        if !given.is_empty() {
            text += "--- with\n";
            for given in given {
                let _ = writeln!(text, "{}", given.written());
            }
        }
        text.push('\n');
    }
    text
}
