//! The whole run: each burden alone, then all of them, then the shutdown.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::Arguments;
use crate::burden::{Burden, get};
use crate::process::{self, Process, Usage};
use crate::report::{Promises, Row, memory};
use crate::{normal, shutdown};

/// How many more bytes the server may have allocated at the end than before: queues and caches that have grown.
const KEPT: u64 = 1 << 20;

/// Uploads keep the processors busy, so there are fewer normal requests beside them: one of so many.
const BESIDE_UPLOADS: usize = 10;

/// How long the server keeps a connection that sends nothing or too slowly: 30 s, and some more.
const LONGEST: Duration = Duration::from_secs(40);

/// Descriptors of a process beside its connections: temporary files of uploads, connections of normal clients.
const OTHER_DESCRIPTORS: usize = 300;

/// A part of the run.
struct Part {
    name: String,
    slow: usize,
    idle: usize,
    uploads: usize,
}

impl Part {
    fn new(name: &str, (slow, idle, uploads): (usize, usize, usize)) -> Self {
        Self {
            name: name.to_owned(),
            slow,
            idle,
            uploads,
        }
    }

    /// Starts the clients, and waits until they are connected.
    async fn start(&self, address: SocketAddr) -> Burden {
        let mut burden = Burden::default();
        burden.add_slow(address, self.slow).await;
        burden.add_idle(address, self.idle).await;
        burden.connected(self.slow + self.idle).await;
        burden.add_uploads(address, self.uploads);
        tokio::time::sleep(Duration::from_secs(1)).await;
        burden
    }
}

/// The server under load, and what is known of it.
struct Run {
    arguments: Arguments,
    process: Process,
    promises: Promises,
    before: Usage,
    /// How many bytes it has allocated before.
    allocated: u64,
}

/// Runs everything. Returns whether all promises were kept.
pub async fn load(mut arguments: Arguments) -> io::Result<bool> {
    fit(&mut arguments);
    let mut process = Process::start().await?;
    // The allocator and the caches of the system are warm before anything is measured.
    normal::run(process.address, arguments.clients, 2_000).await;
    let mut run = Run {
        before: settled(&process, usize::MAX).await,
        allocated: process.allocated().await?,
        arguments,
        process,
        promises: Promises::default(),
    };
    let Arguments {
        slow,
        idle,
        uploads,
        ..
    } = run.arguments;
    Row::head();
    let mut lost = run.part(&Part::new("none", (0, 0, 0))).await?;
    let name = format!("{slow} slow clients");
    lost += run.part(&Part::new(&name, (slow, 0, 0))).await?;
    let name = format!("{idle} idle connections");
    lost += run.part(&Part::new(&name, (0, idle, 0))).await?;
    let name = format!("{uploads} uploads");
    lost += run.part(&Part::new(&name, (0, 0, uploads))).await?;
    let all = Part::new("all of them", (slow, idle, uploads));
    lost += run.part(&all).await?;
    run.promises
        .check(lost == 0, "no request of a normal client is lost");
    run.limits(&all).await;
    run.comes_back().await?;
    run.shutdown(&all).await?;
    Ok(run.promises.are_kept())
}

impl Run {
    /// Sends the normal requests beside a burden, and prints a row. Returns how many requests were lost.
    async fn part(&mut self, part: &Part) -> io::Result<usize> {
        let address = self.process.address;
        let burden = part.start(address).await;
        let watch = self.process.watch();
        let requests = match part.uploads {
            0 => self.arguments.requests,
            _ => self.arguments.requests / BESIDE_UPLOADS,
        };
        let latencies = normal::run(address, self.arguments.clients, requests).await;
        let counts = &burden.counts;
        let failed = get(&counts.failed);
        let uploads = [&counts.arrived, &counts.rejected, &counts.unanswered].map(get);
        drop(burden);
        let after = settled(&self.process, self.before.descriptors).await;
        let name = match uploads {
            [0, 0, 0] => part.name.clone(),
            [arrived, rejected, unanswered] => format!(
                "{}: {arrived} arrived, {rejected} rejected, {unanswered} without a response",
                part.name
            ),
        };
        let row = Row {
            burden: &name,
            requests,
            latencies: &latencies,
            most: watch.most(),
            after,
            allocated: self.process.allocated().await?,
        };
        row.print();
        if failed > 0 {
            println!("{failed} connections of the burden could not be opened");
        }
        Ok(latencies.lost)
    }

