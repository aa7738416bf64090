//! Options that change the generated code, for every command that needs to know the code.

use bindwright::{DateTimes, Generator};
use clap::{Args, ValueEnum};

/// What decides about the generated code, besides the document.
#[derive(Debug, Args)]
pub(super) struct CodeOptions {
    /// The crate whose types represent dates and times.
    #[arg(long, value_name = "CRATE", value_enum, default_value_t = DateTime::Jiff)]
    date_time: DateTime,
    /// Put the operations of each tag behind a Cargo feature. All of these features are on by default.
    #[arg(long)]
    features_per_tag: bool,
    /// Let clients check responses against the limits of the document: adds `check_responses` to the builder.
    #[arg(long)]
    check_responses: bool,
}

/// The crate whose types represent dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateTime {
    Jiff,
    Chrono,
    Time,
    /// Plain strings.
    String,
}

impl From<DateTime> for DateTimes {
    fn from(chosen: DateTime) -> Self {
        match chosen {
            DateTime::Jiff => Self::Jiff,
            DateTime::Chrono => Self::Chrono,
            DateTime::Time => Self::Time,
            DateTime::String => Self::String,
        }
    }
}

impl CodeOptions {
    /// The generator with these options.
    pub(super) fn apply(&self, generator: Generator) -> Generator {
        let mut generator = generator.date_times(self.date_time.into());
        if self.features_per_tag {
            generator = generator.features_per_tag();
        }
        if self.check_responses {
            generator = generator.check_responses();
        }
        generator
    }
}
