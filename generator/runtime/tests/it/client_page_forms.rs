//! Pages by number, by cursor and by marker, over a socket: which requests are sent, and where the list ends.

use std::{
    future::ready,
    sync::atomic::{AtomicU32, Ordering},
};

use bindwright_runtime::{
    Error, Nullable, Request, Response,
    codegen::{
        Core, OperationSpec, PageNumber, PagedOperation, Param, ResponseSpec, codec, operation,
        pages, paginate, paginate_by,
    },
};
use futures_util::{StreamExt, TryStreamExt};

use crate::client_support::{Server, example::Fault, json};

#[derive(Debug, Clone, Default)]
pub struct ByNumber {
    pub page: Option<i8>,
}
#[derive(Debug, Clone, Default)]
pub struct ByCursor {
    pub after: Option<String>,
}
#[derive(Debug, Clone, Default)]
pub struct ByMarker {
    pub marker: Option<i64>,
}
#[derive(Debug, Clone)]
pub struct Listed {
    pub pets: Vec<Named>,
    pub next: Option<bindwright_runtime::Nullable<String>>,
    pub count: Option<u32>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    pub id: i64,
}
codec!(Listed { "pets" => pets, "next" => next, "count" => count });
codec!(Named { "id" => id });
operation! {
    ByNumber => {
        spec: OperationSpec::get("ByNumber", "/pets"),
        parameters: { page: Param::query("page") },
        success: Listed { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
operation! {
    ByCursor => {
        spec: OperationSpec::get("ByCursor", "/pets"),
        parameters: { after: Param::query("after") },
        success: Listed { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
operation! {
    ByMarker => {
        spec: OperationSpec::get("ByMarker", "/pets"),
        parameters: { marker: Param::query("marker") },
        success: Listed { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
pages!(ByNumber { page: page from 1, items: pets as Named, total: count });
pages!(ByCursor {
    cursor: after,
    next: next,
    items: pets as Named,
    total: count
});
pages!(ByMarker {
    cursor: marker,
    last: id,
    items: pets as Named
});

/// A page with these IDs, and what else its body has.
fn page(ids: &[i64], more: &str) -> String {
    let pets: Vec<_> = ids.iter().map(|id| format!("{{\"id\":{id}}}")).collect();
    format!("{{\"pets\":[{}]{more}}}", pets.join(","))
}

/// A server that has these pages, one per request, and rejects connections after them.
async fn serving(pages: &[String]) -> (Core, Server) {
    let server = Server::new(pages.iter().map(|page| json("200 OK", page))).await;
    (server.core(), server)
}

/// The IDs of all pages, and the targets of the requests.
async fn listed<O>(request: O, pages: &[String]) -> (Result<Vec<i64>, String>, Vec<String>)
where
    O: PagedOperation<Item = Named, Failure = Fault>,
{
    let (core, server) = serving(pages).await;
    let ids = paginate(&core, request.into()).map_ok(|pet| pet.id);
    let ids = ids.try_collect::<Vec<_>>().await;
    let ids = ids.map_err(|error: Error<Fault>| error.to_string());
    let targets = server.requests().into_iter().map(|request| {
        let target = request.split(' ').nth(1).unwrap();
        target.to_owned()
    });
    (ids, targets.collect())
}

#[tokio::test]
async fn numbers_go_on_to_the_total_or_to_an_empty_page() {
    let total = r#","count":3"#;
    let pages = [page(&[1, 2], total), page(&[3], total)];
    let (ids, targets) = listed(ByNumber::default(), &pages).await;
    assert_eq!(ids.unwrap(), [1, 2, 3]);
    assert_eq!(targets, ["/pets", "/pets?page=2"]);

    // In the middle of the list nobody knows how many items are before the page.
    let pages = [page(&[1, 2, 3], total), page(&[], total)];
    let (ids, targets) = listed(ByNumber { page: Some(4) }, &pages).await;
    assert_eq!(ids.unwrap(), [1, 2, 3]);
    assert_eq!(targets, ["/pets?page=4", "/pets?page=5"]);
}

#[tokio::test]
async fn a_server_that_ignores_the_number_does_not_repeat_its_page() {
    let pages = [page(&[1, 2], ""), page(&[1, 2], "")];
    let (ids, targets) = listed(ByNumber::default(), &pages).await;
    assert_eq!(ids.unwrap(), [1, 2]);
    assert_eq!(targets.len(), 2);
    // One that sends its last page for every number behind it does not, either.
    let pages = [page(&[1, 2], ""), page(&[3], ""), page(&[3], "")];
    let (ids, _) = listed(ByNumber::default(), &pages).await;
    assert_eq!(ids.unwrap(), [1, 2, 3]);
}

#[tokio::test]
async fn a_number_that_the_field_cannot_hold_is_an_error() {
    let (ids, targets) = listed(ByNumber { page: Some(127) }, &[page(&[1], "")]).await;
    let error = ids.unwrap_err();
    let reason = "the field cannot hold the number 128 of the next page";
    assert!(error.contains(reason), "{error}");
    assert_eq!(targets, ["/pets?page=127"]);
}

#[tokio::test]
async fn cursors_are_sent_as_they_came_until_there_is_none() {
    for end in ["", r#","next":null"#, r#","next":"""#] {
        let pages = [page(&[1], r#","next":"a&b=c/ d""#), page(&[1], end)];
        let (ids, targets) = listed(ByCursor::default(), &pages).await;
        assert_eq!(ids.unwrap(), [1, 1], "{end}");
        assert_eq!(targets, ["/pets", "/pets?after=a%26b%3Dc%2F%20d"], "{end}");
    }
}

#[tokio::test]
async fn an_empty_page_with_a_new_cursor_is_not_the_end() {
    let pages = [
        page(&[], r#","next":"a""#),
        page(&[], r#","next":"b""#),
        page(&[7], ""),
    ];
    let (ids, targets) = listed(ByCursor::default(), &pages).await;
    assert_eq!(ids.unwrap(), [7]);
    assert_eq!(targets, ["/pets", "/pets?after=a", "/pets?after=b"]);
}

#[tokio::test]
async fn pages_without_items_end_with_an_error() {
    let sent = AtomicU32::new(0);
    let call = |_: &Request<ByCursor>| {
        let number = sent.fetch_add(1, Ordering::Relaxed);
        let page = Listed {
            pets: Vec::new(),
            next: Some(Nullable::Value(number.to_string())),
            count: None,
        };
        ready(Ok::<_, Error<Fault>>(Response::new(page)))
    };
    let list = paginate_by(Request::new(ByCursor::default()), call);
    let error = list.try_collect::<Vec<_>>().await.unwrap_err().to_string();
    let reason = "there are no items on 10000 pages in a row";
    assert!(error.contains(reason), "{error}");
    assert_eq!(sent.into_inner(), 10_000);
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_the_end() {
    // The server ignores cursors: its page is not repeated.
    let same = page(&[1, 2], r#","next":"a""#);
    let (ids, targets) = listed(ByCursor::default(), &[same.clone(), same]).await;
    assert_eq!(ids.unwrap(), [1, 2]);
    assert_eq!(targets.len(), 2);
    // It leads back to an earlier page: what is new counts.
    let pages = [
        page(&[1], r#","next":"a""#),
        page(&[2], r#","next":"b""#),
        page(&[3], r#","next":"a""#),
    ];
    let (ids, targets) = listed(ByCursor::default(), &pages).await;
    assert_eq!(ids.unwrap(), [1, 2, 3]);
    assert_eq!(targets.len(), 3);
    // It is the one that the caller sent.
    let after = Some("a".to_owned());
    let (ids, targets) = listed(ByCursor { after }, &[page(&[5], r#","next":"a""#)]).await;
    assert_eq!(ids.unwrap(), [5]);
    assert_eq!(targets, ["/pets?after=a"]);
}

#[tokio::test]
async fn the_total_ends_a_list_with_cursors_only_from_its_start() {
    let pages = [page(&[1], r#","next":"a","count":1"#)];
    let (ids, targets) = listed(ByCursor::default(), &pages).await;
    assert_eq!((ids.unwrap(), targets.len()), (vec![1], 1));
    let pages = [page(&[1], r#","next":"b","count":1"#), page(&[2], "")];
    let after = Some("a".to_owned());
    let (ids, targets) = listed(ByCursor { after }, &pages).await;
    assert_eq!((ids.unwrap(), targets.len()), (vec![1, 2], 2));
}

#[tokio::test]
async fn markers_are_of_the_last_item() {
    let pages = [page(&[1, 20], ""), page(&[3], ""), page(&[], "")];
    let (ids, targets) = listed(ByMarker::default(), &pages).await;
    assert_eq!(ids.unwrap(), [1, 20, 3]);
    assert_eq!(targets, ["/pets", "/pets?marker=20", "/pets?marker=3"]);
    let same = page(&[1, 2], "");
    let (ids, targets) = listed(ByMarker::default(), &[same.clone(), same]).await;
    assert_eq!((ids.unwrap(), targets.len()), (vec![1, 2], 2));
}

#[tokio::test]
async fn a_list_can_be_read_by_page() {
    let pages = [
        page(&[1, 2], r#","next":"a","count":9"#),
        page(&[], r#","next":"b""#),
        page(&[3], ""),
    ];
    let (core, _server) = serving(&pages).await;
    let found = paginate(&core, ByCursor::default().into()).by_page();
    let found: Vec<_> = found.try_collect().await.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|page| (page.items.len(), page.total))
        .collect();
    assert_eq!(found, [(2, Some(9)), (1, None)]);
}

#[tokio::test]
async fn the_rest_of_a_page_comes_first() {
    let pages = [page(&[1, 2, 3], r#","next":"a""#), page(&[4], "")];
    let (core, server) = serving(&pages).await;
    let mut items = paginate(&core, ByCursor::default().into());
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    let mut rest = items.by_page();
    let begun = rest.next().await.unwrap().unwrap();
    assert_eq!(begun.items, [Named { id: 2 }, Named { id: 3 }]);
    assert!(begun.headers.contains_key("content-type"));
    assert_eq!(server.requests().len(), 1);
    assert_eq!(rest.next().await.unwrap().unwrap().items, [Named { id: 4 }]);
    assert!(rest.next().await.is_none());
}

#[tokio::test]
async fn pages_end_after_an_error() {
    let (core, _server) = serving(&[page(&[1], r#","next":"a""#)]).await;
    let mut pages = paginate(&core, ByCursor::default().into()).by_page();
    assert_eq!(pages.next().await.unwrap().unwrap().items.len(), 1);
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none());
}

#[test]
fn a_number_that_is_null_is_set() {
    let mut field = Some(Nullable::<i8>::Null);
    assert_eq!(field.number(), None);
    assert_eq!(field.set_number(7), Some(()));
    assert_eq!(field, Some(Nullable::Value(7)));
    // What does not fit leaves the field as it is.
    assert_eq!(field.set_number(128), None);
    assert_eq!(field, Some(Nullable::Value(7)));
}
