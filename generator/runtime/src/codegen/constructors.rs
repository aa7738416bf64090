//! How structs of `object!` and `arguments!` are built: `new`, and setters that can be chained.
//!
//! Up to four required fields are arguments of `new`. More of them are the fields of a struct of
//! their own: a missing one is a compile error, and none can be swapped for another.
//!
//! ```text
//! object! { pub struct Pet { pub required(into) name: String, pub optional age: i64 } }
//!
//! Pet::new("Rex").age(3)
//! ```
//!
//! # Conversions
//!
//! The word in brackets says what a constructor or setter accepts. Emission decides it by the type,
//! so that callers write neither `.to_owned()` nor `vec![…]`:
//!
//! | row | argument | for |
//! |---|---|---|
//! | `name: T` | `T` | numbers, enums, structs |
//! | `(into) name: T` | `impl Into<T>` | strings, boxes, `Nullable` |
//! | `(into Iso8601) name: String` | `impl Into<TimeText>` | strings that have times in this [form](crate::codec::TimeForm) |
//! | `(each) name: Vec<T>` | `impl IntoIterator<Item = T>` | lists |
//! | `(each into) name: Vec<T>` | `impl IntoIterator<Item = impl Into<T>>` | lists of strings |
//!
//! # Why the rows have so many slots
//!
//! Each kind of row has names of its own (`$r`, `$ri`, `$re`, …), so one match of the whole struct
//! sorts its fields. A macro that takes one field at a time and calls itself for the rest would
//! need quadratic time in the number of fields.

/// A struct with another value of an optional field. The value is computed before the struct is moved, so that the compiler can leave out
/// most of the moves in a chain of setters.
#[doc(hidden)]
#[macro_export]
macro_rules! __with {
    ($struct:ident.$name:ident = $value:expr) => {{
        let value = $value;
        let mut changed = $struct;
        changed.$name = ::core::option::Option::Some(value);
        changed
    }};
}

/// The setter of an optional field; nothing for a required one, which is set by `new`.
///
/// ```text
/// optional age: i64  ->  pub fn age(self, age: i64) -> Self { … }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ([$($head:tt)*] optional $name:ident: $name_type:ty) => {
        $($head)*
        #[must_use]
        pub fn $name(self, $name: $name_type) -> Self {
            $crate::__with!(self.$name = $name)
        }
    };
    ([$($head:tt)*] optional(into) $name:ident: $name_type:ty) => {
        $($head)*
        #[must_use]
        pub fn $name(self, $name: impl ::core::convert::Into<$name_type>) -> Self {
            $crate::__with!(self.$name = $name.into())
        }
    };
    ([$($head:tt)*] optional(into $form:ident) $name:ident: $name_type:ty) => {
        $($head)*
        #[must_use]
        pub fn $name(self, $name: impl ::core::convert::Into<$crate::codec::TimeText>) -> Self {
            $crate::__with!(self.$name = $crate::__given!([$form] $name))
        }
    };
    ([$($head:tt)*] optional(each) $name:ident: $name_type:ty) => {
        $($head)*
        #[must_use]
        pub fn $name(self, $name: impl ::core::iter::IntoIterator<Item = $name_type>) -> Self {
            $crate::__with!(self.$name = $name.into_iter().collect())
        }
    };
    ([$($head:tt)*] optional(each into) $name:ident: $name_type:ty) => {
        $($head)*
        #[must_use]
        pub fn $name(self, $name: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$name_type>>) -> Self {
            $crate::__with!(self.$name = $name.into_iter().map(::core::convert::Into::into).collect())
        }
    };
    ([$($head:tt)*] required $($field:tt)*) => {};
}

/// What converts into an argument: the type of the field, or what becomes a string with a time in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __argument {
    ([] $type:ty) => {
        $type
    };
    ([$form:ident] $type:ty) => {
        $crate::codec::TimeText
    };
}

