//! Types that contain themselves -> boxes where Rust needs them, and nowhere else.
//!
//! A value stores another inline through a field, an alternative, a nullable or an alias; not
//! through a list or a map, which allocate. Every such edge between types of one cycle is boxed, so
//! that the result does not depend on the order of types. An alias that contains itself
//! (`type Tree = Vec<Tree>`) is not a type in Rust: it becomes a union of one alternative.

use super::context::Lowering;
use super::graph::{closes, components};
use super::naming::variant_name;
use crate::ir::{Alternative, Docs, Tagging, Type, TypeId, TypeKind, Union};

impl Lowering<'_, '_> {
    /// Breaks every cycle that Rust cannot express.
    pub(super) fn break_cycles(&mut self) {
        self.name_alias_cycles();
        self.report_infinite_types();
        self.box_cycles();
        self.box_large_types();
    }

    /// Turns aliases that contain themselves into unions of one alternative.
    ///
    /// ```yaml
    /// Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
    /// # `type Tree = Vec<Tree>` does not compile: enum Tree { List(Vec<Tree>) }
    /// ```
    fn name_alias_cycles(&mut self) {
        let ids: Vec<TypeId> = self.types.ids().collect();
        let aliased = |id: &TypeId| match self.types.kind(*id) {
            Some(TypeKind::Alias(ty, _)) => ty.named().map(|id| id.0).into_iter().collect(),
            _ => Vec::new(),
        };
        let edges: Vec<Vec<usize>> = ids.iter().map(aliased).collect();
        let parts = components(&edges);
        for (id, targets) in ids.iter().zip(&edges) {
            if targets.iter().any(|target| closes(&parts, id.0, *target))
                && let Some(definition) = self.types.get_mut(*id)
                && let TypeKind::Alias(ty, constraints) = &definition.kind
            {
                let name = match ty {
                    Type::List(_) => "List",
                    Type::Map(_) => "Map",
                    _ => "Value",
                };
                let alternative = Alternative {
                    name: variant_name(name),
                    tags: Vec::new(),
                    ty: ty.clone(),
                    constraints: constraints.clone(),
                    docs: Docs::default(),
                };
                definition.kind = TypeKind::Union(Union {
                    alternatives: vec![alternative],
                    tagging: Tagging::any(),
                });
            }
        }
    }

    /// Boxes every field and alternative that closes a cycle.
    ///
    /// ```yaml
    /// Node: {properties: {value: {type: string}, next: {$ref: '#/components/schemas/Node'}}}
    /// # struct Node { value: Option<String>, next: Option<Box<Node>> }
    /// ```
    fn box_cycles(&mut self) {
        let ids: Vec<TypeId> = self.types.ids().collect();
        let edges = self.edges(parts);
        let components = components(&edges);
        for (id, targets) in ids.into_iter().zip(edges) {
            let on_a_cycle = |target: &usize| closes(&components, id.0, *target);
            let kind = self
                .types
                .kind(id)
                .filter(|_| targets.iter().any(on_a_cycle));
            let Some(mut kind) = kind.cloned() else {
                continue;
            };
            for ty in parts_of(&mut kind) {
                if self
                    .by_value(ty)
                    .is_some_and(|target| on_a_cycle(&target.0))
                {
                    box_type(ty);
                }
            }
            if let Some(definition) = self.types.get_mut(id) {
                definition.kind = kind;
            }
        }
    }

    /// The types that each type contains by value in the parts that `of` selects; aliases are
    /// looked through.
    pub(super) fn edges(&self, of: impl Fn(&TypeKind) -> Vec<&Type>) -> Vec<Vec<usize>> {
        let contained = |id: TypeId| {
            let types = self.types.kind(id).map(&of).unwrap_or_default().into_iter();
            types.filter_map(|ty| Some(self.by_value(ty)?.0)).collect()
        };
        self.types.ids().map(contained).collect()
    }

    /// The named type that a value of this type stores inline. Lists, maps and boxes store a
    /// pointer.
    pub(super) fn by_value(&self, ty: &Type) -> Option<TypeId> {
        match self.bare(ty) {
            Type::Named(id) => Some(*id),
            _ => None,
        }
    }
}

/// The types that a struct or a union contains.
pub(super) fn parts(kind: &TypeKind) -> Vec<&Type> {
    match kind {
        TypeKind::Struct(data) => data.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(data) => data.alternatives.iter().map(|one| &one.ty).collect(),
        TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => Vec::new(),
    }
}

/// The types that a struct or a union contains, to change them.
pub(super) fn parts_of(kind: &mut TypeKind) -> Vec<&mut Type> {
    match kind {
        TypeKind::Struct(data) => data.fields.iter_mut().map(|field| &mut field.ty).collect(),
        TypeKind::Union(data) => data
            .alternatives
            .iter_mut()
            .map(|one| &mut one.ty)
            .collect(),
        TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => Vec::new(),
    }
}

/// `Nullable<T>` becomes `Nullable<Box<T>>`, any other `T` becomes `Box<T>`.
pub(super) fn box_type(ty: &mut Type) {
    match ty {
        Type::Nullable(inner) => box_type(inner),
        Type::Boxed(_) => {}
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Named(_) => {
            *ty = Type::Boxed(Box::new(ty.clone()))
        }
    }
}
