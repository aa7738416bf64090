//! How other tools describe pages -> the same keys as of `x-pagination`. What does not fit is a
//! reason for a warning.
//!
//! ```yaml
//! x-speakeasy-pagination:
//!   type: cursor
//!   inputs: [{name: after, in: parameters, type: cursor}]
//!   outputs: {nextCursor: $.next, results: $.pets}
//! x-fern-pagination: {cursor: $request.after, next_cursor: $response.next, results: $response.pets}
//! x-ms-pageable: {nextLinkName: nextLink, itemName: pets}
//! ```
//! See <https://www.speakeasy.com/docs/sdks/customize/runtime/pagination>,
//! <https://buildwithfern.com/learn/api-definitions/openapi/extensions/pagination> and
//! <https://github.com/Azure/autorest/blob/main/docs/extensions/readme.md#x-ms-pageable>.

use serde_json::{Map, Value};

use super::page_keys::{ForeignPages, PageForm, PageKey, PageKeys, UnfitPages};
use crate::diagnostic::{Pointer, show};

/// What reads an extension.
type ReadPages = fn(&Value, &Pointer) -> ForeignPages;

/// The extensions of other tools, each with what reads it.
pub(super) const FOREIGN_KEYS: [(&str, ReadPages); 3] = [
    ("x-speakeasy-pagination", speakeasy),
    ("x-fern-pagination", fern),
    ("x-ms-pageable", azure),
];

/// `x-speakeasy-pagination`.
fn speakeasy(described: &Value, at: &Pointer) -> ForeignPages {
    let described = object(described, at)?;
    let (inputs, outputs) = (at.child("inputs"), at.child("outputs"));
    let results = object(described.get("outputs").unwrap_or(&Value::Null), &outputs)?;
    let output = |name: &str| {
        let text = results.get(name)?.as_str()?;
        Some((text, outputs.child(name)))
    };
    let input = |ty: &str| speakeasy_input(described, ty, &inputs);
    let (text, place) = output("results")
        .ok_or_else(|| UnfitPages::path(&outputs, "there is no `results`, the list of items"))?;
    let items = response_key(text, "$", &place)?;
    let form = match described.get("type").and_then(Value::as_str) {
        Some("offsetLimit") => match (input("offset")?, input("page")?) {
            (Some(offset), _) => PageForm::Offset(offset),
            (None, Some(page)) => PageForm::Number { page, first: 1 },
            (None, None) => {
                let message = "there is no input of type `offset` or `page`";
                return Err(UnfitPages::path(&inputs, message));
            }
        },
        Some("cursor") => {
            let cursor = input("cursor")?
                .ok_or_else(|| UnfitPages::path(&inputs, "there is no input of type `cursor`"))?;
            let (text, place) = output("nextCursor")
                .ok_or_else(|| UnfitPages::path(&outputs, "there is no `nextCursor`"))?;
            speakeasy_cursor(cursor, text, &place, &items)?
        }
        Some("url") => {
            let (text, place) = output("nextUrl")
                .ok_or_else(|| UnfitPages::path(&outputs, "there is no `nextUrl`"))?;
            let next = response_key(text, "$", &place)?;
            PageForm::Url { next }
        }
        Some(other) => {
            let message = format!("the type `{}` is not supported", show(other));
            return Err(UnfitPages::path(&at.child("type"), message));
        }
        None => return Err(UnfitPages::path(at, "there is no `type`")),
    };
    let ignored = output("numPages").map(|(_, at)| {
        let message = "`numPages` is ignored: the list ends at an empty page";
        (at, message.to_owned())
    });
    let keys = PageKeys {
        form,
        limit: input("limit")?,
        items,
        total: None,
    };
    Ok((keys, ignored.into_iter().collect()))
}

/// The input of a type, which must be a parameter.
fn speakeasy_input(
    described: &Map<String, Value>,
    ty: &str,
    at: &Pointer,
) -> Result<Option<PageKey>, UnfitPages> {
    let inputs = described.get("inputs").and_then(Value::as_array);
    let mut inputs = inputs.into_iter().flatten().enumerate();
    let Some((index, input)) = inputs.find(|(_, input)| input.get("type") == Some(&ty.into()))
    else {
        return Ok(None);
    };
    let at = at.child(&index.to_string());
    let name = input.get("name").and_then(Value::as_str);
    match (input.get("in").and_then(Value::as_str), name) {
        (Some("parameters"), Some(name)) => Ok(Some(PageKey {
            text: name.to_owned(),
            at: at.child("name"),
        })),
        (Some("parameters"), None) => Err(UnfitPages::path(&at, "this input has no name")),
        (Some("requestBody"), _) => {
            let message = "a page is asked for by a query parameter, not in a body";
            Err(UnfitPages::path(&at.child("in"), message))
        }
        _ => Err(UnfitPages::path(&at, "this input is not in `parameters`")),
    }
}

