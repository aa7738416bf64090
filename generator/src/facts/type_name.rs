//! Types as pages name them: `Array of Tag objects`, `Store[]`, `integer (int32)`, `Map<String,Long>`.

use std::fmt;

use super::profile::TypeNames;
use super::text::is_identifier;

/// How deep arrays and maps can be in each other.
const DEPTH: usize = 6;

/// A type that a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageType {
    /// A word of the profile, such as `string`.
    Scalar(String),
    /// An object, with the name of the table that describes it.
    Object(Option<String>),
    /// An array, with the type of its items if the page names it.
    Array(Option<Box<PageType>>),
    /// A map, with the type of its values.
    Map(Box<PageType>),
    /// A name that the profile does not know: a table may describe it.
    Named(String),
}

impl PageType {
    /// The type that a cell names; `None` if it names none.
    pub(crate) fn parse(text: &str, names: &TypeNames) -> Option<Self> {
        let text = without_links(text);
        Self::part(text.trim(), names, DEPTH)
    }

    fn part(text: &str, names: &TypeNames, depth: usize) -> Option<Self> {
        if depth == 0 || text.is_empty() {
            return None;
        }
        if let Some(found) = names.scalar(text) {
            return Some(match found {
                "object" => Self::Object(None),
                "array" => Self::Array(None),
                scalar => Self::Scalar(scalar.to_owned()),
            });
        }
        if let Some((name, format)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
            let whole = Self::part(name.trim(), names, depth - 1)?;
            return Some(whole.with_format(format.trim()));
        }
        if let Some(items) = text.strip_suffix("[]") {
            let items = Self::part(items.trim(), names, depth - 1)?;
            return Some(Self::Array(Some(Box::new(items))));
        }
        if let Some(items) = names.inner("array", text) {
            let items = Self::part(items, names, depth - 1)?;
            return Some(Self::Array(Some(Box::new(items))));
        }
        if let Some(values) = names.inner("map", text) {
            let values = Self::part(values, names, depth - 1)?;
            return Some(Self::Map(Box::new(values)));
        }
        if let Some(name) = names.inner("object", text) {
            return is_identifier(name).then(|| Self::Object(Some(name.to_owned())));
        }
        is_identifier(text).then(|| Self::Named(text.to_owned()))
    }

    /// The type with the format in parentheses behind it, if the format changes what it is.
    fn with_format(self, format: &str) -> Self {
        let Self::Scalar(name) = &self else {
            return self;
        };
        let name = match (name.as_str(), format) {
            ("integer", "int64") => "long",
            ("number", "double") => "double",
            ("number", "float") => "float",
            ("string", "binary") => "file",
            _ => return self,
        };
        Self::Scalar(name.to_owned())
    }

    /// Whether it is more than a word that the profile does not know. `Array<Zone>` is an array, whatever a zone is.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self, Self::Named(_))
    }

    /// The name of the object that it contains.
    pub(crate) fn object(&self) -> Option<&str> {
        match self {
            Self::Object(name) => name.as_deref(),
            Self::Named(name) => Some(name),
            Self::Array(Some(inner)) | Self::Map(inner) => inner.object(),
            Self::Scalar(_) | Self::Array(None) => None,
        }
    }

    /// The same type with another kind of type for a name.
    pub(crate) fn resolve(self, known: &Self) -> Self {
        match self {
            Self::Named(_) => known.clone(),
            Self::Array(Some(inner)) => Self::Array(Some(Box::new(inner.resolve(known)))),
            Self::Map(inner) => Self::Map(Box::new(inner.resolve(known))),
            other => other,
        }
    }

    /// What stands between the name of a field of this type and the names of its properties.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Array(Some(inner)) => format!("[]{}", inner.path()),
            Self::Array(None) => "[]".to_owned(),
            Self::Map(inner) => format!(".*{}", inner.path()),
            _ => String::new(),
        }
    }

    /// The scalar at the end of arrays.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match self {
            Self::Scalar(name) => Some(name),
            Self::Array(Some(inner)) => inner.scalar(),
            _ => None,
        }
    }
}

impl fmt::Display for PageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(name) => f.write_str(name),
            Self::Object(_) | Self::Named(_) => f.write_str("object"),
            Self::Array(None) => f.write_str("array"),
            Self::Array(Some(items)) => write!(f, "array of {items}"),
            Self::Map(values) => write!(f, "map of {values}"),
        }
    }
}

/// The text without the brackets that remain of links: `Array of [Tag] objects`. `Tag[]` is an array.
fn without_links(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        left.push_str(before);
        rest = after;
        match after.split_once(']') {
            Some(("", _)) | None => left.push('['),
            Some((inside, behind)) => {
                left.push_str(inside);
                rest = behind;
            }
        }
    }
    left.push_str(rest);
    left
}
