//! Whether a client reads everything that a server may send, by the types alone: there is then no counterexample.
//!
//! A client does not check limits, keeps values that an enumeration does not list, and ignores properties that it does not know. So
//! most changes of responses break nobody. What this file cannot tell is answered by `false`: then values decide.

use std::collections::HashSet;

use super::super::ValueStep;
use super::interpret::InterpretedApi;
use super::readable_scalar::{is_listed_read, is_scalar_read};
use crate::ir::{
    Access, Alternative, Api, Extra, Field, Holds, Presence, Scalar, Struct, Tagging, Type, TypeId,
    TypeKind, Union,
};

/// How many pairs of types are looked at.
const STEPS: usize = 20_000;
/// How many of them are usual: only more are counted with the other work.
const USUAL: usize = 1_000;

/// A comparison of what is sent with what is read.
pub(super) struct Readability {
    from: &'static InterpretedApi,
    to: &'static InterpretedApi,
    sender: &'static Api,
    receiver: &'static Api,
    /// Pairs that are being looked at, or were: a type that contains itself is readable if nothing else is wrong.
    assumed: HashSet<(usize, usize)>,
    steps: usize,
}

/// Whether all values of a type are read as another.
struct IsRead(bool);

impl Readability {
    pub(super) fn new(sender: &'static InterpretedApi, receiver: &'static InterpretedApi) -> Self {
        Self {
            from: sender,
            to: receiver,
            sender: sender.api,
            receiver: receiver.api,
            assumed: HashSet::new(),
            steps: STEPS,
        }
    }

    /// Whether a change at a place inside values of these types is no reason for the receiver to reject them.
    pub(super) fn at(
        &mut self,
        (sent, read): (&'static Type, &'static Type),
        path: &[ValueStep],
        sender_is_old: bool,
    ) -> bool {
        let Some((step, rest)) = path.split_first() else {
            return self.is_read(sent, read);
        };
        let (sent, read) = (bare(self.sender, sent), bare(self.receiver, read));
        let inner = match (step, sent, read) {
            (ValueStep::Items, Type::List(sent), Type::List(read))
            | (ValueStep::Entries, Type::Map(sent), Type::Map(read)) => {
                return self.at((sent, read), rest, sender_is_old);
            }
            (ValueStep::Property(name), Type::Named(sent), Type::Named(read)) => {
                self.member(*sent, *read, name)
            }
            (ValueStep::Alternative { old, new }, Type::Named(sent), Type::Named(read)) => {
                let (own, other) = match sender_is_old {
                    true => (old, new),
                    false => (new, old),
                };
                self.alternatives(*sent, *read, (*own, *other))
            }
            _ => None,
        };
        match inner {
            Some(inner) if !rest.is_empty() => self.at(inner, rest, sender_is_old),
            // The last step is also about whether the member is there.
            _ => self.is_read(sent, read),
        }
    }

    /// The same for whole values, looked at once for each two types.
    fn is_read(&mut self, sent: &'static Type, read: &'static Type) -> bool {
        let key = (
            std::ptr::from_ref(sent).addr(),
            std::ptr::from_ref(read).addr(),
        );
        let from = self.from;
        let known = from.once(key, || {
            let is_read = self.reads(sent, read);
            from.count_work((STEPS - self.steps).saturating_sub(USUAL));
            IsRead(is_read)
        });
        known.0
    }

    fn member(
        &self,
        sent: TypeId,
        read: TypeId,
        name: &str,
    ) -> Option<(&'static Type, &'static Type)> {
        let sent = self.sender.get(sent)?.kind.as_struct()?;
        let read = self.receiver.get(read)?.kind.as_struct()?;
        let sent = self.from.field(sent, name)?;
        Some((&sent.ty, &self.to.field(read, name)?.ty))
    }

    fn alternatives(
        &self,
        sent: TypeId,
        read: TypeId,
        (own, other): (Option<usize>, Option<usize>),
    ) -> Option<(&'static Type, &'static Type)> {
        let sent = self.sender.get(sent)?.kind.as_union()?;
        let read = self.receiver.get(read)?.kind.as_union()?;
        // Which one a value is read as is decided by all of them.
        let is_tagged = matches!(read.tagging, Tagging::Property(..));
        let sent = sent.alternatives.get(own?)?;
        let read = read.alternatives.get(other?)?;
        is_tagged.then_some((&sent.ty, &read.ty))
    }

    /// Whether every value of a type that is sent is one of a type that is read.
    fn reads(&mut self, sent: &'static Type, read: &'static Type) -> bool {
        let Some(steps) = self.steps.checked_sub(1) else {
            return false;
        };
        self.steps = steps;
        let sent = plain(self.sender, sent);
        let read = plain(self.receiver, read);
        match (sent, read) {
            (_, Type::Scalar(Scalar::Any)) => true,
            (Type::Nullable(sent), Type::Nullable(read)) => self.reads(sent, read),
            (_, Type::Nullable(read)) => self.reads(sent, read),
            (Type::Scalar(sent), Type::Scalar(read)) => {
                is_scalar_read(*sent, *read)
                    && (sent != read || self.sender.date_times == self.receiver.date_times)
            }
            (Type::List(sent), Type::List(read)) | (Type::Map(sent), Type::Map(read)) => {
                self.reads(sent, read)
            }
            (Type::Named(one), Type::Named(other)) => {
                let pair = (one.0, other.0);
                // One that is being looked at is readable if nothing else is wrong.
                !self.assumed.insert(pair) || self.named(sent, read)
            }
            _ => self.named(sent, read),
        }
    }

