//! Paged lists as one stream of items. The next page is requested when the items of the last one
//! are used up.
//!
//! ```text
//! let mut tasks = client.list_tasks_all(ListTasks::new());
//! while let Some(task) = tasks.next().await { println!("{}", task?.id); }
//! ```
//!
//! The size of a page that a request asks for is a wish: servers have limits of their own. So only what arrived counts.
//!
//! | page | then |
//! |---|---|
//! | has items | the next one starts behind them |
//! | is empty, or reaches the total exactly | the end |
//! | has more items than the total allows | the total is wrong; it goes on |
//! | has the items of the first page, or of the one before | the end, without them: the server ignores the offset, or starts again |

use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::{Stream, stream::BoxStream};
use futures_util::stream::try_unfold;
use tracing::warn;

use super::core::Core;
use crate::{
    codec::Nullable, error::Error, message::Request, operation::Operation, violations::Violations,
};

/// An operation whose responses are pages, counted in items from an offset.
/// [`pages!`](crate::__pages!) implements it.
pub trait OffsetPages: Operation {
    /// One item of the list.
    type Item: Clone + PartialEq + Send + 'static;

    /// The number of items to skip.
    fn offset(&self) -> Option<u64>;
    /// Sets the number of items to skip; `None` if the field cannot hold it.
    fn set_offset(&mut self, offset: u64) -> Option<()>;
    /// The number of items on all pages, if the page has it.
    fn total(response: &Self::Success) -> Option<u64>;
    /// The items of a page; `None` if it has no list.
    fn items(response: Self::Success) -> Option<Vec<Self::Item>>;
}

/// A field that counts items: an integer of any width, optional or not.
pub trait PageNumber {
    /// The number, if it is set and not negative.
    fn number(&self) -> Option<u64>;
    /// Sets the number; `None` if it does not fit.
    fn set_number(&mut self, number: u64) -> Option<()>;
}

macro_rules! page_numbers {
    ($($integer:ty),*) => {
        $(impl PageNumber for $integer {
            fn number(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }

            fn set_number(&mut self, number: u64) -> Option<()> {
                *self = <$integer>::try_from(number).ok()?;
                Some(())
            }
        })*
    };
}
page_numbers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl<T: PageNumber + Default> PageNumber for Option<T> {
    fn number(&self) -> Option<u64> {
        self.as_ref()?.number()
    }

    fn set_number(&mut self, number: u64) -> Option<()> {
        self.get_or_insert_default().set_number(number)
    }
}

impl<T: PageNumber> PageNumber for Nullable<T> {
    fn number(&self) -> Option<u64> {
        self.as_option()?.number()
    }

    fn set_number(&mut self, number: u64) -> Option<()> {
        match self {
            Nullable::Null => None,
            Nullable::Value(value) => value.set_number(number),
        }
    }
}

/// A field that holds items: a list, optional or not.
pub trait PageItems<T> {
    /// The items.
    fn into_items(self) -> Vec<T>;
}

impl<T> PageItems<T> for Vec<T> {
    fn into_items(self) -> Vec<T> {
        self
    }
}

impl<T, I: PageItems<T>> PageItems<T> for Option<I> {
    fn into_items(self) -> Vec<T> {
        self.map(I::into_items).unwrap_or_default()
    }
}

impl<T, I: PageItems<T>> PageItems<T> for Nullable<I> {
    fn into_items(self) -> Vec<T> {
        self.into_option().into_items()
    }
}

/// The state between two items.
struct State<O: OffsetPages> {
    core: Core,
    /// The request for the next page; `None` after the last.
    request: Option<Request<O>>,
    items: VecDeque<O::Item>,
    /// The first page, and the last one if it is another: pages that would be repetitions.
    first: Vec<O::Item>,
    last: Vec<O::Item>,
}

/// Every item of a paged list, as a [`Stream`]. It does not borrow the client, so it can be moved
/// to another task.
pub struct Pages<O: OffsetPages>(BoxStream<'static, PageResult<O>>);

type PageResult<O> = Result<<O as OffsetPages>::Item, Error<<O as Operation>::Failure>>;

impl<O: OffsetPages> Stream for Pages<O> {
    type Item = PageResult<O>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<PageResult<O>>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<O: OffsetPages> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&O::SPEC.id).finish()
    }
}

/// Every item from the request's offset on. The stream ends after the first error.
pub fn paginate<O: OffsetPages>(core: &Core, request: Request<O>) -> Pages<O> {
    let state = State {
        core: core.clone(),
        request: Some(request),
        items: VecDeque::new(),
        first: Vec::new(),
        last: Vec::new(),
    };
    let items = try_unfold(state, |mut state| async move {
        loop {
            if let Some(item) = state.items.pop_front() {
                return Ok(Some((item, state)));
            }
            let Some(request) = state.request.take() else {
                return Ok(None);
            };
            let response = state.core.start(&request).await?.into_body();
            let total = O::total(&response);
            let items = O::items(response).unwrap_or_default();
            if !items.is_empty() && (items == state.first || items == state.last) {
                warn!(
                    operation = O::SPEC.id,
                    "the server repeats a page: the list ends here"
                );
                return Ok(None);
            }
            let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
            state.request = following(request, count, total)?;
            if state.request.is_some() {
                let kept = if state.first.is_empty() {
                    &mut state.first
                } else {
                    &mut state.last
                };
                kept.clone_from(&items);
            }
            state.items = items.into();
        }
    });
    Pages(Box::pin(items))
}

/// The request for the page behind one with `count` items; `None` after the last.
fn following<O: OffsetPages>(
    mut request: Request<O>,
    count: u64,
    total: Option<u64>,
) -> Result<Option<Request<O>>, Violations> {
    let args = request.get_mut();
    let next = args.offset().unwrap_or(0).saturating_add(count);
    if count == 0 || total == Some(next) {
        return Ok(None);
    }
    args.set_offset(next).ok_or_else(|| {
        let mut violations = Violations::new();
        violations.push(
            "query",
            format!("the field cannot hold the offset {next} of the next page"),
        );
        violations
    })?;
    Ok(Some(request))
}
