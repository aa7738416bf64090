//! The burdens: slow clients, idle connections and uploads. Each runs until it is dropped.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;

use crate::client::{Connection, Outcome};
use crate::requests;

/// The pause of a slow client after each byte.
const PAUSE: Duration = Duration::from_millis(500);

/// How many clients open a connection at once: the queue of the listener has an end.
const BATCH: usize = 100;

/// What happened to a burden.
#[derive(Debug, Default)]
pub struct Counts {
    /// Connections that were opened.
    pub opened: AtomicUsize,
    /// Connections that could not be opened.
    pub failed: AtomicUsize,
    /// Connections that the server has closed.
    pub closed: AtomicUsize,
    /// Uploads that have arrived.
    pub arrived: AtomicUsize,
    /// Uploads that were rejected with a response.
    pub rejected: AtomicUsize,
    /// Uploads without a byte of a response.
    pub unanswered: AtomicUsize,
    /// Uploads whose response was cut.
    pub broken: AtomicUsize,
}

/// The value of a counter.
pub fn get(counter: &AtomicUsize) -> usize {
    counter.load(Ordering::Relaxed)
}

fn add(counter: &AtomicUsize) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// Clients that run until this is dropped.
#[derive(Debug, Default)]
pub struct Burden {
    pub counts: Arc<Counts>,
    tasks: JoinSet<()>,
}

impl Burden {
    /// Adds clients that send a byte every 500 ms: half of them of a head, half of them of a body.
    pub async fn add_slow(&mut self, address: SocketAddr, clients: usize) {
        for client in 0..clients {
            let start = match client % 2 {
                0 => requests::start_of_a_head(),
                _ => requests::start_of_a_body(),
            };
            let counts = Arc::clone(&self.counts);
            self.tasks.spawn(async move {
                let Some(mut connection) = open(address, &counts).await else {
                    return;
                };
                if connection.send(&start).await.is_ok() {
                    drip(&mut connection).await;
                }
                add(&counts.closed);
            });
            self.pause(client).await;
        }
    }

    /// Adds connections: half of them had a request before.
    pub async fn add_idle(&mut self, address: SocketAddr, connections: usize) {
        let request = Arc::new(requests::list());
        for client in 0..connections {
            let (counts, request) = (Arc::clone(&self.counts), Arc::clone(&request));
            self.tasks.spawn(async move {
                let Some(mut connection) = open(address, &counts).await else {
                    return;
                };
                if client % 2 == 0 {
                    connection.exchange(&request).await;
                }
                connection.closed().await;
                add(&counts.closed);
            });
            self.pause(client).await;
        }
    }

    /// Adds clients that upload again and again: three of four a form of 4 MiB, the others a list of more than 1 MiB, which is too
    /// long for the operation.
    pub fn add_uploads(&mut self, address: SocketAddr, clients: usize) {
        let form = Arc::new(requests::form(16, 256 << 10));
        let ids = Arc::new(requests::post_ids(100_000));
        for client in 0..clients {
            let request = match client % 4 {
                3 => Arc::clone(&ids),
                _ => Arc::clone(&form),
            };
            let counts = Arc::clone(&self.counts);
            self.tasks.spawn(async move {
                while let Some(mut connection) = open(address, &counts).await {
                    let counter = match connection.exchange(&request).await {
                        Outcome::Response { status: 200, .. } => &counts.arrived,
                        Outcome::Response { .. } => &counts.rejected,
                        Outcome::Nothing => &counts.unanswered,
                        Outcome::Broken => &counts.broken,
                    };
                    add(counter);
                }
            });
        }
    }

    /// Waits until so many connections are open, or could not be opened. If the queue of the listener is full, the system tries again
    /// after seconds.
    pub async fn connected(&self, connections: usize) {
        let tried = || get(&self.counts.opened) + get(&self.counts.failed);
        while tried() < connections {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits a little after each batch of clients.
    async fn pause(&self, client: usize) {
        if client % BATCH == BATCH - 1 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// How many clients have not ended.
    pub fn running(&mut self) -> usize {
        while self.tasks.try_join_next().is_some() {}
        self.tasks.len()
    }
}

async fn open(address: SocketAddr, counts: &Counts) -> Option<Connection> {
    let connection = Connection::open(address).await.ok();
    add(match connection {
        Some(_) => &counts.opened,
        None => &counts.failed,
    });
    connection
}

/// Sends a byte after each pause, until the server responds or closes the connection.
async fn drip(connection: &mut Connection) {
    loop {
        let response = tokio::time::timeout(PAUSE, connection.response()).await;
        if response.is_ok() || connection.send(b"1").await.is_err() {
            return;
        }
    }
}
