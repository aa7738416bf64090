//! The title of a document -> the stem of the trait's name.
//!
//! `Pet Store API` becomes `PetStore`, and the trait `PetStoreApi`. A title is often a sentence; a
//! name of more than [`LONGEST`] characters ends before what explains it:
//!
//! | title | stem |
//! |---|---|
//! | `Music Web API with fixes and improvements by the community` | `MusicWeb` |
//! | `Bank Accounts: balances, transactions and standing orders` | `BankAccounts` |
//! | `Specification of everything that all of our customers may ever need` | `SpecificationOfEverythingThatAllOf` |

use serde_json::Value;

use super::{Case, chosen, plain};

/// How many characters of a title become a name.
const LONGEST: usize = 40;

/// What follows explains the name before it.
const EXPLAINS: [&str; 13] = [
    " - ", " – ", " — ", ": ", " (", " | ", ", ", "; ", ". ", " with ", " for ", " from ", " by ",
];

/// The stem of the trait. `x-rust-name` of `info` is taken as it is.
pub(super) fn api_name(tree: &Value) -> String {
    let info = tree.get("info").unwrap_or(&Value::Null);
    let title = info.get("title").and_then(Value::as_str);
    let name = match chosen(info) {
        Some(name) => plain(Case::Variant, name),
        None => plain(Case::Variant, shortened(title.unwrap_or_default())),
    };
    match name.strip_suffix("Api") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        Some(_) | None => name,
    }
}

/// The beginning of a title that is too long.
fn shortened(title: &str) -> &str {
    let title = title.trim();
    if title.chars().count() <= LONGEST {
        return title;
    }
    let ends = EXPLAINS.iter().filter_map(|word| title.find(word));
    let name = ends
        .filter(|end| *end > 0)
        .min()
        .and_then(|end| title.get(..end))
        .unwrap_or(title);
    if name.chars().count() <= LONGEST {
        return name;
    }
    // As many words as the limit allows. A title of one long word is cut as any name is.
    let ends = name.char_indices().enumerate();
    let ends = ends.filter(|(count, (_, letter))| *count <= LONGEST && letter.is_whitespace());
    ends.last()
        .and_then(|(_, (end, _))| name.get(..end))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::api_name;

    #[test]
    fn a_long_title_ends_at_a_word() {
        for (title, name) in [
            ("Pet Store API", "PetStore"),
            ("API", "Api"),
            ("Store for pets", "StoreForPets"),
            (
                "Music Web API with fixes and improvements by the community",
                "MusicWeb",
            ),
            (
                "Bank Accounts: balances, transactions and standing orders",
                "BankAccounts",
            ),
            (
                "Specification of everything that all of our customers may ever need",
                "SpecificationOfEverythingThatAllOf",
            ),
            (
                "Überprüfung der Verfügbarkeit sämtlicher Räume und Geräte",
                "ÜberprüfungDerVerfügbarkeitSämtlicher",
            ),
        ] {
            assert_eq!(api_name(&json!({"info": {"title": title}})), name);
        }
        let named = json!({"info": {"title": "A", "x-rust-name": "A name with more than forty characters in it"}});
        assert_eq!(api_name(&named), "ANameWithMoreThanFortyCharactersInIt");
    }
}
