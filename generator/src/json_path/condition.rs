//! A text -> what is in a filter ([RFC 9535 section 2.3.5](https://www.rfc-editor.org/rfc/rfc9535#section-2.3.5)), and the
//! functions that can be called there.
//!
//! The rules about types are checked here: only values can be compared, and only conditions and queries can be tested.

use serde_json::Value;

use super::cursor::{QueryCursor, QueryError};
use super::segments::query;
use super::syntax::{Comparator, Condition, JsonPath, MatchExtent, Operand, QueryStart};

/// The functions of the standard.
const FUNCTIONS: &str = "`length`, `count`, `value`, `match` and `search`";

/// What a part of a filter is, before it is known what it is used for.
enum Term {
    Query(JsonPath),
    Value(Operand),
    Condition(Condition),
}

/// A condition: alternatives with `||`, of conditions with `&&`.
pub(super) fn condition(cursor: &mut QueryCursor<'_>) -> Result<Condition, QueryError> {
    list(cursor, "||", Condition::Any, |cursor| {
        list(cursor, "&&", Condition::All, basic)
    })
}

fn list(
    cursor: &mut QueryCursor<'_>,
    between: &str,
    combine: fn(Vec<Condition>) -> Condition,
    read: fn(&mut QueryCursor<'_>) -> Result<Condition, QueryError>,
) -> Result<Condition, QueryError> {
    let first = read(cursor)?;
    let mut more = Vec::new();
    loop {
        let end = cursor.mark();
        cursor.blanks();
        if !cursor.eat(between) {
            cursor.back_to(end);
            break;
        }
        cursor.blanks();
        more.push(read(cursor)?);
    }
    if more.is_empty() {
        return Ok(first);
    }
    more.insert(0, first);
    Ok(combine(more))
}

/// A condition in parentheses, a comparison or a test.
fn basic(cursor: &mut QueryCursor<'_>) -> Result<Condition, QueryError> {
    let start = cursor.mark();
    let is_negated = cursor.eat("!");
    if is_negated {
        cursor.blanks();
    }
    let inner = if cursor.eat("(") {
        cursor.nested(|cursor| {
            cursor.blanks();
            let inner = condition(cursor)?;
            cursor.blanks();
            cursor.expect(")", "after a condition")?;
            Ok(inner)
        })?
    } else {
        let at = cursor.mark();
        let left = term(cursor)?;
        let end = cursor.mark();
        cursor.blanks();
        match comparator(cursor) {
            Some(_) if is_negated => {
                let problem = "`!` cannot be in front of a comparison: put it in parentheses";
                return Err(cursor.error(start, problem));
            }
            Some(comparator) => {
                let left = operand(left, at, cursor)?;
                cursor.blanks();
                let at = cursor.mark();
                let right = term(cursor)?;
                Condition::Compare(left, comparator, operand(right, at, cursor)?)
            }
            None => {
                cursor.back_to(end);
                tested(left, at, cursor)?
            }
        }
    };
    if is_negated {
        return Ok(Condition::Not(Box::new(inner)));
    }
    Ok(inner)
}

fn comparator(cursor: &mut QueryCursor<'_>) -> Option<Comparator> {
    let known = [
        ("==", Comparator::Equal),
        ("!=", Comparator::NotEqual),
        ("<=", Comparator::LessOrEqual),
        (">=", Comparator::GreaterOrEqual),
        ("<", Comparator::Less),
        (">", Comparator::Greater),
    ];
    let mut known = known.into_iter();
    known.find_map(|(text, comparator)| cursor.eat(text).then_some(comparator))
}

/// What a term is as a condition.
fn tested(term: Term, at: usize, cursor: &QueryCursor<'_>) -> Result<Condition, QueryError> {
    match term {
        Term::Query(query) => Ok(Condition::Exists(query)),
        Term::Condition(condition) => Ok(condition),
        Term::Value(_) => Err(cursor.error(at, "a value is not a condition: compare it")),
    }
}

/// What a term is as a value.
fn operand(term: Term, at: usize, cursor: &QueryCursor<'_>) -> Result<Operand, QueryError> {
    match term {
        Term::Value(operand) => Ok(operand),
        Term::Query(query) if query.is_singular() => Ok(Operand::Singular(query)),
        Term::Query(_) => {
            let problem = "this query can select several values, which are not compared";
            Err(cursor.error(at, problem))
        }
        Term::Condition(_) => Err(cursor.error(at, "a condition is not a value")),
    }
}

fn term(cursor: &mut QueryCursor<'_>) -> Result<Term, QueryError> {
    match cursor.peek() {
        Some('$') => {
            cursor.take();
            Ok(Term::Query(query(cursor, QueryStart::Root)?))
        }
        Some('@') => {
            cursor.take();
            Ok(Term::Query(query(cursor, QueryStart::Current)?))
        }
        Some('\'' | '"') => Ok(literal(Value::String(cursor.string()?))),
        Some(letter) if letter.is_ascii_lowercase() => word(cursor),
        _ if cursor.is_at_integer() => Ok(literal(cursor.number()?)),
        _ => Err(cursor.unexpected("`@`, `$`, a value or a function")),
    }
}

fn literal(value: Value) -> Term {
    Term::Value(Operand::Literal(value))
}

/// `true`, `false`, `null`, or a call of a function.
fn word(cursor: &mut QueryCursor<'_>) -> Result<Term, QueryError> {
    let at = cursor.mark();
    let word = cursor.word();
    if cursor.eat("(") {
        return cursor.nested(|cursor| call(word, at, cursor));
    }
    match word {
        "true" => Ok(literal(Value::Bool(true))),
        "false" => Ok(literal(Value::Bool(false))),
        "null" => Ok(literal(Value::Null)),
        _ => {
            let mut error = cursor.error(at, format!("`{word}` is neither a value nor a query"));
            error.help =
                Some("a query in a filter starts with `@` or `$`, and a string is in quotes");
            Err(error)
        }
    }
}

/// A call, after `name(`.
fn call(name: &str, at: usize, cursor: &mut QueryCursor<'_>) -> Result<Term, QueryError> {
    let mut arguments = Vec::new();
    cursor.blanks();
    while !cursor.eat(")") {
        if !arguments.is_empty() {
            cursor.expect(",", "or `)` after an argument")?;
            cursor.blanks();
        }
        let at = cursor.mark();
        arguments.push((term(cursor)?, at));
        cursor.blanks();
    }
    let count = arguments.len();
    let mut arguments = arguments.into_iter();
    let (first, second) = (arguments.next(), arguments.next());
    match (name, first, second, count) {
        ("length", Some((value, at)), None, 1) => {
            let value = operand(value, at, cursor)?;
            Ok(Term::Value(Operand::Length(Box::new(value))))
        }
        ("count", Some((Term::Query(query), _)), None, 1) => Ok(Term::Value(Operand::Count(query))),
        ("value", Some((Term::Query(query), _)), None, 1) => {
            Ok(Term::Value(Operand::OnlyValue(query)))
        }
        ("match" | "search", Some((text, text_at)), Some((pattern, pattern_at)), 2) => {
            let extent = if name == "match" {
                MatchExtent::Whole
            } else {
                MatchExtent::Part
            };
            Ok(Term::Condition(Condition::Matches {
                text: operand(text, text_at, cursor)?,
                pattern: operand(pattern, pattern_at, cursor)?,
                extent,
            }))
        }
        ("length", ..) => Err(cursor.error(at, "`length` has one argument, a value")),
        ("count" | "value", ..) => {
            Err(cursor.error(at, format!("`{name}` has one argument, a query")))
        }
        ("match" | "search", ..) => {
            let problem = format!("`{name}` has two arguments, a string and a pattern");
            Err(cursor.error(at, problem))
        }
        _ => {
            let problem = format!("there is no function `{name}`: the functions are {FUNCTIONS}");
            Err(cursor.error(at, problem))
        }
    }
}
