//! Runs a sandbox until Ctrl-C or `kill`, and prints how to reach it.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use huaweicloud_workspace_sandbox::{Account, BLOCKING_THREADS, Faults, Sandbox, StartError};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

/// A sandbox of Huawei Cloud Workspace on 127.0.0.1.
#[derive(Debug, Parser)]
#[command(name = "sandbox", version)]
struct Arguments {
    /// The port; 0 is a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The seed of the data: the same seed, size and time give the same data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many days before now have data.
    #[arg(long, default_value_t = 30)]
    days: u32,
    /// How many users there are. 22,000 users have a million connections in 30 days.
    #[arg(long, default_value_t = 200)]
    users: u32,
    /// How many desktops there are; at least one per user.
    #[arg(long, default_value_t = 0)]
    desktops: u32,
    /// The database; files are in the folder beside it whose name ends with `.files`. Without this, all data ends with the process.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// The project.
    #[arg(long, default_value_t = Account::sandbox().project_id().to_owned())]
    project: String,
    /// The access key.
    #[arg(long, default_value_t = Account::sandbox().keys().access_key().to_owned())]
    access_key: String,
    /// The secret key.
    #[arg(long, default_value_t = Account::sandbox().keys().secret_key().expose().to_owned())]
    secret_key: String,
    /// The token.
    #[arg(long, default_value_t = Account::sandbox().token().expose().to_owned())]
    token: String,
    /// How many hours a finished task keeps its file.
    #[arg(long, default_value_t = 168, value_name = "HOURS")]
    retention: u32,
    /// Rejects a signature that was accepted before.
    #[arg(long)]
    reject_repeated_signatures: bool,
    #[command(flatten)]
    faults: FaultArguments,
}

/// What goes wrong.
#[derive(Debug, clap::Args)]
struct FaultArguments {
    /// How long each response is delayed, in milliseconds.
    #[arg(long, default_value_t = 0, value_name = "MS", help_heading = "Faults")]
    latency: u64,
    /// How many requests fail with 500, from 0 to 1.
    #[arg(long, default_value_t = 0.0, value_name = "RATE", value_parser = rate, help_heading = "Faults")]
    failures: f64,
    /// How many requests one caller may send per minute; others get 429.
    #[arg(long, value_name = "COUNT", help_heading = "Faults")]
    rate_limit: Option<u32>,
    /// How long a task takes at least, in milliseconds.
    #[arg(long, default_value_t = 0, value_name = "MS", help_heading = "Faults")]
    task_delay: u64,
    /// How many tasks fail, from 0 to 1.
    #[arg(long, default_value_t = 0.0, value_name = "RATE", value_parser = rate, help_heading = "Faults")]
    task_failures: f64,
    /// How many tasks expire at once, from 0 to 1.
    #[arg(long, default_value_t = 0.0, value_name = "RATE", value_parser = rate, help_heading = "Faults")]
    task_expiries: f64,
    /// How many downloads break off, from 0 to 1.
    #[arg(long, default_value_t = 0.0, value_name = "RATE", value_parser = rate, help_heading = "Faults")]
    truncated_downloads: f64,
}

/// A rate from 0 to 1.
fn rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&rate) {
        Ok(rate)
    } else {
        Err("not from 0 to 1".to_owned())
    }
}

impl From<FaultArguments> for Faults {
    fn from(arguments: FaultArguments) -> Self {
        Self {
            latency: Duration::from_millis(arguments.latency),
            failure_rate: arguments.failures,
            requests_per_minute: arguments.rate_limit,
            task_delay: Duration::from_millis(arguments.task_delay),
            task_failure_rate: arguments.task_failures,
            task_expiry_rate: arguments.task_expiries,
            truncation_rate: arguments.truncated_downloads,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_all()
        .build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(run(arguments)),
        Err(error) => Err(error.into()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), StartError> {
    let Arguments {
        project,
        access_key,
        secret_key,
        token,
        ..
    } = arguments;
    let mut builder = Sandbox::builder()
        .port(arguments.port)
        .seed(arguments.seed)
        .days(arguments.days)
        .users(arguments.users)
        .desktops(arguments.desktops)
        .account(Account::new(project, access_key, secret_key, token))
        .retention(Duration::from_secs(u64::from(arguments.retention) * 3600))
        .faults(arguments.faults.into());
    if let Some(file) = arguments.data {
        builder = builder.file(file);
    }
    if arguments.reject_repeated_signatures {
        builder = builder.reject_repeated_signatures();
    }
    let sandbox = builder.start().await?;
    print!("{}", introduction(&sandbox));
    asked_to_end().await?;
    println!("stopping");
    sandbox.stop().await;
    Ok(())
}

/// Waits for Ctrl-C, or for the signal by which `kill` asks: the temporary folder goes in either case.
#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    let mut asked = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = asked.recv() => Ok(()),
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// How to reach the sandbox.
fn introduction(sandbox: &Sandbox) -> String {
    let (endpoint, account) = (sandbox.endpoint(), sandbox.account());
    let (project, token) = (account.project_id(), account.token().expose());
    format!(
        "endpoint     {endpoint}\n\
         access key   {}\n\
         secret key   {}\n\
         token        {token}\n\
         project      {project}\n\
         connections  {}\n\
         database     {}\n\n\
         Try: curl -s -H 'X-Auth-Token: {token}' '{endpoint}/v3/{project}/desktops/connections/export'\n\
         then: curl -s -H 'X-Auth-Token: {token}' '{endpoint}/v2/{project}/export-tasks'\n\n\
         Ctrl-C stops it.\n",
        account.keys().access_key(),
        account.keys().secret_key().expose(),
        sandbox.connections(),
        sandbox.database().display(),
    )
}
