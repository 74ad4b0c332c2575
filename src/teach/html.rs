//! A reduction sequence as one static page: a slider over the steps, the timeline and the tree below.
//!
//! The page loads nothing and sends nothing; without scripts it is the plain list of steps.

use std::fmt::Write;

use super::stepper::Step;
use super::steps::Steps;

/// How the page looks and moves; the data stands in the page itself.
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

/// The page for one sequence. `timeline` and `tree` are shown below as they are.
///
/// ```
/// use lambkin::Engine;
/// use lambkin::teach::{html, steps};
///
/// let found = steps::steps("1 + 2", Default::default(), &mut || Engine::new().session());
/// let page = html::page("1 + 2", &found, "", "");
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("<mark>1 + 2</mark>"));
/// ```
#[must_use]
pub fn page(source: &str, steps: &Steps, timeline: &str, tree: &str) -> String {
    let mut lines = String::new();
    let mut count = 0;
    for step in &steps.steps {
        item(&mut lines, &marked(step), &escaped(&steps.remark(step)));
        count += 1;
    }
    if let Some(last) = &steps.last {
        item(
            &mut lines,
            &escaped(last),
            "no further step has a spelling of its own",
        );
        count += 1;
    }
    if steps.is_cut {
        let remark = format!("{} more evaluations are not shown", steps.left_out);
        item(&mut lines, "…", &remark);
        count += 1;
    }
    let (end, what) = match &steps.value {
        Ok(value) => (escaped(value), "the value".to_owned()),
        Err(failure) => (
            escaped(&failure.to_string()),
            "there is no value".to_owned(),
        ),
    };
    item(&mut lines, &end, &what);
    let title = escaped(&super::tree::short(source));
    let details = details("Timeline", timeline) + &details("Tree", tree);
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{title}: step by step</title>\n\
         <style>\n{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <main>\n\
         <h1>Step by step</h1>\n\
         <p class=\"source\"><code>{source}</code></p>\n\
         <form class=\"controls\" hidden>\n\
         <button type=\"button\" id=\"back\">Back</button>\n\
         <label for=\"slider\">Step <output id=\"number\" for=\"slider\">1</output> of {total}</label>\n\
         <input type=\"range\" id=\"slider\" min=\"1\" max=\"{total}\" value=\"1\">\n\
         <button type=\"button\" id=\"next\">Next</button>\n\
         </form>\n\
         <p class=\"stage\" id=\"stage\" aria-live=\"polite\" hidden></p>\n\
         <p class=\"remark\" id=\"remark\" aria-live=\"polite\" hidden></p>\n\
         <h2>All steps</h2>\n\
         <ol id=\"steps\">\n{lines}</ol>\n\
         {details}\
         </main>\n\
         <script>\n{SCRIPT}</script>\n\
         </body>\n\
         </html>\n",
        source = escaped(source),
        total = count + 1,
    )
}

fn item(lines: &mut String, text: &str, remark: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(lines, "<li><code>{text}</code> <span>{remark}</span></li>");
}

fn details(title: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = escaped(text);
    format!("<details>\n<summary>{title}</summary>\n<pre>{text}</pre>\n</details>\n")
}

/// The expression with what is reduced marked, and what is skipped struck out.
fn marked(step: &Step) -> String {
    let mut places = vec![(step.redex, "mark")];
    let inside = |outer: crate::syntax::Span, inner: crate::syntax::Span| {
        outer.start <= inner.start && inner.end <= outer.end
    };
    places.extend(step.skipped.iter().map(|place| (*place, "del")));
    let mut edges = Vec::new();
    for (order, (place, tag)) in places.iter().enumerate() {
        if order > 0 && !inside(step.redex, *place) {
            continue;
        }
        edges.push((place.start, 1, order, format!("<{tag}>")));
        edges.push((place.end, 0, usize::MAX - order, format!("</{tag}>")));
    }
    edges.sort();
    let mut out = String::new();
    let mut at = 0;
    for (position, _, _, tag) in edges {
        let position = position as usize;
        out.push_str(&escaped(step.text.get(at..position).unwrap_or_default()));
        out.push_str(&tag);
        at = position;
    }
    out.push_str(&escaped(step.text.get(at..).unwrap_or_default()));
    out
}

/// Text as a page shows it.
fn escaped(text: &str) -> String {
    crate::report::visible(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
