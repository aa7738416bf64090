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
        self.report_endless();
        self.box_cycles();
        self.box_giants();
    }

    /// Turns aliases that contain themselves into unions of one alternative.
    ///
    /// ```yaml
    /// Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
    /// # `type Tree = Vec<Tree>` does not compile: enum Tree { List(Vec<Tree>) }
    /// ```
    fn name_alias_cycles(&mut self) {
        let ids: Vec<TypeId> = self.types.ids().collect();
        let edges: Vec<Vec<usize>> = ids
            .iter()
            .map(
                |id| match self.types.get(*id).map(|definition| &definition.kind) {
                    Some(TypeKind::Alias(ty, _)) => {
                        innermost(ty).map(|id| vec![id.0]).unwrap_or_default()
                    }
                    Some(
                        TypeKind::Struct(_)
                        | TypeKind::Enumeration(_)
                        | TypeKind::Union(_)
                        | TypeKind::Foreign(_),
                    )
                    | None => Vec::new(),
                },
            )
            .collect();
        let parts = components(&edges);
        for (id, targets) in ids.iter().zip(&edges) {
            if targets.iter().any(|target| closes(&parts, id.0, *target))
                && let Some(definition) = self.types.get_mut(*id)
                && let TypeKind::Alias(ty, constraints) = &definition.kind
            {
                let name = match ty {
                    Type::List(_) => "List",
                    Type::Map(_) => "Map",
                    Type::Scalar(_) | Type::Nullable(_) | Type::Boxed(_) | Type::Named(_) => {
                        "Value"
                    }
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
                    tagging: Tagging::Untagged,
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
            let Some(definition) = self.types.get(id) else {
                continue;
            };
            if !targets.iter().any(on_a_cycle) {
                continue;
            }
            let mut kind = definition.kind.clone();
            for ty in parts_of(&mut kind) {
                if self
                    .by_value(ty)
                    .is_some_and(|target| on_a_cycle(&target.0))
                {
                    enclose(ty);
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
            let definition = self.types.get(id);
            let types = definition
                .map(|definition| of(&definition.kind))
                .unwrap_or_default();
            types
                .into_iter()
                .filter_map(|ty| self.by_value(ty))
                .map(|id| id.0)
                .collect()
        };
        self.types.ids().map(contained).collect()
    }

    /// The named type that a value of this type stores inline. Lists, maps and boxes store a
    /// pointer.
    pub(super) fn by_value(&self, ty: &Type) -> Option<TypeId> {
        match self.bare(ty) {
            Type::Named(id) => Some(*id),
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => {
                None
            }
        }
    }
}

/// The types that a struct or a union contains.
pub(super) fn parts(kind: &TypeKind) -> Vec<&Type> {
    match kind {
        TypeKind::Struct(described) => described.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(union) => {
            let alternatives = union.alternatives.iter();
            alternatives.map(|alternative| &alternative.ty).collect()
        }
        TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => Vec::new(),
    }
}

/// The types that a struct or a union contains, to change them.
pub(super) fn parts_of(kind: &mut TypeKind) -> Vec<&mut Type> {
    match kind {
        TypeKind::Struct(described) => described
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .collect(),
        TypeKind::Union(union) => union
            .alternatives
            .iter_mut()
            .map(|alternative| &mut alternative.ty)
            .collect(),
        TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => Vec::new(),
    }
}

/// The named type inside any wrapping.
fn innermost(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            innermost(inner)
        }
        Type::Named(id) => Some(*id),
        Type::Scalar(_) => None,
    }
}

/// `Nullable<T>` becomes `Nullable<Box<T>>`, any other `T` becomes `Box<T>`.
pub(super) fn enclose(ty: &mut Type) {
    match ty {
        Type::Nullable(inner) => enclose(inner),
        Type::Boxed(_) => {}
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Named(_) => {
            *ty = Type::Boxed(Box::new(ty.clone()))
        }
    }
}
