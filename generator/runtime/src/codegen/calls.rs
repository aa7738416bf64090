//! `calls!` and `implement!`: the methods of a client, one row per operation.

/// Writes the methods that callers use: they take anything that converts into the request.
///
/// ```text
/// calls!(Client {
///     /// List the pets. See [`PetApi::list_pets`].
///     list_pets(ListPets) -> PetList | ErrorResponse,
/// });
/// ```
/// Without a type behind `|`, the body of an error is a free-form value.
#[doc(hidden)]
#[macro_export]
macro_rules! __calls {
    ($client:ident { $(
        $(#[$attribute:meta])*
        $method:ident($request:ty) -> $success:ty $(| $failure:ty)?
    ),* $(,)? }) => {
        impl $client {
            $($(#[$attribute])*
            pub async fn $method(
                &self,
                request: impl ::core::convert::Into<$crate::Request<$request>>,
            ) -> ::core::result::Result<$crate::Response<$success>, $crate::Error$(<$failure>)?> {
                self.core.call(request.into()).await
            })*
        }
    };
}

/// Implements the trait of the API for a client. The types of responses and errors are those of the operation.
///
/// ```text
/// implement!(PetApi for Client { list_pets: ListPets, get_pet: GetPet });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __implement {
    ($api:ident for $client:ident { $($(#[$attribute:meta])* $method:ident : $request:ty),* $(,)? }) => {
        impl $api for $client {
            $($(#[$attribute])*
            fn $method(
                &self,
                request: $crate::Request<$request>,
            ) -> impl ::core::future::Future<Output = $crate::codegen::CallResult<$request>> + ::core::marker::Send {
                self.core.call(request)
            })*
        }
    };
}
