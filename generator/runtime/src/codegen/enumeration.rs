//! `enumeration!`: strings and integers by name, as one row per value; and `conversions!` of unions.

/// An enum of strings or integers, with its codec.
///
/// ```text
/// enumeration! {
///     /// Sort direction.
///     pub enum Sort in requests { Ascending = "ASC", Descending = "DESC" }
/// }
/// ```
///
/// A further variant, `Unknown` or the one behind `..`, contains values that the document does not list. A `closed` enum has
/// none, and rejects them; an `open` one treats them as any other. `enum Level: i64 { Low = 1 }` is one of integers.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    (
        $(#[$doc:meta])*
        pub closed enum $name:ident $(: $repr:ident)? $(in $direction:ident)? {
            $($(#[doc = $variant_doc:literal])* $variant:ident = $wire:literal),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub enum $name {
            $(
                $(#[doc = $variant_doc])*
                #[cfg_attr(doc, doc = ::core::concat!("\n\n`", $wire, "`"))]
                $variant,
            )+
        }

        $crate::__directed_codec!(
            [$($direction)?] closed enum $name $(: $repr)? { $($wire => $variant),+ }
        );
    };
    ($(#[$doc:meta])* pub open enum $name:ident $(: $repr:ident)? $(in $direction:ident)? { $($body:tt)* }) => {
        $crate::__enumeration!(@kept [$(#[$doc])*] [open] $name [$($repr)?] [$($direction)?] { $($body)* });
    };
    ($(#[$doc:meta])* pub enum $name:ident $(: $repr:ident)? $(in $direction:ident)? { $($body:tt)* }) => {
        $crate::__enumeration!(@kept [$(#[$doc])*] [] $name [$($repr)?] [$($direction)?] { $($body)* });
    };
    (@kept $head:tt $open:tt $name:ident $repr:tt $direction:tt {
        $($(#[doc = $doc:literal])* $variant:ident = $wire:literal),+ $(,)?
    }) => {
        $crate::__enumeration!(@kept $head $open $name $repr $direction {
            $($(#[doc = $doc])* $variant = $wire,)+ ..Unknown
        });
    };
    (@kept [$($head:tt)*] [$($open:ident)?] $name:ident [$($repr:ident)?] $direction:tt {
        $($(#[doc = $doc:literal])* $variant:ident = $wire:literal,)+ ..$unknown:ident $(,)?
    }) => {
        $($head)*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $doc])*
                #[cfg_attr(doc, doc = ::core::concat!("\n\n`", $wire, "`"))]
                $variant,
            )+
            /// A value that the document does not list.
            $unknown($crate::__enumeration!(@repr $($repr)?)),
        }

        $crate::__directed_codec!(
            $direction $($open)? enum $name $(: $repr)? { $($wire => $variant,)+ .. => $unknown }
        );
    };
    (@repr) => { ::std::string::String };
    (@repr $repr:ident) => { $repr };
}

/// [`codec!`](crate::__codec!) of a type that occurs in requests, in responses or in both.
#[doc(hidden)]
#[macro_export]
macro_rules! __directed_codec {
    ([] $($codec:tt)+) => { $crate::__codec!($($codec)+); };
    ([requests] $($codec:tt)+) => { $crate::__codec!(sent $($codec)+); };
    ([responses] $($codec:tt)+) => { $crate::__codec!(received $($codec)+); };
}

/// `From` of the payloads of a union, and of what converts into one:
/// `conversions!(Pet { Cat(Cat), Name(String | &str) });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __conversions {
    ($name:ident in responses $($body:tt)+) => {
        $crate::__builders! { $crate::__conversions!($name $($body)+); }
    };
    ($name:ident in requests $($body:tt)+) => {
        $crate::__conversions!($name $($body)+);
    };
    ($name:ident { $($variant:ident($payload:ty $(| $from:ty)?)),+ $(,)? }) => {
        $(
            impl ::core::convert::From<$payload> for $name {
                fn from(value: $payload) -> Self {
                    Self::$variant(value)
                }
            }

            $(impl ::core::convert::From<$from> for $name {
                fn from(value: $from) -> Self {
                    Self::$variant(value.into())
                }
            })?
        )+
    };
}
