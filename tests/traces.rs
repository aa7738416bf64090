//! An export with everything that is traced, as its user runs it with `RUST_LOG=trace`: no line has a secret. A process of its own:
//! whether an event is wanted is remembered for all threads.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "tests"
)]

#[path = "../examples/workspace-export/arguments.rs"]
mod arguments;
#[path = "../examples/workspace-export/export.rs"]
mod export;
#[path = "../examples/workspace-export/failure.rs"]
mod failure;
#[path = "workspace/memory.rs"]
mod memory;
#[path = "../examples/workspace-export/report.rs"]
mod report;
#[path = "../examples/workspace-export/run.rs"]
mod run;
#[path = "../examples/workspace-export/tasks.rs"]
mod tasks;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use clap::Parser as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use self::arguments::Arguments;
use self::memory::{ACCESS_KEY, Memory, SECRET_KEY};
use self::report::Report;

const SECURITY_TOKEN: &str = "ST-canary-2";

/// Everything that was written.
#[derive(Debug, Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

async fn run(endpoint: &str, secret_key: &str, line: &[&str]) -> Result<String, String> {
    let start = ["workspace-export", "--endpoint", endpoint];
    let arguments = Arguments::try_parse_from(start.iter().chain(line)).unwrap();
    let written = Lines::default();
    let mut report = Report::new(arguments.json, Box::new(written.clone()));
    let secret_key = secret_key.to_owned();
    // The names that the official SDKs have for them.
    let variables = Arc::new(move |name: &str| match name {
        "HUAWEICLOUD_SDK_AK" => Some(ACCESS_KEY.to_owned()),
        "HUAWEICLOUD_SDK_SK" => Some(secret_key.clone()),
        "HUAWEICLOUD_SDK_SECURITY_TOKEN" => Some(SECURITY_TOKEN.to_owned()),
        "HUAWEICLOUD_SDK_PROJECT_ID" => Some("p1".to_owned()),
        _ => None,
    });
    let ended = run::run(arguments, variables, &mut report, std::future::pending()).await;
    ended.map_err(|failure| failure.to_string())?;
    Ok(written.text())
}

#[tokio::test]
async fn no_line_of_an_export_has_a_secret() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_ansi(false)
        .with_span_events(FmtSpan::FULL)
        .with_writer(lines.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let memory = Memory::default();
    let endpoint = format!("http://{}", memory.serve().await);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.xlsx");
    let line = [
        "connections",
        "--from",
        "7d",
        "--output",
        file.to_str().unwrap(),
    ];
    run(&endpoint, SECRET_KEY, &line).await.unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "file of t1");
    // The keys of the environment are those of the caller.
    let calls = memory.calls();
    assert!(
        calls.iter().all(|(caller, _)| caller == ACCESS_KEY),
        "{calls:?}"
    );
    // What fails is traced, too, and says why.
    let failure = run(&endpoint, "SK-canary-3", &["tasks", "list"])
        .await
        .unwrap_err();
    assert!(failure.contains("401"), "{failure}");

    let text = lines.text() + &failure;
    assert!(
        text.contains("operation=\"ExportUserConnectionNew\""),
        "{text}"
    );
    assert!(text.lines().count() > 5, "{text}");
    for line in text.lines() {
        assert!(!line.contains("canary"), "{line}");
        assert!(!line.contains("Signature="), "{line}");
    }
}
