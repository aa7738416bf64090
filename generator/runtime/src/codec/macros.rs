//! `codec!`: the line beside a generated type that says how the type looks on the wire.

/// Implements [`Encode`](crate::codec::Encode) and [`Decode`](crate::codec::Decode) for a type of
/// yours.
///
/// | form | the type | on the wire |
/// |---|---|---|
/// | `codec!(Pet { "id" => id, "tag" => tag });` | struct | an object; unknown fields are ignored |
/// | `codec!(Pet { "id" => id, .. => extra });` | struct, `extra: Map<T>` | an object; unknown fields are kept in `extra` |
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
///         Ok(Self { id: need(id, "id")?, tag: need(tag, "tag")? })
///     }
/// }
/// ```
///
/// An enum also gets `as_str` (or `value`), `ALL`, `Display`, `FromStr` and `From` conversions; a
/// closed one converts by `FromStr`/`TryFrom`, which can fail. With the runtime's feature `serde`,
/// every form also implements `serde::Serialize` and `serde::Deserialize`.
#[macro_export]
macro_rules! codec {
    (closed enum $($rest:tt)+) => { $crate::codec_enum!(closed $($rest)+); };
    (enum $name:ident $(: $repr:ident)? { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::codec_enum!(kept $name $(: $repr)? { $($wire => $variant,)+ .. => Unknown });
    };
    (enum $($rest:tt)+) => { $crate::codec_enum!(kept $($rest)+); };
    (open enum $name:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::codec_enum!(open $name { $($wire => $variant,)+ .. => Unknown });
    };
    (open enum $($rest:tt)+) => { $crate::codec_enum!(open $($rest)+); };
    (union $($rest:tt)+) => { $crate::codec_union!($($rest)+); };
    (anyof $($rest:tt)+) => { $crate::codec_anyof!($($rest)+); };
    (newtype $name:ident) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                $crate::codec::Encode::encode(&self.0, w);
            }

            fn is_absent(&self) -> bool {
                $crate::codec::Encode::is_absent(&self.0)
            }
        }

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
    (closed $name:ident { $($wire:literal => $field:ident),* $(,)? }) => {
        $crate::codec_record!($name { $($wire => $field),* } record_closed());
    };
    ($name:ident { $($wire:literal => $field:ident),* $(,)? }) => {
        $crate::codec_record!($name { $($wire => $field),* } record());
    };
    ($name:ident { $($wire:literal => $field:ident,)* .. => $extra:ident $(,)? }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.record_with(&[$(($wire, &self.$field)),*], &self.$extra);
            }
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                let mut $extra = $crate::codec::Map::new();
                r.record_with(&mut [$(($wire, &mut $field)),*], &mut $extra)?;
                ::core::result::Result::Ok(Self {
                    $($field: $crate::codec::need($field, $wire)?,)*
                    $extra,
                })
            }
        }

        $crate::serde_bridge!($name);
    };
}

/// A record, open or closed: only the reading differs.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_record {
    ($name:ident { $($wire:literal => $field:ident),* } $read:ident()) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.record(&[$(($wire, &self.$field)),*]);
            }
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                r.$read(&mut [$(($wire, &mut $field)),*])?;
                ::core::result::Result::Ok(Self {
                    $($field: $crate::codec::need($field, $wire)?),*
                })
            }
        }

        $crate::serde_bridge!($name);
    };
}

/// A tagged or untagged union.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_union {
    ($name:ident by $property:literal {
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
    ($name:ident { $($variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                match self {
                    $(Self::$variant(payload) => $crate::codec::Encode::encode(payload, w),)+
                    $(Self::$unknown(value) => $crate::codec::Encode::encode(value, w),)?
                }
            }
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                let found = r.untagged(&[$((stringify!($variant), |r| r.wrapped(Self::$variant))),+]);
                $(let found = found.or_else(|error| r.unmatched(error, Self::$unknown));)?
                found
            }

            fn null() -> ::core::option::Option<Self> {
                ::core::option::Option::None
                    $(.or_else(|| $crate::codec::Decode::null().map(Self::$variant)))+
            }
        }

        $crate::serde_bridge!($name);
    };
}

/// An `anyOf` that is not a choice: every member that matches is kept.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_anyof {
    ($name:ident { $($member:ident),+ $(,)? }) => {
        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.merged(&[$(&self.$member),+]);
            }
        }

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
