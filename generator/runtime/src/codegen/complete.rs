//! `complete!`: the trait without default methods, one row per operation. A client has no use for it, so it is nothing without
//! the feature `server`.

/// Writes a trait with the methods of another, none of which has a default. What implements it implements the other as well.
///
/// ```text
/// complete!(CompletePetsApi for PetsApi { list_pets: ListPets, add_pet: AddPet });
/// ```
/// The other trait has the signatures in full, for readers; here they follow from the request types.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __complete {
    ($complete:ident for $api:ident {
        $($(#[$attribute:meta])* $method:ident : $request:ty),* $(,)?
    }) => {
        #[doc = ::core::concat!("[`", ::core::stringify!($api), "`] without default methods: the compiler names each")]
        /// operation that an implementation lacks.
        ///
        #[doc = ::core::concat!("What implements it implements `", ::core::stringify!($api), "` too. A new operation of the")]
        /// document is a compile error here, and a response with status 501 there.
        pub trait $complete: ::core::marker::Send + ::core::marker::Sync {
            $(
                #[doc = ::core::concat!("See [`", ::core::stringify!($api), "::", ::core::stringify!($method), "`].")]
                $(#[$attribute])*
                fn $method(
                    &self,
                    request: $crate::Request<$request>,
                ) -> impl ::core::future::Future<Output = $crate::codegen::CallResult<$request>> + ::core::marker::Send;
            )*
        }

        impl<A: $complete> $api for A {
            $($(#[$attribute])*
            fn $method(
                &self,
                request: $crate::Request<$request>,
            ) -> impl ::core::future::Future<Output = $crate::codegen::CallResult<$request>> + ::core::marker::Send {
                <A as $complete>::$method(self, request)
            })*
        }
    };
}

/// Nothing: there is no server.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __complete {
    ($($row:tt)*) => {};
}
