//! The request of an export -> a report, or why the service rejects it. The router has checked the types, the limits of numbers
//! and the rules between parameters before.

use huaweicloud_workspace::{
    AppUserAccessSortField, ExportAppUserAccess, ExportLanguage, ExportUserConnections,
    ExportUserUsage, SortDirection, UserUsageSortField,
};

use super::{AccessField, AccessReport, ConnectionsReport, Language, Order, Report, UsageReport};
use crate::times::{WINDOW, parse};

/// Why a report cannot be exported, as a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct InvalidReport(String);

type Checked<T> = Result<T, InvalidReport>;

impl Report {
    /// The report of user usage. Its page says that one export covers at most 30 days, not which.
    pub(crate) fn of_usage(request: &ExportUserUsage) -> Checked<Self> {
        let (start, end) = period(&request.start_time, &request.end_time)?;
        if end - start > WINDOW {
            return Err(invalid("the period is longer than 30 days"));
        }
        match &request.sort_field {
            None | Some(UserUsageSortField::UserUsage) => {}
            Some(other) => return Err(unknown("sort_field", other.as_str())),
        }
        let order = match &request.sort_field {
            None => None,
            Some(_) => Some(direction(request.sort_type.as_ref())?),
        };
        Ok(Self::Usage(UsageReport {
            start,
            end,
            user: filled(request.username.as_ref()),
            min_hours: request.usage_min_hours,
            max_hours: request.usage_max_hours,
            enterprise_project: filled(request.enterprise_project_id.as_ref()),
            order,
        }))
    }

    /// The report of application access, which is within the last 30 days.
    pub(crate) fn of_access(request: &ExportAppUserAccess, now: i64) -> Checked<Self> {
        let body = &request.body;
        let (start, end) = period(&body.start_time, &body.end_time)?;
        within_window(start, now)?;
        let field = match &body.sort_field {
            None => None,
            Some(AppUserAccessSortField::AccessFailedCount) => Some(AccessField::Failures),
            Some(AppUserAccessSortField::LastAccessFailedTime) => Some(AccessField::LastFailure),
            Some(other) => return Err(unknown("sort_field", other.as_str())),
        };
        let order = match field {
            None => None,
            Some(field) => Some((field, direction(body.sort_type.as_ref())?)),
        };
        Ok(Self::Access(AccessReport {
            start,
            end,
            user: filled(body.username.as_ref()),
            order,
        }))
    }

    /// The report of connections, which are within the last 30 days. A missing end is now; a missing start is 30 days ago.
    pub(crate) fn of_connections(request: &ExportUserConnections, now: i64) -> Checked<Self> {
        let time = |name: &str, text: &Option<String>| match filled(text.as_ref()) {
            None => Ok(None),
            Some(text) => read(name, &text).map(Some),
        };
        let start = time("start_time", &request.start_time)?;
        let end = time("end_time", &request.end_time)?;
        let (start, end) = ordered(start.unwrap_or(now - WINDOW), end.unwrap_or(now))?;
        within_window(start, now)?;
        let language = match &request.language {
            None | Some(ExportLanguage::English) => Language::English,
            Some(ExportLanguage::Chinese) => Language::Chinese,
            Some(other) => return Err(unknown("language", other.as_str())),
        };
        Ok(Self::Connections(ConnectionsReport {
            start,
            end,
            user: filled(request.user_name.as_ref()),
            computer: filled(request.computer_name.as_ref()),
            terminal: filled(request.terminal_type.as_ref()),
            min_rtt: request.min_e2e_rtt,
            max_rtt: request.max_e2e_rtt,
            enterprise_project: filled(request.enterprise_project_id.as_ref()),
            public_ip: filled(request.public_ip.as_ref()),
            domain: filled(request.domain.as_ref()),
            language,
        }))
    }
}

/// A period with both ends.
pub(crate) fn period(start: &str, end: &str) -> Checked<(i64, i64)> {
    ordered(read("start_time", start)?, read("end_time", end)?)
}

fn ordered(start: i64, end: i64) -> Checked<(i64, i64)> {
    if start > end {
        return Err(invalid("start_time is after end_time"));
    }
    Ok((start, end))
}

/// Checks that a period begins within the last 30 days. Its end may be in the future, such as the end of this day: no page says
/// more.
fn within_window(start: i64, now: i64) -> Checked<()> {
    if start < now - WINDOW || start > now {
        return Err(invalid("start_time is not within the last 30 days"));
    }
    Ok(())
}

fn read(name: &str, text: &str) -> Checked<i64> {
    parse(text).ok_or_else(|| invalid(format!("{name} is not a time such as 2026-05-11T11:45:42Z")))
}

/// The direction; descending if there is none, as for the sibling `ListUserUsageMetric`.
fn direction(sort_type: Option<&SortDirection>) -> Checked<Order> {
    match sort_type {
        None | Some(SortDirection::Descending) => Ok(Order::Descending),
        Some(SortDirection::Ascending) => Ok(Order::Ascending),
        Some(other) => Err(unknown("sort_type", other.as_str())),
    }
}

/// A filter; an empty one is none, because SDKs send those that are not set.
fn filled(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}

/// A value of an enum that the document does not list.
fn unknown(name: &str, value: &str) -> InvalidReport {
    let value: String = value.chars().take(40).collect();
    invalid(format!("{name} has no value {value:?}"))
}

fn invalid(message: impl Into<String>) -> InvalidReport {
    InvalidReport(message.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use crate::times::DAY;

    const NOW: i64 = 1_780_301_350_000;

    fn connections(start: i64, end: Option<i64>) -> Checked<Report> {
        let text = |at| crate::times::of_task(at);
        let mut request = ExportUserConnections::new().start_time(text(start));
        request.end_time = end.map(text);
        Report::of_connections(&request, NOW)
    }

    #[test]
    fn a_period_begins_at_most_30_days_ago() {
        assert!(connections(NOW - 30 * DAY, None).is_ok());
        assert!(connections(NOW - 30 * DAY - 1, None).is_err());
        assert!(connections(NOW, Some(NOW + DAY)).is_ok());
        assert!(connections(NOW + 1, Some(NOW + DAY)).is_err());
        assert!(connections(NOW - DAY, Some(NOW - DAY - 1)).is_err());
    }

    #[test]
    fn a_usage_report_may_cover_30_days_of_any_year() {
        let usage =
            |end: &str| Report::of_usage(&ExportUserUsage::new("2020-01-01T00:00:00Z", end));
        assert!(usage("2020-01-31T00:00:00Z").is_ok());
        assert!(usage("2020-01-31T00:00:01Z").is_err());
    }

    #[test]
    fn a_sort_field_without_a_direction_descends() {
        let request = ExportUserUsage::new("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z")
            .sort_field(UserUsageSortField::UserUsage);
        let order = match Report::of_usage(&request).unwrap() {
            Report::Usage(report) => report.order,
            _ => None,
        };
        assert_eq!(order, Some(Order::Descending));
    }
}
