//! A schema where it is used -> a type and the limits that hold there. Every named type is built on
//! the visited.
//!
//! A property `owner: {$ref: '#/components/schemas/User'}` is the type `User`; the component itself
//! is built later, in its turn in a queue, so that components may refer to each other in circles.
//! An inline object is built at once, under a name made of its place (`PetOwner`). A reference to a
//! component that accepts null is `Nullable<User>`: the type `User` itself never includes null.

use super::component::{is_component, reference};
use super::constraint_docs::notes;
use super::context::{Lowering, origin};
use super::merged_place::shown_place;
use super::model::{Built, JsonType, TypeUse, View, not_null};
use super::scalar::{self, FormatMeaning};
use super::schema_assertion::required_properties;
use super::shape::Shape;
use super::types::Reserved;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Constraint, Constraints, DateTimes, Scalar, Type, TypeDef, TypeId, TypeKind};
use crate::load::{Repair, near_miss};

/// Deepest nesting of inline schemas. Deeper documents are not written by people, and would exhaust
/// the stack.
const MAX_DEPTH: usize = 128;

impl<'d> Lowering<'d, '_> {
    /// The type of the schema or reference at a place.
    ///
    /// | schema | type |
    /// |---|---|
    /// | `{$ref: '#/components/schemas/User'}` | `User` |
    /// | `{type: array, items: {type: string}}` | `Vec<String>` |
    /// | `{type: object, properties: …}` | a struct named after its place |
    /// | `{type: string, nullable: true}` | `Nullable<String>` |
    ///
    /// A reference that leads nowhere is any JSON; the loader reports it.
    pub(super) fn usage(&mut self, at: &Pointer) -> TypeUse {
        let merged = || Some(at.clone()).filter(|at| self.merged.contains_key(at));
        let Some(target) = self.target(at).or_else(merged) else {
            return TypeUse::any();
        };
        if is_component(&target) {
            let id = self.component(&target);
            return self.reference_to(id, &target);
        }
        if let Some(id) = self.types.known(&target) {
            return self.reference_to(id, &target);
        }
        if self.active.len() >= MAX_DEPTH || self.active.contains(&target) {
            self.fault(
                Repair::Harmless,
                Code::NamelessCycle,
                at,
                "this schema contains itself",
            );
            return TypeUse::any();
        }
        self.active.push(target.clone());
        let usage = self.inline(&target);
        self.active.pop();
        usage
    }

    /// A use of a named type, which is nullable if the schema behind it accepts null.
    fn reference_to(&mut self, id: TypeId, target: &Pointer) -> TypeUse {
        let usage = TypeUse::of(Type::Named(id));
        if self.accepts_null(target) {
            usage.or_null()
        } else {
            usage
        }
    }

    /// The id of a component schema. The component itself is built when its turn comes: building it
    /// here would recurse as deep as components refer to each other.
    pub(super) fn component(&mut self, at: &Pointer) -> TypeId {
        match self.types.reserve(at) {
            Reserved::Known(id) => id,
            Reserved::New(id) => {
                self.waiting.push_back((id, at.clone()));
                id
            }
        }
    }

    /// Builds every component schema that something refers to and that is not built yet. Building
    /// one may add others to the queue.
    pub(super) fn build_waiting(&mut self) {
        while let Some((id, at)) = self.waiting.pop_front() {
            let built = self.component_kind(id, &at);
            self.define(id, &at, built);
        }
    }

    /// Whether null is among the values of the schema at a place. A wrapper around one reference
    /// accepts what the reference accepts.
    ///
    /// The answer is kept for every place on the path, because large documents ask for the same
    /// component thousands of times.
    pub(super) fn accepts_null(&mut self, at: &Pointer) -> bool {
        let mut visited = vec![];
        let mut next = at.clone();
        let found = loop {
            if let Some(known) = self.nullable.get(&next) {
                break *known;
            }
            if visited.contains(&next) || visited.len() > MAX_DEPTH {
                break false;
            }
            visited.push(next.clone());
            let Some(view) = self
                .end(&next)
                .or_else(|| Some(next.clone()))
                .and_then(|end| self.flat(&end))
            else {
                break false;
            };
            match self.same(&view) {
                Some(same) if !view.nullable => next = same,
                Some(_) | None => break view.nullable,
            }
        };
        self.nullable
            .extend(visited.into_iter().map(|place| (place, found)));
        found
    }

    /// What a component schema is: a type of its own, or an alias if its shape has no name
    /// (`type UserId = String`).
    ///
    /// An alias never includes null. `Nullable` is added where the component is used.
    fn component_kind(&mut self, id: TypeId, at: &Pointer) -> Built {
        if let Some(path) = self.rust_type(at) {
            return Built::foreign(path);
        }
        let refers = self.value(at).and_then(reference).is_some();
        let view = if refers { None } else { self.flat(at) };
        let usage = match view {
            Some(view) => match self.shape(&view) {
                shape if shape.is_named() => return self.build(id, &shape, &view),
                shape => self.plain(&shape, &view),
            },
            None => self.usage(at),
        };
        Built {
            kind: TypeKind::Alias(not_null(usage.ty), usage.constraints),
            limits: Vec::new(),
        }
    }

    /// The type of an inline schema. A named type is built at once, because nothing else can refer
    /// to it by name.
    fn inline(&mut self, at: &Pointer) -> TypeUse {
        let Some(view) = self.flat(at) else {
            return TypeUse::any();
        };
        let shape = self.shape(&view);
        let usage = if let Some(path) = self.rust_type(at) {
            TypeUse::of(Type::Named(self.foreign(path, at)))
        } else if shape.is_named() {
            TypeUse::of(Type::Named(self.named(&shape, &view)))
        } else {
            self.plain(&shape, &view)
        };
        if view.nullable {
            usage.or_null()
        } else {
            usage
        }
    }

    /// The id of the named type of an inline schema, reserved first: the type may contain itself.
    pub(super) fn named(&mut self, shape: &Shape, view: &View<'d>) -> TypeId {
        match self.types.reserve(&view.at) {
            Reserved::Known(id) => id,
            Reserved::New(id) => {
                let built = self.build(id, shape, view);
                self.define(id, &view.at, built);
                id
            }
        }
    }

    /// Builds a named type and the limits on its values as a whole.
    fn build(&mut self, id: TypeId, shape: &Shape, view: &View<'d>) -> Built {
        let types = self.json_types(shape, view);
        let mut limits = self.assertions(view, types);
        if *shape != Shape::Enumeration {
            limits.extend(self.constraints(view, &Type::Named(id), types).own);
        }
        let mut kind = self.kind(id, shape, view, &limits);
        if let TypeKind::Alias(_, inside) = &mut kind {
            inside.own.append(&mut limits); // the limits of an alias are in its kind
        }
        Built { kind, limits }
    }

    /// The definition of a named type. Shapes without a name do not occur here.
    fn kind(
        &mut self,
        id: TypeId,
        shape: &Shape,
        view: &View<'d>,
        limits: &[Constraint],
    ) -> TypeKind {
        match shape {
            Shape::Enumeration => TypeKind::Enumeration(self.enumeration(view)),
            Shape::Union => self.union(id, view),
            Shape::Family => self.family(view),
            _ => TypeKind::Struct(self.object(id, view, limits)),
        }
    }

    /// Gives an id its definition.
    pub(super) fn define(&mut self, id: TypeId, at: &Pointer, built: Built) {
        let name = self.planned_name(at);
        let shown = shown_place(at);
        if shown != *at {
            self.shown.insert(shown.clone(), at.clone());
        }
        let mut docs = self.schema_docs(at);
        let Built { kind, limits } = built;
        docs.notes.extend(notes(&Constraints {
            own: limits.clone(),
            items: None,
        }));
        self.types.define(
            id,
            TypeDef {
                name,
                docs,
                origin: origin(&shown),
                kind,
                limits,
            },
        );
    }

    /// The type of a schema without a name, with its limits: those of the schema, and for a list
    /// those of its items.
    fn plain(&mut self, shape: &Shape, view: &View<'d>) -> TypeUse {
        let types = self.json_types(shape, view);
        let (ty, items) = match shape {
            Shape::Null => return TypeUse::of(Type::Scalar(Scalar::Null)),
            Shape::Same(at) => {
                let mut usage = self.usage(at);
                usage.constraints.own.extend(self.assertions(view, types));
                return usage;
            }
            Shape::Map(values) => {
                let values = self.merged_usage(view, &["additionalProperties"], values);
                (Type::Map(Box::new(values.ty)), values.constraints)
            }
            Shape::List(items) => {
                let items = self.merged_usage(view, &["items"], items);
                (Type::List(Box::new(items.ty)), items.constraints)
            }
            Shape::Scalar(json_type) => {
                let scalar = self.scalar(*json_type, view);
                (Type::Scalar(scalar), Constraints::default())
            }
            _ => (Type::Scalar(Scalar::Any), Constraints::default()),
        };
        let mut constraints = self.constraints(view, &ty, types);
        constraints.own.extend(Self::listed(view));
        constraints.own.extend(required_properties(view, &ty));
        constraints.own.extend(self.assertions(view, types));
        if !items.is_empty() {
            constraints.items = Some(Box::new(items));
        }
        TypeUse { ty, constraints }
    }

    /// The scalar of a type and format. An unknown format is reported and ignored. Dates stay
    /// strings if the options say so.
    fn scalar(&mut self, json_type: JsonType, view: &View<'d>) -> Scalar {
        let Some(format) = scalar::scalar(json_type, view.format) else {
            return Scalar::Any;
        };
        if let (FormatMeaning::Unknown(_), Some(text)) = (format, view.format) {
            let message = format!("`{}` has no Rust type", show(text));
            let at = view.at.child("format");
            let meant = near_miss(text, scalar::formats(json_type).iter().copied());
            if let (Some(report), Some(meant)) =
                (self.report(Code::UnknownFormat, &at, message), meant)
            {
                report.help(format!("did you mean `{meant}`?"));
            }
        }
        match (scalar::wide_enough(format.scalar(), view), self.date_times) {
            (Scalar::DateTime | Scalar::Date, DateTimes::String) => Scalar::String,
            (Scalar::Binary, _) if scalar::has_media_type(view) => Scalar::Content,
            (scalar, _) => scalar,
        }
    }
}
