//! Values from random bytes. When the bytes are used up, every choice is the first, so that any input is a finite one.

use arbitrary::Unstructured;

/// Strings that mean something to some part of the wire format.
const PIECES: [&str; 56] = [
    "a",
    "b",
    "x",
    "v",
    "1",
    "0",
    "-1",
    "true",
    "null",
    "é",
    "ü",
    "\u{1f600}",
    "\u{301}",
    "\u{202e}",
    "\u{feff}",
    "%",
    "%2F",
    "%25",
    "%zz",
    "/",
    "\\",
    ".",
    "..",
    ",",
    "|",
    " ",
    "  ",
    "\t",
    ";",
    "=",
    "&",
    "+",
    "?",
    "#",
    "\"",
    "'",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "~",
    "[",
    "]",
    "{",
    "}",
    ":",
    "-",
    "_",
    "(",
    ")",
    "$",
    "@",
    "json",
    "cancel",
    "--",
    "*",
];

/// A source of choices.
#[derive(Debug)]
pub struct Draw<'a>(Unstructured<'a>);

impl<'a> Draw<'a> {
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// Whether nothing is left to choose by.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.int_in_range(0..=end - 1).unwrap_or(0)
    }

    /// True once in `times`, and never when nothing is left.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    pub fn byte(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or(0)
    }

    pub fn i64(&mut self) -> i64 {
        match self.below(4) {
            0 => i64::from(self.byte()),
            1 => *self.one(&[
                i64::MAX,
                i64::MIN,
                -1,
                1 << 53,
                (1 << 53) + 1,
                i64::from(i32::MAX) + 1,
            ]),
            _ => self.0.arbitrary().unwrap_or(0),
        }
    }

    /// A finite number.
    pub fn f64(&mut self) -> f64 {
        let number: f64 = match self.below(3) {
            0 => f64::from(self.byte()) / 4.0,
            1 => *self.one(&[-0.0, 1e300, 1e-300, f64::MIN_POSITIVE, 0.1, 1e21, 1e16]),
            _ => self.0.arbitrary().unwrap_or(0.0),
        };
        if number.is_finite() { number } else { 0.5 }
    }

    /// One of them.
    pub fn one<'t, T>(&mut self, among: &'t [T]) -> &'t T {
        let index = self.below(among.len());
        &among[index]
    }

    /// One of these strings.
    pub fn text<'t>(&mut self, among: &[&'t str]) -> &'t str {
        let index = self.below(among.len());
        among[index]
    }

    /// Up to `most` of what `next` gives.
    pub fn several<T>(&mut self, most: usize, mut next: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| next(self)).collect()
    }

    /// Any character.
    pub fn char(&mut self) -> char {
        let code: u32 = match self.below(3) {
            0 => u32::from(self.byte()) & 0x7f,
            1 => u32::from(self.byte()) << 4 | 0x80,
            _ => self.0.int_in_range(0..=0x10_ffff).unwrap_or(0x61),
        };
        char::from_u32(code).unwrap_or('\u{fffd}')
    }

    /// A string of up to six pieces.
    pub fn string(&mut self) -> String {
        let pieces = self.several(6, |draw| match draw.below(6) {
            0 => draw.char().to_string(),
            _ => (*draw.one(&PIECES)).to_owned(),
        });
        pieces.concat()
    }

    /// A string that is not empty.
    pub fn nonempty(&mut self) -> String {
        let string = self.string();
        if string.is_empty() {
            "s".to_owned()
        } else {
            string
        }
    }

    /// Any bytes.
    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        self.several(most, Self::byte)
    }

    /// Bytes in chunks: cut at up to `most` places.
    pub fn cut(&mut self, bytes: &[u8], most: usize) -> Vec<Vec<u8>> {
        let mut ends = self.several(most, |draw| draw.below(bytes.len() + 1));
        ends.push(bytes.len());
        ends.sort_unstable();
        let mut from = 0;
        let chunks = ends
            .into_iter()
            .map(|end| bytes[std::mem::replace(&mut from, end)..end].to_vec());
        chunks.collect()
    }
}
