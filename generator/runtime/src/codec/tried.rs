//! Why no variant of a union accepts a value, as text of a bounded length: a union may have hundreds
//! of variants.

use std::fmt;

use super::listed::Listed;

/// How many variants are named, and how many characters of a reason.
const SHOWN: usize = 6;
const REASON: usize = 120;

/// A variant that was tried.
pub(super) struct TriedVariant {
    pub(super) name: &'static str,
    /// Whether it expects another type of value, so that its reason says little.
    pub(super) is_far: bool,
    pub(super) reason: String,
}

impl fmt::Display for TriedVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, cut(&self.reason))
    }
}

/// Writes `: Circle (/radius: required, but missing), Square (…)`. The variants that expect another
/// type of value come last, and a long list is cut.
pub(super) fn write_tried(f: &mut fmt::Formatter<'_>, mut tried: Vec<TriedVariant>) -> fmt::Result {
    tried.sort_by_key(|one| one.is_far);
    if tried.is_empty() {
        return Ok(());
    }
    let (items, most) = (tried.iter(), SHOWN);
    write!(f, ": {}", Listed { items, most })
}

fn cut(reason: &str) -> std::borrow::Cow<'_, str> {
    match reason.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or_default()).into(),
        None => reason.into(),
    }
}
