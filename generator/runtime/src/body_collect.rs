//! A body in pieces -> its bytes, up to a limit.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use crate::body::{Body, BodyError};

impl Body {
    /// Reads the body to its end.
    ///
    /// # Errors
    /// If there are more than `limit` bytes, or the stream breaks off.
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, BodyError> {
        let (bytes, complete) = self.received(limit).await;
        complete.map(|()| bytes)
    }

    /// Reads the body to its end: what was received, and why it is not all. A client keeps what it is for the report.
    pub(crate) async fn received(&mut self, limit: u64) -> (Bytes, Result<(), BodyError>) {
        if self.announced() > limit {
            return (Bytes::new(), Err(BodyError::TooLarge { limit }));
        }
        let mut collected = BytesMut::new();
        // Most bodies are one frame, which is not copied.
        match self.frame().await {
            None => return (Bytes::new(), Ok(())),
            Some(Err(error)) => return (Bytes::new(), Err(error)),
            Some(Ok(frame)) => {
                let data = frame.into_data().unwrap_or_default();
                if data.len() as u64 > limit {
                    return (Bytes::new(), Err(BodyError::TooLarge { limit }));
                }
                if self.is_over() {
                    return (data, Ok(()));
                }
                append(&mut collected, data);
            }
        }
        let complete = self.collect_into(&mut collected, limit).await;
        (collected.freeze(), complete)
    }

    /// Adds the rest of the body to what was received of it.
    async fn collect_into(
        &mut self,
        collected: &mut BytesMut,
        limit: u64,
    ) -> Result<(), BodyError> {
        let announced = self.announced();
        if announced.saturating_add(collected.len() as u64) > limit {
            return Err(BodyError::TooLarge { limit });
        }
        while let Some(frame) = self.frame().await {
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            let total = (collected.len() as u64).saturating_add(data.len() as u64);
            if total > limit {
                return Err(BodyError::TooLarge { limit });
            }
            append(collected, data);
        }
        Ok(())
    }
}

/// Adds a piece. The first one is not copied, unless it is shared.
fn append(collected: &mut BytesMut, piece: Bytes) {
    if !collected.is_empty() {
        return collected.extend_from_slice(&piece);
    }
    match piece.try_into_mut() {
        Ok(own) => *collected = own,
        Err(shared) => collected.extend_from_slice(&shared),
    }
}
