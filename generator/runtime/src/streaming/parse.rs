//! Lines into events
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>).
//!
//! ```text
//! :comment            ignored
//! event: progress     the name of the next event
//! data: {"a":         data of several lines is joined by line breaks
//! data: 1}
//!                     the empty line completes the event
//! ```

use std::time::Duration;

use super::{ID_LIMIT, LINE_LIMIT};
use crate::codec::{DecodeReason, Policy, Value, from_json_within};

/// Whether data is no JSON at all, so that it is kept as a string.
pub(super) fn is_text(data: &str, memory: usize) -> bool {
    let read = from_json_within::<Value>(data.as_bytes(), Policy::Strict, memory);
    read.is_err_and(|error| !matches!(error.reason(), DecodeReason::Memory(_)))
}

/// The pause as it is written: at most what a reader counts.
pub(super) fn milliseconds(pause: Duration) -> String {
    pause.as_millis().min(u128::from(u64::MAX)).to_string()
}

/// An event whose data is not decoded yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
    pub(super) data: String,
}

/// What has been read of the next event.
#[derive(Debug, Default)]
pub(super) struct Parser {
    event: String,
    data: String,
    last_id: Option<String>,
    retry: Option<Duration>,
}

impl Parser {
    /// Adds one line. An empty line completes the event, unless it has no data.
    pub(super) fn line(&mut self, line: &str) -> Option<RawEvent> {
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => {
                self.last_id = (!value.is_empty()).then(|| value.to_owned());
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A pause that no clock can measure is the longest one, and not none.
                let milliseconds = value.parse().unwrap_or(u64::MAX);
                self.retry = Some(Duration::from_millis(milliseconds));
            }
            // A comment has an empty name; other fields are ignored.
            _ => {}
        }
        None
    }

    /// The limit that the event has grown beyond. Each event has a copy of the last `id`, so that is limited as well.
    pub(super) fn exceeded(&self) -> Option<usize> {
        let id = self.last_id.as_ref().map_or(0, String::len);
        let parts = [(self.data.len(), LINE_LIMIT), (id, ID_LIMIT)];
        let exceeded = parts.into_iter().find(|(bytes, limit)| bytes > limit);
        exceeded.map(|(_, limit)| limit)
    }

    /// The event that an empty line completes. The ID is kept for later events, as the standard
    /// says.
    fn dispatch(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        // The line break behind the last line of data; without one there was no data.
        data.pop()?;
        Some(RawEvent {
            event: (!event.is_empty()).then_some(event),
            id: self.last_id.clone(),
            retry: self.retry.take(),
            data,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Vec<RawEvent> {
        let mut parser = Parser::default();
        text.split('\n')
            .filter_map(|line| parser.line(line))
            .collect()
    }

    #[test]
    fn the_examples_of_the_standard_are_understood() {
        let found = events(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        );
        let read: Vec<_> = found
            .iter()
            .map(|raw| (raw.data.as_str(), raw.id.as_deref()))
            .collect();
        assert_eq!(
            read,
            [
                ("first event", Some("1")),
                ("second event", None),
                (" third event", None)
            ]
        );
        let found = events("data\n\ndata\ndata\n\ndata:");
        let read: Vec<_> = found.iter().map(|raw| raw.data.as_str()).collect();
        assert_eq!(read, ["", "\n"]);
    }

    #[test]
    fn the_longest_pause_is_not_forgotten() {
        let longest = Some(Duration::from_millis(u64::MAX));
        let read = |retry: &str| {
            let events = events(&format!("retry: {retry}\ndata: a\n\n"));
            events
                .into_iter()
                .map(|event| event.retry)
                .collect::<Vec<_>>()
        };
        for (retry, pause) in [
            ("18446744073709551615", longest),
            ("18446744073709551616", longest),
            ("99999999999999999999999999", longest),
            ("0", Some(Duration::ZERO)),
            ("", None),
            ("-1", None),
            ("1.5", None),
        ] {
            assert_eq!(read(retry), [pause], "{retry}");
        }
        assert_eq!(read(&milliseconds(Duration::MAX)), [longest]);
    }

    #[test]
    fn fields_have_their_own_rules() {
        let found = events(
            "event: add\nretry: 10\nretry: x\nid: 7\nother: 1\ndata: a\ndata: b\n\nid: a\0b\ndata: c\n\nevent: lost\n\n",
        );
        assert_eq!(
            found,
            [
                RawEvent {
                    event: Some("add".to_owned()),
                    id: Some("7".to_owned()),
                    retry: Some(Duration::from_millis(10)),
                    data: "a\nb".to_owned()
                },
                RawEvent {
                    id: Some("7".to_owned()),
                    data: "c".to_owned(),
                    ..RawEvent::default()
                },
            ]
        );
    }
}