/// The value of an argument.
#[doc(hidden)]
#[macro_export]
macro_rules! __given {
    ([] $name:ident) => {
        $name.into()
    };
    ([$form:ident] $name:ident) => {
        ::core::convert::Into::<$crate::codec::TimeText>::into($name)
            .written($crate::codec::TimeForm::$form)
    };
}

/// `new`, in one of three forms:
///
/// ```text
/// Filter::new()                                    // nothing is required; Filter::default() too
/// Pet::new("Rex", 3)                               // up to four required fields
/// Invoice::new(InvoiceRequired { id, lines, … })   // more than four
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    // Nothing is required.
    ($name:ident [] [] [$($optional:ident,)*] $($extra:ident)?) => {
        impl $name {
            /// Creates an empty value.
            #[must_use]
            pub fn new() -> Self {
                Self {
                    $($optional: ::core::option::Option::None,)*
                    $($extra: ::core::default::Default::default(),)?
                }
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    // Up to four required fields: arguments.
    ($name:ident [] [$(+
        $(required $r:ident: $r_type:ty,)?
        $(required(into $($ri_form:ident)?) $ri:ident: $ri_type:ty,)?
        $(required(each) $re:ident: $re_type:ty,)?
        $(required(each into) $rj:ident: $rj_type:ty,)?
    )*] [$($optional:ident,)*] $($extra:ident)?) => {
        impl $name {
            /// Creates a value from its required fields.
            #[must_use]
            pub fn new($(
                $($r: $r_type,)?
                $($ri: impl ::core::convert::Into<$crate::__argument!([$($ri_form)?] $ri_type)>,)?
                $($re: impl ::core::iter::IntoIterator<Item = $re_type>,)?
                $($rj: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$rj_type>>,)?
            )*) -> Self {
                Self {
                    $(
                        $($r: $r,)?
                        $($ri: $crate::__given!([$($ri_form)?] $ri),)?
                        $($re: $re.into_iter().collect(),)?
                        $($rj: $rj.into_iter().map(::core::convert::Into::into).collect(),)?
                    )*
                    $($optional: ::core::option::Option::None,)*
                    $($extra: ::core::default::Default::default(),)?
                }
            }
        }
    };
    // More than four: a struct, which has the name that emission chose.
    ($name:ident [$required:ident] [$(+
        $(required $r:ident: $r_type:ty,)?
        $(required(into $($ri_form:ident)?) $ri:ident: $ri_type:ty,)?
        $(required(each) $re:ident: $re_type:ty,)?
        $(required(each into) $rj:ident: $rj_type:ty,)?
    )*] [$($optional:ident,)*] $($extra:ident)?) => {
        #[doc = ::core::concat!(
            "The required fields of [`", ::core::stringify!($name), "`], the argument of its `new`."
        )]
        pub struct $required {
            $(
                $(pub $r: $r_type,)?
                $(pub $ri: $ri_type,)?
                $(pub $re: ::std::vec::Vec<$re_type>,)?
                $(pub $rj: ::std::vec::Vec<$rj_type>,)?
            )*
        }

        impl $name {
            /// Creates a value from its required fields.
            #[must_use]
            pub fn new(required: $required) -> Self {
                Self {
                    $(
                        $($r: required.$r,)?
                        $($ri: required.$ri,)?
                        $($re: required.$re,)?
                        $($rj: required.$rj,)?
                    )*
                    $($optional: ::core::option::Option::None,)*
                    $($extra: ::core::default::Default::default(),)?
                }
            }
        }
    };
}

/// `Clone` of an object, as `derive` writes it, but with each field cloned by [`cloned`](crate::codegen::cloned). What has no codec
/// derives `Clone`, because it contains no value of its own type.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_clone {
    ([] $($fields:tt)*) => {};
    ($codec:tt $name:ident { $($field:ident,)* }) => {
        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                Self { $($field: $crate::codegen::cloned(&self.$field),)* }
            }
        }
    };
}
