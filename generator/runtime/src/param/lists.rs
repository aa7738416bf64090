//! Lists within a list (`collectionFormat` on two levels in Swagger 2.0): each inner list is one
//! string with a separator, `[[1, 2], [3]]` is `1|2` and `3`. Rejects inner lists without items,
//! items that contain the separator, and deeper nesting.

use super::raw::{RawValue, scalar};
use crate::codec::Value;

/// The inner lists as strings.
pub(super) fn joined(value: &Value, between: char) -> Result<Value, String> {
    let Some(lists) = value.as_array() else {
        return Ok(value.clone());
    };
    let texts: Result<Vec<_>, String> = lists.iter().map(|list| text(list, between)).collect();
    Ok(Value::Array(texts?))
}

/// One inner list as a string.
fn text(list: &Value, between: char) -> Result<Value, String> {
    let Some(items) = list.as_array() else {
        return Ok(list.clone());
    };
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        let text = scalar(item)?;
        if text.contains(between) {
            return Err(format!(
                "an item of an inner list contains the {between:?} that separates items"
            ));
        }
        texts.push(text);
    }
    if texts.is_empty() {
        return Err("an empty list has no form inside of a list".to_owned());
    }
    Ok(Value::String(texts.join(&between.to_string())))
}

/// The strings as inner lists.
pub(super) fn split(found: RawValue<'_>, between: char) -> RawValue<'_> {
    let list = |text: &str| Value::Array(text.split(between).map(Value::from).collect());
    match found {
        RawValue::Texts(Value::Array(texts)) => RawValue::Texts(Value::Array(
            texts
                .iter()
                .map(|text| text.as_str().map_or_else(|| text.clone(), list))
                .collect(),
        )),
        other @ (RawValue::Absent | RawValue::Text(_) | RawValue::Texts(_) | RawValue::Json(_)) => {
            other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Param, raw::RawValue};
    use crate::codec::Value;

    const PAIRS: Param = Param::query("pairs").lists('|').compact();

    fn written(json: &str) -> Result<Option<String>, String> {
        let value: Value = json.parse().map_err(|error| format!("{error}"))?;
        PAIRS.write(&value)
    }

    #[test]
    fn inner_lists_are_strings_with_their_own_separator() {
        assert_eq!(
            written("[[1,2],[3,4]]"),
            Ok(Some("pairs=1%7C2,3%7C4".to_owned()))
        );
        assert_eq!(written("[]"), Ok(None));
        for rejected in ["[[]]", "[[\"a|b\"]]", "[[[1]]]"] {
            assert!(written(rejected).is_err(), "{rejected}");
        }
    }

    #[test]
    fn both_separators_are_read_encoded_or_not() {
        for raw in ["1%7C2,3", "1|2,3"] {
            let read = PAIRS.list().read_pairs(
                &[super::super::raw::Pair {
                    name: "pairs".into(),
                    raw,
                }],
                &|_| false,
            );
            let lists = read.map(|found| super::split(found, '|'));
            let expected = "[[\"1\",\"2\"],[\"3\"]]".parse().map(RawValue::Texts);
            assert_eq!(lists.ok(), expected.ok());
        }
    }
}
