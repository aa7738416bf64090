//! Words -> an identifier that Rust accepts, whatever the words are.
//!
//! Keywords become raw identifiers, the five that cannot be raw get the suffix `_`; a digit in
//! front gets a prefix. A name is kept whole up to 120 characters, which every name of an operation
//! or a schema in practice is; values of enumerations may be whole sentences, and are cut at a
//! word.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::{common::is_common, reserved, words};

/// The longest identifier, in characters, before words are left out.
const MAX_LENGTH: usize = 120;

/// Which words of a name that is too long are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The first ones.
    Start,
    /// The first ones and the last ones: names that differ at their end stay different.
    Ends,
}

/// What an identifier is for. It decides the spelling and the names that are not available.
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
    /// `snake_case` in ASCII, since it names a file: no keyword, and no name that a file cannot
    /// have everywhere.
    Module,
}

/// The identifier for these words.
///
/// | case | words | identifier |
/// |---|---|---|
/// | type | `pet owner` | `PetOwner` |
/// | type | `error` | `ErrorModel`, because generated code uses `Error` |
/// | field | `type` | `r#type` |
/// | field | `self` | `self_` |
/// | field | `2fa` | `field_2fa` |
/// | method | `pingȢ` | `pingu222`: rustc warns of this letter |
/// | module | `café` | `cafe`: without accents, in ASCII |
pub(super) fn identifier(case: Case, words: &[String], keep: Keep) -> String {
    let words = match case {
        Case::Type | Case::Variant | Case::Field | Case::Method => Cow::Borrowed(words),
        Case::Module => words.iter().map(|word| ascii(word)).collect(),
    };
    let words = cut(&words, keep);
    let mut joined = join(case, &words);
    if !is_common(&joined) {
        let spelled: Vec<String> = words.iter().map(|word| code_points(word)).collect();
        joined = join(case, &cut(&spelled, keep));
    }
    let started = if joined.starts_with(unicode_ident::is_xid_start) {
        joined
    } else {
        prefixed(case, &joined)
    };
    let name = escape(avoid_own(case, started));
    if is_valid(&name) {
        name
    } else {
        // Changing case can yield characters that no identifier has.
        let spelled: String = words.iter().map(|word| code_points(word)).collect();
        prefixed(case, &spelled)
    }
}

/// The words as one name.
fn join(case: Case, words: &[String]) -> String {
    match case {
        Case::Type | Case::Variant => camel(words),
        Case::Field | Case::Method | Case::Module => words.join("_"),
    }
}

/// Whether an identifier has room for all of these words.
pub(super) fn fits(words: &[String]) -> bool {
    length(words) <= MAX_LENGTH
}

/// A hash that is the same on every machine and in every version: FNV-1a with 64 bits. `std`'s
/// hashes may change.
pub(super) fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether a name is an identifier of Rust
/// (<https://doc.rust-lang.org/reference/identifiers.html>).
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
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    starts
        && (plain.as_bytes().iter().all(is_plain) || characters.all(unicode_ident::is_xid_continue))
        && !reserved
        && !reserved::is_never_raw(plain)
}

/// The words in `UpperCamelCase`. Digits of two words are kept apart: `v1` and `0` make `V1_0`.
fn camel(words: &[String]) -> String {
    let mut name = String::with_capacity(words.iter().map(String::len).sum());
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

/// A name that cannot start an identifier, with a prefix.
fn prefixed(case: Case, name: &str) -> String {
    match case {
        Case::Type => format!("Type{name}"),
        Case::Variant => format!("V{name}"),
        Case::Field => format!("field_{name}"),
        Case::Method => format!("call_{name}"),
        Case::Module => format!("of_{name}"),
    }
}

/// The number of characters of these words with a separator between them.
fn length(words: &[String]) -> usize {
    let characters = words.iter().map(|word| word.chars().count());
    characters.sum::<usize>() + words.len().saturating_sub(1)
}

/// As many whole words as an identifier has room for. Only a single word that is too long is cut
/// inside.
fn cut(words: &[String], keep: Keep) -> Cow<'_, [String]> {
    if fits(words) {
        return Cow::Borrowed(words);
    }
    let start = match keep {
        Keep::Start => MAX_LENGTH,
        Keep::Ends => MAX_LENGTH / 2,
    };
    let mut kept = first_words(words.iter(), start);
    if keep == Keep::Ends {
        let rest = words.get(kept.len()..).unwrap_or_default();
        let mut end = first_words(rest.iter().rev(), MAX_LENGTH / 2);
        end.reverse();
        kept.extend(end);
    }
    if kept.is_empty() {
        let longest = words
            .first()
            .map(|word| word.chars().take(MAX_LENGTH).collect());
        kept.extend(longest);
    }
    Cow::Owned(kept)
}

