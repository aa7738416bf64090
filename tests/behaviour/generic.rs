//! Lists and waits of generic code: over an implementation in memory, and over a client.

use std::sync::Mutex;
use std::time::Duration;

use bindwright_runtime::client::{LongRunning, Wait, WaitError};
use bindwright_runtime::{ConfigError, Error, Request, Response, TransportError, TransportKind};
use cases::operation_pagination as pets;
use cases::operation_waiter as tasks;
use futures_util::TryStreamExt;
use tokio::time::Instant;

use pets::PetsApiExt as _;
use tasks::PetsApiExt as _;

use crate::wire::Wire;

/// 45 pets, at most 20 per page, and the offsets that were asked for.
#[derive(Default)]
struct Shop {
    asked: Mutex<Vec<i32>>,
}

impl pets::PetsApi for Shop {
    async fn list_pets(
        &self,
        request: Request<pets::ListPets>,
    ) -> Result<Response<pets::Page>, Error> {
        let request = request.into_inner();
        let from = request.offset.unwrap_or(0);
        self.asked.lock().unwrap().push(from);
        let to = (from + request.limit_or_default().min(20)).min(45);
        let pets = (from..to).map(|pet| pet.to_string());
        Ok(Response::new(pets::Page::new().pets(pets).count(45)))
    }
}

/// What a program does with any implementation.
async fn report(api: &impl pets::PetsApi) -> Result<Vec<String>, Error> {
    api.list_pets_all(pets::ListPets::new()).try_collect().await
}

#[tokio::test]
async fn a_list_of_an_implementation_in_memory_has_the_items_of_all_pages() {
    let shop = Shop::default();
    let pets = report(&shop).await.unwrap();
    assert_eq!(pets.len(), 45);
    assert_eq!(pets.last().unwrap(), "44");
    assert_eq!(*shop.asked.lock().unwrap(), [0, 20, 40]);
}

#[tokio::test]
async fn the_same_function_takes_a_client() {
    let wire = Wire::new(pets::router(Shop::default())).await;
    let client = pets::Client::builder().endpoint(&wire.url).build().unwrap();
    assert_eq!(report(&client).await.unwrap().len(), 45);
    assert_eq!(wire.request_lines().len(), 3);
}

#[tokio::test]
async fn a_list_of_an_implementation_is_read_by_page() {
    let shop = Shop::default();
    let pages = shop.list_pets_all(pets::ListPets::new()).by_page();
    let sizes = pages.map_ok(|page| (page.items.len(), page.total));
    let sizes: Vec<_> = sizes.try_collect().await.unwrap();
    assert_eq!(sizes, [(20, Some(45)), (20, Some(45)), (5, Some(45))]);
}

/// Has no operation.
struct Closed;

impl pets::PetsApi for Closed {}

#[tokio::test]
async fn the_error_of_an_implementation_ends_its_list() {
    let failure = report(&Closed).await.unwrap_err();
    let unimplemented = ConfigError::Unimplemented("listPets");
    assert!(matches!(failure, Error::Config(error) if error == unimplemented));
}

/// A task that ends as its states say, one per poll, and the headers of the polls.
struct Worker {
    states: Mutex<Vec<Result<tasks::TaskState, TransportKind>>>,
    headers: Mutex<Vec<usize>>,
}

impl Worker {
    fn new(states: impl IntoIterator<Item = Result<tasks::TaskState, TransportKind>>) -> Self {
        let mut states: Vec<_> = states.into_iter().collect();
        states.reverse();
        Self {
            states: Mutex::new(states),
            headers: Mutex::default(),
        }
    }
}

impl tasks::PetsApi for Worker {
    async fn start_task(
        &self,
        _: Request<tasks::StartTask>,
    ) -> Result<Response<tasks::Task>, Error> {
        Ok(Response::new(tasks::Task::new("t 1")))
    }

    async fn get_task(
        &self,
        request: Request<tasks::GetTask>,
    ) -> Result<Response<tasks::Task>, Error> {
        self.headers.lock().unwrap().push(request.headers().len());
        let state = self.states.lock().unwrap().pop().expect("a state");
        let state = state.map_err(|kind| Error::Transport(TransportError::new(kind, "reset")))?;
        Ok(Response::new(
            tasks::Task::new(request.into_inner().id).state(state),
        ))
    }
}

/// Starts a task and waits for it, over any implementation.
async fn run(api: &impl tasks::PetsApi) -> Result<tasks::Task, WaitError<tasks::StartTask>> {
    let mut request = Request::new(tasks::StartTask::new());
    request
        .headers_mut()
        .insert("x-trace", "7".parse().unwrap());
    api.start_task_and_wait(request, Wait::default()).await
}

/// The requests of the polls of any task whose end is not known.
fn unfinished<O: LongRunning>(error: WaitError<O>) -> Option<O::Poll> {
    match error {
        WaitError::TimedOut(task) | WaitError::Poll(task) => Some(task.poll),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_of_an_implementation_is_polled_until_it_ends() {
    use tasks::TaskState::{Done, Running};
    let worker = Worker::new([
        Ok(Running),
        Err(TransportKind::Exchange),
        Ok(Running),
        Ok(Done),
    ]);
    let started = Instant::now();
    let task = run(&worker).await.unwrap();
    assert_eq!((task.id.as_str(), task.state), ("t 1", Some(Done)));
    // Pauses of 1, 2, 4 and 8 s, and the headers of the start with each poll.
    assert_eq!(started.elapsed().as_secs(), 15);
    assert_eq!(*worker.headers.lock().unwrap(), [1, 1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_task_of_an_implementation_that_fails_is_an_error() {
    let worker = Worker::new([Ok(tasks::TaskState::Failed)]);
    let error = run(&worker).await.unwrap_err();
    assert_eq!(error.to_string(), "the task failed: GET /tasks/t%201");
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_a_task_of_an_implementation_ends_in_time_and_goes_on_later() {
    use tasks::TaskState::{Done, Running};
    let worker = Worker::new([Ok(Running), Ok(Running), Ok(Done)]);
    let short = Wait::default().timeout(Duration::from_secs(1));
    let error = worker
        .start_task_and_wait(tasks::StartTask::new(), short)
        .await
        .unwrap_err();
    let poll = unfinished(error).unwrap();
    assert_eq!(poll.id, "t 1");
    let task = worker.start_task_wait(poll, Wait::default()).await;
    assert_eq!(task.unwrap().state, Some(Done));
}

/// Whoever awaits a wait may be moved to another thread.
#[tokio::test(start_paused = true)]
async fn waits_of_generic_code_are_send() {
    fn spawned(api: impl tasks::PetsApi + 'static) -> tokio::task::JoinHandle<bool> {
        tokio::spawn(async move { run(&api).await.is_ok() })
    }
    let worker = Worker::new([Ok(tasks::TaskState::Done)]);
    assert!(spawned(worker).await.unwrap());
}
