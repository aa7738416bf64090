//! Compares the verdicts of generated types with those of the validator.

use jsonschema::{Draft, Validator};
use serde_json::Value;

use crate::document::Document;
use crate::reading::{Reading, Reason};
use crate::translate::bundle;

/// The verdicts of the validator about values of one schema.
#[derive(Debug)]
pub(crate) struct Judge<'d> {
    document: &'d Document,
    pointer: &'d str,
    letter: Validator,
    readings: Vec<(Reading, Option<Validator>)>,
}

/// Why verdicts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// They do not.
    Same,
    /// For this reason, by its index in [`Reason::ALL`].
    Reason(usize),
    /// For several reasons together.
    Several,
    /// Nobody knows.
    Unexplained,
}

impl<'d> Judge<'d> {
    /// The validator for the schema at a pointer, or why there is none.
    pub(crate) fn new(document: &'d Document, pointer: &'d str) -> Result<Self, String> {
        let letter = validator(document, pointer, Reading::Letter)?;
        Ok(Self {
            document,
            pointer,
            letter,
            readings: Vec::new(),
        })
    }

    /// Whether the validator accepts a value by the letter of the standards, or else with all reasons.
    pub(crate) fn is_valid(&mut self, value: &Value) -> bool {
        self.letter.is_valid(value)
            || self.agrees(Reading::WithAll, value, true)
            || self.agrees(Reading::WithAllBut(Reason::Typeless), value, true)
    }

    /// Why a value is invalid by the letter of the standards, in the words of the validator.
    pub(crate) fn error(&self, value: &Value) -> String {
        let error = self.letter.validate(value).err();
        error.map_or_else(String::new, |error| {
            format!("{} {error}", error.instance_path())
        })
    }

    /// Why a type accepts or rejects a value.
    pub(crate) fn verdict(&mut self, value: &Value, is_accepted: bool) -> Verdict {
        if self.letter.is_valid(value) == is_accepted {
            return Verdict::Same;
        }
        for (index, reason) in Reason::ALL.into_iter().enumerate() {
            if self.agrees(Reading::With(reason), value, is_accepted) {
                return Verdict::Reason(index);
            }
        }
        let several = [Reading::WithAll, Reading::WithAllBut(Reason::Typeless)];
        if several
            .into_iter()
            .any(|reading| self.agrees(reading, value, is_accepted))
        {
            return Verdict::Several;
        }
        Verdict::Unexplained
    }

    fn agrees(&mut self, reading: Reading, value: &Value, is_accepted: bool) -> bool {
        if !self.readings.iter().any(|(known, _)| *known == reading) {
            let validator = validator(self.document, self.pointer, reading).ok();
            self.readings.push((reading, validator));
        }
        let found = self.readings.iter().find(|(known, _)| *known == reading);
        let validator = found.and_then(|(_, validator)| validator.as_ref());
        validator.is_some_and(|validator| validator.is_valid(value) == is_accepted)
    }
}

fn validator(document: &Document, pointer: &str, reading: Reading) -> Result<Validator, String> {
    let schema = bundle(document, pointer, reading)?;
    let options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(reading != Reading::Letter);
    let options = options.with_format("rust-byte", is_base64);
    options.build(&schema).map_err(|error| error.to_string())
}

/// Base64 with padding (<https://www.rfc-editor.org/rfc/rfc4648#section-4>).
fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let is_alphabet =
        |character: char| character.is_ascii_alphanumeric() || character == '+' || character == '/';
    text.len().is_multiple_of(4) && text.len() - data.len() < 3 && data.chars().all(is_alphabet)
}
