//! The body of a request on its way: whether the transport has asked for it, and when it last did.
//! Only bodies that stream are watched, and those with more than [`SMALL`] bytes of operations that
//! upload: their media type is one that streams.
//!
//! A body that streams can be sent once. If the transport has not asked for any of it, it is still
//! there for another attempt.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::{
    body::{Body, BodyError},
    clock::Instant,
    operation_spec::OperationSpec,
};

/// The most bytes of a body in memory that is not watched: it is one write.
const SMALL: usize = 64 << 10;

/// The body of all attempts.
pub(super) enum Outgoing {
    /// Bytes that are sent at once.
    InMemory(Bytes),
    /// A body that takes a while.
    Watched(Upload),
}

/// How far the body of an attempt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UploadProgress {
    /// The transport has not asked for it.
    Untouched,
    /// Some of it was taken.
    Sending {
        /// When the transport took the last piece.
        last: Instant,
    },
    /// All of it was taken, or the transport wants no more.
    Done {
        /// Since when.
        at: Instant,
    },
}

/// A body that is watched while it is sent.
pub(super) struct Upload {
    /// Its bytes, if they are in memory.
    bytes: Option<Bytes>,
    state: Arc<Mutex<UploadState>>,
}

/// What the body of an attempt and its observer share.
struct UploadState {
    /// The body, if it streams.
    body: Body,
    progress: UploadProgress,
}

impl Outgoing {
    /// The body of a request. In memory, it is watched if the operation uploads and it is not small.
    pub(super) fn new(spec: &OperationSpec, body: Body) -> Self {
        let media = spec.body.iter().flat_map(|body| body.media);
        let uploads = media.into_iter().any(|media| media.kind().streams());
        match body.bytes() {
            Some(bytes) if !uploads || bytes.len() <= SMALL => Self::InMemory(bytes),
            bytes => Self::Watched(Upload {
                bytes,
                state: Arc::new(Mutex::new(UploadState {
                    body,
                    progress: UploadProgress::Untouched,
                })),
            }),
        }
    }

    /// The bytes, if they are in memory.
    pub(super) fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::InMemory(bytes) => Some(bytes.clone()),
            Self::Watched(upload) => upload.bytes.clone(),
        }
    }

    /// The body of one attempt.
    pub(super) fn body(&self) -> Body {
        match self {
            Self::InMemory(bytes) => Body::full(bytes.clone()),
            Self::Watched(upload) => upload.attempt(),
        }
    }

    /// The part that is watched.
    pub(super) fn watched(&self) -> Option<&Upload> {
        match self {
            Self::InMemory(_) => None,
            Self::Watched(upload) => Some(upload),
        }
    }

    /// Whether all of it can be sent again. Of a body that streams, that is only certain if the
    /// transport says that nothing was sent.
    pub(super) fn is_whole(&self, sent_nothing: bool) -> bool {
        self.watched().is_none_or(|upload| {
            let is_untouched = sent_nothing && upload.progress() == UploadProgress::Untouched;
            upload.bytes.is_some() || is_untouched
        })
    }
}

impl Upload {
    /// How far the current attempt is.
    pub(super) fn progress(&self) -> UploadProgress {
        locked(&self.state).progress
    }

    /// The body of one attempt.
    fn attempt(&self) -> Body {
        locked(&self.state).progress = UploadProgress::Untouched;
        let state = Arc::clone(&self.state);
        match &self.bytes {
            Some(bytes) => Body::pieces(bytes.clone(), SMALL, move |is_last| {
                locked(&state).took_piece(is_last);
            }),
            None => Body::stream(Watched(state)),
        }
    }
}

impl UploadState {
    /// The transport took a piece.
    fn took_piece(&mut self, is_last: bool) {
        let now = Instant::now();
        self.progress = if is_last {
            UploadProgress::Done { at: now }
        } else {
            UploadProgress::Sending { last: now }
        };
    }
}

/// The state, also after a panic of a stream of the user's.
fn locked(state: &Mutex<UploadState>) -> MutexGuard<'_, UploadState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A body that streams, for the transport.
struct Watched(Arc<Mutex<UploadState>>);

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let mut state = locked(&self.0);
        if state.progress == UploadProgress::Untouched {
            state.took_piece(false);
        }
        let frame = ready!(Pin::new(&mut state.body).poll_frame(cx));
        let is_last = !matches!(frame, Some(Ok(_))) || state.body.is_end_stream();
        state.took_piece(is_last);
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        locked(&self.0).body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        locked(&self.0).body.size_hint()
    }
}

/// A transport that has a response early drops the rest of the body.
impl Drop for Watched {
    fn drop(&mut self) {
        let mut state = locked(&self.0);
        if matches!(state.progress, UploadProgress::Sending { .. }) {
            state.took_piece(true);
        }
    }
}
