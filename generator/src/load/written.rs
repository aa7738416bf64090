//! The tree of a document as it is written, after overlays and before any other pass: what one more overlay is applied to.

use std::path::PathBuf;

use serde_json::Value;

use super::gather::{self, Input, InputEntry};
use super::{LoadOptions, input, overlay, parse};
use crate::diagnostic::Diagnostics;

/// The tree of the only document of an input; `None` if there are several, if it is the standard input, or if it cannot be read.
pub(crate) fn written_tree(input: &Input, options: &LoadOptions) -> Option<Value> {
    let entries = gather::gather(input, options).ok()?;
    let [entry @ InputEntry::File(_)] = entries.as_slice() else {
        return None;
    };
    let mut diagnostics = Diagnostics::new();
    let bytes = entry.read(options.limits.bytes).ok()?;
    let (file, format) = input::admit(&entry.name(), bytes, options, &mut diagnostics)?;
    let mut tree = parse(file, format, options, &mut diagnostics)?;
    let path: Option<PathBuf> = entry.place(&input.roots).map(|(path, _)| path);
    let paths: Vec<PathBuf> = path.iter().cloned().collect();
    let named = (input.overlays.as_slice(), input.proposed.as_deref());
    let mut overlays = overlay::Overlays::read(named, &paths, options, &mut diagnostics);
    overlays.apply(
        &mut tree,
        (file, path.as_deref()),
        options,
        &mut diagnostics,
    );
    Some(tree)
}
