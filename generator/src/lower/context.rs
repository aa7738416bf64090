//! What all files of lowering share: the document, the types so far, the place for reports.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use indexmap::IndexMap;
use serde_json::Value;

use super::component::{is_component, reference};
use super::heirs::Heirs;
use super::json_type_set::JsonTypes;
use super::model::{DocumentedHeader, PendingDefault};
use super::naming::NamePlan;
use super::page_marks::KnownMarks;
use super::pointer_cache::PointerCache;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Pointer, Severity};
use crate::ir::{DateTimes, Origin, Type, TypeId, TypeKind};
use crate::load::{Document, Repair};
use crate::pointer::{MAX_HOPS, follow_refs_with};
use crate::resolve::Resolver;

/// The state of one run of lowering.
///
/// Every file of lowering adds methods to it, grouped by the part of OpenAPI that they read. The
/// fields fall into four groups: the input (`document`, `finder`, `resolver`, `heirs`,
/// `places_by_id`, `date_times`), the output so far (`types`, `headers`, `defaults`, `diagnostics`), names
/// (`plan`), and guards against schemas that contain themselves (`active`, `merging`, `nullable`,
/// `merged`, `counted`, `mergeable`, `shown`, `implied`, `types_of`, `reachable`, `tags_below`, `marked_parts`,
/// `comparisons`, `budget`).
pub(super) struct Lowering<'d, 'r> {
    /// The document.
    pub document: &'d Document,
    /// Its values.
    pub finder: PointerCache<'d>,
    /// Its references.
    pub resolver: Resolver<'d>,
    /// Where problems go.
    pub diagnostics: &'r mut Diagnostics,
    /// Names fixed in advance.
    pub plan: NamePlan,
    /// Named types.
    pub types: Types,
    /// Component schemas that were referred to and are not built yet.
    pub waiting: VecDeque<(TypeId, Pointer)>,
    /// Headers that responses document so far.
    pub headers: IndexMap<String, DocumentedHeader<'d>>,
    /// Defaults that are checked when every type is built.
    pub defaults: Vec<PendingDefault<'d>>,
    /// Inline schemas being lowered, outermost first.
    pub active: Vec<Pointer>,
    /// Schemas whose members are being merged, outermost first.
    pub merging: Vec<Pointer>,
    /// The schemas of bodies that were left out, because their media types have no codec.
    pub without_codec: Vec<Pointer>,
    /// Whether the schema at a place accepts null.
    pub nullable: HashMap<Pointer, bool>,
    /// Values that several schemas describe: the place of the merged schema, and those of the
    /// descriptions, the nearest last.
    pub merged: HashMap<Pointer, Vec<Pointer>>,
    /// The places of merged schemas, by those that docs show instead.
    pub shown: HashMap<Pointer, Pointer>,
    /// The schemas whose merged properties are counted.
    pub counted: HashSet<Pointer>,
    /// How much more may be merged; `None` if it was too much.
    pub mergeable: Option<usize>,
    /// Whether the first of two schemas adds nothing to the second.
    pub implied: HashMap<(Pointer, Pointer), bool>,
    /// The JSON types of schemas; while one is looked at, every type.
    pub types_of: RefCell<HashMap<Pointer, JsonTypes>>,
    /// The values of a tag property of a schema or of all its alternatives.
    pub tags_below: HashMap<(Pointer, String), Vec<String>>,
    /// The schemas that a list of alternatives contains, directly or through other lists.
    pub reachable: RefCell<HashMap<Pointer, Rc<HashSet<Pointer>>>>,
    /// The parts of responses that are marked for pages.
    pub marked_parts: RefCell<KnownMarks>,
    /// The places of operations by `operationId`, once somebody asks.
    pub places_by_id: OnceCell<HashMap<&'d str, Pointer>>,
    /// Components that extend a component with a discriminator.
    pub heirs: Heirs,
    /// The crate whose types dates and times become.
    pub date_times: DateTimes,
    /// How many more types may be compared for the current union.
    pub comparisons: Cell<usize>,
    /// How many more schemas the current assertion may contain.
    pub budget: Cell<usize>,
}

