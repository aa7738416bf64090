//! What is printed: results on one writer, progress on the standard error.

use std::io::{IsTerminal as _, Write};

use huaweicloud_workspace::runtime::client::Downloaded;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;

use super::failure::{Failure, Kind};

/// Where results go, and in which form.
pub struct Report {
    json: bool,
    out: Box<dyn Write>,
}

impl Report {
    pub fn new(json: bool, out: Box<dyn Write>) -> Self {
        Self { json, out }
    }

    /// One result: an object for programs, or text.
    pub fn result(&mut self, object: &Value, text: &str) -> Result<(), Failure> {
        let written = if self.json {
            writeln!(self.out, "{object}")
        } else {
            writeln!(self.out, "{text}")
        };
        written.map_err(|error| Failure::new(Kind::File, error))
    }

    /// A step, for a person who waits.
    pub fn step(&self, text: &str) {
        if !self.json {
            eprintln!("{text}");
        }
    }

    /// The progress of a download: a bar on a terminal, and nothing otherwise.
    pub fn bar(&self) -> impl FnMut(Downloaded) + Send + 'static {
        let bar = ProgressBar::no_length();
        if self.json || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let style =
            ProgressStyle::with_template("{bytes} of {total_bytes} {wide_bar} {bytes_per_sec}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        move |so_far: Downloaded| {
            if let Some(total) = so_far.total {
                bar.set_length(total);
            }
            bar.set_position(so_far.bytes);
        }
    }
}

/// Rows in columns that are as wide as their widest cell.
pub fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(head[column].chars().count())
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: &[String; N]| {
        let padded = cells.iter().zip(widths);
        let padded: Vec<String> = padded
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let head = line(&head.map(str::to_owned));
    let lines = std::iter::once(head).chain(rows.iter().map(line));
    lines.collect::<Vec<_>>().join("\n")
}
