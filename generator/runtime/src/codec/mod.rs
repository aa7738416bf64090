//! The wire codec: Rust values into JSON or a [`Value`] tree and back, one pair of traits for
//! bodies, parameters, forms and headers.
//!
//! A type of your own that takes the place of a generated one (`x-rust-type`) implements [`Encode`] and [`Decode`]:
//!
//! ```
//! use bindwright_runtime::codec::{Decode, DecodeError, Encode, Policy, Reader, Writer, from_json, to_json};
//!
//! /// Grams, as a number on the wire.
//! #[derive(Debug, PartialEq)]
//! struct Weight(i64);
//!
//! impl Encode for Weight {
//!     fn encode(&self, w: &mut Writer<'_>) {
//!         self.0.encode(w);
//!     }
//! }
//!
//! impl Decode for Weight {
//!     fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
//!         i64::decode(r).map(Self)
//!     }
//! }
//!
//! let weight: Weight = from_json(b"250", Policy::Strict)?;
//! assert_eq!(weight, Weight(250));
//! assert_eq!(to_json(&weight).ok(), Some(b"250".to_vec()));
//! # Ok::<(), DecodeError>(())
//! ```
//!
//! A generated type is data plus one line of `codec!`; the line turns into calls
//! of [`Writer`] and [`Reader`]. Both are concrete types, so a crate of a thousand types
//! instantiates almost nothing. Decoding rejects what is not JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)), keys that stand
//! twice in an object, and nesting beyond [`MAX_DEPTH`]; every error names its place by JSON
//! Pointer.

mod any_of;
mod attempt;
mod collection;
mod constant;
mod display;
mod encode_error;
mod entries;
#[doc(hidden)]
pub mod enum_support;
mod error;
mod exact;
mod field_key;
mod fields_read;
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "time",
    feature = "uuid"
))]
mod formats;
mod integral;
mod json;
mod json_error;
mod json_escapes;
mod json_number;
mod keys;
mod kind;
mod listed;
mod memory;
mod nesting;
mod nullable;
mod number;
mod number_text;
mod one_way;
mod outcome;
mod output;
mod pair_fault;
mod parts;
#[cfg(feature = "client")]
mod place;
mod progress;
mod push;
mod quotes;
mod reader;
mod recognized;
mod record;
mod scalar;
mod scalars;
mod score;
#[doc(hidden)]
pub mod serde;
mod settle;
mod slot;
mod stack;
mod time_scanner;
mod time_text;
mod times;
mod tree;
mod trial;
mod tried;
mod unbuilt;
mod union;
mod untagged;
mod unwritten;
mod value;
mod value_codec;
mod view;
mod writer;
mod writer_nested;
mod writer_tags;
mod writer_union;
mod written;

pub use crate::untrusted::EscapedText;
pub use any_of::RejectedMembers;
#[doc(hidden)]
pub use constant::{Constant, Fixed, constant};
pub use encode_error::{EncodeError, EncodeReason};
pub use entries::Entries;
pub use error::{DecodeError, DecodeReason};
#[doc(hidden)]
pub use exact::time;
pub use exact::{Exact, Formatted};
pub use field_key::field_key;
pub use kind::JsonType;
#[doc(hidden)]
pub use nesting::{apart, decoded};
#[doc(hidden)]
pub use one_way::{Direction, OneWay};
pub use reader::{Policy, Reader};
#[doc(hidden)]
pub use record::missing_fields;
pub use scalar::Base64;
pub use slot::{Extra, Slot, Slots};
pub use time_text::{TimeError, TimeForm, TimeText, time_of};
#[doc(hidden)]
pub use times::{is_date, is_date_time};
pub use union::UnknownTag;
pub use untagged::{Trial, Variant, Variants};
pub use value::{Map, Value};
pub use view::{List, View};
pub use writer::{Writer, to_json, to_value};
pub(crate) use {
    json::without_bom,
    listed::Listed,
    memory::{Memory, object_member, text as memory_of_text},
    nesting::{from_json_counted, from_json_within},
    pair_fault::PairFault,
    parts::{parts, tree_parts},
    times::{Forms, date_time},
    tree::{EachPart, ValuePart},
    writer::{body_to_json, body_to_value, outline},
};
pub use {nullable::Nullable, number::Number};
#[cfg(feature = "client")]
pub(crate) use {place::value_at, value::pointer_tokens};
pub(crate) use {
    settle::unwritten,
    unwritten::Unwritten,
    written::{from_form, from_written, from_written_text},
};

