//! Rows of tables as text, and how wide they are on one line.

use proc_macro2::TokenStream;

use super::attribute::attributes;
use super::brackets::width;
use super::comment;
use super::spacing::line;
use crate::emit::{Node, RowLayout};

/// A node whose tokens are text already. Its docs and attributes (`lead`) are apart, in lines of their own.
pub(super) enum Row {
    Leaf {
        lead: String,
        code: String,
    },
    Group {
        lead: String,
        head: String,
        rows: Vec<Row>,
        layout: RowLayout,
    },
}

impl From<Node> for Row {
    fn from(node: Node) -> Self {
        match node {
            Node::Leaf(tokens) => Self::leaf(&[], tokens),
            Node::Documented(docs, tokens) => Self::leaf(&docs, tokens),
            Node::Group {
                docs,
                head,
                rows,
                layout,
            } => {
                let (lead, head) = apart(&docs, line(head));
                Self::Group {
                    lead,
                    head,
                    rows: rows.into_iter().map(Self::from).collect(),
                    layout,
                }
            }
        }
    }
}

impl Row {
    fn leaf(docs: &[String], tokens: TokenStream) -> Self {
        let (lead, code) = apart(docs, line(tokens));
        Self::Leaf { lead, code }
    }
}

/// Takes the attributes off the start of a row, which have lines of their own behind the docs.
fn apart(docs: &[String], text: String) -> (String, String) {
    let mut printed = String::with_capacity(docs.iter().map(|line| line.len() + 5).sum());
    for line in docs {
        comment::line(&mut printed, "///", line);
    }
    if !text.starts_with("#[") {
        return (printed, text);
    }
    let code = attributes(&mut printed, &text, 0).to_owned();
    (printed, code)
}

/// The width of a node on one line, if it is at most `room`.
pub(super) fn flat_width(node: &Row, room: usize) -> Option<usize> {
    let used = match node {
        Row::Leaf { lead, .. } if !lead.is_empty() => return None,
        Row::Leaf { code, .. } => width(code),
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

/// A node on one line.
pub(super) fn flat(node: &Row) -> String {
    let mut out = String::new();
    push_flat(&mut out, node);
    out
}

/// Appends a node on one line: `head { row, row }`.
pub(super) fn push_flat(out: &mut String, node: &Row) {
    let (head, rows) = match node {
        Row::Leaf { code, .. } => return out.push_str(code),
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
