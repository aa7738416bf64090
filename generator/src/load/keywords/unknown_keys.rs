//! Keys that are not in a table: extensions, names that the author chooses, and unknown keys.
//!
//! ```text
//! x-internal: true           an extension of another tool: counted, and ignored
//! responses: {'404': …}      a name that the author chooses; it must be a status
//! pathes: …                  unknown; did you mean `paths`?
//! ```
//! Strict reading rejects unknown keys. Lenient reading warns about them, and rejects those that are
//! one of the object's keys, misspelled: `requried` would make every property optional.

use serde_json::Value;

use super::ObjectKind;
use super::state::Walk;
use super::table::{DefinedBy, OtherKeys};
use crate::diagnostic::{Code, Trail, show};
use crate::load::private::{PATH_ITEMS, is_private};
use crate::load::suggest::{did_you_mean, near_miss};
use crate::load::{Dialect, Strictness};

impl<'d> Walk<'d, '_> {
    /// Handles a key that is not in the table.
    pub(super) fn other(&mut self, kind: ObjectKind, name: &str, value: &'d Value, at: &Trail<'_>) {
        let is_strict = self.report.strictness == Strictness::Strict;
        if name == "<<" && is_strict && self.has(Code::YamlMergeKey) {
            return self.repairs.remove(at);
        }
        if is_private(name) && name != PATH_ITEMS {
            return self.repairs.remove(at); // only this generator writes them, after this pass
        }
        match &kind.table().others {
            OtherKeys::Named(_) | OtherKeys::Extensions if name.starts_with("x-") => {
                self.usage.extension(name);
            }
            OtherKeys::Named(of) | OtherKeys::Free(of) => {
                if matches!(kind, ObjectKind::Responses | ObjectKind::V2Responses) {
                    self.status(name, at);
                }
                self.member(of, value, at);
            }
            OtherKeys::Extensions | OtherKeys::Nothing => self.unknown(kind, name, at),
        }
    }

    /// Whether this code was reported anywhere.
    pub(super) fn has(&self, code: Code) -> bool {
        self.report
            .diagnostics
            .iter()
            .any(|known| known.code() == code)
    }

    /// Reports an unknown key, and removes it, so that no later pass reads it by accident.
    ///
    /// A misspelled key is an error: without `parameter`, an operation would silently be another one.
    fn unknown(&mut self, kind: ObjectKind, name: &str, at: &Trail<'_>) {
        let table = kind.table();
        // From 3.1 on, schemas may have "entirely arbitrary properties":
        // https://spec.openapis.org/oas/v3.1.1.html#schema-object
        let arbitrary = kind == ObjectKind::Schema && self.dialect >= Dialect::V3_1;
        let is_strict = self.report.strictness == Strictness::Strict && !arbitrary;
        let known = || table.keys(self.dialect).map(|(name, _)| name);
        let misspelled = match is_key(name) {
            true => None, // of another object
            false => near_miss(name, known()),
        };
        let message = format!("unknown key `{}` in the {}", show(name), table.title);
        if let Some(meant) = misspelled.filter(|_| !is_strict) {
            let code = table.code(Code::UnknownKey);
            let report = self.report.guess_key(code, at, message);
            report.help(format!("did you mean `{meant}`?"));
            return self.repairs.remove(at);
        }
        let standard = match is_strict {
            true => Code::UnknownKey,
            false => Code::UnknownKeyIgnored,
        };
        let report = self.report.at_key(table.code(standard), at, message);
        if self.dialect == Dialect::V3_0 && table.key(name, Dialect::V3_1).is_some() {
            report.help(format!(
                "`{name}` came with OpenAPI 3.1; this document says that it is written in 3.0"
            ));
        } else {
            did_you_mean(report, name, known());
        }
        if !arbitrary {
            self.repairs.remove(at);
        }
    }

    /// Checks a key of a [Responses
    /// Object](https://spec.openapis.org/oas/v3.0.3.html#responses-object). Lenient reading accepts
    /// `4xx` for `4XX`.
    fn status(&mut self, name: &str, at: &Trail<'_>) {
        if is_status(name) {
            return;
        }
        let upper = name.to_ascii_uppercase();
        let fits = is_status(&upper);
        if fits && self.report.strictness != Strictness::Strict {
            let message = format!("`{}` should be `{upper}`", show(name));
            return self.report.often(Code::LooseShape, at, message);
        }
        let message = format!(
            "`{}` is neither a status code nor a range nor `default`",
            show(name)
        );
        let report = self.report.guess_key(Code::BadStatus, at, message);
        if fits {
            report.help(format!("write `{upper}`"));
        } else if is_status(upper.trim()) {
            report.help(format!("write `{}`, without spaces", upper.trim()));
        } else {
            did_you_mean(report, name, STATUSES);
        }
        if self.report.strictness == Strictness::Repairing {
            self.repairs.remove(at);
        }
    }
}

/// Whether the standard uses a name as a key of some object.
fn is_key(name: &str) -> bool {
    let mut tables = ObjectKind::ALL.iter().map(|kind| kind.table());
    tables.any(|table| table.origin == DefinedBy::Standard && table.knows(name))
}

/// The statuses that a misspelled one is compared with.
#[rustfmt::skip]
const STATUSES: [&str; 16] = [
    "default", "200", "201", "202", "204", "400", "401", "403", "404", "409", "422", "429", "500", "503", "2XX", "4XX",
];

/// `default`, a code from 100 to 599, or a range `1XX` to `5XX` ([Patterned
/// Fields](https://spec.openapis.org/oas/v3.0.3.html#responses-object)).
fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}
