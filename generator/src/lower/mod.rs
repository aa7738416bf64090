//! [`Document`] -> [`Api`]: every decision between what OpenAPI says and what Rust needs, and every
//! rejection.
//!
//! The order of work:
//!
//! 1. `naming::NamePlan`: the names of components, methods and request types, which depend on
//!    nothing else;
//! 2. component schemas, then operations; inline types are built where they are met;
//! 3. what needs every type: overlapping alternatives, defaults, cycles, the order of types;
//! 4. what needs every name: inline types, traits, companions, setters of the builder, constants;
//! 5. the modules of a large API.
//!
//! A schema goes through `schema` (its keywords), `all_of` (merged with its members), `shape`
//! (which kind of type it is) and one file for that kind: `object`, `one_of`, `enumeration`,
//! `scalar`. `type_use` leads through these steps.
//!
//! Nothing here prints or panics. What cannot be lowered is reported, and a value of any JSON takes
//! its place, so that one run reports everything.

mod access;
mod all_of;
mod annotations;
mod any_of;
mod assertion;
mod assertion_keyword;
mod base_path;
mod body;
mod box_large_types;
mod choice;
mod client_builder;
mod companions;
mod component;
mod const_property;
mod constraint;
mod constraint_docs;
mod context;
mod counts;
mod credential_sources;
mod credentials;
mod docs;
mod encoding;
mod enum_extensions;
mod enum_from_one_of;
mod enumeration;
mod equal_errors;
mod error_in_success;
mod evaluated;
mod exclusion;
mod filling;
mod filling_limits;
mod filling_names;
mod filling_values;
mod foreign;
mod foreign_pagination;
mod graph;
mod header;
mod heirs;
mod hook;
mod implied;
mod infinite_types;
mod inheritance;
mod json_type_set;
mod json_types;
mod links;
mod literal;
mod literal_limits;
mod literal_named;
mod literal_scalar;
mod mapping;
mod media;
mod media_type;
mod merge_keywords;
mod merge_null;
mod merge_property;
mod merged_place;
mod model;
mod modules;
mod naming;
mod next_operation;
mod object;
mod one_of;
mod open_objects;
mod operation;
mod operation_names;
mod order;
mod overlap;

mod page_keys;
mod page_marks;
mod pagination;
mod parameter;
#[cfg(feature = "cli")]
mod part;
mod pointer_cache;
mod poll_arguments;
mod presumed;
mod recursion;
mod rename;
mod renumber_types;
mod response;
mod rules;
mod same_types;
mod scalar;
mod schema;
mod schema_assertion;
mod schema_equality;
mod security;
mod server;
mod shape;
mod signature;
mod site;
mod stainless_pagination;
mod style;
mod subset;
mod tags;
#[cfg(test)]
mod tests;
mod time;
mod trial;
mod type_use;
mod typed_pointer;
mod types;
mod unevaluated;
mod unfilled;
mod unused_types;
mod url_variables;
mod waiter;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::{Code, Diagnostics, Pointer, show};
use crate::ir::{Api, DateTimes, ResponseChecks, TypeId};
use crate::load::Document;
use crate::resolve::Resolver;
use context::Lowering;
use foldhash::{HashMap, HashSet};
use heirs::Heirs;
use indexmap::IndexMap;
use naming::{Case, NamePlan};
use pointer_cache::PointerCache;
use types::Types;

#[cfg(feature = "cli")]
pub(crate) use base_path::base_path;
#[cfg(feature = "cli")]
pub(crate) use part::{ApiPart, divided};

/// Options of lowering. They come from the command line or from `build.rs`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LowerOptions {
    /// The stem of the trait, instead of the document's title: `Workspace` for `WorkspaceApi`.
    pub name: Option<String>,
    /// The crate whose types dates and times become.
    pub date_times: DateTimes,
    /// Whether clients can check responses.
    pub response_checks: ResponseChecks,
    /// Whether tags become Cargo features.
    pub features: Features,
}

/// Whether tags become Cargo features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Features {
    /// Every operation is always there.
    #[default]
    None,
    /// Each tag has a feature; an operation without a tag is always there.
    PerTag,
}

/// Lowers a document to the API that is emitted.
///
/// Every decision between OpenAPI and Rust is made here, once. `emit` only prints the result.
///
/// All problems of a document are collected in `diagnostics` instead of stopping at the first. If
/// it has errors afterwards, the API contains placeholders and must not be emitted.
#[must_use]
pub fn lower(document: &Document, options: &LowerOptions, diagnostics: &mut Diagnostics) -> Api {
    let heirs = Heirs::of_components(document.tree(), document.limits().merged);
    let mut lowering = Lowering {
        document,
        finder: PointerCache::new(document.tree()),
        resolver: Resolver::new(document),
        diagnostics,
        plan: NamePlan::new(document.named().0, document.named().1.iter()),
        types: Types::default(),
        waiting: VecDeque::new(),
        headers: IndexMap::new(),
        defaults: Vec::new(),
        active: Vec::new(),
        merging: Vec::new(),
        nullable: HashMap::default(),
        merged: HashMap::default(),
        counted: HashSet::default(),
        mergeable: document.limits().merged.checked_sub(heirs.count),
        shown: HashMap::default(),
        implied: HashMap::default(),
        without_codec: Vec::new(),
        types_of: RefCell::default(),
        reachable: RefCell::default(),
        tags_below: HashMap::default(),
        marked_parts: RefCell::default(),
        places_by_id: OnceCell::new(),
        heirs,
        date_times: options.date_times,
        comparisons: Cell::new(0),
        budget: Cell::new(0),
    };
    if let Some(at) = lowering.heirs.beyond.clone() {
        lowering.report_too_much(&at);
    }
    lowering.report_collisions();
    lowering.component_schemas();
    lowering.api(options)
}

