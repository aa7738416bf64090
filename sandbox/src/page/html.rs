//! The page as HTML. Everything that comes from requests or the database is escaped by `maud`.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};

use super::chart::bars;
use crate::faults::Faults;
use crate::gateway::DOCS;
use crate::journal::Exchange;
use crate::store::Charts;
use crate::store::tasks::Task;
use crate::times::of_report;

/// What the page shows.
pub(super) struct View {
    pub(super) now: Timestamp,
    pub(super) is_stopped: bool,
    pub(super) faults: Faults,
    pub(super) tasks: Vec<Task>,
    pub(super) requests: Vec<Exchange>,
}

impl View {
    /// The whole page.
    pub(super) fn whole(&self, charts: &Charts) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "Workspace sandbox" }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href="/sandbox.css";
                    script src="/sandbox.js" defer {}
                }
                body {
                    header {
                        h1 { "Workspace sandbox" }
                        p { "A server that behaves like Huawei Cloud Workspace. Its data is invented. "
                            a href=(DOCS) { "Documentation of the API" } }
                    }
                    main {
                        div #live { (self.live()) }
                        (self.clock_form())
                        (self.fault_form())
                        section aria-labelledby="data" {
                            h2 #data { "Connections of the last 30 days" }
                            (bars("Connections by hour of the day (UTC)", "connections", &charts.hours))
                            (bars("Connections by day", "connections", &charts.days))
                            (bars("Connections by round-trip time (ms)", "connections", &charts.rtts))
                        }
                    }
                }
            }
        }
    }

    /// The parts that change.
    pub(super) fn live(&self) -> Markup {
        html! {
            p { "The clock of the sandbox " (if self.is_stopped { "stands at " } else { "says " })
                time { (of_report(self.now.as_millisecond())) } " UTC." }
            section aria-labelledby="tasks" {
                h2 #tasks { "Export tasks" }
                (self.task_table())
            }
            section aria-labelledby="requests" {
                h2 #requests { "Requests" }
                (self.request_table())
            }
        }
    }

    fn task_table(&self) -> Markup {
        if self.tasks.is_empty() {
            return html! { p { "There are none yet." } };
        }
        html! {
            // A wide table scrolls by itself, also by keyboard.
            div.wide tabindex="0" role="region" aria-labelledby="tasks" {
                table {
                    thead { tr { th { "Created" } th { "File" } th { "Status" } th { "Size" } th { "Downloaded" } th { "Task" } } }
                    tbody {
                        @for task in &self.tasks {
                            tr {
                                td { (of_report(task.create_time)) }
                                td { (task.file_name) }
                                td class=(task.status.to_lowercase()) { (task.status) @if let Some(reason) = &task.fail_reason { ": " (reason) } }
                                td { @if let Some(bytes) = task.bytes { (bytes) " bytes" } }
                                td { (if task.is_download { "yes" } else { "no" }) }
                                td { code { (task.id) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn request_table(&self) -> Markup {
        if self.requests.is_empty() {
            return html! { p { "There are none yet." } };
        }
        html! {
            div.wide tabindex="0" role="region" aria-labelledby="requests" {
                table {
                    thead { tr { th { "Time" } th { "Status" } th { "Operation" } th { "Took" } th { "Request" } } }
                    tbody {
                        @for one in &self.requests {
                            tr {
                                td { (of_report(one.time.as_millisecond())) }
                                td class=(if one.status < 400 { "success" } else { "fail" }) { (one.status) }
                                td { (one.operation.unwrap_or("none")) }
                                td { (one.took.as_millis()) " ms" }
                                td { code { (one.method) " " (one.path) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn clock_form(&self) -> Markup {
        let now = self
            .now
            .to_zoned(TimeZone::UTC)
            .strftime("%Y-%m-%dT%H:%M:%S");
        html! {
            section aria-labelledby="clock" {
                h2 #clock { "Clock" }
                p { "It decides what the last 30 days are, and when files expire and locks end." }
                form.buttons method="post" action="/clock" {
                    @for (seconds, label) in [(300, "5 minutes on"), (86_400, "A day on"), (604_800, "A week on")] {
                        button name="advance" value=(seconds) { (label) }
                    }
                }
                form method="post" action="/clock" {
                    label { "Time (UTC)" input type="datetime-local" name="set" step="1" value=(now.to_string()); }
                    button { "Set" }
                }
            }
        }
    }

    fn fault_form(&self) -> Markup {
        let faults = &self.faults;
        let limit = faults.requests_per_minute.map(|limit| limit.to_string());
        let millis = |time: Duration| time.as_millis().to_string();
        let percent = |rate: f64| (rate * 100.0).to_string();
        html! {
            section aria-labelledby="faults" {
                h2 #faults { "Faults" }
                form method="post" action="/faults" {
                    (number("latency", "Delay of each response (ms)", &millis(faults.latency), "1"))
                    (number("failures", "Requests that fail with 500 (%)", &percent(faults.failure_rate), "any"))
                    (number("rate_limit", "Requests per minute before 429 (empty: no limit)", limit.as_deref().unwrap_or_default(), "1"))
                    (number("task_delay", "Least time of a task (ms)", &millis(faults.task_delay), "1"))
                    (number("task_failures", "Tasks that fail (%)", &percent(faults.task_failure_rate), "any"))
                    (number("task_expiries", "Tasks that expire at once (%)", &percent(faults.task_expiry_rate), "any"))
                    (number("truncated", "Downloads that break off (%)", &percent(faults.truncation_rate), "any"))
                    div.buttons {
                        button name="action" value="set" { "Set" }
                        button name="action" value="none" { "No faults" }
                    }
                }
            }
        }
    }
}

fn number(name: &str, label: &str, value: &str, step: &str) -> Markup {
    html! {
        label { (label) input type="number" name=(name) min="0" step=(step) value=(value); }
    }
}
