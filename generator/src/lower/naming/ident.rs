//! Words -> an identifier that Rust accepts, whatever the words are.
//!
//! Keywords become raw identifiers, the five that cannot be raw get the suffix `_`; a digit in front gets a prefix;
//! what is longer than 64 characters is cut and ends in a hash of the whole.

use super::{reserved, words};

/// Longest identifier, in characters, before a hash replaces the rest.
const LONGEST: usize = 64;

/// What an identifier is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Case {
    /// `UpperCamelCase`, not a name that generated code uses itself.
    Type,
    /// `UpperCamelCase`.
    Variant,
    /// `snake_case`, not a function of every struct.
    Field,
    /// `snake_case`, not a method of every value.
    Method,
    /// `snake_case` in ASCII, since it names a file: no keyword, and no name that a file cannot have everywhere.
    Module,
}

/// The identifier for these words; `whole` is the text that they come from.
pub(super) fn identifier(case: Case, words: &[String], whole: &str) -> String {
    let joined = match case {
        Case::Type | Case::Variant => camel(words),
        Case::Field | Case::Method => words.join("_"),
        Case::Module => ascii(&words.join("_"), whole),
    };
    let started = if joined.starts_with(unicode_ident::is_xid_start) {
        joined
    } else {
        prefixed(case, &joined)
    };
    let short = cap(case, &started, whole);
    let free = avoid_own(case, short);
    let name = escape(free);
    if is_valid(&name) {
        name
    } else {
        format!("x{:016x}", stable_hash(whole))
    }
}

/// A hash that never changes between versions and machines: FNV-1a, 64 bits.
pub(super) fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether Rust takes this text as an identifier.
pub(in crate::lower) fn is_valid(name: &str) -> bool {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let mut characters = plain.chars();
    let starts = characters
        .next()
        .is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    let reserved = if plain.len() == name.len() {
        reserved::is_keyword(plain)
    } else {
        !reserved::is_keyword(plain)
    };
    starts
        && characters.all(unicode_ident::is_xid_continue)
        && !reserved
        && !reserved::is_never_raw(plain)
}

/// `V1` and `0` make `V1_0`: digits of two words never run together.
fn camel(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let digits_meet =
            name.ends_with(|c: char| c.is_numeric()) && word.starts_with(|c: char| c.is_numeric());
        if digits_meet {
            name.push('_');
        }
        let mut characters = word.chars();
        name.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(characters.as_str());
    }
    name
}

fn prefixed(case: Case, name: &str) -> String {
    match case {
        Case::Type => format!("Type{name}"),
        Case::Variant => format!("V{name}"),
        Case::Field => format!("field_{name}"),
        Case::Method => format!("call_{name}"),
        Case::Module => format!("of_{name}"),
    }
}

fn cap(case: Case, name: &str, whole: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 10).collect();
    let kept = kept.trim_end_matches('_');
    let hash = stable_hash(whole) >> 32;
    match case {
        Case::Type | Case::Variant => format!("{kept}H{hash:08x}"),
        Case::Field | Case::Method | Case::Module => format!("{kept}_h{hash:08x}"),
    }
}

/// Without what is not ASCII; a hash where nothing is left.
fn ascii(name: &str, whole: &str) -> String {
    let kept: String = name.chars().filter(char::is_ascii).collect();
    let kept = kept.trim_matches('_');
    if kept.is_empty() {
        format!("h{:08x}", stable_hash(whole) >> 32)
    } else {
        kept.to_owned()
    }
}

fn avoid_own(case: Case, name: String) -> String {
    match case {
        Case::Type if reserved::is_type(&name) => format!("{name}Model"),
        Case::Field if reserved::is_field(&name) => format!("{name}_"),
        Case::Method if reserved::is_method(&name) => format!("{name}_"),
        Case::Module if reserved::is_module(&name) => format!("{name}_"),
        Case::Type | Case::Variant | Case::Field | Case::Method | Case::Module => name,
    }
}

fn escape(name: String) -> String {
    if reserved::is_never_raw(&name) {
        format!("{name}_")
    } else if reserved::is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }
}

/// The identifier that a text asks for.
pub(super) fn plain(case: Case, text: &str) -> String {
    identifier(case, &words::words(text), text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Case, LONGEST, is_valid, plain};

    const CASES: [Case; 5] = [
        Case::Type,
        Case::Variant,
        Case::Field,
        Case::Method,
        Case::Module,
    ];

    proptest! {
        #[test]
        fn every_text_gives_a_valid_identifier(text in any::<String>()) {
            for case in CASES {
                let name = plain(case, &text);
                prop_assert!(is_valid(&name), "{text:?} gave {name:?}");
                prop_assert!(name.chars().count() <= LONGEST + 12);
            }
        }

        #[test]
        fn awkward_characters_give_valid_identifiers(text in "[_'+\\-.0-9aZ\u{149}\u{1f0}\u{390}\u{130}\u{df}\u{2c8}\u{e33}\u{37a}\u{200d}\u{fe0f}\u{301}\u{ff21}]{0,6}") {
            for case in CASES {
                prop_assert!(is_valid(&plain(case, &text)), "{text:?}");
            }
        }

        #[test]
        fn a_snake_case_name_stays(text in "[a-z]{2,9}(_[a-z]{2,9}){1,3}") {
            prop_assert_eq!(plain(Case::Field, &text), text);
        }
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(plain(Case::Field, "type"), "r#type");
        assert_eq!(plain(Case::Field, "self"), "self_");
        assert_eq!(plain(Case::Variant, "self"), "Self_");
        assert_eq!(plain(Case::Field, "gen"), "r#gen");
        assert_eq!(plain(Case::Field, "_"), "underscore");
    }

    #[test]
    fn own_names_are_avoided() {
        assert_eq!(plain(Case::Type, "Error"), "ErrorModel");
        assert_eq!(plain(Case::Variant, "Error"), "Error");
        assert_eq!(plain(Case::Field, "new"), "new_");
        assert_eq!(plain(Case::Method, "clone"), "clone_");
    }

    #[test]
    fn modules_have_names_of_files() {
        for (text, name) in [
            ("Repos", "repos"),
            ("Radar Attacks", "radar_attacks"),
            ("type", "type_"),
            ("std", "std_"),
            ("AUX", "aux_"),
            ("3ds", "of_3ds"),
            ("caf\u{e9}", "caf"),
        ] {
            assert_eq!(plain(Case::Module, text), name);
        }
        assert!(plain(Case::Module, "\u{7528}\u{6237}").is_ascii());
    }

    #[test]
    fn digits_stay_apart_and_never_lead() {
        assert_eq!(plain(Case::Variant, "1.0"), "V1_0");
        assert_eq!(plain(Case::Variant, "10"), "V10");
        assert_eq!(plain(Case::Variant, "-1"), "Minus1");
        assert_eq!(plain(Case::Field, "2fa"), "field_2fa");
    }

    #[test]
    fn long_names_are_cut_and_stay_different() {
        let (a, b) = (
            plain(Case::Type, &format!("{}a", "x".repeat(9_999))),
            plain(Case::Type, &format!("{}b", "x".repeat(9_999))),
        );
        assert_ne!(a, b);
        assert!(a.len() <= LONGEST);
    }
}