/// The first words that fit into `longest` characters.
fn first_words<'w>(words: impl Iterator<Item = &'w String>, longest: usize) -> Vec<String> {
    let mut length = 0;
    let fitting = words.take_while(|word| {
        length += word.chars().count() + 1;
        length <= longest + 1
    });
    fitting.cloned().collect()
}

/// A word in ASCII, for names of files: without accents, and other letters by their code points.
fn ascii(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let plain: String = word.nfd().filter(char::is_ascii).collect();
    let letters = word.nfd().filter(|c| c.is_alphabetic()).count();
    if plain.chars().count() >= letters {
        plain
    } else {
        code_points(word)
    }
}

/// The word with the code points of letters beyond ASCII: `u7528u6237` for 用户.
fn code_points(word: &str) -> String {
    let point = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_string()
        } else {
            format!("u{:x}", u32::from(c))
        }
    };
    word.chars().map(point).collect()
}

/// Another name if generated code needs this one itself.
fn avoid_own(case: Case, name: String) -> String {
    match case {
        Case::Type if reserved::is_type(&name) => format!("{name}Model"),
        Case::Field if reserved::is_field(&name) => format!("{name}_"),
        Case::Method if reserved::is_method(&name) => format!("{name}_"),
        Case::Module if reserved::is_module(&name) => format!("{name}_"),
        Case::Type | Case::Variant | Case::Field | Case::Method | Case::Module => name,
    }
}

/// A raw identifier for a keyword, or a suffix for those that cannot be raw.
fn escape(name: String) -> String {
    if reserved::is_never_raw(&name) {
        format!("{name}_")
    } else if reserved::is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }
}

/// The identifier for a text, if its scope is otherwise empty.
pub(in crate::lower) fn plain(case: Case, text: &str) -> String {
    identifier(case, &words::words(text), Keep::Start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Case, Keep, MAX_LENGTH, identifier, is_common, is_valid, plain};

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
                prop_assert!(is_valid(&name) && is_common(&name), "{text:?} gave {name:?}");
                prop_assert!(name.chars().count() <= MAX_LENGTH + 12);
            }
        }

        #[test]
        fn awkward_characters_give_valid_identifiers(text in "[_'+\\-.0-9aZ\u{149}\u{1f0}\u{390}\u{130}\u{df}\u{2c8}\u{e33}\u{37a}\u{200d}\u{fe0f}\u{301}\u{ff21}]{0,6}") {
            for case in CASES {
                prop_assert!(is_valid(&plain(case, &text)), "{text:?}");
                prop_assert!(is_common(&plain(case, &text)), "{text:?}");
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
            ("caf\u{e9}", "cafe"),
            ("\u{7528}\u{6237}", "u7528u6237"),
        ] {
            assert_eq!(plain(Case::Module, text), name);
        }
    }

    #[test]
    fn digits_of_two_words_are_separated_and_never_start_a_name() {
        assert_eq!(plain(Case::Variant, "1.0"), "V1_0");
        assert_eq!(plain(Case::Variant, "10"), "V10");
        assert_eq!(plain(Case::Variant, "-1"), "Minus1");
        assert_eq!(plain(Case::Field, "2fa"), "field_2fa");
    }

    #[test]
    fn long_names_are_cut_at_a_word() {
        let words: Vec<String> = (0..40).map(|number| format!("word{number}")).collect();
        let text = words.join(" ");
        let name = plain(Case::Field, &text);
        assert!(
            name.starts_with("word0_word1_word2") && name.ends_with("_word17"),
            "{name}"
        );
        let name = identifier(Case::Field, &words, Keep::Ends);
        assert!(
            name.starts_with("word0_") && name.ends_with("_word38_word39"),
            "{name}"
        );
        assert_eq!(plain(Case::Type, &"x".repeat(9_999)).len(), MAX_LENGTH);
    }
}
