//! A report -> one statement of SQLite and the columns of the file. Filters are parameters, never text of the statement.

use rusqlite::types::Value;

use super::{AccessField, AccessReport, ConnectionsReport, Order, Report, UsageReport};

/// A statement with its parameters, and what each column of its result is.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) parameters: Vec<(&'static str, Value)>,
    pub(crate) sheet: (&'static str, &'static str),
    pub(crate) columns: &'static [Column],
}

/// A column of the file. No source lists the columns of the service: these are the sandbox's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) english: &'static str,
    pub(crate) chinese: &'static str,
    pub(crate) kind: ColumnKind,
}

/// How a value of the database is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// As it is: a string, or a number.
    Plain,
    /// Milliseconds since 1970, or nothing.
    Time,
    /// Milliseconds, written in hours with two decimals.
    Hours,
}

const fn column(english: &'static str, chinese: &'static str, kind: ColumnKind) -> Column {
    Column {
        english,
        chinese,
        kind,
    }
}

const CONNECTIONS: &[Column] = &[
    column("Username", "用户名", ColumnKind::Plain),
    column("Domain", "域名", ColumnKind::Plain),
    column("Computer name", "计算机名", ColumnKind::Plain),
    column("Terminal type", "终端类型", ColumnKind::Plain),
    column("Public IP address", "公网IP", ColumnKind::Plain),
    column("Login time (UTC)", "登录时间（UTC）", ColumnKind::Time),
    column("Logout time (UTC)", "退出时间（UTC）", ColumnKind::Time),
    column("E2E latency (ms)", "端到端时延（毫秒）", ColumnKind::Plain),
    column("Enterprise project ID", "企业项目ID", ColumnKind::Plain),
];

const USAGE: &[Column] = &[
    column("Username", "用户名", ColumnKind::Plain),
    column("Enterprise project ID", "企业项目ID", ColumnKind::Plain),
    column("Usage (hours)", "使用时长（小时）", ColumnKind::Hours),
    column("Connections", "连接次数", ColumnKind::Plain),
];

const ACCESS: &[Column] = &[
    column("Username", "用户名", ColumnKind::Plain),
    column("Application", "应用", ColumnKind::Plain),
    column("Accesses", "访问次数", ColumnKind::Plain),
    column("Failed accesses", "访问失败次数", ColumnKind::Plain),
    column(
        "Last failure (UTC)",
        "最近失败时间（UTC）",
        ColumnKind::Time,
    ),
];

impl Report {
    /// The statement that selects the rows for a project, in order.
    pub(crate) fn statement(&self, project: &str) -> Statement {
        match self {
            Self::Usage(report) => usage(report, project),
            Self::Access(report) => access(report, project),
            Self::Connections(report) => connections(report, project),
        }
    }
}

fn connections(report: &ConnectionsReport, project: &str) -> Statement {
    Statement {
        sql: "
SELECT u.name, u.domain, d.computer_name, c.terminal_type, c.public_ip, c.start_time, c.end_time, c.e2e_rtt,
       u.enterprise_project_id
FROM connections c
JOIN users u ON u.id = c.user_id
JOIN desktops d ON d.id = c.desktop_id
WHERE u.project_id = :project
  AND c.start_time BETWEEN :start AND :end
  AND (:user IS NULL OR u.name = :user)
  AND (:computer IS NULL OR d.computer_name = :computer)
  AND (:terminal IS NULL OR instr(lower(c.terminal_type), lower(:terminal)) > 0)
  AND (:min_rtt IS NULL OR c.e2e_rtt >= :min_rtt)
  AND (:max_rtt IS NULL OR c.e2e_rtt <= :max_rtt)
  AND (:enterprise_project IS NULL OR u.enterprise_project_id = :enterprise_project)
  AND (:public_ip IS NULL OR c.public_ip = :public_ip)
  AND (:domain IS NULL OR u.domain = :domain)
ORDER BY c.start_time, c.id"
            .to_owned(),
        parameters: vec![
            (":project", project.to_owned().into()),
            (":start", report.start.into()),
            (":end", report.end.into()),
            (":user", report.user.clone().into()),
            (":computer", report.computer.clone().into()),
            (":terminal", report.terminal.clone().into()),
            (":min_rtt", report.min_rtt.into()),
            (":max_rtt", report.max_rtt.into()),
            (":enterprise_project", report.enterprise_project.clone().into()),
            (":public_ip", report.public_ip.clone().into()),
            (":domain", report.domain.clone().into()),
        ],
        sheet: ("Connections", "连接记录"),
        columns: CONNECTIONS,
    }
}

/// Users with at least one connection that overlaps the period. What is outside of the period does not count.
fn usage(report: &UsageReport, project: &str) -> Statement {
    let order = match report.order {
        None => "u.id",
        Some(Order::Ascending) => "duration, u.id",
        Some(Order::Descending) => "duration DESC, u.id",
    };
    let hour = |hours: Option<i32>| hours.map(|hours| i64::from(hours) * 3_600_000);
    Statement {
        sql: format!(
            "
SELECT u.name, u.enterprise_project_id,
       sum(min(c.end_time, :end) - max(c.start_time, :start)) AS duration, count(*)
FROM users u
JOIN connections c ON c.user_id = u.id AND c.start_time <= :end AND c.end_time >= :start
WHERE u.project_id = :project
  AND (:user IS NULL OR instr(lower(u.name), lower(:user)) > 0)
  AND (:enterprise_project IS NULL OR u.enterprise_project_id = :enterprise_project)
GROUP BY u.id
HAVING (:min IS NULL OR duration >= :min) AND (:max IS NULL OR duration <= :max)
ORDER BY {order}"
        ),
        parameters: vec![
            (":project", project.to_owned().into()),
            (":start", report.start.into()),
            (":end", report.end.into()),
            (":user", report.user.clone().into()),
            (
                ":enterprise_project",
                report.enterprise_project.clone().into(),
            ),
            (":min", hour(report.min_hours).into()),
            (":max", hour(report.max_hours).into()),
        ],
        sheet: ("User usage", "用户使用时长"),
        columns: USAGE,
    }
}

/// One row per user and application. Those that never failed come last in ascending order of time as in descending.
fn access(report: &AccessReport, project: &str) -> Statement {
    let order = match report.order {
        None => "u.id, s.application",
        Some((AccessField::Failures, Order::Ascending)) => "failures, u.id, s.application",
        Some((AccessField::Failures, Order::Descending)) => "failures DESC, u.id, s.application",
        Some((AccessField::LastFailure, Order::Ascending)) => {
            "last_failure NULLS LAST, u.id, s.application"
        }
        Some((AccessField::LastFailure, Order::Descending)) => {
            "last_failure DESC NULLS LAST, u.id, s.application"
        }
    };
    Statement {
        sql: format!(
            "
SELECT u.name, s.application, count(*), sum(s.failed) AS failures,
       max(CASE WHEN s.failed THEN s.start_time END) AS last_failure
FROM app_sessions s
JOIN users u ON u.id = s.user_id
WHERE u.project_id = :project
  AND s.start_time BETWEEN :start AND :end
  AND (:user IS NULL OR instr(lower(u.name), lower(:user)) > 0)
GROUP BY u.id, s.application
ORDER BY {order}"
        ),
        parameters: vec![
            (":project", project.to_owned().into()),
            (":start", report.start.into()),
            (":end", report.end.into()),
            (":user", report.user.clone().into()),
        ],
        sheet: ("Application access", "应用访问统计"),
        columns: ACCESS,
    }
}
