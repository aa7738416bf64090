//! Operations that an implementation leaves out.

use crate::{
    error::{ConfigError, Error},
    message::{Request, Response},
    operation::Operation,
};

/// The default of the methods of a trait: an error that a server turns into 501. So a test double
/// implements only the operations that it needs, and an operation that is added later breaks nobody.
pub fn unimplemented<O: Operation>(
    request: Request<O>,
) -> impl Future<Output = Result<Response<O::Success>, Error<O::Failure>>> + Send + use<O> {
    drop(request);
    std::future::ready(Err(ConfigError::Unimplemented(O::SPEC.id).into()))
}
