//! The lowest version that the next release can have, by [the rules of Cargo](https://doc.rust-lang.org/cargo/reference/semver.html).

use semver::Version;

use super::model::SemverLevel;

/// The version before, and the lowest that is allowed after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextVersion {
    /// What the changes need.
    pub level: SemverLevel,
    /// The version before, if it is a semantic version.
    pub current: Option<Version>,
    /// The lowest next version; that of today if nothing changed.
    pub lowest: Option<Version>,
    /// The version of the new document, if it is too low.
    pub too_low: Option<Version>,
}

impl NextVersion {
    /// For changes of this level; `None` means that there are none.
    pub(super) fn new(
        level: Option<SemverLevel>,
        current: Option<Version>,
        new: Option<Version>,
    ) -> Self {
        let lowest = current.as_ref().map(|current| match level {
            Some(level) => next(current, level),
            None => current.clone(),
        });
        let too_low = new.filter(|new| lowest.as_ref().is_some_and(|lowest| new < lowest));
        Self {
            level: level.unwrap_or_default(),
            current,
            lowest,
            too_low,
        }
    }
}

/// The lowest version of this level. Before 1.0.0, the first number that is not zero counts as the major one.
fn next(current: &Version, level: SemverLevel) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *current;
    let (major, minor, patch) = match (level, major, minor) {
        (SemverLevel::Major, 0, 0) => (0, 0, patch + 1),
        (SemverLevel::Major, 0, _) => (0, minor + 1, 0),
        (SemverLevel::Major, ..) => (major + 1, 0, 0),
        (SemverLevel::Minor | SemverLevel::Patch, 0, _) | (SemverLevel::Patch, ..) => {
            (major, minor, patch + 1)
        }
        (SemverLevel::Minor, ..) => (major, minor + 1, 0),
    };
    Version::new(major, minor, patch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_one_the_first_number_that_is_not_zero_is_the_major_one() {
        let cases = [
            ("1.2.3", ["1.2.4", "1.3.0", "2.0.0"]),
            ("0.3.1", ["0.3.2", "0.3.2", "0.4.0"]),
            ("0.0.7", ["0.0.8", "0.0.8", "0.0.8"]),
        ];
        for (current, expected) in cases {
            let current = Version::parse(current).ok();
            let levels = [SemverLevel::Patch, SemverLevel::Minor, SemverLevel::Major];
            let next = levels.map(|level| Some(next(current.as_ref()?, level).to_string()));
            assert_eq!(next, expected.map(|version| Some(version.to_owned())));
        }
    }

    #[test]
    fn a_version_that_is_too_low_is_found() {
        let of = |level, new| {
            let current = Version::parse("1.2.3").ok();
            let next = NextVersion::new(level, current, Version::parse(new).ok());
            next.too_low.map(|version| version.to_string())
        };
        assert_eq!(
            of(Some(SemverLevel::Minor), "1.2.4").as_deref(),
            Some("1.2.4")
        );
        assert_eq!(of(Some(SemverLevel::Minor), "1.3.0"), None);
        assert_eq!(of(None, "1.2.3"), None);
    }
}
