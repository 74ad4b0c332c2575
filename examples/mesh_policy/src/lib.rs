//! A reverse proxy for services on loopback whose decisions are Lambkin lambdas in a TOML file.
//!
//! The policy decides, the proxy obeys: `policy` knows nothing of sockets, `proxy` nothing of lambdas. A policy that
//! fails decides nothing, so the request is refused, and what failed is counted.

mod metrics;
mod policy;
mod proxy;
mod rate;
mod reload;
mod request;

pub use policy::Policy;
pub use proxy::{Mesh, serve};
pub use reload::watch;