    /// The server itself ends slow clients and idle connections.
    async fn limits(&mut self, part: &Part) {
        let mut burden = Part::new("", (part.slow, part.idle, 0))
            .start(self.process.address)
            .await;
        let start = Instant::now();
        while burden.running() > 0 && start.elapsed() < LONGEST {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        println!(
            "\nThe server has closed {} of {} slow and idle connections after {:.0} s.",
            get(&burden.counts.closed),
            part.slow + part.idle,
            start.elapsed().as_secs_f64()
        );
        let left = burden.running();
        self.promises.check(
            left == 0,
            "slow and idle connections are closed by the server",
        );
    }

    /// Memory and descriptors are as before.
    async fn comes_back(&mut self) -> io::Result<()> {
        let after = settled(&self.process, self.before.descriptors).await;
        let allocated = self.process.allocated().await?;
        println!(
            "Before: {} resident, {} allocated, {} descriptors. Afterwards: {}, {}, {}.",
            memory(self.before.memory),
            memory(self.allocated),
            self.before.descriptors,
            memory(after.memory),
            memory(allocated),
            after.descriptors
        );
        let promises = &mut self.promises;
        promises.check(
            after.descriptors <= self.before.descriptors,
            "descriptors are as before",
        );
        promises.check(
            allocated <= self.allocated + KEPT,
            "what is allocated is as before, but for 1 MiB",
        );
        Ok(())
    }

    /// Stops the server under all burdens.
    async fn shutdown(&mut self, part: &Part) -> io::Result<()> {
        let burden = part.start(self.process.address).await;
        let clients = self.arguments.clients * 8;
        let stopped = shutdown::run(&mut self.process, clients, burden).await?;
        let (ends, uploads) = (stopped.ends, stopped.uploads);
        println!(
            "\nThe server has stopped after {:.1} s: {}. Normal requests: {} whole responses before, {} after it was asked to; \
             {} without a byte on connections from before, {} on later ones; {} inside of a response; {} clients could not connect.",
            stopped.took.as_secs_f64(),
            stopped.status,
            ends.before,
            ends.after,
            ends.dropped,
            ends.late,
            ends.broken,
            ends.refused
        );
        println!(
            "Uploads: {} arrived, {} rejected, {} without a byte, {} inside of a response.",
            get(&uploads.arrived),
            get(&uploads.rejected),
            get(&uploads.unanswered),
            get(&uploads.broken)
        );
        let promises = &mut self.promises;
        promises.check(
            stopped.status.success(),
            "the server ends in the grace period",
        );
        promises.check(
            ends.dropped == 0,
            "a request on a connection from before the shutdown gets its response",
        );
        promises.check(
            ends.broken + get(&uploads.broken) == 0,
            "a shutdown cuts no response",
        );
        Ok(())
    }
}

/// The usage of the server as soon as it has no more descriptors than before, or after 10 s.
async fn settled(process: &Process, before: usize) -> Usage {
    let start = Instant::now();
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let usage = process.usage().unwrap_or_default();
        if usage.descriptors <= before || start.elapsed() > Duration::from_secs(10) {
            return usage;
        }
    }
}

/// Raises the limit of descriptors, or reduces the load to it.
fn fit(arguments: &mut Arguments) {
    let Some(limit) = process::raise_descriptors() else {
        return;
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let wanted = arguments.slow + arguments.idle + arguments.uploads + OTHER_DESCRIPTORS;
    if limit >= wanted {
        return;
    }
    let share = |count: usize| count * limit.saturating_sub(OTHER_DESCRIPTORS) / wanted;
    arguments.slow = share(arguments.slow);
    arguments.idle = share(arguments.idle);
    arguments.uploads = share(arguments.uploads);
    println!(
        "This process may open {limit} files, which cannot be raised (`ulimit -n`): {} slow clients, {} idle connections and \
         {} uploads.\n",
        arguments.slow, arguments.idle, arguments.uploads
    );
}
