//! The files of the crate: its manifest, the program, the part that depends on the document, and the generated modules.

use crate::format::File;
use crate::ir::Api;
use crate::lower::ApiPart;
use crate::package;
use crate::write::Change;

use super::table;

/// The name of the package that the copy of the runtime is. The crates of all documents share it.
pub(super) const RUNTIME: &str = "bindwright-prove";

/// The parts of the program that are the same for each document.
const PROGRAM: [(&str, &str); 4] = [
    ("exchange.rs", include_str!("program/exchange.rs.txt")),
    ("loopback.rs", include_str!("program/loopback.rs.txt")),
    ("main.rs", include_str!("program/main.rs.txt")),
    ("parts.rs", include_str!("program/parts.rs.txt")),
];

/// The files of the crate.
pub(super) fn files(part: &ApiPart, modules: Vec<Change>, name: &str) -> Vec<File> {
    let mut files = vec![File {
        path: "Cargo.toml".to_owned(),
        text: manifest(&part.api, name),
    }];
    let table = table::text(part);
    let own = PROGRAM
        .into_iter()
        .chain([("operations.rs", table.as_str())]);
    files.extend(own.map(|(path, text)| File {
        path: format!("src/{path}"),
        text: format!("// {}: a proof. Do not edit.\n{text}", crate::write::MARK),
    }));
    files.extend(modules.into_iter().map(|change| File {
        path: format!("src/proved/{}", change.path),
        text: change.text,
    }));
    files
}

/// The features of generated modules are on, except those of their transport, since the program has its own, and setters, which it
/// does not call.
fn manifest(api: &Api, name: &str) -> String {
    let mut features = package::needed_features(api);
    // Those that cost little are always on, so that the runtime is compiled once for most documents.
    features.extend(["client", "jiff", "pattern", "server", "uuid"]);
    features.sort_unstable();
    features.dedup();
    let features: Vec<String> = features.iter().map(|one| format!("{one:?}")).collect();
    format!(
        r#"# {mark}: a proof. Do not edit.
[workspace]

[package]
name = "{name}"
edition = "2024"

[features]
default = ["client", "server", "callbacks", "webhooks"]
builders = []
callbacks = []
client = []
native-tls = []
rustls = []
serde = []
server = []
webhooks = []
webpki-roots = []

[dependencies]
bindwright-runtime = {{ package = "{RUNTIME}-runtime", path = "../runtime", features = [{features}] }}
hyper = {{ version = "1", default-features = false, features = ["client", "http1"] }}
hyper-util = {{ version = "0.1", default-features = false, features = ["tokio"] }}
tokio = {{ version = "1", default-features = false, features = ["macros", "net", "rt", "time"] }}
tower = {{ version = "0.5", default-features = false }}

# It runs once: compiling it fast is what counts.
[profile.dev]
opt-level = 0
debug = false
incremental = false
panic = "abort"

[lints.rust]
warnings = "allow"
"#,
        mark = crate::write::MARK,
        features = features.join(", "),
    )
}
