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
            let bars = |group: &str| -> DbResult<Vec<Bar>> {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT {group}, count(*) FROM connections WHERE start_time BETWEEN ?1 AND ?2 GROUP BY 1 ORDER BY 1"
                ))?;
                let rows = statement.query_map([start, now], |row| {
                    Ok(Bar {
                        label: row.get(0)?,
                        value: row.get(1)?,
                    })
                })?;
                rows.collect()
            };
            let band = RTTS.iter().map(|(low, label)| format!("WHEN e2e_rtt >= {low} THEN '{label}'"));
            let band = format!("CASE {} END", band.collect::<Vec<_>>().join(" "));
            let hours = (0..24).map(|hour| format!("{hour:02}:00"));
            let rtts = RTTS.iter().rev().map(|(_, label)| (*label).to_owned());
            Ok(Charts {
                hours: in_order(hours, bars(&format!("printf('%02d:00', start_time / {HOUR} % 24)"))?),
                days: bars(&format!("date(start_time / {DAY} * 86400, 'unixepoch')"))?,
                rtts: in_order(rtts, bars(&band)?),
            })
        })
    }
}

/// Bands of round-trip times, in milliseconds: the least of each, highest first.
const RTTS: [(u32, &str); 6] = [
    (400, "400 and more"),
    (200, "200 to 399"),
    (100, "100 to 199"),
    (50, "50 to 99"),
    (20, "20 to 49"),
    (0, "under 20"),
];

/// A bar for each label, also for those that were not counted.
fn in_order(labels: impl Iterator<Item = String>, counted: Vec<Bar>) -> Vec<Bar> {
    let value = |label: &str| {
        counted
            .iter()
            .find(|bar| bar.label == label)
            .map_or(0, |bar| bar.value)
    };
    labels
        .map(|label| Bar {
            value: value(&label),
            label,
        })
        .collect()
}
