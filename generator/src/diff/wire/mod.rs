//! What has changed on the wire between two versions of an API.
//!
//! ```text
//! Api, Api ──operations──► pairs ──parameters, bodies, replies──► pairs of types ──types──► changes ──graph──► with their places
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | `kinds`, `keyword_kinds` | the tables of all kinds |
//! | `operations`, `operation` | pair operations, and compare each pair |
//! | `parameters`, `styles`, `bodies`, `media`, `forms`, `replies`, `headers` | parts of messages |
//! | `servers`, `security`, `flow` | what applies to whole operations |
//! | `types`, `scalars`, `listed`, `objects`, `fields`, `unions`, `limits`, … | two types in the place of each other |
//! | `documentation` | texts that differ |
//! | `view` | looks through aliases: what a type is where it is used |
//! | `walk`, `graph`, `found` | what waits, what leads where, what was found |
//!
//! Names in Rust make no difference here, names on the wire do. A pair of types that operations share is compared once per
//! direction, and its changes have all places where messages contain it.

mod about;
mod alternatives;
mod amounts;
mod assertions;
mod bodies;
mod documentation;
mod error_body;
mod extra;
mod fields;
mod flow;
mod forms;
mod found;
mod graph;
mod headers;
mod keyword_kinds;
mod kinds;
mod limit_text;
mod limits;
mod listed;
mod media;
mod objects;
mod operation;
mod operations;
mod parameters;
mod presence;
mod replies;
mod rules;
mod scalars;
mod security;
mod seen;
mod servers;
mod steps;
mod styles;
mod text;
mod turn;
mod types;
mod unions;
mod values;
mod view;
mod walk;

pub use documentation::documentation_changes;
pub use kinds::WireKindRow;

use super::model::WireChange;
use crate::ir::Api;
use crate::parallel::on_large_stack;
use about::Versions;
use walk::WireWalk;

/// Every change of what is on the wire, in the order of the new document: operations, then the types in them.
#[must_use]
pub fn compare(old: &Api, new: &Api) -> Vec<WireChange> {
    // What is new in the API does not compile here until it is compared, or named as no matter of the wire.
    let Api {
        name: _,
        title: _,
        version: _,
        docs: _,
        servers: _,           // by `servers`
        client_parameters: _, // parameters of operations, which clients fill in
        schemes: _,           // by `security`
        credentials: _,       // shared constants of what operations require
        headers: _,           // with the responses that use them
        types: _,             // from the operations that use them
        operations: _,        // in pairs
        fillings: _,          // what a server says within the schemas
        hooks: _,             // traits
        date_times: _,        // options of the generator
        response_checks: _,
        layout: _,
        features: _,
    } = new;
    // Keywords of JSON Schema are nested as deep as the document.
    on_large_stack(|| {
        let mut walk = WireWalk::new(Versions { old, new });
        let pairs = operations::pair_operations(walk.apis);
        servers::compare_servers(&mut walk);
        operations::record_operations(&mut walk, &pairs);
        security::compare_security(&mut walk, &pairs);
        for pair in &pairs.both {
            operation::compare_operations(&mut walk, *pair);
            types::compare_types(&mut walk);
        }
        walk.finish()
    })
}

/// Every kind of change, in the order of the book.
#[must_use]
pub fn wire_kinds() -> Vec<WireKindRow> {
    kinds::rows().chain(keyword_kinds::rows()).collect()
}
