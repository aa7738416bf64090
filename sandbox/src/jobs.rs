//! The tasks in the background, and their files.
//!
//! A file goes to the disk under another name, is renamed when it is complete, and only then its task is marked as `SUCCESS`. So a
//! process that is killed at any moment leaves a task that is tried again, or a file that nothing refers to, which is removed at
//! the next start. A file is opened only for a task that is in the database, so that of a deleted task is never served.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::faults::FaultSwitch;
use crate::report::{Report, WriteError, write};
use crate::store::{DbResult, Store};

/// How many reports are written at once.
const WORKERS: usize = 2;

/// How often a task that waits looks whether it must stop.
const TICK: Duration = Duration::from_millis(10);

/// How long it takes until the end of a task is noted again that the database could not take.
const RETRY: Duration = Duration::from_secs(1);

/// Carries out tasks. Clones share everything.
#[derive(Debug, Clone)]
pub(crate) struct Jobs(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Arc<Store>,
    folder: PathBuf,
    clock: Clock,
    faults: FaultSwitch,
    /// How long a finished task keeps its file, in milliseconds.
    retention: i64,
    workers: Arc<Semaphore>,
    stops: AtomicBool,
    /// The folder that is removed with the last task.
    _temporary: Option<tempfile::TempDir>,
}

impl Jobs {
    /// Carries out the tasks of `store`, with their files in `folder`.
    pub(crate) fn new(
        store: Arc<Store>,
        folder: PathBuf,
        clock: Clock,
        faults: FaultSwitch,
        retention: i64,
        temporary: Option<tempfile::TempDir>,
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            folder,
            clock,
            faults,
            retention,
            workers: Arc::new(Semaphore::new(WORKERS)),
            stops: AtomicBool::new(false),
            _temporary: temporary,
        }))
    }

    /// Brings files and tasks in line after the last process has ended, and starts the tasks that it left.
    pub(crate) fn recover(&self) -> io::Result<()> {
        let inner = &self.0;
        std::fs::create_dir_all(&inner.folder)?;
        let of_database = io::Error::other::<rusqlite::Error>;
        let finished = inner
            .store
            .ids_with_status("SUCCESS")
            .map_err(of_database)?;
        let mut expected: HashMap<PathBuf, &String> =
            finished.iter().map(|id| (inner.file(id), id)).collect();
        for entry in std::fs::read_dir(&inner.folder)? {
            let path = entry?.path();
            if expected.remove(&path).is_none() && path.is_file() {
                std::fs::remove_file(&path)?;
            }
        }
        // What is still expected has no file.
        for id in expected.into_values() {
            inner.store.expire_task(id).map_err(of_database)?;
        }
        for id in inner
            .store
            .ids_with_status("CREATING")
            .map_err(of_database)?
        {
            self.start(id);
        }
        Ok(())
    }

    /// Carries out a task that is in the database, in the background.
    pub(crate) fn start(&self, id: String) -> JoinHandle<()> {
        let inner = Arc::clone(&self.0);
        let workers = Arc::clone(&self.0.workers);
        tokio::spawn(async move {
            let Ok(_slot) = workers.acquire_owned().await else {
                return;
            };
            let reason = match Arc::clone(&inner).on_a_thread(id.clone()).await {
                Ok(()) => return,
                Err(reason) => reason,
            };
            tracing::error!(reason, id, "a task ended early");
            inner.fail(id, reason).await;
        })
    }

    /// Stops the tasks that run. They are carried out again by the next process that opens the database.
    pub(crate) fn stop(&self) {
        self.0.stops.store(true, Ordering::Relaxed);
        self.0.workers.close();
    }

    /// Whether no task runs.
    pub(crate) fn is_idle(&self) -> bool {
        self.0.workers.available_permits() == WORKERS
    }

    /// The path of the file of a task.
    pub(crate) fn file(&self, id: &str) -> PathBuf {
        self.0.file(id)
    }

    /// Expires the tasks whose time is over, and removes their files.
    pub(crate) fn expire(&self) -> DbResult<()> {
        let ended = self.0.clock.millis().saturating_sub(self.0.retention);
        for id in self.0.store.expire(ended)? {
            self.0.remove(&id);
        }
        Ok(())
    }

    /// Removes the files of tasks that were deleted.
    pub(crate) fn remove(&self, ids: &[String]) {
        for id in ids {
            self.0.remove(id);
        }
    }
}

