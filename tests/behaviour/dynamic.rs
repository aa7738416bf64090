//! The object-safe version of a trait: any implementation behind a pointer, which is one itself.

use std::sync::Arc;

use bindwright_runtime::{Error, Request, Response};
use cases::operation_pagination::{
    Client, DynPetsApi, ListPets, Page, PetsApi, PetsApiExt as _, router,
};
use futures_util::TryStreamExt;

use crate::wire::Wire;

/// Has so many pets, ten per page.
struct Shop(i32);

impl PetsApi for Shop {
    async fn list_pets(&self, request: Request<ListPets>) -> Result<Response<Page>, Error> {
        let from = request.get_ref().offset.unwrap_or(0);
        let pets = (from..(from + 10).min(self.0)).map(|pet| pet.to_string());
        Ok(Response::new(Page::new().pets(pets)))
    }
}

/// What a program holds if it decides at run time.
#[derive(Clone)]
struct App {
    api: Arc<dyn DynPetsApi>,
}

impl App {
    async fn first(&self) -> usize {
        let page = self.api.list_pets(ListPets::new().into()).await.unwrap();
        page.into_body().pets.unwrap().len()
    }
}

#[tokio::test]
async fn an_implementation_and_a_client_have_one_type_behind_a_pointer() {
    let wire = Wire::new(router(Shop(3))).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let apis: [Arc<dyn DynPetsApi>; 2] = [Arc::new(Shop(7)), Arc::new(client)];
    let mut found = Vec::new();
    for api in apis {
        found.push(App { api }.first().await);
    }
    assert_eq!(found, [7, 3]);
    assert_eq!(wire.request_lines().len(), 1);
}

/// Takes any implementation by value.
async fn count(api: impl PetsApi) -> usize {
    let pets = api.list_pets_all(ListPets::new());
    pets.try_collect::<Vec<_>>().await.unwrap().len()
}

#[tokio::test]
async fn a_pointer_is_an_implementation_itself() {
    let api: Arc<dyn DynPetsApi> = Arc::new(Shop(25));
    assert_eq!(count(Arc::clone(&api)).await, 25);
    assert_eq!(count(Arc::new(Shop(12))).await, 12);
    // The object has the lists as well.
    let pets: Vec<_> = (*api)
        .list_pets_all(ListPets::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pets.len(), 25);
}

#[tokio::test]
async fn a_pointer_is_served() {
    let api: Arc<dyn DynPetsApi> = Arc::new(Shop(4));
    let wire = Wire::new(router(api)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    assert_eq!(count(client).await, 4);
}

#[tokio::test]
async fn calls_of_a_pointer_are_send() {
    let api: Arc<dyn DynPetsApi> = Arc::new(Shop(2));
    let app = App { api };
    assert_eq!(
        tokio::spawn(async move { app.first().await })
            .await
            .unwrap(),
        2
    );
}
