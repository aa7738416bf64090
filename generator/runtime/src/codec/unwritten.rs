//! Values that have no string in a query or a form.

/// Which values have no string in the text that a tree was read from, so that a required member
/// that is absent may be one of them.
///
/// `?size=1` is how both `{size: 1, tags: []}` and `{size: 1, tags: null}` are written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unwritten {
    /// None: every value is written.
    Nothing,
    /// `null` and empty lists, among the members of the outermost object: the parts of a form.
    Parts,
    /// `null`, empty lists and empty objects, at every depth: the pairs of a query.
    Pairs,
}
