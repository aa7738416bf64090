//! What becomes of an operation that an implementation leaves alone: an error that a server answers
//! with 501.

use crate::{
    error::{ConfigError, Error},
    message::{Request, Response},
    operation::Operation,
};

/// What a receiver does with a webhook or callback that it does not care for: a server answers 501.
pub fn unimplemented<O: Operation>(
    request: Request<O>,
) -> impl Future<Output = Result<Response<O::Success>, Error<O::Failure>>> + Send + use<O> {
    drop(request);
    std::future::ready(Err(ConfigError::Unimplemented(O::SPEC.id).into()))
}
