//! Exports reports of Huawei Cloud Workspace from the command line.
//!
//! ```console
//! $ export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=… HUAWEICLOUD_SDK_PROJECT_ID=…
//! $ cargo run --example workspace-export -- connections --from 7d --output report.xlsx
//! $ cargo run --example workspace-export -- assistant --top 10
//! $ cargo run --example workspace-export -- tasks list
//! ```
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

use clap::Parser as _;

use self::arguments::Arguments;
use self::report::Report;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut report = Report::new(arguments.json, Box::new(io::stdout()));
    let variable = |name: &str| std::env::var(name).ok();
    let interrupt = async {
        // Without a handler for it, Ctrl-C ends the program.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    };
    match run::run(arguments, &variable, &mut report, interrupt).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(failure.exit_status())
        }
    }
}
