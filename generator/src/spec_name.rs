//! How generated files name the document that they are from.

use std::path::Path;

use crate::load::Input;

/// The path of the document for the first line of each generated file, or that of the first one and how many more there are:
/// relative and with `/`, so that it is the same on every machine.
pub(crate) fn name_in_output(input: &Input, base: Option<&Path>) -> String {
    let (spec, more) = input.name();
    let here = match base {
        Some(base) => std::path::absolute(base),
        None => std::env::current_dir(),
    };
    let spec = match base {
        Some(_) => &std::path::absolute(spec).unwrap_or_else(|_| spec.to_owned()),
        None => spec,
    };
    let relative = here.map_or(spec, |here| spec.strip_prefix(here).unwrap_or(spec));
    let relative = if relative.is_absolute() {
        relative.file_name().map_or(relative, Path::new)
    } else {
        relative
    };
    let parts = relative
        .components()
        .filter(|part| *part != std::path::Component::CurDir);
    let parts = parts.map(|part| part.as_os_str().to_string_lossy());
    let path = parts.collect::<Vec<_>>().join("/");
    match more {
        0 => path,
        more => format!("{path} and {more} more"),
    }
}