/// How deep arrays and objects may nest, in what is read and in what is written.
pub const MAX_DEPTH: usize = 128;

/// How many bytes of stack a value that is read may need in any later use, by an estimate that is too high rather than too low: a
/// thread of 512 KiB has enough. What is deeper is rejected with [`DecodeReason::Stack`].
pub const MAX_STACK: usize = 384 << 10;

/// A value that can be written.
pub trait Encode {
    /// Writes the value: exactly one call of a `Writer` method that writes.
    fn encode(&self, w: &mut Writer<'_>);

    /// Whether a record leaves the field out: true for `None` only.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes a member of an object with this [key](field_key()), unless it is absent; returns whether it has written one. One call does
    /// both, because an object knows its members by a table only.
    #[doc(hidden)]
    fn encode_member(&self, key: &str, is_first: bool, w: &mut Writer<'_>) -> bool {
        let is_present = !self.is_absent();
        if is_present {
            w.member_key(key, is_first);
            self.encode(w);
        }
        is_present
    }

    /// Whether the value, or what a list or map holds, is of any type: `null` is then a value like others, which
    /// constraints apply to. True for [`Value`] only.
    fn is_any(&self) -> bool {
        false
    }

    /// Writes an array of such values: one call of `list`. Types that are small are written in place there, without a call for each.
    #[doc(hidden)]
    fn encode_list(items: &[Self], w: &mut Writer<'_>)
    where
        Self: Sized,
    {
        w.list(items);
    }

    /// A look at the value in place, for checks of its limits; types that keep the default are checked as trees.
    fn view(&self) -> View<'_> {
        View::Opaque
    }
}

/// What decoding comes to.
pub type Decoded<T> = Result<T, DecodeError>;

/// A value that can be read.
pub trait Decode: Sized + 'static {
    /// Reads the value at which the reader stands.
    ///
    /// # Errors
    /// When the value has another form; the pointer of the error is relative to this value.
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Reads the value, and gives it to `place`. A large value so needs no room on the stack while what is inside it is read.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    fn decode_into(r: &mut Reader<'_>, place: &mut dyn FnMut(Self)) -> Result<(), DecodeError> {
        place(Self::decode(r)?);
        Ok(())
    }

    /// Reads an array of such values. Types that are small are read in place there, without a call for each.
    ///
    /// # Errors
    /// When the value is not an array, or one of its items does not decode.
    #[doc(hidden)]
    fn decode_list(r: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
        let mut items = Vec::new();
        r.list_of::<Self>(|r| {
            r.list(&mut |r| {
                r.count_memory(memory::item::<Self>(items.len()))?;
                Self::decode_into(r, &mut |item| items.push(item))
            })
        })?;
        Ok(items)
    }

    /// What a record takes for a field that is not there: `Some(None)` for an `Option`, `None` for
    /// a required field.
    fn absent() -> Option<Self> {
        None
    }

    /// What `null` means to the type, or `None` when the type has no `null`.
    fn null() -> Option<Self> {
        None
    }
}

/// Decodes a JSON text ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)), which must be UTF-8 without a byte order mark, and nothing may
/// follow the value.
///
/// # Errors
/// When the string is not JSON, or not a `T`.
pub fn from_json<T: Decode>(json: &[u8], policy: Policy) -> Result<T, DecodeError> {
    let mut reader = Reader::json(json, policy)?;
    let value = T::decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Decodes a tree.
///
/// # Errors
/// When the tree is not a `T`.
pub fn from_value<T: Decode>(value: &Value, policy: Policy) -> Result<T, DecodeError> {
    T::decode(&mut Reader::tree(value, policy))
}

/// Decodes a tree whose scalars are all strings, as parameters, headers and form fields arrive:
/// `"42"` is an integer for an integer field.
///
/// Numbers follow the grammar of JSON (integers without fraction and exponent), booleans are `true`
/// and `false`. A scalar is also a list of one, as forms write it.
///
/// # Errors
/// When the tree is not a `T`.
pub fn from_text<T: Decode>(value: &Value, policy: Policy) -> Result<T, DecodeError> {
    T::decode(&mut Reader::text(value, policy))
}

/// Decodes a tree that is no body, although a server reads it.
#[cfg(feature = "server")]
pub(crate) fn from_tree_of_no_body<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    T::decode(&mut Reader::tree(value, Policy::Strict).of_no_body())
}

/// Decodes a tree that is no body, as a client does.
#[cfg(feature = "serde")]
pub(crate) fn from_value_of_no_body<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    T::decode(&mut Reader::tree(value, Policy::Lenient).of_no_body())
}
