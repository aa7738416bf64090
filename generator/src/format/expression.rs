//! Statements and expressions, broken over lines where rustfmt would: chains and calls wider than
//! 60 columns, struct literals wider than 18, anything that passes the edge.
//!
//! ```text
//! self.tags
//!     .clone()
//!     .unwrap_or_else(|| vec![String::from("small"), String::from("large")])
//!
//! Self {
//!     config: self.config.timeout(total),
//! }
//! ```
//!
//! The limits are rustfmt's defaults for `use_small_heuristics`. The order of attempts matters:
//! beside, then with only the last argument broken, then a line each.

use super::WIDTH;
use super::attribute::{attributes, pad};
use super::brackets::{cut, list, width};
use super::one_line::{NARROW, fits_call, is_narrow, is_short};
use super::syntax::{self, ChainLink, Expr, expr};

/// Items of an array that are this wide at most share lines.
const SHORT: usize = 10;

/// Prints the statements of a block, each with its attributes, its indentation and a newline.
pub(super) fn statements(out: &mut String, text: &str, indent: usize) {
    for (one, end) in syntax::statements(text) {
        let one = attributes(out, one, indent);
        pad(out, indent);
        match one.strip_prefix("let ").and_then(|_| cut(one, " = ")) {
            Some((head, value)) => out.push_str(&binding(head, value, indent)),
            None => {
                out.push_str(&expression(one, indent, indent, end.len()));
                out.push_str(end);
                out.push('\n');
            }
        }
    }
}

/// `head = value;` of a constant, a static or a variable. The value is below if that keeps it on
/// one line:
///
/// ```text
/// pub(crate) static KEYS: Scheme =
///     Scheme::signature("Keys", "SDK-HMAC-SHA256", &[("X-Project-Id", "project_id")]);
/// ```
pub(super) fn binding(head: &str, value: &str, indent: usize) -> String {
    assignment(head, value, indent, indent, 1) + ";\n"
}

/// An expression that starts in `column` of a line indented by `indent`, with `after` characters
/// behind it.
///
/// Three questions, the cheap ones first: does it fit, is it within the limits of its kind, and if
/// not, how is it broken.
pub(super) fn expression(text: &str, indent: usize, column: usize, after: usize) -> String {
    let fits = column + width(text) + after <= WIDTH;
    if fits && is_short(text) {
        return text.to_owned();
    }
    let parsed = expr(text);
    if fits && is_narrow(text, &parsed) {
        return text.to_owned();
    }
    let padding = " ".repeat(indent);
    let inner = indent + 4;
    match parsed {
        Expr::Chain { receiver, links } => chain(receiver, &links, indent, column, after),
        Expr::Call {
            function,
            arguments: given,
        } => {
            let at = column + width(function);
            format!("{function}{}", arguments(given, indent, at, after))
        }
        Expr::Array { mark, items } => format!("{mark}[\n{}{padding}]", packed(items, inner)),
        Expr::Reference { mark, of } => {
            format!("{mark}{}", expression(of, indent, column + 1, after))
        }
        Expr::Struct { path, fields } => record(path, fields, indent),
        Expr::Match { subject, arms } => {
            let arms: String = syntax::arms(arms).map(|one| arm(one, inner)).collect();
            format!("match {subject} {{\n{arms}{padding}}}")
        }
        Expr::Block(inside) => {
            let mut body = String::from("{\n");
            statements(&mut body, inside, inner);
            body + &padding + "}"
        }
        Expr::Assign { left, right } => assignment(left, right, indent, column, after),
        Expr::Closure { head, body } => opened(head, body, indent),
        Expr::Macro { .. } | Expr::Simple | Expr::Other => text.to_owned(),
    }
}

/// `Name { field: value, ..rest }`, a line per field.
fn record(path: &str, fields: &str, indent: usize) -> String {
    let inner = indent + 4;
    let (pad, start) = (" ".repeat(indent), " ".repeat(inner));
    let (fields, rest) = syntax::fields(fields);
    let fields: String = fields
        .map(|one| format!("{start}{},\n", field(one, inner)))
        .collect();
    let rest = rest.map(|rest| format!("{start}..{rest}\n"));
    format!("{path} {{\n{fields}{}{pad}}}", rest.unwrap_or_default())
}

/// `place = value`, the value below if only that keeps it, or its first line, within the width.
fn assignment(left: &str, right: &str, indent: usize, column: usize, after: usize) -> String {
    let inner = indent + 4;
    let start = column + width(left) + 3;
    let beside = expression(right, indent, start, after);
    let below = expression(right, inner, inner, after);
    let fits =
        |text: &str, column| column + width(text.lines().next().unwrap_or_default()) <= WIDTH;
    let is_narrower = !fits(&beside, start) && fits(&below, inner);
    if beside.contains('\n') && (!below.contains('\n') || is_narrower) {
        return format!("{left} =\n{}{below}", " ".repeat(inner));
    }
    format!("{left} = {beside}")
}

/// A field of a struct literal, or a row of a table that looks like one, in a line indented by
/// `indent`.
pub(super) fn field(text: &str, indent: usize) -> String {
    match text.split_once(": ") {
        Some((name, value)) => {
            let column = indent + width(name) + 2;
            format!("{name}: {}", expression(value, indent, column, 1))
        }
        None => text.to_owned(),
    }
}

