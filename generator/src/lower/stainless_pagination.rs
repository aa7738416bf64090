//! `x-stainless-pagination-property` -> the same keys as of `x-pagination`. It marks the schemas of
//! parameters and of parts of the response, each with its purpose.
//!
//! ```yaml
//! parameters: [{name: after, in: query, schema: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}}]
//! # in the response:
//! pets: {type: array, items: {…}, x-stainless-pagination-property: {purpose: items}}
//! next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
//! ```
//! Responses that several operations share have marks for all of them, so an operation has pages if a
//! parameter of it says so, or if the response has the URL of the next page. See
//! <https://www.stainless.com/docs/guides/configure#pagination>.

use std::collections::HashMap;

use serde_json::Value;

use super::context::Lowering;
use super::page_keys::{ForeignPages, PageForm, PageKey, PageKeys, UnfitPages};
use crate::diagnostic::{Pointer, show};
use crate::ir::Operation;

/// The key.
pub(super) const STAINLESS: &str = "x-stainless-pagination-property";

/// How deep marks are looked for in a response.
const DEPTH: usize = 4;

/// Purposes without an effect here: the list ends where the server says so, or at an empty page.
const WITHOUT_EFFECT: [&str; 7] = [
    "current_page_number_field",
    "has_next_page",
    "offset_count_start_field",
    "previous_cursor_field",
    "previous_cursor_id_param",
    "previous_cursor_param",
    "total_page_count_field",
];

/// A schema with the key.
struct PageMark {
    purpose: String,
    /// The parameter, or the pointer from the body or from an item.
    key: PageKey,
}

/// The marks of an operation, by where they are.
#[derive(Default)]
struct PageMarks {
    parameters: Vec<PageMark>,
    body: Vec<PageMark>,
    item: Vec<PageMark>,
    /// The schemas that were looked at, in the body or in an item: with the levels that were left. A schema that many properties
    /// refer to is not looked at again for a place that is no nearer.
    seen: HashMap<(Pointer, bool), usize>,
}

impl Lowering<'_, '_> {
    /// What marks say about the pages of an operation, if they say that it has some.
    pub(super) fn stainless_pages(&self, operation: &Operation) -> Option<ForeignPages> {
        if !self.document.explanation().uses(STAINLESS) {
            return None;
        }
        let marks = self.page_marks(operation)?;
        let form = match marks.form()? {
            Ok(form) => form,
            Err(unfit) => return Some(Err(unfit)),
        };
        let items = marks.of_body("items").ok_or_else(|| {
            let at = form_place(&form);
            UnfitPages::path(at, "no part of the response is marked as the `items`")
        });
        Some(items.map(|items| {
            let keys = PageKeys {
                form,
                limit: None,
                items,
                total: marks.of_body("offset_total_count_field"),
            };
            (keys, Vec::new())
        }))
    }

    /// The marks of parameters and of the response; nothing without any.
    fn page_marks(&self, operation: &Operation) -> Option<PageMarks> {
        let mut marks = PageMarks::default();
        for parameter in &operation.parameters {
            let at = Pointer::parse(&parameter.origin.pointer)?;
            let at = self.end(&at)?.child("schema");
            let mark = self.schema_mark(&at, &parameter.wire);
            marks.parameters.extend(mark);
        }
        let reply = operation.success.replies().next()?;
        let content = self.end(&Pointer::parse(&reply.origin.pointer)?)?;
        let content = content.child("content");
        let media = self.value(&content).and_then(Value::as_object);
        if let Some(media) = media.and_then(|media| media.keys().next()) {
            let schema = content.child(media).child("schema");
            self.marks_below(&schema, &Pointer::root(), (&mut marks, false), DEPTH);
        }
        Some(marks)
    }

