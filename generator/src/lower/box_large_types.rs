//! Types that are too large to be stored inside each other -> boxes around them.
//!
//! A struct stores its fields inline, so sizes multiply: thirty schemas with ten properties each,
//! every property of the next schema's type, make a value of 10^30 bytes. A type that is larger
//! than a limit is boxed wherever a field contains it. A struct that is too large because it has
//! many structs boxes the largest of them.
//!
//! Without this, the generated crate would compile, and overflow the stack when it decodes.

use foldhash::HashMap;

use super::context::Lowering;
use super::recursion::{box_type, parts, parts_of};
use crate::ir::{Type, TypeId, TypeKind};

/// The largest type that another one stores inline, in words of 8 bytes: a struct of 16 fields.
///
/// Stripe's `Invoice` has 38 KiB without a limit, and each invoice inside an invoice needs several times as much stack.
const LIMIT: usize = 64;

/// The largest struct, in words of 8 bytes, unless its scalars, lists and maps alone are larger.
///
/// Elasticsearch's aggregations are a struct of 14 KiB without a limit: ninety optional structs, of which a value has one or two. A
/// build without optimization copies a value two dozen times where it goes into a map.
const STRUCT: usize = 384;

/// What a scalar, a list or a map takes at most, in words.
const PART: usize = 4;

impl Lowering<'_, '_> {
    /// Boxes fields whose type is larger than the limit. Cycles are boxed before, so that every
    /// size is finite.
    ///
    /// Types are measured from the inside out, with a stack of their own: nesting may be as deep as
    /// a document is long.
    pub(super) fn box_large_types(&mut self) {
        let ids: Vec<TypeId> = self.types.ids().collect();
        let mut sizes: HashMap<TypeId, usize> = HashMap::default();
        for id in ids {
            let mut open = vec![(id, self.stored_inline(id).into_iter())];
            while let Some((id, inside)) = open.last_mut() {
                if let Some(inner) = inside.find(|inner| !sizes.contains_key(inner)) {
                    sizes.insert(inner, 0);
                    open.push((inner, self.stored_inline(inner).into_iter()));
                } else {
                    let size = self.measured(*id, &sizes);
                    sizes.insert(*id, size);
                    open.pop();
                }
            }
        }
    }

    /// The types that this one contains by value. They are gathered once for each type, which may have very many.
    fn stored_inline(&self, id: TypeId) -> Vec<TypeId> {
        let parts = self.types.kind(id).map(parts).unwrap_or_default();
        parts
            .into_iter()
            .filter_map(|ty| self.by_value(ty))
            .collect()
    }

    /// The size of a type in words, after boxing what is too large in it. A union is as large as
    /// its largest alternative and a tag.
    fn measured(&mut self, id: TypeId, sizes: &HashMap<TypeId, usize>) -> usize {
        let Some(definition) = self.types.get(id) else {
            return 0;
        };
        let inner = |ty: &Type| self.by_value(ty).and_then(|id| sizes.get(&id).copied());
        let inside = parts(&definition.kind).into_iter();
        let mut inside: Vec<usize> = inside.map(|ty| inner(ty).unwrap_or(PART)).collect();
        let is_union = matches!(definition.kind, TypeKind::Union(_));
        let boxed = too_large(&mut inside, is_union);
        let size = match is_union {
            true => inside.into_iter().max().unwrap_or_default() + 1,
            false => inside.into_iter().fold(0, usize::saturating_add).max(PART),
        };
        if let Some(definition) = self.types.get_mut(id).filter(|_| !boxed.is_empty()) {
            let mut inside = parts_of(&mut definition.kind);
            for index in boxed {
                if let Some(ty) = inside.get_mut(index) {
                    box_type(ty);
                }
            }
        }
        size
    }
}

/// The parts that are boxed, and are a word then: those that are too large by themselves, and in a struct the largest ones as long
/// as it is too large.
fn too_large(sizes: &mut [usize], is_union: bool) -> Vec<usize> {
    let mut largest_first: Vec<usize> = (0..sizes.len()).collect();
    largest_first.sort_by_key(|index| std::cmp::Reverse(sizes.get(*index).copied()));
    let mut sum = sizes.iter().copied().fold(0, usize::saturating_add);
    let mut boxed = Vec::new();
    for index in largest_first {
        let Some(size) = sizes.get_mut(index) else {
            continue;
        };
        if *size > LIMIT || !is_union && *size > PART && sum > STRUCT {
            sum = sum.saturating_sub(*size - 1);
            *size = 1;
            boxed.push(index);
        }
    }
    boxed
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests may fail loudly")]
mod tests {
    use std::fmt::Write as _;

    use crate::ir::{Api, Type, TypeKind};
    use crate::lower::tests::lowered;

    /// Schemas of ten properties, each property of the next schema's type.
    fn tower(levels: usize) -> Api {
        let mut text = "paths: {}\ncomponents:\n  schemas:\n".to_owned();
        for level in 0..levels {
            let next = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
            let fields = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
            let fields = fields.map(|name| format!("{name}: {next}")).join(", ");
            _ = writeln!(
                text,
                "    L{level}: {{type: object, properties: {{{fields}}}}}"
            );
        }
        _ = writeln!(
            text,
            "    L{levels}: {{type: object, properties: {{a: {{type: string}}}}}}"
        );
        lowered(&text).0
    }

    fn boxes(api: &Api) -> usize {
        let fields = api.types.iter().flat_map(|ty| match &ty.kind {
            TypeKind::Struct(data) => data.fields.as_slice(),
            TypeKind::Union(_)
            | TypeKind::Enumeration(_)
            | TypeKind::Alias(..)
            | TypeKind::Foreign(_) => &[],
        });
        fields
            .filter(|field| matches!(field.ty, Type::Boxed(_)))
            .count()
    }

    #[test]
    fn only_large_types_are_boxed() {
        assert_eq!(boxes(&tower(1)), 0);
        // Ten times 40 words are too many for a struct: one of them is boxed.
        assert_eq!(boxes(&tower(2)), 1);
        // The type with that one is too large for any other.
        assert_eq!(boxes(&tower(3)), 11);
        assert!(boxes(&tower(30)) >= 70);
    }
}
