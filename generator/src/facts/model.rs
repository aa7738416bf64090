//! What a page says: facts with their lines, and what could not be read.

use std::fmt;

/// A fact, and the line of the page that shows it; 0 if the source has no lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// The line, from 1.
    pub line: usize,
}

impl<T> Fact<T> {
    /// A fact of a line.
    pub(crate) fn new(value: T, line: usize) -> Self {
        Self { value, line }
    }
}

/// Where a field belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldPlace {
    /// A parameter in the path.
    Path,
    /// A parameter in the query string.
    Query,
    /// A parameter in a header.
    Header,
    /// A parameter in a cookie.
    Cookie,
    /// A part of a form.
    Form,
    /// A property of the request body.
    Body,
    /// A property of the body of a response, by its status.
    Response(String),
}

impl fmt::Display for FieldPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => f.write_str("path"),
            Self::Query => f.write_str("query"),
            Self::Header => f.write_str("header"),
            Self::Cookie => f.write_str("cookie"),
            Self::Form => f.write_str("form"),
            Self::Body => f.write_str("body"),
            Self::Response(status) => write!(f, "response {status}"),
        }
    }
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitOf {
    /// The value of a number.
    Value,
    /// The characters of a string.
    Length,
    /// The items of an array.
    Items,
}

/// The limits of a field, as the page writes the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLimits {
    /// What they are about.
    pub of: LimitOf,
    /// The least that is allowed.
    pub least: Option<Fact<String>>,
    /// The most that is allowed.
    pub most: Option<Fact<String>>,
}

/// What a page says about a parameter, or about a property of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFacts {
    /// Where it belongs.
    pub place: FieldPlace,
    /// Its name. Properties of nested objects have the whole path, as in `tags[].key`.
    pub name: String,
    /// The line of its name.
    pub line: usize,
    /// Whether it is required.
    pub required: Option<Fact<bool>>,
    /// Its type, as in `array of string`.
    pub type_name: Option<Fact<String>>,
    /// The name of the object that it is, or that its items are.
    pub object: Option<String>,
    /// All values that it can have.
    pub values: Option<Fact<Vec<String>>>,
    /// Its default.
    pub default: Option<Fact<String>>,
    /// Its limits.
    pub limits: Vec<FieldLimits>,
}

/// An action of an access policy, and the level of access that it grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyAction {
    /// Such as `vaults:backups:list`.
    pub action: Fact<String>,
    /// Such as `Write`.
    pub access: Option<Fact<String>>,
}

/// Something that the page once said, and that the saved copy does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What is missing, as in `query limit: required`.
    pub what: String,
    /// Where it should be.
    pub line: usize,
    /// Why it cannot be read.
    pub reason: String,
}

/// All facts of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// The name of the page.
    pub page: String,
    /// The identifier of the operation.
    pub operation: Option<Fact<String>>,
    /// The day of the last change, as in `2026-02-10`.
    pub date: Option<Fact<String>>,
    /// The HTTP method.
    pub method: Option<Fact<String>>,
    /// The path, with parameters in braces.
    pub path: Option<Fact<String>>,
    /// The actions that a caller must be allowed to perform.
    pub authorization: Vec<PolicyAction>,
    /// The statuses of responses.
    pub statuses: Vec<Fact<String>>,
    /// Parameters and properties.
    pub fields: Vec<FieldFacts>,
    /// What the copy has lost.
    pub unreadable: Vec<Gap>,
    /// Tables that no rule of the profile places.
    pub unplaced: Vec<Gap>,
    /// Rows that the profile ignores, with their lines.
    pub ignored: Vec<Fact<String>>,
}

impl PageFacts {
    /// Whether the page describes an operation.
    #[must_use]
    pub fn has_operation(&self) -> bool {
        self.method.is_some() && self.path.is_some()
    }
}