impl<'d> Lowering<'d, '_> {
    /// Reports a problem at a place. Returns `None` if that would repeat a known problem: the same
    /// code is reported there already, or the loader has rejected the place.
    ///
    /// The returned diagnostic can be completed with a second place or a help line:
    ///
    /// ```text
    /// if let Some(diagnostic) = self.report(Code::NameAdjusted, &at, message) {
    ///     diagnostic.also(&other, "this has the same name");
    /// }
    /// ```
    pub(super) fn report(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> Option<&mut Diagnostic> {
        let place = self.document.place(&self.place_for_report(at));
        let reference = place.pointer.child("$ref");
        let mut here = self.diagnostics.at(&place.pointer).iter();
        let mut referring = self.diagnostics.at(&reference).iter();
        let known = here.any(|(known, at)| settles(*known) || *known == code && *at == place)
            || referring.any(|(known, _)| settles(*known));
        (!known).then(|| self.diagnostics.report(code, &place, message))
    }

    /// Reports a problem that lenient reading can work around: as an error when the strictness is
    /// strict, and as a warning when it allows the workaround.
    ///
    /// Callers continue with the workaround either way, so that one run reports everything.
    pub(super) fn fault(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> Option<&mut Diagnostic> {
        let place = self.document.place(&self.place_for_report(at));
        let strictness = self.document.strictness();
        let severity = strictness.severity(repair);
        let here = self.diagnostics.at(&place.pointer);
        if here.contains(&(code, place.clone())) {
            return None;
        }
        let diagnostic = self.diagnostics.report_as(severity, code, &place, message);
        if strictness.is_fixable(repair) {
            diagnostic.fixable();
        }
        Some(diagnostic)
    }

    /// What was found; if it is nothing, reports why.
    ///
    /// ```text
    /// self.or_report(field, Code::UndefinedField, &at, || format!("there is no field `{name}`"))?
    /// ```
    pub(super) fn or_report<T>(
        &mut self,
        found: Option<T>,
        code: Code,
        at: &Pointer,
        message: impl FnOnce() -> String,
    ) -> Option<T> {
        if found.is_none() {
            self.report(code, at, message());
        }
        found
    }

    /// Reports a problem, and returns nothing in place of what the caller looked for.
    pub(super) fn reject<T>(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> Option<T> {
        self.report(code, at, message);
        None
    }

    /// The raw value at a place.
    pub(super) fn value(&self, at: &Pointer) -> Option<&'d Value> {
        self.finder.find(at)
    }

    /// The place where the schema used at a place is described: the place itself, the first
    /// component schema in its chain of references, or the end of the chain. `None` if a reference
    /// leads nowhere; the loader reports that.
    ///
    /// It stops at the first component because a component has a name of its own:
    ///
    /// ```yaml
    /// Owner: {$ref: '#/components/schemas/User'}    # a property {$ref: …/Owner} has the target `Owner`
    /// ```
    pub(super) fn target(&self, at: &Pointer) -> Option<Pointer> {
        follow_refs_with(at, |at| self.value(at), is_component)
    }

    /// The end of the chain of references that starts at a place: the first schema that is not a
    /// reference. Unlike [`target`](Self::target) it passes through components.
    pub(super) fn end(&self, at: &Pointer) -> Option<Pointer> {
        follow_refs_with(at, |at| self.value(at), |_| false)
    }

    /// The value at the [`end`](Self::end) of the references that start at a place. Most places have none.
    pub(super) fn end_value(&self, at: &Pointer) -> Option<&'d Value> {
        let here = self.value(at)?;
        match reference(here) {
            None => Some(here),
            Some(_) => self.value(&self.end(at)?),
        }
    }

    /// The type behind aliases, nullables and boxes: what a value is, whatever the document calls
    /// it.
    ///
    /// `Nullable<UserId>` with `type UserId = String` is `String`.
    pub(super) fn bare<'t>(&'t self, mut ty: &'t Type) -> &'t Type {
        for _ in 0..=MAX_HOPS {
            ty = match ty {
                Type::Nullable(inner) | Type::Boxed(inner) => inner,
                Type::Named(id) => match self.types.kind(*id) {
                    Some(TypeKind::Alias(inner, _)) => inner,
                    _ => return ty,
                },
                Type::Scalar(_) | Type::List(_) | Type::Map(_) => return ty,
            };
        }
        ty
    }
}

/// The place as the IR keeps it.
pub(super) fn origin(at: &Pointer) -> Origin {
    Origin {
        pointer: at.as_str().to_owned(),
    }
}

/// Whether a report leaves nothing more to say about its place: the place is rejected, or is known
/// to have no effect.
fn settles(code: Code) -> bool {
    code.severity() == Severity::Error || code == Code::UnsupportedKey
}
