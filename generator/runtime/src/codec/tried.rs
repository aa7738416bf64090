//! Why no variant of a union accepts a value, as text of a bounded length: a union may have hundreds
//! of variants.

use std::fmt;

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

/// Writes `: Circle (/radius: required, but missing), Square (…)`. The variants that expect another
/// type of value come last, and a long list is cut.
pub(super) fn write_tried(f: &mut fmt::Formatter<'_>, tried: Vec<TriedVariant>) -> fmt::Result {
    let all = tried.len();
    let (far, near): (Vec<_>, Vec<_>) = tried.into_iter().partition(|one| one.is_far);
    let shown = near.into_iter().chain(far).take(SHOWN);
    for (position, one) in shown.enumerate() {
        f.write_str(if position == 0 { ": " } else { ", " })?;
        write!(f, "{} ({})", one.name, cut(&one.reason))?;
    }
    match all.checked_sub(SHOWN) {
        None | Some(0) => Ok(()),
        Some(more) => write!(f, " and {more} more"),
    }
}

fn cut(reason: &str) -> std::borrow::Cow<'_, str> {
    match reason.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or_default()).into(),
        None => reason.into(),
    }
}
