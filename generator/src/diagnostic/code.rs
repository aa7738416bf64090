//! What the catalogue says about each code.

use super::Severity;
use super::catalogue::Code;

impl Code {
    /// The stable number: `BW0101`.
    #[must_use]
    pub fn number(self) -> &'static str {
        self.entry().number
    }

    /// The severity, unless an option changes it.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The problem in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Advice for reports that have no specific advice; can be empty.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.entry().help
    }

    /// Why this is a problem and what to do; `bindwright explain BW0101` prints it.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.entry().explanation
    }

    /// The code with this number, in upper or lower case.
    #[must_use]
    pub fn from_number(number: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.number().eq_ignore_ascii_case(number))
    }

    /// The code whose number is most similar to one that does not exist, if one digit is missing, added, wrong or swapped.
    #[must_use]
    pub fn nearest(number: &str) -> Option<Self> {
        let number = number.to_ascii_uppercase();
        let distance = |code: &Self| strsim::damerau_levenshtein(code.number(), &number);
        let near = Self::ALL.iter().copied().min_by_key(distance)?;
        (distance(&near) <= 1).then_some(near)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_are_unique_and_ascend() {
        let numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        assert!(
            numbers.windows(2).all(|pair| pair.first() < pair.last()),
            "{numbers:?}"
        );
    }

    #[test]
    fn every_code_is_explained() {
        for code in Code::ALL {
            assert!(code.explanation().ends_with('.'), "{}", code.number());
            assert!(
                !code.title().is_empty() && !code.title().ends_with('.'),
                "{}",
                code.number()
            );
            assert_eq!(
                Code::from_number(&code.number().to_lowercase()),
                Some(*code)
            );
        }
    }
}
