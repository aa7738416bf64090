//! A secret in a string, in any spelling that servers and this library give it: escapes of JSON, Rust, URLs, forms, JSON Pointers and
//! HTML, and cut at the end.
//!
//! ```text
//! secret   a"b/c
//! found    a\"b/c    a\u0022b\/c    a%22b%2Fc    a&quot;b/c    a"b~1c    a\"b…
//! ```

use std::ops::Range;

/// How many backslashes are read as one: each layer of escapes doubles them.
const LAYERS: usize = 16;

/// So many characters at the start of a secret are the secret: the rest may be cut.
const ENOUGH: usize = 64;

/// How many characters of secrets are compared for each byte of a text, on average, and for a short text. The sender of a message
/// chooses both, and a text that needs more is not shown.
const STEPS: usize = 64;
const FIRST_STEPS: usize = 16 << 10;

/// The string with the secrets replaced; `None` if it has none. Secrets may overlap, and one may be the end of another.
pub(super) fn replaced(text: &str, secrets: &[&str]) -> Option<String> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut steps = FIRST_STEPS.saturating_add(text.len().saturating_mul(STEPS));
    for secret in secrets {
        places(text, secret, &mut found, &mut steps);
    }
    if steps == 0 {
        return Some("[redacted]".to_owned());
    }
    found.sort_unstable_by_key(|place| place.start);
    let mut clean = String::new();
    let mut kept = 0;
    for place in &found {
        // Of places that overlap, the first stands for all.
        if place.start >= kept {
            clean.push_str(text.get(kept..place.start).unwrap_or_default());
            clean.push_str("[redacted]");
        }
        kept = kept.max(place.end);
    }
    clean.push_str(text.get(kept..).unwrap_or_default());
    (!found.is_empty()).then_some(clean)
}

/// Adds where a secret is.
fn places(text: &str, secret: &str, found: &mut Vec<Range<usize>>, steps: &mut usize) {
    let secret: Vec<char> = without_runs(secret);
    let Some(first) = secret.first() else { return };
    let mut known = 0;
    for (at, c) in text.char_indices() {
        if at < known || !may_start(c, *first) {
            continue;
        }
        if let Some(end) = end(text, at, &secret, steps) {
            found.push(at..end);
            // A short secret may overlap itself.
            known = if secret.len() > ENOUGH { end } else { known };
        }
    }
}

/// Whether a spelling of a character can start with this one.
fn may_start(c: char, first: char) -> bool {
    c == first || matches!(c, '\\' | '%' | '+' | '~' | '&')
}

/// The characters, with one backslash for several: each layer of escapes doubles them.
fn without_runs(secret: &str) -> Vec<char> {
    let mut characters: Vec<char> = secret.chars().collect();
    characters.dedup_by(|after, before| *after == '\\' && *before == '\\');
    characters
}

/// Where the secret that starts here ends. A secret that is cut ends before `…`, or is long enough to be known.
fn end(text: &str, start: usize, secret: &[char], steps: &mut usize) -> Option<usize> {
    let mut reached = vec![start];
    for (position, c) in secret.iter().enumerate() {
        *steps = steps.saturating_sub(reached.len());
        if *steps == 0 {
            return None;
        }
        let mut next = Vec::new();
        for at in &reached {
            spellings(text, *at, *c, &mut next);
        }
        if next.is_empty() {
            let is_cut = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with('…'));
            return match reached.iter().copied().find(is_cut) {
                Some(cut) if position > 0 => Some(cut),
                _ if position >= ENOUGH => reached.into_iter().max(),
                _ => None,
            };
        }
        next.sort_unstable();
        next.dedup();
        reached = next;
    }
    reached.into_iter().max().filter(|end| *end > start)
}

/// Adds where a character ends that is spelled at this place.
fn spellings(text: &str, at: usize, c: char, ends: &mut Vec<usize>) {
    let Some(rest) = text.get(at..) else { return };
    let run = rest.bytes().take(LAYERS).take_while(|byte| *byte == b'\\');
    let slashes = run.count();
    if c == '\\' {
        // The last ones may belong to the next character.
        ends.extend((1..=slashes).map(|taken| at + taken));
    } else if rest.starts_with(c) {
        ends.push(at + c.len_utf8());
    }
    if slashes > 0 {
        let escaped = rest
            .get(slashes..)
            .and_then(|escape| escape_length(escape, c));
        ends.extend(escaped.map(|length| at + slashes + length));
    }
    let mut units = [0; 4];
    let bytes = c.encode_utf8(&mut units).bytes();
    if rest.starts_with('%')
        && bytes
            .clone()
            .enumerate()
            .all(|(index, byte)| is_percent(rest, index, byte))
    {
        ends.push(at + 3 * bytes.len());
    }
    let others: &[&str] = match c {
        ' ' => &["+"],
        '~' => &["~0"],
        '/' => &["~1"],
        '&' => &["&amp;", "&#38;", "&#x26;"],
        '<' => &["&lt;", "&#60;", "&#x3c;"],
        '>' => &["&gt;", "&#62;", "&#x3e;"],
        '"' => &["&quot;", "&#34;", "&#x22;"],
        '\'' => &["&apos;", "&#39;", "&#x27;"],
        _ => &[],
    };
    let known = others.iter().filter(|spelled| {
        rest.get(..spelled.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(spelled))
    });
    ends.extend(known.map(|spelled| at + spelled.len()));
}

