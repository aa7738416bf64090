//! Puts the generated Workspace server under load over loopback, and reports what that costs a normal client:
//! `cargo run --release --manifest-path load/Cargo.toml`.
//!
//! The burdens are slow clients, idle connections and uploads, first each alone and then together; at last the server is stopped
//! under all of them. Times are reported. What is promised, decides the exit status: no request of a normal client is lost,
//! descriptors and allocated memory come back, and a shutdown cuts no response.

mod burden;
#[allow(dead_code, reason = "the load on the sandbox uses all of it")]
mod client;
mod normal;
mod process;
mod report;
mod requests;
mod run;
mod server;
mod shutdown;

#[path = "../../tests/exchange/mod.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "its requests are for tests")]
mod exchange;

include!(concat!(env!("OUT_DIR"), "/generated.rs"));

use std::process::ExitCode;

use clap::Parser;

/// Reports what slow clients, idle connections and uploads cost a normal client.
#[derive(Debug, Clone, Parser)]
struct Arguments {
    /// Requests of the normal clients, per burden; beside uploads a tenth of them.
    #[arg(long, default_value_t = 20_000)]
    requests: usize,
    /// Normal clients.
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Clients that send a byte every 500 ms.
    #[arg(long, default_value_t = 1_000)]
    slow: usize,
    /// Connections that send nothing.
    #[arg(long, default_value_t = 3_000)]
    idle: usize,
    /// Clients that upload without a pause.
    #[arg(long, default_value_t = 100)]
    uploads: usize,
    /// Is the server. The program starts itself with it.
    #[arg(long, hide = true)]
    serve: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = if arguments.serve {
        server::run().await.map(|()| true)
    } else {
        run::load(arguments).await
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
