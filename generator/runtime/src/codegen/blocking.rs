//! `blocking!`: the methods of a client that blocks, one row per operation.

/// Writes a method for each method of the client: it waits for what that one returns. The rows are those of
/// [`calls!`](crate::__calls!).
///
/// ```text
/// blocking!(Client {
///     /// List the pets. See [`Client::list_pets`](super::client::Client::list_pets).
///     list_pets(ListPets) -> PetList | ErrorResponse,
/// });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking {
    ($client:ident { $(
        $(#[$attribute:meta])*
        $method:ident($request:ty) -> $success:ty $(| $failure:ty)?
    ),* $(,)? }) => {
        impl $client {
            $($(#[$attribute])*
            #[allow(deprecated, reason = "so is the method of the other client")]
            pub fn $method(
                &self,
                request: impl ::core::convert::Into<$crate::Request<$request>>,
            ) -> ::core::result::Result<$crate::Response<$success>, $crate::Error$(<$failure>)?> {
                self.runtime.block_on(self.client.$method(request))
            })*
        }
    };
}
