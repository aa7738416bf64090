//! Calls of the runtime's table macros: `codec!(…)`, `operation! { … }`. rustfmt leaves most of them alone, so the layout
//! is ours: a group stays on one line where it fits, else each row has its own.

use super::attribute::pad;
use super::line::line;
use super::scan::{cut, is_word, width};
use super::syntax::{Expr, expr};
use super::{WIDTH, expression};
use crate::emit::{Delimiters, Node, Spread, Table};

/// A node whose tokens are text already.
enum Row {
    Leaf(String),
    Group {
        head: String,
        rows: Vec<Row>,
        spread: Spread,
    },
}

impl From<Node> for Row {
    fn from(node: Node) -> Self {
        match node {
            Node::Leaf(tokens) => Self::Leaf(line(tokens)),
            Node::Group { head, rows, spread } => Self::Group {
                head: line(head),
                rows: rows.into_iter().map(Self::from).collect(),
                spread,
            },
        }
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

/// Prints a node that starts in `column` of a line indented by `depth` steps and has `after` characters behind it.
fn node(out: &mut String, node: &Row, depth: usize, column: usize, after: usize) {
    let (head, rows, spread) = match node {
        Row::Leaf(code) => return leaf(out, code, column, after),
        Row::Group { head, rows, spread } => (head, rows, spread),
    };
    let room = WIDTH.saturating_sub(column + after);
    if *spread != Spread::Open && flat_width(node, room).is_some() {
        push_flat(out, node);
        return;
    }
    let indent = 4 * (depth + 1);
    out.push_str(head);
    out.push_str(" {\n");
    match spread {
        Spread::Filled => filled(out, rows, depth, indent),
        Spread::Compact | Spread::Open => {
            for row in rows {
                pad(out, indent);
                self::node(out, row, depth + 1, indent, 1);
                out.push_str(",\n");
            }
        }
    }
    pad(out, indent - 4);
    out.push('}');
}

/// Prints as many rows per line as fit, as rustfmt prints the names of a long `use`:
///
/// ```text
///     "id" => id, "owner" => owner, "name" => name,
///     "private" => private,
/// ```
fn filled(out: &mut String, rows: &[Row], depth: usize, indent: usize) {
    let mut column = 0;
    for row in rows {
        let space = usize::from(column > 0);
        let wide = flat_width(row, WIDTH.saturating_sub(column + space + 1));
        match wide {
            Some(wide) if column > 0 => {
                out.push(' ');
                push_flat(out, row);
                column += 1 + wide;
            }
            Some(_) | None => {
                if column > 0 {
                    out.push('\n');
                }
                let start = out.len();
                pad(out, indent);
                node(out, row, depth + 1, indent, 1);
                // A row of several lines ends its line.
                let text = out.get(start..).unwrap_or_default();
                column = if text.contains('\n') {
                    WIDTH
                } else {
                    width(text)
                };
            }
        }
        out.push(',');
        column += 1;
    }
    if column > 0 {
        out.push('\n');
    }
}

/// A row; one that is too wide and reads `name: expression` is broken as an expression.
fn leaf(out: &mut String, row: &str, column: usize, after: usize) {
    if column + width(row) + after <= WIDTH || !is_field(row) {
        out.push_str(row);
    } else {
        out.push_str(&expression::field(row, column));
    }
}

/// Whether a table's body reads as an expression.
fn is_expression(body: &Row) -> bool {
    match body {
        Row::Leaf(code) => reads(code),
        Row::Group { head, rows, .. } => {
            let fields = rows.iter().all(|row| match row {
                Row::Leaf(code) => is_field(code) || is_name(code),
                Row::Group { .. } => false,
            });
            fields && matches!(expr(head), Expr::Simple)
        }
    }
}

/// Whether a row reads as the field of a struct literal.
fn is_field(row: &str) -> bool {
    cut(row, ": ").is_some_and(|(name, value)| is_name(name) && reads(value))
}

/// Whether the text reads as an expression, or as one with its type: `pets as Pet`.
fn reads(text: &str) -> bool {
    let value = cut(text, " as ").map_or(text, |(value, _)| value);
    !matches!(expr(value), Expr::Other)
}

fn is_name(text: &str) -> bool {
    text.bytes().all(is_word)
}

/// The width of a node on one line, where it is at most `room`.
fn flat_width(node: &Row, room: usize) -> Option<usize> {
    let used = match node {
        Row::Leaf(code) => width(code),
        Row::Group { head, rows, .. } if rows.is_empty() => width(head) + 3,
        Row::Group { head, rows, .. } => {
            let mut used = width(head) + 5 + 2 * (rows.len() - 1);
            for row in rows {
                used += flat_width(row, room.checked_sub(used)?)?;
            }
            used
        }
    };
    (used <= room).then_some(used)
}

fn flat(node: &Row) -> String {
    let mut out = String::new();
    push_flat(&mut out, node);
    out
}

fn push_flat(out: &mut String, node: &Row) {
    let (head, rows) = match node {
        Row::Leaf(code) => return out.push_str(code),
        Row::Group { head, rows, .. } => (head, rows),
    };
    out.push_str(head);
    out.push_str(if rows.is_empty() { " {" } else { " { " });
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        push_flat(out, row);
    }
    out.push_str(if rows.is_empty() { "}" } else { " }" });
}
