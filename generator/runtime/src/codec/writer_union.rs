//! Writes unions: the tag that selects the variant when the value is read again, and the members of an
//! `anyOf` as one object.

use super::{
    Encode, View,
    encode_error::EncodeReason,
    parts::parts,
    value::Value,
    writer::{Writer, body_to_value},
    writer_tags::Tags,
};

impl Writer<'_> {
    /// Writes a value of a tagged union: an object with the tag, which comes first unless the
    /// payload has a field of that name. If that field has none of `tags`, the first of them is
    /// written in its place, because the value would be read as another variant.
    pub fn tagged(
        &mut self,
        name: &'static str,
        tags: &'static [&'static str],
        payload: &dyn Encode,
    ) {
        self.tags.push((name, tags));
        payload.encode(self);
    }

    /// Writes the members of an `anyOf` that are set as one value: objects become one object, in
    /// which the first of equal keys counts; anything else must be the same from all of them.
    pub fn merged(&mut self, members: &[&dyn Encode]) {
        if self.levels == 0 {
            return self.show_merged(members);
        }
        let mut merged: Option<Value> = None;
        for member in members.iter().filter(|member| !member.is_absent()) {
            match (body_to_value(*member, self.one_way.direction), &mut merged) {
                (Err(error), _) => {
                    self.error.get_or_insert(error);
                }
                (Ok(value), None) => merged = Some(value),
                (Ok(Value::Object(members)), Some(Value::Object(merged))) => {
                    members.into_iter().for_each(|(key, value)| {
                        merged.entry(key).or_insert(value);
                    });
                }
                (Ok(value), Some(merged)) if value == *merged => {}
                (Ok(_), Some(_)) => self.fail(EncodeReason::Unmergeable),
            }
        }
        match merged {
            Some(value) => value.encode(self),
            None => self.fail(EncodeReason::Unmergeable),
        }
    }

    /// Writes a member; if it is the tag of a union and selects another variant, the right tag in its
    /// place. Of two unions with the same property, the inner one decides.
    pub(super) fn tag_or_member(&mut self, tags: &[Tags], name: &str, value: &dyn Encode) {
        let known = tags.iter().rev().find(|(property, _)| *property == name);
        match known.and_then(|(_, known)| replaced(known, value)) {
            Some(tag) => self.member(name, &tag),
            None => self.member(name, value),
        }
    }
}

/// The tag that is written in place of a value; `None` if the value is one of the tags.
fn replaced(known: &'static [&'static str], value: &dyn Encode) -> Option<&'static str> {
    let own = match value.view() {
        View::String(text) => known.contains(&text),
        _ => match parts(value, &mut |_, _| {}) {
            Some(Value::String(text)) => known.contains(&text.as_str()),
            Some(_) | None => false,
        },
    };
    known.first().copied().filter(|_| !own)
}
