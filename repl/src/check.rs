//! `lambkin check`: what is wrong with a text, for people or for tools.

use lambkin::report::{Origin, Report};
use lambkin::syntax::{Diagnostic, Severity, Span};

use crate::arguments::{self, Format};
use crate::evaluator;
use crate::input::Input;
use crate::json;
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Checks the text without evaluating it.
pub(crate) fn run(arguments: &arguments::Check, terminal: Terminal) -> Result<Status, Stop> {
    let input = Input::new(&arguments.text)?;
    let findings = match input.finding {
        Some(finding) => vec![finding],
        None => evaluator::check(&input.text, &arguments.names),
    };
    match arguments.format {
        Format::Json => terminal.put(&(as_json(&findings) + "\n"))?,
        Format::Text => {
            let source = Origin::new(&input.name, &input.text);
            for finding in &findings {
                terminal.complain(&Report::diagnostic(finding).draw(&[source], terminal.colour));
            }
        }
    }
    Ok(if is_ok(&findings) {
        Status::Value
    } else {
        Status::Refused
    })
}

fn is_ok(findings: &[Diagnostic]) -> bool {
    findings.iter().all(|finding| match finding.severity {
        Severity::Error => false,
        Severity::Warning => true,
    })
}

/// The findings as one JSON object; offsets are bytes.
fn as_json(findings: &[Diagnostic]) -> String {
    let findings_json: Vec<String> = findings.iter().map(finding_as_json).collect();
    format!(
        "{{\"ok\":{},\"diagnostics\":[{}]}}",
        is_ok(findings),
        findings_json.join(",")
    )
}

fn finding_as_json(finding: &Diagnostic) -> String {
    // The code is what Python would raise, or warn of.
    let (code, severity) = match (finding.severity, finding.kind) {
        (Severity::Error, _) => ("SyntaxError", "error"),
        (Severity::Warning, "unknown-name") => ("NameError", "warning"),
        (Severity::Warning, _) => ("SyntaxWarning", "warning"),
    };
    let labels: Vec<String> = (finding.labels.iter())
        .map(|(span, text)| {
            format!(
                "{{\"span\":{},\"text\":{}}}",
                span_as_json(*span),
                quoted(text)
            )
        })
        .collect();
    let notes: Vec<String> = finding.notes.iter().map(|note| quoted(note)).collect();
    let help = finding
        .help
        .as_deref()
        .map_or_else(|| "null".to_owned(), quoted);
    format!(
        "{{\"code\":{},\"severity\":{},\"kind\":{},\"message\":{},\"primary\":{},\"labels\":[{}],\"notes\":[{}],\"help\":{help},\"suggestion\":null}}",
        quoted(code),
        quoted(severity),
        quoted(finding.kind),
        quoted(&finding.message),
        span_as_json(finding.span),
        labels.join(","),
        notes.join(","),
    )
}

fn span_as_json(span: Span) -> String {
    format!("{{\"start\":{},\"end\":{}}}", span.start, span.end)
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    json::quote(&mut out, text);
    out
}
