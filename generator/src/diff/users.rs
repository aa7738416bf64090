//! Which operations use a type: directly, or inside another type.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

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
    /// What was found for types.
    known: RefCell<HashMap<usize, Rc<Vec<String>>>>,
    /// How many types were visited.
    walked: Cell<usize>,
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
            known: RefCell::default(),
            walked: Cell::new(0),
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

    /// What uses a type that one other type contains uses that type, too: it is looked for once for all of them.
    fn users_of_type(&self, name: &str) -> Vec<String> {
        let Some(start) = self.by_name.get(name).copied() else {
            return Vec::new();
        };
        let (mut at, mut inside) = (start, BTreeSet::new());
        let known = loop {
            if let Some(known) = self.known.borrow().get(&at) {
                break Rc::clone(known);
            }
            let is_used = self.operations.get(at).is_some_and(|own| !own.is_empty());
            match self.containers.get(at).map(Vec::as_slice) {
                Some([container]) if !is_used && inside.insert(at) => at = *container,
                _ => break Rc::new(self.walk(at)),
            }
        };
        let mut all = self.known.borrow_mut();
        for index in inside.into_iter().chain([at]) {
            all.insert(index, Rc::clone(&known));
        }
        known.to_vec()
    }

    /// Goes from a type to everything that contains it.
    fn walk(&self, start: usize) -> Vec<String> {
        let mut open = vec![start];
        let mut seen = BTreeSet::from([start]);
        let mut found = BTreeSet::new();
        while let Some(index) = open.pop() {
            self.walked.set(self.walked.get() + 1);
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

#[allow(
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Presence, TypeId, sample};

    #[test]
    fn types_inside_each_other_have_the_users_of_the_outermost() {
        let mut api = sample::store();
        let (first, last) = (api.types.len(), api.types.len() + 10_000);
        for index in first..=last {
            // The last one contains the one before it as well.
            let inner = if index == last { index - 1 } else { index + 1 };
            let next = Type::Named(TypeId(inner));
            let fields = vec![sample::field("next", next, Presence::Optional)];
            api.types
                .push(sample::record(&format!("Level{index}"), fields));
        }
        api.operations[0].parameters[0].ty = Type::Named(TypeId(first));
        let users = Users::of(&api);
        let expected = [operation_name(&api.operations[0])];
        for index in (first..=last).rev() {
            let subject = ChangeSubject::Type(format!("Level{index}"));
            assert_eq!(users.users(&subject), expected);
        }
        assert!(users.walked.get() < 3 * 10_000);
    }
}
