//! The export tasks. Each change is one statement or one transaction, and is on the disk before its caller goes on.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, ToSql, named_params, params};

use super::{DbResult, Store};
use crate::report::{Order, Report};

/// How often a task is tried. One that ends the process each time must not do so forever.
const ATTEMPTS: u32 = 3;

/// A task as the list shows it. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) file_name: String,
    pub(crate) status: String,
    pub(crate) fail_reason: Option<String>,
    pub(crate) error_code: Option<String>,
    pub(crate) create_time: i64,
    pub(crate) end_time: Option<i64>,
    pub(crate) is_download: bool,
    pub(crate) bytes: Option<u64>,
    pub(crate) etag: Option<String>,
}

/// Which tasks of a project to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaskQuery {
    pub(crate) project: String,
    pub(crate) file_name: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) is_download: Option<bool>,
    pub(crate) order: Order,
    pub(crate) offset: u32,
    pub(crate) limit: u32,
}

const COLUMNS: &str = "id, project_id, file_name, status, fail_reason, error_code, create_time, end_time, is_download, bytes, etag";

impl Store {
    /// Creates a task. When this returns, the task will be carried out, whatever happens to the process.
    pub(crate) fn create_task(
        &self,
        id: &str,
        project: &str,
        file_name: &str,
        report: &Report,
        now: i64,
    ) -> DbResult<()> {
        let report = serde_json::to_string(report)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        self.write(|connection| {
            connection.execute(
                "INSERT INTO tasks (id, project_id, file_name, report, create_time) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id, project, file_name, report, now],
            )
        })?;
        Ok(())
    }

    /// The tasks of a page, and how many there are on all pages.
    pub(crate) fn tasks(&self, query: &TaskQuery) -> DbResult<(Vec<Task>, u64)> {
        const FILTER: &str = "
FROM tasks
WHERE project_id = :project
  AND (:file_name IS NULL OR file_name = :file_name)
  AND (:id IS NULL OR id = :id)
  AND (:status IS NULL OR status = :status)
  AND (:is_download IS NULL OR is_download = :is_download)";
        let filter: [(&str, Value); 5] = [
            (":project", query.project.clone().into()),
            (":file_name", query.file_name.clone().into()),
            (":id", query.id.clone().into()),
            (":status", query.status.clone().into()),
            (":is_download", query.is_download.map(i64::from).into()),
        ];
        let filter = filter
            .each_ref()
            .map(|(name, value)| (*name, value as &dyn ToSql));
        let order = match query.order {
            Order::Ascending => "create_time, number",
            Order::Descending => "create_time DESC, number DESC",
        };
        self.write(|connection| {
            let snapshot = connection.transaction()?;
            let count =
                snapshot.query_row(&format!("SELECT count(*) {FILTER}"), &filter[..], |row| {
                    row.get(0)
                })?;
            let sql = format!(
                "SELECT {COLUMNS} {FILTER} ORDER BY {order} LIMIT {} OFFSET {}",
                query.limit, query.offset
            );
            let tasks = snapshot
                .prepare_cached(&sql)?
                .query_map(&filter[..], task)?
                .collect::<DbResult<_>>()?;
            Ok((tasks, count))
        })
    }

