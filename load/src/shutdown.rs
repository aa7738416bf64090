//! A shutdown under load: what becomes of the requests that were sent.

use std::io;
use std::net::SocketAddr;
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::burden::{Burden, Counts};
use crate::client::{Connection, Outcome};
use crate::process::Process;
use crate::requests;

/// How long the clients send before the server is asked to stop, when each of them has had a response.
const BEFORE: Duration = Duration::from_secs(1);

/// How long that first response may take.
const FIRST: Duration = Duration::from_secs(60);

/// The longest a shutdown may take: the grace period of 10 s, and some more.
const LONGEST: Duration = Duration::from_secs(13);

/// The requests of the normal clients, by how they ended.
#[derive(Debug, Default, Clone, Copy)]
pub struct Ends {
    /// With a whole response, before the server was asked to stop and after it.
    pub before: usize,
    pub after: usize,
    /// Without a byte of a response, on a connection that was opened before the server was asked to stop.
    pub dropped: usize,
    /// The same on a connection that was opened after that.
    pub late: usize,
    /// Inside of a response.
    pub broken: usize,
    /// Connections that were refused: the listener was closed. So nothing was sent.
    pub refused: usize,
}

/// A shutdown.
#[derive(Debug)]
pub struct Stopped {
    pub ends: Ends,
    pub status: ExitStatus,
    pub took: Duration,
    /// What became of the uploads.
    pub uploads: Arc<Counts>,
}

/// Stops the server while normal clients and burdens are busy.
pub async fn run(process: &mut Process, clients: usize, burden: Burden) -> io::Result<Stopped> {
    let (stop, stopping) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let served = Arc::new(Semaphore::new(0));
    for client in 0..clients {
        let first = Arc::clone(&served);
        tasks.spawn(one(process.address, client, stopping.clone(), first));
    }
    let all = u32::try_from(clients).unwrap_or(u32::MAX);
    // Without a response the figures show it.
    let _ = tokio::time::timeout(FIRST, served.acquire_many(all)).await;
    tokio::time::sleep(BEFORE).await;
    let start = Instant::now();
    stop.send_replace(true);
    process.ask_to_stop();
    let status = process.ended(LONGEST).await?;
    let took = start.elapsed();
    let mut ends = Ends::default();
    while let Some(one) = tasks.join_next().await {
        let one = one.map_err(io::Error::other)?;
        ends.before += one.before;
        ends.after += one.after;
        ends.dropped += one.dropped;
        ends.late += one.late;
        ends.broken += one.broken;
        ends.refused += one.refused;
    }
    Ok(Stopped {
        ends,
        status,
        took,
        uploads: Arc::clone(&burden.counts),
    })
}

/// One client, which sends requests until it cannot connect.
async fn one(
    address: SocketAddr,
    client: usize,
    stopping: watch::Receiver<bool>,
    first: Arc<Semaphore>,
) -> Ends {
    let request = match client % 2 {
        0 => requests::list(),
        _ => requests::delete(),
    };
    let mut ends = Ends::default();
    loop {
        let is_late = *stopping.borrow();
        let Ok(mut connection) = Connection::open(address).await else {
            ends.refused += 1;
            return ends;
        };
        loop {
            let outcome = connection.exchange(&request).await;
            let is_stopping = *stopping.borrow();
            match outcome {
                Outcome::Response { is_open, .. } => {
                    if ends.before + ends.after == 0 {
                        first.add_permits(1);
                    }
                    *(if is_stopping {
                        &mut ends.after
                    } else {
                        &mut ends.before
                    }) += 1;
                    if is_open {
                        continue;
                    }
                }
                Outcome::Nothing if is_late => ends.late += 1,
                Outcome::Nothing => ends.dropped += 1,
                Outcome::Broken => ends.broken += 1,
            }
            break;
        }
    }
}
