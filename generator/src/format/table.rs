//! Calls of the runtime's table macros: `codec!(…)`, `object! { … }`. rustfmt leaves most of them
//! alone, so the layout is a choice: a group stays on one line if it fits, otherwise each row has
//! its own, or as many share a line as fit.
//!
//! ```text
//! codec!(union Pet by "kind" { "cat" => Cat, "dog" => Dog });
//!
//! operation!(ListPets => {
//!     spec: OperationSpec::get("listPets", "/pets"),
//!     success: Page { ResponseSpec::json(200) },
//! });
//! ```
//!
//! What reads as an expression, rustfmt does lay out, even inside a macro call; there the layout is
//! that of `expression`.

use super::attribute::pad;
use super::brackets::{before, bracketed, cut, is_word, list, width};
use super::row::{Row, flat, flat_width, push_flat};
use super::spacing::line;
use super::syntax::{Expr, expr};
use super::{WIDTH, expression};
use crate::emit::{Delimiters, RowLayout, Table};

/// Prints docs and attributes. Each of their lines ends with the indentation of the next.
fn print_lead(out: &mut String, lead: &str, indent: usize) {
    for line in lead.lines() {
        out.push_str(line);
        out.push('\n');
        pad(out, indent);
    }
}

/// Prints a table.
pub(super) fn print(out: &mut String, table: Table) {
    let (name, body) = (line(table.name), Row::from(table.body));
    out.push_str(&name);
    match table.delimiters {
        Delimiters::Parentheses => {
            let column = width(&name) + 2;
            out.push_str("!(");
            // What reads as an expression, rustfmt lays out as one.
            if is_expression(&body) {
                out.push_str(&expression::expression(&flat(&body), 0, column, 2));
            } else {
                node(out, &body, 0, column, 2);
            }
            out.push_str(");\n");
        }
        Delimiters::Braces => {
            out.push_str("! {\n    ");
            node(out, &body, 1, 4, 0);
            out.push_str("\n}\n");
        }
    }
}

/// Prints a node that starts in `column` of a line indented by `depth` steps and has `after`
/// characters behind it.
fn node(out: &mut String, node: &Row, depth: usize, column: usize, after: usize) {
    let (head, rows, layout) = match node {
        Row::Leaf { lead, code } => {
            print_lead(out, lead, column);
            return leaf(out, code, column, after);
        }
        Row::Group {
            lead,
            head,
            rows,
            layout,
        } => {
            print_lead(out, lead, column);
            (head, rows, layout)
        }
    };
    let room = WIDTH.saturating_sub(column + after);
    if *layout != RowLayout::Open && flat_width(node, room).is_some() {
        push_flat(out, node);
        return;
    }
    if rows.is_empty() {
        out.push_str(head);
        out.push_str(" {}");
        return;
    }
    let indent = 4 * (depth + 1);
    out.push_str(head);
    out.push_str(" {\n");
    match layout {
        RowLayout::Filled => filled(out, rows, depth, indent),
        RowLayout::Compact | RowLayout::Open => {
            for row in rows {
                own_line(out, row, depth, indent);
                out.push('\n');
            }
        }
    }
    pad(out, indent - 4);
    out.push('}');
}

/// Prints a row behind its attributes, with a comma.
fn own_line(out: &mut String, row: &Row, depth: usize, indent: usize) {
    pad(out, indent);
    node(out, row, depth + 1, indent, 1);
    out.push(',');
}

/// Prints as many rows per line as fit, as rustfmt prints the names of a long `use`:
///
/// ```text
///     "id" => id, "owner" => owner, "name" => name,
///     "private" => private,
/// ```
/// A row that takes several lines, or has attributes, shares none.
fn filled(out: &mut String, rows: &[Row], depth: usize, indent: usize) {
    // What is left of the line that is open.
    let mut room: Option<usize> = None;
    for row in rows {
        let wide = flat_width(row, WIDTH - indent - 1).map(|wide| wide + 2);
        let rest = room
            .zip(wide)
            .and_then(|(room, wide)| room.checked_sub(wide));
        if rest.is_some() {
            out.push(' ');
            push_flat(out, row);
            out.push(',');
            room = rest;
            continue;
        }
        if room.is_some() {
            out.push('\n');
        }
        own_line(out, row, depth, indent);
        room = wide.map(|wide| (WIDTH + 1).saturating_sub(indent + wide));
        if room.is_none() {
            out.push('\n');
        }
    }
    if room.is_some() {
        out.push('\n');
    }
}

