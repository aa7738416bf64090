//! Reads values from a JSON text or a [`Value`] tree: one concrete type, so that generated code is not generic over its source.
//! Rejects values of another type, numbers out of range, and nesting beyond [`MAX_DEPTH`](super::MAX_DEPTH).

use super::{
    error::{DecodeError, DecodeReason},
    json::Json,
    kind::JsonType,
    memory::{self, Memory, TreeLengths},
    one_way::{Direction, OneWay, OneWayMembers},
    progress::{NODE, ReadProgress},
    score::Score,
    stack::{self, Level},
    unwritten::Unwritten,
    value::{Map, Value},
};

/// How much a reader forgives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// For a server, which answers for its own document: `null` for an optional field that is not
    /// nullable, a value that an enum does not list, and an unknown field of a closed object are
    /// errors.
    Strict,
    /// For a client, whose server may be newer than its document: such a `null` is an absent field,
    /// such a value is kept as `Unknown`, such a field is ignored.
    Lenient,
}

/// Stands at a value and reads it. After a read from a JSON text it stands behind that value.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) source: ReaderSource<'a>,
    pub(super) policy: Policy,
    pub(super) level: Level,
    pub(super) memory: Memory,
    pub(super) unwritten: Unwritten,
    /// Members of a form whose strings are JSON.
    pub(super) opened: Option<&'a Map<Value>>,
    /// Those of the object that is read next.
    pub(super) one_way: OneWayMembers,
    pub(super) progress: ReadProgress,
    pub(super) lengths: TreeLengths,
}

