//! Operations that an implementation leaves out.

use crate::{
    error::ConfigError,
    message::Request,
    operation::{CallResult, Operation},
};

/// The default of the methods of a trait: an error that a server turns into 501. So a test double
/// implements only the operations that it needs, and an operation that is added later breaks nobody.
pub fn unimplemented<O: Operation>(
    request: Request<O>,
) -> impl Future<Output = CallResult<O>> + Send + use<O> {
    drop(request);
    std::future::ready(Err(ConfigError::Unimplemented(O::SPEC.id).into()))
}
