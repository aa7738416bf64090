//! The catalogue as a page of the documentation.

use std::fmt::Write as _;

use super::entry::GROUPS;
use super::{Code, Severity};

/// What the page says before the codes.
const INTRODUCTION: &str = "\
# Diagnostics

Every report of the generator has a code, a place in the document, and a reason. `bindwright explain BW0201` prints the
entry of a code.

- An **error** means that nothing is written.
- A **warning** means that something in the document is not in the output, or is probably not what its author meant.
- A **note** is information.

Numbers are stable: a code that is no longer reported keeps its number. This page is generated from the catalogue in the
code (`generator/src/diagnostic/catalogue.rs`) by `bindwright explain --all`.
";

/// Every code as Markdown: a chapter for each group of codes, and a section for each code, whose anchor is its number.
#[must_use]
pub fn catalogue_page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (prefix, title) in GROUPS {
        _ = write!(page, "\n## {prefix}: {title}\n");
        let codes = Code::ALL.iter();
        for code in codes.filter(|code| code.number().starts_with(prefix)) {
            section(*code, &mut page);
        }
    }
    page
}

fn section(code: Code, page: &mut String) {
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    _ = write!(
        page,
        "\n### {}\n\n**{severity}: {}**\n\n{}\n",
        code.number(),
        code.title(),
        code.explanation()
    );
    if !code.help().is_empty() {
        _ = write!(page, "\nHelp: {}\n", code.help());
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, catalogue_page};

    #[test]
    fn every_code_has_a_section() {
        let page = catalogue_page();
        for code in Code::ALL {
            let heading = format!("\n### {}\n", code.number());
            assert_eq!(page.matches(&heading).count(), 1, "{heading}");
        }
    }
}
