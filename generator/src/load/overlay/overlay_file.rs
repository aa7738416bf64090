//! A file -> the actions of an overlay.
//!
//! Checks what can be checked without a document: the shape of the [Overlay
//! Object](https://spec.openapis.org/overlay/v1.1.0.html#overlay-object), the version, that each action does one thing, and
//! that targets are JSONPath queries. Everything is reported in one run.

use std::path::Path;

use serde_json::{Map, Value};

use super::super::report::fault;
use super::super::suggest::near_miss;
use super::super::{LoadOptions, Repair, Strictness, gather, input, parse, read};
use super::action::{Overlay, OverlayVersion};
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, escape, show};
use crate::source::FileId;

/// Reads one file.
pub(super) struct OverlayReader<'d> {
    pub(super) file: FileId,
    strictness: Strictness,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl<'d> OverlayReader<'d> {
    /// The overlay in a file; `None` if it is none. Problems are reported.
    pub(super) fn read(
        path: &Path,
        options: &LoadOptions,
        diagnostics: &'d mut Diagnostics,
    ) -> Option<Overlay> {
        let name = escape(&path.display().to_string());
        if let Some(url) = path.to_str().filter(|text| text.contains("://")) {
            gather::about_url(url).report(diagnostics);
            return None;
        }
        let bytes = match read(path, options.limits.bytes) {
            Ok(bytes) => bytes,
            Err((code, problem)) => {
                gather::Unreadable::new(name, code, problem).report(diagnostics);
                return None;
            }
        };
        Self::read_text(&name, bytes, options, diagnostics)
    }

    /// The overlay in a text that reports show under this name.
    pub(super) fn read_text(
        name: &str,
        bytes: Vec<u8>,
        options: &LoadOptions,
        diagnostics: &'d mut Diagnostics,
    ) -> Option<Overlay> {
        let (file, format) = input::admit(name, bytes, options, diagnostics)?;
        let tree = parse(file, format, options, diagnostics)?;
        let mut reader = Self {
            file,
            strictness: options.strictness,
            diagnostics,
        };
        reader.overlay(tree)
    }

    pub(super) fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        let place = Place::value(self.file, at.clone());
        self.diagnostics.report(code, &place, message);
    }

    fn overlay(&mut self, tree: Value) -> Option<Overlay> {
        let at = Pointer::root();
        let Value::Object(mut root) = tree else {
            self.report(Code::NotAnOverlay, &at, "the root is not an object");
            return None;
        };
        let version = self.version(&root)?;
        self.keys(
            &at,
            &root,
            &["overlay", "info", "extends", "actions"],
            "Overlay",
        );
        self.info(&root);
        let extends = self.text(&at, &root, "extends");
        let actions = match root.shift_remove("actions") {
            Some(Value::Array(actions)) if !actions.is_empty() => actions,
            Some(Value::Array(_)) => {
                let message = "`actions` is empty, so the overlay changes nothing";
                self.report(Code::EmptyList, &at.child("actions"), message);
                return None;
            }
            Some(_) => {
                let message = "`actions` is not an array";
                self.report(Code::WrongType, &at.child("actions"), message);
                return None;
            }
            None => {
                self.report(Code::MissingKey, &at, "the overlay has no `actions`");
                return None;
            }
        };
        let list = actions.into_iter().enumerate();
        let at = at.child("actions");
        let actions = list.filter_map(|(index, one)| self.action(at.index(index), one, version));
        let actions = actions.collect();
        Some(Overlay {
            file: self.file,
            version,
            extends,
            actions,
        })
    }

    fn version(&mut self, root: &Map<String, Value>) -> Option<OverlayVersion> {
        let at = Pointer::root();
        let place = at.child("overlay");
        let version = match root.get("overlay") {
            Some(Value::String(version)) => version,
            Some(_) => {
                let message = "the version is not a string: `overlay: 1.1.0` has three numbers";
                self.report(Code::OverlayVersion, &place, message);
                return None;
            }
            None => {
                let is_document = ["openapi", "swagger"]
                    .iter()
                    .any(|key| root.contains_key(*key));
                let message = if is_document {
                    "this is an OpenAPI document, and not an overlay"
                } else {
                    "the root has no key `overlay`"
                };
                self.report(Code::NotAnOverlay, &at, message);
                return None;
            }
        };
        let mut numbers = version.split('.');
        let parts = [
            numbers.next(),
            numbers.next(),
            numbers.next(),
            numbers.next(),
        ];
        let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        match parts {
            [Some("1"), Some("0"), Some(patch), None] if is_number(patch) => {
                Some(OverlayVersion::V1_0)
            }
            [Some("1"), Some("1"), Some(patch), None] if is_number(patch) => {
                Some(OverlayVersion::V1_1)
            }
            _ => {
                let message = format!("version `{}` is not known", show(version));
                self.report(Code::OverlayVersion, &place, message);
                None
            }
        }
    }

    /// Reports keys that the standard does not define.
    pub(super) fn keys(
        &mut self,
        at: &Pointer,
        object: &Map<String, Value>,
        known: &[&str],
        name: &str,
    ) {
        for key in object.keys() {
            if known.contains(&key.as_str()) || key.starts_with("x-") {
                continue;
            }
            let near = near_miss(key, known.iter().copied());
            let code = match (self.strictness, near) {
                (Strictness::Lenient | Strictness::Repairing, None) => Code::UnknownKeyIgnored,
                (Strictness::Strict, _) | (_, Some(_)) => Code::UnknownKey,
            };
            let place = Place::key(self.file, at.child(key));
            let message = format!("unknown key `{}` in the {name} Object", show(key));
            let report = self.diagnostics.report(code, &place, message);
            if let Some(near) = near {
                report.help(format!("did you mean `{near}`?"));
            }
        }
    }

    /// The string under a key; another value is reported.
    pub(super) fn text(
        &mut self,
        at: &Pointer,
        object: &Map<String, Value>,
        key: &str,
    ) -> Option<String> {
        match object.get(key)? {
            Value::String(text) => Some(text.clone()),
            _ => {
                self.report(
                    Code::WrongType,
                    &at.child(key),
                    format!("`{key}` is not a string"),
                );
                None
            }
        }
    }

    /// `info` is for readers, so what it lacks matters to strict reading only.
    fn info(&mut self, root: &Map<String, Value>) {
        let at = Pointer::root().child("info");
        match root.get("info") {
            Some(Value::Object(info)) => {
                let needed = ["title", "version"].into_iter();
                for key in needed.filter(|key| !info.contains_key(*key)) {
                    let message = format!("the Info Object of the overlay has no `{key}`");
                    self.loose(
                        Code::MissingKey,
                        Place::value(self.file, at.clone()),
                        message,
                    );
                }
                let known = ["title", "version", "description"];
                for key in known {
                    self.text(&at, info, key);
                }
                self.keys(&at, info, &known, "Info");
            }
            Some(_) => self.report(Code::WrongType, &at, "`info` is not an object"),
            None => {
                let root = Place::value(self.file, Pointer::root());
                self.loose(
                    Code::MissingKey,
                    root,
                    "the overlay has no `info`".to_owned(),
                );
            }
        }
    }

    /// Reports a problem that is an error to strict reading, and otherwise a warning.
    pub(super) fn loose(&mut self, code: Code, place: Place, message: String) {
        let how = (self.strictness, Repair::Harmless);
        fault(self.diagnostics, how, code, &place, message);
    }
}
