//! JSONPath ([RFC 9535]): which values of a tree a query selects, and where they are.
//!
//! ```text
//! $.paths[?@.get['x-internal']].get.parameters[0]     ->  /paths/~1pets/get/parameters/0, …
//! ```
//! Overlays name what they change with it. Queries and trees are not trusted. A query of a few characters can select more
//! values than fit into memory (`$..*..*..*`), or test each value against all others, so the work of a query is counted
//! ([`QueryBudget`]), and queries nest to a limited depth. The crates that implement JSONPath have no such limits, which is
//! why this is code of this crate; its tests compare it with one of them, `serde_json_path`, on random queries, and run the
//! compliance suite of the standard.
//!
//! | file | what |
//! |---|---|
//! | `syntax` | the parts of a query |
//! | `cursor` | characters, strings and numbers |
//! | `parse` | a whole query |
//! | `segments` | segments and selectors |
//! | `condition` | what is in filters |
//! | `select` | segments and selectors, applied |
//! | `test` | filters, applied |
//! | `compare` | values that are equal or less |
//!
//! [RFC 9535]: https://www.rfc-editor.org/rfc/rfc9535

mod budget;
mod compare;
mod condition;
mod cursor;
mod parse;
mod segments;
mod select;
mod syntax;
mod test;
#[cfg(test)]
mod tests;

pub(crate) use budget::{Exhausted, QueryBudget};
pub(crate) use parse::parse;
pub(crate) use select::select;
pub(crate) use syntax::JsonPath;
