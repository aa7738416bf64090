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
//! | has items | the next one starts behind them, has the next number, or starts at the cursor |
//! | is empty, or reaches the total exactly | the end. An empty page with a new cursor is not: a server that filters sends such pages |
//! | has no cursor, null or an empty one | the end, if pages have cursors |
//! | has more items than the total allows | the total is wrong; it goes on |
//! | has the items of the first page, or of the one before | the end, without them: the server ignores the offset or number, or starts again |
//! | has a cursor that was sent or received before | the end. Its items count unless they, too, arrived before |
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
use futures_util::stream::try_unfold;
use http::HeaderMap;
use tracing::warn;

use super::{
    core::Core,
    page_place::{AfterPage, PageEnd, PageHistory, PageStart},
};
use crate::{error::Error, message::Request, operation::Operation, violations::Violations};

/// An operation whose responses are pages. [`pages!`](crate::__pages!) implements it.
pub trait PagedOperation: Operation {
    /// One item of the list.
    type Item: Clone + PartialEq + Send + 'static;

    /// Where the page of this request starts.
    fn start(&self) -> PageStart;
    /// Sets where it starts; `None` if the field cannot hold it.
    fn set_start(&mut self, start: &PageStart) -> Option<()>;
    /// The number of items on all pages, if the page has it.
    fn total(response: &Self::Success) -> Option<u64>;
    /// The cursor of the next page, if pages have it.
    fn cursor(response: &Self::Success) -> Option<String>;
    /// The cursor of the page behind an item, if items have it.
    fn marker(item: &Self::Item) -> Option<String>;
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

type PageResult<O, T> = Result<T, Error<<O as Operation>::Failure>>;
type PageStream<O> = BoxStream<'static, PageResult<O, ItemPage<<O as PagedOperation>::Item>>>;

/// Every item of a paged list, as a [`Stream`]. It does not borrow the client, so it can be moved
/// to another task. [`by_page`](Self::by_page) is the stream of the pages.
pub struct Pages<O: PagedOperation> {
    pages: PageStream<O>,
    current: Option<BegunPage<O::Item>>,
}

/// A page of which items were taken.
struct BegunPage<T> {
    left: vec::IntoIter<T>,
    /// The page, without its items.
    page: ItemPage<T>,
}

impl<O: PagedOperation> Pages<O> {
    /// The same list, page after page. Pages without items are left out. What is left of a page that
    /// was begun comes first.
    #[must_use]
    pub fn by_page(self) -> PagesByPage<O> {
        let begun = self.current.and_then(|begun| {
            let items: Vec<_> = begun.left.collect();
            (!items.is_empty()).then_some(ItemPage {
                items,
                ..begun.page
            })
        });
        PagesByPage {
            begun,
            pages: self.pages,
        }
    }
}

/// Nothing inside is pinned.
impl<O: PagedOperation> Unpin for Pages<O> {}

impl<O: PagedOperation> Stream for Pages<O> {
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

impl<O: PagedOperation> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&O::SPEC.id).finish()
    }
}

/// Every page of a list, as a [`Stream`]: [`Pages::by_page`].
pub struct PagesByPage<O: PagedOperation> {
    begun: Option<ItemPage<O::Item>>,
    pages: PageStream<O>,
}

/// Nothing inside is pinned.
impl<O: PagedOperation> Unpin for PagesByPage<O> {}

impl<O: PagedOperation> Stream for PagesByPage<O> {
    type Item = PageResult<O, ItemPage<O::Item>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.begun.take() {
            Some(page) => Poll::Ready(Some(Ok(page))),
            None => self.pages.as_mut().poll_next(context),
        }
    }
}

impl<O: PagedOperation> fmt::Debug for PagesByPage<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagesByPage").field(&O::SPEC.id).finish()
    }
}

/// The state between two pages.
struct State<O: PagedOperation> {
    core: Core,
    /// The request for the next page; `None` after the last.
    request: Option<Request<O>>,
    history: PageHistory<O::Item>,
}

/// Every item from where the request starts. The stream ends after the first error.
pub fn paginate<O: PagedOperation>(core: &Core, request: Request<O>) -> Pages<O> {
    let state = State {
        core: core.clone(),
        history: PageHistory::new(&request.get_ref().start()),
        request: Some(request),
    };
    let pages = try_unfold(state, |mut state| async move {
        while let Some(request) = state.request.take() {
            let response = state.core.start(&request).await?;
            let headers = response.headers().clone();
            let body = response.into_body();
            let (total, cursor) = (O::total(&body), O::cursor(&body));
            let items = O::items(body).unwrap_or_default();
            let end = PageEnd {
                items: &items,
                total,
                cursor: cursor.or_else(|| O::marker(items.last()?)),
            };
            match state.history.after(request.get_ref().start(), end) {
                AfterPage::Next(start) => state.request = Some(starting(request, &start)?),
                AfterPage::End => {}
                AfterPage::Repeats { items } => {
                    warn!(
                        operation = O::SPEC.id,
                        "the server repeats a page: the list ends here"
                    );
                    if items {
                        return Ok(None);
                    }
                }
            }
            if !items.is_empty() {
                let page = ItemPage {
                    items,
                    total,
                    headers,
                };
                return Ok(Some((page, state)));
            }
        }
        Ok(None)
    });
    Pages {
        pages: Box::pin(pages),
        current: None,
    }
}

/// The request for the page that starts here.
fn starting<O: PagedOperation>(
    mut request: Request<O>,
    start: &PageStart,
) -> Result<Request<O>, Violations> {
    request.get_mut().set_start(start).ok_or_else(|| {
        let mut violations = Violations::new();
        let what = start.described();
        violations.push("query", format!("the field cannot hold {what}"));
        violations
    })?;
    Ok(request)
}