    /// One task of a project.
    pub(crate) fn task(&self, project: &str, id: &str) -> DbResult<Option<Task>> {
        self.write(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM tasks WHERE project_id = ?1 AND id = ?2");
            connection.query_row(&sql, [project, id], task).optional()
        })
    }

    /// The newest tasks of all projects.
    pub(crate) fn newest_tasks(&self, limit: u32) -> DbResult<Vec<Task>> {
        self.write(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM tasks ORDER BY number DESC LIMIT ?1");
            connection
                .prepare_cached(&sql)?
                .query_map([limit], task)?
                .collect()
        })
    }

    /// The IDs of all tasks that have a status, oldest first.
    pub(crate) fn ids_with_status(&self, status: &str) -> DbResult<Vec<String>> {
        self.write(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT id FROM tasks WHERE status = ?1 ORDER BY number")?;
            statement.query_map([status], |row| row.get(0))?.collect()
        })
    }

    /// Notes that the file of a task was downloaded.
    pub(crate) fn mark_downloaded(&self, id: &str) -> DbResult<()> {
        self.write(|connection| {
            connection.execute(
                "UPDATE tasks SET is_download = 1 WHERE id = ?1 AND is_download = 0",
                [id],
            )
        })?;
        Ok(())
    }

    /// Deletes the tasks of a project that exist. Returns their IDs.
    pub(crate) fn delete_tasks(&self, project: &str, ids: &[String]) -> DbResult<Vec<String>> {
        self.write(|connection| {
            let transaction = connection.transaction()?;
            let mut deleted = Vec::new();
            for id in ids {
                let rows = transaction.execute(
                    "DELETE FROM tasks WHERE project_id = ?1 AND id = ?2",
                    [project, id],
                )?;
                if rows > 0 {
                    deleted.push(id.clone());
                }
            }
            transaction.commit()?;
            Ok(deleted)
        })
    }

    /// Expires the tasks that ended at or before a time. Returns their IDs.
    pub(crate) fn expire(&self, ended: i64) -> DbResult<Vec<String>> {
        self.write(|connection| {
            let mut statement = connection.prepare_cached(
                "UPDATE tasks SET status = 'EXPIRED' WHERE status = 'SUCCESS' AND end_time <= ?1 RETURNING id",
            )?;
            statement.query_map([ended], |row| row.get(0))?.collect()
        })
    }

    /// Expires one task whose file is gone.
    pub(crate) fn expire_task(&self, id: &str) -> DbResult<()> {
        self.write(|connection| {
            connection.execute(
                "UPDATE tasks SET status = 'EXPIRED' WHERE id = ?1 AND status = 'SUCCESS'",
                [id],
            )
        })?;
        Ok(())
    }

    /// Begins an attempt at a task: the report to write, for a project. `None` if the task has ended or was deleted. After too many
    /// attempts, it fails instead.
    pub(crate) fn begin(&self, id: &str, now: i64) -> DbResult<Option<(Report, String)>> {
        let found = self.write(|connection| {
            let sql =
                "UPDATE tasks SET attempts = attempts + 1 WHERE id = ?1 AND status = 'CREATING'
                       RETURNING attempts, report, project_id";
            connection
                .query_row(sql, [id], |row| {
                    Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?, row.get(2)?))
                })
                .optional()
        })?;
        let Some((attempts, report, project)) = found else {
            return Ok(None);
        };
        if attempts > ATTEMPTS {
            self.fail(id, "The task was interrupted too often.", now)?;
            return Ok(None);
        }
        let report = serde_json::from_str(&report).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, error.into())
        })?;
        Ok(Some((report, project)))
    }

    /// Takes an attempt back that was stopped on purpose.
    pub(crate) fn put_back(&self, id: &str) -> DbResult<()> {
        self.write(|connection| {
            connection.execute(
                "UPDATE tasks SET attempts = attempts - 1 WHERE id = ?1 AND status = 'CREATING'",
                [id],
            )
        })?;
        Ok(())
    }

    /// Ends a task whose file is complete. False if it was deleted in the meantime.
    pub(crate) fn succeed(&self, id: &str, bytes: u64, etag: &str, now: i64) -> DbResult<bool> {
        let rows = self.write(|connection| {
            connection.execute(
                "UPDATE tasks SET status = 'SUCCESS', bytes = :bytes, etag = :etag, end_time = max(:now, create_time)
                 WHERE id = :id AND status = 'CREATING'",
                named_params! {":id": id, ":bytes": bytes, ":etag": etag, ":now": now},
            )
        })?;
        Ok(rows > 0)
    }

    /// Ends a task without a file.
    pub(crate) fn fail(&self, id: &str, reason: &str, now: i64) -> DbResult<()> {
        self.write(|connection| {
            connection.execute(
                "UPDATE tasks SET status = 'FAIL', fail_reason = ?2, error_code = ?3, end_time = max(?4, create_time)
                 WHERE id = ?1 AND status = 'CREATING'",
                params![id, reason, crate::errors::OPERATION_FAILED.code, now],
            )
        })?;
        Ok(())
    }
}

fn task(row: &Row<'_>) -> DbResult<Task> {
    Ok(Task {
        id: row.get(0)?,
        project: row.get(1)?,
        file_name: row.get(2)?,
        status: row.get(3)?,
        fail_reason: row.get(4)?,
        error_code: row.get(5)?,
        create_time: row.get(6)?,
        end_time: row.get(7)?,
        is_download: row.get(8)?,
        bytes: row.get(9)?,
        etag: row.get(10)?,
    })
}
