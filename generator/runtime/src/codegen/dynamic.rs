//! `dynamic!`: the object-safe version of the trait, one row per operation. It is nothing without the feature `dyn`, so that it
//! costs those nothing who do not ask for it.

/// Writes an object-safe trait that every implementation of another has: `Arc<dyn DynPetsApi>` is any `PetsApi`, and a `PetsApi`
/// itself.
///
/// ```text
/// dynamic!(DynPetsApi for PetsApi { list_pets: ListPets, add_pet: AddPet });
/// ```
/// Its methods are those of a trait in a module of its own: whoever imports both traits would have two of each name otherwise.
#[cfg(feature = "dyn")]
#[doc(hidden)]
#[macro_export]
macro_rules! __dynamic {
    ($dynamic:ident for $api:ident {
        $($(#[$attribute:meta])* $method:ident : $request:ty),* $(,)?
    }) => {
        mod __dynamic {
            #[allow(unused_imports, reason = "an API may have no operations")]
            use super::*;

            pub trait ObjectMethods: ::core::marker::Send + ::core::marker::Sync {
                $($(#[$attribute])*
                fn $method(
                    &self,
                    request: $crate::Request<$request>,
                ) -> $crate::codegen::BoxedCall<'_, $request>;)*
            }

            impl<A: $api> ObjectMethods for A {
                $($(#[$attribute])*
                fn $method(
                    &self,
                    request: $crate::Request<$request>,
                ) -> $crate::codegen::BoxedCall<'_, $request> {
                    ::std::boxed::Box::pin(<A as $api>::$method(self, request))
                })*
            }
        }

        #[doc = ::core::concat!("Any [`", ::core::stringify!($api), "`] behind a pointer: the object-safe version of that trait.")]
        ///
        #[doc = ::core::concat!("Every implementation converts: `let api: Arc<dyn ", ::core::stringify!($dynamic), "> = Arc::new(client);`.")]
        #[doc = ::core::concat!("Import [`", ::core::stringify!($api), "`] to call the methods: `Arc<dyn ", ::core::stringify!($dynamic), ">`")]
        /// implements it, as does any other `Arc` of an implementation, so it can be served, and passed to generic code. A call
        /// allocates its future.
        pub trait $dynamic: __dynamic::ObjectMethods {}

        impl<A: $api> $dynamic for A {}

        impl $api for dyn $dynamic + '_ {
            $($(#[$attribute])*
            fn $method(
                &self,
                request: $crate::Request<$request>,
            ) -> impl ::core::future::Future<Output = $crate::codegen::CallResult<$request>> + ::core::marker::Send {
                __dynamic::ObjectMethods::$method(self, request)
            })*
        }

        impl<A: $api + ?::core::marker::Sized> $api for ::std::sync::Arc<A> {
            $($(#[$attribute])*
            fn $method(
                &self,
                request: $crate::Request<$request>,
            ) -> impl ::core::future::Future<Output = $crate::codegen::CallResult<$request>> + ::core::marker::Send {
                <A as $api>::$method(self, request)
            })*
        }
    };
}

/// Nothing: nobody asked for it.
#[cfg(not(feature = "dyn"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __dynamic {
    ($($row:tt)*) => {};
}