#[derive(Debug, Clone)]
pub(super) enum ReaderSource<'a> {
    Json(Json<'a>),
    Tree(&'a Value, Scalars),
    /// A string that represents a scalar.
    Text(&'a str),
}

/// Where a reader stands among the elements of an array.
enum ArrayItems<'a> {
    JsonFirst,
    JsonRest,
    Tree(std::slice::Iter<'a, Value>),
}

/// What the scalars of a tree are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalars {
    /// Booleans are booleans, numbers are numbers.
    Typed,
    /// Everything is a string, as in a URL.
    Text,
}

impl<'a> Reader<'a> {
    /// Reads a JSON text.
    ///
    /// # Errors
    /// When the bytes are not UTF-8, or start with a byte order mark ([RFC 8259, section 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)).
    pub fn json(text: &'a [u8], policy: Policy) -> Result<Self, DecodeError> {
        Ok(Self::new(
            ReaderSource::Json(Json::new(text)?),
            policy,
            text.len(),
        ))
    }

    /// Reads a tree.
    #[must_use]
    pub fn tree(value: &'a Value, policy: Policy) -> Self {
        Self::new(ReaderSource::Tree(value, Scalars::Typed), policy, 0)
    }

    /// Reads a tree whose scalars are all strings.
    #[must_use]
    pub fn text(value: &'a Value, policy: Policy) -> Self {
        Self::new(ReaderSource::Tree(value, Scalars::Text), policy, 0)
    }

    pub(super) fn new(source: ReaderSource<'a>, policy: Policy, length: usize) -> Self {
        Self {
            source,
            policy,
            level: Level::OUTERMOST,
            memory: Memory::UNLIMITED,
            unwritten: Unwritten::Nothing,
            opened: None,
            // A server reads requests, and a client reads responses.
            one_way: OneWayMembers::of(Some(match policy {
                Policy::Strict => Direction::Request,
                Policy::Lenient => Direction::Response,
            })),
            progress: ReadProgress::new(length, policy == Policy::Strict),
            lengths: TreeLengths::default(),
        }
    }

    /// The same reader of something that is no body: it has all members, and needs none of those that
    /// only one side sends.
    #[must_use]
    #[cfg(any(feature = "server", feature = "serde"))]
    pub(super) fn of_no_body(mut self) -> Self {
        self.one_way.direction = None;
        self
    }

    /// Says which members of the object that is read next only one side sends.
    pub fn one_way(&mut self, members: &'static [OneWay]) {
        self.one_way.members = members;
    }

    /// How much this reader forgives.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Checks that nothing follows the value that was read.
    ///
    /// # Errors
    /// When more than blanks follows in a JSON text.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        match &mut self.source {
            ReaderSource::Json(json) => json.finish(),
            ReaderSource::Tree(..) | ReaderSource::Text(_) => Ok(()),
        }
    }

    /// The type of the value at which the reader stands; reads nothing. In a tree of strings every
    /// scalar is a string.
    ///
    /// # Errors
    /// When there is no value.
    pub fn kind(&mut self) -> Result<JsonType, DecodeError> {
        match &mut self.source {
            ReaderSource::Json(json) => json.kind(),
            ReaderSource::Tree(value, _) => Ok(value.kind()),
            ReaderSource::Text(_) => Ok(JsonType::String),
        }
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// When the value is not `null`.
    pub fn null(&mut self) -> Result<(), DecodeError> {
        self.require(JsonType::Null)?;
        match &mut self.source {
            ReaderSource::Json(json) => json.null(),
            ReaderSource::Tree(..) | ReaderSource::Text(_) => Ok(()),
        }
    }

    /// Reads the elements of an array: calls `each` standing at each of them, which must read it.
    ///
    /// # Errors
    /// When the value is not an array, nests too deep, or `each` fails; the pointer then names the
    /// element.
    pub fn list(
        &mut self,
        each: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.each_item(each)
    }

    /// The same, for a function that can be compiled into this one.
    #[inline(always)]
    pub(super) fn each_item(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        if self.has_texts() && (self.scalar_text().is_some() || self.is_object_of_form()) {
            return self.list_of_one(&mut each);
        }
        self.require(JsonType::Array)?;
        let level = self.enter(stack::LIST)?;
        self.count_memory(memory::LIST)?;
        let mut items = self.items();
        let inside = self.level;
        let mut score = Score::default();
        let mut index = 0;
        let mut is_built = true;
        while self.next_item(&mut items)? {
            self.progress.score = Score::default();
            match each(self) {
                Err(error) if error.is_recognized() => is_built = self.claim(inside),
                read => read.map_err(|error| error.within_index(index))?,
            }
            score.add(self.progress.score);
            index += 1;
        }
        self.progress.score = score;
        self.level = level;
        self.built(is_built)
    }

    /// A form writes a list of one as it writes its item.
    fn list_of_one(
        &mut self,
        each: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let level = self.enter(stack::LIST)?;
        each(self).map_err(|error| error.within_index(0))?;
        self.progress.retyped += 1;
        self.level = level;
        Ok(())
    }

    /// Reads over a value of any form.
    ///
    /// # Errors
    /// When the string is not JSON, or nests too deep.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        if let ReaderSource::Tree(..) | ReaderSource::Text(_) = self.source {
            return Ok(());
        }
        match self.kind()? {
            JsonType::Null => self.null(),
            JsonType::Bool => self.bool().map(drop),
            JsonType::Number => self.literal().map(drop),
            JsonType::String => self.str().map(drop),
            JsonType::Array => self.skip_known(|r| r.list(&mut Self::skip)),
            JsonType::Object => self.skip_known(Self::skip_object),
        }
    }

    /// An error at this value: it is not what the schema expects.
    ///
    /// A scalar is shown by its type; use [`DecodeReason::unexpected_text`] to show a string.
    pub fn unexpected(&mut self, expected: &'static str) -> DecodeError {
        match self.kind() {
            Ok(kind) => DecodeReason::Expected {
                expected,
                found: kind.noun().into(),
            }
            .into(),
            Err(error) => error,
        }
    }

    /// Whether the value at which the reader stands is of a type; false if there is no value.
    #[inline]
    pub(super) fn is(&mut self, kind: JsonType) -> bool {
        match &mut self.source {
            ReaderSource::Json(json) => json.is(kind),
            ReaderSource::Tree(value, _) => value.kind() == kind,
            ReaderSource::Text(_) => kind == JsonType::String,
        }
    }

    /// Checks the type of the value at which the reader stands.
    pub(super) fn require(&mut self, kind: JsonType) -> Result<(), DecodeError> {
        if self.is(kind) {
            Ok(())
        } else {
            Err(self.unexpected(kind.noun()))
        }
    }

    fn items(&self) -> ArrayItems<'a> {
        match self.source {
            ReaderSource::Json(_) | ReaderSource::Text(_) => ArrayItems::JsonFirst,
            ReaderSource::Tree(array, _) => {
                ArrayItems::Tree(array.as_array().unwrap_or_default().iter())
            }
        }
    }

    /// Whether there is another element; the reader then stands at it.
    #[inline(always)]
    fn next_item(&mut self, items: &mut ArrayItems<'a>) -> Result<bool, DecodeError> {
        match (&mut self.source, items) {
            (ReaderSource::Json(json), items @ ArrayItems::JsonFirst) => {
                *items = ArrayItems::JsonRest;
                json.first_item()
            }
            (ReaderSource::Json(json), _) => json.next_item(),
            (ReaderSource::Tree(at, _), ArrayItems::Tree(rest)) => {
                self.progress.visited += NODE;
                Ok(rest.next().map(|item| *at = item).is_some())
            }
            (ReaderSource::Tree(..), ArrayItems::JsonFirst | ArrayItems::JsonRest)
            | (ReaderSource::Text(_), _) => Ok(false),
        }
    }
}
