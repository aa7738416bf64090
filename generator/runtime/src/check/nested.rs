//! Checks through what contains values: options, lists, maps, boxes and references.
//!
//! A violation names the element by a JSON Pointer: `/items/2/name` for the name of the third item
//! ([RFC 6901, section 5](https://www.rfc-editor.org/rfc/rfc6901#section-5)). An absent value and
//! `null` break no limit.

use std::collections::BTreeMap;

use super::{Check, Checker};
use crate::codec::{Map, Nullable};

impl<T: Check + ?Sized> Check for &T {
    fn check(&self, check: &mut Checker<'_>) {
        (**self).check(check);
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    fn check(&self, check: &mut Checker<'_>) {
        (**self).check(check);
    }
}

impl<T: Check> Check for Option<T> {
    fn check(&self, check: &mut Checker<'_>) {
        if let Some(value) = self {
            value.check(check);
        }
    }
}

impl<T: Check> Check for Nullable<T> {
    fn check(&self, check: &mut Checker<'_>) {
        if let Nullable::Value(value) = self {
            value.check(check);
        }
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, check: &mut Checker<'_>) {
        for (index, item) in self.iter().enumerate() {
            check.inside(&index.to_string(), item);
        }
    }
}

impl<T: Check> Check for Map<T> {
    fn check(&self, check: &mut Checker<'_>) {
        for (key, value) in self {
            check.inside_key(key, value);
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, check: &mut Checker<'_>) {
        for (key, value) in self {
            check.inside_key(key, value);
        }
    }
}
