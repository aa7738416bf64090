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
/// | `codec!(anyof Contact { email, phone });` | struct of `Option`s | the union of the members' fields; at least one member matches |
/// | `codec!(newtype UserId);` | tuple struct of one field | what the field is |
///
/// What a record stands for:
///
/// ```ignore
/// impl Encode for Pet {
///     fn encode(&self, w: &mut Writer) {
///         w.record(&[("id", &self.id), ("tag", &self.tag)]);
///     }
/// }
/// impl Decode for Pet {
///     fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
///         let (mut id, mut tag) = (None, None);
///         r.record(&mut [("id", &mut id), ("tag", &mut tag)])?;
///         match (id, tag) {
///             (Some(id), Some(tag)) => Ok(Self { id, tag }),
///             _ => unfilled(),
///         }
///     }
/// }
/// ```
///
/// An enum derives `Clone` (a closed one `Copy` too), and gets the rest here: `as_str` (or `value`),
/// `ALL`, `Debug`, `PartialEq`, `Eq`, `Hash`, `Display`, and one conversion: `From<&str>` (or of the
/// integer), for a closed one `FromStr` (or `TryFrom`), which can fail. More of them would cost whoever
/// compiles a thousand enums a sixth of the time. With the runtime's feature `serde`, every
/// form also implements `serde::Serialize` and `serde::Deserialize`.
///
/// `sent` before any form says that only requests carry the type, `received` that only answers do:
/// then the other direction is there with the runtime's feature `server` or `serde` only, since a
/// client alone has no use for it.
#[macro_export]
macro_rules! codec {
    (sent $($rest:tt)+) => {
        $crate::codec_type!($($rest)+);
        $crate::codec_encode!($($rest)+);
        $crate::codec_both!(codec_decode $($rest)+);
    };
    (received $($rest:tt)+) => {
        $crate::codec_type!($($rest)+);
        $crate::codec_decode!($($rest)+);
        $crate::codec_both!(codec_encode $($rest)+);
    };
    ($($rest:tt)+) => {
        $crate::codec_type!($($rest)+);
        $crate::codec_encode!($($rest)+);
        $crate::codec_decode!($($rest)+);
    };
}

/// The other direction of a type that travels one way only: who has a server, or serde, needs both.
#[doc(hidden)]
#[macro_export]
#[cfg(any(feature = "server", feature = "serde"))]
macro_rules! codec_both {
    ($half:ident $($rest:tt)+) => {
        $crate::$half!($($rest)+);
    };
}

/// The other direction of a type that travels one way only: a client alone does without.
#[doc(hidden)]
#[macro_export]
#[cfg(not(any(feature = "server", feature = "serde")))]
macro_rules! codec_both {
    ($half:ident $($rest:tt)+) => {};
}

/// What a type has beside its codec: the conversions of an enum.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_type {
    (closed enum $($rest:tt)+) => { $crate::codec_enum!(closed $($rest)+); };
    (enum $name:ident $(: $repr:ident)? { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::codec_enum!(kept $name $(: $repr)? { $($wire => $variant,)+ .. => Unknown });
    };
    (enum $($rest:tt)+) => { $crate::codec_enum!(kept $($rest)+); };
    (open enum $($rest:tt)+) => { $crate::codec_type!(enum $($rest)+); };
    ($($other:tt)+) => {};
}

/// Implements [`Encode`](crate::codec::Encode).
#[doc(hidden)]
#[macro_export]
macro_rules! codec_encode {
    (open $($rest:tt)+) => { $crate::codec_encode!($($rest)+); };
    (closed $($rest:tt)+) => { $crate::codec_encode!($($rest)+); };
    (enum $name:ident { $($rest:tt)+ }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.string(self.as_str());
            }
        }
    };
    (enum $name:ident: $repr:ident { $($rest:tt)+ }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                $crate::codec::Encode::encode(&self.value(), w);
            }
        }
    };
    (union $name:ident by $property:literal {
        $($($tag:literal)|+ => $variant:ident),+ $(, .. => $unknown:ident)? $(,)?
    }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                match self {
                    $(Self::$variant(payload) => {
                        w.tagged($property, $crate::first_tag!($($tag)|+), payload);
                    })+
                    $(Self::$unknown(value) => $crate::codec::Encode::encode(value, w),)?
                }
            }
        }
    };
    (union $name:ident { $($variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                let payload: &dyn $crate::codec::Encode = match self {
                    $(Self::$variant(payload) => payload,)+
                    $(Self::$unknown(value) => value,)?
                };
                payload.encode(w);
            }
        }
    };
    (anyof $name:ident { $($member:ident),+ $(,)? }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.merged(&[$(&self.$member),+]);
            }
        }
    };
    (newtype $name:ident) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                $crate::codec::Encode::encode(&self.0, w);
            }

            fn is_absent(&self) -> bool {
                $crate::codec::Encode::is_absent(&self.0)
            }

            fn is_any(&self) -> bool {
                $crate::codec::Encode::is_any(&self.0)
            }
        }
    };
    ($name:ident { $(const $tag:literal = $constant:literal),+ }) => {
        $crate::codec_encode!($name { $(const $tag = $constant,)+ });
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident),* $(,)?
    }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.record(&[$(($tag, &$constant),)* $(($wire, &self.$field)),*]);
            }
        }
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident,)* .. => $extra:ident $(,)?
    }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.record_with(&[$(($tag, &$constant),)* $(($wire, &self.$field)),*], &self.$extra);
            }
        }
    };
}

