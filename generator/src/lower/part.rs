//! An API -> a part of it: some of its operations, with the types, headers and modules that they need.
//!
//! Everything keeps its name, so that a message means the same in the part and in the whole. What leads to an operation that is not
//! in the part is gone: a waiter that polls it. Types that no operation uses are in no part.

use std::collections::BTreeSet;

use super::{Features, filling, modules, unused_types};
use crate::ir::{Api, ErrorOutcome, Operation, Reply, SuccessOutcome, Type};

/// Some operations of an API.
#[derive(Debug)]
pub(crate) struct ApiPart {
    /// The API with these operations alone.
    pub(crate) api: Api,
    /// The index of each of its operations in the whole API.
    pub(crate) operations: Vec<usize>,
    /// The index of each of its headers in the whole API.
    pub(crate) headers: Vec<usize>,
}

impl ApiPart {
    /// The whole.
    pub(crate) fn whole(api: &Api) -> Self {
        Self {
            api: api.clone(),
            operations: (0..api.operations.len()).collect(),
            headers: (0..api.headers.len()).collect(),
        }
    }

    /// The part that has the operations with these indices, in this order.
    pub(crate) fn of(whole: &Api, operations: &[usize]) -> Self {
        let mut part = Self {
            api: whole.clone(),
            operations: operations.to_vec(),
            headers: Vec::new(),
        };
        let chosen = operations.iter();
        let chosen = chosen.filter_map(|index| whole.operations.get(*index).cloned());
        part.api.operations = chosen.collect();
        part.keep_waiters();
        part.keep_headers();
        part.settle(!whole.features.is_empty());
        part
    }

    /// Keeps the waiters that poll an operation of the part.
    fn keep_waiters(&mut self) {
        let Self {
            api, operations, ..
        } = self;
        for one in &mut api.operations {
            one.waiter = one.waiter.take().and_then(|mut waiter| {
                let polled = operations.iter().position(|at| *at == waiter.operation)?;
                waiter.operation = polled;
                Some(waiter)
            });
        }
    }

    /// Keeps the headers that responses of the part have.
    fn keep_headers(&mut self) {
        let replies = self.api.operations.iter().flat_map(Operation::replies);
        let used = replies.flat_map(|reply| &reply.headers);
        let used: BTreeSet<usize> = used.map(|one| one.header).collect();
        self.headers = used.into_iter().collect();
        let headers = std::mem::take(&mut self.api.headers);
        let kept = self.headers.iter();
        self.api.headers = kept.filter_map(|at| headers.get(*at).cloned()).collect();
        let operations = self.api.operations.iter_mut();
        for header in operations
            .flat_map(replies_mut)
            .flat_map(|one| &mut one.headers)
        {
            header.header = self
                .headers
                .binary_search(&header.header)
                .unwrap_or_default();
        }
    }

    /// Makes anew what follows from the operations: the types, the traits, the modules, and how errors are filled.
    fn settle(&mut self, has_features: bool) {
        let api = &mut self.api;
        unused_types::keep_those_of_operations(api);
        let operations = &api.operations;
        api.hooks.retain(|hooks| {
            let mut roles = operations.iter().map(|one| one.role.interface());
            roles.any(|interface| interface == hooks.interface)
        });
        api.layout = None;
        let features = match has_features {
            true => Features::PerTag,
            false => Features::None,
        };
        modules::divide(api, features);
        let fillings = filling::fillings(api).into_iter();
        api.fillings = fillings
            .filter_map(|(id, filling)| Some((id, filling.ok()?)))
            .collect();
    }
}

fn replies_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Reply> {
    let (success, several) = match &mut operation.success {
        SuccessOutcome::Single(replies) => (replies.as_mut_slice(), [].as_mut_slice()),
        SuccessOutcome::Several(_, replies) => ([].as_mut_slice(), replies.as_mut_slice()),
    };
    let (failure, others) = match &mut operation.failure {
        ErrorOutcome::Undocumented => ([].as_mut_slice(), [].as_mut_slice()),
        ErrorOutcome::Single(replies) => (replies.as_mut_slice(), [].as_mut_slice()),
        ErrorOutcome::Several(_, replies) => ([].as_mut_slice(), replies.as_mut_slice()),
    };
    let single = success.iter_mut().chain(failure);
    let several = several.iter_mut().chain(others).map(|(_, reply)| reply);
    single.chain(several)
}

/// Divides operations, in their order, into lists that have at most so many operations and types together; an operation that has more
/// is alone. A type that several lists need counts in each.
pub(crate) fn divided(api: &Api, operations: &[usize], size: usize) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let (mut used, mut weight) = (BTreeSet::new(), 0);
    for index in operations {
        let Some(operation) = api.operations.get(*index) else {
            continue;
        };
        let new = types_of(api, operation, &used);
        match parts.last_mut().filter(|_| weight + 1 + new.len() <= size) {
            Some(part) => {
                weight += 1 + new.len();
                used.extend(new);
                part.push(*index);
            }
            None => {
                used = types_of(api, operation, &BTreeSet::new());
                weight = 1 + used.len();
                parts.push(vec![*index]);
            }
        }
    }
    parts
}

/// The types that an operation needs, without those that are known.
fn types_of(api: &Api, operation: &Operation, known: &BTreeSet<usize>) -> BTreeSet<usize> {
    let headers = operation.replies().flat_map(|reply| &reply.headers);
    let headers = headers.filter_map(|one| Some(&api.headers.get(one.header)?.ty));
    let mut waiting: Vec<&Type> = operation.types().chain(headers).collect();
    let mut found = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        let Some(id) = ty.named().filter(|id| !known.contains(&id.0)) else {
            continue;
        };
        if found.insert(id.0) {
            waiting.extend(api.get(id).into_iter().flat_map(crate::ir::TypeDef::parts));
        }
    }
    found
}
