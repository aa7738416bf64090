//! `x-rust-type: crate::money::Money` -> a type of the user's in place of a generated one.
//!
//! The type implements the traits of the codec and checks its own values: limits beside the
//! extension are not checked. A path has at least two segments and starts with `crate` or the name
//! of a crate; anything else is rejected.
//!
//! ```yaml
//! Price: {type: string, x-rust-type: 'crate::money::Money'}    # pub type Price = crate::money::Money;
//! ```

use serde_json::Value;

use super::context::Lowering;
use super::model::Built;
use super::naming::is_identifier;
use super::types::Reserved;
use crate::diagnostic::{Code, Pointer, member, show};
use crate::ir::{RustPath, TypeId, TypeKind};

impl Built {
    /// Another name for a type of the user's: `type Price = crate::money::Money`.
    pub(super) fn foreign(path: RustPath) -> Self {
        Self {
            kind: TypeKind::Foreign(path),
            limits: Vec::new(),
        }
    }
}

impl Lowering<'_, '_> {
    /// The type that `x-rust-type` of the schema at a place names. A path that cannot be one is
    /// reported and ignored.
    pub(super) fn rust_type(&mut self, at: &Pointer) -> Option<RustPath> {
        let schema = self.value(at)?.as_object()?;
        let text = member(schema, "x-rust-type").and_then(Value::as_str)?;
        let segments: Vec<String> = text
            .trim_start_matches("::")
            .split("::")
            .map(str::to_owned)
            .collect();
        let (first, rest) = segments.split_first()?;
        let good = (first == "crate" || is_identifier(first))
            && !rest.is_empty()
            && rest.iter().all(|segment| is_identifier(segment));
        if good {
            return Some(RustPath::from_valid(segments));
        }
        let message = format!("`{}` is not the path of a type", show(text));
        let place = at.child("x-rust-type");
        if let Some(diagnostic) = self.report(Code::BadExtension, &place, message) {
            diagnostic.help("write the full path, which starts with the crate, without generics: `crate::money::Money`");
        }
        None
    }

    /// The id of the type that takes the place of an inline schema.
    pub(super) fn foreign(&mut self, path: RustPath, at: &Pointer) -> TypeId {
        match self.types.reserve(at) {
            Reserved::Known(id) => id,
            Reserved::New(id) => {
                self.define(id, at, Built::foreign(path));
                id
            }
        }
    }
}
