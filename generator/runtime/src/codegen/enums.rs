//! `codec!` for enums of strings and of integers.
//!
//! A lenient reader keeps an unknown value, an open enum takes any value, a closed one rejects it.
//!
//! ```text
//! codec!(enum Size { "s" => Small, "l" => Large, .. => Unknown })
//!
//! Size::from("s") == Size::Small
//! Size::from("xl") == Size::Unknown("xl".into())
//! Size::Large.as_str() == "l"
//! Size::ALL == [Size::Small, Size::Large]
//! ```
//!
//! Documents have thousands of enums, so each method here is a call of `enum_support`. The one body
//! that lists the variants is `WireEnum::wire`, from a variant to its value. Reading, comparing,
//! hashing and `Debug` all use it.

/// The conversions of an enum: from any value if unknown ones are kept, else only from those that
/// the document lists.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_enum {
    (kept $name:ident { $($wire:literal => $variant:ident,)+ .. => $unknown:ident $(,)? }) => {
        $crate::__codec_string_enum!($name { $($wire => $variant),+ } $unknown);

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match $crate::codegen::enum_support::known(text) {
                    ::core::option::Option::Some(known) => known,
                    ::core::option::Option::None => Self::$unknown(text.into()),
                }
            }
        }
    };
    (closed $name:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::__codec_string_enum!($name { $($wire => $variant),+ });

        impl ::core::str::FromStr for $name {
            type Err = $crate::codegen::DecodeError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                $crate::codegen::enum_support::listed(text, &[$($wire),+])
            }
        }
    };
    (kept $name:ident: $repr:ident {
        $($wire:literal => $variant:ident,)+ .. => $unknown:ident $(,)?
    }) => {
        $crate::__codec_integer_enum!($name: $repr { $($wire => $variant),+ } $unknown);

        impl ::core::convert::From<$repr> for $name {
            fn from(value: $repr) -> Self {
                match $crate::codegen::enum_support::known(&value) {
                    ::core::option::Option::Some(known) => known,
                    ::core::option::Option::None => Self::$unknown(value),
                }
            }
        }
    };
    (closed $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::__codec_integer_enum!($name: $repr { $($wire => $variant),+ });

        impl ::core::convert::TryFrom<$repr> for $name {
            type Error = $crate::codegen::DecodeError;

            fn try_from(value: $repr) -> ::core::result::Result<Self, Self::Error> {
                $crate::codegen::enum_support::listed(&value, &[$(stringify!($wire)),+])
            }
        }
    };
}

/// What open and closed enums of strings share. An open one names the variant that keeps unknown
/// values.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_string_enum {
    ($name:ident { $($wire:literal => $variant:ident),+ } $($unknown:ident)?) => {
        impl $name {
            /// The values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::codegen::enum_support::WireEnum::wire(self)
            }
        }

        $crate::__codec_listed!($name: str { $($wire => $variant),+ } $($unknown)?);

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

/// What open and closed enums of integers share. An open one names the variant that keeps unknown
/// values.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_integer_enum {
    ($name:ident: $repr:ident { $($wire:literal => $variant:ident),+ } $($unknown:ident)?) => {
        impl $name {
            /// The values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value on the wire.
            #[must_use]
            pub fn value(&self) -> $repr {
                *$crate::codegen::enum_support::WireEnum::wire(self)
            }
        }

        $crate::__codec_listed!($name: $repr { $(&$wire => $variant),+ } $($unknown)?);

        impl ::core::convert::From<$name> for $repr {
            fn from(value: $name) -> Self {
                value.value()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }
    };
}

/// What all enums share: the table of their values, and what follows from it. Derives would do the
/// same for four times the time in crates that compile them.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_listed {
    ($name:ident: $wire:ty { $($value:expr => $variant:ident),+ } $($unknown:ident)?) => {
        impl $crate::codegen::enum_support::WireEnum for $name {
            type Wire = $wire;
            const ALL: &'static [Self] = Self::ALL;

            fn wire(&self) -> &$wire {
                match self {
                    $(Self::$variant => $value,)+
                    $(Self::$unknown(value) => value,)?
                }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::enum_support::debug(self, &[$(stringify!($variant),)+ $(stringify!($unknown))?], f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::codegen::enum_support::same(self, other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::codegen::enum_support::hash(self, state);
            }
        }
    };
}
