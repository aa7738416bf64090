//! Normal clients: each has one connection, and sends a request as soon as it has the response to the one before.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::client::{Connection, Outcome};
use crate::requests;

/// How long each request took, sorted, and how many had no response or a wrong one.
#[derive(Debug, Default)]
pub struct Latencies {
    sorted: Vec<Duration>,
    pub lost: usize,
}

impl Latencies {
    /// The time that this share of the requests took at most, for example 0.99.
    pub fn quantile(&self, share: f64) -> Duration {
        let last = self.sorted.len().saturating_sub(1);
        let index = (last as f64 * share).round() as usize;
        self.sorted.get(index).copied().unwrap_or_default()
    }
}

/// Sends so many requests: two of three are lists, the others have a body.
pub async fn run(address: SocketAddr, clients: usize, requests: usize) -> Latencies {
    let left = Arc::new(AtomicUsize::new(requests));
    let mut tasks = JoinSet::new();
    for _ in 0..clients {
        tasks.spawn(one(address, Arc::clone(&left)));
    }
    let mut all = Latencies::default();
    while let Some(one) = tasks.join_next().await {
        let one = one.unwrap_or_default();
        all.sorted.extend(one.sorted);
        all.lost += one.lost;
    }
    all.lost += requests.saturating_sub(all.sorted.len() + all.lost);
    all.sorted.sort();
    all
}

/// One client, which takes requests from those that are left.
async fn one(address: SocketAddr, left: Arc<AtomicUsize>) -> Latencies {
    let (list, delete) = (requests::list(), requests::delete());
    let mut latencies = Latencies::default();
    let mut connection = None;
    let take = |left: usize| left.checked_sub(1);
    while let Ok(number) = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) {
        let (request, expected) = match number % 3 {
            0 => (&delete, 200..=204),
            _ => (&list, 200..=200),
        };
        let start = Instant::now();
        let mut open = match connection.take() {
            Some(open) => open,
            None => match Connection::open(address).await {
                Ok(open) => open,
                Err(_) => {
                    latencies.lost += 1;
                    continue;
                }
            },
        };
        match open.exchange(request).await {
            Outcome::Response { status, is_open } if expected.contains(&status) => {
                latencies.sorted.push(start.elapsed());
                connection = is_open.then_some(open);
            }
            _ => latencies.lost += 1,
        }
    }
    latencies
}
