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

use std::rc::Rc;

use foldhash::HashSet;
use serde_json::Value;

use super::context::Lowering;
use super::page_keys::{ForeignPages, PageForm, PageKey, PageKeys, UnfitPages};
use super::page_marks::{OF_RESPONSES, PartMark};
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
    response: Vec<PartMark>,
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
            let mark = self.schema_mark(&at).map(|(purpose, at)| PageMark {
                purpose,
                key: PageKey {
                    text: parameter.wire.clone(),
                    at,
                },
            });
            marks.parameters.extend(mark);
        }
        let reply = operation.success.replies().next()?;
        let content = self.end(&Pointer::parse(&reply.origin.pointer)?)?;
        let content = content.child("content");
        let media = self.value(&content).and_then(Value::as_object);
        if let Some(media) = media.and_then(|media| media.keys().next()) {
            let schema = content.child(media).child("schema");
            marks.response = self.marks_at(&schema, false, DEPTH);
        }
        Some(marks)
    }

    /// The marks of a schema and of what is in it.
    fn marks_at(&self, at: &Pointer, is_item: bool, depth: usize) -> Vec<PartMark> {
        let own = self.schema_mark(at).and_then(|(purpose, at)| {
            let purpose = OF_RESPONSES.into_iter().find(|known| *known == purpose)?;
            Some(PartMark {
                purpose,
                is_item,
                path: String::new(),
                at,
            })
        });
        let mut marks = Vec::from_iter(own);
        if let Some(end) = self.end(at) {
            marks.extend(self.marks_below(end, is_item, depth).iter().cloned());
        }
        marks
    }

    /// The first mark of each purpose in a schema that is no reference.
    fn marks_below(&self, at: Pointer, is_item: bool, depth: usize) -> Rc<[PartMark]> {
        let place = (at, is_item, depth);
        if let Some(known) = self.marked_parts.borrow().get(&place) {
            return Rc::clone(known);
        }
        let mut marks = Vec::new();
        if let (Some(schema), Some(depth)) = (self.value(&place.0), depth.checked_sub(1)) {
            self.marks_of_parts(&place, schema, depth, &mut marks);
        }
        let mut seen = HashSet::default();
        marks.retain(|mark| seen.insert((mark.purpose, mark.is_item)));
        let marks: Rc<[PartMark]> = marks.into();
        self.marked_parts
            .borrow_mut()
            .insert(place, Rc::clone(&marks));
        marks
    }

    /// Adds the marks of the properties of a schema, of the parts of its `allOf`, and of its items.
    fn marks_of_parts(
        &self,
        (at, is_item, _): &(Pointer, bool, usize),
        schema: &Value,
        depth: usize,
        marks: &mut Vec<PartMark>,
    ) {
        let properties = schema.get("properties").and_then(Value::as_object);
        for name in properties.into_iter().flat_map(|all| all.keys()) {
            let property = at.child("properties").child(name);
            let found = self.marks_at(&property, *is_item, depth);
            marks.extend(found.into_iter().map(|mark| mark.below(name, *is_item)));
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        for index in 0..parts.map_or(0, Vec::len) {
            let part = at.child("allOf").child(&index.to_string());
            marks.extend(self.marks_at(&part, *is_item, depth));
        }
        if schema.get("items").is_some() && !is_item {
            marks.extend(self.marks_at(&at.child("items"), true, depth));
        }
    }

    /// The mark of a schema, or of the one that it refers to: its purpose and its place.
    fn schema_mark(&self, at: &Pointer) -> Option<(String, Pointer)> {
        let here = self.page_mark(at);
        here.or_else(|| self.page_mark(&self.end(at)?))
    }

    fn page_mark(&self, at: &Pointer) -> Option<(String, Pointer)> {
        let at = at.child(STAINLESS);
        let mark = self.value(&at)?;
        let is_whole = mark.get("is_top_level_array") == Some(&Value::Bool(true));
        let purpose = mark.get("purpose").and_then(Value::as_str);
        let purpose = purpose.or(is_whole.then_some("items"))?;
        let purpose = match mark.get("from_header") {
            Some(_) => format!("{purpose} from a header"),
            None => purpose.to_owned(),
        };
        Some((purpose, at))
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
                let last = self.of_response("cursor_item_id", true);
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
        self.of_response(purpose, false)
    }

    fn of_response(&self, purpose: &str, is_item: bool) -> Option<PageKey> {
        let mut marks = self.response.iter();
        let found = marks.find(|mark| mark.purpose == purpose && mark.is_item == is_item);
        found.map(PartMark::key)
    }
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
