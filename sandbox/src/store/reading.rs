//! Queries besides the reports: who uses the assistant most, and the figures of the page.

use rusqlite::params;

use super::{DbResult, Store};
use crate::times::{DAY, HOUR};

/// One bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) value: u64,
}

/// The data of the charts, over the last 30 days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Charts {
    /// Connections that began in each hour of the day.
    pub(crate) hours: Vec<Bar>,
    /// Connections that began on each day.
    pub(crate) days: Vec<Bar>,
    /// Connections by their round-trip time.
    pub(crate) rtts: Vec<Bar>,
}

impl Store {
    /// The users who used the assistant most within a period, with how often, most first. A count is at most 10,000, the limit
    /// that the Java SDK gives.
    pub(crate) fn assistant_users(
        &self,
        project: &str,
        (start, end): (i64, i64),
        limit: u32,
    ) -> DbResult<Vec<(String, i32)>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT u.name, min(count(*), 10000) AS uses
                 FROM assistant_uses a JOIN users u ON u.id = a.user_id
                 WHERE u.project_id = ?1 AND a.time BETWEEN ?2 AND ?3
                 GROUP BY u.id ORDER BY count(*) DESC, u.id LIMIT ?4",
            )?;
            statement
                .query_map(params![project, start, end, limit], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect()
        })
    }

    /// The figures of the page, for the 30 days before a time.
    pub(crate) fn charts(&self, now: i64) -> DbResult<Charts> {
        let start = now - 30 * DAY;
        self.read(|connection| {
            let bars = |sql: &str| -> DbResult<Vec<Bar>> {
                let mut statement = connection.prepare_cached(sql)?;
                let rows = statement.query_map([start, now], |row| {
                    Ok(Bar {
                        label: row.get(0)?,
                        value: row.get(1)?,
                    })
                })?;
                rows.collect()
            };
            Ok(Charts {
                hours: bars(&format!(
                    "WITH RECURSIVE hour (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hour WHERE n < 23)
                     SELECT printf('%02d:00', n), (SELECT count(*) FROM connections
                         WHERE start_time BETWEEN ?1 AND ?2 AND start_time / {HOUR} % 24 = n) FROM hour ORDER BY n"
                ))?,
                days: bars(&format!(
                    "SELECT date(start_time / {DAY} * 86400, 'unixepoch') AS day, count(*) FROM connections
                     WHERE start_time BETWEEN ?1 AND ?2 GROUP BY day ORDER BY day"
                ))?,
                rtts: bars(
                    "WITH band (low, high, label) AS (VALUES (0, 20, 'under 20'), (20, 50, '20 to 49'), (50, 100, '50 to 99'),
                         (100, 200, '100 to 199'), (200, 400, '200 to 399'), (400, 1000000, '400 and more'))
                     SELECT label, (SELECT count(*) FROM connections
                         WHERE start_time BETWEEN ?1 AND ?2 AND e2e_rtt >= low AND e2e_rtt < high) FROM band ORDER BY low",
                )?,
            })
        })
    }
}
