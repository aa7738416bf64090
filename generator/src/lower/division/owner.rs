//! Which tag alone uses a type: through parameters, bodies and replies of its operations, and through other types.

use crate::ir::{Api, Kind, TypeDef, TypeId};

/// Who uses a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner<'a> {
    /// Nobody, as far as is known.
    Nobody,
    /// The operations of one tag.
    Tag(&'a str),
    /// Everybody: operations of several tags or without one, or what belongs to no operation.
    All,
}

impl<'a> Owner<'a> {
    /// The tag.
    pub(super) fn tag(self) -> Option<&'a str> {
        match self {
            Self::Tag(tag) => Some(tag),
            Self::Nobody | Self::All => None,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, one) | (one, Self::Nobody) => one,
            (one, other) if one == other => one,
            (Self::Tag(_) | Self::All, _) => Self::All,
        }
    }
}

/// The owner of each type.
pub(super) fn of_types(api: &Api) -> Vec<Owner<'_>> {
    let mut owners = vec![Owner::Nobody; api.types.len()];
    for operation in &api.operations {
        let owner = operation.tag.as_deref().map_or(Owner::All, Owner::Tag);
        let used = operation.types().filter_map(|ty| ty.named());
        give(api, owner, used.collect(), &mut owners);
    }
    let headers = api.headers.iter().map(|header| &header.ty);
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
