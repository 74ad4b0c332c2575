//! `mesh_policy POLICY.toml [ADDRESS]`: runs the proxy until it is killed.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mesh_policy::{Mesh, Policy, serve, watch};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let file = PathBuf::from(
        args.next()
            .ok_or("usage: mesh_policy POLICY.toml [ADDRESS]")?,
    );
    let address = args.next().unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let mesh = Arc::new(Mesh::new(Policy::read(&file)?));
    let listener = TcpListener::bind(&address).await?;
    eprintln!("listening on {}", listener.local_addr()?);
    tokio::spawn(watch(Arc::clone(&mesh), file, Duration::from_millis(300)));
    serve(listener, mesh).await?;
    Ok(())
}
