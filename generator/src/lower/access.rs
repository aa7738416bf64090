//! `readOnly` and `writeOnly` -> which fields may be absent.
//!
//! A required property of which only responses know is absent in requests
//! (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>). If both contain the type, the field is
//! an `Option`, and the codec checks it by the direction of the body. Most types occur in one
//! direction only, and need no `Option`:
//!
//! | the type occurs in | `readOnly`, required | `writeOnly`, required |
//! |---|---|---|
//! | responses | `T` | `Option<T>`, not sent |
//! | requests | `Option<T>`, not sent | `T` |
//! | both | `Option<T>`, required in responses | `Option<T>`, required in requests |
//!
//! Two structs, one per direction, would say more in Rust. They would also double every type that
//! contains such a struct at any depth, and a program that changes a value that the server returned
//! would have to convert it.

use std::collections::BTreeSet;

use super::context::Lowering;
use crate::ir::{Access, Body, Operation, Reply, Type};

impl Lowering<'_, '_> {
    /// Makes properties of one direction ordinary ones in types that occur in that direction only.
    /// Called when every type is built, before pointers into the types become code.
    pub(super) fn settle_access(&mut self, operations: &mut [Operation]) {
        let bodies = operations.iter().flat_map(|one| one.body.iter());
        let bodies = bodies.flat_map(Body::payloads).map(|payload| &payload.ty);
        let parameters = operations.iter().flat_map(|one| &one.parameters);
        let sent = self.inside(bodies.chain(parameters.map(|one| &one.ty)));
        let replies = operations.iter().flat_map(Operation::replies);
        let headers = self.headers.values().map(|header| &header.ty);
        let received = self.inside(replies.filter_map(Reply::decoded).chain(headers));
        for id in self.types.ids() {
            let settled = match (sent.contains(&id.0), received.contains(&id.0)) {
                (true, false) => Access::WriteOnly,
                (false, true) => Access::ReadOnly,
                (true, true) | (false, false) => continue,
            };
            let definition = self.types.get_mut(id);
            let data = definition.and_then(|definition| definition.kind.as_struct_mut());
            for field in data.into_iter().flat_map(|data| &mut data.fields) {
                if field.access == settled {
                    field.access = Access::ReadWrite;
                }
            }
        }
        let bodies = operations.iter_mut().flat_map(|one| one.body.iter_mut());
        let forms = bodies
            .flat_map(Body::payloads_mut)
            .filter_map(|payload| payload.form.as_mut());
        for part in forms.flat_map(|form| &mut form.parts) {
            // The struct of a form with files is only sent.
            part.field.access = Access::ReadWrite;
        }
    }

    /// The named types inside these types, directly or through others.
    fn inside<'t>(&'t self, types: impl Iterator<Item = &'t Type>) -> BTreeSet<usize> {
        let mut waiting: Vec<&Type> = types.collect();
        let mut found = BTreeSet::new();
        while let Some(ty) = waiting.pop() {
            if let Some(id) = ty.named()
                && found.insert(id.0)
                && let Some(definition) = self.types.get(id)
            {
                waiting.extend(definition.parts());
            }
        }
        found
    }
}
