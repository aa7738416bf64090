//! Reads values: the calls that generated `Decode` implementations make.

use std::cell::Cell;

use bindwright_runtime::Value;
use bindwright_runtime::codec::{
    Decode, DecodeError, DecodeReason, Decoded, JsonType, Policy, Reader, Trial, UnknownTag,
    Variant,
};

use super::super::api::{all_forever, forever};
use super::super::plan::{ChoicePlan, EnumerationPlan, TypePlan, UnionPlan};
use super::dynamic::{Content, Dynamic, ListedValue};
use super::leaf::{Absent, Leaf, Null, Read, with_type};
use super::record::{ApiRef, EntriesReader, InnerTypes, record};
use crate::ir::{Matches, RustName, Scalar, Type, TypeId};

/// For objects, which are read elsewhere.
const INNER: InnerTypes = InnerTypes { read, absent, null };

/// How many tags are compared in the time of one step.
const TAGS: usize = 8;

/// How many steps it takes to try an alternative of a union that has more of them than usual.
const ALTERNATIVE: usize = 16;

/// How many alternatives are usual: those count as part of the fields that are read.
const USUAL: usize = 64;

/// Reads a value of a type.
pub(in crate::diff::counterexample::interpret) fn read(
    api: ApiRef,
    ty: &'static Type,
    r: &mut Reader<'_>,
) -> Decoded<Dynamic> {
    Ok(Dynamic(match ty {
        Type::Scalar(scalar) => Content::Leaf(with_type(*scalar, api.api.date_times, Read(r))?),
        Type::List(item) => {
            let mut items = Vec::new();
            r.list(&mut |r| {
                items.push(read(api, item, r)?);
                Ok(())
            })?;
            Content::List(items)
        }
        Type::Map(value) => {
            let mut entries = EntriesReader::new(INNER, api, value);
            r.map(&mut entries)?;
            Content::Map(entries.entries)
        }
        Type::Nullable(_) if r.kind()? == JsonType::Null => {
            r.null()?;
            Content::Nullable(None)
        }
        Type::Nullable(inner) => Content::Nullable(Some(Box::new(read(api, inner, r)?))),
        Type::Boxed(inner) => return read(api, inner, r),
        Type::Named(id) => return named(api, *id, r),
    }))
}

fn named(api: ApiRef, id: TypeId, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    match api.plan(id.0) {
        Some(TypePlan::Record(plan)) => record(plan, INNER, r),
        Some(TypePlan::Enumeration(plan)) => listed(plan, r),
        Some(TypePlan::Union(plan)) => chosen(api, plan, r),
        Some(TypePlan::Alias(ty)) => read(api, ty, r),
        Some(TypePlan::Foreign) | None => Err(r.unexpected("a value of a type of the user's")),
    }
}

/// What a field of a type gets if it is absent.
fn absent(api: ApiRef, ty: &'static Type) -> Option<Dynamic> {
    match ty {
        Type::Scalar(scalar) => {
            let leaf = with_type(*scalar, api.api.date_times, Absent)?;
            Some(Dynamic(Content::Leaf(leaf)))
        }
        Type::Boxed(inner) => absent(api, inner),
        Type::Named(id) => match api.plan(id.0) {
            Some(TypePlan::Alias(ty)) => absent(api, ty),
            _ => None,
        },
        Type::List(_) | Type::Map(_) | Type::Nullable(_) => None,
    }
}

/// What null means to a type.
fn null(api: ApiRef, ty: &'static Type) -> Option<Dynamic> {
    match ty {
        Type::Scalar(scalar) => {
            let leaf = with_type(*scalar, api.api.date_times, Null)?;
            Some(Dynamic(Content::Leaf(leaf)))
        }
        Type::Nullable(_) => Some(Dynamic(Content::Nullable(None))),
        Type::Boxed(inner) => null(api, inner),
        Type::Named(id) => match api.plan(id.0) {
            Some(TypePlan::Alias(ty)) => null(api, ty),
            Some(TypePlan::Union(plan)) => trial(api, plan)?.null(),
            _ => None,
        },
        Type::List(_) | Type::Map(_) => None,
    }
}

fn listed(plan: &'static EnumerationPlan, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    let policy = r.policy();
    let (value, text, unlisted) = match plan.base {
        Scalar::Integer(_) => {
            let value = with_type(plan.base, crate::ir::DateTimes::String, Read(r))?;
            let text = written(&*value);
            let number = text.parse().unwrap_or_default();
            (
                value,
                text,
                DecodeReason::unlisted_integer(number, plan.names),
            )
        }
        _ => {
            let text = String::decode(r)?;
            let reason = DecodeReason::unlisted_text(&text, plan.names);
            (Box::new(text.clone()) as _, text, reason)
        }
    };
    let is_known = plan.is_open || plan.known.contains(text.as_str());
    if !is_known && policy == Policy::Strict {
        return Err(unlisted.into());
    }
    Ok(Dynamic(Content::Listed(Box::new(ListedValue {
        value,
        is_known,
    }))))
}

