//! Paged lists as one stream of items, or of pages. The next page is requested when the items of the
//! last one are used up.
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
//! | has items | the next one starts behind them, has the next number, or starts at the cursor or the URL |
//! | is empty, or reaches the total exactly | the end. An empty page with a new cursor is not: a server that filters sends such pages. After 10,000 of them in a row there is an error |
//! | has no cursor, null or an empty one | the end, if pages have cursors |
//! | has more items than the total allows | the total is wrong; it goes on |
//! | has the items of the first page, or of the one before | the end, without them: the server ignores the offset or number, or starts again |
//! | has a cursor or a URL that was sent or received before | the end. Its items count unless they, too, arrived before |
//!
//! A request that starts in the middle, at a number or a cursor, does not know how many items are before it, so the total does
//! not count.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::{Stream, stream::BoxStream};
use http::HeaderMap;

use super::page_place::PageStart;
use crate::{error::Error, operation::Operation};

/// An operation whose responses are pages. Generated code implements it for the request types of
/// such operations, and callers name it to write one function for several lists:
///
/// ```
/// use bindwright_runtime::{Error, client::{PagedOperation, Pages}};
/// use futures_util::TryStreamExt;
///
/// async fn count<O: PagedOperation>(list: Pages<O>) -> Result<usize, Error<O::Failure>> {
///     list.try_fold(0, |count, _item| async move { Ok(count + 1) }).await
/// }
/// ```
pub trait PagedOperation: Operation {
    /// One item of the list.
    type Item: Clone + PartialEq + Send + 'static;

    /// Where the page of this request starts.
    fn start(&self) -> PageStart;
    /// Sets where it starts; `None` if the field cannot hold it.
    fn set_start(&mut self, start: &PageStart) -> Option<()>;
    /// The number of items on all pages, if the page has it.
    fn total(response: &Self::Success) -> Option<u64>;
    /// The cursor or the URL of the next page, if pages have it.
    fn cursor(response: &Self::Success) -> Option<String>;
    /// The cursor of the page behind an item, if items have it.
    fn marker(item: &Self::Item) -> Option<String>;
    /// The URL of the next page in the headers, if it is there.
    fn link(headers: &HeaderMap) -> Option<String> {
        let _ = headers;
        None
    }
    /// The items of a page; `None` if it has no list.
    fn items(response: Self::Success) -> Option<Vec<Self::Item>>;
}

/// One page of a list.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ItemPage<T> {
    /// Its items, at least one.
    pub items: Vec<T>,
    /// The number of items on all pages, if the document says where the response has it.
    pub total: Option<u64>,
    /// The headers of the response.
    pub headers: HeaderMap,
}

pub(super) type PageResult<O, T> = Result<T, Error<<O as Operation>::Failure>>;
pub(super) type BoxedPages<'a, O> =
    BoxStream<'a, PageResult<O, ItemPage<<O as PagedOperation>::Item>>>;

/// Every item of a paged list, from a client: an [`ItemStream`] that borrows nothing, so it can be
/// moved to another task.
pub type Pages<O> = ItemStream<'static, O>;

/// Every page of a list, from a client: [`ItemStream::by_page`].
pub type PagesByPage<O> = PageStream<'static, O>;

/// Every item of a paged list, as a [`Stream`]. [`by_page`](Self::by_page) is the stream of the
/// pages. From an implementation of a trait, it borrows it for `'a`; from a client, see [`Pages`].
pub struct ItemStream<'a, O: PagedOperation> {
    pages: BoxedPages<'a, O>,
    current: Option<BegunPage<O::Item>>,
}

/// A page of which items were taken.
struct BegunPage<T> {
    left: vec::IntoIter<T>,
    /// The page, without its items.
    page: ItemPage<T>,
}

impl<'a, O: PagedOperation> ItemStream<'a, O> {
    /// The items of these pages.
    pub(super) fn of(pages: BoxedPages<'a, O>) -> Self {
        Self {
            pages,
            current: None,
        }
    }

    /// The same list, page after page. Pages without items are left out. What is left of a page that
    /// was begun comes first.
    #[must_use]
    pub fn by_page(self) -> PageStream<'a, O> {
        let begun = self.current.and_then(|begun| {
            let items: Vec<_> = begun.left.collect();
            (!items.is_empty()).then_some(ItemPage {
                items,
                ..begun.page
            })
        });
        PageStream {
            begun,
            pages: self.pages,
        }
    }
}

/// Nothing inside is pinned.
impl<O: PagedOperation> Unpin for ItemStream<'_, O> {}

impl<O: PagedOperation> Stream for ItemStream<'_, O> {
    type Item = PageResult<O, O::Item>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let begun = self.current.as_mut();
            if let Some(item) = begun.and_then(|begun| begun.left.next()) {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.as_mut().poll_next(context)) {
                Some(Ok(mut page)) => {
                    let left = std::mem::take(&mut page.items).into_iter();
                    self.current = Some(BegunPage { left, page });
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: PagedOperation> fmt::Debug for ItemStream<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&O::SPEC.id).finish()
    }
}

/// Every page of a list, as a [`Stream`]: [`ItemStream::by_page`].
pub struct PageStream<'a, O: PagedOperation> {
    begun: Option<ItemPage<O::Item>>,
    pages: BoxedPages<'a, O>,
}

/// Nothing inside is pinned.
impl<O: PagedOperation> Unpin for PageStream<'_, O> {}

impl<O: PagedOperation> Stream for PageStream<'_, O> {
    type Item = PageResult<O, ItemPage<O::Item>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.begun.take() {
            Some(page) => Poll::Ready(Some(Ok(page))),
            None => self.pages.as_mut().poll_next(context),
        }
    }
}

impl<O: PagedOperation> fmt::Debug for PageStream<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagesByPage").field(&O::SPEC.id).finish()
    }
}
