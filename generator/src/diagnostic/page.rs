//! The catalogue as a page of the documentation.

use std::fmt::Write as _;

use super::catalogue::GROUPS;
use super::{Code, Severity};

/// Every code as Markdown: a chapter for each group of codes, and a section for each code, whose anchor is its number.
#[must_use]
pub fn catalogue_page() -> String {
    let mut page = String::from(
        "<!-- Written by `bindwright explain --all`. Do not edit. -->\n\n# Diagnostics\n\n\
         Every report has a code. `bindwright explain BW0201` prints the section of one code.\n",
    );
    for (prefix, title) in GROUPS {
        _ = write!(page, "\n## {title}\n");
        let codes = Code::ALL.iter();
        for code in codes.filter(|code| code.number().starts_with(prefix)) {
            section(*code, &mut page);
        }
    }
    page
}

fn section(code: Code, page: &mut String) {
    let severity = match code.severity() {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    };
    _ = write!(
        page,
        "\n### {}\n\n**{severity}: {}.** {}\n",
        code.number(),
        code.title(),
        code.explanation()
    );
    if !code.help().is_empty() {
        _ = write!(page, "\nHelp: {}.\n", code.help());
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