impl Lowering<'_, '_> {
    /// Reports the component schemas and operations that did not get the name that they ask for.
    ///
    /// ```text
    /// components.schemas: {user_id: …, UserId: …}   both become `UserId`: a warning at the second
    /// ```
    ///
    /// Two operations with the same `operationId` are skipped: the loader has reported them.
    fn report_collisions(&mut self) {
        for (at, name) in std::mem::take(&mut self.plan.cut) {
            if self.value(&at).is_none() {
                continue; // left out
            }
            let message = format!("this name is too long, and becomes `{name}`");
            self.report(Code::NameCut, &at, message);
        }
        for collision in std::mem::take(&mut self.plan.collisions) {
            let is_left_out = self.value(&collision.loser).is_none();
            if is_left_out || self.same_id(&collision.winner) && self.same_id(&collision.loser) {
                continue;
            }
            let winner = self.document.place(&collision.winner).at_key();
            let message = format!(
                "this and another definition both become `{}`",
                show(&collision.name)
            );
            if let Some(diagnostic) = self.report(Code::NameCollision, &collision.loser, message) {
                diagnostic.also(&winner, "this is the other one");
            }
        }
    }

    /// Whether the operation at a place is one of several with the same id, which the loader has
    /// reported.
    fn same_id(&self, operation: &Pointer) -> bool {
        let at = operation.child("operationId");
        self.diagnostics.iter().any(|known| {
            let mut places = known.related().iter().map(|(place, _)| &place.pointer);
            known.code() == Code::DuplicateOperationId
                && (known.place().pointer == at || places.any(|place| *place == at))
        })
    }

    /// Builds every component schema, in document order. A schema that another one refers to is
    /// built earlier, from the queue of [`build_waiting`](Lowering::build_waiting); it is not built
    /// twice.
    fn component_schemas(&mut self) {
        let at = Pointer::root().child("components").child("schemas");
        let schemas = self.value(&at).and_then(serde_json::Value::as_object);
        for key in schemas.into_iter().flat_map(serde_json::Map::keys) {
            self.component(&at.child(key));
            self.build_waiting();
        }
    }

    /// Lowers everything after the component schemas, in the order that the module's docs give.
    ///
    /// The steps depend on each other: defaults need finished enumerations, cycles need finished
    /// structs, and the names of inline types need all types that they may collide with.
    fn api(mut self, options: &LowerOptions) -> Api {
        let info = &self.document.openapi.info;
        let name = options.name.as_ref().map_or_else(
            || self.plan.api.clone(),
            |name| naming::plain(Case::Variant, name),
        );
        let servers = self.servers();
        let schemes = self.schemes();
        let operations = self.operations(&schemes);
        self.build_waiting();
        let client_parameters = self.client_parameters(&operations);
        self.check_signature_headers(&schemes.list, &client_parameters);
        self.check_source_values(&schemes.list, &client_parameters);
        self.settle_trials();
        self.settle_overlaps();
        self.settle_defaults();
        self.break_cycles();
        let types = std::mem::take(&mut self.types);
        let (types, new_ids) = order::in_order(types, self.document.tree());
        let mut api = Api {
            name: naming::type_name(&name),
            title: info.title.clone(),
            version: info.version.clone(),
            docs: docs::of_api(info, self.value(&Pointer::root().child("externalDocs"))),
            servers,
            client_parameters,
            schemes: schemes.list,
            credentials: Vec::new(),
            headers: self.headers(),
            types,
            operations,
            fillings: BTreeMap::new(),
            hooks: Vec::new(),
            date_times: options.date_times,
            response_checks: options.response_checks,
            layout: None,
            features: Vec::new(),
        };
        renumber_types::api(&mut api, &|id: TypeId| {
            new_ids.get(id.0).copied().unwrap_or(id)
        });
        let shared = equal_errors::merge(&mut api);
        unused_types::remove(&mut api, self.document, &self.without_codec);
        self.rename(&mut api, &shared);
        operation_names::use_method_names(&mut api);
        hook::name_traits(&mut api);
        companions::name_companions(&mut api);
        client_builder::settle(&mut api);
        credentials::name_sets(&mut api);
        modules::divide(&mut api, options.features);
        let fillings = filling::fillings(&api);
        self.report_unfilled(&api, &fillings);
        let filled = fillings.into_iter();
        api.fillings = filled
            .filter_map(|(id, filling)| Some((id, filling.ok()?)))
            .collect();
        if options.features == Features::PerTag && api.features.is_empty() {
            let message = "the document has no tags, and the output no features for them";
            self.report(Code::NoTags, &Pointer::root().child("paths"), message);
        }
        api
    }
}
