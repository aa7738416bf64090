//! What a task exports: the filters, the sort order and the language, as they are kept in the database, and the statement that
//! selects the rows.

mod check;
mod sheet;
mod statement;

use serde::{Deserialize, Serialize};

pub(crate) use check::{InvalidReport, period};
pub(crate) use sheet::{WriteError, write};

/// A report that was asked for. Times are milliseconds since 1970; both ends are included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Report {
    Usage(UsageReport),
    Access(AccessReport),
    Connections(ConnectionsReport),
}

/// How long each user was connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UsageReport {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) user: Option<String>,
    pub(crate) min_hours: Option<i32>,
    pub(crate) max_hours: Option<i32>,
    pub(crate) enterprise_project: Option<String>,
    pub(crate) order: Option<Order>,
}

/// How often each user used each streamed application, and failed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessReport {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) user: Option<String>,
    pub(crate) order: Option<(AccessField, Order)>,
}

/// Each connection to a desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConnectionsReport {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) user: Option<String>,
    pub(crate) computer: Option<String>,
    pub(crate) terminal: Option<String>,
    pub(crate) min_rtt: Option<i32>,
    pub(crate) max_rtt: Option<i32>,
    pub(crate) enterprise_project: Option<String>,
    pub(crate) public_ip: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) language: Language,
}

/// What accesses to applications are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AccessField {
    Failures,
    LastFailure,
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

/// The language of the first row and of the name of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Report {
    /// The name of the file, without the day.
    pub(crate) fn base_name(&self) -> &'static str {
        match self {
            Self::Usage(_) => "user_usage",
            Self::Access(_) => "app_user_access",
            Self::Connections(_) => "connections",
        }
    }

    /// The language of the file. Only connection records have a choice.
    pub(crate) fn language(&self) -> Language {
        match self {
            Self::Usage(_) | Self::Access(_) => Language::English,
            Self::Connections(report) => report.language,
        }
    }
}
