//! What a report must have, computed in memory from all rows of the tables, without any condition in SQL.

use std::collections::BTreeMap;
use std::path::Path;

use huaweicloud_workspace::{
    AppUserAccessQuery, AppUserAccessSortField, ExportUserConnections, ExportUserUsage,
    SortDirection,
};
use huaweicloud_workspace_sandbox::jiff::{Timestamp, tz::TimeZone};
use huaweicloud_workspace_sandbox::rusqlite::Connection;

type Rows = Vec<Vec<String>>;

#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) enterprise: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Login {
    id: i64,
    user: i64,
    pub(crate) computer: String,
    pub(crate) start: i64,
    end: i64,
    pub(crate) terminal: String,
    pub(crate) ip: String,
    pub(crate) rtt: i32,
}

#[derive(Debug, Clone)]
struct Session {
    user: i64,
    application: String,
    start: i64,
    failed: bool,
}

/// Everything in the tables of one project.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) users: BTreeMap<i64, User>,
    pub(crate) logins: Vec<Login>,
    sessions: Vec<Session>,
    uses: Vec<(i64, i64)>,
}

impl Tables {
    pub(crate) fn read(database: &Path, project: &str) -> Self {
        let connection = Connection::open(database).unwrap();
        let mut users = BTreeMap::new();
        let mut statement = connection
            .prepare("SELECT id, name, domain, enterprise_project_id, project_id FROM users")
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let user = User {
                name: row.get(1).unwrap(),
                domain: row.get(2).unwrap(),
                enterprise: row.get(3).unwrap(),
            };
            if row.get::<_, String>(4).unwrap() == project {
                users.insert(row.get(0).unwrap(), user);
            }
        }
        let logins = all(
            &connection,
            "SELECT c.id, c.user_id, d.computer_name, c.start_time, c.end_time, c.terminal_type, c.public_ip, c.e2e_rtt
             FROM connections c JOIN desktops d ON d.id = c.desktop_id",
            |row| Login {
                id: row.get(0).unwrap(),
                user: row.get(1).unwrap(),
                computer: row.get(2).unwrap(),
                start: row.get(3).unwrap(),
                end: row.get(4).unwrap(),
                terminal: row.get(5).unwrap(),
                ip: row.get(6).unwrap(),
                rtt: row.get(7).unwrap(),
            },
        );
        let sessions = all(
            &connection,
            "SELECT user_id, application, start_time, failed FROM app_sessions",
            |row| Session {
                user: row.get(0).unwrap(),
                application: row.get(1).unwrap(),
                start: row.get(2).unwrap(),
                failed: row.get(3).unwrap(),
            },
        );
        let uses = all(
            &connection,
            "SELECT user_id, time FROM assistant_uses",
            |row| (row.get(0).unwrap(), row.get(1).unwrap()),
        );
        let keep = |id: &i64| users.contains_key(id);
        Self {
            logins: logins
                .into_iter()
                .filter(|login| keep(&login.user))
                .collect(),
            sessions: sessions
                .into_iter()
                .filter(|session| keep(&session.user))
                .collect(),
            uses: uses.into_iter().filter(|(user, _)| keep(user)).collect(),
            users,
        }
    }

    pub(crate) fn connections(
        &self,
        request: &ExportUserConnections,
        (from, to): (i64, i64),
    ) -> Rows {
        let is = |filter: &Option<String>, value: &str| {
            filter.as_deref().is_none_or(|filter| filter == value)
        };
        let mut found: Vec<&Login> = self
            .logins
            .iter()
            .filter(|login| {
                let user = &self.users[&login.user];
                (from..=to).contains(&login.start)
                    && is(&request.user_name, &user.name)
                    && is(&request.computer_name, &login.computer)
                    && contains(request.terminal_type.as_deref(), &login.terminal)
                    && request.min_e2e_rtt.is_none_or(|least| login.rtt >= least)
                    && request.max_e2e_rtt.is_none_or(|most| login.rtt <= most)
                    && is(&request.enterprise_project_id, &user.enterprise)
                    && is(&request.public_ip, &login.ip)
                    && is(&request.domain, &user.domain)
            })
            .collect();
        found.sort_by_key(|login| (login.start, login.id));
        let row = |login: &Login| {
            let user = &self.users[&login.user];
            vec![
                user.name.clone(),
                user.domain.clone(),
                login.computer.clone(),
                login.terminal.clone(),
                login.ip.clone(),
                time(login.start),
                time(login.end),
                login.rtt.to_string(),
                user.enterprise.clone(),
            ]
        };
        found.into_iter().map(row).collect()
    }

    pub(crate) fn usage(&self, request: &ExportUserUsage, (from, to): (i64, i64)) -> Rows {
        let mut totals: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for login in self
            .logins
            .iter()
            .filter(|login| login.start <= to && login.end >= from)
        {
            let total = totals.entry(login.user).or_default();
            total.0 += login.end.min(to) - login.start.max(from);
            total.1 += 1;
        }
        let mut found: Vec<_> = totals
            .into_iter()
            .filter(|(id, (millis, _))| {
                let user = &self.users[id];
                let hour = |hours: i32| i64::from(hours) * 3_600_000;
                contains(request.username.as_deref(), &user.name)
                    && request
                        .enterprise_project_id
                        .as_ref()
                        .is_none_or(|one| *one == user.enterprise)
                    && request
                        .usage_min_hours
                        .is_none_or(|least| *millis >= hour(least))
                    && request
                        .usage_max_hours
                        .is_none_or(|most| *millis <= hour(most))
            })
            .collect();
        if request.sort_field.is_some() {
            let descends = request.sort_type != Some(SortDirection::Ascending);
            found.sort_by_key(|(id, (millis, _))| (if descends { -millis } else { *millis }, *id));
        }
        let row = |(id, (millis, count)): (i64, (i64, i64))| {
            let user = &self.users[&id];
            let hours = (millis as f64 / 36_000.0).round() / 100.0;
            vec![
                user.name.clone(),
                user.enterprise.clone(),
                hours.to_string(),
                count.to_string(),
            ]
        };
        found.into_iter().map(row).collect()
    }

    pub(crate) fn access(&self, request: &AppUserAccessQuery, (from, to): (i64, i64)) -> Rows {
        let mut groups: BTreeMap<(i64, &str), (i64, i64, Option<i64>)> = BTreeMap::new();
        for session in self
            .sessions
            .iter()
            .filter(|session| (from..=to).contains(&session.start))
        {
            if !contains(request.username.as_deref(), &self.users[&session.user].name) {
                continue;
            }
            let group = groups
                .entry((session.user, &session.application))
                .or_default();
            group.0 += 1;
            if session.failed {
                group.1 += 1;
                group.2 = group.2.max(Some(session.start));
            }
        }
        let mut found: Vec<_> = groups.into_iter().collect();
        let descends = request.sort_type != Some(SortDirection::Ascending);
        let directed = |value: i64| if descends { -value } else { value };
        match request.sort_field {
            Some(AppUserAccessSortField::AccessFailedCount) => {
                found.sort_by_key(|(_, group)| directed(group.1))
            }
            // Those without a failure are last in both directions.
            Some(_) => {
                found.sort_by_key(|(_, group)| (group.2.is_none(), directed(group.2.unwrap_or(0))))
            }
            None => {}
        }
        let row = |((id, application), (count, failures, last)): (
            (i64, &str),
            (i64, i64, Option<i64>),
        )| {
            vec![
                self.users[&id].name.clone(),
                application.to_owned(),
                count.to_string(),
                failures.to_string(),
                last.map(time).unwrap_or_default(),
            ]
        };
        found.into_iter().map(row).collect()
    }

    pub(crate) fn assistant(&self, count: usize, (from, to): (i64, i64)) -> Vec<(String, i32)> {
        let mut totals: BTreeMap<i64, i32> = BTreeMap::new();
        for (user, _) in self.uses.iter().filter(|(_, at)| (from..=to).contains(at)) {
            *totals.entry(*user).or_default() += 1;
        }
        let mut found: Vec<_> = totals.into_iter().collect();
        found.sort_by_key(|(id, uses)| (-uses, *id));
        let named = found
            .into_iter()
            .map(|(id, uses)| (self.users[&id].name.clone(), uses));
        named.take(count).collect()
    }
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    read: impl Fn(&huaweicloud_workspace_sandbox::rusqlite::Row<'_>) -> T,
) -> Vec<T> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok(read(row))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn contains(filter: Option<&str>, value: &str) -> bool {
    filter.is_none_or(|filter| {
        value
            .to_ascii_lowercase()
            .contains(&filter.to_ascii_lowercase())
    })
}

fn time(millis: i64) -> String {
    let time = Timestamp::from_millisecond(millis)
        .unwrap()
        .to_zoned(TimeZone::UTC);
    format!(
        "{} {:02}:{:02}:{:02}",
        time.date(),
        time.hour(),
        time.minute(),
        time.second()
    )
}
