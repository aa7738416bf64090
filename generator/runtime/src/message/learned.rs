//! The extensions of a request that a server has received: those that came with it, and what the server has learned of it, which is
//! added when somebody looks. Most handlers do not, and each value in extensions is an allocation of its own.

use std::sync::{Mutex, OnceLock, PoisonError};

use http::Extensions;

use super::RequestId;
use crate::operation_info::OperationInfo;

/// Adds the principal to the extensions of its request.
pub(crate) type Admission = Box<dyn FnOnce(&mut Extensions) + Send>;

/// What a handler learns of its request beside its arguments.
pub(crate) struct Learned {
    pub(crate) id: RequestId,
    pub(crate) operation: OperationInfo,
    pub(crate) principal: Option<Admission>,
}

/// All extensions of a request.
pub(crate) struct ReceivedExtensions {
    /// With what is learned, once somebody has looked.
    whole: OnceLock<Extensions>,
    parts: Mutex<Option<(Extensions, Learned)>>,
}

impl ReceivedExtensions {
    /// Of what came with a request and what is learned of it.
    pub(crate) fn new(sent: Extensions, learned: Learned) -> Self {
        Self {
            whole: OnceLock::new(),
            parts: Mutex::new(Some((sent, learned))),
        }
    }

    /// All of them.
    pub(crate) fn get(&self) -> &Extensions {
        self.whole.get_or_init(|| {
            let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
            parts.take().map(whole).unwrap_or_default()
        })
    }

    /// All of them.
    pub(crate) fn into_inner(self) -> Extensions {
        let parts = self.parts.into_inner();
        match parts.unwrap_or_else(PoisonError::into_inner) {
            Some(parts) => whole(parts),
            None => self.whole.into_inner().unwrap_or_default(),
        }
    }
}

/// What came with a request and what is learned of it.
fn whole((mut extensions, learned): (Extensions, Learned)) -> Extensions {
    if let Some(add) = learned.principal {
        add(&mut extensions);
    }
    extensions.insert(learned.id);
    extensions.insert(learned.operation);
    extensions
}