/// `$.next`, or `$.pets[-1].id`: a property of the last item.
fn speakeasy_cursor(
    cursor: PageKey,
    text: &str,
    at: &Pointer,
    items: &PageKey,
) -> Result<PageForm, UnfitPages> {
    let Some((list, property)) = text.split_once("[-1]") else {
        let next = response_key(text, "$", at)?;
        return Ok(PageForm::Cursor { cursor, next });
    };
    if response_key(list, "$", at)?.text != items.text {
        let message = format!("`{}` is not a property of the last result", show(text));
        return Err(UnfitPages::path(at, message));
    }
    let last = response_key(property, "", at)?;
    Ok(PageForm::Marker { cursor, last })
}

/// `x-fern-pagination`. An `offset` is the number of a page, unless there is a `step`.
fn fern(described: &Value, at: &Pointer) -> ForeignPages {
    let described = object(described, at)?;
    let value = |name: &str| {
        let text = described.get(name)?.as_str()?;
        Some((text, at.child(name)))
    };
    let asked = |name: &str| {
        let found = value(name);
        found.map(|(text, at)| request_key(text, &at)).transpose()
    };
    let (text, place) = value("results")
        .ok_or_else(|| UnfitPages::path(at, "there is no `results`, the list of items"))?;
    let items = response_key(text, "$response", &place)?;
    let step = asked("step")?;
    let by_url = ["next_uri", "next_path"].into_iter().find_map(value);
    let by_url = by_url.map(|(text, at)| response_key(text, "$response", &at));
    let by_url = by_url.transpose()?;
    let form = match (asked("cursor")?, asked("offset")?, by_url) {
        (Some(cursor), ..) => {
            let (text, place) = value("next_cursor")
                .ok_or_else(|| UnfitPages::path(at, "there is no `next_cursor`"))?;
            let next = response_key(text, "$response", &place)?;
            PageForm::Cursor { cursor, next }
        }
        (None, Some(offset), _) if step.is_some() => PageForm::Offset(offset),
        (None, Some(page), _) => PageForm::Number { page, first: 1 },
        (None, None, Some(next)) => PageForm::Url { next },
        (None, None, None) => {
            let message = "there is no `cursor`, `offset`, `next_uri` or `next_path`";
            return Err(UnfitPages::path(at, message));
        }
    };
    let ignored = value("has-next-page").map(|(_, at)| {
        let message = "`has-next-page` is ignored: the list ends at an empty page";
        (at, message.to_owned())
    });
    let keys = PageKeys {
        form,
        limit: step,
        items,
        total: None,
    };
    Ok((keys, ignored.into_iter().collect()))
}

/// `x-ms-pageable`: the names of two properties of the response.
fn azure(described: &Value, at: &Pointer) -> ForeignPages {
    let described = object(described, at)?;
    let name = |key: &str| {
        let text = described.get(key)?.as_str()?;
        let text = Pointer::root().child(text).as_str().to_owned();
        let at = at.child(key);
        Some(PageKey { text, at })
    };
    let next = name("nextLinkName").ok_or_else(|| match described.get("nextLinkName") {
        Some(_) => {
            let message = "without the name of a next link, there is one page";
            UnfitPages::path(&at.child("nextLinkName"), message)
        }
        None => UnfitPages::path(at, "there is no `nextLinkName`"),
    })?;
    let items = name("itemName").unwrap_or_else(|| PageKey {
        text: "/value".to_owned(),
        at: at.clone(),
    });
    let keys = PageKeys {
        form: PageForm::Url { next },
        limit: None,
        items,
        total: None,
    };
    // `operationName` is about another operation: see `next_operation`.
    Ok((keys, Vec::new()))
}

fn object<'d>(value: &'d Value, at: &Pointer) -> Result<&'d Map<String, Value>, UnfitPages> {
    let found = value.as_object();
    found.ok_or_else(|| UnfitPages::path(at, "this is not an object"))
}

/// `$request.after`: a query parameter.
fn request_key(text: &str, at: &Pointer) -> Result<PageKey, UnfitPages> {
    match text.strip_prefix("$request.") {
        Some(name) if !name.is_empty() => Ok(PageKey {
            text: name.to_owned(),
            at: at.clone(),
        }),
        _ => {
            let message = format!("`{}` is not a parameter of `$request`", show(text));
            Err(UnfitPages::path(at, message))
        }
    }
}

/// `$.data.pets` or `$response.data.pets` as a JSON Pointer: `/data/pets`. Only names are read, no
/// filters, wildcards or indices ([RFC 9535](https://www.rfc-editor.org/rfc/rfc9535)).
fn response_key(text: &str, start: &str, at: &Pointer) -> Result<PageKey, UnfitPages> {
    let is_name = |name: &str| {
        let is_plain = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-');
        !name.is_empty() && name.chars().all(is_plain)
    };
    let names = text
        .strip_prefix(start)
        .and_then(|rest| rest.strip_prefix('.'))
        .map(|rest| rest.split('.').collect::<Vec<_>>())
        .filter(|names| names.iter().all(|name| is_name(name)));
    let names = names.ok_or_else(|| {
        let message = format!("`{}` is not a path of property names", show(text));
        UnfitPages::path(at, message)
    })?;
    Ok(PageKey {
        text: format!("/{}", names.join("/")),
        at: at.clone(),
    })
}
