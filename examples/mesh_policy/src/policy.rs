//! The policy: rules compiled once, asked by any thread.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lambkin::report::Origin;
use lambkin::{Engine, Failure, FromValue, IntoArguments, Limits, Program};
use serde::Deserialize;

use crate::metrics::Metrics;
use crate::request::Request;

/// A policy in force.
pub struct Policy {
    upstreams: BTreeMap<String, String>,
    rules: BTreeMap<&'static str, Program>,
    pub(crate) rate: Rate,
}

/// How fast requests of one key may come.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Rate {
    pub(crate) per_second: f64,
    pub(crate) burst: f64,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    upstreams: BTreeMap<String, String>,
    rules: Rules,
    rate: Rate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    allow: String,
    route: String,
    timeout: String,
    retry: String,
    rate_key: String,
    headers: String,
}

/// Why a file is no policy, drawn for whoever wrote it.
#[derive(Debug)]
pub struct Refused(String);

/// A rule that did not answer: the request is refused, and nobody learns why but the log and the metrics.
#[derive(Debug)]
pub(crate) struct Undecided;

impl Policy {
    /// The policy in that file.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(file: &Path) -> Result<Self, Refused> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| Refused(format!("{}: {error}", file.display())))?;
        Policy::parse(&text)
    }

    /// The policy of that text.
    ///
    /// # Errors
    /// Everything that is wrong with it: of the TOML, of a rule's text, or of its answer to a plain request.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let file: File = toml::from_str(text).map_err(|error| Refused(error.to_string()))?;
        let limits = Limits {
            steps: Some(100_000),
            memory: Some(1 << 20),
            time: Some(Duration::from_millis(20)),
            ..Limits::untrusted()
        };
        // Rules know their parameters and the builtins: any other name is a mistake, and found here.
        let engine = (Engine::builder().limits(limits))
            .inputs(Vec::<String>::new())
            .build()
            .map_err(|error| Refused(error.to_string()))?;
        let rules = [
            ("allow", &file.rules.allow),
            ("route", &file.rules.route),
            ("timeout", &file.rules.timeout),
            ("retry", &file.rules.retry),
            ("rate_key", &file.rules.rate_key),
            ("headers", &file.rules.headers),
        ];
        let mut compiled = BTreeMap::new();
        let mut wrong = String::new();
        for (name, text) in rules {
            match engine.compile(text) {
                Ok(program) => {
                    compiled.insert(name, program);
                }
                Err(findings) => wrong += &drawn(name, text, &Failure::Refused(findings)),
            }
        }
        let policy = Policy {
            upstreams: file.upstreams,
            rules: compiled,
            rate: file.rate,
        };
        if wrong.is_empty() {
            wrong = policy.try_out();
        }
        match wrong.as_str() {
            "" => Ok(policy),
            _ => Err(Refused(wrong)),
        }
    }

    /// What the rules do wrong with a plain request: a wrong number of parameters, an answer of a wrong type.
    fn try_out(&self) -> String {
        let request = Arc::new(Request::example());
        let req = || (Arc::clone(&request),);
        let answers = [
            ("allow", self.answer::<bool>("allow", req()).err()),
            ("route", self.answer::<String>("route", req()).err()),
            ("timeout", self.answer::<f64>("timeout", req()).err()),
            (
                "rate_key",
                self.answer::<Option<String>>("rate_key", req()).err(),
            ),
            ("headers", self.answer::<Headers>("headers", req()).err()),
            ("retry", {
                let args = (Arc::clone(&request), 1, Option::<u16>::None);
                self.answer::<bool>("retry", args).err()
            }),
        ];
        (answers.iter())
            .filter_map(|(name, failure)| Some((name, failure.as_ref()?)))
            .map(|(name, failure)| drawn(name, self.text(name), failure))
            .collect()
    }

    /// May this caller do this?
    pub(crate) fn allow(&self, req: &Arc<Request>, metrics: &Metrics) -> Result<bool, Undecided> {
        self.ask("allow", (Arc::clone(req),), metrics)
    }

    /// The address of the upstream that it goes to, and its name.
    pub(crate) fn route(
        &self,
        req: &Arc<Request>,
        metrics: &Metrics,
    ) -> Result<(String, &str), Undecided> {
        let name: String = self.ask("route", (Arc::clone(req),), metrics)?;
        match self.upstreams.get(&name) {
            Some(address) => Ok((name, address)),
            None => {
                eprintln!("policy: route answered {name:?}, which is no upstream");
                metrics.error("route", "unknown_upstream");
                Err(Undecided)
            }
        }
    }

    /// How long one try may take.
    pub(crate) fn timeout(
        &self,
        req: &Arc<Request>,
        metrics: &Metrics,
    ) -> Result<Duration, Undecided> {
        let seconds: f64 = self.ask("timeout", (Arc::clone(req),), metrics)?;
        Duration::try_from_secs_f64(seconds).map_err(|_| Undecided)
    }

    /// Whether to try again after so many tries, the last with that status.
    pub(crate) fn retry(
        &self,
        req: &Arc<Request>,
        tries: u32,
        status: Option<u16>,
        metrics: &Metrics,
    ) -> Result<bool, Undecided> {
        self.ask("retry", (Arc::clone(req), tries, status), metrics)
    }

    /// With whom it shares a budget.
    pub(crate) fn rate_key(
        &self,
        req: &Arc<Request>,
        metrics: &Metrics,
    ) -> Result<Option<String>, Undecided> {
        self.ask("rate_key", (Arc::clone(req),), metrics)
    }

    /// Headers to set, and to take away.
    pub(crate) fn headers(
        &self,
        req: &Arc<Request>,
        metrics: &Metrics,
    ) -> Result<Headers, Undecided> {
        self.ask("headers", (Arc::clone(req),), metrics)
    }

    fn ask<T: FromValue>(
        &self,
        rule: &'static str,
        args: impl IntoArguments,
        metrics: &Metrics,
    ) -> Result<T, Undecided> {
        let answer = metrics.timed(|| self.answer(rule, args));
        answer.map_err(|failure| {
            let kind = match &failure {
                Failure::Halted(halt) => {
                    metrics.overrun(rule, halt.limit.name());
                    "halted"
                }
                Failure::Unfit(_) => "unfit",
                Failure::Raised(_) | Failure::Refused(_) => "raised",
            };
            metrics.error(rule, kind);
            eprint!("{}", drawn(rule, self.text(rule), &failure));
            Undecided
        })
    }

    fn answer<T: FromValue>(
        &self,
        rule: &'static str,
        args: impl IntoArguments,
    ) -> Result<T, Failure> {
        // Every rule was compiled, or there would be no policy.
        let program = &self.rules[rule];
        program.call(args)?.to()
    }

    fn text(&self, rule: &str) -> &str {
        self.rules.get(rule).map_or("", Program::source)
    }
}

/// Header names, each with its text or with nothing.
pub(crate) type Headers = BTreeMap<String, Option<String>>;

/// The failure of a rule as its writer should see it; one without a place in the text still names the rule.
fn drawn(rule: &str, text: &str, failure: &Failure) -> String {
    let name = format!("rules.{rule}");
    let report = failure.draw(&[Origin::new(&name, text)], false);
    if matches!(failure, Failure::Unfit(_)) {
        format!("{name}: {report}")
    } else {
        report
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}
