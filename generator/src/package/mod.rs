//! Makes a complete crate from modules: a manifest, a readme, the sources, and a copy of the runtime.
//!
//! ```text
//! my-sdk/
//! ├─ Cargo.toml          manifest: later runs keep what people change in it
//! ├─ README.md           readme: how to call and serve the API, features, operations
//! ├─ src/…               the modules that `format` laid out
//! └─ runtime/            runtime: a copy, as the package `my-sdk-runtime`
//!    ├─ Cargo.toml
//!    └─ src/…
//! ```

mod existing;
mod features;
mod manifest;
mod name;
mod needs;
mod readme;
mod runtime;
mod table;
mod workspace;

pub use existing::Existing;
#[cfg(feature = "cli")]
pub(crate) use manifest::semantic;
pub use manifest::{crate_name, missing, snippet};
pub use name::{is_package_name, package_name};
pub use runtime::Runtime;
pub use workspace::ParentWorkspace;

use crate::format::{self, File};
use crate::ir::Api;

/// Choices about the crate that do not depend on the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The package name, valid for Cargo.
    pub name: String,
    /// Where the runtime comes from.
    pub runtime: Runtime,
    /// The path of the document, as shown in the output.
    pub spec: String,
}

/// The files of the crate around the formatted modules.
#[must_use]
pub fn package(api: &Api, modules: Vec<File>, package: &Package, existing: &Existing) -> Vec<File> {
    let header = format::header(&package.spec);
    let crate_name = existing.crate_name(&package.name);
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            text: manifest::text(api, package, existing),
        },
        File {
            path: "README.md".to_owned(),
            text: readme::text(api, package, &crate_name, &header),
        },
    ];
    files.extend(modules.into_iter().map(|File { path, text }| File {
        path: format!("src/{path}"),
        text,
    }));
    files.extend(runtime::files(package, existing));
    files
}

/// The files of a package with a copy of the runtime, for crates that are not made here. Its name is this one with `-runtime`.
#[cfg(feature = "cli")]
pub(crate) fn runtime_files(name: &str) -> Vec<File> {
    let package = Package {
        name: name.to_owned(),
        runtime: Runtime::Copied,
        spec: String::new(),
    };
    let mut files = runtime::files(&package, &Existing::default());
    for file in &mut files {
        if let Some(path) = file.path.strip_prefix(&format!("{}/", runtime::FOLDER)) {
            file.path = path.to_owned();
        }
    }
    files
}

/// The features of the runtime that generated code needs.
#[cfg(feature = "cli")]
pub(crate) fn needed_features(api: &Api) -> Vec<&'static str> {
    needs::features(api)
}
