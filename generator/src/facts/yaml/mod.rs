//! The file of facts: one small YAML file per operation, written and read back.
//!
//! The order depends on names only, and the lines of the page are together at the end. So a row that is moved on the page changes
//! the lines, and a fact that is changed changes one line of the file.

mod changes;
mod parse;
mod write;

pub use changes::{FactChange, changed_facts};
pub use parse::read_facts;
pub use write::write_facts;

use super::model::LimitOf;

/// The version of the format.
const VERSION: u64 = 1;

/// The keys of limits, as in OpenAPI.
const LIMITS: [(LimitOf, &str, &str); 3] = [
    (LimitOf::Value, "minimum", "maximum"),
    (LimitOf::Length, "minLength", "maxLength"),
    (LimitOf::Items, "minItems", "maxItems"),
];

/// The keys of parameters, by their place.
const PARAMETERS: [&str; 4] = ["path", "query", "header", "cookie"];
