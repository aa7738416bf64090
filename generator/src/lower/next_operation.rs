//! `operationName` of `x-ms-pageable`: the operation that gets the next page, with the URL of that page as its path.
//!
//! ```yaml
//! /pets:         {get: {operationId: listPets, x-ms-pageable: {nextLinkName: next, operationName: listPetsNext}}}
//! '/{nextLink}': {get: {operationId: listPetsNext, parameters: [{in: path, name: nextLink, …}]}}
//! ```
//!
//! A request for the URL, with the headers of the list, is a request of that operation, if both are a `GET` and the other one needs no
//! more headers. If it is something else, the list has no stream, or a warning says what is missing.

use serde_json::Value;

use super::context::Lowering;
use super::page_keys::UnfitPages;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Location, Operation};
use crate::pointer::follow_refs;

impl Lowering<'_, '_> {
    /// Whether a request for the URL of a page is one of the operation that gets it.
    ///
    /// # Errors
    /// If that operation has another method.
    pub(super) fn check_next_operation(
        &mut self,
        list: &Operation,
        key: &str,
        at: &Pointer,
    ) -> Result<(), UnfitPages> {
        let at = at.child("operationName");
        let described = self.value(&at).filter(|_| key == "x-ms-pageable");
        let Some(name) = described.and_then(Value::as_str).map(str::to_owned) else {
            return Ok(());
        };
        let mut operations = self.document.operations();
        let found = operations.find(|(.., one)| one.operation_id.as_deref() == Some(&name));
        let Some((path, method)) = found.map(|(path, method, _)| (path.to_owned(), method)) else {
            let message = format!(
                "there is no operation `{}`; the next page has the URL that the response names",
                show(&name)
            );
            self.report(Code::ForeignExtension, &at, message);
            return Ok(());
        };
        if method != "get" {
            let method = method.to_ascii_uppercase();
            let message = format!("`{}` gets the next page by `{method}`", show(&name));
            return Err(UnfitPages::shape(&at, message));
        }
        let item = Pointer::root().child("paths").child(&path);
        for header in self.required_headers(&item) {
            let is_sent = list.parameters.iter().any(|one| {
                one.location == Location::Header && one.wire.eq_ignore_ascii_case(&header)
            });
            if !is_sent {
                let message = format!(
                    "`{}` needs the header `{}`, which a request for the next page does not have",
                    show(&name),
                    show(&header)
                );
                self.report(Code::ForeignExtension, &at, message);
            }
        }
        Ok(())
    }

    /// The required headers of the `GET` of a path.
    fn required_headers(&self, item: &Pointer) -> Vec<String> {
        let tree = self.document.tree();
        let Some(item) = follow_refs(tree, item) else {
            return Vec::new();
        };
        let lists = [
            item.child("parameters"),
            item.child("get").child("parameters"),
        ];
        let parameters = lists.iter().flat_map(|list| {
            let length = list
                .find(tree)
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            (0..length).filter_map(move |index| follow_refs(tree, &list.index(index))?.find(tree))
        });
        let headers = parameters.filter(|one| {
            one.get("in").and_then(Value::as_str) == Some("header")
                && one.get("required").and_then(Value::as_bool) == Some(true)
        });
        headers
            .filter_map(|one| Some(one.get("name")?.as_str()?.to_owned()))
            .collect()
    }
}
