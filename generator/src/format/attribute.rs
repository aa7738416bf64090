//! Doc comments and other attributes, before an item or at the head of a file.
//!
//! ```text
//! /// A pet.
//! #[derive(Debug, Clone)]
//! #[allow(
//!     clippy::large_enum_variant,
//!     reason = "the document decides what a variant holds"
//! )]
//! ```
//!
//! A doc comment arrives as `///` lines already, since `spacing` prints it so.

use super::brackets::{bracketed, list, width};

/// The widest arguments of an attribute that rustfmt leaves on one line (`attr_fn_like_width`).
const NARROW: usize = 70;

/// Indents a line.
pub(super) fn pad(out: &mut String, indent: usize) {
    for _ in 0..indent {
        out.push(' ');
    }
}

/// Prints the attributes that the text starts with, a line each; returns what follows them.
pub(super) fn attributes<'a>(out: &mut String, text: &'a str, indent: usize) -> &'a str {
    let mut text = text.trim_start();
    loop {
        if text.starts_with("///") {
            let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
            pad(out, indent);
            out.push_str(line);
            out.push('\n');
            text = rest.trim_start();
        } else if let Some(rest) = text.strip_prefix('#').filter(|rest| rest.starts_with('[')) {
            let (inside, rest) = bracketed(rest);
            attribute(out, "#", inside, indent);
            text = rest.trim_start();
        } else {
            return text;
        }
    }
}

/// Prints inner attributes, a line each.
pub(super) fn inner(out: &mut String, text: &str) {
    let mut text = text.trim();
    while let Some(rest) = text.strip_prefix("#!") {
        let (inside, rest) = bracketed(rest);
        attribute(out, "#!", inside, 0);
        text = rest.trim_start();
    }
}

/// Prints one attribute; its arguments have a line each if they are too wide.
fn attribute(out: &mut String, mark: &str, text: &str, indent: usize) {
    pad(out, indent);
    out.push_str(mark);
    out.push('[');
    let arguments = text
        .split_once('(')
        .and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
    match arguments.filter(|(_, arguments)| width(arguments) > NARROW) {
        None => out.push_str(text),
        Some((name, arguments)) => {
            out.push_str(name);
            out.push_str("(\n");
            rows(out, arguments, indent);
            out.push(')');
        }
    }
    out.push_str("]\n");
}

/// Arguments, a line each.
fn rows(out: &mut String, arguments: &str, indent: usize) {
    for (index, row) in list(arguments).enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        pad(out, indent + 4);
        out.push_str(row);
    }
    out.push('\n');
    pad(out, indent);
}
