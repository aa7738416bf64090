//! The Cargo features of the output: those of every crate, and those that come from the document.

use super::{Api, BUILDERS, Body, Field, HOOKS, SCHEMAS, TypeKind};

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

/// The features of a crate whose setters take times for strings (`x-time`): whose types besides those of the standard library.
pub const TIME_FEATURES: [(&str, &[&str]); 3] = [
    ("chrono", &["bindwright-runtime/chrono"]),
    ("jiff", &["bindwright-runtime/jiff"]),
    ("time", &["bindwright-runtime/time"]),
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
        let times = TIME_FEATURES.into_iter().filter(|_| self.has_times());
        let times = times.map(|(name, enables)| (name, enables.to_vec()));
        let all = schemas.into_iter().chain(hooks).chain(times);
        all.chain(tags).collect()
    }

    /// Whether there are times in strings (`x-time`).
    #[must_use]
    pub fn has_times(&self) -> bool {
        let of_types = self.types.iter().flat_map(|def| match &def.kind {
            TypeKind::Struct(data) => data.fields.as_slice(),
            _ => &[],
        });
        let payloads = self.operations.iter().flat_map(|one| &one.body);
        let forms = payloads.flat_map(Body::payloads).flat_map(|one| &one.form);
        let parts = forms.flat_map(|form| &form.parts).map(|part| &part.field);
        let mut parameters = self.operations.iter().flat_map(|one| &one.parameters);
        let mut fields = of_types.chain(parts);
        fields.any(|field: &Field| field.time.is_some()) || parameters.any(|one| one.time.is_some())
    }

    /// Whether a feature is on unless a crate turns it off.
    #[must_use]
    pub fn is_default_feature(&self, name: &str) -> bool {
        let mut tags = self.features.iter();
        DEFAULT_FEATURES.contains(&name) || tags.any(|feature| feature.name == name)
    }
}