    fn named(&mut self, sent: &'static Type, read: &'static Type) -> bool {
        let (from, to) = (kind(self.sender, sent), kind(self.receiver, read));
        match (from, to) {
            (_, Some(TypeKind::Union(to))) => self.is_one_of(sent, from, to),
            (Some(TypeKind::Union(from)), _) => from
                .alternatives
                .iter()
                .all(|one| self.reads(&one.ty, read)),
            (Some(TypeKind::Struct(from)), Some(TypeKind::Struct(to))) => self.objects(from, to),
            (Some(TypeKind::Enumeration(from)), Some(TypeKind::Enumeration(to))) => {
                from.base == to.base || is_scalar_read(from.base, to.base)
            }
            (Some(TypeKind::Enumeration(from)), None) => match read {
                Type::Scalar(scalar) => is_listed_read(from, *scalar),
                _ => false,
            },
            (None, Some(TypeKind::Enumeration(to))) => match sent {
                Type::Scalar(scalar) => is_scalar_read(*scalar, to.base),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether values are read as some alternative.
    fn is_one_of(
        &mut self,
        sent: &'static Type,
        from: Option<&'static TypeKind>,
        to: &'static Union,
    ) -> bool {
        match (&to.tagging, from) {
            (Tagging::Property(property, unknown), Some(TypeKind::Union(from))) => {
                let is_same = matches!(&from.tagging, Tagging::Property(own, _) if own == property);
                is_same
                    && from.alternatives.iter().all(|one| {
                        one.tags.iter().all(|tag| match tagged(to, tag) {
                            Some(other) => self.reads(&one.ty, &other.ty),
                            None => unknown.is_some(),
                        })
                    })
            }
            (Tagging::Property(..), _) => false,
            (Tagging::Untagged(_), Some(TypeKind::Union(from)))
                if matches!(from.tagging, Tagging::Untagged(_)) =>
            {
                let mut all = from.alternatives.iter();
                all.all(|one| self.is_read_as_some(&one.ty, to))
            }
            (Tagging::Untagged(_), Some(TypeKind::Union(_))) => false,
            (Tagging::Untagged(_), _) => self.is_read_as_some(sent, to),
        }
    }

    fn is_read_as_some(&mut self, sent: &'static Type, to: &'static Union) -> bool {
        // Limits may choose between alternatives, and are not compared here.
        let mut all = to.alternatives.iter();
        all.any(|one| one.constraints.is_empty() && self.reads(sent, &one.ty))
    }

    fn objects(&mut self, from: &'static Struct, to: &'static Struct) -> bool {
        let constants = to.constants.iter().all(|one| from.constants.contains(one));
        let is_plain = |data: &Struct| data.fields.iter().all(|one| one.holds == Holds::Always);
        constants
            && is_plain(from)
            && is_plain(to)
            && to.fields.iter().all(|one| self.field(from, one))
            && self.extra(from, to)
    }

    /// Whether the client finds a field that it can read.
    fn field(&mut self, from: &'static Struct, to: &'static Field) -> bool {
        let is_needed = to.presence == Presence::Required && to.access != Access::WriteOnly;
        if from.constants.iter().any(|one| one.wire == to.wire) {
            return false;
        }
        let Some(own) = self.from.field(from, &to.wire) else {
            return !is_needed
                && match &from.extra {
                    Extra::Ignored | Extra::Closed => true,
                    Extra::Kept(_, ty, _) => self.reads(ty, &to.ty),
                };
        };
        if own.access == Access::WriteOnly {
            return !is_needed;
        }
        let is_there = own.presence == Presence::Required;
        // Null is an absent field to a client.
        let sent = match plain(self.sender, &own.ty) {
            Type::Nullable(inner) if !is_needed => inner,
            _ => &own.ty,
        };
        (is_there || !is_needed) && self.reads(sent, &to.ty)
    }

    /// Whether the client reads the properties that it has no field for.
    fn extra(&mut self, from: &'static Struct, to: &'static Struct) -> bool {
        let Extra::Kept(_, read, _) = &to.extra else {
            return true;
        };
        let kept = match &from.extra {
            Extra::Kept(_, sent, _) => self.reads(sent, read),
            Extra::Ignored | Extra::Closed => true,
        };
        let is_declared = |wire: &str| {
            let mut constants = to.constants.iter();
            self.to.field(to, wire).is_some() || constants.any(|one| one.wire == wire)
        };
        let others: Vec<&'static Field> = from
            .fields
            .iter()
            .filter(|one| !is_declared(&one.wire))
            .collect();
        let is_any = matches!(plain(self.receiver, read), Type::Scalar(Scalar::Any));
        kept && (is_any
            || from.constants.is_empty() && others.iter().all(|one| self.reads(&one.ty, read)))
    }
}

/// The type behind aliases and boxes.
fn plain(api: &'static Api, ty: &'static Type) -> &'static Type {
    let mut at = api.resolved(ty);
    while let Type::Boxed(inner) = at {
        at = api.resolved(inner);
    }
    at
}

/// The type behind aliases, boxes and null.
fn bare(api: &'static Api, ty: &'static Type) -> &'static Type {
    let mut at = plain(api, ty);
    while let Type::Nullable(inner) = at {
        at = plain(api, inner);
    }
    at
}

fn kind(api: &'static Api, ty: &'static Type) -> Option<&'static TypeKind> {
    match ty {
        Type::Named(id) => api.get(*id).map(|def| &def.kind),
        _ => None,
    }
}

fn tagged(data: &'static Union, tag: &str) -> Option<&'static Alternative> {
    let mut all = data.alternatives.iter();
    all.find(|one| one.tags.iter().any(|own| own == tag))
}
