//! Bars as an image within the page. Labels are text beside it, so that they are as large as all other text.

use maud::{Markup, html};

use crate::store::Bar;

/// The size of the drawing; the page stretches it.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 100.0;

/// How many bars have a label each.
const FEW: usize = 8;

/// A chart with a title. Of many bars, the first, the middle and the last one have a label; each bar says its own when it is pointed
/// at, and the table below has all of them.
pub(super) fn bars(title: &str, unit: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let step = WIDTH / bars.len().max(1) as f64;
    let height = |value: u64| HEIGHT * value as f64 / most.max(1) as f64;
    html! {
        figure {
            figcaption { (title) span { "at most " (most) " " (unit) } }
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) preserveAspectRatio="none" role="img"
                aria-label=(format!("{title}: at most {most} {unit}")) {
                @for (place, bar) in bars.iter().enumerate() {
                    @let tall = height(bar.value);
                    rect x=(round(step * (place as f64 + 0.1))) y=(round(HEIGHT - tall))
                        width=(round(step * 0.8)) height=(round(tall)) {
                        title { (bar.label) ": " (bar.value) " " (unit) }
                    }
                }
            }
            div class=(if bars.len() <= FEW { "each" } else { "some" }) aria-hidden="true" {
                @for (place, bar) in bars.iter().enumerate() {
                    @if bars.len() <= FEW || [0, bars.len() / 2, bars.len() - 1].contains(&place) {
                        span { (bar.label) }
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
