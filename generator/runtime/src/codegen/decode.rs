//! The half of `codec!` that reads: one `Decode` implementation for each form.
//!
//! The implementations are as short as they can be, because a large crate has thousands of them, and
//! a compiler checks each body. What they have in common is a method of
//! [`Reader`](crate::codec::Reader), which is compiled once.
//!
//! | form | a value is read by |
//! |---|---|
//! | `enum` | looking up the string or integer; an unknown one is kept |
//! | `union … by "kind"` | looking ahead for the property, and then reading the variant that it names |
//! | `union` | trying each variant, and taking the one that knows most of the object's keys |
//! | `union … one checked` | the same; a second match is an error; a match keeps its limits |
//! | `anyof` | reading each member from the same value |
//! | `newtype` | reading what is inside |
//! | no word | reading an object by its keys |

/// Implements [`Decode`](crate::codec::Decode), and serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_decode {
    (enum $name:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::__codec_decode_by!($name kept_string(&[$($wire),+]));
    };
    (enum $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::__codec_decode_by!($name kept_integer(&[$(stringify!($wire)),+]));
    };
    (open enum $name:ident $rest:tt) => {
        $crate::__codec_decode_by!($name open_string());
    };
    (closed enum $name:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::__codec_decode_by!($name closed_string(&[$($wire),+]));
    };
    (closed enum $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        $crate::__codec_decode_by!($name closed_integer(&[$(stringify!($wire)),+]));
    };
    (union $name:ident by $property:literal {
        $($($tag:literal)|+ => $variant:ident),+ $(, .. => $unknown:ident)? $(,)?
    }) => {
        impl $crate::codegen::Decode for $name {
            fn decode(r: &mut $crate::codegen::Reader<'_>) -> $crate::codegen::Decoded<Self> {
                match r.tag($property, &[$($($tag),+),+], $crate::__unknown_tags!($($unknown)?))? {
                    $(::core::option::Option::Some($($tag)|+) => r.wrapped(Self::$variant),)+
                    $(::core::option::Option::None => r.wrapped(Self::$unknown),)?
                    _ => ::core::result::Result::Err(r.unexpected(stringify!($name))),
                }
            }
        }

        $crate::__serde_bridge!($name);
    };
    (union $name:ident $($rule:ident)* { $($variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        impl $name {
            const TRIAL: $crate::codegen::Trial<Self> = $crate::codegen::Trial::new(
                &[$((stringify!($variant), &(Self::$variant as fn(_) -> Self))),+],
            )$(.$rule())*;
        }

        impl $crate::codegen::Decode for $name {
            fn decode(r: &mut $crate::codegen::Reader<'_>) -> $crate::codegen::Decoded<Self> {
                let found = r.untagged(&Self::TRIAL);
                $(let found = found.or_else(|error| r.unmatched(error, Self::$unknown));)?
                found
            }

            fn null() -> ::core::option::Option<Self> {
                Self::TRIAL.null()
            }
        }

        $crate::__serde_bridge!($name);
    };
    (anyof $name:ident { $($member:ident),+ $(,)? }) => {
        impl $crate::codegen::Decode for $name {
            fn decode(r: &mut $crate::codegen::Reader<'_>) -> $crate::codegen::Decoded<Self> {
                let mut rejected = $crate::codegen::RejectedMembers::default();
                $(let $member = r.attempt(stringify!($member), &mut rejected)?;)+
                r.attempted(&[$(stringify!($member)),+], rejected)?;
                ::core::result::Result::Ok(Self { $($member),+ })
            }
        }

        $crate::__serde_bridge!($name);
    };
    (newtype $name:ident) => {
        impl $crate::codegen::Decode for $name {
            fn decode(r: &mut $crate::codegen::Reader<'_>) -> $crate::codegen::Decoded<Self> {
                r.wrapped(Self)
            }

            fn absent() -> ::core::option::Option<Self> {
                $crate::codegen::Decode::absent().map(Self)
            }

            fn null() -> ::core::option::Option<Self> {
                $crate::codegen::Decode::null().map(Self)
            }
        }

        $crate::__serde_bridge!($name);
    };
    (closed $name:ident { $(const $tag:literal = $constant:literal),+ }) => {
        $crate::__codec_decode!(closed $name { $(const $tag = $constant,)+ });
    };
    (closed $name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident),* $(,)?
    }) => {
        $crate::__codec_record!($name [] [$($tag = $constant),*] { $($crate::__key!($field as $wire) => $field),* } record_closed());
    };
    ($name:ident { $(const $tag:literal = $constant:literal),+ }) => {
        $crate::__codec_decode!($name { $(const $tag = $constant,)+ });
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident),* $(,)?
    }) => {
        $crate::__codec_record!($name [] [$($tag = $constant),*] { $($crate::__key!($field as $wire) => $field),* } record());
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident,)* .. => $extra:ident $(,)?
    }) => {
        $crate::__codec_record!($name [] [$($tag = $constant),*] { $($crate::__key!($field as $wire) => $field),* } record_with($extra));
    };
}

