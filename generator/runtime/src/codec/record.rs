//! Reads objects: records with known fields, which must not repeat, and maps with free keys.
//! Rejects keys that stand twice, required fields that are missing, and the unknown fields of a
//! closed record.

use super::{
    error::{DecodeError, DecodeReason},
    fields_read::FieldsRead,
    json::ReadKey,
    one_way::Direction,
    progress::Tag,
    reader::{Policy, Reader},
    score::Score,
    settle::settle,
    slot::{Extra, Fields, Slots, stack_of},
    stack,
    unwritten::Unwritten,
    value::{Map, Value},
};

/// The error of a record whose slots are not all filled, which [`Reader::record`] has rejected
/// before, by name.
///
/// # Errors
/// Always.
#[doc(hidden)]
pub fn missing_fields<T>() -> Result<T, DecodeError> {
    Err(DecodeReason::Missing.into())
}

/// What happens to a field that has no slot.
enum UnknownField<'e> {
    Ignore,
    Refuse,
    Keep(&'e mut dyn Extra),
    /// Also the values of these fields that their slots cannot have.
    KeepOr(&'e mut dyn Extra, &'e [&'e str]),
}

impl<'a> Reader<'a> {
    /// Reads an object into slots; fields without a slot are read over, even where these stand
    /// twice. `keys` has a [key](super::field_key()) for each slot.
    ///
    /// # Errors
    /// When the value is not an object, a field does not decode or stands twice, or required fields
    /// are missing (all are told).
    pub fn record(&mut self, keys: &[&str], slots: &mut Slots<'_, '_>) -> Result<(), DecodeError> {
        self.fields(&mut Fields::new(keys, slots), UnknownField::Ignore)
    }

    /// As [`record`](Self::record), but fields without a slot are kept in `extra`.
    ///
    /// # Errors
    /// As `record`, and when an extra field does not decode or stands twice.
    pub fn record_with(
        &mut self,
        keys: &[&str],
        slots: &mut Slots<'_, '_>,
        extra: &mut dyn Extra,
    ) -> Result<(), DecodeError> {
        self.fields(&mut Fields::new(keys, slots), UnknownField::Keep(extra))
    }

    /// As [`record_with`](Self::record_with), but `extra` also keeps the values of the `varying`
    /// fields that these cannot have:
    ///
    /// ```text
    /// anyOf: [{properties: {next: {type: string}}}, {properties: {prev: {type: string}}}]
    /// {"next": 7}     // matches the second, which says nothing of `next`
    /// ```
    ///
    /// # Errors
    /// As `record_with`.
    pub fn record_or(
        &mut self,
        keys: &[&str],
        slots: &mut Slots<'_, '_>,
        extra: &mut Map<Value>,
        varying: &[&str],
    ) -> Result<(), DecodeError> {
        self.fields(
            &mut Fields::new(keys, slots),
            UnknownField::KeepOr(extra, varying),
        )
    }

    /// As [`record`](Self::record), but under [`Policy::Strict`] a field without a slot is an
    /// error.
    ///
    /// # Errors
    /// As `record`, and for an unknown field.
    pub fn record_closed(
        &mut self,
        keys: &[&str],
        slots: &mut Slots<'_, '_>,
    ) -> Result<(), DecodeError> {
        let unknown = match self.policy {
            Policy::Strict => UnknownField::Refuse,
            Policy::Lenient => UnknownField::Ignore,
        };
        self.fields(&mut Fields::new(keys, slots), unknown)
    }

    /// Reads an object with free keys into `entries`.
    ///
    /// # Errors
    /// When the value is not an object, or an entry does not decode or stands twice.
    pub fn map(&mut self, entries: &mut dyn Extra) -> Result<(), DecodeError> {
        if self.one_way.members.is_empty() && self.progress.tags.is_empty() {
            return self.members(entries);
        }
        self.fields(&mut Fields::new(&[], &mut []), UnknownField::Keep(entries))
    }

    fn fields(
        &mut self,
        fields: &mut Fields<'_, '_, '_>,
        mut unknown: UnknownField<'_>,
    ) -> Result<(), DecodeError> {
        let one_way = self.one_way.take();
        let mut tags = self.take_tags();
        let (level, keys) = self.open_object(stack_of(fields.slots))?;
        let mut read = FieldsRead::new(keys, self.level, fields.slots.len());
        read.fills_slots =
            one_way.members.is_empty() && !matches!(unknown, UnknownField::KeepOr(..));
        while let Some(key) = self.other_key(fields, &mut read)? {
            let (found, key) = (read.position(fields, key), key.text());
            read.score.total += 1;
            // A server ignores what only responses have. A client keeps what it is sent.
            if one_way.direction == Some(Direction::Request) && one_way.exclude(key) {
                read.score.known += 1;
                self.skip()?;
                continue;
            }
            if let Some(found) = found {
                read.score.known += 1;
                read.require_first(fields, found)?;
                let filled = match &mut unknown {
                    UnknownField::KeepOr(extra, varying) if varying.contains(&key) => {
                        self.fill_or_keep(fields, found, *extra)
                    }
                    _ => self.fill(fields, found),
                };
                read.unbuilt.field(self, found, filled)?;
                read.comes(found);
                continue;
            }
            if meet(&mut tags, key)? {
                read.score.known += 1;
                self.skip()?;
                continue;
            }
            match &mut unknown {
                UnknownField::Ignore => self.skip()?,
                UnknownField::Refuse => {
                    return Err(DecodeError::new(DecodeReason::UnknownField).within(key));
                }
                UnknownField::Keep(extra) | UnknownField::KeepOr(extra, _) => {
                    read.unbuilt.require_new(key)?;
                    let key = key.to_owned();
                    let kept = self.keep_extra(key, *extra);
                    read.unbuilt.extra(self, kept)?;
                }
            }
        }
        self.level = level;
        self.progress.score = read.score;
        if read.left > 0 {
            let here = (self.unwritten_here(), self.policy);
            settle(fields, &read, &one_way, here)?;
        }
        self.built(read.unbuilt.is_empty())
    }

    /// The next key that has no field, or may need more than to fill its slot. The fields before it are read.
    fn other_key<'s>(
        &'s mut self,
        fields: &mut Fields<'_, '_, '_>,
        read: &mut FieldsRead<'a>,
    ) -> Result<Option<ReadKey<'s, 'a>>, DecodeError> {
        while read.fills_slots
            && let Some(field) = self.next_field(&mut read.keys, fields, read.order)
        {
            read.require_first(fields, field)?;
            let filled = self.fill(fields, field);
            read.unbuilt.field(self, field, filled)?;
            read.comes(field);
            read.score.add(Score { known: 1, total: 1 });
        }
        self.read_key(&mut read.keys)
    }

    /// Which members of the object at this depth may be absent because they have no string.
    fn unwritten_here(&self) -> Unwritten {
        match self.unwritten {
            Unwritten::Parts if self.level.depth > 0 => Unwritten::Nothing,
            other => other,
        }
    }

    #[inline]
    fn fill(
        &mut self,
        fields: &mut Fields<'_, '_, '_>,
        position: usize,
    ) -> Result<(), DecodeError> {
        let Some(slot) = fields.slots.get_mut(position) else {
            return self.skip();
        };
        let named = self.require_pair();
        let key = fields.keys.get(position);
        let filled = named.and_then(|()| self.fill_slot(key, *slot));
        filled.map_err(|error| error.within(fields.name(position)))
    }

    pub(super) fn keep_extra(
        &mut self,
        key: String,
        extra: &mut dyn Extra,
    ) -> Result<(), DecodeError> {
        self.require_pair().map_err(|error| error.within(&key))?;
        self.keep_member(key, extra)
    }

    /// Reads the value of an optional field into its slot, or else into `extra`.
    fn fill_or_keep(
        &mut self,
        fields: &mut Fields<'_, '_, '_>,
        position: usize,
        extra: &mut dyn Extra,
    ) -> Result<(), DecodeError> {
        let start = self.boxed_checkpoint();
        self.level = self.level.without(stack::KEPT)?;
        let filled = self.fill(fields, position);
        self.level = start.level;
        let Err(error) = filled else {
            return Ok(());
        };
        let open = fields.slots.get_mut(position);
        let open = open.filter(|slot| !slot.is_filled() && !error.reason().is_fatal());
        let Some(slot) = open else {
            return Err(error);
        };
        if !slot.settle() {
            return Err(error);
        }
        self.restore(&start);
        extra.keep(fields.name(position).to_owned(), self)
    }
}

/// Whether a key is a tag that the object carries, which must not come twice.
fn meet(tags: &mut [Tag], key: &str) -> Result<bool, DecodeError> {
    let Some(tag) = tags.iter_mut().find(|tag| tag.name == key) else {
        return Ok(false);
    };
    if std::mem::replace(&mut tag.met, true) {
        return Err(DecodeError::duplicate(key));
    }
    Ok(true)
}
