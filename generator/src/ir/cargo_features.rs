//! The Cargo features of the output: those of every crate, and those that come from the document.

use super::{Api, BUILDERS, HOOKS, SCHEMAS};

/// The features of every crate, each with what it enables.
pub const COMMON_FEATURES: [(&str, &[&str]); 20] = [
    ("client", &["bindwright-runtime/client"]),
    ("rustls", &["client", "bindwright-runtime/rustls"]),
    ("native-tls", &["client", "bindwright-runtime/native-tls"]),
    (
        "webpki-roots",
        &["client", "bindwright-runtime/webpki-roots"],
    ),
    ("http2", &["bindwright-runtime/http2"]),
    ("proxy", &["bindwright-runtime/proxy"]),
    ("redirects", &["client", "bindwright-runtime/redirects"]),
    ("gzip", &["bindwright-runtime/gzip"]),
    ("brotli", &["bindwright-runtime/brotli"]),
    ("zstd", &["bindwright-runtime/zstd"]),
    ("reqwest", &["client", "bindwright-runtime/reqwest"]),
    ("credentials", &["client", "bindwright-runtime/credentials"]),
    ("download", &["client", "bindwright-runtime/download"]),
    ("blocking", &["client", "bindwright-runtime/blocking"]),
    (BUILDERS, &["bindwright-runtime/builders"]),
    ("server", &[BUILDERS, "bindwright-runtime/server"]),
    ("server-docs", &["server", "bindwright-runtime/server-docs"]),
    ("server-tls", &["server", "bindwright-runtime/server-tls"]),
    ("dyn", &["bindwright-runtime/dyn"]),
    ("serde", &["bindwright-runtime/serde"]),
];

/// Those of the common features that are on by default; features of tags are, too.
pub const DEFAULT_FEATURES: [&str; 2] = ["client", "rustls"];

impl Api {
    /// The features that come from the document, each with what it enables.
    #[must_use]
    pub fn document_features(&self) -> Vec<(&str, Vec<&str>)> {
        let schemas = self
            .schemas_feature()
            .map(|enables| (SCHEMAS, enables.into_iter().collect()));
        let hooks = (!self.hooks.is_empty()).then(|| (HOOKS, Vec::new()));
        let tags = self.features.iter().map(|feature| {
            let enables = feature.enables.iter().map(String::as_str).collect();
            (feature.name.as_str(), enables)
        });
        schemas.into_iter().chain(hooks).chain(tags).collect()
    }

    /// Whether a feature is on unless a crate turns it off.
    #[must_use]
    pub fn is_default_feature(&self, name: &str) -> bool {
        let mut tags = self.features.iter();
        DEFAULT_FEATURES.contains(&name) || tags.any(|feature| feature.name == name)
    }
}
