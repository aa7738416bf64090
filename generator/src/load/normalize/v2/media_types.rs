//! `consumes` and `produces` of [Swagger
//! 2.0](https://spec.openapis.org/oas/v2.0.html#operation-object): the media types that 3.0 has
//! under `content`.
//!
//! An operation that states its own replaces those of the document, even if its list is empty.

use crate::load::keywords::Members;
use crate::load::normalize::members::texts;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// How many media types one list may have: every operation and response gets a copy.
pub(super) const LISTED: usize = 100;

/// The media types that the document or an operation states.
#[derive(Debug, Default, Clone)]
pub(in crate::load::normalize) struct MediaTypes {
    pub(super) consumes: Option<Vec<String>>,
    pub(super) produces: Option<Vec<String>>,
}

impl MediaTypes {
    /// What an object states, each media type once.
    pub(super) fn read(members: &Members) -> Self {
        let listed = |key| {
            let mut listed = texts(members, key)?;
            listed.truncate(LISTED);
            Some(listed)
        };
        Self {
            consumes: listed("consumes"),
            produces: listed("produces"),
        }
    }

    /// What an operation states, and what the document states if the operation does not.
    pub(super) fn or(self, document: &Self) -> Self {
        Self {
            consumes: self.consumes.or_else(|| document.consumes.clone()),
            produces: self.produces.or_else(|| document.produces.clone()),
        }
    }
}

/// The media types of a body: JSON if nothing is stated, since nearly all documents mean it.
pub(super) fn of_body(consumes: Option<&[String]>) -> Vec<String> {
    or_default(consumes, JSON)
}

/// The media types of a response that has a body.
pub(super) fn of_response(produces: Option<&[String]>, is_file: bool) -> Vec<String> {
    or_default(produces, if is_file { BYTES } else { JSON })
}

/// The media type of a form: files need the one that can carry them; otherwise the first that the
/// operation consumes.
pub(super) fn of_form(consumes: Option<&[String]>, has_files: bool) -> String {
    if has_files {
        return MULTIPART.to_owned();
    }
    let mut stated = consumes.into_iter().flatten();
    let stated = stated.find(|media_type| [FORM, MULTIPART].contains(&media_type.as_str()));
    stated.map_or_else(|| FORM.to_owned(), String::clone)
}

fn or_default(stated: Option<&[String]>, default: &str) -> Vec<String> {
    match stated {
        None | Some([]) => vec![default.to_owned()],
        Some(stated) => stated.to_vec(),
    }
}
