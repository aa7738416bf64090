//! A text -> a query.
//!
//! Nothing is read twice, so the time is in proportion to the length.

use super::condition::condition;
use super::cursor::{BRACKETS, QueryCursor, QueryError};
use super::segments::query;
use super::syntax::{JsonPath, QueryStart};

/// Parses a query.
pub(crate) fn parse(text: &str) -> Result<JsonPath, QueryError> {
    let mut cursor = QueryCursor::new(text, condition);
    cursor.expect("$", "at the start of a query")?;
    let query = query(&mut cursor, QueryStart::Root)?;
    if cursor.peek().is_some() {
        let mut error = cursor.unexpected("`.`, `[` or the end");
        error.help = Some(BRACKETS);
        return Err(error);
    }
    Ok(query)
}