/// Implements [`Decode`](crate::codec::Decode), and serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_decode {
    (enum $name:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::codec_decode_by!($name kept_string(&[$($wire),+]));
    };
    (enum $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::codec_decode_by!($name kept_integer(&[$(stringify!($wire)),+]));
    };
    (open enum $name:ident $rest:tt) => {
        $crate::codec_decode_by!($name open_string());
    };
    (closed enum $name:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::codec_decode_by!($name closed_string(&[$($wire),+]));
    };
    (closed enum $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::codec_decode_by!($name closed_integer(&[$(stringify!($wire)),+]));
    };
    (union $name:ident by $property:literal {
        $($($tag:literal)|+ => $variant:ident),+ $(, .. => $unknown:ident)? $(,)?
    }) => {
        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                match r.tag($property, &[$($($tag),+),+], $crate::unknown_tags!($($unknown)?))? {
                    $(::core::option::Option::Some($($tag)|+) => r.wrapped(Self::$variant),)+
                    $(::core::option::Option::None => r.wrapped(Self::$unknown),)?
                    _ => ::core::result::Result::Err(r.unexpected(stringify!($name))),
                }
            }
        }

        $crate::serde_bridge!($name);
    };
    (union $name:ident { $($variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        impl $name {
            const VARIANTS: $crate::codec::Variants<Self> =
                &[$((stringify!($variant), &(Self::$variant as fn(_) -> Self))),+];
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                let found = r.untagged(Self::VARIANTS);
                $(let found = found.or_else(|error| r.unmatched(error, Self::$unknown));)?
                found
            }

            fn null() -> ::core::option::Option<Self> {
                $crate::codec::null_variant(Self::VARIANTS)
            }
        }

        $crate::serde_bridge!($name);
    };
    (anyof $name:ident { $($member:ident),+ $(,)? }) => {
        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                let mut refused = $crate::codec::Refused::default();
                $(let $member = r.attempt(stringify!($member), &mut refused)?;)+
                r.attempted(&[$(stringify!($member)),+], refused)?;
                ::core::result::Result::Ok(Self { $($member),+ })
            }
        }

        $crate::serde_bridge!($name);
    };
    (newtype $name:ident) => {
        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                r.wrapped(Self)
            }

            fn absent() -> ::core::option::Option<Self> {
                $crate::codec::Decode::absent().map(Self)
            }

            fn null() -> ::core::option::Option<Self> {
                $crate::codec::Decode::null().map(Self)
            }
        }

        $crate::serde_bridge!($name);
    };
    (closed $name:ident { $(const $tag:literal = $constant:literal),+ }) => {
        $crate::codec_decode!(closed $name { $(const $tag = $constant,)+ });
    };
    (closed $name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident),* $(,)?
    }) => {
        $crate::codec_record!($name [$($tag = $constant),*] { $($wire => $field),* } record_closed());
    };
    ($name:ident { $(const $tag:literal = $constant:literal),+ }) => {
        $crate::codec_decode!($name { $(const $tag = $constant,)+ });
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident),* $(,)?
    }) => {
        $crate::codec_record!($name [$($tag = $constant),*] { $($wire => $field),* } record());
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident,)* .. => $extra:ident $(,)?
    }) => {
        $crate::codec_record!($name [$($tag = $constant),*] { $($wire => $field),* } record_with($extra));
    };
}

/// The decoding of what the reader has a method for.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_decode_by {
    ($name:ident $read:ident($($names:expr)?)) => {
        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                r.$read($($names)?)
            }
        }

        $crate::serde_bridge!($name);
    };
}

/// The first of the tags that stand for one variant: the one that is written.
#[doc(hidden)]
#[macro_export]
macro_rules! first_tag {
    ($first:literal $(| $more:literal)*) => {
        $first
    };
}

/// What a union does with a tag that it does not list.
#[doc(hidden)]
#[macro_export]
macro_rules! unknown_tags {
    () => {
        $crate::codec::Unlisted::Refuse
    };
    ($unknown:ident) => {
        $crate::codec::Unlisted::Keep
    };
}
