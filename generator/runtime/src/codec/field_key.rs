//! The name of a field -> what is written before its value, put together when the crate is compiled.
//!
//! ```text
//! task_id        ,"task_id":
//! ```

/// The name of a field in JSON, as it is written.
///
/// ```
/// use bindwright_runtime::codec::FieldKey;
///
/// const KEYS: &[FieldKey] = &[FieldKey::new("task_id", ",\"task_id\":")];
/// # let _ = KEYS;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FieldKey {
    name: &'static str,
    /// With its punctuation; empty if the name has characters that are escaped.
    text: &'static str,
}

impl FieldKey {
    /// A name, and the same in quotes between a comma and a colon.
    #[must_use]
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        let mut rest = name.as_bytes();
        while let [byte, after @ ..] = rest {
            if *byte < 0x20 || *byte == b'"' || *byte == b'\\' {
                return Self { name, text: "" };
            }
            rest = after;
        }
        Self { name, text }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// With its punctuation, if no character is escaped.
    pub(super) fn text(&self) -> Option<&'static [u8]> {
        (!self.text.is_empty()).then_some(self.text.as_bytes())
    }
}
