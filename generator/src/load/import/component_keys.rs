//! The place of a target in its file -> the keys that it may have as a component, the shortest
//! first.
//!
//! They depend only on the place of the target, not on the order of reading: its last name (`Pet`),
//! the file and that (`animals_Pet`), and finally the whole path and pointer, which no other target
//! has.

use std::fmt::Write as _;

use crate::pointer::Pointer;

/// How many characters of a name are kept in a key. File names can be much longer than type names
/// should be.
const LENGTH: usize = 64;

/// The keys for a target, from a file whose path from the document's folder has these parts.
pub(super) fn keys(parts: &[String], pointer: &Pointer) -> [String; 3] {
    let file = parts.last().map_or("file", String::as_str);
    let stem = clean(file.split('.').next().unwrap_or(file));
    let whole = injective(&format!("{}{pointer}", parts.join("/")));
    match pointer.last() {
        Some(last) => {
            let last = clean(&last);
            let both = format!("{stem}_{last}");
            [last, both, whole]
        }
        None => [stem.clone(), stem, whole],
    }
}

/// A string as a valid key of a
/// [component](https://spec.openapis.org/oas/v3.0.3.html#components-object).
fn clean(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let fitting = text.chars().take(LENGTH);
    let fitting: String = fitting.map(|c| if fits(c) { c } else { '_' }).collect();
    if fitting.is_empty() {
        "file".to_owned()
    } else {
        fitting
    }
}

/// A key that is unique to this string: everything except letters and digits is written as `_2f_`.
fn injective(text: &str) -> String {
    let mut key = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            key.push(character);
        } else {
            let _infallible = write!(key, "_{:x}_", u32::from(character));
        }
    }
    key
}

/// Equal for two keys that would get the same Rust name: `pet_owner` and `PetOwner`.
pub(super) fn essence(key: &str) -> String {
    let letters = key.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::keys;
    use crate::pointer::Pointer;

    #[test]
    fn keys_are_made_of_the_place_alone() {
        let at = |parts: &[&str], pointer: &str| {
            let parts: Vec<_> = parts.iter().map(|part| (*part).to_owned()).collect();
            keys(&parts, &Pointer::parse(pointer).unwrap()).join(" ")
        };
        assert_eq!(
            at(&["models", "animals.yaml"], "/defs/Pet"),
            "Pet animals_Pet models_2f_animals_2e_yaml_23__2f_defs_2f_Pet"
        );
        assert_eq!(at(&["pet.json"], ""), "pet pet pet_2e_json_23_");
    }
}