/// An arm of a `match`; a block has lines of its own, another expression stays beside its pattern.
fn arm((pattern, body): (&str, &str), indent: usize) -> String {
    let pad = " ".repeat(indent);
    let column = indent + width(pattern) + 4;
    let body = match body {
        "{}" => "{}".to_owned(),
        body if body.starts_with('{') => expression(body, indent, column, 0),
        body => expression(body, indent, column, 1) + ",",
    };
    format!("{pad}{pattern} => {body}\n")
}

/// The items of a list, a line each.
fn rows(items: &str, indent: usize) -> String {
    let pad = " ".repeat(indent);
    list(items)
        .map(|item| format!("{pad}{},\n", expression(item, indent, indent, 1)))
        .collect()
}

/// The items of an array: short ones share lines, others have a line each.
fn packed(items: &str, indent: usize) -> String {
    if list(items).any(|item| width(item) > SHORT) {
        return rows(items, indent);
    }
    let pad = " ".repeat(indent);
    let mut lines = vec![pad.clone()];
    for item in list(items) {
        let Some(line) = lines.last_mut() else {
            continue;
        };
        let gap = usize::from(line.len() > indent);
        if line.len() + gap + item.len() + 1 > WIDTH {
            lines.push(format!("{pad}{item},"));
        } else {
            line.push_str(&" ".repeat(gap));
            line.push_str(item);
            line.push(',');
        }
    }
    lines.join("\n") + "\n"
}

/// `receiver.link().link()`: on one line, or a line per link. A single link is not worth a line
/// unless that keeps it whole.
fn chain(
    receiver: &str,
    links: &[ChainLink<'_>],
    indent: usize,
    column: usize,
    after: usize,
) -> String {
    let inner = indent + 4;
    let pad = " ".repeat(inner);
    if let [only] = links {
        let beside = link(only, indent, column + width(receiver), after);
        let below = link(only, inner, inner, after);
        return if beside.contains('\n') && !below.contains('\n') {
            format!("{receiver}\n{pad}{below}")
        } else {
            format!("{receiver}{beside}")
        };
    }
    if let Some(text) = ends_open(receiver, links, indent, column, after) {
        return text;
    }
    // A receiver that is no longer than an indentation keeps its first link beside it.
    let short = width(receiver) + column.saturating_sub(indent) <= 4;
    let mut text = receiver.to_owned();
    for (index, one) in links.iter().enumerate() {
        if index > 0 || !short {
            text.push('\n');
            text.push_str(&pad);
        }
        text.push_str(&link(one, inner, inner, after));
    }
    text
}

/// The chain on one line up to the arguments of its last link, if those are broken on any line:
///
/// ```text
/// self.tags.unwrap_or_else(|| Tags {
///     first: String::from("small"),
/// })
/// ```
fn ends_open(
    start: &str,
    links: &[ChainLink<'_>],
    indent: usize,
    column: usize,
    after: usize,
) -> Option<String> {
    let (last, before) = links.split_last()?;
    let before: String = before.iter().map(|one| link(one, indent, 0, 0)).collect();
    let at = column + width(start) + width(&before);
    let beside = link(last, indent, at, after);
    let below = link(last, indent + 4, indent + 4, after);
    let first = beside.lines().next().unwrap_or_default();
    let narrow = width(start) + width(&before) + width(first) <= NARROW;
    let fits = !before.contains('\n') && narrow;
    (fits && beside.contains('\n') && below.contains('\n'))
        .then(|| format!("{start}{before}{beside}"))
}

/// A link in `column` of a line indented by `indent`.
fn link(link: &ChainLink<'_>, indent: usize, column: usize, after: usize) -> String {
    let ChainLink {
        head,
        arguments: given,
        questions,
    } = *link;
    let given = given.map(|given| arguments(given, indent, column + width(head), after));
    format!("{head}{}{questions}", given.unwrap_or_default())
}

/// A closure whose body has lines of its own. The braces of a struct literal are enough; other
/// bodies get a block.
fn opened(head: &str, body: &str, indent: usize) -> String {
    let padding = " ".repeat(indent);
    if matches!(expr(body), Expr::Struct { .. }) {
        return format!("{head} {}", expression(body, indent, indent, 0));
    }
    let body = expression(body, indent + 4, indent + 4, 0);
    format!("{head} {{\n{padding}    {body}\n{padding}}}")
}

/// Arguments in their parentheses: on one line, or only the last one broken, or a line each.
///
/// ```text
/// (first, |last| {             (                    (Self {
///     body                         first,               field: value,
/// })                               second,          })
///                              )
/// ```
fn arguments(flat: &str, indent: usize, column: usize, after: usize) -> String {
    if column + width(flat) + 2 + after <= WIDTH && fits_call(flat) {
        return format!("({flat})");
    }
    let padding = " ".repeat(indent);
    let parts: Vec<&str> = list(flat).collect();
    let last = parts.last().map(|last| (*last, expr(last)));
    let is_closure = |one: &&&str| matches!(expr(one), Expr::Closure { .. });
    if let (Some((last, Expr::Closure { head, body })), 1) =
        (&last, parts.iter().filter(is_closure).count())
    {
        let before = flat.strip_suffix(last).unwrap_or_default();
        return format!("({before}{})", opened(head, body, indent));
    }
    match (parts.as_slice(), last) {
        ([only], Some((_, Expr::Array { .. } | Expr::Reference { .. } | Expr::Struct { .. }))) => {
            format!("({})", expression(only, indent, column + 1, after + 1))
        }
        ([_], Some((_, Expr::Macro { path, tokens }))) => {
            format!("({path}!(\n{padding}    {tokens}\n{padding}))")
        }
        _ => format!("(\n{}{padding})", rows(flat, indent + 4)),
    }
}
