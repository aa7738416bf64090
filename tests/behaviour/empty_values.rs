//! Lists in exploded objects, and values that are written as nothing: what a client sends is what the server reads.

use bindwright_runtime::{Error, FilePart, Map, Nullable, Request, Response};
use cases::{body_forms_of_nothing as forms, parameter_exploded_objects_with_lists as lists};
use lists::types::{Color, Pageable};

use crate::wire::{Wire, get, raw};

/// Returns its arguments.
struct Echo;

impl lists::PetsApi for Echo {
    async fn page(&self, request: Request<lists::Page>) -> Result<Response<Pageable>, Error> {
        Ok(Response::new(request.into_inner().pageable))
    }

    async fn page_path(
        &self,
        request: Request<lists::PagePath>,
    ) -> Result<Response<Pageable>, Error> {
        Ok(Response::new(request.into_inner().page))
    }

    async fn compact(&self, request: Request<lists::Compact>) -> Result<Response<Pageable>, Error> {
        Ok(Response::new(
            request.into_inner().pageable.unwrap_or_default(),
        ))
    }

    async fn map(
        &self,
        request: Request<lists::MapModel>,
    ) -> Result<Response<Map<Vec<String>>>, Error> {
        Ok(Response::new(request.into_inner().tags))
    }

    async fn list(&self, request: Request<lists::List>) -> Result<Response<Vec<i64>>, Error> {
        let lists::List {
            colors,
            csv,
            some,
            none,
            ..
        } = request.into_inner();
        let sizes = [
            colors.len(),
            csv.len(),
            some.len(),
            usize::from(none.is_null()),
        ];
        Ok(Response::new(sizes.map(|size| size as i64).to_vec()))
    }
}

impl forms::PetsApi for Echo {
    async fn add_photos(
        &self,
        request: Request<forms::AddPhotos>,
    ) -> Result<Response<Vec<i64>>, Error> {
        let form = request.into_inner().body;
        let sizes = [form.photos.len(), form.names.len()];
        Ok(Response::new(sizes.map(|size| size as i64).to_vec()))
    }

    async fn add_covers(
        &self,
        request: Request<forms::AddCovers>,
    ) -> Result<Response<Vec<i64>>, Error> {
        Ok(Response::new(vec![
            request.into_inner().body.covers.len() as i64
        ]))
    }

    async fn add_tags(
        &self,
        request: Request<forms::AddTags>,
    ) -> Result<Response<Vec<i64>>, Error> {
        let body = request.into_inner().body;
        let sizes = [body.tags.len(), body.joined.len()];
        Ok(Response::new(sizes.map(|size| size as i64).to_vec()))
    }
}

fn pages() -> [(Pageable, &'static str); 4] {
    let sorted = Pageable::new().page(1).sort(["a,desc", "b"]);
    [
        (sorted, "page=1&sort=a%2Cdesc&sort=b"),
        (Pageable::new().sort(["a"]), "sort=a"),
        (
            Pageable::new()
                .colors([Color::Red, Color::Green])
                .ids(vec![7, 8]),
            "colors=red&colors=green&ids=7&ids=8",
        ),
        (Pageable::new(), ""),
    ]
}

#[tokio::test]
async fn a_list_in_an_exploded_object_repeats_its_name() {
    for (page, query) in pages() {
        let wire = Wire::new(lists::router(Echo)).await;
        let client = lists::Client::builder()
            .endpoint(&wire.url)
            .build()
            .unwrap();
        let response = client.page(lists::Page::new(page.clone())).await.unwrap();
        assert_eq!(response.body(), &page);
        let separator = if query.is_empty() { "" } else { "?" };
        let line = format!("GET /pages{separator}{query} HTTP/1.1");
        assert_eq!(wire.request_lines(), [line]);
        let compact = client.compact(lists::Compact::new().pageable(page.clone()));
        assert_eq!(compact.await.unwrap().body(), &page);
        let path = client.page_path(lists::PagePath::new(page.clone())).await;
        match path {
            Ok(response) => assert_eq!(response.body(), &page),
            Err(error) => assert!(query.is_empty(), "{error}"),
        }
    }
}

#[tokio::test]
async fn a_map_of_lists_repeats_its_names() {
    let client = lists::Client::builder()
        .endpoint("http://localhost")
        .transport(lists::router(Echo));
    let client = client.build().unwrap();
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
    for map in [
        Map::from_iter([
            ("a".to_owned(), list(&["1", "2"])),
            ("b".to_owned(), list(&["3"])),
        ]),
        Map::new(),
    ] {
        let response = client.map(lists::MapModel::new(map.clone())).await.unwrap();
        assert_eq!(response.body(), &map);
    }
}

#[tokio::test]
async fn what_is_written_as_nothing_is_read_as_the_empty_value() {
    let client = lists::Client::builder()
        .endpoint("http://localhost")
        .transport(lists::router(Echo));
    let client = client.build().unwrap();
    let empty = lists::List::new([], [], ["x"], Nullable::Null);
    assert_eq!(client.list(empty).await.unwrap().body(), &[0, 0, 1, 1]);
    let rejected = client
        .list(lists::List::new(
            [],
            [],
            Vec::<String>::new(),
            Nullable::Null,
        ))
        .await;
    assert!(matches!(rejected, Err(Error::Invalid(_))), "{rejected:?}");
    for (query, status) in [
        ("some=x&colors=&csv=", 200),
        ("some=x&csv=1,", 400),
        ("some=x&colors=&colors=red", 400),
        ("", 400),
    ] {
        let found = raw(lists::router(Echo), get(&format!("/lists?{query}"))).await;
        assert_eq!(found.0, status, "{query}: {}", found.1);
    }
}

#[tokio::test]
async fn a_form_without_items_has_empty_lists() {
    let client = forms::Client::builder()
        .endpoint("http://localhost")
        .transport(forms::router(Echo));
    let client = client.build().unwrap();
    let names = Vec::<String>::new;
    let files = |count: usize| {
        (0..count)
            .map(|_| FilePart::new("bytes"))
            .collect::<Vec<_>>()
    };
    let photos = |count| forms::AddPhotos::new(forms::AddPhotosForm::new(files(count), names()));
    for count in [0, 2] {
        let response = client.add_photos(photos(count)).await.unwrap();
        assert_eq!(response.body(), &[count as i64, 0]);
    }
    let rejected = client.add_photos(photos(3)).await;
    assert!(matches!(rejected, Err(Error::Invalid(_))), "{rejected:?}");
    let covers = |count| forms::AddCovers::new(forms::AddCoversForm::new(files(count)));
    assert!(client.add_covers(covers(1)).await.is_ok());
    let rejected = client.add_covers(covers(0)).await;
    assert!(matches!(rejected, Err(Error::Invalid(_))), "{rejected:?}");
    let size = forms::types::AddTagsBodySize::new();
    let tags = forms::types::AddTagsBody::new([], names(), size);
    let response = client.add_tags(forms::AddTags::new(tags)).await.unwrap();
    assert_eq!(response.body(), &[0, 0]);
}
