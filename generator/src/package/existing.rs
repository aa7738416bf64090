//! What the output folder has before a run. Manifests keep what their users wrote: a version, a licence, features.
//!
//! Only files whose first line says that the generator wrote them count. The first line itself is cut off before parsing, since
//! every run writes it anew.

use std::str::FromStr as _;

use toml_edit::DocumentMut;

use super::ParentWorkspace;

/// The manifests of an earlier run, and where the folder is.
#[derive(Debug, Clone, Default)]
pub struct Existing {
    pub(super) manifest: Option<DocumentMut>,
    pub(super) runtime: Option<DocumentMut>,
    /// Where the crate is in a workspace.
    pub workspace: ParentWorkspace,
}

impl Existing {
    /// Parses the two manifests, if there are any.
    ///
    /// # Errors
    /// The file that is not TOML, and why not.
    pub fn parse(
        manifest: Option<&str>,
        runtime: Option<&str>,
        workspace: ParentWorkspace,
    ) -> Result<Self, (&'static str, String)> {
        Ok(Self {
            manifest: parse("Cargo.toml", manifest)?,
            runtime: parse("runtime/Cargo.toml", runtime)?,
            workspace,
        })
    }

    /// The name by which Rust code imports the crate: the package name with `_`, unless the manifest names the library.
    #[must_use]
    pub fn crate_name(&self, package: &str) -> String {
        let library = || self.manifest.as_ref()?.get("lib")?.get("name")?.as_str();
        library().map_or_else(|| package.replace('-', "_"), str::to_owned)
    }

    /// The package name that the manifest has.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.manifest
            .as_ref()?
            .get("package")?
            .get("name")?
            .as_str()
    }
}

/// The manifest without its first line, which every run writes anew.
fn parse(
    path: &'static str,
    text: Option<&str>,
) -> Result<Option<DocumentMut>, (&'static str, String)> {
    let Some(text) = text else {
        return Ok(None);
    };
    let body = text.split_once('\n').map_or("", |(_header, body)| body);
    match DocumentMut::from_str(body) {
        Ok(document) => Ok(Some(document)),
        Err(error) => Err((path, format!("this is not valid TOML: {}", error.message()))),
    }
}
