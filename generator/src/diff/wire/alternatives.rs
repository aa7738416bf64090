//! Which alternative of a union is which of another: by tag, by name, by what it accepts.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::about::Versions;
use super::scalars::{ScalarSort, scalar_sort};
use super::text::literal_text;
use super::view::{Head, TypeAt, TypeView};
use crate::ir::{Api, Scalar};

/// An alternative of a union, or a type that is compared with alternatives.
#[derive(Debug, Clone)]
pub(super) struct AlternativeAt<'a> {
    /// Its type.
    pub(super) used: TypeAt<'a>,
    /// The values of the discriminator that select it.
    pub(super) tags: &'a [String],
}

/// How deep the types of alternatives are looked into.
const DEPTH: usize = 3;

/// How many types inside an alternative are looked at.
const LOOKED_AT: usize = 500;

/// How many pairs of alternatives are scored at most.
const SCORED: usize = 4096;

/// An alternative by its index on each side, in the order of the new union, then what is gone.
pub(super) type MatchedPair = (Option<usize>, Option<usize>);

/// Pairs the alternatives of two unions.
pub(super) fn match_alternatives(
    apis: Versions<'_>,
    old: &[AlternativeAt<'_>],
    new: &[AlternativeAt<'_>],
) -> Vec<MatchedPair> {
    let old: Vec<Traits<'_>> = old.iter().map(|one| Traits::of(apis.old, one)).collect();
    let new: Vec<Traits<'_>> = new.iter().map(|one| Traits::of(apis.new, one)).collect();
    let mut matching = Matching {
        partner_of_old: vec![None; old.len()],
        partner_of_new: vec![None; new.len()],
    };
    matching.by(&old, &new, |one| {
        one.tags.iter().map(|tag| (*tag).clone()).collect()
    });
    matching.by(&old, &new, |one| {
        let name = one.name.clone();
        name.map(|name| (name, one.shape)).into_iter().collect()
    });
    matching.by(&old, &new, |one| vec![one.shape]);
    matching.by(&old, &new, |one| one.name.clone().into_iter().collect());
    matching.by_likeness(&old, &new);
    let kept = matching.partner_of_new.iter().enumerate();
    let kept = kept.map(|(index, partner)| (*partner, Some(index)));
    let gone = matching.partner_of_old.iter().enumerate();
    let gone = gone.filter(|(_, partner)| partner.is_none());
    kept.chain(gone.map(|(index, _)| (Some(index), None)))
        .collect()
}

/// Whether no value matches two alternatives, since they are of different JSON types.
pub(super) fn are_disjoint(api: &Api, alternatives: &[AlternativeAt<'_>]) -> bool {
    let mut known = BTreeSet::new();
    alternatives.iter().all(|one| {
        let view = TypeView::of(api, &one.used);
        let is_open = matches!(
            view.head,
            Head::Scalar(Scalar::Any) | Head::Union(..) | Head::Foreign(_)
        );
        !is_open && !view.nullable && known.insert(sort(view.head))
    })
}

/// What alternatives are told apart by.
struct Traits<'a> {
    tags: Vec<&'a String>,
    name: Option<String>,
    shape: u64,
    properties: BTreeSet<&'a str>,
    sort: u8,
}

impl<'a> Traits<'a> {
    fn of(api: &'a Api, alternative: &AlternativeAt<'a>) -> Self {
        let view = TypeView::of(api, &alternative.used);
        let mut hasher = DefaultHasher::new();
        let mut left = LOOKED_AT;
        hash_shape(api, &view, (DEPTH, &mut left), &mut hasher);
        let properties = match view.head {
            Head::Struct(_, data) => data.wires().collect(),
            _ => BTreeSet::new(),
        };
        Self {
            tags: alternative.tags.iter().collect(),
            name: view.named.first().map(|def| def.name.to_string()),
            shape: hasher.finish(),
            properties,
            sort: sort(view.head),
        }
    }

    /// How much two alternatives have in common; nothing if they are of different sorts.
    fn likeness(&self, other: &Self) -> usize {
        let shared = self.properties.intersection(&other.properties).count();
        let all = self.properties.union(&other.properties).count();
        match self.sort == other.sort {
            true if all == 0 => 50,
            // Objects that share a quarter of their properties are one object that has changed.
            true if shared * 4 >= all => 100 * shared / all.max(1),
            _ => 0,
        }
    }
}

/// Numbers for what JSON tells apart.
fn sort(head: Head<'_>) -> u8 {
    match head {
        Head::Scalar(scalar) => scalar_number(scalar),
        Head::Enumeration(_, data) => scalar_number(data.base),
        Head::List(_) => 10,
        Head::Map(_) | Head::Struct(..) => 11,
        Head::Union(..) => 12,
        Head::Foreign(_) => 13,
    }
}

/// Integers are numbers.
fn scalar_number(scalar: Scalar) -> u8 {
    match scalar_sort(scalar) {
        ScalarSort::Bool => 0,
        ScalarSort::Integer | ScalarSort::Number => 1,
        ScalarSort::Any => 2,
        ScalarSort::Null => 3,
        ScalarSort::String => 4,
    }
}

/// The same for types that accept the same, as far as this looks.
fn hash_shape(
    api: &Api,
    view: &TypeView<'_>,
    (depth, left): (usize, &mut usize),
    hasher: &mut DefaultHasher,
) {
    sort(view.head).hash(hasher);
    view.nullable.hash(hasher);
    view.own.len().hash(hasher);
    let (Some(depth), Some(fewer)) = (depth.checked_sub(1), left.checked_sub(1)) else {
        return;
    };
    *left = fewer;
    let mut inside = |used: TypeAt<'_>| {
        hash_shape(api, &TypeView::of(api, &used), (depth, left), hasher);
    };
    match view.head {
        Head::List(inner) | Head::Map(inner) => inside(view.inner(inner)),
        Head::Struct(_, data) => {
            let mut fields: Vec<_> = data.fields.iter().collect();
            fields.sort_unstable_by_key(|field| &field.wire);
            for field in &fields {
                inside(TypeAt::new(&field.ty, &field.constraints));
            }
            let mut wires: Vec<&str> = data.wires().collect();
            wires.sort_unstable();
            wires.hash(hasher);
            let mut constants: Vec<_> = data.constants.iter().collect();
            constants.sort_unstable_by_key(|one| &one.wire);
            for constant in constants {
                literal_text(api, &constant.value).hash(hasher);
            }
        }
        Head::Enumeration(_, data) => {
            let values = data.variants.iter();
            let values = values.map(|one| literal_text(api, &one.value));
            values.collect::<BTreeSet<_>>().hash(hasher);
        }
        Head::Union(_, data) => {
            data.alternatives.len().hash(hasher);
        }
        Head::Scalar(scalar) => scalar.hash(hasher),
        Head::Foreign(_) => {}
    }
}

struct Matching {
    partner_of_old: Vec<Option<usize>>,
    partner_of_new: Vec<Option<usize>>,
}

impl Matching {
    /// Pairs those that have a key in common, in order.
    fn by<K: Hash + Eq>(
        &mut self,
        old: &[Traits<'_>],
        new: &[Traits<'_>],
        keys: impl Fn(&Traits<'_>) -> Vec<K>,
    ) {
        let mut known: HashMap<K, Vec<usize>> = HashMap::new();
        for (index, one) in old.iter().enumerate().rev() {
            for key in keys(one) {
                known.entry(key).or_default().push(index);
            }
        }
        for (index, one) in new.iter().enumerate() {
            for key in keys(one) {
                if self.partner_of_new.get(index).is_none_or(Option::is_some) {
                    break;
                }
                let Some(waiting) = known.get_mut(&key) else {
                    continue;
                };
                while let Some(partner) = waiting.pop() {
                    if self.pair(partner, index) {
                        break;
                    }
                }
            }
        }
    }

    /// Pairs two alternatives, unless the old one has a partner; whether the new one has one then.
    fn pair(&mut self, old: usize, new: usize) -> bool {
        let slots = (
            self.partner_of_old.get_mut(old),
            self.partner_of_new.get_mut(new),
        );
        let (Some(old_slot), Some(new_slot)) = slots else {
            return false;
        };
        if old_slot.is_none() && new_slot.is_none() {
            (*old_slot, *new_slot) = (Some(new), Some(old));
        }
        new_slot.is_some()
    }

    /// Pairs what is left by what they have in common, most first.
    fn by_likeness(&mut self, old: &[Traits<'_>], new: &[Traits<'_>]) {
        let free = |partners: &[Option<usize>]| -> Vec<usize> {
            let partners = partners.iter().enumerate();
            partners
                .filter_map(|(index, partner)| partner.is_none().then_some(index))
                .collect()
        };
        let (left, right) = (free(&self.partner_of_old), free(&self.partner_of_new));
        let pairs = left
            .iter()
            .flat_map(|one| right.iter().map(move |two| (*one, *two)));
        let mut scored: Vec<(usize, usize, usize)> = pairs
            .take(SCORED)
            .filter_map(|(one, two)| {
                let score = old.get(one)?.likeness(new.get(two)?);
                (score > 0).then_some((score, one, two))
            })
            .collect();
        scored.sort_by_key(|(score, one, two)| (std::cmp::Reverse(*score), *one, *two));
        for (_, one, two) in scored {
            self.pair(one, two);
        }
    }
}
