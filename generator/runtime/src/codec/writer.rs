//! Writes values as JSON text or as a [`Value`] tree: one type, so that generated code is not generic
//! over its target. Rejects floats that are not finite, and nesting beyond [`MAX_DEPTH`].

use super::{
    Encode, MAX_DEPTH,
    encode_error::{EncodeError, EncodeReason},
    entries::Entries,
    field_key::FieldKey,
    number::Number,
    one_way::{Direction, OneWay, OneWayMembers},
    output::{Output, TreeBuilder},
    value::Value,
    writer_tags::{Tags, missing},
};

/// Encodes a value as JSON text ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)), without blanks.
///
/// # Errors
/// When the value holds a float that is not finite, nests too deep, or has no form in JSON.
pub fn to_json(value: &dyn Encode) -> Result<Vec<u8>, EncodeError> {
    body_to_json(value, None)
}

/// As [`to_json`], without the members that bodies of a direction do not have.
pub(crate) fn body_to_json(
    value: &dyn Encode,
    direction: Option<Direction>,
) -> Result<Vec<u8>, EncodeError> {
    match Writer::run(Output::Json(Vec::with_capacity(512)), value, direction)? {
        Output::Json(out) => Ok(out),
        Output::Tree(_) => Ok(Vec::new()),
    }
}

/// Encodes a value as a tree.
///
/// # Errors
/// As [`to_json`].
pub fn to_value(value: &dyn Encode) -> Result<Value, EncodeError> {
    body_to_value(value, None)
}

/// As [`to_value`], without the members that bodies of a direction do not have.
pub(crate) fn body_to_value(
    value: &dyn Encode,
    direction: Option<Direction>,
) -> Result<Value, EncodeError> {
    match Writer::run(Output::Tree(TreeBuilder::default()), value, direction)? {
        Output::Tree(tree) => Ok(tree.finish()),
        Output::Json(_) => Ok(Value::Null),
    }
}

/// Takes the parts of a value and writes them. A value is exactly one call.
#[derive(Debug)]
pub struct Writer {
    sink: Output,
    depth: usize,
    pub(super) error: Option<EncodeError>,
    /// Tags of unions that the next object carries: name and value.
    pub(super) tags: Vec<Tags>,
    /// Those of the object that is written next.
    pub(super) one_way: OneWayMembers,
}

impl Writer {
    fn run(
        sink: Output,
        value: &dyn Encode,
        direction: Option<Direction>,
    ) -> Result<Output, EncodeError> {
        let mut writer = Self {
            sink,
            depth: 0,
            error: None,
            tags: Vec::new(),
            one_way: OneWayMembers::of(direction),
        };
        value.encode(&mut writer);
        writer.error.map_or(Ok(writer.sink), Err)
    }

    /// Says which members of the object that is written next only one side sends.
    pub fn one_way(&mut self, members: &'static [OneWay]) {
        self.one_way.members = members;
    }

    /// Gives up: nothing that is written from here on counts. The pointer of the error grows as the
    /// callers return.
    pub fn fail(&mut self, reason: EncodeReason) {
        self.error.get_or_insert_with(|| EncodeError::new(reason));
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.scalar();
        self.sink.null();
    }

    /// Writes a boolean.
    pub fn bool(&mut self, value: bool) {
        self.scalar();
        self.sink.bool(value);
    }

    /// Writes an integer.
    pub fn i64(&mut self, value: i64) {
        self.scalar();
        self.sink.integer(value);
    }

    /// Writes an integer.
    pub fn u64(&mut self, value: u64) {
        self.scalar();
        self.sink.integer(value);
    }

    /// Writes an integer.
    pub fn i128(&mut self, value: i128) {
        self.scalar();
        self.sink.integer(value);
    }

    /// Writes an integer.
    pub fn u128(&mut self, value: u128) {
        self.scalar();
        self.sink.integer(value);
    }

    /// Writes the shortest text that reads back as the same float. NaN and the infinities are
    /// errors.
    pub fn f64(&mut self, value: f64) {
        self.scalar();
        if !value.is_finite() {
            return self.fail(EncodeReason::NotFinite);
        }
        self.sink.float(value);
    }

    /// As [`f64`](Self::f64), with the digits that an `f32` needs.
    pub fn f32(&mut self, value: f32) {
        self.scalar();
        if !value.is_finite() {
            return self.fail(EncodeReason::NotFinite);
        }
        self.sink.number(format_args!("{value:?}"));
    }

    /// Writes a number as its literal text.
    pub fn number(&mut self, value: &Number) {
        self.scalar();
        self.sink.number(format_args!("{value}"));
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.scalar();
        self.sink.string(text);
    }

    /// Writes an array.
    pub fn list<'i, T: Encode + ?Sized + 'i>(&mut self, items: impl IntoIterator<Item = &'i T>) {
        if !self.open_list() {
            return;
        }
        for (index, item) in items.into_iter().enumerate() {
            self.sink.item(index == 0);
            item.encode(self);
            if self.error.is_some() {
                return self.locate_item(index);
            }
        }
        self.close_list();
    }

    fn open_list(&mut self) -> bool {
        self.scalar();
        let may_enter = self.enter();
        if may_enter {
            self.sink.open_array();
        }
        may_enter
    }

    fn close_list(&mut self) {
        self.sink.close_array();
        self.depth -= 1;
    }

    /// Writes an object with known fields; absent ones are left out.
    pub fn record(&mut self, fields: &[(&str, &dyn Encode)]) {
        self.object(fields.iter().copied(), None);
    }