/// The length of the escape of a character, without the backslash: `"`, `n`, `u0022`, `ud83dude00` with a backslash between, `u{22}`,
/// `x22`.
fn escape_length(escape: &str, c: char) -> Option<usize> {
    let short = match c {
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\0' => '0',
        c => c,
    };
    if escape.starts_with(short) && (short != c || c != '\\') {
        return Some(short.len_utf8());
    }
    let code = u32::from(c);
    if let Some(braced) = escape.strip_prefix("u{") {
        let (digits, _) = braced.split_once('}')?;
        return (u32::from_str_radix(digits, 16) == Ok(code)).then_some(digits.len() + 3);
    }
    let hex = |text: &str, from: usize, to: usize| {
        text.get(from..to)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    if escape.starts_with('x') {
        return (hex(escape, 1, 3) == Some(code)).then_some(3);
    }
    if !escape.starts_with('u') {
        return None;
    }
    let mut units = [0; 2];
    match c.encode_utf16(&mut units) {
        [unit] => (hex(escape, 1, 5) == Some(u32::from(*unit))).then_some(5),
        [high, low] => {
            let rest = escape.get(5..)?;
            let second = rest.trim_start_matches('\\');
            let is_pair = hex(escape, 1, 5) == Some(u32::from(*high))
                && second.starts_with('u')
                && hex(second, 1, 5) == Some(u32::from(*low));
            is_pair.then_some(5 + rest.len() - second.len() + 5)
        }
        _ => None,
    }
}

/// Whether the percent-encoded bytes at the start have this one.
fn is_percent(text: &str, index: usize, byte: u8) -> bool {
    let at = 3 * index;
    let digits = text
        .get(at..at + 3)
        .and_then(|encoded| encoded.strip_prefix('%'));
    digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    fn replaced(text: &str, secret: &str) -> Option<String> {
        super::replaced(text, &[secret])
    }

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let secret = "a\"b/c %\\d\u{1f600}\n'";
        for spelled in [
            secret.to_owned(),
            "a\\\"b/c %\\\\d\u{1f600}\\n'".to_owned(),
            "a\\u0022b\\/c\\u0020\\u0025\\u005c\\u0064\\ud83d\\ude00\\u000a\\u0027".to_owned(),
            "a\\\\\\\"b~1c %\\\\\\\\d\\\\ud83d\\\\ude00\\\\n\\\\'".to_owned(),
            "a%22b%2fc%20%25%5Cd%F0%9F%98%80%0A%27".to_owned(),
            "a%22b/c+%25%5cd%f0%9f%98%80%0a'".to_owned(),
            "a&quot;b/c %\\d\u{1f600}\n&#39;".to_owned(),
            format!("{secret:?}").trim_matches('"').to_owned(),
            secret.escape_default().to_string(),
            secret.escape_unicode().to_string(),
        ] {
            let clean = replaced(&format!("x {spelled} y"), secret);
            assert_eq!(clean.as_deref(), Some("x [redacted] y"), "{spelled}");
        }
    }

    #[test]
    fn a_cut_secret_is_found() {
        assert_eq!(
            replaced("found \"canar…\"", "canary").as_deref(),
            Some("found \"[redacted]…\"")
        );
        assert_eq!(replaced("found \"canal…\"", "canary"), None);
        assert_eq!(
            replaced("canarcanary", "canary").as_deref(),
            Some("canar[redacted]")
        );
        assert_eq!(replaced("", "canary"), None);
    }

    #[test]
    fn secrets_that_overlap_are_replaced_together() {
        let all = super::replaced;
        assert_eq!(
            all("Bearer canary, canary", &["canary", "Bearer canary"]).as_deref(),
            Some("[redacted], [redacted]")
        );
        assert_eq!(
            all("a canarybird b", &["canary", "arybird"]).as_deref(),
            Some("a [redacted] b")
        );
    }

    #[test]
    fn a_search_takes_little_time_whatever_is_searched() {
        let secret = "x".repeat(60_000) + "y";
        let text = "x".repeat(2_000) + "z";
        assert_eq!(replaced(&text, &secret).as_deref(), Some("[redacted]z"));
        // Each place looks like the start of each secret.
        let secrets: Vec<String> = (0..200).map(|n| format!("{}{n}", "x".repeat(60))).collect();
        let all: Vec<&str> = secrets.iter().map(String::as_str).collect();
        assert_eq!(super::replaced(&text, &all).as_deref(), Some("[redacted]"));
    }

    proptest! {
        #[test]
        fn no_secret_stays(secret in "\\PC{6,20}", before in "\\PC{0,9}", after in "\\PC{0,9}") {
            let text = format!("{before}{secret}{after}");
            let clean = replaced(&text, &secret).unwrap_or(text);
            prop_assert!(clean.contains("[redacted]"));
            let quoted = format!("{before}{secret:?}{after}");
            prop_assert!(replaced(&quoted, &secret).is_some());
        }
    }
}