    /// Collects the marks of a schema and of what is in it.
    fn marks_below(
        &self,
        at: &Pointer,
        path: &Pointer,
        (marks, is_item): (&mut PageMarks, bool),
        depth: usize,
    ) {
        let text = match path.as_str() {
            "" => "$response.body#".to_owned(),
            path => path.to_owned(),
        };
        let found = self.schema_mark(at, &text);
        let Some(at) = self.end(at) else {
            return;
        };
        let list = match is_item {
            true => &mut marks.item,
            false => &mut marks.body,
        };
        list.extend(found);
        let known = marks.seen.entry((at.clone(), is_item)).or_default();
        if *known >= depth {
            return;
        }
        *known = depth;
        let (Some(schema), Some(depth)) = (self.value(&at), depth.checked_sub(1)) else {
            return;
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        for name in properties.into_iter().flat_map(|all| all.keys()) {
            let property = at.child("properties").child(name);
            self.marks_below(&property, &path.child(name), (marks, is_item), depth);
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        for index in 0..parts.map_or(0, Vec::len) {
            let part = at.child("allOf").child(&index.to_string());
            self.marks_below(&part, path, (marks, is_item), depth);
        }
        if schema.get("items").is_some() && !is_item {
            let item = at.child("items");
            self.marks_below(&item, &Pointer::root(), (marks, true), depth);
        }
    }

    /// The mark of a schema, or of the one that it refers to.
    fn schema_mark(&self, at: &Pointer, text: &str) -> Option<PageMark> {
        let here = self.page_mark(at, text);
        here.or_else(|| self.page_mark(&self.end(at)?, text))
    }

    fn page_mark(&self, at: &Pointer, text: &str) -> Option<PageMark> {
        let at = at.child(STAINLESS);
        let mark = self.value(&at)?;
        let is_whole = mark.get("is_top_level_array") == Some(&Value::Bool(true));
        let purpose = mark.get("purpose").and_then(Value::as_str);
        let purpose = purpose.or(is_whole.then_some("items"))?;
        let from_header = mark.get("from_header").is_some();
        Some(PageMark {
            purpose: if from_header {
                format!("{purpose} from a header")
            } else {
                purpose.to_owned()
            },
            key: PageKey {
                text: text.to_owned(),
                at,
            },
        })
    }
}

impl PageMarks {
    /// How the next page is asked for; `None` if nothing says that there are pages.
    fn form(&self) -> Option<Result<PageForm, UnfitPages>> {
        let asks = |mark: &&PageMark| !WITHOUT_EFFECT.contains(&mark.purpose.as_str());
        let Some(asked) = self.parameters.iter().find(asks) else {
            let next = self.of_body("cursor_url_field")?;
            return Some(Ok(PageForm::Url { next }));
        };
        let key = asked.key.clone();
        let unfit = |what: &str| {
            let message = format!("no part of {what} beside this parameter");
            UnfitPages::path(&asked.key.at, message)
        };
        Some(match asked.purpose.as_str() {
            "offset_count_param" => Ok(PageForm::Offset(key)),
            "page_number_param" => Ok(PageForm::Number {
                page: key,
                first: 1,
            }),
            "next_cursor_param" => {
                let next = self.of_body("next_cursor_field");
                let next = next.ok_or_else(|| unfit("the response is the `next_cursor_field`"));
                next.map(|next| PageForm::Cursor { cursor: key, next })
            }
            "next_cursor_id_param" => {
                let last = find(&self.item, "cursor_item_id");
                let last = last.ok_or_else(|| unfit("an item is the `cursor_item_id`"));
                last.map(|last| PageForm::Marker { cursor: key, last })
            }
            other => {
                let message = format!("the purpose `{}` is not supported", show(other));
                Err(UnfitPages::path(&asked.key.at, message))
            }
        })
    }

    fn of_body(&self, purpose: &str) -> Option<PageKey> {
        find(&self.body, purpose)
    }
}

fn find(marks: &[PageMark], purpose: &str) -> Option<PageKey> {
    let found = marks.iter().find(|mark| mark.purpose == purpose);
    found.map(|mark| mark.key.clone())
}

/// The place of the mark that says how pages are asked for.
fn form_place(form: &PageForm) -> &Pointer {
    match form {
        PageForm::Offset(key)
        | PageForm::Number { page: key, .. }
        | PageForm::Cursor { cursor: key, .. }
        | PageForm::Marker { cursor: key, .. }
        | PageForm::Url { next: key }
        | PageForm::Link { relation: key } => &key.at,
    }
}
