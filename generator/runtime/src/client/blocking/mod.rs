//! Calls without an async runtime: the calling thread waits, and one thread of the program drives the
//! sockets and timers of all blocking clients.
//!
//! ```text
//! calling thread      encode ─ poll ─ (parked) ─ poll ─ decode
//!                               │         ▲
//! bindwright-blocking      sockets, TLS, timers
//! ```
//!
//! The thread is started by the first blocking client, and ends with the program. It needs nothing of
//! the thread that waits, so a call may wait inside of another async runtime, too.

mod iter;
mod reader;
mod upload;

use std::{
    fmt,
    future::pending,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use tokio::{
    runtime::{Builder, Handle},
    task::unconstrained,
};

pub use self::{iter::BlockingIter, reader::ByteReader};
use crate::error::ConfigError;

/// The runtime of all blocking clients of the program, once one of them was built.
static STARTED: Mutex<Option<Handle>> = Mutex::new(None);

/// The thread behind blocking clients. Generated crates have a client around it: the feature
/// `blocking` adds `build_blocking` to the builder.
///
/// # In an async runtime
///
/// Waiting never panics and needs no thread of another runtime, but it stops the thread that waits: in
/// async code, nothing else happens there meanwhile. Use the client itself, or
/// `tokio::task::spawn_blocking`. If what the call waits for runs on that very thread, such as a test
/// server of the same single-threaded runtime, the call ends with
/// [`Error::Timeout`](crate::Error::Timeout).
///
/// # Examples
///
/// ```
/// use bindwright_runtime::client::BlockingRuntime;
///
/// # fn main() -> Result<(), bindwright_runtime::ConfigError> {
/// let runtime = BlockingRuntime::start()?;
/// assert_eq!(runtime.block_on(async { 6 * 7 }), 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct BlockingRuntime {
    handle: Handle,
}

impl BlockingRuntime {
    /// The one of the program, which is started if it was not.
    ///
    /// # Errors
    /// If the system has no thread or no file descriptor for it.
    pub fn start() -> Result<Self, ConfigError> {
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = match &*started {
            Some(handle) => handle.clone(),
            None => {
                let failed = |error: std::io::Error| ConfigError::Runtime(error.to_string());
                started.insert(spawned().map_err(failed)?).clone()
            }
        };
        Ok(Self { handle })
    }

    /// Waits for the result of a future on this thread. Its timers and sockets are those of the
    /// runtime, so a future of the client that does not block may be waited for as well.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let _inside = self.handle.enter();
        // Inside of a task of tokio, the budget of that task would be used up while it is parked.
        pollster::block_on(unconstrained(future))
    }
}

impl fmt::Debug for BlockingRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockingRuntime")
    }
}

/// Starts the thread. The runtime is built and dropped there, because dropping one is not allowed in
/// async code.
fn spawned() -> std::io::Result<Handle> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let drive = move || {
        let built = Builder::new_current_thread().enable_all().build();
        match built {
            Ok(runtime) => {
                if sender.send(Ok(runtime.handle().clone())).is_ok() {
                    runtime.block_on(pending::<()>());
                }
            }
            Err(error) => drop(sender.send(Err(error))),
        }
    };
    let name = "bindwright-blocking".to_owned();
    thread::Builder::new().name(name).spawn(drive)?;
    receiver.recv().map_err(std::io::Error::other)?
}
