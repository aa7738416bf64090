//! The parts of a date or time, from left to right. See `times` for the forms.

/// Which forms are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forms {
    /// [RFC 3339, section 5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
    Standard,
    /// Those that services write, too.
    Common,
}

/// A date of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CalendarDate {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// A time of day.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClockTime {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) nanoseconds: u32,
    /// Whether there are no more than nine digits of a second.
    pub(super) exact: bool,
}

/// Midnight.
impl Default for ClockTime {
    fn default() -> Self {
        Self {
            hour: 0,
            minute: 0,
            second: 0,
            nanoseconds: 0,
            exact: true,
        }
    }
}

/// What is left of a text.
pub(super) struct TimeScanner<'t> {
    pub(super) rest: &'t str,
}

impl TimeScanner<'_> {
    /// Skips a string, if it comes next.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// A number with exactly this many digits, at most this large.
    fn number(&mut self, digits: usize, most: u32) -> Option<u32> {
        let (number, rest) = self.rest.split_at_checked(digits)?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        self.rest = rest;
        let number = number.parse().ok().filter(|_| is_number)?;
        (number <= most).then_some(number)
    }

    pub(super) fn date(&mut self, forms: Forms) -> Option<CalendarDate> {
        let year = self.number(4, 9999)?;
        let separated = self.eat("-");
        let month = self.number(2, 12)?;
        let ends = (separated && self.eat("-")) || (!separated && forms == Forms::Common);
        let day = self.number(2, 31).filter(|_| ends)?;
        let date = CalendarDate {
            year: u16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        };
        (1..=days_of_month(date))
            .contains(&date.day)
            .then_some(date)
    }

    pub(super) fn time(&mut self, forms: Forms) -> Option<ClockTime> {
        let common = forms == Forms::Common;
        let mut time = ClockTime {
            hour: self.number(2, 23)?,
            ..ClockTime::default()
        };
        let separated = self.eat(":");
        if !separated && !common {
            return None;
        }
        time.minute = self.number(2, 59)?;
        let next_is_digit = self.rest.starts_with(|c: char| c.is_ascii_digit());
        if (separated && self.eat(":")) || (!separated && next_is_digit) {
            time.second = self.number(2, 60)?;
        } else if !common {
            return None;
        }
        if self.eat(".") || (common && self.eat(",")) {
            let end = self.rest.find(|c: char| !c.is_ascii_digit());
            let (fraction, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            self.rest = rest;
            let kept = fraction.get(..9).unwrap_or(fraction);
            time.exact = fraction.trim_end_matches('0').len() <= kept.len();
            time.nanoseconds = format!("{kept:0<9}")
                .parse()
                .ok()
                .filter(|_| !kept.is_empty())?;
        }
        Some(time)
    }

    /// The offset in seconds, with what may stand around it.
    pub(super) fn offset(&mut self, forms: Forms) -> Option<i32> {
        let common = forms == Forms::Common;
        if common {
            self.rest = self.rest.trim_start_matches(' ');
            if let Some((before, _)) = self
                .rest
                .split_once('[')
                .filter(|_| self.rest.ends_with(']'))
            {
                self.rest = before;
            }
        }
        let zulu = self.eat("Z") || self.eat("z");
        if zulu || (common && (self.rest.is_empty() || self.eat("UTC") || self.eat("GMT"))) {
            return Some(0);
        }
        let sign = match (self.eat("+"), self.eat("-")) {
            (true, _) => 1,
            (false, true) => -1,
            (false, false) => return None,
        };
        let hours = self.number(2, 23)?;
        let separated = self.eat(":");
        let minutes = match (separated, common) {
            (false, true) if self.rest.is_empty() => 0,
            (true, _) | (false, true) => self.number(2, 59)?,
            (false, false) => return None,
        };
        Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
    }
}

/// How many days a month has.
fn days_of_month(date: CalendarDate) -> u8 {
    let year = date.year;
    let of = |years: u16| year.is_multiple_of(years);
    let leap = of(4) && (!of(100) || of(400));
    match date.month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        0 | 13.. => 0,
        _ => 31,
    }
}
