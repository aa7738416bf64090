//! The requests for the pages of a list, one after the other, by a client or by any implementation of the
//! trait of an API.

use futures_util::stream::try_unfold;
use http::HeaderMap;
use tracing::warn;

use super::{
    core::Core,
    page_place::{AfterPage, PageEnd, PageHistory, PageStart},
    page_url::PageUrl,
    pages::{ItemPage, ItemStream, PageResult, PagedOperation, Pages},
    reference::resolved,
};
use crate::{message::Request, operation::CallResult, violations::Violations};

/// How many pages in a row may have no items.
const EMPTY_PAGES: usize = 10_000;

/// The state between two pages.
struct PageRequests<O: PagedOperation, C> {
    /// Makes one call.
    call: C,
    /// The request for the next page; `None` after the last.
    request: Option<Request<O>>,
    history: PageHistory<O::Item>,
}

/// Every item from where the request starts. The stream ends after the first error.
pub fn paginate<O: PagedOperation>(core: &Core, request: Request<O>) -> Pages<O> {
    let core = core.clone();
    paginate_by(request, move |request| core.start(request))
}

/// The same list from whoever makes the calls: `call` is one method of an implementation of a trait.
pub fn paginate_by<'a, O, C, F>(mut request: Request<O>, call: C) -> ItemStream<'a, O>
where
    O: PagedOperation,
    C: Fn(&Request<O>) -> F + Send + 'a,
    F: Future<Output = CallResult<O>> + Send + 'a,
{
    let start = request.get_ref().start();
    if matches!(start, PageStart::Url(_)) {
        PageUrl::first(&mut request);
    }
    let requests = PageRequests {
        call,
        history: PageHistory::new(&start),
        request: Some(request),
    };
    ItemStream::of(Box::pin(try_unfold(requests, PageRequests::next_page)))
}

impl<O: PagedOperation, C> PageRequests<O, C> {
    /// The next page that has items, and the state behind it.
    async fn next_page<F>(mut self) -> PageResult<O, Option<(ItemPage<O::Item>, Self)>>
    where
        C: Fn(&Request<O>) -> F,
        F: Future<Output = CallResult<O>>,
    {
        for _ in 0..EMPTY_PAGES {
            let Some(request) = self.request.take() else {
                return Ok(None);
            };
            let call = (self.call)(&request);
            let response = call.await?;
            let headers = response.headers().clone();
            let body = response.into_body();
            let total = O::total(&body);
            let next = self.named(&request, &body, &headers);
            let items = O::items(body).unwrap_or_default();
            let end = PageEnd {
                items: &items,
                total,
                cursor: next.or_else(|| O::marker(items.last()?)),
            };
            match self.history.after(request.get_ref().start(), end) {
                AfterPage::Next(start) => self.request = Some(starting(request, &start)?),
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
                return Ok(Some((page, self)));
            }
        }
        match self.request {
            None => Ok(None),
            Some(_) => Err(not_sent(format!(
                "there are no items on {EMPTY_PAGES} pages in a row"
            ))
            .into()),
        }
    }

    /// The cursor or the URL of the next page that a response names. A URL is absolute if a client sent the request.
    fn named(
        &mut self,
        request: &Request<O>,
        body: &O::Success,
        headers: &HeaderMap,
    ) -> Option<String> {
        let next = O::cursor(body).or_else(|| O::link(headers));
        let Some(url) = PageUrl::of(request).and_then(PageUrl::sent) else {
            return next;
        };
        self.history.went_to(url.to_string());
        next.map(|next| resolved(url, &next))
    }
}

/// The request for the page that starts here.
fn starting<O: PagedOperation>(
    mut request: Request<O>,
    start: &PageStart,
) -> Result<Request<O>, Violations> {
    if let PageStart::Url(url) = start {
        PageUrl::set(&mut request, url);
    }
    let fits = request.get_mut().set_start(start);
    fits.map(|()| request)
        .ok_or_else(|| not_sent(format!("the field cannot hold {}", start.described())))
}

/// Why the request for a page is not sent.
fn not_sent(why: String) -> Violations {
    let mut violations = Violations::new();
    violations.push("query", why);
    violations
}
