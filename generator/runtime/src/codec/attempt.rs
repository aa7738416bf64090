//! What unions and the members of an `anyOf` have in common: reading the same value again and again, counted.

use super::{
    MAX_DEPTH,
    error::DecodeError,
    outcome::{Outcome, Pending},
    progress::COUNTED,
    reader::{Reader, ReaderSource},
    score::Span,
    union::Checkpoint,
};

/// Reads an alternative.
type Read<'f, 'a> = &'f mut dyn FnMut(&mut Reader<'a>) -> Result<(), DecodeError>;

impl<'a> Reader<'a> {
    pub(super) fn begin_trial(&mut self) {
        match &self.source {
            ReaderSource::Tree(value, _) if self.progress.is_single() => {
                self.progress.measure(value.count(MAX_DEPTH));
            }
            ReaderSource::Text(_) if self.progress.is_single() => self.progress.measure(1),
            ReaderSource::Tree(..) | ReaderSource::Text(_) | ReaderSource::Json(_) => {}
        }
        self.progress.trials += 1;
    }

    pub(super) fn end_trial(&mut self) {
        self.progress.trials -= 1;
        if self.progress.is_single() {
            self.progress.recognized.clear();
        }
    }

    /// Reads one of so many alternatives, from this start. The inner result is what comes of it.
    ///
    /// # Errors
    /// When there is no use in trying others.
    pub(super) fn alternative(
        &mut self,
        start: &Checkpoint<'a>,
        alternatives: usize,
        read: Read<'_, 'a>,
    ) -> Result<Result<(), DecodeError>, DecodeError> {
        let mut result = self.counted(alternatives, read)?;
        if self.progress.is_hidden(result.as_ref().err()) {
            self.restore(start);
            result = self.built_alternative(alternatives, read)?;
        }
        self.progress.is_unclaimed = false;
        Ok(result)
    }

    /// Reads an alternative with all of its values, also those that are recognized.
    pub(super) fn build(
        &mut self,
        alternatives: usize,
        read: Read<'_, 'a>,
    ) -> Result<(), DecodeError> {
        self.built_alternative(alternatives, read)?
    }

    fn built_alternative(
        &mut self,
        alternatives: usize,
        read: Read<'_, 'a>,
    ) -> Result<Result<(), DecodeError>, DecodeError> {
        self.progress.is_unclaimed = false;
        self.while_building(true, |r| r.counted(alternatives, read))
    }

    /// Reads with values that are built although they were recognized before, or not.
    pub(super) fn while_building<T>(
        &mut self,
        is_building: bool,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = std::mem::replace(&mut self.progress.is_building, is_building);
        let result = read(self);
        self.progress.is_building = before;
        result
    }

    /// Reads an alternative, and counts what it reads.
    fn counted(
        &mut self,
        alternatives: usize,
        read: Read<'_, 'a>,
    ) -> Result<Result<(), DecodeError>, DecodeError> {
        let span = self.open_span();
        match read(self) {
            Err(error) if error.reason().is_final() => Err(error),
            result => {
                self.close_span(span, alternatives)?;
                Ok(result)
            }
        }
    }

    /// Begins to count what is read.
    pub(super) fn open_span(&self) -> Span {
        Span {
            start: self.offset(),
            accounted: self.progress.accounted,
        }
    }

    /// Counts what was read, except for what was counted inside, as one of so many alternatives. Returns its length.
    pub(super) fn close_span(
        &mut self,
        span: Span,
        alternatives: usize,
    ) -> Result<usize, DecodeError> {
        let length = self.offset().saturating_sub(span.start);
        let inside = self.progress.accounted.saturating_sub(span.accounted);
        self.progress.accounted = span.accounted + length;
        let own = length.saturating_sub(inside);
        self.progress
            .charge(own * COUNTED / alternatives.max(COUNTED))?;
        Ok(length)
    }

    /// How far the text is read.
    fn offset(&self) -> usize {
        match &self.source {
            ReaderSource::Json(json) => json.index,
            ReaderSource::Tree(..) | ReaderSource::Text(_) => self.progress.visited,
        }
    }

    /// Where the value is at which the reader stands.
    pub(super) fn place(&mut self) -> usize {
        match &mut self.source {
            ReaderSource::Json(json) => json.place(),
            ReaderSource::Tree(value, _) => std::ptr::from_ref(*value).addr(),
            ReaderSource::Text(text) => text.as_ptr().addr(),
        }
    }

    /// Keeps what came of a value that began here: the variant that accepts it, or an error.
    pub(super) fn keep_pending(
        &mut self,
        pending: Option<Box<Pending>>,
        start: &Checkpoint<'a>,
        (variant, error): (usize, Option<&DecodeError>),
    ) {
        let Some(pending) = pending else {
            return;
        };
        if error.is_none_or(|error| !error.reason().is_final()) {
            let length = self.progress.accounted.saturating_sub(start.accounted);
            let score = self.progress.score;
            self.keep(*pending, Outcome::of(error, (variant, length, score)));
        }
    }
}
