//! `x-pagination` -> the fields of the request and the pointers into the response that a stream
//! over pages needs.
//!
//! The next page is asked for by the number of items before it, by its number, by a cursor (a value
//! of the response, or of the last item), or by its URL: in the body, or in the header `Link`. [`foreign_pagination`](super::foreign_pagination)
//! reads what other tools write.

use serde_json::{Map, Value};

use super::context::Lowering;
use super::foreign_pagination::FOREIGN_KEYS;
use super::page_keys::{ForeignPages, PageForm, PageKey, PageKeys, UnfitPages};
use super::stainless_pagination::STAINLESS;
use super::typed_pointer::{in_body, success_body};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    FieldName, Location, Method, NextPage, Operation, Pagination, Parameter, Pointed, Scalar, Type,
};

impl Lowering<'_, '_> {
    /// The pagination of an operation; `None` without one, or if it does not fit, which is
    /// reported: as an error for `x-pagination`, as a warning for the key of another tool.
    ///
    /// ```yaml
    /// x-pagination: {offset: offset, limit: limit, items: /data/tasks, total: /data/count}
    /// # client.list_tasks_all(…): a stream of tasks over all pages
    /// ```
    pub(super) fn pagination(&mut self, operation: &Operation, at: &Pointer) -> Option<Pagination> {
        let own = at.child("x-pagination");
        if let Some(described) = self.value(&own).and_then(Value::as_object) {
            let keys = own_keys(described, &own)?;
            return match self.pages_of(operation, &keys, &own) {
                Ok(pages) => Some(pages),
                Err(unfit) => self.reject(unfit.code, &unfit.at, unfit.message),
            };
        }
        for (key, read) in FOREIGN_KEYS {
            let at = at.child(key);
            let Some(described) = self.value(&at) else {
                continue;
            };
            let keys = read(described, &at);
            if let Some(pages) = self.foreign_pages(operation, (key, &at), keys) {
                return Some(pages);
            }
        }
        let keys = self.stainless_pages(operation)?;
        self.foreign_pages(operation, (STAINLESS, at), keys)
    }

    /// The pages that another tool describes; `None` if they do not fit, which is reported.
    fn foreign_pages(
        &mut self,
        operation: &Operation,
        (key, at): (&str, &Pointer),
        keys: ForeignPages,
    ) -> Option<Pagination> {
        let pages = keys.and_then(|(keys, ignored)| {
            let pages = self.pages_of(operation, &keys, at)?;
            self.check_next_operation(operation, key, at)?;
            Ok((pages, ignored))
        });
        match pages {
            Ok((pages, ignored)) => {
                for (at, reason) in ignored {
                    self.report(Code::ForeignExtension, &at, reason);
                }
                Some(pages)
            }
            Err(unfit) => {
                let message = format!("`{key}` is ignored: {}", unfit.message);
                self.reject(Code::ForeignExtension, &unfit.at, message)
            }
        }
    }

    /// What the keys mean for the types of an operation.
    fn pages_of(
        &self,
        operation: &Operation,
        keys: &PageKeys,
        at: &Pointer,
    ) -> Result<Pagination, UnfitPages> {
        let limit = keys.limit.as_ref();
        let limit = limit.map(|key| self.page_number(operation, key));
        let body = success_body(&operation.success).ok_or_else(|| {
            let message = "the operation has no single response body to take pages from";
            UnfitPages::path(at, message)
        })?;
        let items = self.page_part(body, &keys.items)?;
        let Type::List(item) = items.ty.clone() else {
            return Err(UnfitPages::path(&keys.items.at, "this is not a list"));
        };
        let next = match &keys.form {
            PageForm::Offset(key) => NextPage::Offset(self.page_number(operation, key)?),
            PageForm::Number { page, first } => NextPage::Number {
                page: self.page_number(operation, page)?,
                first: *first,
            },
            PageForm::Cursor { cursor, next } => NextPage::Cursor {
                field: self.page_cursor(operation, cursor)?,
                next: self.cursor_part(body, next)?,
            },
            PageForm::Marker { cursor, last } => NextPage::Marker {
                field: self.page_cursor(operation, cursor)?,
                last: self.cursor_part(&item, last)?,
            },
            PageForm::Url { next } => NextPage::Url {
                next: self.url_part(body, next)?,
            },
            PageForm::Link { relation } => NextPage::Link {
                relation: relation_type(relation)?,
            },
        };
        if next.field().is_none() && operation.method != Method::Get {
            let message = "the URL of a page is asked for with `GET`, which is not the method of this operation";
            return Err(UnfitPages::shape(at, message));
        }
        let total = keys.total.as_ref();
        Ok(Pagination {
            next,
            limit: limit.transpose()?,
            total: total.map(|key| self.page_total(body, key)).transpose()?,
            items,
            item: *item,
        })
    }

    /// The field of an integer query parameter, for a number or the size of a page.
    fn page_number(&self, operation: &Operation, key: &PageKey) -> Result<FieldName, UnfitPages> {
        let is_number = |ty: &Type| matches!(ty, Type::Scalar(Scalar::Integer(_)));
        self.page_parameter(operation, key, "integer", is_number)
    }

