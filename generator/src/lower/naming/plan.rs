//! The whole document -> the names that must be known before anything is lowered: components,
//! methods, request types.
//!
//! Inline types build their names from these, so they come first. Request types give way to
//! components: if there is a schema `CreatePet`, the request of `createPet` is `CreatePetRequest`.

use std::collections::BTreeSet;
use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use serde_json::{Map, Value};

use super::alternative_words::AlternativeWords;
use super::api_name::api_name;
use super::operations::{OperationRequest, SENT, operations};
use super::rust_name::chosen;
use super::{Case, DistinctNames, NameRequest, distinct, plain};
use crate::diagnostic::Pointer;
use crate::load::Hook;

/// A method of the client for webhooks and callbacks: it sets the address.
const ADDRESS: &str = "to";

/// The names of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) struct OperationNames {
    /// The identifier of the method.
    pub method: String,
    /// The identifier of the request type.
    pub request: String,
}

/// Two definitions of the document that ask for one name. The author should choose with
/// `x-rust-name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) struct Collision {
    /// The one that gets another name.
    pub loser: Pointer,
    /// The one that has the name.
    pub winner: Pointer,
    /// The name.
    pub name: String,
}

/// Names that are fixed before lowering starts.
#[derive(Debug, Default)]
pub(in crate::lower) struct NamePlan {
    /// The stem of the trait.
    pub api: String,
    /// Component schemas, by key.
    pub components: HashMap<String, String>,
    /// The keys of components that did not get the name that they ask for.
    pub(super) renamed: HashSet<String>,
    /// Operations, by place.
    pub operations: HashMap<Pointer, OperationNames>,
    /// Component schemas and operations whose names are too long for an identifier, and what they
    /// are cut to.
    pub cut: Vec<(Pointer, String)>,
    /// Component schemas or operations that request one name: warnings.
    pub collisions: Vec<Collision>,
    /// The words of alternatives that were asked for.
    pub(super) alternatives: AlternativeWords,
}

impl NamePlan {
    /// The word for each member of a list of alternatives in a union of this name.
    pub(in crate::lower) fn alternative_words(
        &self,
        tree: &Value,
        members: &[Value],
        union: &str,
    ) -> Rc<[String]> {
        self.alternatives.of(tree, members, union)
    }