/// Decoding by a method of the reader, such as `open_string`.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_decode_by {
    ($name:ident $read:ident($($names:expr)?)) => {
        impl $crate::codegen::Decode for $name {
            fn decode(r: &mut $crate::codegen::Reader<'_>) -> $crate::codegen::Decoded<Self> {
                r.$read($($names)?)
            }
        }

        $crate::__serde_bridge!($name);
    };
}

/// The decoding of a record: a slot per field, which the reader fills by key, in any order.
///
/// ```text
/// let mut name = None;
/// let mut age = None;
/// r.record(&["\"name\":", "\"age\":"], &mut [&mut name, &mut age])?;
/// apart(|| match (name, age) { (Some(name), Some(age)) => place(Self { name, age }), … })
/// ```
///
/// `decode_into` calls itself for a member that is a record in turn. Its stack has the slots and no copy of the record, which is
/// built by a function of its own, after all members are read.
///
/// The reader reports missing required fields, and puts `Some(None)` into the slot of an optional
/// field that is absent. So all slots are full afterwards, and are emptied by one match: a `?` per
/// field would double the compile time of a thousand records.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_record {
    (
        $name:ident $one_way:tt [$($tag:tt = $constant:literal),*] { $($key:expr => $field:ident),* }
        $read:ident($($extra:ident $(, $varying:tt)?)?)
    ) => {
        impl $crate::codegen::Decode for $name {
            fn decode(r: &mut $crate::codegen::Reader<'_>) -> $crate::codegen::Decoded<Self> {
                $crate::codegen::decoded(r)
            }

            fn decode_into(
                r: &mut $crate::codegen::Reader<'_>,
                place: &mut dyn ::core::ops::FnMut(Self),
            ) -> $crate::codegen::Decoded<()> {
                $(let mut $field = ::core::option::Option::None;)*
                $(let mut $extra = $crate::Map::new();)?
                $crate::__one_way!(r $one_way);
                r.$read(
                    &[$($crate::__key!(tag as $tag),)* $($key),*],
                    &mut [$(&mut $crate::codegen::constant($constant),)* $(&mut $field),*]
                    $(, &mut $extra $(, &$varying)?)?
                )?;
                $crate::codegen::apart(|| match ($($field,)*) {
                    ($(::core::option::Option::Some($field),)*) => {
                        place(Self { $($field,)* $($extra)? });
                        ::core::result::Result::Ok(())
                    }
                    _ => $crate::codegen::missing_fields(),
                })
            }
        }

        $crate::__serde_bridge!($name);
    };
}

/// What a union does with a tag that it does not list: it keeps the value if it has a variant for
/// that, and rejects it otherwise.
#[doc(hidden)]
#[macro_export]
macro_rules! __unknown_tags {
    () => {
        $crate::codegen::UnknownTag::Reject
    };
    ($unknown:ident) => {
        $crate::codegen::UnknownTag::Keep
    };
}
