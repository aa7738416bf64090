//! The server's process: how to start and stop it, its memory and its descriptors.

use std::io::{self, Error};
use std::net::SocketAddr;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinHandle;

/// What the system says of the process. There is no such information outside of Linux.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// The resident memory in bytes.
    pub memory: u64,
    pub descriptors: usize,
}

impl Usage {
    /// The usage of a process now.
    pub fn of(id: u32) -> Option<Self> {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let memory: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
        // One of them is the folder that is read, in this process and not in the other.
        let descriptors = std::fs::read_dir(format!("/proc/{id}/fd")).ok()?.count();
        Some(Self {
            memory: memory << 10,
            descriptors,
        })
    }

    /// The higher figure of each.
    pub fn max(self, other: Self) -> Self {
        Self {
            memory: self.memory.max(other.memory),
            descriptors: self.descriptors.max(other.descriptors),
        }
    }
}

/// The running server.
pub struct Process {
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
    pub id: u32,
    pub address: SocketAddr,
}

impl Process {
    /// Starts this program again, as the server.
    pub async fn start() -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = child
            .stdout
            .take()
            .ok_or_else(|| Error::other("no output"))?;
        let mut output = BufReader::new(output).lines();
        let line = output.next_line().await?;
        let address = line.unwrap_or_default().parse().map_err(Error::other)?;
        let id = child.id().ok_or_else(|| Error::other("it has ended"))?;
        Ok(Self {
            child,
            output,
            id,
            address,
        })
    }

    /// How many bytes the server has allocated.
    pub async fn allocated(&mut self) -> io::Result<u64> {
        let input = self.child.stdin.as_mut();
        let input = input.ok_or_else(|| Error::other("it was asked to stop"))?;
        input.write_all(b"\n").await?;
        let line = self.output.next_line().await?;
        line.unwrap_or_default().parse().map_err(Error::other)
    }

    /// The usage now; nothing outside of Linux.
    pub fn usage(&self) -> Option<Usage> {
        Usage::of(self.id)
    }

    /// Notes the highest usage until the task is aborted.
    pub fn watch(&self) -> Watch {
        let id = self.id;
        let (sender, receiver) = tokio::sync::watch::channel(Usage::default());
        let task = tokio::spawn(async move {
            loop {
                if let Some(usage) = Usage::of(id) {
                    sender.send_modify(|most| *most = most.max(usage));
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        Watch { task, receiver }
    }

    /// Asks the server to stop. It goes on until its requests are finished.
    pub fn ask_to_stop(&mut self) {
        drop(self.child.stdin.take());
    }

    /// Waits for the end of the process.
    pub async fn ended(&mut self, limit: Duration) -> io::Result<ExitStatus> {
        tokio::time::timeout(limit, self.child.wait()).await?
    }
}

/// Notes the highest usage.
pub struct Watch {
    task: JoinHandle<()>,
    receiver: tokio::sync::watch::Receiver<Usage>,
}

impl Watch {
    /// The highest usage so far.
    pub fn most(&self) -> Usage {
        *self.receiver.borrow()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Raises the limit of open descriptors of this process, which the server inherits, as far as the system allows. Returns the limit.
#[cfg(unix)]
pub fn raise_descriptors() -> Option<u64> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Without success the limit stays as it is, and is reported.
    let _ = setrlimit(Resource::Nofile, limit);
    getrlimit(Resource::Nofile).current
}

/// There is no such limit.
#[cfg(not(unix))]
pub fn raise_descriptors() -> Option<u64> {
    None
}
