//! [Directives](https://yaml.org/spec/1.2.2/#68-directives), which stand before the first `---`.
//!
//! ```text
//! %YAML 1.1             ignored by lenient reading: the text is read as YAML 1.2, as texts without it
//! %TAG !e! tag:e.com,   rejected: tags would mean something else
//! ```

use super::super::Strictness;
use crate::diagnostic::{Code, Diagnostics, Place, Severity, show};
use crate::source::FileId;

/// Reports the directives of a text. Returns whether one of them is rejected.
pub(super) fn reject(
    file: FileId,
    text: &str,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) -> bool {
    let (mut at, mut rejected) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.starts_with('%') {
            let place = Place::text(file, at..at + line.trim_end().len());
            let directive = show(line.trim_end());
            if strictness != Strictness::Strict && is_version(line) {
                let message =
                    format!("the directive `{directive}` is ignored: YAML is read as 1.2");
                diagnostics
                    .report_as(Severity::Warning, Code::YamlTag, &place, message)
                    .help("remove it");
            } else {
                rejected = true;
                let message = format!("the directive `{directive}` is not supported");
                diagnostics
                    .report(Code::YamlTag, &place, message)
                    .help("remove it");
            }
        } else if !(line.trim().is_empty() || line.starts_with('#')) {
            break;
        }
        at += line.len();
    }
    rejected
}

/// Whether a line names a version that libyaml reads, too.
fn is_version(line: &str) -> bool {
    let version = line.strip_prefix("%YAML").map(str::trim);
    version.is_some_and(|version| matches!(version, "1.1" | "1.2"))
}
