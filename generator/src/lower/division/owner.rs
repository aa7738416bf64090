//! Which tag alone uses a type, or only what the server sends: through parameters, bodies and replies of its operations, and through other types.

use crate::ir::{self, Api, Interface, Kind, Operation, TypeDef, TypeId};

/// Who uses a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner<'a> {
    /// Nobody, as far as is known.
    Nobody,
    /// The operations of one tag.
    Tag(&'a str),
    /// What the server of the API sends.
    Hooks,
    /// Everybody: operations of several tags or without one, or what belongs to no operation.
    All,
}

impl<'a> Owner<'a> {
    /// Who uses what an operation carries.
    fn of(operation: &'a Operation) -> Self {
        match (operation.role.interface(), operation.tag.as_deref()) {
            (Interface::Webhooks | Interface::Callbacks, _) => Self::Hooks,
            (Interface::Api, Some(tag)) => Self::Tag(tag),
            (Interface::Api, None) => Self::All,
        }
    }

    /// As modules know it.
    pub(super) fn known(self) -> ir::Owner {
        match self {
            Self::Tag(tag) => ir::Owner::Tag(tag.to_owned()),
            Self::Hooks => ir::Owner::Hooks,
            Self::Nobody | Self::All => ir::Owner::All,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, one) | (one, Self::Nobody) => one,
            (one, other) if one == other => one,
            (Self::Tag(_) | Self::Hooks | Self::All, _) => Self::All,
        }
    }
}

/// The owner of each type.
pub(super) fn of_types(api: &Api) -> Vec<Owner<'_>> {
    let mut owners = vec![Owner::Nobody; api.types.len()];
    for operation in &api.operations {
        let used = operation.types().filter_map(|ty| ty.named());
        give(api, Owner::of(operation), used.collect(), &mut owners);
    }
    let headers = api.headers.iter().enumerate();
    let sent = headers
        .clone()
        .filter(|(index, _)| api.home_of_header(*index) != Interface::Api);
    let sent = sent.filter_map(|(_, header)| header.ty.named()).collect();
    give(api, Owner::Hooks, sent, &mut owners);
    let served = headers.filter(|(index, _)| api.home_of_header(*index) == Interface::Api);
    let headers = served.map(|(_, header)| &header.ty);
    let parameters = api.client_parameters.iter().map(|one| &one.ty);
    let shared = headers.chain(parameters).filter_map(|ty| ty.named());
    give(api, Owner::All, shared.collect(), &mut owners);
    let types = api.types.iter().enumerate();
    let errors = types.filter(|(_, def)| speaks_for_all(def));
    let errors = errors.map(|(index, _)| TypeId(index)).collect();
    give(api, Owner::All, errors, &mut owners);
    for index in 0..owners.len() {
        if owners.get(index) == Some(&Owner::Nobody) {
            give(api, Owner::All, vec![TypeId(index)], &mut owners);
        }
    }
    owners
}

/// Whether the type is an error body (`x-error`), which a server answers with wherever it refuses.
fn speaks_for_all(def: &TypeDef) -> bool {
    match &def.kind {
        Kind::Struct(data) => data.error.is_some(),
        Kind::Enumeration(_) | Kind::Union(_) | Kind::Alias(..) | Kind::Foreign(_) => false,
    }
}

/// Tells the types, and those inside them, that `owner` uses them.
fn give<'a>(api: &'a Api, owner: Owner<'a>, mut waiting: Vec<TypeId>, owners: &mut [Owner<'a>]) {
    while let Some(id) = waiting.pop() {
        let Some(known) = owners.get_mut(id.0) else {
            continue;
        };
        let joined = known.and(owner);
        if joined != *known {
            *known = joined;
            let parts = api.get(id).into_iter().flat_map(|def| def.parts());
            waiting.extend(parts.filter_map(|ty| ty.named()));
        }
    }
}
