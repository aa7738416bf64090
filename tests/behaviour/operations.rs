//! Operations with more than one request: pages, tasks, retries.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bindwright_runtime::client::{Retry, Wait, WaitError};
use bindwright_runtime::http::StatusCode;
use bindwright_runtime::{Error, Request, Response, Value};
use cases::{
    operation_pagination, operation_pagination_by_cursor, operation_pagination_by_marker,
    operation_pagination_by_number, operation_side_effect, operation_waiter, operation_without_id,
};
use futures_util::TryStreamExt;

use crate::wire::Wire;

/// 45 pets, at most 20 per page.
struct Pages;

impl operation_pagination::PetsApi for Pages {
    async fn list_pets(
        &self,
        request: Request<operation_pagination::ListPets>,
    ) -> Result<Response<operation_pagination::Page>, Error> {
        let request = request.into_inner();
        let from = request.offset.unwrap_or(0);
        let to = (from + request.limit_or_default().min(20)).min(45);
        let pets = (from..to).map(|pet| pet.to_string());
        Ok(Response::new(
            operation_pagination::Page::new().pets(pets).count(45),
        ))
    }
}

#[tokio::test]
async fn the_stream_has_the_items_of_all_pages() {
    use operation_pagination::{Client, ListPets, router};
    let wire = Wire::new(router(Pages)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let pets: Vec<String> = client
        .list_pets_all(ListPets::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pets.len(), 45);
    assert_eq!(pets.last().unwrap(), "44");
    let lines = wire.request_lines();
    assert_eq!(
        lines.len(),
        3,
        "no page is asked for after the last: {lines:?}"
    );
    assert!(lines.last().unwrap().contains("offset=40"), "{lines:?}");
}

#[tokio::test]
async fn pages_have_the_requested_size() {
    use operation_pagination::{Client, ListPets, router};
    let wire = Wire::new(router(Pages)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let from = ListPets::new().offset(30).limit(10);
    let pets: Vec<String> = client.list_pets_all(from).try_collect().await.unwrap();
    assert_eq!(pets.len(), 15);
    assert_eq!(
        wire.request_lines(),
        [
            "GET /pets?offset=30&limit=10 HTTP/1.1",
            "GET /pets?offset=40&limit=10 HTTP/1.1",
        ]
    );
}

/// 45 pets, at most 20 per page, whichever way pages are asked for.
struct OtherPages;

impl operation_pagination_by_number::PetsApi for OtherPages {
    async fn list_pets(
        &self,
        request: Request<operation_pagination_by_number::ListPets>,
    ) -> Result<Response<operation_pagination_by_number::Page>, Error> {
        let from = request.get_ref().page.unwrap_or(0) * 20;
        let pets = (from..(from + 20).min(45)).map(|pet| pet.to_string());
        Ok(Response::new(
            operation_pagination_by_number::Page::new()
                .pets(pets)
                .count(45),
        ))
    }
}

impl operation_pagination_by_cursor::PetsApi for OtherPages {
    async fn list_pets(
        &self,
        request: Request<operation_pagination_by_cursor::ListPets>,
    ) -> Result<Response<operation_pagination_by_cursor::Page>, Error> {
        let after = request.into_inner().after;
        let from = after.map_or(0, |after| after[2..].parse().unwrap());
        let to = (from + 20).min(45);
        let pets = (from..to).map(|pet: i32| pet.to_string());
        let page = operation_pagination_by_cursor::Page::new(pets);
        let next = operation_pagination_by_cursor::Meta::new().next(format!("&={to}"));
        Ok(Response::new(match to {
            45 => page,
            _ => page.meta(next),
        }))
    }
}

impl operation_pagination_by_marker::PetsApi for OtherPages {
    async fn list_pets(
        &self,
        request: Request<operation_pagination_by_marker::ListPets>,
    ) -> Result<Response<Vec<operation_pagination_by_marker::Pet>>, Error> {
        let from = request.get_ref().marker.map_or(0, |marker| marker + 1);
        let pets = (from..(from + 20).min(45)).map(operation_pagination_by_marker::Pet::new);
        Ok(Response::new(pets.collect()))
    }
}

#[tokio::test]
async fn pages_are_asked_for_by_number() {
    use operation_pagination_by_number::{Client, ListPets, router};
    let wire = Wire::new(router(OtherPages)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let pets: Vec<String> = client
        .list_pets_all(ListPets::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pets.len(), 45);
    let lines = wire.request_lines();
    let targets = ["/pets", "/pets?page=1", "/pets?page=2"];
    assert_eq!(lines, targets.map(|to| format!("GET {to} HTTP/1.1")));
}

#[tokio::test]
async fn pages_are_asked_for_by_cursor() {
    use operation_pagination_by_cursor::{Client, ListPets, router};
    let wire = Wire::new(router(OtherPages)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let pages: Vec<_> = client
        .list_pets_all(ListPets::new())
        .by_page()
        .try_collect()
        .await
        .unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.items.len()).collect();
    assert_eq!(sizes, [20, 20, 5]);
    let lines = wire.request_lines();
    let targets = ["/pets", "/pets?after=%26%3D20", "/pets?after=%26%3D40"];
    assert_eq!(lines, targets.map(|to| format!("GET {to} HTTP/1.1")));
}

#[tokio::test]
async fn pages_are_asked_for_by_the_last_item() {
    use operation_pagination_by_marker::{Client, ListPets, router};
    let wire = Wire::new(router(OtherPages)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let pets: Vec<_> = client
        .list_pets_all(ListPets::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pets.len(), 45);
    let lines = wire.request_lines();
    let markers = ["", "?marker=19", "?marker=39", "?marker=44"];
    assert_eq!(lines, markers.map(|to| format!("GET /pets{to} HTTP/1.1")));
}

/// A task that ends in this state after it was polled this often.
struct Tasks {
    asked: AtomicUsize,
    ends: usize,
    end: operation_waiter::TaskState,
}

impl operation_waiter::PetsApi for Tasks {
    async fn start_task(
        &self,
        _: Request<operation_waiter::StartTask>,
    ) -> Result<Response<operation_waiter::Task>, Error> {
        Ok(Response::new(operation_waiter::Task::new("t/1")))
    }

    async fn get_task(
        &self,
        request: Request<operation_waiter::GetTask>,
    ) -> Result<Response<operation_waiter::Task>, Error> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let state = if asked >= self.ends {
            self.end.clone()
        } else {
            operation_waiter::TaskState::Running
        };
        Ok(Response::new(
            operation_waiter::Task::new(request.into_inner().id).state(state),
        ))
    }
}

async fn waited(
    ends: usize,
    end: operation_waiter::TaskState,
) -> (
    Result<operation_waiter::Task, WaitError<operation_waiter::StartTask>>,
    Wire,
) {
    use operation_waiter::{Client, StartTask, router};
    let tasks = Tasks {
        asked: AtomicUsize::new(0),
        ends,
        end,
    };
    let wire = Wire::new(router(tasks)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let wait = Wait::default()
        .interval(Duration::from_millis(1))
        .timeout(Duration::from_millis(500));
    (
        client.start_task_and_wait(StartTask::new(), wait).await,
        wire,
    )
}

#[tokio::test]
async fn a_task_is_polled_until_it_ends() {
    use operation_waiter::TaskState;
    let (task, wire) = waited(3, TaskState::Done).await;
    assert_eq!(task.unwrap().state, Some(TaskState::Done));
    let poll = "GET /tasks/t%2F1 HTTP/1.1";
    assert_eq!(
        wire.request_lines(),
        ["POST /tasks HTTP/1.1", poll, poll, poll]
    );
}

#[tokio::test]
async fn a_task_that_fails_or_never_ends_is_an_error() {
    use operation_waiter::TaskState;
    let (task, _) = waited(2, TaskState::Failed).await;
    assert!(matches!(task.unwrap_err(), WaitError::Failed(task) if task.poll.id == "t/1"));
    let (task, _) = waited(usize::MAX, TaskState::Done).await;
    assert!(matches!(task.unwrap_err(), WaitError::TimedOut(task) if task.poll.id == "t/1"));
}

/// Is never available, and counts its calls.
#[derive(Clone, Default)]
struct Unavailable(Arc<AtomicUsize>);

impl Unavailable {
    fn reply(&self) -> Result<Response<()>, Error> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Err(Error::api(StatusCode::SERVICE_UNAVAILABLE, Value::Null))
    }
}

impl operation_side_effect::PetsApi for Unavailable {
    async fn start_export(
        &self,
        _: Request<operation_side_effect::StartExport>,
    ) -> Result<Response<()>, Error> {
        self.reply()
    }
}

impl operation_without_id::PetsApi for Unavailable {
    async fn get_pets_by_id_toys(
        &self,
        _: Request<operation_without_id::GetPetsByIdToys>,
    ) -> Result<Response<()>, Error> {
        self.reply()
    }

    async fn delete_pets_by_id_toys(
        &self,
        _: Request<operation_without_id::DeletePetsByIdToys>,
    ) -> Result<Response<()>, Error> {
        self.reply()
    }
}

#[tokio::test]
async fn a_get_with_a_side_effect_is_not_retried_but_another_is() {
    let retry = || Retry::default().repeats(2).first_pause(Duration::ZERO);
    let creates = Unavailable::default();
    let router = operation_side_effect::router(creates.clone());
    let client = operation_side_effect::Client::builder()
        .retry(retry())
        .transport(router);
    let client = client.endpoint("http://localhost").build().unwrap();
    let request = operation_side_effect::StartExport::new();
    client.start_export(request).await.unwrap_err();
    assert_eq!(creates.0.load(Ordering::Relaxed), 1);

    let reads = Unavailable::default();
    let router = operation_without_id::router(reads.clone());
    let client = operation_without_id::Client::builder()
        .retry(retry())
        .transport(router);
    let client = client.endpoint("http://localhost").build().unwrap();
    let request = operation_without_id::GetPetsByIdToys::new("1");
    client.get_pets_by_id_toys(request).await.unwrap_err();
    assert_eq!(reads.0.load(Ordering::Relaxed), 3);
}
