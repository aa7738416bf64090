//! Types that are too large to be stored inside each other -> boxes around them.
//!
//! A struct stores its fields inline, so sizes multiply: thirty schemas with ten properties each,
//! every property of the next schema's type, make a value of 10^30 bytes. A type that is larger
//! than a limit is boxed wherever a field contains it.
//!
//! Documents of people never reach the limit; generated and hostile ones do. Without this, the
//! generated crate would compile, and overflow the stack when it decodes.

use std::collections::HashMap;

use super::context::Lowering;
use super::recursion::{box_type, parts, parts_of};
use crate::ir::{Type, TypeId, TypeKind};

/// The largest type that another one stores inline, in words of 8 bytes: a struct of 16 fields.
///
/// Stripe's `Invoice` has 38 KiB without a limit, and each invoice inside an invoice needs several times as much stack.
const LIMIT: usize = 64;

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
        let mut sizes: HashMap<TypeId, usize> = HashMap::new();
        for id in ids {
            let mut open = vec![id];
            while let Some(id) = open.last().copied() {
                if let Some(inner) = self.unmeasured(id, &sizes) {
                    sizes.insert(inner, 0);
                    open.push(inner);
                } else {
                    let size = self.measured(id, &sizes);
                    sizes.insert(id, size);
                    open.pop();
                }
            }
        }
    }

    /// A type that this one contains by value, and whose size is not known.
    fn unmeasured(&self, id: TypeId, sizes: &HashMap<TypeId, usize>) -> Option<TypeId> {
        let fresh = |ty: &Type| self.by_value(ty).filter(|id| !sizes.contains_key(id));
        parts(self.types.kind(id)?).into_iter().find_map(fresh)
    }

    /// The size of a type in words, after boxing what is too large in it. A union is as large as
    /// its largest alternative and a tag.
    fn measured(&mut self, id: TypeId, sizes: &HashMap<TypeId, usize>) -> usize {
        let Some(definition) = self.types.get(id) else {
            return 0;
        };
        let (mut sum, mut largest, mut boxed) = (0_usize, 0, Vec::new());
        for (index, ty) in parts(&definition.kind).into_iter().enumerate() {
            let inner = self.by_value(ty).and_then(|id| sizes.get(&id).copied());
            let mut size = inner.unwrap_or(PART);
            if size > LIMIT {
                size = 1;
                boxed.push(index);
            }
            sum = sum.saturating_add(size);
            largest = largest.max(size);
        }
        let size = match definition.kind {
            TypeKind::Union(_) => largest + 1,
            _ => sum.max(PART),
        };
        if let Some(definition) = self.types.get_mut(id).filter(|_| !boxed.is_empty()) {
            for (index, ty) in parts_of(&mut definition.kind).into_iter().enumerate() {
                if boxed.contains(&index) {
                    box_type(ty);
                }
            }
        }
        size
    }
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
        assert_eq!(boxes(&tower(2)), 0);
        assert_eq!(boxes(&tower(3)), 10);
        assert_eq!(boxes(&tower(30)) % 10, 0);
        assert!(boxes(&tower(30)) >= 70);
    }
}
