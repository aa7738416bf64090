//! The tables, one per object of the standard. To support a new key, add its line here; to change
//! what becomes of a key, change what is behind its `=>`.
//!
//! ```text
//! SERVER: "Server Object" {
//!     Required "url": Text => Runtime;                       // a missing `url` is an error
//!     Optional "name": Text => Documented, since_3_2;        // an unknown key up to 3.1
//!     Optional "variables": Map(&Object(Kind::ServerVariable)) => Runtime;
//! }
//! ```
//! Objects of 3.0, 3.1 and 3.2 share a table, and a line says which versions have its keys. Without
//! a word about versions, all of them do. `{ … } and VALUES` adds the lines that several objects
//! share.

/// Lines of a table: `presence "key" "key": type of the value => what becomes of it, versions;`.
macro_rules! keys {
    ($($presence:ident $($name:literal)+ : $value:expr => $effect:expr $(, $versions:ident)?;)*) => {
        {
            use $crate::load::keywords::table::{Key, KeyPresence};
            &[$(Key::new(&[$($name),+], $value, $effect, KeyPresence::$presence)$(.$versions())?),*]
        }
    };
}

/// Tables: `NAME: "title" { lines }`. An object with names that the author chooses is `of Named(…)`
/// or `of Free(…)`; an object of this generator is `closed`, and may have no other keys.
macro_rules! tables {
    () => {};
    ($(#[$doc:meta])* $table:ident: $title:literal of $others:ident($of:expr); $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::table::KeywordTable =
            $crate::load::keywords::table::KeywordTable::of(
                $title, $crate::load::keywords::table::OtherKeys::$others($of),
            );
        tables! { $($rest)* }
    };
    ($(#[$doc:meta])* $table:ident: $title:literal closed { $($keys:tt)* } $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::table::KeywordTable =
            $crate::load::keywords::table::KeywordTable::closed($title, &[keys! { $($keys)* }]);
        tables! { $($rest)* }
    };
    ($(#[$doc:meta])* $table:ident: $title:literal { $($keys:tt)* } and $more:ident $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::table::KeywordTable =
            $crate::load::keywords::table::KeywordTable::open($title, &[keys! { $($keys)* }, $more]);
        tables! { $($rest)* }
    };
    ($(#[$doc:meta])* $table:ident: $title:literal { $($keys:tt)* } $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::table::KeywordTable =
            $crate::load::keywords::table::KeywordTable::open($title, &[keys! { $($keys)* }]);
        tables! { $($rest)* }
    };
}

mod document;
mod extensions;
mod paths;
mod schema;
mod v2;

use super::object_kind::{ObjectKind, for_each_kind};
use super::table::KeywordTable;

macro_rules! table_of_kind {
    ($($kind:ident => $file:ident::$table:ident,)*) => {
        impl ObjectKind {
            /// The table of this kind of object.
            pub(in crate::load) fn table(self) -> &'static KeywordTable {
                match self {
                    $(Self::$kind => &$file::$table,)*
                }
            }
        }
    };
}
for_each_kind!(table_of_kind);
