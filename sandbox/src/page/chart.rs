//! Bars as an image within the page.

use maud::{Markup, html};

use crate::store::Bar;

/// The size of the drawing; the page scales it.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 180.0;
/// The room for the labels below.
const FOOT: f64 = 22.0;

/// A chart with a title. The labels of the first, the middle and the last bar are written; each bar says its own when it is
/// pointed at, and the table below has all of them.
pub(super) fn bars(title: &str, unit: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let step = WIDTH / bars.len().max(1) as f64;
    let height = |value: u64| (HEIGHT - FOOT - 14.0) * value as f64 / most.max(1) as f64;
    let labelled =
        |place: usize| bars.len() <= 8 || [0, bars.len() / 2, bars.len() - 1].contains(&place);
    let anchor = |place: usize| match place {
        _ if bars.len() <= 8 => "middle",
        0 => "start",
        _ if place + 1 == bars.len() => "end",
        _ => "middle",
    };
    html! {
        figure {
            figcaption { (title) }
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(format!("{title}: at most {most} {unit}")) {
                text x="0" y="11" { (most) " " (unit) }
                @for (place, bar) in bars.iter().enumerate() {
                    @let left = step * place as f64;
                    @let tall = height(bar.value);
                    rect x=(round(left + step * 0.1)) y=(round(HEIGHT - FOOT - tall)) width=(round(step * 0.8)) height=(round(tall)) {
                        title { (bar.label) ": " (bar.value) " " (unit) }
                    }
                    @if labelled(place) {
                        @let at = match anchor(place) { "start" => left, "end" => left + step, _ => left + step / 2.0 };
                        text x=(round(at)) y=(HEIGHT - 5.0) text-anchor=(anchor(place)) { (bar.label) }
                    }
                }
            }
            details {
                summary { "As a table" }
                table {
                    @for bar in bars {
                        tr { th scope="row" { (bar.label) } td { (bar.value) } }
                    }
                }
            }
        }
    }
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
