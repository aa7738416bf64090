//! Places in a document: [`Pointer`] is a JSON Pointer ([RFC 6901]), [`Trail`] is the same while a tree is walked, and
//! [`parse_reference`] and [`follow_refs`] read `$ref`.
//!
//! Every stage uses this module, and it uses none of them.
//!
//! [RFC 6901]: https://www.rfc-editor.org/rfc/rfc6901

mod reference;
mod trail;

pub(crate) use reference::{MAX_HOPS, follow_refs, follow_refs_with, fragment, parse_reference};
pub use trail::Trail;

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr_iter};
use serde_json::{Map, Value};

/// A JSON Pointer as a string: `/paths/~1pets/get`. The empty string is the whole document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses a pointer ([RFC 6901 section 3]). `None` if it is neither empty nor starts with `/`, or contains a `~`
    /// that is not `~0` or `~1`.
    ///
    /// [RFC 6901 section 3]: https://www.rfc-editor.org/rfc/rfc6901#section-3
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let starts_well = text.is_empty() || text.starts_with('/');
        let mut tildes = memchr_iter(b'~', text.as_bytes());
        let tildes_well = tildes.all(|at| matches!(text.as_bytes().get(at + 1), Some(b'0' | b'1')));
        (starts_well && tildes_well).then(|| Self(text.to_owned()))
    }

    /// The member of an object under this key.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        push_key(&mut text, key);
        Self(text)
    }

    /// The item of an array at this index, from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self([&self.0, "/", &index.to_string()].concat())
    }

    /// A place below this one.
    pub(crate) fn append(&self, below: &Self) -> Self {
        Self([self.as_str(), below.as_str()].concat())
    }

    /// The object or array that contains this place; `None` for the whole document.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.to_owned()))
    }

    /// The last segment, decoded; `None` for the whole document.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.0.rsplit_once('/').map(|(_, last)| decode(last))
    }

    /// The segments from the root, each decoded (`~1` is `/`, `~0` is `~`).
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> + Clone {
        encoded_segments(&self.0).map(decode)
    }

    /// Whether this place is `other` or lies inside it.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0
            .strip_prefix(&other.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether this place is below a key of the root.
    pub(crate) fn is_in(&self, key: &str) -> bool {
        self.segments().next().is_some_and(|first| first == key)
    }

    /// Calls `then` with the same place as a [`Trail`].
    pub(crate) fn with_trail(&self, then: &mut dyn FnMut(&Trail<'_>)) {
        let segments: Vec<_> = self.segments().collect();
        trail::with_trail(&segments, &Trail::Root, then);
    }

    /// The value at this place of a tree, as `serde_json::Value::pointer` finds it, without a copy of each segment.
    pub(crate) fn find<'t>(&self, tree: &'t Value) -> Option<&'t Value> {
        encoded_segments(&self.0).try_fold(tree, step)
    }

    /// The value at this place of a tree, to change it.
    pub(crate) fn find_mut<'t>(&self, tree: &'t mut Value) -> Option<&'t mut Value> {
        self.segments().try_fold(tree, |value, key| match value {
            Value::Object(members) => members.get_mut(key.as_ref()),
            Value::Array(items) => items.get_mut(array_index(&key)?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }

    /// The pointer as a string, as `serde_json::Value::pointer` takes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As a URI fragment for readers: `#/paths/~1pets/get`. `#` is the whole document.
impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{}", self.0)
    }
}

/// Appends `/key`, escaped as [RFC 6901 section 4](https://www.rfc-editor.org/rfc/rfc6901#section-4) requires.
fn push_key(text: &mut String, key: &str) {
    text.push('/');
    let mut rest = key;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
        let (plain, marked) = rest.split_at(at);
        text.push_str(plain);
        text.push_str(if marked.starts_with('~') { "~0" } else { "~1" });
        rest = marked.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
}

/// An array index: digits without a leading zero ([RFC 6901 section 4](https://www.rfc-editor.org/rfc/rfc6901#section-4)).
fn array_index(key: &str) -> Option<usize> {
    let canonical =
        key == "0" || key.starts_with(|first: char| first.is_ascii_digit() && first != '0');
    canonical.then(|| key.parse().ok()).flatten()
}

/// The segments of a pointer, or of its end behind a segment, as they are written there.
pub(crate) fn encoded_segments(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text.strip_prefix('/');
    std::iter::from_fn(move || {
        let text = rest?;
        let end = memchr(b'/', text.as_bytes());
        rest = end.and_then(|end| text.get(end + 1..));
        text.get(..end.unwrap_or(text.len()))
    })
}

/// Objects with more members than this are searched with their hash table. In a smaller one, comparing each key is faster than
/// hashing the one that is looked for.
const FEW: usize = 8;

/// The value under a key of an object.
pub(crate) fn member<'t>(members: &'t Map<String, Value>, key: &str) -> Option<&'t Value> {
    if members.len() > FEW {
        return members.get(key);
    }
    let found = members.iter().find(|(name, _)| *name == key);
    found.map(|(_, value)| value)
}

/// The value that an encoded segment names inside another.
pub(crate) fn step<'t>(value: &'t Value, segment: &str) -> Option<&'t Value> {
    match value {
        Value::Object(members) => member(members, &decode(segment)),
        Value::Array(items) => items.get(array_index(segment)?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn decode(segment: &str) -> Cow<'_, str> {
    // Segments are short: looking at each byte is faster than `memchr`.
    let mark = |text: &str| text.bytes().position(|byte| byte == b'~');
    if mark(segment).is_none() {
        return Cow::Borrowed(segment);
    }
    let mut text = String::with_capacity(segment.len());
    let mut rest = segment;
    while let Some(at) = mark(rest) {
        let (plain, marked) = rest.split_at(at);
        text.push_str(plain);
        text.push(if marked.starts_with("~1") { '/' } else { '~' });
        rest = marked.get(2..).unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::{Pointer, Trail};

    #[test]
    fn keys_are_escaped_and_decoded() {
        let pointer = Pointer::root()
            .child("paths")
            .child("/a~b")
            .child("get")
            .index(3);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/get/3");
        assert_eq!(pointer.to_string(), "#/paths/~1a~0b/get/3");
        assert_eq!(
            pointer.segments().collect::<Vec<_>>(),
            ["paths", "/a~b", "get", "3"]
        );
        assert_eq!(pointer.parent().unwrap().last().unwrap(), "get");
        assert_eq!(Pointer::root().parent(), None);
    }

    #[test]
    fn malformed_pointers_are_rejected() {
        assert_eq!(Pointer::parse("a"), None);
        assert_eq!(Pointer::parse("/a~2"), None);
        assert_eq!(Pointer::parse("/a~"), None);
        assert!(Pointer::parse("").is_some());
    }

    #[test]
    fn a_prefix_ends_at_a_segment() {
        let pets = Pointer::parse("/paths/pets").unwrap();
        assert!(pets.child("get").starts_with(&pets));
        assert!(
            !Pointer::parse("/paths/petsitters")
                .unwrap()
                .starts_with(&pets)
        );
    }

    #[test]
    fn a_trail_is_the_same_pointer() {
        let (root, paths);
        root = Trail::Root;
        paths = root.key("paths");
        assert_eq!(paths.index(2).pointer().as_str(), "/paths/2");
    }
}
