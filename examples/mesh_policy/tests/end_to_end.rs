//! The proxy over real sockets, with upstreams that answer, fail and stall.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioIo};
use mesh_policy::{Mesh, Policy, serve, watch};
use tokio::net::TcpListener;

/// What an upstream does with its nth request.
type Behaviour = fn(usize) -> Act;

enum Act {
    /// Answers with its name and the headers it was sent.
    Echo,
    /// Answers with this status.
    Fail(u16),
    /// Says nothing for a long time.
    Stall,
}

async fn upstream(name: &'static str, behaviour: Behaviour) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let counter = Arc::clone(&counter);
            tokio::spawn(async move {
                let service = service_fn(|request: Request<Incoming>| {
                    let act = behaviour(counter.fetch_add(1, Ordering::SeqCst));
                    async move {
                        let mut answer = Response::new(Full::<Bytes>::default());
                        match act {
                            Act::Echo => {
                                let header = |name| {
                                    let text = request.headers().get(name);
                                    text.map_or("none", |text| text.to_str().unwrap())
                                        .to_owned()
                                };
                                let (mesh, cookie) = (header("x-mesh"), header("cookie"));
                                *answer.body_mut() =
                                    format!("{name} mesh={mesh} cookie={cookie}").into();
                            }
                            Act::Fail(status) => *answer.status_mut() = status.try_into().unwrap(),
                            Act::Stall => tokio::time::sleep(Duration::from_secs(60)).await,
                        }
                        Ok::<_, Infallible>(answer)
                    }
                });
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    (address, asked)
}

/// The policy of the example with upstreams of the test, and changes.
fn policy(upstreams: &[(&str, SocketAddr)], changes: &[(&str, &str)]) -> String {
    let mut text = include_str!("../policy.toml").to_owned();
    let written = [("users", 9001), ("users_next", 9002), ("reports", 9003)];
    for (name, port) in written {
        let address = upstreams.iter().find(|(known, _)| *known == name);
        // Nobody listens on port 1.
        let address = address.map_or("127.0.0.1:1".to_owned(), |(_, address)| address.to_string());
        text = text.replace(&format!("\"127.0.0.1:{port}\""), &format!("\"{address}\""));
    }
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

struct Proxy {
    address: SocketAddr,
    mesh: Arc<Mesh>,
}

impl Proxy {
    async fn start(policy: &str) -> Self {
        let mesh = Arc::new(Mesh::new(Policy::parse(policy).unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, Arc::clone(&mesh)));
        Proxy { address, mesh }
    }

    async fn get(&self, caller: &str, path: &str) -> (u16, String) {
        self.send("GET", caller, path).await
    }

    async fn send(&self, method: &str, caller: &str, path: &str) -> (u16, String) {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address))
            .header("x-caller", caller)
            .header("cookie", "secret")
            .body(Empty::<Bytes>::new())
            .unwrap();
        let answer = client.request(request).await.unwrap();
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn metric(&self, line: &str) -> bool {
        let (_, text) = self.get("", "/metrics").await;
        text.lines().any(|found| found == line)
    }
}

#[tokio::test]
async fn callers_are_allowed_routed_and_rewritten() {
    let (users, _) = upstream("users", |_| Act::Echo).await;
    let (next, _) = upstream("next", |_| Act::Echo).await;
    let (reports, _) = upstream("reports", |_| Act::Echo).await;
    let upstreams = [("users", users), ("users_next", next), ("reports", reports)];
    let proxy = Proxy::start(&policy(&upstreams, &[])).await;

    let answer = proxy.get("web", "/users/7").await;
    assert_eq!(answer, (200, "users mesh=lambkin cookie=none".to_owned()));
    let answer = proxy.get("billing", "/reports").await;
    assert_eq!(answer, (200, "reports mesh=lambkin cookie=none".to_owned()));
    assert_eq!(
        proxy.get("web", "/reports").await,
        (403, "denied\n".to_owned())
    );
    assert_eq!(proxy.get("", "/users").await.0, 403);

    // About a tenth of all callers see the next version, and each always the same one.
    let mut seen_next = 0;
    for number in 0..60 {
        let caller = format!("caller-{number}");
        let (_, first) = proxy.get(&caller, "/public/page").await;
        let (_, second) = proxy.get(&caller, "/public/page").await;
        assert_eq!(first, second);
        seen_next += usize::from(first.starts_with("next"));
    }
    assert!((1..20).contains(&seen_next), "{seen_next}");

    assert!(
        proxy
            .metric("mesh_decisions_total{decision=\"denied\"} 2")
            .await
    );
    assert!(
        proxy
            .metric("mesh_requests_total{upstream=\"reports\",status=\"200\"} 1")
            .await
    );
}

#[tokio::test]
async fn failing_upstreams_are_tried_again() {
    let (users, asked) =
        upstream("users", |n| if n < 2 { Act::Fail(503) } else { Act::Echo }).await;
    let proxy = Proxy::start(&policy(&[("users", users)], &[])).await;
    assert_eq!(proxy.get("web", "/users").await.0, 200);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    assert!(
        proxy
            .metric("mesh_retries_total{upstream=\"users\"} 2")
            .await
    );

    // Only what can be repeated is repeated.
    let (users, asked) = upstream("users", |_| Act::Fail(503)).await;
    let proxy = Proxy::start(&policy(&[("users", users)], &[])).await;
    assert_eq!(proxy.send("POST", "web", "/users").await.0, 503);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(proxy.get("web", "/users").await.0, 503);
    assert_eq!(asked.load(Ordering::SeqCst), 4);

    // Where nobody listens, there is nothing to wait for.
    assert_eq!(proxy.get("billing", "/reports").await.0, 502);
}

#[tokio::test]
async fn each_consumer_waits_as_long_as_the_policy_says() {
    let (users, asked) = upstream("users", |_| Act::Stall).await;
    let patience = [(
        "{\"billing\": 5.0}.get(req.caller, 0.5)",
        "{\"billing\": 0.6}.get(req.caller, 0.1)",
    )];
    let proxy = Proxy::start(&policy(&[("users", users)], &patience)).await;
    let started = Instant::now();
    assert_eq!(proxy.send("POST", "web", "/users").await.0, 504);
    assert!(started.elapsed() >= Duration::from_millis(100));
    let started = Instant::now();
    assert_eq!(proxy.send("POST", "billing", "/users").await.0, 504);
    assert!(started.elapsed() >= Duration::from_millis(600));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn callers_share_a_budget_by_key() {
    let (users, _) = upstream("users", |_| Act::Echo).await;
    let few = [
        ("per_second = 50", "per_second = 0.001"),
        ("burst = 100", "burst = 3"),
    ];
    let proxy = Proxy::start(&policy(&[("users", users), ("users_next", users)], &few)).await;
    for _ in 0..3 {
        assert_eq!(proxy.get("web", "/users").await.0, 200);
    }
    assert_eq!(
        proxy.get("web", "/users").await,
        (429, "limited\n".to_owned())
    );
    assert_eq!(proxy.get("", "/public").await.0, 200);
    for _ in 0..10 {
        assert_eq!(proxy.get("billing", "/users").await.0, 200);
    }
}

#[tokio::test]
async fn a_policy_that_fails_allows_nothing() {
    let (users, asked) = upstream("users", |_| Act::Echo).await;
    let endless = "any(x < 0 for x in itertools.count()) if req.path == \"/public/slow\" else req[\"x-token\"] if req.path == \"/public/raise\" else {\"billing\": 5.0}.get(req.caller, 0.5)";
    let changes = [("{\"billing\": 5.0}.get(req.caller, 0.5)", endless)];
    let proxy = Proxy::start(&policy(
        &[("users", users), ("users_next", users)],
        &changes,
    ))
    .await;
    assert_eq!(
        proxy.get("web", "/public/slow").await,
        (500, "undecided\n".to_owned())
    );
    assert_eq!(proxy.get("web", "/public/raise").await.0, 500);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    assert_eq!(proxy.get("web", "/public").await.0, 200);
    let (_, metrics) = proxy.get("", "/metrics").await;
    assert!(
        metrics.contains("mesh_policy_overruns_total{rule=\"timeout\",limit="),
        "{metrics}"
    );
    assert!(metrics.contains("mesh_policy_errors_total{rule=\"timeout\",kind=\"raised\"} 1"));
    assert!(metrics.contains("mesh_policy_seconds_bucket{le=\"+Inf\"}"));
}

/// A policy file of this test's own.
fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("{name}-{}.toml", std::process::id()))
}

#[tokio::test]
async fn a_bad_edit_is_refused_and_a_good_one_taken() {
    let (users, _) = upstream("users", |_| Act::Echo).await;
    let upstreams = [("users", users), ("users_next", users)];
    let file = file("mesh_policy");
    let good = policy(&upstreams, &[]);
    std::fs::write(&file, &good).unwrap();
    let proxy = Proxy::start(&good).await;
    tokio::spawn(watch(
        Arc::clone(&proxy.mesh),
        file.clone(),
        Duration::from_millis(20),
    ));
    tokio::time::sleep(Duration::from_millis(60)).await;

    let bad = good.replace("lambda req: {\"billing\"", "lambda req: {\"billing");
    std::fs::write(&file, bad).unwrap();
    until(&proxy, "mesh_policy_reloads_total{result=\"refused\"} 1").await;
    assert_eq!(proxy.get("web", "/users").await.0, 200);

    std::fs::write(&file, good.replace("\"web\": [\"/users\"]", "\"web\": []")).unwrap();
    until(&proxy, "mesh_policy_reloads_total{result=\"in_force\"} 1").await;
    assert_eq!(proxy.get("web", "/users").await.0, 403);
    std::fs::remove_file(file).unwrap();
}

async fn until(proxy: &Proxy, line: &str) {
    while !proxy.metric(line).await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn a_policy_that_cannot_work_is_refused_with_reasons() {
    let refused = |from: &str, to: &str| {
        let text = policy(&[], &[(from, to)]);
        Policy::parse(&text).err().unwrap().to_string()
    };
    let unknown = refused("else req.caller or", "else caller or");
    assert!(unknown.contains("rules.rate_key:1:"), "{unknown}");
    assert!(
        unknown.contains("name 'caller' is not defined"),
        "{unknown}"
    );
    let arity = refused(
        "lambda req, tries, status:",
        "lambda req, tries, status, more:",
    );
    assert!(
        arity.contains("TypeError: <lambda>() missing 1 required positional argument: 'more'"),
        "{arity}"
    );
    let kind = refused("get(req.caller, 0.5)", "get(req.caller, \"soon\")");
    assert!(kind.contains("rules.timeout"), "{kind}");
    let toml = refused("[rate]", "[rates]");
    assert!(toml.contains("rates"), "{toml}");
}
