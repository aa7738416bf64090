//! Small changes of bytes: what a bad editor, a bad disk or an attacker does to a text.

use fastrand::Rng;

use crate::keywords::{KEYWORDS, STRINGS};

/// Tokens of YAML and JSON.
const TOKENS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "- ",
    "\n",
    "\n  ",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "#",
    " #",
    "|",
    ">",
    ">-",
    "|+2",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!!binary ",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "'",
    "\"",
    "\\",
    "\\u0000",
    "~",
    "null",
    "\u{feff}",
    "\u{85}",
    "1e999",
    "0x1F",
    ".inf",
];

/// Changes a text in one to four places.
pub fn change(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    for _ in 0..rng.usize(1..=4) {
        once(bytes, other, rng);
    }
    bytes.truncate(16 << 10);
}

fn once(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    let at = rng.usize(0..=bytes.len());
    let end = (at + rng.usize(0..40)).min(bytes.len());
    match rng.u8(0..11) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.u8(0..8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = rng.u8(..);
            }
        }
        2 => drop(bytes.drain(at..end)),
        3 => {
            let copy = bytes[at..end].to_vec();
            let to = rng.usize(0..=bytes.len());
            drop(bytes.splice(to..to, copy));
        }
        4 => insert(bytes, at, rng.choice(TOKENS).unwrap_or_default()),
        5 => insert(bytes, at, rng.choice(STRINGS).unwrap_or_default()),
        6 => {
            let (key, values) = KEYWORDS[rng.usize(0..KEYWORDS.len())];
            let value = values[rng.usize(0..values.len())];
            insert(bytes, at, &format!("{key}: {value}"));
        }
        7 => line(bytes, rng),
        8 => word(bytes, at, rng),
        9 => {
            let from = rng.usize(0..=other.len());
            let to = (from + rng.usize(0..80)).min(other.len());
            drop(bytes.splice(at..end, other[from..to].to_vec()));
        }
        _ => bytes.truncate(at),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, text: &str) {
    drop(bytes.splice(at..at, text.bytes()));
}

/// Removes, repeats, moves or indents a line.
fn line(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    if lines.is_empty() {
        return;
    }
    let (at, to) = (rng.usize(0..lines.len()), rng.usize(0..lines.len()));
    match rng.u8(0..4) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(to, lines[at].clone()),
        2 => lines.swap(at, to),
        _ => drop(lines[at].splice(0..0, vec![b' '; rng.usize(1..5)])),
    }
    *bytes = lines.concat();
}

/// Replaces a word by a keyword or by a value of one.
fn word(bytes: &mut Vec<u8>, at: usize, rng: &mut Rng) {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let start = at
        - bytes[..at]
            .iter()
            .rev()
            .take_while(|byte| is_word(byte))
            .count();
    let end = at + bytes[at..].iter().take_while(|byte| is_word(byte)).count();
    let (key, values) = KEYWORDS[rng.usize(0..KEYWORDS.len())];
    let new = if rng.bool() {
        key
    } else {
        values[rng.usize(0..values.len())]
    };
    drop(bytes.splice(start..end, new.bytes()));
}
