//! Names that a document may use and generated code cannot: Rust's keywords, and what generated
//! code says itself.

/// Keywords of the 2024 edition, sorted (<https://doc.rust-lang.org/reference/keywords.html>). They are
/// usable as `r#…`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The bytes of the longest keyword: most names are longer.
const LONGEST_KEYWORD: usize = 8;

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "crate", "super", "_"];

/// Types that generated code uses, sorted.
const TYPES: &[&str] = &[
    "Api",
    "Arc",
    "Body",
    "Box",
    "Bytes",
    "Client",
    "ClientBuilder",
    "Clone",
    "Constraint",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "DecodeError",
    "Default",
    "Deserialize",
    "Drop",
    "Duration",
    "Encode",
    "Eq",
    "Err",
    "Error",
    "Extensions",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Future",
    "Hash",
    "Into",
    "Ipv4Addr",
    "Ipv6Addr",
    "Iterator",
    "Map",
    "None",
    "Null",
    "Nullable",
    "Number",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Reader",
    "Request",
    "Response",
    "Result",
    "Router",
    "Send",
    "Serialize",
    "Service",
    "Sized",
    "Slot",
    "Some",
    "Stream",
    "String",
    "Sync",
    "Time",
    "Timestamp",
    "ToOwned",
    "ToString",
    "Transport",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Uuid",
    "Validate",
    "Value",
    "Vec",
    "Violations",
    "Writer",
];

/// Methods of every value or of the client, sorted.
const METHODS: &[&str] = &[
    "async_client",
    "block_on",
    "borrow",
    "borrow_mut",
    "builder",
    "clone",
    "clone_from",
    "clone_into",
    "from",
    "into",
    "new",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
];

/// Functions of every generated struct. A property of that name gets the suffix `_`, because its
/// setter would collide.
const FIELDS: &[&str] = &["clone", "decode", "encode", "new", "validate"];

/// Methods of the client's builder. A setter of that name says what it is: `timeout_parameter`.
pub(in crate::lower) const BUILDER: &[&str] = &[
    "attempt_timeout",
    "build",
    "build_blocking",
    "connect_timeout",
    "credentials",
    "endpoint",
    "header",
    "idle_timeout",
    "max_response_bytes",
    "retry",
    "timeout",
    "transport",
    "user_agent",
];

/// The suffix of getters of defaults. A property that ends with it gets the suffix `_`.
const GETTER: &str = "_or_default";

/// The same for getters of times.
const TIME: &str = "_as_time";

/// Whether a name is a keyword that can be a raw identifier.
pub(super) fn is_keyword(name: &str) -> bool {
    name.len() <= LONGEST_KEYWORD && KEYWORDS.binary_search(&name).is_ok()
}

/// Whether a name is a keyword that cannot be a raw identifier.
pub(super) fn is_never_raw(name: &str) -> bool {
    NEVER_RAW.contains(&name)
}

/// Whether generated code uses a type of this name. A schema of that name becomes `…Model`:
/// `ErrorModel`.
pub(super) fn is_type(name: &str) -> bool {
    TYPES.binary_search(&name).is_ok()
}

/// Whether a field of this name would collide with a function of its struct.
pub(super) fn is_field(name: &str) -> bool {
    FIELDS.contains(&name) || name.ends_with(GETTER) || name.ends_with(TIME)
}

/// Whether a method of this name would collide with one of every value, or of the client. An
/// operation of that name gets the suffix `_`.
pub(super) fn is_method(name: &str) -> bool {
    METHODS.binary_search(&name).is_ok()
}

/// Whether a module cannot have this name: modules of the output, crates that it names, and file
/// names that Windows reserves. It gets the suffix `_`.
pub(super) fn is_module(name: &str) -> bool {
    match name {
        "alloc" | "api" | "aux" | "bindwright_runtime" | "client" | "codec" | "com1" | "com2"
        | "com3" | "com4" | "com5" | "com6" | "com7" | "com8" | "com9" | "con" | "core"
        | "lpt1" | "lpt2" | "lpt3" | "lpt4" | "lpt5" | "lpt6" | "lpt7" | "lpt8" | "lpt9"
        | "nul" | "prn" | "server" | "std" | "types" | "wire" => true,
        _ => is_keyword(name),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, LONGEST_KEYWORD, METHODS, TYPES};

    #[test]
    fn lists_that_are_searched_are_sorted() {
        for list in [KEYWORDS, METHODS, TYPES] {
            assert!(list.is_sorted(), "{list:?}");
        }
        let longest = KEYWORDS.iter().map(|one| one.len()).max();
        assert_eq!(longest, Some(LONGEST_KEYWORD));
    }
}
