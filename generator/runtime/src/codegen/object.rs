//! `object!` and `arguments!`: structs written as one row per field.
//!
//! A row says everything about a field once: its docs, whether it is required, what its setter accepts, its name and type, and
//! its name in JSON if that differs. Four places would otherwise repeat the field: the struct, `new`, its setter and the codec.

/// A JSON object: the struct, its codec, `new` and setters.
///
/// ```text
/// object! {
///     /// A pet.
///     pub struct Pet in responses from PetRequired {
///         const object = "pet",
///         /// The id.
///         pub required id: i64,
///         /// Who owns it.
///         pub optional(into) owner as ownerName: String,
///         pub optional(each into) tags: Vec<String>,
///         ..extra: Map<Value>,
///     }
/// }
/// ```
///
/// | part | meaning |
/// |---|---|
/// | `required`, `optional` | the field is a `T` and an argument of `new`, or an `Option<T>` with a setter |
/// | `(into)` | the argument is `impl Into<T>` |
/// | `(into Iso8601)` | it is `impl Into<TimeText>`: a time, or the string that has it |
/// | `(each)`, `(each into)` | it is `impl IntoIterator<Item = T>`, or of what converts into `T` |
/// | `as …` | the name in JSON, if it is not the name of the field: `as ownerName`, or `as "owner-name"` if it is no identifier |
/// | `only responses "…"`, `only requests "…"` | a property that only these bodies have; with `required`, they must have it |
/// | `const … = …` | a property that always has this value, and no field; its name is written in the same way |
/// | `..extra: Map<T>` | keeps the properties without a field |
/// | `..extra or("next"): Map<Value>` | also the values of `next` that its field cannot have |
/// | `pub closed struct` | a strict reader rejects properties without a field |
/// | `in requests` | the codec decodes with the features `server` and `serde` only |
/// | `in responses` | the codec encodes with these features only; `new` and setters need `builders` |
/// | `from PetRequired` | `new` takes this struct, with the required fields by name |
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($(#[$doc:meta])* pub closed struct $name:ident $(in $direction:ident)? $(from $required:ident)? { $($body:tt)* }) => {
        $crate::__object!(@all [$(#[$doc])*] $name [$($direction)?] [$($required)?] record_closed { $($body)* });
    };
    ($(#[$doc:meta])* pub struct $name:ident $(in $direction:ident)? $(from $required:ident)? { $($body:tt)* }) => {
        $crate::__object!(@all [$(#[$doc])*] $name [$($direction)?] [$($required)?] record { $($body)* });
    };
    (@all [$($doc:tt)*] $name:ident [] $required:tt $read:ident $body:tt) => {
        $crate::__rows!([$($doc)* #[derive(Debug, PartialEq)]] $name [encode decode] $read __always $required $body);
    };
    (@all [$($doc:tt)*] $name:ident [requests] $required:tt $read:ident $body:tt) => {
        $crate::__rows!([$($doc)* #[derive(Debug, PartialEq)]] $name [encode both_decode] $read __always $required $body);
    };
    (@all [$($doc:tt)*] $name:ident [responses] $required:tt $read:ident $body:tt) => {
        $crate::__rows!([$($doc)* #[derive(Debug, PartialEq)]] $name [both_encode decode] $read __builders $required $body);
    };
}

/// The arguments of an operation or the parts of a form: as [`object!`](crate::__object!), without a codec. `streaming` is
/// for structs with a stream, which can be neither cloned nor compared.
#[doc(hidden)]
#[macro_export]
macro_rules! __arguments {
    ($(#[$doc:meta])* pub streaming struct $name:ident $(from $required:ident)? { $($body:tt)* }) => {
        $crate::__rows!([$(#[$doc])* #[derive(Debug)]] $name [] record __always [$($required)?] { $($body)* });
    };
    ($(#[$doc:meta])* pub struct $name:ident $(from $required:ident)? { $($body:tt)* }) => {
        $crate::__rows!([$(#[$doc])* #[derive(Debug, Clone, PartialEq)]] $name [] record __always [$($required)?] { $($body)* });
    };
}

/// The constructors of a type that a client only receives: with the feature `builders`.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "builders")]
macro_rules! __builders {
    ($($code:tt)*) => { $($code)* };
}

/// The constructors of a type that a client only receives: none, without the feature `builders`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "builders"))]
macro_rules! __builders {
    ($($code:tt)*) => {};
}

/// The constructors of all other types.
#[doc(hidden)]
#[macro_export]
macro_rules! __always {
    ($($code:tt)*) => { $($code)* };
}

/// The rows of a struct, matched once: the struct, its codec, `new` and the setters.
///
/// The codec is `encode` and `decode`, each always or if both sides need it. `$gate` is the macro
/// that decides whether `new` and the setters exist.
///
/// Matching is what rows cost. The compiler copies what it has matched so far wherever a part may be
/// missing, so the time is quadratic in the number of rows, and a second macro that matched them
/// again would double it.
#[doc(hidden)]
#[macro_export]
macro_rules! __rows {
    ([$($head:tt)*] $name:ident $codec:tt $read:ident $gate:ident $required:tt {
        $(only $way:ident $($need:ident)? $hidden:literal,)*
        $(const $tag:tt = $constant:literal,)*
        $(
            $(#[doc = $doc:literal])*
            $(#[deprecated $($note:tt)*])?
            pub $(required $r:ident $(as $r_wire:tt)?: $r_type:ty,)?
            $(required(into $($ri_form:ident)?) $ri:ident $(as $ri_wire:tt)?: $ri_type:ty,)?
            $(required(each) $re:ident $(as $re_wire:tt)?: Vec<$re_type:ty>,)?
            $(required(each into) $rj:ident $(as $rj_wire:tt)?: Vec<$rj_type:ty>,)?
            $(optional $o:ident $(as $o_wire:tt)?: $o_type:ty,)?
            $(optional(into $($oi_form:ident)?) $oi:ident $(as $oi_wire:tt)?: $oi_type:ty,)?
            $(optional(each) $oe:ident $(as $oe_wire:tt)?: Vec<$oe_type:ty>,)?
            $(optional(each into) $oj:ident $(as $oj_wire:tt)?: Vec<$oj_type:ty>,)?
        )*
        $(..$extra:ident $(or($($varying:literal),+ $(,)?))?: $extra_type:ty,)?
    }) => {
        $($head)*
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[doc = $doc])*
                $(pub $r: $r_type,)?
                $(pub $ri: $ri_type,)?
                $(pub $re: ::std::vec::Vec<$re_type>,)?
                $(pub $rj: ::std::vec::Vec<$rj_type>,)?
                $(pub $o: ::core::option::Option<$o_type>,)?
                $(pub $oi: ::core::option::Option<$oi_type>,)?
                $(pub $oe: ::core::option::Option<::std::vec::Vec<$oe_type>>,)?
                $(pub $oj: ::core::option::Option<::std::vec::Vec<$oj_type>>,)?
            )*
            $(
                /// Properties that have no field.
                pub $extra: $extra_type,
            )?
        }

        $crate::__object_clone!($codec $name { $(
            $($r,)?
            $($ri,)?
            $($re,)?
            $($rj,)?
            $($o,)?
            $($oi,)?
            $($oe,)?
            $($oj,)?
        )* $($extra,)? });

        $crate::__object_codec!($codec $name [$(
            $crate::codegen::OneWay::$way($hidden)$(.$need())?
        ),*] [$($tag = $constant),*] { $(
            $($r $(as $r_wire)?,)?
            $($ri $(as $ri_wire)?,)?
            $($re $(as $re_wire)?,)?
            $($rj $(as $rj_wire)?,)?
            $($o $(as $o_wire)?,)?
            $($oi $(as $oi_wire)?,)?
            $($oe $(as $oe_wire)?,)?
            $($oj $(as $oj_wire)?,)?
        )* } $read $($extra $([$($varying),+])?)?);

        $crate::$gate! {
            $crate::__new!($name $required [$(
                $(+ required $r: $r_type,)?
                $(+ required(into $($ri_form)?) $ri: $ri_type,)?
                $(+ required(each) $re: $re_type,)?
                $(+ required(each into) $rj: $rj_type,)?
            )*] [$(
                $($o,)?
                $($oi,)?
                $($oe,)?
                $($oj,)?
            )*] $($extra)?);

            impl $name {
                $($crate::__setter!(
                    [$(#[doc = $doc])* $(#[deprecated $($note)*])?]
                    $(required $r)?
                    $(required(into $($ri_form)?) $ri)?
                    $(required(each) $re)?
                    $(required(each into) $rj)?
                    $(optional $o: $o_type)?
                    $(optional(into $($oi_form)?) $oi: $oi_type)?
                    $(optional(each) $oe: $oe_type)?
                    $(optional(each into) $oj: $oj_type)?
                );)*
                $(
                    /// Properties that have no field.
                    #[must_use]
                    pub fn $extra(mut self, $extra: $extra_type) -> Self {
                        self.$extra = $extra;
                        self
                    }
                )?
            }
        }
    };
}

/// The codec of an object, from the names of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_codec {
    ([] $($fields:tt)*) => {};
    ([$encode:ident $decode:ident] $($fields:tt)*) => {
        $crate::__object_codec!(@$encode $($fields)*);
        $crate::__object_codec!(@$decode $($fields)*);
    };
    (@both_encode $($fields:tt)*) => {
        $crate::__codec_both!(__object_codec @encode $($fields)*);
    };
    (@both_decode $($fields:tt)*) => {
        $crate::__codec_both!(__object_codec @decode $($fields)*);
    };
    (@encode $name:ident [$($one_way:expr),*] [$($tag:tt = $constant:literal),*] {
        $($field:ident $(as $wire:tt)?,)*
    } $read:ident) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                $crate::__one_way!(w [$($one_way),*]);
                w.fields(
                    &[$($crate::__key!(tag as $tag),)* $($crate::__key!($field $(as $wire)?),)*],
                    &[$(&$constant,)* $(&self.$field,)*],
                );
            }
        }
    };
    (@encode $name:ident [$($one_way:expr),*] [$($tag:tt = $constant:literal),*] {
        $($field:ident $(as $wire:tt)?,)*
    } $read:ident $extra:ident $($varying:tt)?) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                $crate::__one_way!(w [$($one_way),*]);
                w.record_with(
                    &[
                        $(($crate::__wire!(tag as $tag), &$constant),)*
                        $(($crate::__wire!($field $(as $wire)?), &self.$field),)*
                    ],
                    &self.$extra,
                );
            }
        }
    };
    (@decode $name:ident $one_way:tt $constants:tt { $($field:ident $(as $wire:tt)?,)* } $read:ident) => {
        $crate::__codec_record!(
            $name $one_way $constants { $($crate::__key!($field $(as $wire)?) => $field),* } $read()
        );
    };
    (@decode $name:ident $one_way:tt $constants:tt {
        $($field:ident $(as $wire:tt)?,)*
    } $read:ident $extra:ident) => {
        $crate::__codec_record!(
            $name $one_way $constants { $($crate::__key!($field $(as $wire)?) => $field),* } record_with($extra)
        );
    };
    (@decode $name:ident $one_way:tt $constants:tt {
        $($field:ident $(as $wire:tt)?,)*
    } $read:ident $extra:ident $varying:tt) => {
        $crate::__codec_record!(
            $name $one_way $constants { $($crate::__key!($field $(as $wire)?) => $field),* } record_or($extra, $varying)
        );
    };
}

/// Says which members only one side sends; nothing if there are none, as in most objects.
#[doc(hidden)]
#[macro_export]
macro_rules! __one_way {
    ($codec:ident []) => {};
    ($codec:ident [$($one_way:expr),+]) => {
        $codec.one_way(const { &[$($one_way),+] });
    };
}

/// The name of a field in JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    ($field:ident) => {
        ::core::stringify!($field)
    };
    ($field:ident as $wire:ident) => {
        ::core::stringify!($wire)
    };
    ($field:ident as $wire:literal) => {
        $wire
    };
}
