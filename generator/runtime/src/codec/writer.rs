//! Writes values as JSON text or as a [`Value`] tree: one type, so that generated code is not generic
//! over its target. Rejects floats that are not finite, and nesting beyond [`MAX_DEPTH`].

use super::{
    Encode, MAX_DEPTH,
    encode_error::{EncodeError, EncodeReason},
    number::Number,
    one_way::{Direction, OneWay, OneWayMembers},
    output::Output,
    tree::TreeBuilder,
    value::Value,
    writer_tags::Tags,
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
    let sink = Output::Json(Vec::with_capacity(512));
    match Writer::run(sink, value, direction, MAX_DEPTH)? {
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
    tree(value, direction, MAX_DEPTH).map(|(value, _)| value)
}

/// As [`to_value`], down to so many levels, with `null` for the lists and objects that are deeper, and whether there are any.
pub(crate) fn outline(value: &dyn Encode, levels: usize) -> Result<(Value, bool), EncodeError> {
    tree(value, None, levels)
}

fn tree(
    value: &dyn Encode,
    direction: Option<Direction>,
    levels: usize,
) -> Result<(Value, bool), EncodeError> {
    let sink = Output::Tree(TreeBuilder::default());
    match Writer::run(sink, value, direction, levels)? {
        Output::Tree(tree) => Ok((tree.done, tree.is_cut)),
        Output::Json(_) => Ok((Value::Null, false)),
    }
}

/// Takes the parts of a value and writes them. A value is exactly one call.
#[derive(Debug)]
pub struct Writer<'p> {
    pub(super) sink: Output<'p>,
    pub(super) depth: usize,
    /// How deep it writes. What is deeper is an error, or `null` in an outline. If it is 0, the parts of the value are shown.
    pub(super) levels: usize,
    pub(super) error: Option<EncodeError>,
    /// Tags of unions that the next object carries: name and value.
    pub(super) tags: Vec<Tags>,
    /// Those of the object that is written next.
    pub(super) one_way: OneWayMembers,
}

impl<'p> Writer<'p> {
    pub(super) fn run(
        sink: Output<'p>,
        value: &dyn Encode,
        direction: Option<Direction>,
        levels: usize,
    ) -> Result<Output<'p>, EncodeError> {
        let mut writer = Self {
            sink,
            depth: 0,
            levels,
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
    #[inline]
    pub fn bool(&mut self, value: bool) {
        self.scalar();
        self.sink.bool(value);
    }

    /// Writes an integer.
    #[inline]
    pub fn i64(&mut self, value: i64) {
        self.scalar();
        self.sink.integer(value);
    }

    /// Writes an integer.
    pub fn u64(&mut self, value: u64) {
        self.number(&value.into());
    }

    /// Writes an integer.
    pub fn i128(&mut self, value: i128) {
        self.number(&value.into());
    }

    /// Writes an integer.
    pub fn u128(&mut self, value: u128) {
        self.number(&value.into());
    }

    /// Writes the shortest text that reads back as the same float. NaN and the infinities are
    /// errors.
    #[inline]
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
        self.sink
            .number(&Number::from_literal(&format!("{value:?}")));
    }

    /// Writes a number as its literal text.
    pub fn number(&mut self, value: &Number) {
        self.scalar();
        self.sink.number(value);
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.scalar();
        self.sink.string(text);
    }

    /// What is not an object has no place for tags.
    #[inline]
    pub(super) fn scalar(&mut self) {
        if !self.tags.is_empty() {
            self.tags.clear();
            self.fail(EncodeReason::TagOutsideObject);
        }
    }

    /// Goes one level down, if it may and nothing has failed; the caller comes up again by `depth
    /// -= 1`.
    pub(super) fn enter(&mut self) -> bool {
        if self.depth == self.levels {
            self.leave_out();
            return false;
        }
        self.depth += 1;
        self.error.is_none()
    }

    #[cold]
    pub(super) fn leave_out(&mut self) {
        if self.levels == MAX_DEPTH {
            return self.fail(EncodeReason::Depth);
        }
        if self.levels > 0 {
            self.tags.clear();
            self.one_way.take();
        }
        self.sink.leave_out();
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
