//! The members of an `anyOf` that are all kept: each is read from the same value.

use super::{
    Decode,
    error::{DecodeError, DecodeReason},
    outcome::Step,
    reader::Reader,
    record::missing_fields,
    stack,
};

/// The members of an `anyOf` that rejected a value, with their reasons.
#[derive(Debug, Default)]
pub struct RejectedMembers {
    rejected: Vec<(&'static str, DecodeError)>,
    /// Whether one of the others was only recognized.
    is_recognized: bool,
}

impl Reader<'_> {
    /// Tries one member of an `anyOf` on the value at which the reader stands, and stays there:
    /// `None` when it does not match.
    ///
    /// # Errors
    /// When the string is not JSON, or nests too deep.
    pub fn attempt<T: Decode>(
        &mut self,
        member: &'static str,
        members: &mut RejectedMembers,
    ) -> Result<Option<T>, DecodeError> {
        let start = self.boxed_checkpoint();
        let is_needed = self.progress.is_single() || self.progress.is_building;
        self.begin_trial();
        let mut result = self.attempt_once::<T>();
        if is_needed && result.as_ref().is_err_and(DecodeError::is_recognized) {
            self.restore(&start);
            result = self.build_member();
        }
        self.end_trial();
        self.restore(&start);
        match result {
            Ok(value) => return Ok(Some(value)),
            Err(error) if error.reason().is_final() => return Err(error),
            Err(error) if error.is_recognized() => {
                self.progress.is_unclaimed = false;
                members.is_recognized = true;
            }
            Err(error) => members.rejected.push((member, error.summarized())),
        }
        Ok(None)
    }

    /// Reads a member, unless it is known what comes of it.
    fn attempt_once<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let pending = match self.look_up::<T>(Step::Member, 0) {
            Ok(outcome) => return Err(self.replay(outcome)),
            Err(pending) => pending,
        };
        let start = self.boxed_checkpoint();
        let mut value = None;
        let read = &mut |r: &mut Self| read_member(r, &mut value);
        let result = self.while_building(false, |r| r.alternative(&start, 1, read))?;
        self.keep_pending(pending, &start, (0, result.as_ref().err()));
        result?;
        value.map_or_else(missing_fields, Ok)
    }

    /// Reads a member that is known to match.
    fn build_member<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let mut value = None;
        self.build(1, &mut |r| read_member(r, &mut value))?;
        value.map_or_else(missing_fields, Ok)
    }

    /// Reads over a value on which the members of an `anyOf` have been tried.
    ///
    /// # Errors
    /// When all of the members rejected it.
    pub fn attempted(
        &mut self,
        names: &[&'static str],
        members: RejectedMembers,
    ) -> Result<(), DecodeError> {
        if members.rejected.len() == names.len() {
            let tried = members.rejected;
            return Err(DecodeReason::NoVariant { tried }.into());
        }
        self.keep_tags();
        self.skip()?;
        self.built(!members.is_recognized)
    }
}

fn read_member<T: Decode>(r: &mut Reader<'_>, place: &mut Option<T>) -> Result<(), DecodeError> {
    r.within_stack(stack::trial::<T>(), |r| {
        T::decode_into(r, &mut |value| *place = Some(value))
    })
}
