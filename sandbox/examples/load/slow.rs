//! What slow clients cost a normal one: rounds with them and without, in turns, so that other work of the machine meets both.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::client::Connection;
use crate::mix::Target;

/// The pause of a slow client after each byte.
const PAUSE: Duration = Duration::from_millis(500);

/// How many requests the normal client sends per round.
const REQUESTS: usize = 1_000;

/// How much of its time they may add.
const ADDED: f64 = 1.1;

/// The times of a normal client in all rounds, without slow clients and with them; sorted.
#[derive(Debug)]
pub struct Slowed {
    clients: usize,
    without: Vec<Duration>,
    with: Vec<Duration>,
}

impl Slowed {
    /// How much longer this share of the requests took at most.
    fn quotient(&self, share: f64) -> f64 {
        let [without, with] = [&self.without, &self.with].map(|times| quantile(times, share));
        with.as_secs_f64() / without.as_secs_f64()
    }

    pub fn is_kept(&self) -> bool {
        self.quotient(0.5) <= ADDED
    }
}

fn quantile(sorted: &[Duration], share: f64) -> Duration {
    let last = sorted.len().saturating_sub(1);
    let index = (last as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or_default()
}

impl fmt::Display for Slowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a normal client, {} requests without and with {} slow clients:",
            self.with.len(),
            self.clients
        )?;
        for (name, share) in [
            ("tenth", 0.1),
            ("quarter", 0.25),
            ("median", 0.5),
            ("p90", 0.9),
        ] {
            let [without, with] = [&self.without, &self.with].map(|times| quantile(times, share));
            let quotient = self.quotient(share);
            write!(
                f,
                "\n  {name}: {without:.1?}, {with:.1?}, quotient {quotient:.3}"
            )?;
        }
        Ok(())
    }
}

/// Measures a normal client.
pub async fn compare(target: &Target, clients: usize, rounds: usize) -> io::Result<Slowed> {
    let mut slowed = Slowed {
        clients,
        without: Vec::new(),
        with: Vec::new(),
    };
    measured(target).await?;
    for _ in 0..rounds {
        slowed.without.extend(measured(target).await?);
        let burden = burden(target, clients).await;
        slowed.with.extend(measured(target).await?);
        drop(burden);
        tokio::time::sleep(PAUSE).await;
    }
    slowed.without.sort_unstable();
    slowed.with.sort_unstable();
    Ok(slowed)
}

/// The times of requests for the list, one after the other.
async fn measured(target: &Target) -> io::Result<Vec<Duration>> {
    let mut caller = target.caller();
    let mut times = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let request = target.list()?;
        let start = Instant::now();
        if caller.call(&request).await != Some(200) {
            return Err(io::Error::other("a normal client got no response"));
        }
        times.push(start.elapsed());
    }
    Ok(times)
}

/// Clients that send a byte every 500 ms, half of them of a head and half of a body, until this is dropped. One that the server
/// has closed comes back.
async fn burden(target: &Target, clients: usize) -> JoinSet<()> {
    let (mut tasks, connected) = (JoinSet::new(), Arc::new(AtomicUsize::new(0)));
    for client in 0..clients {
        let (address, connected) = (target.address, Arc::clone(&connected));
        let start = match client % 2 {
            0 => format!("GET /v2/x/export-tasks HTTP/1.1\r\nhost: {address}\r\nx-slow: "),
            _ => format!(
                "POST /v2/x/export-tasks/batch-delete HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n"
            ),
        };
        tasks.spawn(async move {
            let mut is_first = true;
            loop {
                if let Ok(mut connection) = Connection::open(address).await {
                    if std::mem::take(&mut is_first) {
                        connected.fetch_add(1, Ordering::Relaxed);
                    }
                    if connection.send(start.as_bytes()).await.is_ok() {
                        drip(&mut connection).await;
                    }
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
        if client % 100 == 99 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    while connected.load(Ordering::Relaxed) < clients {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tasks
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
