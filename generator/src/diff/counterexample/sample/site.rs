//! A place in messages where a value of a type is, on one side and on both.

use bindwright_runtime::Value;
use bindwright_runtime::codec::Policy;

use super::super::interpret::{InterpretedApi, PlaceLimits, accepts};
use crate::ir::{
    Alternative, Api, Constraint, Constraints, Enumeration, Extra, Field, Struct, Type, TypeKind,
    Union,
};

/// What a value is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff::counterexample) enum Usage {
    /// A request: a server reads it, and checks its limits.
    Request,
    /// A response: a client reads it, and does not check limits.
    Response,
}

/// Where a value of a type is.
#[derive(Debug, Clone, Copy)]
pub(in crate::diff::counterexample) struct Site {
    pub(in crate::diff::counterexample) api: &'static InterpretedApi,
    pub(in crate::diff::counterexample) ty: &'static Type,
    limits: &'static PlaceLimits,
}

/// A type without what is around it: aliases, boxes, and null.
pub(in crate::diff::counterexample) enum Bare {
    Scalar(crate::ir::Scalar),
    List(&'static Type),
    Map(&'static Type),
    Struct(usize, &'static Struct),
    Enumeration(&'static Enumeration),
    Union(usize, &'static Union),
    Foreign,
}

impl Site {
    pub(in crate::diff::counterexample) fn new(
        api: &'static InterpretedApi,
        ty: &'static Type,
        constraints: &'static Constraints,
    ) -> Self {
        let limits = api.place_limits(ty, constraints);
        Self { api, ty, limits }
    }

    fn document(&self) -> &'static Api {
        self.api.api
    }

    /// The type behind aliases and boxes, and whether it has a null.
    pub(in crate::diff::counterexample) fn bare(&self) -> (Bare, bool) {
        let (mut at, mut is_nullable) = (self.ty, false);
        loop {
            at = self.document().resolved(at);
            match at {
                Type::Nullable(inner) => (at, is_nullable) = (inner, true),
                Type::Boxed(inner) => at = inner,
                _ => break,
            }
        }
        let bare = match at {
            Type::Scalar(scalar) => Bare::Scalar(*scalar),
            Type::List(item) => Bare::List(item),
            Type::Map(value) => Bare::Map(value),
            Type::Named(id) => match self.document().get(*id).map(|def| &def.kind) {
                Some(TypeKind::Struct(data)) => Bare::Struct(id.0, data),
                Some(TypeKind::Enumeration(data)) => Bare::Enumeration(data),
                Some(TypeKind::Union(data)) => Bare::Union(id.0, data),
                Some(TypeKind::Alias(..) | TypeKind::Foreign(_)) | None => Bare::Foreign,
            },
            Type::Nullable(_) | Type::Boxed(_) => Bare::Foreign,
        };
        (bare, is_nullable)
    }

    /// The limits of the value itself: those of its place, and of its type.
    pub(in crate::diff::counterexample) fn own(&self) -> Vec<&'static Constraint> {
        let whole = match self.bare().0 {
            Bare::Struct(index, _) | Bare::Union(index, _) => {
                let def = self.document().types.get(index);
                def.map_or(&[][..], |def| &def.limits)
            }
            _ => &[],
        };
        self.limits.constraints.own.iter().chain(whole).collect()
    }

    /// The items of a list, or the values of a map.
    pub(super) fn items(&self, item: &'static Type) -> Self {
        let limits = self.limits.constraints.items.as_deref();
        Self::new(self.api, item, limits.unwrap_or(self.api.no_limits()))
    }

    pub(super) fn field(&self, field: &'static Field) -> Self {
        Self::new(self.api, &field.ty, &field.constraints)
    }

    pub(super) fn alternative(&self, one: &'static Alternative) -> Self {
        Self::new(self.api, &one.ty, &one.constraints)
    }

    /// The properties without a name in the schema.
    pub(in crate::diff::counterexample) fn extra(&self, data: &'static Struct) -> Option<Self> {
        match &data.extra {
            Extra::Kept(_, ty, limits) => Some(Self::new(self.api, ty, limits)),
            Extra::Ignored | Extra::Closed => None,
        }
    }

    /// Whether the sender may send a value.
    pub(in crate::diff::counterexample) fn may_send(&self, value: &Value, usage: Usage) -> bool {
        let policy = match usage {
            Usage::Request => Policy::Strict,
            Usage::Response => Policy::Lenient,
        };
        accepts(self.api, self.ty, (value, policy), Some(self.limits))
    }

    /// Whether the receiver takes a value.
    pub(in crate::diff::counterexample) fn takes(&self, value: &Value, usage: Usage) -> bool {
        match usage {
            Usage::Request => self.may_send(value, usage),
            Usage::Response => accepts(self.api, self.ty, (value, Policy::Lenient), None),
        }
    }
}

/// A place on both sides, if the receiver has it.
#[derive(Debug, Clone, Copy)]
pub(in crate::diff::counterexample) struct Pair {
    pub(in crate::diff::counterexample) sender: Site,
    pub(in crate::diff::counterexample) receiver: Option<Site>,
    pub(in crate::diff::counterexample) usage: Usage,
}

impl Pair {
    /// What tells places apart: the limits of a place are made once for each.
    pub(super) fn key(&self) -> (usize, usize) {
        let address = |site: Site| std::ptr::from_ref(site.limits).addr();
        let usage = usize::from(self.usage == Usage::Request);
        let receiver = self.receiver.map_or(0, address);
        // Addresses are even.
        (address(self.sender), receiver | usage)
    }

    /// The same place deeper inside.
    pub(super) fn inner(&self, sender: Site, receiver: Option<Site>) -> Self {
        Self {
            sender,
            receiver,
            usage: self.usage,
        }
    }

    pub(super) fn receiver_bare(&self) -> Option<Bare> {
        self.receiver.as_ref().map(|site| site.bare().0)
    }

    /// The items of lists, or the values of maps, of which the sender's are of this type.
    pub(in crate::diff::counterexample) fn items(&self, item: &'static Type) -> Self {
        let receiver = self.receiver.as_ref().and_then(|site| match site.bare().0 {
            Bare::List(item) | Bare::Map(item) => Some(site.items(item)),
            _ => None,
        });
        self.inner(self.sender.items(item), receiver)
    }

    /// The property of a struct.
    pub(in crate::diff::counterexample) fn field(&self, field: &'static Field) -> Self {
        let receiver = self.receiver.as_ref().and_then(|site| match site.bare().0 {
            Bare::Struct(_, data) => Some(site.field(site.api.field(data, &field.wire)?)),
            _ => None,
        });
        self.inner(self.sender.field(field), receiver)
    }

    /// The alternative of a union, with the one of the receiver of the same name.
    pub(super) fn alternative(&self, one: &'static Alternative) -> Self {
        let receiver = self.receiver.as_ref().and_then(|site| match site.bare().0 {
            Bare::Union(_, data) => {
                let mut all = data.alternatives.iter();
                let same = all.find(|other| other.name == one.name)?;
                Some(site.alternative(same))
            }
            _ => Some(*site),
        });
        self.inner(self.sender.alternative(one), receiver)
    }

    pub(in crate::diff::counterexample) fn may_send(&self, value: &Value) -> bool {
        self.sender.may_send(value, self.usage)
    }

    pub(super) fn is_taken(&self, value: &Value) -> bool {
        let receiver = self.receiver.as_ref();
        receiver.is_none_or(|site| site.takes(value, self.usage))
    }
}
