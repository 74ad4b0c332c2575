//! `lambkin check`: what is wrong with a text, for people or for tools.

use lambkin::report::{Origin, Report};
use lambkin::syntax::{Severity, Span};
use lambkin::teach::diagnose::{self, Finding};
use lambkin::teach::rewrite::Suggestion;

use crate::apply::apply;
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
    let findings: Vec<Finding> = (findings.into_iter())
        .map(|finding| diagnose::explain(&input.text, finding))
        .collect();
    match arguments.format {
        Format::Json => terminal.put(&(as_json(&findings) + "\n"))?,
        Format::Text => {
            let source = Origin::new(&input.name, &input.text);
            for finding in &findings {
                let report = Report::diagnostic(&finding.diagnostic);
                terminal.complain(&report.draw(&[source], terminal.colour));
            }
        }
    }
    if is_ok(&findings) {
        return Ok(Status::Value);
    }
    if arguments.apply
        && let Some(file) = &arguments.text.file
    {
        return apply(file, &input.text, &findings, terminal);
    }
    Ok(Status::Refused)
}

fn is_ok(findings: &[Finding]) -> bool {
    findings
        .iter()
        .all(|finding| match finding.diagnostic.severity {
            Severity::Error => false,
            Severity::Warning => true,
        })
}

/// The findings as one JSON object; offsets are bytes.
fn as_json(findings: &[Finding]) -> String {
    let findings_json: Vec<String> = findings.iter().map(finding_as_json).collect();
    format!(
        "{{\"ok\":{},\"diagnostics\":[{}]}}",
        is_ok(findings),
        findings_json.join(",")
    )
}

fn finding_as_json(found: &Finding) -> String {
    let finding = &found.diagnostic;
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
    let notes: Vec<String> = (finding.notes.iter())
        .filter(|note| **note != found.message)
        .map(|note| quoted(note))
        .collect();
    let help = finding
        .help
        .as_deref()
        .map_or_else(|| "null".to_owned(), quoted);
    format!(
        "{{\"code\":{},\"severity\":{},\"kind\":{},\"message\":{},\"primary\":{},\"labels\":[{}],\"notes\":[{}],\"help\":{help},\"suggestion\":{}}}",
        quoted(code),
        quoted(severity),
        quoted(finding.kind),
        quoted(&found.message),
        span_as_json(finding.span),
        labels.join(","),
        notes.join(","),
        found
            .suggestion
            .as_ref()
            .map_or_else(|| "null".to_owned(), suggestion_as_json),
    )
}

fn suggestion_as_json(suggestion: &Suggestion) -> String {
    let condition = suggestion
        .condition
        .as_deref()
        .map_or_else(|| "null".to_owned(), quoted);
    format!(
        "{{\"expr\":{},\"faithfulness\":{},\"condition\":{condition}}}",
        quoted(&suggestion.expr),
        quoted(suggestion.faithfulness.name()),
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
