//! Lists whose server names the URL of the next page: over HTTP, and in memory.

use std::sync::atomic::{AtomicUsize, Ordering};

use bindwright_runtime::{Error, Request, Response};
use cases::operation_pagination_by_url::{
    Client, LINK, ListOwners, ListPets, Page, Paging, PetsApi, PetsApiExt as _, router,
};
use futures_util::TryStreamExt;

use crate::wire::Wire;

/// Three pages of a pet each, and of an owner each.
#[derive(Default)]
struct Shop {
    owners: AtomicUsize,
}

impl PetsApi for Shop {
    async fn list_pets(&self, request: Request<ListPets>) -> Result<Response<Page>, Error> {
        // A router reads the URL into the arguments. In memory, the URL is what this function wrote.
        let from_url = request.page_url().map(|url| {
            let (_, number) = url.split_once('=').expect("a number");
            number.parse().expect("a number")
        });
        let number: i64 = from_url.or(request.get_ref().limit).unwrap_or(0);
        let page = Page::new().pets([number.to_string()]);
        Ok(Response::new(match number {
            0 | 1 => page.paging(Paging::new().next(format!("?limit={}", number + 1))),
            _ => page,
        }))
    }

    async fn list_owners(&self, _: Request<ListOwners>) -> Result<Response<Vec<String>>, Error> {
        let number = self.owners.fetch_add(1, Ordering::Relaxed);
        let response = Response::new(vec![number.to_string()]);
        Ok(match number {
            0 | 1 => response.with_header(LINK, format!("</owners?page={number}>; rel=\"next\"")),
            _ => response,
        })
    }
}

#[tokio::test]
async fn a_list_follows_the_urls_of_its_server() {
    let wire = Wire::new(router(Shop::default())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let pets: Vec<_> = client
        .list_pets_all(ListPets::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pets, ["0", "1", "2"]);
    let owners: Vec<_> = client
        .list_owners_all(ListOwners::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(owners, ["0", "1", "2"]);
    let targets = [
        "/pets",
        "/pets?limit=1",
        "/pets?limit=2",
        "/owners",
        "/owners?page=0",
        "/owners?page=1",
    ];
    assert_eq!(
        wire.request_lines(),
        targets.map(|to| format!("GET {to} HTTP/1.1"))
    );
}

#[tokio::test]
async fn a_list_in_memory_has_the_same_pages() {
    let shop = Shop::default();
    let pets: Vec<_> = shop
        .list_pets_all(ListPets::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pets, ["0", "1", "2"]);
    let owners: Vec<_> = shop
        .list_owners_all(ListOwners::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(owners, ["0", "1", "2"]);
}

/// Generic code over a client follows the URLs as well.
#[tokio::test]
async fn generic_code_over_a_client_follows_the_urls() {
    async fn pets(api: &impl PetsApi) -> Vec<String> {
        api.list_pets_all(ListPets::new())
            .try_collect()
            .await
            .unwrap()
    }
    let wire = Wire::new(router(Shop::default())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    assert_eq!(pets(&client).await, ["0", "1", "2"]);
    assert_eq!(wire.request_lines().len(), 3);
}
