//! `codec!`: the line beside a generated type that says how the type looks on the wire.

/// Implements [`Encode`](crate::codec::Encode) and [`Decode`](crate::codec::Decode) for a type of
/// yours.
///
/// | form | the type | on the wire |
/// |---|---|---|
/// | `codec!(Pet { "id" => id, "tag" => tag });` | struct | an object; unknown fields are ignored |
/// | `codec!(Pet { "id" => id, .. => extra });` | struct, `extra: Map<T>` | an object; unknown fields are kept in `extra` |
/// | `codec!(Pet { const "kind" = "pet", "id" => id });` | struct without a field `kind` | an object whose `kind` is always `pet` |
/// | `codec!(closed Pet { "id" => id });` | struct | an object; under `Policy::Strict` an unknown field is an error |
/// | `codec!(enum Sort { "ASC" => Asc, "DESC" => Desc });` | enum with a variant `Unknown(String)` | a string |
/// | `codec!(enum Sort { "UNKNOWN" => Unknown, .. => Other });` | enum with a variant `Other(String)` | a string |
/// | `codec!(open enum Sort { "ASC" => Asc });` | enum with a variant `Unknown(String)` | a string; any other is a value, too |
/// | `codec!(closed enum Sort { "ASC" => Asc });` | enum | a string |
/// | `codec!(enum Level: i64 { 1 => Low, 2 => High });` | enum with a variant `Unknown(i64)` | an integer |
/// | `codec!(closed enum Level: i64 { 1 => Low });` | enum | an integer |
/// | `codec!(union Pet by "petType" { "cat" => Cat, "dog" \| "wolf" => Dog });` | enum of payloads | an object; the property `petType` tells the variant |
/// | `codec!(union Pet by "petType" { "cat" => Cat, .. => Unknown });` | enum of payloads with `Unknown(Value)` | the same; a lenient reader keeps an unknown tag with its object |
/// | `codec!(union Shape { Circle, Square });` | enum of payloads | what the payload is; the variant that knows the most keys wins |
/// | `codec!(union Shape one { Circle, Square });` | enum of payloads | the same; under `Policy::Strict` a value that two variants match is an error |
/// | `codec!(union Net checked { V4, V6 });` | enum of payloads with `limits!` | the same; a variant whose limits the value breaks does not match |
/// | `codec!(anyof Contact { email, phone });` | struct of `Option`s | the union of the members' fields; at least one member matches |
/// | `codec!(newtype UserId);` | tuple struct of one field | what the field is |
///
/// The expansion for a record, which passes tables of trait objects to one function instead of generating a loop per type. This keeps
/// a crate of a thousand types fast to compile:
///
/// ```text
/// impl Encode for Pet {
///     fn encode(&self, w: &mut Writer<'_>) {
///         w.fields(&["\"id\":", "\"tag\":"], &[&self.id, &self.tag]);
///     }
/// }
/// impl Decode for Pet {
///     fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
///         let (mut id, mut tag) = (None, None);
///         r.record(&["\"id\":", "\"tag\":"], &mut [&mut id, &mut tag])?;
///         match (id, tag) {
///             (Some(id), Some(tag)) => Ok(Self { id, tag }),
///             _ => missing_fields(),
///         }
///     }
/// }
/// ```
///
/// An enum derives `Clone` (a closed one `Copy` too), and gets the rest here: `as_str` (or `value`),
/// `ALL`, `Debug`, `PartialEq`, `Eq`, `Hash`, `Display`, and one conversion: `From<&str>` (or of the
/// integer), for a closed one `FromStr` (or `TryFrom`), which can fail. More of them would add
/// a sixth to the compile time of a thousand enums. With the runtime's feature `serde`, every
/// form also implements `serde::Serialize` and `serde::Deserialize`.
///
/// `sent` before any form says that only requests carry the type, `received` that only answers do:
/// then the other direction is there with the runtime's feature `server` or `serde` only, since a
/// client alone has no use for it.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec {
    (sent $($rest:tt)+) => {
        $crate::__codec_type!($($rest)+);
        $crate::__codec_encode!($($rest)+);
        $crate::__codec_both!(__codec_decode $($rest)+);
    };
    (received $($rest:tt)+) => {
        $crate::__codec_type!($($rest)+);
        $crate::__codec_decode!($($rest)+);
        $crate::__codec_both!(__codec_encode $($rest)+);
    };
    ($($rest:tt)+) => {
        $crate::__codec_type!($($rest)+);
        $crate::__codec_encode!($($rest)+);
        $crate::__codec_decode!($($rest)+);
    };
}

/// The other direction of a type that travels one way only: who has a server, or serde, needs both.
#[doc(hidden)]
#[macro_export]
#[cfg(any(feature = "server", feature = "serde"))]
macro_rules! __codec_both {
    ($half:ident $($rest:tt)+) => {
        $crate::$half!($($rest)+);
    };
}

/// The other direction of a type that travels one way only: a client alone does without.
#[doc(hidden)]
#[macro_export]
#[cfg(not(any(feature = "server", feature = "serde")))]
macro_rules! __codec_both {
    ($half:ident $($rest:tt)+) => {};
}

/// `Clone` of a union, each of whose variants is cloned by [`cloned_variant`](crate::codegen::cloned_variant). That of `derive` has room
/// for all variants at once in a build without optimization: 14 KiB per level for one of sixty variants.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_clone {
    ($name:ident { $($variant:ident,)+ }) => {
        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant(value) => $crate::codegen::cloned_variant(value, Self::$variant),)+
                }
            }
        }
    };
}

/// What a type has beside its codec: the conversions of an enum, the clone of a union.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_type {
    (closed enum $($rest:tt)+) => { $crate::__codec_enum!(closed $($rest)+); };
    (enum $name:ident $(: $repr:ident)? { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::__codec_enum!(kept $name $(: $repr)? { $($wire => $variant,)+ .. => Unknown });
    };
    (enum $($rest:tt)+) => { $crate::__codec_enum!(kept $($rest)+); };
    (open enum $($rest:tt)+) => { $crate::__codec_type!(enum $($rest)+); };
    (union $name:ident by $property:literal {
        $($($tag:literal)|+ => $variant:ident),+ $(, .. => $unknown:ident)? $(,)?
    }) => {
        $crate::__union_clone!($name { $($variant,)+ $($unknown,)? });
    };
    (union $name:ident $($rule:ident)* { $($variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::__union_clone!($name { $($variant,)+ $($unknown,)? });
    };
    ($($other:tt)+) => {};
}
