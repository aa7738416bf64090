//! The half of `codec!` that writes: one `Encode` implementation for each form.
//!
//! Each implementation hands its parts to a method of [`Writer`](crate::codec::Writer):
//!
//! ```text
//! codec!(Pet { const "kind" = "pet", "name" => name })
//! // writes with
//! w.fields(&["\"kind\":", "\"name\":"], &[&"pet", &self.name]);
//! ```
//!
//! The parts are `&dyn Encode`. A generic writer would be compiled again for each type; this one is
//! compiled once.

/// Implements [`Encode`](crate::codec::Encode) for the form that the first word names.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec_encode {
    (open enum $name:ident { $($rest:tt)+ }) => { $crate::__codec_encode!(@string $name); };
    (closed enum $name:ident { $($rest:tt)+ }) => { $crate::__codec_encode!(@string $name); };
    (enum $name:ident { $($rest:tt)+ }) => { $crate::__codec_encode!(@string $name listed); };
    (closed enum $name:ident: $repr:ident { $($rest:tt)+ }) => { $crate::__codec_encode!(@integer $name); };
    (enum $name:ident: $repr:ident { $($rest:tt)+ }) => { $crate::__codec_encode!(@integer $name listed); };
    (open $($rest:tt)+) => { $crate::__codec_encode!($($rest)+); };
    (closed $($rest:tt)+) => { $crate::__codec_encode!($($rest)+); };
    (@string $name:ident $($check:ident)?) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                $(w.$check(self);)?
                w.string(self.as_str());
            }
        }
    };
    (@integer $name:ident $($check:ident)?) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                $(w.$check(self);)?
                $crate::codegen::Encode::encode(&self.value(), w);
            }
        }
    };
    (union $name:ident by $property:literal {
        $($($tag:literal)|+ => $variant:ident),+ $(, .. => $unknown:ident)? $(,)?
    }) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                match self {
                    $(Self::$variant(payload) => {
                        w.tagged($property, &[$($tag),+], payload);
                    })+
                    $(Self::$unknown(value) => w.unlisted(value),)?
                }
            }
        }
    };
    (union $name:ident $($rule:ident)* { $($variant:ident),+ $(, .. => $unknown:ident)? $(,)? }) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                let payload: &dyn $crate::codegen::Encode = match self {
                    $(Self::$variant(payload) => payload,)+
                    $(Self::$unknown(value) => return w.unlisted(value),)?
                };
                payload.encode(w);
            }
        }
    };
    (anyof $name:ident { $($member:ident),+ $(,)? }) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                w.merged(&[$(&self.$member),+]);
            }
        }
    };
    (newtype $name:ident) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                $crate::codegen::Encode::encode(&self.0, w);
            }

            fn is_absent(&self) -> bool {
                $crate::codegen::Encode::is_absent(&self.0)
            }

            fn is_any(&self) -> bool {
                $crate::codegen::Encode::is_any(&self.0)
            }
        }
    };
    ($name:ident { $(const $tag:literal = $constant:literal),+ }) => {
        $crate::__codec_encode!($name { $(const $tag = $constant,)+ });
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident),* $(,)?
    }) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                w.fields(
                    &[$($crate::__key!(tag as $tag),)* $($crate::__key!($field as $wire),)*],
                    &[$(&$constant,)* $(&self.$field,)*],
                );
            }
        }
    };
    ($name:ident {
        $(const $tag:literal = $constant:literal,)* $($wire:literal => $field:ident,)* .. => $extra:ident $(,)?
    }) => {
        impl $crate::codegen::Encode for $name {
            fn encode(&self, w: &mut $crate::codegen::Writer<'_>) {
                w.record_with(&[$(($tag, &$constant),)* $(($wire, &self.$field)),*], &self.$extra);
            }
        }
    };
}

/// The name of a field in JSON, [as it is written](crate::codec::field_key).
#[doc(hidden)]
#[macro_export]
macro_rules! __key {
    ($field:ident) => {
        ::core::concat!(",\"", ::core::stringify!($field), "\":")
    };
    ($field:ident as $wire:ident) => {
        ::core::concat!(",\"", ::core::stringify!($wire), "\":")
    };
    ($field:ident as $wire:literal) => {
        ::core::concat!("\"", $wire, "\":")
    };
}
