//! What a query says, with the rules about types of [RFC 9535 section 2.4.3] built in: an [`Operand`] always has one value or
//! none, and a [`Condition`] is true or false.
//!
//! [RFC 9535 section 2.4.3]: https://www.rfc-editor.org/rfc/rfc9535#section-2.4.3

use serde_json::Value;

/// A query: where it starts, and how it goes on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JsonPath {
    pub(super) start: QueryStart,
    pub(super) segments: Vec<QuerySegment>,
}

/// Where a query starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QueryStart {
    /// `$`
    Root,
    /// `@`, in filters: the value that is tested.
    Current,
}

/// `.name`, `[…]`, or the same after `..`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QuerySegment {
    pub(super) reach: Reach,
    pub(super) selectors: Vec<Selector>,
}

/// What the selectors of a segment are applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The values so far.
    Here,
    /// The values so far, and everything below: `..`.
    Below,
}

/// One of the selectors in brackets.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Selector {
    Name(String),
    Wildcard,
    /// Counted from the end if it is negative.
    Index(i64),
    Slice(SliceBounds),
    Filter(Condition),
}

/// `start:end:step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SliceBounds {
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) step: i64,
}

/// What a filter asks of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    Any(Vec<Self>),
    All(Vec<Self>),
    Not(Box<Self>),
    /// The query selects something.
    Exists(JsonPath),
    Compare(Operand, Comparator, Operand),
    /// `match` and `search`.
    Matches {
        text: Operand,
        pattern: Operand,
        extent: MatchExtent,
    },
}

/// How much of a string a pattern must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum MatchExtent {
    /// All of it: `match`.
    Whole,
    /// Some part of it: `search`.
    Part,
}

/// One side of a comparison, or an argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Literal(Value),
    /// A query that selects at most one value.
    Singular(JsonPath),
    /// `length(…)`
    Length(Box<Self>),
    /// `count(…)`
    Count(JsonPath),
    /// `value(…)`
    OnlyValue(JsonPath),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl JsonPath {
    /// Whether it selects at most one value, whatever the document is.
    pub(super) fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            let one = matches!(
                segment.selectors.as_slice(),
                [Selector::Name(_) | Selector::Index(_)]
            );
            one && segment.reach == Reach::Here
        })
    }
}
