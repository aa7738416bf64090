//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::{SignedDuration, Timestamp};

/// Exports reports of Huawei Cloud Workspace.
///
/// Credentials are where the official SDKs look for them: in the environment as HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, with
/// HUAWEICLOUD_SDK_SECURITY_TOKEN for temporary ones and HUAWEICLOUD_SDK_PROJECT_ID, or in ~/.huaweicloud/credentials. A token of
/// IAM may be in HUAWEICLOUD_TOKEN. RUST_LOG=debug shows what happens; it has no secrets.
#[derive(Debug, Parser)]
#[command(name = "workspace-export", after_help = super::failure::EXIT_STATUSES)]
pub struct Arguments {
    #[command(flatten)]
    pub connection: Connection,
    /// Prints JSON: one object per line.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// Where requests go.
#[derive(Debug, Args)]
pub struct Connection {
    /// The URL of another server than the cloud.
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint: Option<String>,
    /// The region.
    #[arg(
        long,
        global = true,
        env = "HUAWEICLOUD_SDK_REGION_ID",
        value_name = "ID"
    )]
    pub region: Option<String>,
    /// The project in the region, if it is not that of the credentials.
    #[arg(long, global = true, value_name = "ID")]
    pub project: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(flatten)]
    Export(ExportCommand),
    /// Shows who uses the AI assistant most.
    Assistant {
        #[command(flatten)]
        period: Period,
        /// How many users.
        #[arg(long, default_value_t = 10, value_name = "COUNT")]
        top: i32,
    },
    /// Lists, downloads and deletes export tasks.
    Tasks {
        #[command(subcommand)]
        command: Tasks,
    },
}

/// The reports that are files.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Exports the connection records of desktops.
    Connections {
        #[command(flatten)]
        export: Export,
        /// Only connections of this user.
        #[arg(long)]
        user: Option<String>,
        /// Only connections to this desktop.
        #[arg(long)]
        computer: Option<String>,
    },
    /// Exports how long each user used a desktop.
    Users {
        #[command(flatten)]
        export: Export,
        /// Only users whose name contains this.
        #[arg(long)]
        user: Option<String>,
    },
    /// Exports how users accessed streamed applications.
    AppAccess {
        #[command(flatten)]
        export: Export,
        /// Only users whose name contains this.
        #[arg(long)]
        user: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Tasks {
    /// Lists them.
    List {
        /// Only tasks in this state.
        #[arg(long)]
        status: Option<State>,
    },
    /// Downloads the file of a task.
    Download {
        /// The task.
        id: String,
        #[command(flatten)]
        target: Target,
    },
    /// Deletes tasks with their files.
    Delete {
        /// The tasks.
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// The states of a task.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum State {
    Creating,
    Success,
    Fail,
    Expired,
}

/// A report, and where it goes.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    pub period: Period,
    #[command(flatten)]
    pub target: Target,
    /// How long to wait for the report, as in `15m`.
    #[arg(long, default_value = "15m", value_parser = duration, value_name = "DURATION")]
    pub wait: Duration,
}

/// A file.
#[derive(Debug, Args)]
pub struct Target {
    /// The file.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replaces a file that exists.
    #[arg(long)]
    pub overwrite: bool,
}

/// From when to when.
#[derive(Debug, Args)]
pub struct Period {
    /// The start: a time as in `2026-05-01T00:00:00Z`, or how long ago, as in `7d` or `12h`.
    #[arg(long, default_value = "7d", value_parser = time, value_name = "TIME")]
    pub from: Timestamp,
    /// The end, in the same forms; now by default.
    #[arg(long, default_value = "0h", value_parser = time, value_name = "TIME")]
    pub to: Timestamp,
}

/// A number with one of the units `d`, `h`, `m` and `s`.
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no number with one of the units d, h, m and s");
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let seconds: u64 = match unit {
        'd' => 24 * 3600,
        'h' => 3600,
        'm' => 60,
        's' => 1,
        _ => return Err(wrong()),
    };
    let number: u64 = text
        .strip_suffix(unit)
        .and_then(|number| number.parse().ok())
        .ok_or_else(wrong)?;
    let seconds = number.checked_mul(seconds);
    Ok(Duration::from_secs(seconds.ok_or_else(wrong)?))
}

/// A time, or how long ago it was.
fn time(text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let wrong = |_| {
        format!("`{text}` is neither a time such as 2026-05-01T00:00:00Z nor a duration such as 7d")
    };
    let ago = duration(text).map_err(wrong)?;
    let ago = SignedDuration::try_from(ago).map_err(|error| error.to_string())?;
    Timestamp::now()
        .checked_sub(ago)
        .map_err(|error| error.to_string())
}