    /// The field of a query parameter that can hold a cursor.
    fn page_cursor(&self, operation: &Operation, key: &PageKey) -> Result<FieldName, UnfitPages> {
        self.page_parameter(operation, key, "string or integer", is_cursor)
    }

    /// The field of a query parameter.
    fn page_parameter(
        &self,
        operation: &Operation,
        key: &PageKey,
        noun: &str,
        fits: impl Fn(&Type) -> bool,
    ) -> Result<FieldName, UnfitPages> {
        let is_meant = |parameter: &&Parameter| {
            parameter.wire == key.text
                && parameter.location == Location::Query
                && fits(self.bare(&parameter.ty))
        };
        let found = operation.parameters.iter().find(is_meant);
        found
            .map(|parameter| parameter.name.clone())
            .ok_or_else(|| UnfitPages {
                code: Code::UndefinedField,
                at: key.at.clone(),
                message: format!("there is no {noun} query parameter `{}`", show(&key.text)),
            })
    }

    /// The way to the total, which is an integer.
    fn page_total(&self, body: &Type, key: &PageKey) -> Result<Pointed, UnfitPages> {
        let total = self.inner_part(body, key)?;
        match self.bare(&total.ty) {
            Type::Scalar(Scalar::Integer(_)) => Ok(total),
            _ => Err(UnfitPages::path(&key.at, "this is not an integer")),
        }
    }

    /// The way to a cursor.
    fn cursor_part(&self, from: &Type, key: &PageKey) -> Result<Pointed, UnfitPages> {
        let cursor = self.inner_part(from, key)?;
        match is_cursor(self.bare(&cursor.ty)) {
            true => Ok(cursor),
            false => Err(UnfitPages::path(
                &key.at,
                "this is neither a string nor an integer",
            )),
        }
    }

    /// The way to the URL of a page.
    fn url_part(&self, from: &Type, key: &PageKey) -> Result<Pointed, UnfitPages> {
        let url = self.inner_part(from, key)?;
        match self.bare(&url.ty) {
            Type::Scalar(Scalar::String) => Ok(url),
            _ => Err(UnfitPages::path(&key.at, "this is not a string")),
        }
    }

    /// The way to a property of the response body, or of an item.
    fn inner_part(&self, from: &Type, key: &PageKey) -> Result<Pointed, UnfitPages> {
        let part = self.page_part(from, key)?;
        match part.pointer.is_empty() {
            true => Err(UnfitPages::path(&key.at, "this is not a property")),
            false => Ok(part),
        }
    }

    /// The way to a part of the response body, or of an item.
    fn page_part(&self, from: &Type, key: &PageKey) -> Result<Pointed, UnfitPages> {
        let pointer = in_body(&key.text).ok_or_else(|| {
            let text = show(&key.text);
            let message = format!("`{text}` is neither a property nor a pointer");
            UnfitPages::path(&key.at, message)
        })?;
        self.way(from, &pointer)
            .map_err(|message| UnfitPages::path(&key.at, message))
    }
}

/// Whether a cursor can be of this type.
fn is_cursor(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::String | Scalar::Integer(_)))
}

/// A relation of a link (<https://www.rfc-editor.org/rfc/rfc8288#section-2.1>): a word, or a URL.
fn relation_type(key: &PageKey) -> Result<String, UnfitPages> {
    let is_allowed = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | ',' | ';');
    let is_relation = !key.text.is_empty() && key.text.chars().all(is_allowed);
    is_relation.then(|| key.text.clone()).ok_or_else(|| {
        let message = format!(
            "`{}` is not a relation of links, such as `next`",
            show(&key.text)
        );
        UnfitPages::shape(&key.at, message)
    })
}

/// The keys of `x-pagination`, of which the loader has checked that they belong together.
fn own_keys(described: &Map<String, Value>, at: &Pointer) -> Option<PageKeys> {
    let key = |name: &str| {
        let text = described.get(name)?.as_str()?.to_owned();
        let at = at.child(name);
        Some(PageKey { text, at })
    };
    let first = described.get("first").and_then(Value::as_u64).unwrap_or(1);
    let url = key("url").map(|next| PageForm::Url { next });
    let by_url = url.or_else(|| {
        Some(PageForm::Link {
            relation: key("link")?,
        })
    });
    let form = match (key("offset"), key("page"), key("cursor"), key("next")) {
        (Some(offset), ..) => PageForm::Offset(offset),
        (_, Some(page), ..) => PageForm::Number { page, first },
        (_, _, Some(cursor), Some(next)) => PageForm::Cursor { cursor, next },
        (_, _, Some(cursor), None) => PageForm::Marker {
            cursor,
            last: key("last")?,
        },
        (None, None, None, _) => by_url?,
    };
    Some(PageKeys {
        form,
        limit: key("limit"),
        items: key("items")?,
        total: key("total"),
    })
}
