//! What `codec!` adds with the feature `serde`: `serde::Serialize` and `serde::Deserialize`.

/// Does nothing: the runtime is built without its feature `serde`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "serde"))]
macro_rules! __serde_bridge {
    ($name:ident) => {};
}

/// Implements serde's traits for a type that has the codec's.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "serde")]
macro_rules! __serde_bridge {
    ($name:ident) => {
        impl $crate::codegen::serde_support::serde::Serialize for $name {
            fn serialize<S: $crate::codegen::serde_support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::serde_support::serialize(self, serializer)
            }
        }

        impl<'de> $crate::codegen::serde_support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::serde_support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::serde_support::deserialize(deserializer)
            }
        }
    };
}