impl Inner {
    fn file(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.xlsx"))
    }

    /// Carries out a task on a thread of its own, or says why it ended early. The threads of tokio do without the memory that a
    /// report needs and that the allocator keeps for a thread.
    async fn on_a_thread(self: Arc<Self>, id: String) -> Result<(), String> {
        let (end, ended) = tokio::sync::oneshot::channel();
        let thread = std::thread::Builder::new().name("report".to_owned());
        let thread = thread.spawn(move || end.send(self.run(&id)));
        let thread = thread.map_err(|error| error.to_string())?;
        match ended.await {
            Ok(result) => result.map_err(|error| error.to_string()),
            // The library that writes the file panics when the disk of its temporary file is full.
            Err(_) => Err(format!("the file cannot be written: {}", panicked(thread))),
        }
    }

    /// Notes that a task has failed, as soon as the database can be written.
    async fn fail(self: Arc<Self>, id: String, reason: String) {
        while !self.stops() {
            let (failing, task, reason) = (Arc::clone(&self), id.clone(), reason.clone());
            let noted = tokio::task::spawn_blocking(move || {
                failing.remove(&task);
                let now = failing.clock.millis();
                failing.store.fail(&task, &reason, now)
            });
            match noted.await {
                Ok(Ok(())) => return,
                Ok(Err(error)) => tracing::error!(%error, id, "the end of a task cannot be noted"),
                Err(error) => tracing::error!(%error, id, "a thread ended early"),
            }
            tokio::time::sleep(RETRY).await;
        }
    }

    /// Carries out a task, and notes its end.
    fn run(&self, id: &str) -> DbResult<()> {
        let Some((report, project)) = self.store.begin(id, self.clock.millis())? else {
            return Ok(());
        };
        self.wait();
        if self.stops() {
            return self.store.put_back(id);
        }
        if self.faults.happens(|faults| faults.task_failure_rate) {
            return self
                .store
                .fail(id, "The operation failed.", self.clock.millis());
        }
        match self.write(id, &report, &project) {
            Ok(()) => Ok(()),
            Err(WriteError::Stopped) => self.store.put_back(id),
            Err(error) => {
                tracing::error!(%error, id, "a report was not written");
                self.store.fail(id, &error.to_string(), self.clock.millis())
            }
        }
    }

    /// Writes the file, and marks the task as finished.
    fn write(&self, id: &str, report: &Report, project: &str) -> Result<(), WriteError> {
        let part = Part(self.folder.join(format!("{id}.part")));
        let written = self
            .store
            .read(|connection| write(connection, report, project, &part.0, &|| self.stops()))?;
        let file = self.file(id);
        std::fs::rename(&part.0, &file)?;
        sync_folder(&self.folder)?;
        let now = self.clock.millis();
        if !self.store.succeed(id, written.bytes, &written.etag, now)? {
            // It was deleted in the meantime.
            self.remove(id);
        } else if self.faults.happens(|faults| faults.task_expiry_rate) {
            self.store.expire_task(id)?;
            self.remove(id);
        }
        Ok(())
    }

    /// Waits for as long as a task takes at least.
    fn wait(&self) {
        let began = Instant::now();
        while began.elapsed() < self.faults.get().task_delay && !self.stops() {
            std::thread::sleep(TICK);
        }
    }

    fn stops(&self) -> bool {
        self.stops.load(Ordering::Relaxed)
    }

    /// Removes the file of a task that has none any more. One that stays is removed at the next start.
    fn remove(&self, id: &str) {
        match std::fs::remove_file(self.file(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, id, "the file of a task stays until the next start");
            }
            _ => {}
        }
    }
}

/// What a thread that panicked said.
fn panicked<T>(thread: std::thread::JoinHandle<T>) -> String {
    let Err(payload) = thread.join() else {
        return String::new();
    };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload
            .downcast_ref::<&str>()
            .map_or_else(String::new, |text| (*text).to_owned()),
    }
}

/// A file that is not complete. It is removed unless it was renamed.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        match std::fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "a file that is not complete stays until the next start");
            }
            _ => {}
        }
    }
}

/// Waits until a rename is on the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Only Unix can open a folder for this.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
