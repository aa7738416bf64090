//! Exports reports of Huawei Cloud Workspace from the command line.
//!
//! ```console
//! $ export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=… HUAWEICLOUD_SDK_PROJECT_ID=…
//! $ cargo run --example workspace-export -- connections --from 7d --output report.xlsx
//! $ cargo run --example workspace-export -- assistant --top 10
//! $ cargo run --example workspace-export -- tasks list
//! ```
//!
//! Credentials are looked for where the official SDKs look: `--help` names the places.
//!
//! `--endpoint http://127.0.0.1:8080` sends everything to another server, such as a sandbox.
//! What was asked for is on the standard output, everything else on the standard error. `--help` lists the exit statuses.

mod arguments;
mod export;
mod failure;
mod report;
mod run;
mod tasks;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use self::arguments::Arguments;
use self::report::Report;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log();
    let mut report = Report::new(arguments.json, Box::new(io::stdout()));
    let variables = Arc::new(|name: &str| std::env::var(name).ok());
    let interrupt = async {
        // Without a handler for it, Ctrl-C ends the program.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    };
    match run::run(arguments, variables, &mut report, interrupt).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(failure.exit_status())
        }
    }
}

/// Events go to the standard error, if `RUST_LOG` asks for them: `debug`, or `bindwright_runtime=trace`.
fn log() {
    let wanted = std::env::var("RUST_LOG").unwrap_or_default();
    let targets: Targets = wanted.parse().unwrap_or_else(|_| {
        eprintln!("RUST_LOG is neither a level nor a list of targets with levels; it is ignored");
        Targets::new().with_default(LevelFilter::OFF)
    });
    // The end of each call, with its status.
    let events = tracing_subscriber::fmt::layer()
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(io::stderr);
    tracing_subscriber::registry()
        .with(events)
        .with(targets)
        .init();
}
