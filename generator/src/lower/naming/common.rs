//! Names beyond ASCII for which rustc has no warning: a crate that denies warnings must compile.
//!
//! The lints look at all names of a crate together, and modules cannot switch them off. A name is written as it is if each of its
//! scripts can be recognized by it alone:
//!
//! | name | lint of rustc | identifier |
//! |---|---|---|
//! | `привет`, `宠物`, `café` | | as it is |
//! | `pingȢ` | `uncommon_codepoints`: not for names ([UTS 39](https://www.unicode.org/reports/tr39/#Identifier_Status_and_Type)) | `pingu222` |
//! | `сос` (Cyrillic) | `mixed_script_confusables`: could be Latin | `u441u43eu441` |
//! | `ı` | `confusable_idents`: looks like `i` | `u131` |
//! | constant of `ĸ` | `non_upper_case_globals`: no upper case | `U138` |

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{
    GeneralSecurityProfile as _, confusable_detection::skeleton,
    is_potential_mixed_script_confusable_char,
};

/// Whether rustc accepts a name without a warning, in lower and upper case.
pub(super) fn is_common(name: &str) -> bool {
    name.is_ascii()
        || (is_recognized(name) && is_recognized(&name.to_uppercase()) && has_cases(name))
}

/// Whether all characters are for names, and each script has one that no other script has.
fn is_recognized(name: &str) -> bool {
    let beyond: Vec<char> = name.chars().filter(|c| !c.is_ascii()).collect();
    let own = |c: &char| !is_potential_mixed_script_confusable_char(*c);
    let known: Vec<AugmentedScriptSet> = beyond
        .iter()
        .copied()
        .filter(own)
        .map(AugmentedScriptSet::for_char)
        .collect();
    let latin = AugmentedScriptSet::for_char('A');
    let is_known = |c: char| {
        let script = AugmentedScriptSet::for_char(c);
        script == latin || known.contains(&script)
    };
    beyond
        .iter()
        .all(|c| c.identifier_allowed() && is_known(*c))
        && name.nfc().eq(name.chars())
        && !skeleton(name).all(|c| c.is_ascii())
}

/// Whether letters that are upper or lower case have the other case, too.
fn has_cases(name: &str) -> bool {
    name.chars().all(|c| {
        let has_upper = !c.is_lowercase() || c.to_uppercase().all(|c| !c.is_lowercase());
        let has_lower = !c.is_uppercase() || c.to_lowercase().all(|c| !c.is_uppercase());
        has_upper && has_lower
    })
}

#[cfg(test)]
mod tests {
    use super::is_common;

    #[test]
    fn common_names_stay() {
        for name in [
            "a",
            "привет",
            "宠物",
            "café",
            "größe",
            "naïve_name",
            "ПриветМир",
            "ペット",
            "사용자",
        ] {
            assert!(is_common(name), "{name}");
        }
    }

    #[test]
    fn names_with_a_warning_do_not() {
        for name in [
            "pingȢ", "сос", "ı", "ĸ", "ａ", "ﬁ", "ǆ", "ꙮ", "ο", "𝒜", "ªx", "e\u{301}",
        ] {
            assert!(!is_common(name), "{name}");
        }
    }
}