    /// The same, with the [keys](super::field_key()) that a crate knows when it is compiled, and a value for each of them.
    pub fn fields(&mut self, keys: &[&str], values: &[&dyn Encode]) {
        let keys = keys.iter().map(|key| FieldKey::new(key));
        let fields = keys.zip(values.iter().copied());
        if !self.is_plain_object() {
            return self.object(fields.map(|(key, value)| (key.name(), value)), None);
        }
        if !self.enter() {
            return;
        }
        self.sink.open_object();
        let mut is_first = true;
        for (key, value) in fields.filter(|(_, value)| !value.is_absent()) {
            self.sink.known_key(key, is_first);
            is_first = false;
            value.encode(self);
            if self.error.is_some() {
                return self.locate(key.name());
            }
        }
        self.sink.close_object();
        self.depth -= 1;
    }

    /// Writes an object with known fields, followed by the entries of `extra`, except where these
    /// repeat a field that is set.
    pub fn record_with(&mut self, fields: &[(&str, &dyn Encode)], extra: &dyn Entries) {
        self.object(fields.iter().copied(), Some(extra));
    }

    /// Writes an object with free keys.
    pub fn map(&mut self, entries: &dyn Entries) {
        if !self.is_plain_object() {
            return self.object(std::iter::empty(), Some(entries));
        }
        if !self.enter() {
            return;
        }
        self.sink.open_object();
        entries.each(&mut |key, value| self.member(key, value));
        self.sink.close_object();
        self.depth -= 1;
    }

    /// Writes an object. The tags of the unions around it come first, unless it has members of their
    /// names.
    fn object<'f>(
        &mut self,
        fields: impl Iterator<Item = (&'f str, &'f dyn Encode)> + Clone,
        extra: Option<&dyn Entries>,
    ) {
        if !self.enter() {
            return;
        }
        self.sink.open_object();
        let one_way = self.one_way.take();
        let present = |name: &str| {
            let mut fields = fields.clone();
            fields.any(|(field, value)| field == name && !value.is_absent())
                && !one_way.exclude(name)
        };
        let tags = std::mem::take(&mut self.tags);
        for (name, tag) in missing(&tags, |name| {
            present(name) || extra.is_some_and(|extra| extra.has(name))
        }) {
            self.sink.key(name);
            self.sink.string(tag);
        }
        for (name, value) in fields.clone() {
            if value.is_absent() {
                let is_tag = tags.iter().any(|(tag, _)| *tag == name);
                if one_way.require(name) && !is_tag && self.error.is_none() {
                    self.fail(EncodeReason::Missing);
                    self.locate(name);
                }
            } else if !one_way.exclude(name) {
                self.tag_or_member(&tags, name, value);
            }
        }
        if let Some(extra) = extra {
            extra.each(&mut |key, value| {
                if !present(key) && !one_way.exclude(key) {
                    self.tag_or_member(&tags, key, value);
                }
            });
        }
        self.sink.close_object();
        self.depth -= 1;
    }

    pub(super) fn member(&mut self, name: &str, value: &dyn Encode) {
        if self.error.is_some() {
            return;
        }
        self.sink.key(name);
        value.encode(self);
        self.locate(name);
    }

    /// Whether the next object has neither tags of unions nor members that only one side sends.
    fn is_plain_object(&self) -> bool {
        self.tags.is_empty() && self.one_way.members.is_empty()
    }

    /// Adds an item to the place of the error.
    #[inline(never)]
    fn locate_item(&mut self, index: usize) {
        self.locate(itoa::Buffer::new().format(index));
    }

    /// Adds a member to the place of the error, if there is one.
    fn locate(&mut self, name: &str) {
        if let Some(error) = &mut self.error {
            error.prepend(name);
        }
    }

    /// What is not an object has no place for tags.
    fn scalar(&mut self) {
        if !self.tags.is_empty() {
            self.tags.clear();
            self.fail(EncodeReason::TagOutsideObject);
        }
    }

    /// Goes one level down, if it may and nothing has failed; the caller comes up again by `depth
    /// -= 1`.
    fn enter(&mut self) -> bool {
        if self.depth == MAX_DEPTH {
            self.fail(EncodeReason::Depth);
        }
        self.depth += 1;
        self.error.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Map;

    #[test]
    fn values_without_json_form_are_errors_with_their_place() {
        let error =
            to_json(&vec![vec![1.0], vec![2.0, f64::NAN, 3.0]]).map_err(|error| error.to_string());
        assert_eq!(error, Err("/1/1: not a finite number".to_owned()));
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |levels| (0..levels).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        assert!(to_json(&nested(MAX_DEPTH)).is_ok());
        let error = to_json(&nested(MAX_DEPTH + 1)).map_err(|error| error.reason());
        assert_eq!(error, Err(EncodeReason::Depth));
    }

    #[test]
    fn both_back_ends_agree() {
        let map: Map<Vec<Option<f64>>> = Map::from_iter([
            ("a".to_owned(), vec![Some(1.0), None]),
            ("b".to_owned(), vec![]),
        ]);
        let json = to_json(&map)
            .ok()
            .and_then(|json| String::from_utf8(json).ok());
        assert_eq!(json.as_deref(), Some(r#"{"a":[1.0,null],"b":[]}"#));
        assert_eq!(to_value(&map).map(|value| value.to_string()).ok(), json);
    }
}
