//! Keys that are not in a table: extensions, names that the author chooses, and unknown keys.

use serde_json::Value;

use super::state::KeywordWalk;
use super::{KeywordTable, ObjectKind, OtherKeys, conditional};
use crate::diagnostic::{Code, Trail, show};
use crate::load::private::{PATH_ITEMS, PRIVATE};
use crate::load::report::Reports;
use crate::load::suggest::did_you_mean;
use crate::load::{Dialect, Strictness};

impl<'d> KeywordWalk<'d, '_> {
    /// Handles a key that is not in the table.
    pub(super) fn other(
        &mut self,
        kind: ObjectKind,
        table: &KeywordTable,
        name: &'d str,
        value: &'d Value,
        at: &Trail<'_>,
    ) {
        let extension = name.starts_with("x-");
        if name == "<<" && self.has(Code::YamlMergeKey) {
            return self.repairs.remove(at);
        }
        if name.starts_with(PRIVATE) && name != PATH_ITEMS {
            return self.repairs.remove(at); // only this generator writes them, after this pass
        }
        match &table.others {
            OtherKeys::Named(_) | OtherKeys::Extensions if extension => self.usage.extension(name),
            OtherKeys::Named(shape) | OtherKeys::Free(shape) => {
                conditional::name(self, kind, name, at);
                self.member(shape, value, at);
            }
            OtherKeys::Extensions | OtherKeys::Nothing => self.unknown(kind, table, name, at),
        }
    }

    /// Whether this code was reported anywhere.
    pub(super) fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|known| known.code() == code)
    }

    fn unknown(&mut self, kind: ObjectKind, table: &KeywordTable, name: &str, at: &Trail<'_>) {
        // From 3.1 on, schemas may have "entirely arbitrary properties":
        // https://spec.openapis.org/oas/v3.1.1.html#schema-object
        let arbitrary = kind == ObjectKind::Schema && self.dialect >= Dialect::V3_1;
        let standard = match self.strictness {
            Strictness::Strict if !arbitrary => Code::UnknownKey,
            Strictness::Strict | Strictness::Lenient | Strictness::Repairing => {
                Code::UnknownKeyIgnored
            }
        };
        let code = table.code(standard);
        let newer = self.dialect == Dialect::V3_0 && table.key(name, Dialect::V3_1).is_some();
        let help = if newer {
            Some(format!(
                "`{name}` came with OpenAPI 3.1; this document says that it is written in 3.0"
            ))
        } else {
            did_you_mean(name, table.names(self.dialect))
        };
        let diagnostic = self.report_key(
            code,
            at,
            format!("unknown key `{}` in the {}", show(name), table.title),
        );
        if let Some(help) = help {
            diagnostic.help(help);
        }
        if !arbitrary {
            self.repairs.remove(at);
        }
    }
}
