//! Names that a document may use and generated code cannot: Rust's keywords, and what generated
//! code says itself.

/// Keywords of the 2024 edition, strict and reserved (The Rust Reference, "Keywords"); usable as
/// `r#…`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "crate", "super", "_"];

/// Types that generated code names: a type of the document that is called so becomes `…Model`
/// (`ErrorModel`).
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
    "Iterator",
    "Ipv4Addr",
    "Ipv6Addr",
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
    "String",
    "Stream",
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

/// Functions that every generated struct has: a property that is called so gets the suffix `_`,
/// because of its setter.
const FIELDS: &[&str] = &["clone", "decode", "encode", "new", "validate"];

/// Methods that every value or the client has: an operation that is called so gets the suffix `_`.
const METHODS: &[&str] = &[
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

/// The modules that others are below, crates that they name, and names that Windows keeps from
/// files: a module that is called so gets the suffix `_`, as one called like a keyword.
const MODULES: &[&str] = &[
    "alloc",
    "api",
    "aux",
    "bindwright_runtime",
    "client",
    "codec",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "core",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "nul",
    "prn",
    "server",
    "std",
    "types",
    "wire",
];

/// What the client's builder has whatever the document says: a setter that would be called so
/// says what it is (`timeout_parameter`).
pub(in crate::lower) const BUILDER: &[&str] = &[
    "build",
    "connect_timeout",
    "endpoint",
    "max_response_bytes",
    "retry",
    "timeout",
    "transport",
    "user_agent",
];

/// How a getter of a default ends: a property that is called so gets the suffix `_`.
const GETTER: &str = "_or_default";

pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

pub(super) fn is_never_raw(name: &str) -> bool {
    NEVER_RAW.contains(&name)
}

pub(super) fn is_type(name: &str) -> bool {
    TYPES.contains(&name)
}

pub(super) fn is_field(name: &str) -> bool {
    FIELDS.contains(&name) || name.ends_with(GETTER)
}

pub(super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

pub(super) fn is_module(name: &str) -> bool {
    MODULES.contains(&name) || is_keyword(name)
}
