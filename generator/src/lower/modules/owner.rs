//! Which tag alone uses a type, or only what the server sends: through parameters, bodies and replies of its operations,
//! and through other types.

use crate::ir::{self, Api, Interface, Operation, TypeId};

/// Who uses a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum TypeOwner<'a> {
    /// No operation.
    Nobody,
    /// The operations of one tag.
    Tag(&'a str),
    /// What the server sends.
    Hooks,
    /// Everybody: operations of several tags or without one, or what belongs to no operation.
    All,
}

impl<'a> TypeOwner<'a> {
    /// The operations of a tag, or those without one.
    pub(super) fn of_tag(tag: Option<&'a str>) -> Self {
        tag.map_or(Self::All, Self::Tag)
    }

    /// Who uses what an operation carries.
    fn of(operation: &'a Operation) -> Self {
        match operation.role.interface() {
            Interface::Webhooks | Interface::Callbacks => Self::Hooks,
            Interface::Api => Self::of_tag(operation.tag.as_deref()),
        }
    }

    /// As the API keeps it.
    pub(super) fn kept(self) -> ir::Owner {
        match self {
            Self::Nobody => ir::Owner::Nobody,
            Self::Tag(tag) => ir::Owner::Tag(tag.to_owned()),
            Self::Hooks => ir::Owner::Hooks,
            Self::All => ir::Owner::All,
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

/// The owner of each type. Where no operation uses any, as in a document without operations, they are everybody's.
pub(super) fn of_types(api: &Api) -> Vec<TypeOwner<'_>> {
    let mut owners = vec![TypeOwner::Nobody; api.types.len()];
    for operation in &api.operations {
        let used = operation.types().filter_map(|ty| ty.named());
        give(api, TypeOwner::of(operation), used.collect(), &mut owners);
    }
    give(
        api,
        TypeOwner::Hooks,
        api.sent_types().collect(),
        &mut owners,
    );
    give(
        api,
        TypeOwner::All,
        api.common_types().collect(),
        &mut owners,
    );
    if owners.iter().all(|owner| *owner == TypeOwner::Nobody) {
        owners.fill(TypeOwner::All);
    }
    free_parts(api, &mut owners);
    owners
}

/// What a type that no operation uses has parts of must be there without the feature of what the server sends.
fn free_parts<'a>(api: &'a Api, owners: &mut [TypeOwner<'a>]) {
    let unused = api.types.iter().zip(&*owners);
    let unused = unused.filter(|(_, owner)| **owner == TypeOwner::Nobody);
    let parts = unused.flat_map(|(def, _)| def.parts().filter_map(|ty| ty.named()));
    let is_sent = |id: &TypeId| owners.get(id.0) == Some(&TypeOwner::Hooks);
    let sent: Vec<TypeId> = parts.filter(is_sent).collect();
    give(api, TypeOwner::All, sent, owners);
}

/// Tells the types, and those inside them, that `owner` uses them.
fn give<'a>(
    api: &'a Api,
    owner: TypeOwner<'a>,
    mut waiting: Vec<TypeId>,
    owners: &mut [TypeOwner<'a>],
) {
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
