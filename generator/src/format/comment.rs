//! Comment lines.

/// One comment line behind `mark` (`///`, `//!`), with its newline; an empty line has no trailing
/// space.
pub(super) fn line(mark: &str, text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() {
        format!("{mark}\n")
    } else {
        format!("{mark} {text}\n")
    }
}
