//! A document as plain JSON, read without the generator, so that a fault of its loading shows.

use std::collections::HashSet;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use bindwright::diagnostic::{Code, Diagnostics};
use serde_json::Value;

/// Which rules its schemas follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Swagger 2.0 and OpenAPI 3.0: a subset of an old draft of JSON Schema, with changes.
    Old,
    /// OpenAPI 3.1 and later: draft 2020-12.
    New,
}

/// A document.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
    pub(crate) dialect: Dialect,
    reported: HashSet<(Code, String)>,
}

impl Document {
    /// Reads JSON or YAML.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let invalid = |message: String| Error::new(ErrorKind::InvalidData, message);
        let root: Value = if text.trim_start().starts_with('{') {
            serde_json::from_str(&text).map_err(|error| invalid(error.to_string()))?
        } else {
            serde_yaml::from_str(&text).map_err(|error| invalid(error.to_string()))?
        };
        let version = root.get("openapi").and_then(Value::as_str);
        let is_new = version.is_some_and(|version| !version.starts_with("3.0"));
        let dialect = if is_new { Dialect::New } else { Dialect::Old };
        Ok(Self {
            root,
            dialect,
            reported: HashSet::new(),
        })
    }

    /// Takes what the generator has reported about the document.
    pub(crate) fn add_reports(&mut self, diagnostics: &Diagnostics) {
        for report in diagnostics.iter() {
            let pointer = report.place().pointer.to_string();
            let pointer = self.own(pointer.trim_start_matches('#'));
            self.reported.insert((report.code(), pointer));
        }
    }

    /// Whether the generator has reported this about the schema at a pointer.
    pub(crate) fn reports(&self, code: Code, pointer: &str) -> bool {
        self.reported.contains(&(code, pointer.to_owned()))
    }

    /// Whether the generator has reported this about the value at a pointer, or about something in it.
    pub(crate) fn reports_in(&self, code: Code, pointer: &str) -> bool {
        let of_code = self.reported.iter().filter(|(one, _)| *one == code);
        let mut rest = of_code.filter_map(|(_, place)| place.strip_prefix(pointer));
        rest.any(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The whole document.
    pub(crate) fn root(&self) -> &Value {
        &self.root
    }

    /// The value at a JSON Pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// A pointer of the generator, which names the places of Swagger 2.0 as in OpenAPI 3:
    ///
    /// ```text
    /// /components/schemas/Pet                                 /definitions/Pet
    /// /paths/~1pets/post/requestBody/content/…/schema         /paths/~1pets/post/parameters/1/schema
    /// /paths/~1pets/get/responses/200/content/…/schema        /paths/~1pets/get/responses/200/schema
    /// ```
    pub(crate) fn own(&self, pointer: &str) -> String {
        let other = match self.at(pointer) {
            Some(_) => None,
            None => self.of_swagger(pointer),
        };
        other.unwrap_or_else(|| pointer.to_owned())
    }

    fn of_swagger(&self, pointer: &str) -> Option<String> {
        if let Some(rest) = pointer.strip_prefix("/components/schemas/") {
            return Some(format!("/definitions/{rest}"));
        }
        let (owner, content) = pointer.split_once("/content/")?;
        let (_, rest) = content.split_once("/schema")?;
        let Some(operation) = owner.strip_suffix("/requestBody") else {
            return Some(format!("{owner}/schema{rest}"));
        };
        let parameters = step(operation, "parameters");
        let list = self.at(&parameters)?.as_array()?;
        let is_body = |parameter: &Value| parameter.get("in").is_some_and(|place| place == "body");
        let index = list.iter().position(is_body)?;
        Some(format!("{parameters}/{index}/schema{rest}"))
    }
}

/// The pointer that a reference inside the document has, unescaped
/// (<https://www.rfc-editor.org/rfc/rfc6901#section-6>).
pub(crate) fn target(reference: &str) -> Option<String> {
    let pointer = reference.strip_prefix('#')?;
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(pointer).decode_utf8();
    decoded.ok().map(|decoded| decoded.into_owned())
}

/// One step of a pointer, escaped.
pub(crate) fn step(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
