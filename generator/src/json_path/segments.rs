//! The segments and selectors of a query ([RFC 9535 section 2.3](https://www.rfc-editor.org/rfc/rfc9535#section-2.3)).
//!
//! Nothing is read twice, so the time is in proportion to the length.

use super::cursor::{QueryCursor, QueryError};
use super::syntax::{JsonPath, QuerySegment, QueryStart, Reach, Selector, SliceBounds};

/// What comes after `$` or `@`. Blanks behind the last segment are not part of it.
pub(super) fn query(
    cursor: &mut QueryCursor<'_>,
    start: QueryStart,
) -> Result<JsonPath, QueryError> {
    let mut segments = Vec::new();
    loop {
        let end = cursor.mark();
        cursor.blanks();
        let Some(segment) = segment(cursor)? else {
            cursor.back_to(end);
            return Ok(JsonPath { start, segments });
        };
        segments.push(segment);
    }
}

fn segment(cursor: &mut QueryCursor<'_>) -> Result<Option<QuerySegment>, QueryError> {
    let reach = if cursor.eat("..") {
        Reach::Below
    } else {
        Reach::Here
    };
    let selectors = if cursor.eat("[") {
        bracketed(cursor)?
    } else if reach == Reach::Below || cursor.eat(".") {
        vec![if cursor.eat("*") {
            Selector::Wildcard
        } else {
            Selector::Name(cursor.short_name()?)
        }]
    } else {
        return Ok(None);
    };
    Ok(Some(QuerySegment { reach, selectors }))
}

/// Selectors, after `[`.
fn bracketed(cursor: &mut QueryCursor<'_>) -> Result<Vec<Selector>, QueryError> {
    let mut selectors = Vec::new();
    loop {
        cursor.blanks();
        selectors.push(selector(cursor)?);
        cursor.blanks();
        if !cursor.eat(",") {
            cursor.expect("]", "or `,` after a selector")?;
            return Ok(selectors);
        }
    }
}

fn selector(cursor: &mut QueryCursor<'_>) -> Result<Selector, QueryError> {
    match cursor.peek() {
        Some('*') => {
            cursor.take();
            Ok(Selector::Wildcard)
        }
        Some('\'' | '"') => Ok(Selector::Name(cursor.string()?)),
        Some('?') => {
            cursor.take();
            cursor.nested(|cursor| {
                cursor.blanks();
                let filter = cursor.filter;
                Ok(Selector::Filter(filter(cursor)?))
            })
        }
        _ if cursor.is_at_integer() || cursor.peek() == Some(':') => index_or_slice(cursor),
        _ => {
            let mut error = cursor.unexpected("a name in quotes, an index, `*` or `?`");
            error.help = Some("a filter is `[?@.name == 'x']`, and a name `['x']`");
            Err(error)
        }
    }
}

fn index_or_slice(cursor: &mut QueryCursor<'_>) -> Result<Selector, QueryError> {
    let start = bound(cursor)?;
    let end_of_index = cursor.mark();
    cursor.blanks();
    if !cursor.eat(":") {
        cursor.back_to(end_of_index);
        return match start {
            Some(index) => Ok(Selector::Index(index)),
            None => Err(cursor.unexpected("an index")),
        };
    }
    cursor.blanks();
    let end = bound(cursor)?;
    cursor.blanks();
    let mut step = None;
    if cursor.eat(":") {
        cursor.blanks();
        step = bound(cursor)?;
    }
    let step = step.unwrap_or(1);
    Ok(Selector::Slice(SliceBounds { start, end, step }))
}

fn bound(cursor: &mut QueryCursor<'_>) -> Result<Option<i64>, QueryError> {
    let is_there = cursor.is_at_integer();
    is_there.then(|| cursor.integer()).transpose()
}
