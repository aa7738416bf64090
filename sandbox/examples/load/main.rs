//! Puts a sandbox under load over loopback: `cargo run --release --manifest-path sandbox/Cargo.toml --example load`.
//!
//! The sandbox is a process of its own. First, clients that never pause find out how many requests per second it takes. Then
//! requests come at a share of that rate for ten minutes, and at last a normal client is measured with and without 1,000 slow ones.
//! Times are reported. What is promised decides the exit status: no 5xx and no lost request, and memory that does not grow.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "the modules of `load/` are those of another program"
)]

#[path = "../../../load/src/client.rs"]
mod client;
mod mix;
#[path = "../../../load/src/process.rs"]
mod process;
mod rate;
mod slow;
mod tally;

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use huaweicloud_workspace_sandbox::{BLOCKING_THREADS, Sandbox};
use tokio::io::AsyncReadExt as _;

use self::mix::Target;
use self::process::Process;

/// Reports what a sandbox takes, and what slow clients cost a normal one.
#[derive(Debug, Clone, Parser)]
struct Arguments {
    /// How long requests come at the share of the maximum, in seconds.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// How long the maximum is looked for, in seconds.
    #[arg(long, default_value_t = 30)]
    search: u64,
    /// The share of the maximum.
    #[arg(long, default_value_t = 0.8)]
    share: f64,
    /// Clients that look for the maximum.
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Clients that send a byte every 500 ms.
    #[arg(long, default_value_t = 1_000)]
    slow: usize,
    /// Rounds with and without slow clients.
    #[arg(long, default_value_t = 15)]
    rounds: usize,
    /// Is the sandbox. The program starts itself with it.
    #[arg(long, hide = true)]
    serve: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = match arguments.serve {
        true => runtime.max_blocking_threads(BLOCKING_THREADS),
        false => &mut runtime,
    };
    let outcome = runtime.enable_all().build().and_then(|runtime| {
        runtime.block_on(async {
            match arguments.serve {
                true => serve().await.map(|()| true),
                false => load(&arguments).await,
            }
        })
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a sandbox until the standard input ends.
async fn serve() -> io::Result<()> {
    let sandbox = Sandbox::builder().users(200).start().await;
    let sandbox = sandbox.map_err(io::Error::other)?;
    println!("{}", sandbox.endpoint().trim_start_matches("http://"));
    tokio::io::stdin().read_to_end(&mut Vec::new()).await?;
    sandbox.stop().await;
    Ok(())
}

async fn load(arguments: &Arguments) -> io::Result<bool> {
    process::raise_descriptors();
    let mut process = Process::start().await?;
    let target = Target::prepared(process.address).await?;
    println!(
        "{} clients that never pause, for {} s",
        arguments.clients, arguments.search
    );
    let search = Duration::from_secs(arguments.search);
    let most = rate::closed(&target, arguments.clients, search).await;
    println!("{most}");
    let rate = most.per_second() * arguments.share;
    println!("{rate:.0} requests per second, for {} s", arguments.seconds);
    let seconds = Duration::from_secs(arguments.seconds);
    let memory = tally::Memory::watch(process.id);
    let steady = rate::open(&target, rate, seconds).await;
    println!("{steady}");
    let memory = memory.ended();
    println!("{memory}");
    let slowed = slow::compare(&target, arguments.slow, arguments.rounds).await?;
    println!("{slowed}");
    process.ask_to_stop();
    let ended = process.ended(Duration::from_secs(60)).await?;
    let is_kept = [
        ("no 5xx", most.failures() + steady.failures() == 0),
        ("no lost request", most.lost() + steady.lost() == 0),
        ("memory is flat", memory.is_flat()),
        ("slow clients cost at most a tenth", slowed.is_kept()),
        ("the sandbox stops", ended.success()),
    ];
    for (promise, kept) in is_kept {
        println!("{promise}: {}", if kept { "yes" } else { "NO" });
    }
    Ok(is_kept.iter().all(|(_, kept)| *kept))
}