/// A row; one that is too wide is broken as an expression if it reads `name: expression`, else
/// inside its brackets.
fn leaf(out: &mut String, row: &str, column: usize, after: usize) {
    if column + width(row) + after <= WIDTH {
        out.push_str(row);
    } else if row.starts_with("pub ") {
        // `pub optional(into) name as wire:` and the type below.
        let (name, ty) = cut(row, ": ").unwrap_or((row, ""));
        out.push_str(name);
        out.push_str(":\n");
        pad(out, column + 4);
        out.push_str(ty);
    } else if is_field(row) {
        out.push_str(&expression::field(row, column));
    } else {
        broken(out, row, column);
    }
}

/// Breaks a row that no expression is: what its widest brackets enclose has lines of its own, as
/// many items per line as fit.
///
/// ```text
/// body: required [Media::FORM.encoded(&[
///     Encoding::deep_object("items"), Encoding::deep_object("metadata"),
/// ])]
/// ```
fn broken(out: &mut String, row: &str, indent: usize) {
    let Some((before, inside, after)) = widest(row) else {
        out.push_str(row);
        return;
    };
    let open = row.get(before.len()..=before.len()).unwrap_or_default();
    let close = row.len() - after.len() - 1;
    out.push_str(before);
    out.push_str(open);
    let items: Vec<&str> = list(inside).collect();
    match items.as_slice() {
        // The brackets of a single item open on its line: `[Media::FORM.encoded(&[`.
        [only] => broken(out, only, indent),
        items => {
            out.push('\n');
            let rows: Vec<Row> = items
                .iter()
                .map(|one| Row::Leaf {
                    lead: String::new(),
                    code: (*one).to_owned(),
                })
                .collect();
            filled(out, &rows, indent / 4, indent + 4);
            pad(out, indent);
        }
    }
    out.push_str(row.get(close..).unwrap_or_default());
}

/// What is before, inside and after the brackets that enclose the most.
fn widest(row: &str) -> Option<(&str, &str, &str)> {
    let mut found: Option<(&str, &str, &str)> = None;
    let mut rest = row;
    while let Some((_, from)) = before(rest, &["(", "["]) {
        let (inside, after) = bracketed(from);
        if found.is_none_or(|(_, widest, _)| inside.len() > widest.len()) {
            found = Some((row.get(..row.len() - from.len())?, inside, after));
        }
        rest = after;
    }
    found
}

/// Whether a table's body reads as an expression, which rustfmt then lays out: `pages!(…)` has the
/// syntax of a struct literal by chance, `limits!(…)` with its `=>` has not.
fn is_expression(body: &Row) -> bool {
    match body {
        Row::Leaf { code, .. } => reads(code),
        Row::Group { head, rows, .. } => {
            let fields = rows.iter().all(|row| match row {
                Row::Leaf { code, .. } => is_field(code) || is_name(code),
                Row::Group { .. } => false,
            });
            fields && !head.contains("=>") && matches!(expr(head), Expr::Simple)
        }
    }
}

/// Whether a row reads as the field of a struct literal, as `limit: 20` does.
fn is_field(row: &str) -> bool {
    cut(row, ": ").is_some_and(|(name, value)| is_name(name) && reads(value))
}

/// Whether the text reads as an expression, or as one with its type: `pets as Pet`.
fn reads(text: &str) -> bool {
    let value = cut(text, " as ").map_or(text, |(value, _)| value);
    !matches!(expr(value), Expr::Other)
}

/// Whether the text is a single name.
fn is_name(text: &str) -> bool {
    text.bytes().all(is_word)
}
