//! `x-pagination` -> the fields of the request and the pointers into the response that a stream
//! over pages needs.
//!
//! Only offsets are supported: the next page starts at the offset plus the number of items
//! received. Pages by token or by link have no common form that a document could describe.

use serde_json::Value;

use super::context::Lowering;
use super::typed_pointer::{in_body, success_body};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{FieldName, Location, Operation, Pagination, Pointed, Scalar, Type};

impl Lowering<'_, '_> {
    /// The pagination of an operation; `None` without one, or if it does not fit, which is
    /// reported.
    ///
    /// ```yaml
    /// x-pagination: {offset: offset, limit: limit, items: /data/tasks, total: /data/count}
    /// # client.list_tasks_all(…): a stream of tasks over all pages
    /// ```
    pub(super) fn pagination(&mut self, operation: &Operation, at: &Pointer) -> Option<Pagination> {
        let at = at.child("x-pagination");
        let described = self.value(&at)?.as_object()?;
        let text = |key: &str| described.get(key).and_then(Value::as_str);
        let offset = self.page_parameter(operation, text("offset")?, &at.child("offset"));
        let limit = self.page_parameter(operation, text("limit")?, &at.child("limit"));
        let Some(body) = success_body(&operation.success).cloned() else {
            let message = "the operation has no single response body to take pages from";
            return self.reject(Code::BadPath, &at, message);
        };
        let items = self.page_part(&body, text("items")?, &at.child("items"))?;
        let Type::List(item) = items.ty.clone() else {
            return self.reject(Code::BadPath, &at.child("items"), "this is not a list");
        };
        let total = text("total").and_then(|text| self.page_total(&body, text, &at.child("total")));
        Some(Pagination {
            offset: offset?,
            limit: limit?,
            items,
            total,
            item: *item,
        })
    }

    /// The field of an integer query parameter, for the offset or the size of a page.
    fn page_parameter(
        &mut self,
        operation: &Operation,
        wire: &str,
        at: &Pointer,
    ) -> Option<FieldName> {
        let found = operation.parameters.iter().find(|parameter| {
            parameter.wire == wire
                && parameter.location == Location::Query
                && matches!(self.bare(&parameter.ty), Type::Scalar(Scalar::Integer(_)))
        });
        let name = found.map(|parameter| parameter.name.clone());
        let missing = || format!("there is no integer query parameter `{}`", show(wire));
        self.or_report(name, Code::UndefinedField, at, missing)
    }

    /// The way to the total, which is an integer.
    fn page_total(&mut self, body: &Type, text: &str, at: &Pointer) -> Option<Pointed> {
        let total = self.page_part(body, text, at)?;
        match self.bare(&total.ty) {
            Type::Scalar(Scalar::Integer(_)) => Some(total),
            _ => self.reject(Code::BadPath, at, "this is not an integer"),
        }
    }

    /// The way to the items or to the total in the response body.
    fn page_part(&mut self, body: &Type, text: &str, at: &Pointer) -> Option<Pointed> {
        let unfit = || format!("`{}` is neither a property nor a pointer", show(text));
        let pointer = self.or_report(in_body(text), Code::BadPath, at, unfit)?;
        self.pointed(body, &pointer, at)
    }
}
