//! Which module of operations alone uses a type, or only what the server sends: through parameters,
//! bodies and replies of its operations, and through other types.

use super::topic::Topic;
use crate::ir::{Api, Interface, Owner, TypeId};

/// Which operations use a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum TypeOwner<'a> {
    /// No operation uses it.
    Nobody,
    /// Only operations of one module.
    Topic(&'a Topic),
    /// Only webhooks and callbacks.
    Hooks,
    /// Operations of several modules, or something outside of operations, such as headers.
    All,
}

impl TypeOwner<'_> {
    /// The owner as the API keeps it.
    pub(super) fn kept(self) -> Owner {
        match self {
            Self::Nobody => Owner::Nobody,
            Self::Topic(topic) => topic.owner(),
            Self::Hooks => Owner::Hooks,
            Self::All => Owner::All,
        }
    }

    /// The owner of a type that two owners use.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, one) | (one, Self::Nobody) => one,
            (one, other) if one == other => one,
            (Self::Topic(_) | Self::Hooks | Self::All, _) => Self::All,
        }
    }
}

/// The owner of each type; `topics` has the topic of each operation.
///
/// ```text
/// list_pets (tag pets)   -> Page -> Pet       Page, Pet: pets
/// list_users (tag users) -> User -> Pet       Pet: now all, User: users
/// ```
///
/// If operations use no type at all, every type belongs to all: a document of schemas only has no
/// `unused`.
pub(super) fn of_types<'a>(api: &'a Api, topics: &'a [Topic]) -> Vec<TypeOwner<'a>> {
    let mut owners = vec![TypeOwner::Nobody; api.types.len()];
    for (operation, topic) in api.operations.iter().zip(topics) {
        let owner = match operation.role.interface() {
            Interface::Webhooks | Interface::Callbacks => TypeOwner::Hooks,
            Interface::Api => TypeOwner::Topic(topic),
        };
        let used = operation.types().filter_map(|ty| ty.named());
        give(api, owner, used.collect(), &mut owners);
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

/// Gives types to all that an unused type contains and only webhooks and callbacks use. The unused
/// type would otherwise need the feature of webhooks to compile.
fn free_parts<'a>(api: &'a Api, owners: &mut [TypeOwner<'a>]) {
    let unused = api.types.iter().zip(&*owners);
    let unused = unused.filter(|(_, owner)| **owner == TypeOwner::Nobody);
    let parts = unused.flat_map(|(def, _)| def.parts().filter_map(|ty| ty.named()));
    let is_sent = |id: &TypeId| owners.get(id.0) == Some(&TypeOwner::Hooks);
    let sent: Vec<TypeId> = parts.filter(is_sent).collect();
    give(api, TypeOwner::All, sent, owners);
}

/// Adds an owner to types and to the types inside them. It ends because the owner of a type can
/// change only twice: to one topic, and to all.
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
