//! A type where it is used -> what its values are: aliases looked through, limits from every level together.
//!
//! ```text
//! limit: Limit     with    type Limit = i64, at most 100    ──►   an integer; at most 100, which `Limit` says
//! ```

use std::ptr;

use crate::ir::{
    Api, Constraint, Constraints, Enumeration, RustPath, Scalar, Struct, Type, TypeDef, TypeId,
    TypeKind, Union,
};

/// A type where it is used, with the limits of that place.
#[derive(Debug, Clone)]
pub(super) struct TypeAt<'a> {
    /// The type.
    pub(super) ty: &'a Type,
    /// Limits that places around it have for it.
    pub(super) limits: Vec<&'a Constraints>,
}

impl<'a> TypeAt<'a> {
    /// A type with the limits of the place that uses it.
    pub(super) fn new(ty: &'a Type, limits: &'a Constraints) -> Self {
        let limits = if limits.is_empty() {
            Vec::new()
        } else {
            vec![limits]
        };
        Self { ty, limits }
    }

    /// What tells it apart from others: addresses of parts of the API, which does not move.
    pub(super) fn identity(&self) -> (usize, Vec<usize>) {
        let limits = self.limits.iter().map(|one| ptr::from_ref(*one).addr());
        (ptr::from_ref(self.ty).addr(), limits.collect())
    }
}

/// What the values of a type are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Head<'a> {
    /// A scalar.
    Scalar(Scalar),
    /// A list of this.
    List(&'a Type),
    /// An object without named properties, of this.
    Map(&'a Type),
    /// An object.
    Struct(&'a TypeDef, &'a Struct),
    /// A list of values.
    Enumeration(&'a TypeDef, &'a Enumeration),
    /// One of several types.
    Union(&'a TypeDef, &'a Union),
    /// A type of the user's.
    Foreign(&'a RustPath),
}

/// A limit, and the named type that has it; `None` if the place of use does.
#[derive(Debug, Clone, Copy)]
pub(super) struct SaidLimit<'a> {
    /// The limit.
    pub(super) limit: &'a Constraint,
    /// Who says so.
    pub(super) said_by: Option<&'a TypeDef>,
}

/// What the values of a type are, at the place of use.
#[derive(Debug)]
pub(super) struct TypeView<'a> {
    /// The type behind aliases.
    pub(super) head: Head<'a>,
    /// Whether null is a value.
    pub(super) nullable: bool,
    /// The named type that says so; `None` if the place of use does.
    pub(super) null_by: Option<&'a TypeDef>,
    /// Limits on the value itself.
    pub(super) own: Vec<SaidLimit<'a>>,
    /// Limits on each item or entry.
    pub(super) items: Vec<&'a Constraints>,
    /// The named types on the way, outermost first.
    pub(super) named: Vec<&'a TypeDef>,
}

impl<'a> TypeView<'a> {
    /// Looks through aliases and boxes. What does not resolve is any JSON; lowering leaves nothing of that kind.
    pub(super) fn of(api: &'a Api, used: &TypeAt<'a>) -> Self {
        let mut view = Self {
            head: Head::Scalar(Scalar::Any),
            nullable: false,
            null_by: None,
            own: Vec::new(),
            items: Vec::new(),
            named: Vec::new(),
        };
        for limits in &used.limits {
            view.add(limits, None);
        }
        let mut at = used.ty;
        // Aliases that contain themselves have become unions; the bound is a safeguard.
        let mut hops = api.types.len().saturating_add(1);
        loop {
            at = match at {
                Type::Boxed(inner) => inner,
                Type::Nullable(inner) => {
                    view.nullable = true;
                    view.null_by = view.named.last().copied();
                    inner
                }
                Type::Named(id) => {
                    hops = hops.saturating_sub(1);
                    match view.enter(api, *id).filter(|_| hops > 0) {
                        Some(behind) => behind,
                        None => return view,
                    }
                }
                Type::Scalar(scalar) => {
                    view.head = Head::Scalar(*scalar);
                    return view;
                }
                Type::List(item) => {
                    view.head = Head::List(item);
                    return view;
                }
                Type::Map(entry) => {
                    view.head = Head::Map(entry);
                    return view;
                }
            };
        }
    }

    /// A named type on the way; returns what is behind it if that is an alias.
    fn enter(&mut self, api: &'a Api, id: TypeId) -> Option<&'a Type> {
        let def = api.get(id)?;
        let TypeDef {
            name: _,
            docs: _,
            origin: _,
            kind,
            limits,
        } = def;
        self.named.push(def);
        let said_by = Some(def);
        self.own
            .extend(limits.iter().map(|limit| SaidLimit { limit, said_by }));
        match kind {
            TypeKind::Alias(behind, limits) => {
                self.add(limits, said_by);
                return Some(behind);
            }
            TypeKind::Struct(data) => self.head = Head::Struct(def, data),
            TypeKind::Enumeration(data) => self.head = Head::Enumeration(def, data),
            TypeKind::Union(data) => self.head = Head::Union(def, data),
            TypeKind::Foreign(path) => self.head = Head::Foreign(path),
        }
        None
    }

    fn add(&mut self, limits: &'a Constraints, said_by: Option<&'a TypeDef>) {
        let Constraints { own, items } = limits;
        self.own
            .extend(own.iter().map(|limit| SaidLimit { limit, said_by }));
        self.items.extend(items.as_deref());
    }

    /// Whether every value is allowed, or null is one for another reason.
    pub(super) fn allows_null(&self) -> bool {
        self.nullable || matches!(self.head, Head::Scalar(Scalar::Any | Scalar::Null))
    }

    /// The named type that says what the values are; `None` if the place of use does.
    pub(super) fn head_by(&self) -> Option<&'a TypeDef> {
        self.named.last().copied()
    }

    /// The items of a list or the entries of a map.
    pub(super) fn inner(&self, ty: &'a Type) -> TypeAt<'a> {
        TypeAt {
            ty,
            limits: self.items.clone(),
        }
    }
}

/// Whether two named types are one: by name, by place, or because both are what the two values are.
pub(super) fn correspond(old: &TypeDef, new: &TypeDef) -> bool {
    let is_alias = |def: &TypeDef| matches!(def.kind, TypeKind::Alias(..));
    old.name == new.name || old.origin == new.origin || !is_alias(old) && !is_alias(new)
}
