//! `consumes` and `produces` -> the media types under `content`.

use serde_json::{Value, json};

use super::Rewriter;
use crate::diagnostic::{Code, Pointer, Trail};
use crate::load::normalize::context::Normalizer;
use crate::load::normalize::members::{Members, texts};

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// How many values the copies of schemas for further media types may have, in the whole document.
const COPIES: usize = 1_000_000;

/// How many media types one list may have: every operation and response gets a copy.
pub(super) const LISTED: usize = 100;

/// Whether a form or a response contains files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Files,
    Text,
}

/// Of a body.
pub(super) fn of_body(consumes: Option<&[String]>) -> Vec<String> {
    or_default(consumes, JSON)
}

/// Of a response that has a body.
pub(super) fn of_response(produces: Option<&[String]>, holds: Holds) -> Vec<String> {
    match holds {
        Holds::Files => or_default(produces, BYTES),
        Holds::Text => or_default(produces, JSON),
    }
}

/// Of a form: files need the one that can carry them; otherwise the first that the operation consumes.
pub(super) fn of_form(consumes: Option<&[String]>, holds: Holds) -> String {
    let stated = consumes.into_iter().flatten();
    let stated = stated
        .map(String::as_str)
        .find(|media_type| [FORM, MULTIPART].contains(media_type));
    match holds {
        Holds::Files => MULTIPART.to_owned(),
        Holds::Text => stated.unwrap_or(FORM).to_owned(),
    }
}

fn or_default(stated: Option<&[String]>, default: &str) -> Vec<String> {
    match stated {
        None | Some([]) => vec![default.to_owned()],
        Some(stated) => stated.to_vec(),
    }
}

impl Normalizer<'_> {
    /// The media types that a list names, each once.
    pub(super) fn media_types(
        &mut self,
        members: &Members,
        key: &str,
        at: &Trail<'_>,
    ) -> Option<Vec<String>> {
        let mut media_types = texts(members, key)?;
        if media_types.len() > LISTED {
            let message = format!(
                "`{key}` names {} media types; the limit is {LISTED}",
                media_types.len()
            );
            self.report(Code::TooManyNodes, &at.key(key).pointer(), message);
            media_types.truncate(LISTED);
        }
        Some(media_types)
    }
}

impl Rewriter<'_, '_> {
    /// `content` with one schema under each media type; `source` is where the schema was.
    pub(super) fn content(
        &mut self,
        media_types: &[String],
        schema: Value,
        source: &Pointer,
        at: &Trail<'_>,
    ) -> Members {
        let copies = media_types.len().saturating_sub(1);
        let size = if copies > 0 { count(&schema) } else { 0 };
        self.context.copied = self
            .context
            .copied
            .saturating_add(size.saturating_mul(copies));
        let media_types = if self.context.copied > COPIES && copies > 0 {
            let message = format!(
                "one schema for each of {} media types makes more than {COPIES} values",
                media_types.len()
            );
            self.context
                .report(Code::TooManyNodes, &at.pointer(), message);
            media_types.get(..1).unwrap_or_default()
        } else {
            media_types
        };
        let mut content = Members::new();
        for (media_type, schema) in media_types
            .iter()
            .zip(std::iter::repeat_n(schema, media_types.len()))
        {
            content.insert(media_type.clone(), json!({ "schema": schema }));
            let schema = at.key(media_type);
            self.context
                .origins
                .moved(&schema.key("schema").pointer(), source);
        }
        for (media_type, entry) in &mut content {
            if let Some(schema) = entry.get_mut("schema") {
                self.schema(schema, &at.key(media_type).key("schema"));
            }
        }
        content
    }
}

/// How many values there are in a value.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}
