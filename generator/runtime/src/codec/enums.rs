//! `codec!` for enums of strings and of integers: an unknown value is kept by a lenient reader, is as good as any other
//! (open), or is an error (closed).

/// An enum of strings or of integers: how it is read, and its conversions.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_enum {
    (kept $name:ident { $($wire:literal => $variant:ident,)+ .. => $unknown:ident $(,)? }) => {
        $crate::codec_text_enum!($name { $($wire => $variant,)+ .. => $unknown });

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                let value = <Self as ::core::convert::From<&str>>::from(r.str()?);
                if let Self::$unknown(text) = &value {
                    r.unlisted(|| $crate::codec::DecodeReason::unlisted_text(text, &[$($wire),+]))?;
                }
                ::core::result::Result::Ok(value)
            }
        }
    };
    (open $name:ident { $($wire:literal => $variant:ident,)+ .. => $unknown:ident $(,)? }) => {
        $crate::codec_text_enum!($name { $($wire => $variant,)+ .. => $unknown });

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                ::core::result::Result::Ok(r.str()?.into())
            }
        }
    };
    (closed $name:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::codec_string_enum!($name { $($wire => $variant),+ });

        impl ::core::str::FromStr for $name {
            type Err = $crate::codec::DecodeError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                match text {
                    $($wire => ::core::result::Result::Ok(Self::$variant),)+
                    _ => ::core::result::Result::Err(
                        $crate::codec::DecodeReason::unlisted_text(text, &[$($wire),+]).into(),
                    ),
                }
            }
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                r.str()?.parse()
            }
        }
    };
    (kept $name:ident: $repr:ident {
        $($wire:literal => $variant:ident,)+ .. => $unknown:ident $(,)?
    }) => {
        $crate::codec_integer_enum!(
            $name: $repr { $($wire => $variant),+ } Self::$unknown(value) => *value
        );

        impl ::core::convert::From<$repr> for $name {
            fn from(value: $repr) -> Self {
                match value {
                    $($wire => Self::$variant,)+
                    _ => Self::$unknown(value),
                }
            }
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                let value = <$repr as $crate::codec::Decode>::decode(r)?.into();
                if let Self::$unknown(value) = &value {
                    let known = &[$(stringify!($wire)),+];
                    r.unlisted(|| $crate::codec::DecodeReason::unlisted_integer((*value).into(), known))?;
                }
                ::core::result::Result::Ok(value)
            }
        }
    };
    (closed $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        $crate::codec_integer_enum!($name: $repr { $($wire => $variant),+ });

        impl ::core::convert::TryFrom<$repr> for $name {
            type Error = $crate::codec::DecodeError;

            fn try_from(value: $repr) -> ::core::result::Result<Self, Self::Error> {
                match value {
                    $($wire => ::core::result::Result::Ok(Self::$variant),)+
                    _ => {
                        let known = &[$(stringify!($wire)),+];
                        let reason = $crate::codec::DecodeReason::unlisted_integer(value.into(), known);
                        ::core::result::Result::Err(reason.into())
                    }
                }
            }
        }

        impl $crate::codec::Decode for $name {
            fn decode(r: &mut $crate::codec::Reader<'_>) -> $crate::codec::Decoded<Self> {
                <$repr as $crate::codec::Decode>::decode(r)?.try_into()
            }
        }
    };
}

/// An enum of strings with a variant for others: its conversions.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_text_enum {
    ($name:ident { $($wire:literal => $variant:ident,)+ .. => $unknown:ident }) => {
        $crate::codec_string_enum!(
            $name { $($wire => $variant),+ } Self::$unknown(text) => text.as_str()
        );

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)+
                    _ => Self::$unknown(text.into()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($wire => Self::$variant,)+
                    _ => Self::$unknown(text),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }
    };
}

/// What open and closed enums of strings share. The last part is the arm of the variant that keeps
/// unknown values.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_string_enum {
    ($name:ident { $($wire:literal => $variant:ident),+ } $($other:pat => $text:expr)?) => {
        impl $name {
            /// The values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    $($other => $text,)?
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                w.string(self.as_str());
            }
        }

        $crate::serde_bridge!($name);
    };
}

/// What open and closed enums of integers share. The last part is the arm of the variant that keeps
/// unknown values.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_integer_enum {
    (
        $name:ident: $repr:ident { $($wire:literal => $variant:ident),+ }
        $($other:pat => $value:expr)?
    ) => {
        impl $name {
            /// The values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value on the wire.
            #[must_use]
            pub fn value(&self) -> $repr {
                match self {
                    $(Self::$variant => $wire,)+
                    $($other => $value,)?
                }
            }
        }

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

        impl $crate::codec::Encode for $name {
            fn encode(&self, w: &mut $crate::codec::Writer) {
                $crate::codec::Encode::encode(&self.value(), w);
            }
        }

        $crate::serde_bridge!($name);
    };
}
