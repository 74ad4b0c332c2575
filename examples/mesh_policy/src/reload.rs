//! Hot reload: a good edit of the policy file is put in force, a bad one is refused and the old policy kept.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::policy::Policy;
use crate::proxy::Mesh;

/// Looks at the file again and again, and puts what it says in force whenever the text changed.
pub async fn watch(mesh: Arc<Mesh>, file: PathBuf, every: Duration) {
    let mut known = std::fs::read_to_string(&file).ok();
    loop {
        tokio::time::sleep(every).await;
        // A file that is just being replaced is not there for a moment.
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        if known.as_ref() == Some(&text) {
            continue;
        }
        match Policy::parse(&text) {
            Ok(policy) => {
                mesh.put_in_force(policy);
                eprintln!("policy: {} is in force", file.display());
            }
            Err(refused) => {
                mesh.metrics.reload("refused");
                eprint!(
                    "policy: {} is refused, the old one stays\n{refused}",
                    file.display()
                );
            }
        }
        known = Some(text);
    }
}