    /// Names everything that the document defines.
    pub(in crate::lower) fn new<'d>(
        tree: &'d Value,
        hooks: impl Iterator<Item = &'d Hook>,
    ) -> Self {
        let mut plan = Self {
            api: api_name(tree),
            ..Self::default()
        };
        let operations = operations(tree, hooks);
        let methods = plan.name_methods(&operations);
        plan.name_types(tree, &operations, methods);
        plan
    }

    /// Names the methods, and notes collisions between operations with IDs. Operations without an
    /// ID give way silently.
    fn name_methods(&mut self, operations: &[OperationRequest<'_>]) -> Vec<String> {
        let names = methods(operations);
        self.cut.extend(names.cut.iter().filter_map(|index| {
            let name = names.identifiers.get(*index)?.clone();
            Some((operations.get(*index)?.at.clone(), name))
        }));
        for (loser, winner) in &names.yielded {
            let (Some(loser), Some(winner)) = (operations.get(*loser), operations.get(*winner))
            else {
                continue;
            };
            if loser.rank == 0 && winner.rank == 0 {
                let name = plain(Case::Method, loser.source());
                self.collisions.push(Collision {
                    loser: loser.at.clone(),
                    winner: winner.at.clone(),
                    name,
                });
            }
        }
        names.identifiers
    }

    /// Names components and request types, which share one scope.
    fn name_types(
        &mut self,
        tree: &Value,
        operations: &[OperationRequest<'_>],
        methods: Vec<String>,
    ) {
        let none = Map::new();
        let schemas = tree
            .pointer("/components/schemas")
            .and_then(Value::as_object)
            .unwrap_or(&none);
        let components = schemas.iter().map(|(key, schema)| NameRequest {
            chosen: chosen(schema),
            ..NameRequest::text(key)
        });
        let requests = methods
            .iter()
            .zip(operations)
            .map(|(method, operation)| NameRequest {
                text: method.strip_prefix("r#").unwrap_or(method),
                chosen: None,
                place: "request",
                other_place: "operation",
                key: operation.at.as_str(),
                rank: 1 + operation.rank / SENT,
            });
        let requests: Vec<NameRequest<'_>> = components.chain(requests).collect();
        let names = distinct(Case::Type, &requests, &[]);
        let components = requests.get(..schemas.len()).unwrap_or_default();
        self.note_components(components, &names);
        let renamed = names
            .asked
            .keys()
            .filter_map(|index| components.get(*index));
        self.renamed = renamed.map(|one| one.text.to_owned()).collect();
        let mut identifiers = names.identifiers.into_iter();
        self.components = schemas.keys().cloned().zip(identifiers.by_ref()).collect();
        for ((operation, method), request) in operations.iter().zip(methods).zip(identifiers) {
            self.operations
                .insert(operation.at.clone(), OperationNames { method, request });
        }
    }

    /// Notes the components whose names are cut, or given to another component. Request types give
    /// way silently, because their names are the generator's.
    fn note_components(&mut self, components: &[NameRequest<'_>], names: &DistinctNames) {
        let at = |request: &NameRequest<'_>| {
            let schemas = Pointer::root().child("components").child("schemas");
            schemas.child(request.text)
        };
        self.cut.extend(names.cut.iter().filter_map(|index| {
            let name = names.identifiers.get(*index)?.clone();
            Some((at(components.get(*index)?), name))
        }));
        for (loser, winner) in &names.yielded {
            let (Some(loser), Some(winner)) = (components.get(*loser), components.get(*winner))
            else {
                continue;
            };
            self.collisions.push(Collision {
                loser: at(loser),
                winner: at(winner),
                name: plain(Case::Type, loser.chosen.unwrap_or(loser.text)),
            });
        }
    }
}

/// Distinct names of methods, none of which is also the name of a method that comes with another
/// operation (`list_pets_all`).
///
/// Adding a suffix may cause a new collision, so this repeats until nothing changes.
fn methods(operations: &[OperationRequest<'_>]) -> DistinctNames {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    if operations.iter().any(|one| one.rank >= SENT) {
        taken.insert(ADDRESS.to_owned());
    }
    loop {
        let requests: Vec<NameRequest<'_>> = operations
            .iter()
            .map(|operation| NameRequest {
                chosen: operation.chosen,
                rank: operation.rank,
                key: operation.at.as_str(),
                place: if taken.contains(&plain(Case::Method, operation.source())) {
                    "operation"
                } else {
                    &operation.place
                },
                ..NameRequest::text(&operation.text)
            })
            .collect();
        let unavailable: Vec<&str> = taken.iter().map(String::as_str).collect();
        let names = distinct(Case::Method, &requests, &unavailable);
        let brought = names.identifiers.iter().zip(operations);
        let brought = brought.flat_map(|(name, operation)| {
            let stem = name.strip_prefix("r#").unwrap_or(name);
            operation
                .suffixes
                .iter()
                .map(move |end| format!("{stem}{end}"))
        });
        let before = taken.len();
        taken.extend(brought.collect::<Vec<_>>());
        let settled = !names.identifiers.iter().any(|name| taken.contains(name));
        if settled || taken.len() == before {
            return names;
        }
    }
}

#[allow(clippy::indexing_slicing, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::NamePlan;
    use crate::diagnostic::Pointer;

    #[test]
    fn a_component_keeps_its_name_and_a_request_type_does_not() {
        let plan = NamePlan::new(
            &json!({
                "info": {"title": "Pet Store API"},
                "paths": {"/pets": {"get": {"operationId": "listPets"}, "post": {"operationId": "Pet"}}},
                "components": {"schemas": {"Pet": {}, "Error": {}}}
            }),
            std::iter::empty(),
        );
        assert_eq!(plan.api, "PetStore");
        assert_eq!(plan.components["Pet"], "Pet");
        assert_eq!(plan.components["Error"], "ErrorModel");
        let operation =
            &plan.operations[&Pointer::root().child("paths").child("/pets").child("post")];
        assert_eq!(
            (operation.method.as_str(), operation.request.as_str()),
            ("pet", "PetRequest")
        );
        assert_eq!(plan.collisions, []);
    }

    #[test]
    fn an_operation_is_renamed_if_another_generates_its_name() {
        let plan = NamePlan::new(
            &json!({"paths": {
                "/pets": {"get": {"operationId": "listPets", "x-pagination": {}}, "post": {"operationId": "addPet", "x-waiter": {}}},
                "/all": {"get": {"operationId": "listPetsAll"}, "post": {"operationId": "addPetAndWait"}, "put": {"operationId": "listAll"}}
            }}),
            std::iter::empty(),
        );
        let mut methods: Vec<&str> = plan
            .operations
            .values()
            .map(|names| names.method.as_str())
            .collect();
        methods.sort_unstable();
        assert_eq!(
            methods,
            [
                "add_pet",
                "add_pet_and_wait_operation",
                "list_all",
                "list_pets",
                "list_pets_all_operation"
            ]
        );
    }

    #[test]
    fn components_with_the_same_name_are_reported() {
        let plan = NamePlan::new(
            &json!({"components": {"schemas": {"user_name": {}, "UserName": {}}}}),
            std::iter::empty(),
        );
        assert_eq!(plan.collisions.len(), 1);
        assert_eq!(
            plan.collisions[0].loser.as_str(),
            "/components/schemas/user_name"
        );
        assert_eq!(plan.collisions[0].name, "UserName");
    }
}
