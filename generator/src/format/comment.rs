//! Comment lines.

/// Appends one comment line behind `mark` (`///`, `//!`), with its newline; an empty line has no trailing
/// space.
pub(super) fn line(out: &mut String, mark: &str, text: &str) {
    let text = text.trim_end();
    out.push_str(mark);
    if !text.is_empty() {
        out.push(' ');
        out.push_str(text);
    }
    out.push('\n');
}
