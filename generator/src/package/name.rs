//! Names of packages.
//!
//! Cargo's rules are stricter than those of the file system: `3gpp`, `test` and `pet store` are fine folders and no packages.
//! A name that the user gives is checked and never changed; a name that is made from a folder is changed until it is valid.

/// Words that Cargo or rustc reject as the name of a package or its library.
const RESERVED: [&str; 63] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "do",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "incremental",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "bindwright-runtime",
];

/// Whether Cargo accepts the name: letters, digits, `-` and `_`, a letter first, and not a reserved word.
#[must_use]
pub fn is_package_name(name: &str) -> bool {
    let starts = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    starts && plain && name.len() <= 64 && !RESERVED.contains(&name)
}

/// Makes a package name from the name of a folder: characters that Cargo rejects become `-`. If nothing is left, `api`.
#[must_use]
pub fn package_name(folder: &str) -> String {
    let text: String = folder
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .take(56)
        .collect();
    let text = text
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let text = text.trim_matches('_').to_lowercase();
    if is_package_name(&text) {
        text
    } else if text.is_empty() {
        "api".to_owned()
    } else {
        format!("api-{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::{is_package_name, package_name};

    #[test]
    fn every_folder_name_gives_a_package_name() {
        for (folder, name) in [
            ("pet store", "pet-store"),
            ("3gpp", "api-3gpp"),
            ("test", "api-test"),
            ("", "api"),
            ("..", "api"),
            ("Ünïcode", "n-code"),
            ("workspace_api", "workspace_api"),
        ] {
            assert_eq!(package_name(folder), name);
            assert!(is_package_name(name), "{name}");
        }
    }
}
