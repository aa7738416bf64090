//! A file that gets its name when it is complete.

use std::io::{self, SeekFrom};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::{Builder, TempPath};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};
use tokio::task::spawn_blocking;

use super::sink::Sink;

/// The permissions of a new file, of which the umask of the process takes some: as for any file that a program creates.
#[cfg(unix)]
const READABLE: u32 = 0o666;

/// A temporary file beside the one that it becomes. Dropping it removes it.
pub(super) struct FileSink {
    file: File,
    name: TempPath,
}

impl FileSink {
    /// A temporary file in the folder of `path`; an error if `path` exists and must not be replaced.
    pub(super) fn create(path: &Path, overwrite: bool) -> io::Result<Self> {
        let is_taken = path.symlink_metadata().is_ok();
        if path.is_dir() || (is_taken && !overwrite) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let mut builder = Builder::new();
        builder.prefix(".download-");
        #[cfg(unix)]
        builder.permissions(PermissionsExt::from_mode(READABLE));
        let temporary = builder.tempfile_in(folder(path))?;
        let (file, name) = temporary.into_parts();
        Ok(Self {
            file: File::from_std(file),
            name,
        })
    }

    /// Writes everything to the disk, and gives the file its name.
    pub(super) async fn finish(mut self, path: &Path, overwrite: bool) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let path = path.to_owned();
        let name = self.name;
        let renamed = spawn_blocking(move || {
            match overwrite {
                true => name.persist(&path)?,
                false => name.persist_noclobber(&path)?,
            }
            sync_folder(folder(&path))
        });
        renamed.await.map_err(io::Error::other)?
    }
}

impl Sink for FileSink {
    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await
    }

    async fn restart(&mut self) -> io::Result<bool> {
        self.file.flush().await?;
        self.file.set_len(0).await?;
        self.file.seek(SeekFrom::Start(0)).await?;
        Ok(true)
    }
}

/// The folder of a path; the current one for a bare name.
fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes the new name durable. Only Unix can open a folder for that.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
