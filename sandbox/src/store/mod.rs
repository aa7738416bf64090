//! The database: one SQLite file. Writers share a connection; readers have their own, so that a long report delays nobody.

mod generate;
mod names;
mod reading;
mod schema;
pub(crate) mod tasks;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub(crate) use generate::{Data, Scale};
pub(crate) use reading::{Bar, Charts};

/// What a statement of SQLite returns.
pub(crate) type DbResult<T> = rusqlite::Result<T>;

/// How long a statement waits for another one that writes.
const BUSY: Duration = Duration::from_secs(20);

/// How many requests use the database at once. Each has a thread, and a connection with pages of the file in memory: without a limit,
/// a moment with many requests would leave their memory behind.
pub(crate) const AT_ONCE: usize = 8;

/// How much of the file a reader keeps in memory, in KiB (negative, as SQLite wants it). The system keeps the file as well.
const READER_CACHE: i64 = -128;

/// The database of a sandbox.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    /// Closed last: the last connection that can write moves what is in the log to the file.
    writer: Mutex<Connection>,
}

impl Store {
    /// Opens the file, and creates the tables that it does not have. What is committed to a `durable` one survives a failure of
    /// the power, too, and not only of the process.
    pub(crate) fn open(path: &Path, durable: bool) -> DbResult<Self> {
        let writer = Connection::open(path)?;
        writer.busy_timeout(BUSY)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", if durable { "FULL" } else { "OFF" })?;
        writer.pragma_update(None, "foreign_keys", true)?;
        writer.execute_batch(schema::TABLES)?;
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
        })
    }

    /// Runs statements that write, or that must see what was just written.
    pub(crate) fn write<T>(&self, run: impl FnOnce(&mut Connection) -> DbResult<T>) -> DbResult<T> {
        run(&mut self.writer())
    }

    /// Runs a query beside all others.
    pub(crate) fn read<T, E: From<rusqlite::Error>>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.readers().pop();
        let reader = match idle {
            Some(reader) => reader,
            None => self.reader()?,
        };
        let result = run(&reader);
        let mut idle = self.readers();
        if idle.len() < AT_ONCE {
            idle.push(reader);
        }
        result
    }

    fn reader(&self) -> DbResult<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(&self.path, flags)?;
        reader.busy_timeout(BUSY)?;
        reader.pragma_update(None, "cache_size", READER_CACHE)?;
        Ok(reader)
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
