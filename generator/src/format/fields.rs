//! Names with their types: fields, variants, aliases; broken where they pass the edge.
//!
//! ```text
//!     pub example:
//!         Map<Nullable<Vec<AVeryLongNameOfATypeOfTheDocument>>>,
//! ```

use super::WIDTH;
use super::attribute::pad;
use super::brackets::{list, width};

/// `name: Type,` in a line of its own.
pub(super) fn field(out: &mut String, name: &str, ty: &str, indent: usize) {
    let fits = |width: usize| indent + width < WIDTH;
    pad(out, indent);
    if !fits(width(name) + 2 + width(ty)) && fits(4 + width(ty)) {
        out.push_str(name);
        out.push_str(":\n");
        pad(out, indent + 4);
        out.push_str(ty);
    } else {
        out.push_str(&field_text(name, ty, indent));
    }
    out.push_str(",\n");
}

/// `name: Type`, its generics broken if it is too wide.
pub(super) fn field_text(name: &str, ty: &str, indent: usize) -> String {
    // rustfmt does not count the word `impl`.
    let counted = ty.strip_prefix("impl ").unwrap_or(ty);
    if indent + width(name) + 2 + width(counted) < WIDTH {
        return format!("{name}: {ty}");
    }
    format!("{name}: {}", broken(ty, indent))
}

/// `Name(Type),` or `Name,` in a line of its own.
pub(super) fn variant(out: &mut String, name: &str, payload: &str, indent: usize) {
    pad(out, indent);
    out.push_str(name);
    if !payload.is_empty() {
        out.push('(');
        if indent + width(name) + width(payload) + 2 < WIDTH {
            out.push_str(payload);
        } else {
            out.push('\n');
            each(out, payload, indent + 4);
            pad(out, indent);
        }
        out.push(')');
    }
    out.push_str(",\n");
}

/// The items of a list, a line each.
pub(super) fn each(out: &mut String, items: &str, indent: usize) {
    for item in list(items) {
        pad(out, indent);
        out.push_str(item);
        out.push_str(",\n");
    }
}

/// `pub type Name = Type;`
pub(super) fn alias(out: &mut String, head: &str, ty: &str) {
    out.push_str(head);
    let fits = width(head) + width(ty) + 4 <= WIDTH;
    out.push_str(if fits { " = " } else { " =\n    " });
    out.push_str(ty);
    out.push_str(";\n");
}

/// The outermost generics, a line each:
///
/// ```text
/// Result<
///     Response<Page>,
///     Error<Problem>,
/// >
/// ```
pub(super) fn broken(ty: &str, indent: usize) -> String {
    let parts = ty.find('<').zip(ty.rfind('>')).and_then(|(open, close)| {
        Some((ty.get(..=open)?, ty.get(open + 1..close)?, ty.get(close..)?))
    });
    let Some((start, inner, end)) = parts else {
        return ty.to_owned();
    };
    let pad = " ".repeat(indent);
    let arguments = list(inner).map(|one| {
        let fits = indent + 4 + width(one) < WIDTH;
        let one = if fits {
            one.to_owned()
        } else {
            broken(one, indent + 4)
        };
        format!("{pad}    {one},\n")
    });
    format!("{start}\n{}{pad}{end}", arguments.collect::<String>())
}
