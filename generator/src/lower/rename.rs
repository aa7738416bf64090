//! Names of inline types and outcomes -> distinct names, also from components and request types.

use std::collections::HashSet;

use super::context::{Lowering, component_key};
use super::naming::{Case, Wish, distinct, type_name};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Api, ErrorOutcome, Origin, Outcome, RustName, TypeName};

impl Lowering<'_, '_> {
    /// Settles the names of everything whose name is derived from its place.
    pub(super) fn rename(&mut self, api: &mut Api) {
        let planned: Vec<String> = self.plan.components.values().cloned().collect();
        let requests = self
            .plan
            .operations
            .values()
            .map(|names| names.request.clone());
        let taken: HashSet<String> = planned.into_iter().chain(requests).collect();
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        let names: Vec<(String, String)> = derived(api)
            .into_iter()
            .map(|(name, origin, kind)| {
                (
                    name.as_str().to_owned(),
                    format!("{}{kind}", origin.pointer),
                )
            })
            .collect();
        let wishes: Vec<Wish<'_>> = names
            .iter()
            .map(|(name, key)| Wish {
                place: "Inline",
                key,
                ..Wish::text(name)
            })
            .collect();
        let identifiers = distinct(Case::Type, &wishes, &taken).identifiers;
        let mut moved = Vec::new();
        for ((name, origin, _), identifier) in derived(api).into_iter().zip(identifiers) {
            if name.as_str() != identifier {
                moved.push((
                    origin,
                    format!("this type is called `{identifier}`, because `{name}` is another"),
                ));
                *name = type_name(&identifier);
            }
        }
        for (origin, message) in moved {
            self.report(
                Code::NameAdjusted,
                &Pointer::parse(&origin.pointer).unwrap_or_default(),
                message,
            );
        }
    }
}

/// Every derived name, where it comes from, and what it is for.
fn derived(api: &mut Api) -> Vec<(&mut TypeName, Origin, &'static str)> {
    let inline = api.types.iter_mut().filter(|definition| {
        Pointer::parse(&definition.origin.pointer)
            .as_ref()
            .and_then(component_key)
            .is_none()
    });
    let mut names: Vec<_> = inline
        .map(|definition| (&mut definition.name, definition.origin.clone(), ""))
        .collect();
    for operation in &mut api.operations {
        if let Outcome::Several(name, _) = &mut operation.success {
            names.push((name, operation.origin.clone(), "#success"));
        }
        if let ErrorOutcome::Several(name, _) = &mut operation.failure {
            names.push((name, operation.origin.clone(), "#failure"));
        }
    }
    names
}
