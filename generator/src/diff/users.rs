//! Which operations use a type: directly, or inside another type.

use std::collections::{BTreeMap, BTreeSet};

use super::model::ChangeSubject;
use super::operation_name::operation_name;
use crate::ir::{Api, RustName as _, Type};

/// The types of an API, each with what contains it.
pub(super) struct Users<'a> {
    api: &'a Api,
    by_name: BTreeMap<&'a str, usize>,
    /// The types that contain a type.
    containers: Vec<Vec<usize>>,
    /// The operations whose messages have a type.
    operations: Vec<Vec<usize>>,
}

impl<'a> Users<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let types = api.types.iter().enumerate();
        let by_name = types
            .map(|(index, def)| (def.name.as_str(), index))
            .collect();
        let mut containers = vec![Vec::new(); api.types.len()];
        for (index, def) in api.types.iter().enumerate() {
            note(def.parts(), index, &mut containers);
        }
        let mut operations = vec![Vec::new(); api.types.len()];
        for (index, operation) in api.operations.iter().enumerate() {
            note(operation.types(), index, &mut operations);
        }
        Self {
            api,
            by_name,
            containers,
            operations,
        }
    }

    /// The operations that are concerned by what changed, in document order; none if it is about no operation or type.
    pub(super) fn users(&self, subject: &ChangeSubject) -> Vec<String> {
        match subject {
            ChangeSubject::Type(name)
            | ChangeSubject::Property(name, _)
            | ChangeSubject::Variant(name, _) => self.users_of_type(name),
            ChangeSubject::Operation(operation)
            | ChangeSubject::Parameter(operation, ..)
            | ChangeSubject::Body(operation)
            | ChangeSubject::Reply(operation, _)
            | ChangeSubject::ReplyHeader(operation, ..) => vec![operation.clone()],
            ChangeSubject::Document | ChangeSubject::Scheme(_) => Vec::new(),
        }
    }

    fn users_of_type(&self, name: &str) -> Vec<String> {
        let mut open: Vec<usize> = self.by_name.get(name).copied().into_iter().collect();
        let mut seen: BTreeSet<usize> = open.iter().copied().collect();
        let mut found = BTreeSet::new();
        while let Some(index) = open.pop() {
            found.extend(self.operations.get(index).into_iter().flatten().copied());
            let containers = self.containers.get(index).into_iter().flatten();
            open.extend(containers.filter(|container| seen.insert(**container)));
        }
        let operations = found
            .into_iter()
            .filter_map(|index| self.api.operations.get(index));
        operations.map(operation_name).collect()
    }
}

/// Notes that something has these types.
fn note<'t>(types: impl Iterator<Item = &'t Type>, owner: usize, owners: &mut [Vec<usize>]) {
    for id in types.filter_map(Type::named) {
        if let Some(owners) = owners.get_mut(id.0)
            && owners.last() != Some(&owner)
        {
            owners.push(owner);
        }
    }
}
