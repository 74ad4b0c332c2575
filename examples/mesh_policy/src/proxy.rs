//! The proxy: takes requests, asks the policy, forwards, retries.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::metrics::Metrics;
use crate::policy::{Policy, Undecided};
use crate::rate::Buckets;
use crate::request::Request;

/// The largest body that is passed on, in either direction: it is kept for retries.
const LARGEST_BODY: usize = 4 << 20;

/// Headers that belong to one connection.
const HOP_BY_HOP: [&str; 4] = ["connection", "keep-alive", "transfer-encoding", "upgrade"];

type Body = Full<Bytes>;

/// The proxy's state: the policy in force, and what was counted.
pub struct Mesh {
    policy: RwLock<Arc<Policy>>,
    buckets: Buckets,
    client: Client<HttpConnector, Body>,
    pub(crate) metrics: Metrics,
}

/// A request that goes no further: the answer it gets, and what was decided.
struct Stopped(StatusCode, &'static str);

impl From<Undecided> for Stopped {
    /// Where the policy does not decide, nothing is allowed.
    fn from(_: Undecided) -> Self {
        Stopped(StatusCode::INTERNAL_SERVER_ERROR, "undecided")
    }
}

impl Mesh {
    /// A proxy under that policy.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Mesh {
            policy: RwLock::new(Arc::new(policy)),
            buckets: Buckets::default(),
            client: Client::builder(TokioExecutor::new()).build_http(),
            metrics: Metrics::default(),
        }
    }

    /// Requests from now on are judged by that policy; those under way keep theirs.
    pub fn put_in_force(&self, policy: Policy) {
        *self.policy.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(policy);
        self.metrics.reload("in_force");
    }

    fn policy(&self) -> Arc<Policy> {
        Arc::clone(&self.policy.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn answer(&self, request: hyper::Request<Incoming>) -> Response<Body> {
        if request.uri().path() == "/metrics" {
            return Response::new(Full::from(self.metrics.text()));
        }
        let (upstream, answer) = match self.forward(request).await {
            Ok(forwarded) => forwarded,
            Err(Stopped(status, decision)) => {
                self.metrics.decision(decision);
                let mut answer = Response::new(Full::from(format!("{decision}\n")));
                *answer.status_mut() = status;
                (String::new(), answer)
            }
        };
        self.metrics.request(&upstream, answer.status().as_u16());
        answer
    }

    async fn forward(
        &self,
        request: hyper::Request<Incoming>,
    ) -> Result<(String, Response<Body>), Stopped> {
        let policy = self.policy();
        let (parts, body) = request.into_parts();
        let req = Arc::new(Request::new(&parts));
        if !policy.allow(&req, &self.metrics)? {
            return Err(Stopped(StatusCode::FORBIDDEN, "denied"));
        }
        if let Some(key) = policy.rate_key(&req, &self.metrics)?
            && !self.buckets.take(key, policy.rate)
        {
            return Err(Stopped(StatusCode::TOO_MANY_REQUESTS, "limited"));
        }
        let (upstream, address) = policy.route(&req, &self.metrics)?;
        let patience = policy.timeout(&req, &self.metrics)?;
        let headers = rewritten(&parts, policy.headers(&req, &self.metrics)?)?;
        let body = Limited::new(body, LARGEST_BODY).collect().await;
        let body = body.map_err(|_| Stopped(StatusCode::PAYLOAD_TOO_LARGE, "too_large"))?;
        let body = body.to_bytes();
        self.metrics.decision("allowed");
        let mut tries = 0;
        loop {
            tries += 1;
            let answer = timeout(patience, self.send(&parts, address, &headers, &body)).await;
            let (status, answer) = match answer {
                Ok(Some(answer)) => (Some(answer.status().as_u16()), answer),
                Ok(None) => (None, plain(StatusCode::BAD_GATEWAY)),
                Err(_) => (None, plain(StatusCode::GATEWAY_TIMEOUT)),
            };
            if !policy.retry(&req, tries, status, &self.metrics)? {
                return Ok((upstream, answer));
            }
            self.metrics.retry(&upstream);
        }
    }

    /// One try; `None` where the upstream is not there or breaks off.
    async fn send(
        &self,
        parts: &Parts,
        address: &str,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Option<Response<Body>> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let mut request = hyper::Request::builder()
            .method(parts.method.clone())
            .uri(format!("http://{address}{path}"))
            .body(Full::new(body.clone()))
            .ok()?;
        *request.headers_mut() = headers.clone();
        let (mut parts, body) = self.client.request(request).await.ok()?.into_parts();
        let body = Limited::new(body, LARGEST_BODY).collect().await.ok()?;
        remove_hop_by_hop(&mut parts.headers);
        Some(Response::from_parts(parts, Full::new(body.to_bytes())))
    }
}

/// Serves connections for ever.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, mesh: Arc<Mesh>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let mesh = Arc::clone(&mesh);
        tokio::spawn(async move {
            let service =
                service_fn(|request| async { Ok::<_, Infallible>(mesh.answer(request).await) });
            // A client that breaks off is its own affair.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// The headers for the upstream: the client's, as the policy changes them.
fn rewritten(parts: &Parts, changes: crate::policy::Headers) -> Result<HeaderMap, Stopped> {
    let mut headers = parts.headers.clone();
    remove_hop_by_hop(&mut headers);
    headers.remove("host");
    for (name, text) in changes {
        let name = HeaderName::try_from(name).map_err(|_| Undecided)?;
        match text {
            Some(text) => {
                let text = HeaderValue::try_from(text).map_err(|_| Undecided)?;
                headers.insert(name, text);
            }
            None => {
                headers.remove(name);
            }
        }
    }
    Ok(headers)
}

fn remove_hop_by_hop(headers: &mut HeaderMap) {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    answer
}
