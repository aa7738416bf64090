//! Names with their types: fields, variants, arguments, aliases, heads of `impl`; broken where they pass the edge.

use super::WIDTH;

/// `name: Type,` in a line of its own.
pub(super) fn field(name: &str, ty: &str, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let fits = |width: usize| indent + width < WIDTH;
    let flat = name.chars().count() + 2 + ty.chars().count();
    if !fits(flat) && fits(4 + ty.chars().count()) {
        return format!("{pad}{name}:\n{pad}    {ty},\n");
    }
    format!("{pad}{},\n", field_text(name, ty, indent))
}

/// `name: Type`, its generics broken where it is too wide.
pub(super) fn field_text(name: &str, ty: &str, indent: usize) -> String {
    // rustfmt does not count the word `impl`.
    let counted = ty.strip_prefix("impl ").unwrap_or(ty);
    if indent + name.chars().count() + 2 + counted.chars().count() < WIDTH {
        return format!("{name}: {ty}");
    }
    format!("{name}: {}", broken(ty, indent))
}

/// `Name(Type),` or `Name,` in a line of its own.
pub(super) fn variant(name: &str, payload: &[String], indent: usize) -> String {
    let pad = " ".repeat(indent);
    let flat = payload.join(", ");
    if payload.is_empty() {
        return format!("{pad}{name},\n");
    }
    if indent + name.chars().count() + flat.chars().count() + 2 < WIDTH {
        return format!("{pad}{name}({flat}),\n");
    }
    let rows: String = payload
        .iter()
        .map(|ty| format!("{pad}    {ty},\n"))
        .collect();
    format!("{pad}{name}(\n{rows}{pad}),\n")
}

/// `pub type Name = Type;`
pub(super) fn alias(head: &str, ty: &str) -> String {
    if head.chars().count() + ty.chars().count() + 4 <= WIDTH {
        return format!("{head} = {ty};\n");
    }
    format!("{head} =\n    {ty};\n")
}

/// `impl Trait for Type`; ends with a newline where the brace stands on a line of its own.
pub(super) fn implementation(start: &str, of: &str, ty: &str) -> String {
    let flat = format!("{start} {of} for {ty}");
    if flat.chars().count() + 2 <= WIDTH {
        flat
    } else {
        format!("{start} {of}\n    for {ty}\n")
    }
}

/// The outermost generics a line each, at `indent` and one step.
pub(super) fn broken(ty: &str, indent: usize) -> String {
    let parts = ty.find('<').zip(ty.rfind('>')).and_then(|(open, close)| {
        Some((ty.get(..=open)?, ty.get(open + 1..close)?, ty.get(close..)?))
    });
    let Some((start, inner, end)) = parts else {
        return ty.to_owned();
    };
    let pad = " ".repeat(indent);
    let arguments = split(inner).into_iter().map(|one| {
        let fits = indent + 4 + one.chars().count() < WIDTH;
        let one = if fits {
            one.to_owned()
        } else {
            broken(one, indent + 4)
        };
        format!("{pad}    {one},\n")
    });
    format!("{start}\n{}{pad}{end}", arguments.collect::<String>())
}

/// The generics between the outermost commas.
fn split(inner: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, character) in inner.char_indices() {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(inner.get(start..at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(inner.get(start..).map(str::trim));
    parts
}
