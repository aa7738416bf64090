//! Writes arrays and objects.

use super::{
    Encode, Writer,
    encode_error::EncodeReason,
    entries::Entries,
    field_key::FieldKey,
    tree::ValuePart,
    value::{Map, Value},
    writer_tags::missing,
};

impl Writer<'_> {
    /// Writes an array.
    pub fn list<'i, T: Encode + ?Sized + 'i>(&mut self, items: impl IntoIterator<Item = &'i T>) {
        self.list_by(items, |w, item| item.encode(w));
    }

    /// The same, for a function that is compiled into this one.
    #[inline(always)]
    pub(super) fn list_by<I>(
        &mut self,
        items: impl IntoIterator<Item = I>,
        write: impl Fn(&mut Self, I),
    ) {
        if !self.open_list() {
            return;
        }
        for (index, item) in items.into_iter().enumerate() {
            self.sink.item(index == 0);
            write(self, item);
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
        let fields = keys.iter().copied().zip(values.iter().copied());
        if !self.is_plain_object() {
            let named = fields.map(|(key, value)| (FieldKey::new(key).name(), value));
            return self.object(named, None);
        }
        if !self.enter() {
            return self.show_fields(&mut fields.map(|(key, value)| (FieldKey::new(key), value)));
        }
        self.sink.open_object();
        let mut is_first = true;
        for (key, value) in fields {
            is_first &= !value.encode_member(key, is_first, self);
            if self.error.is_some() {
                return self.locate(FieldKey::new(key).name());
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
        if !self.open_object() {
            return;
        }
        entries.each(&mut |key, value| self.member(key, value));
        self.close_object();
    }

    /// Writes an object. The tags of the unions around it come first, unless it has members of their
    /// names.
    fn object<'f>(
        &mut self,
        fields: impl Iterator<Item = (&'f str, &'f dyn Encode)> + Clone,
        extra: Option<&dyn Entries>,
    ) {
        if !self.open_object() {
            return;
        }
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
            self.member(name, &tag);
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
        self.close_object();
    }

    fn open_object(&mut self) -> bool {
        if self.enter() {
            self.sink.open_object();
            return true;
        }
        self.levels == 0 && self.shows(Value::from(Map::new()))
    }

    /// What is shown in parts was not opened.
    fn close_object(&mut self) {
        if self.depth > 0 {
            self.sink.close_object();
            self.depth -= 1;
        }
    }

    pub(super) fn member(&mut self, name: &str, value: &dyn Encode) {
        if self.error.is_some() {
            return;
        }
        if self.levels == 0 {
            return self.show(ValuePart::Member(name), value);
        }
        self.sink.key(name);
        value.encode(self);
        if self.error.is_some() {
            self.locate(name);
        }
    }

    /// Writes the key of a member whose value comes next. Not compiled into each type that can be a member.
    #[inline(never)]
    pub(super) fn member_key(&mut self, key: &str, is_first: bool) {
        self.sink.known_key(FieldKey::new(key), is_first);
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
}