/// An integer as it is written.
fn written(value: &dyn Leaf) -> String {
    match value.view() {
        bindwright_runtime::codec::View::Integer(value) => value.to_string(),
        _ => String::new(),
    }
}

fn chosen(api: ApiRef, plan: &'static UnionPlan, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    let (property, known, keeps_unknown) = match &plan.choice {
        ChoicePlan::Tried(_) => {
            return match trial(api, plan) {
                Some(trial) => r.untagged(trial),
                None => Err(r.unexpected("a value of a known type")),
            };
        }
        ChoicePlan::Tagged {
            property,
            known,
            keeps_unknown,
        } => (property, known, *keeps_unknown),
    };
    let unknown = match keeps_unknown {
        true => UnknownTag::Keep,
        false => UnknownTag::Reject,
    };
    api.count_work(known.len().saturating_sub(USUAL) / TAGS);
    let Some(tag) = r.tag(property, known, unknown)? else {
        return Ok(Dynamic(Content::Kept(Value::decode(r)?)));
    };
    let alternative = plan.tagged.get(tag).copied().unwrap_or_default();
    match plan.alternatives.get(alternative) {
        Some(one) => Ok(Dynamic(Content::Chosen {
            union: plan,
            alternative,
            payload: Box::new(read(api, one.ty, r)?),
        })),
        None => Err(r.unexpected("an alternative")),
    }
}

/// How a union without a tag tries its alternatives, made once.
fn trial(api: ApiRef, plan: &'static UnionPlan) -> Option<&'static Trial<Dynamic>> {
    let ChoicePlan::Tried(trial) = plan.choice else {
        return None;
    };
    Some(api.once((plan.index, 0), || {
        let order = plan.data.in_order(trial).filter_map(|alternative| {
            let mut all = plan.data.alternatives.iter();
            all.position(|one| std::ptr::eq(one, alternative))
        });
        let variants = order.filter_map(|alternative| {
            let one = plan.data.alternatives.get(alternative)?;
            let reader = AlternativeReader {
                api,
                union: plan,
                alternative,
                ty: &one.ty,
            };
            Some((one.name.as_str(), forever(reader) as &dyn Variant<Dynamic>))
        });
        let made = Trial::new(all_forever(variants)).identified(plan.index + 1);
        let made = match trial.matches {
            Matches::One => made.one(),
            Matches::Any => made,
        };
        match api.analysis.checked.chooses(plan.index) {
            true => made.checked(),
            false => made,
        }
    }))
}

/// An alternative of a union that is tried.
struct AlternativeReader {
    api: ApiRef,
    union: &'static UnionPlan,
    alternative: usize,
    ty: &'static Type,
}

impl AlternativeReader {
    fn wrap(&self, payload: Dynamic) -> Dynamic {
        Dynamic(Content::Chosen {
            union: self.union,
            alternative: self.alternative,
            payload: Box::new(payload),
        })
    }
}

impl Variant<Dynamic> for AlternativeReader {
    fn read(&self, r: &mut Reader<'_>) -> Result<Dynamic, DecodeError> {
        if self.union.alternatives.len() > USUAL {
            self.api.count_work(ALTERNATIVE);
        }
        read(self.api, self.ty, r).map(|payload| self.wrap(payload))
    }

    fn null(&self) -> Option<Dynamic> {
        null(self.api, self.ty).map(|payload| self.wrap(payload))
    }
}

thread_local! {
    /// The type that is read where the runtime asks for a Rust type.
    static CURRENT: Cell<Option<(ApiRef, &'static Type)>> = const { Cell::new(None) };
}

/// Runs code of the runtime that is generic over a Rust type, with a type of a document.
pub(in crate::diff::counterexample::interpret) fn reading<T>(
    api: ApiRef,
    ty: &'static Type,
    run: impl FnOnce() -> T,
) -> T {
    let before = CURRENT.replace(Some((api, ty)));
    let result = run();
    CURRENT.set(before);
    result
}

/// As the type that [`reading`] names.
impl Decode for Dynamic {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match CURRENT.get() {
            Some((api, ty)) => read(api, ty, r),
            None => Err(r.unexpected("a value of a known type")),
        }
    }

    fn absent() -> Option<Self> {
        let (api, ty) = CURRENT.get()?;
        absent(api, ty)
    }

    fn null() -> Option<Self> {
        let (api, ty) = CURRENT.get()?;
        null(api, ty)
    }
}
