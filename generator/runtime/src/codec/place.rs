//! Reads the value in one place of a JSON text, and reads over all others.

use super::{
    Decode,
    error::DecodeError,
    kind::JsonType,
    memory::Memory,
    reader::Policy,
    reader::Reader,
    stack,
    value::{Value, array_index},
};

/// The value in a place of a JSON text, which has the name or index of each level; `None` if there is none.
///
/// # Errors
/// When the string is not JSON, an object on the way to the place has its key twice, or the value needs more than so many bytes of memory.
pub(crate) fn value_at(
    json: &[u8],
    place: &[String],
    memory: usize,
) -> Result<Option<Value>, DecodeError> {
    let mut reader = Reader::json(json, Policy::Lenient)?;
    reader.memory = Memory::of(memory);
    let found = reader.value_at(place)?;
    reader.finish()?;
    Ok(found)
}

impl Reader<'_> {
    fn value_at(&mut self, place: &[String]) -> Result<Option<Value>, DecodeError> {
        let Some((first, inside)) = place.split_first() else {
            return Value::decode(self).map(Some);
        };
        match self.kind()? {
            JsonType::Object => self.value_in_object(first, inside),
            JsonType::Array => self.value_in_array(array_index(first), inside),
            JsonType::Null | JsonType::Bool | JsonType::Number | JsonType::String => {
                self.skip().map(|()| None)
            }
        }
    }

    fn value_in_object(
        &mut self,
        name: &str,
        inside: &[String],
    ) -> Result<Option<Value>, DecodeError> {
        self.keep_tags();
        let (level, mut keys) = self.open_object(stack::MAP)?;
        let (mut found, mut is_met) = (None, false);
        while let Some(key) = self.next_key(&mut keys)? {
            if key != name {
                self.skip()?;
            } else if std::mem::replace(&mut is_met, true) {
                return Err(DecodeError::duplicate(name));
            } else {
                found = self.value_at(inside)?;
            }
        }
        self.level = level;
        Ok(found)
    }

    fn value_in_array(
        &mut self,
        wanted: Option<usize>,
        inside: &[String],
    ) -> Result<Option<Value>, DecodeError> {
        let (mut found, mut index) = (None, 0);
        self.list(&mut |r| {
            if Some(index) == wanted {
                found = r.value_at(inside)?;
            } else {
                r.skip()?;
            }
            index += 1;
            Ok(())
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(place: &[&str]) -> Vec<String> {
        place.iter().map(|name| (*name).to_owned()).collect()
    }

    /// The value in a place, as JSON.
    fn at(json: &str, place: &[&str]) -> Option<String> {
        let found = value_at(json.as_bytes(), &names(place), usize::MAX)
            .ok()
            .flatten();
        found.map(|value| value.to_string())
    }

    #[test]
    fn a_value_is_found_where_a_tree_has_it() {
        let json = r#"{"a":[{"code":1},{"code":{"x":[2]}}],"code":"E1","b":{"code":null}}"#;
        assert_eq!(at(json, &["code"]).as_deref(), Some(r#""E1""#));
        assert_eq!(at(json, &["b", "code"]).as_deref(), Some("null"));
        assert_eq!(
            at(json, &["a", "1", "code", "x", "0"]).as_deref(),
            Some("2")
        );
        assert_eq!(at(json, &[]).as_deref(), Some(json));
        for place in [&["a", "2"][..], &["a", "01"], &["x"], &["code", "x"]] {
            assert_eq!(at(json, place), None, "{place:?}");
        }
    }

    #[test]
    fn what_is_no_json_or_ambiguous_has_no_value() {
        for json in [
            r#"{"code":1"#,
            r#"{"code":1} x"#,
            r#"{"code":1,"a":[}"#,
            r#"{"code":1,"code":2}"#,
        ] {
            assert!(
                value_at(json.as_bytes(), &names(&["code"]), usize::MAX).is_err(),
                "{json}"
            );
        }
        // It is read over, so it may stand twice.
        assert_eq!(
            at(r#"{"a":{"x":1,"x":2},"code":1}"#, &["code"]).as_deref(),
            Some("1")
        );
    }

    #[test]
    fn only_the_value_in_the_place_counts() {
        let json = format!(r#"{{"a":[{}0],"code":"E1"}}"#, "0,".repeat(10_000));
        let read = |place: &str| value_at(json.as_bytes(), &names(&[place]), 1_000);
        assert_eq!(read("code").ok().flatten(), Some(Value::from("E1")));
        assert!(read("a").is_err());
    }
}
