//! Acronyms -> one word each, before a name is split into words.
//!
//! `heck` splits names at capitals: `petId` is `pet id`, `XMLHttp` is `xml http`, and digits belong
//! to the word before them (`sha256`, `v2`, `x509`). It takes acronyms apart that have small
//! letters, so those are joined first:
//!
//! | written | words | because |
//! |---|---|---|
//! | `APIKey`, `S3Bucket` | `api key`, `s3 bucket` | `heck` |
//! | `userIDs` | `user ids` | the `s` of a plural belongs to its acronym |
//! | `UUIDv4`, `TLSv13Only` | `uuidv4`, `tlsv13 only` | so does a version |
//! | `OAuth2Token`, `enableIPv6` | `oauth2 token`, `enable ipv6` | [`terms`] |
//! | `area5G`, `data3DSecure` | `area 5g`, `data 3d secure` | a number with one capital is a word |

/// Terms that are one word although capitals and small letters alternate in them, by their first
/// letter.
#[rustfmt::skip]
fn terms(first: char) -> &'static [&'static str] {
    match first {
        'A' => &["AuthZ"],
        'C' => &["CName", "CPython"],
        'D' => &["DDoS", "DNSsec", "DevOps", "DoS"],
        'E' => &["EMail", "ESign", "ETag"],
        'F' => &["FFmpeg", "FaaS"],
        'G' => &["GHz", "GWh", "GiB", "GitHub", "GitLab", "GraphQL"],
        'I' => &["IFrame", "IOps", "IPSec", "IPsec", "IPv", "IaaS", "IoT"],
        'J' => &["JavaScript"],
        'K' => &["KiB"],
        'L' => &["LinkedIn"],
        'M' => &["MACsec", "MHz", "MWh", "MiB", "MySQL"],
        'N' => &["NaN", "NoSQL"],
        'O' => &["OAuth", "OData", "OEmbed"],
        'P' => &["PaaS", "PayPal", "PostgreSQL"],
        'Q' => &["QoD", "QoE", "QoS"],
        'S' => &["SQLite", "SaaS"],
        'T' => &["THz", "TiB", "TypeScript"],
        'U' => &["UInt"],
        'V' => &["VoIP", "VoLTE"],
        'W' => &["WhatsApp", "WiFi"],
        'X' => &["XPath", "XQuery"],
        'Y' => &["YouTube"],
        'd' => &["dB", "dBm"],
        'e' => &["eBPF", "eBook", "eCommerce", "eID", "eKYC", "eMail", "eNB", "eSIM", "eSign", "eTag"],
        'g' => &["gNB", "gRPC"],
        'i' => &["iCloud", "iDEAL", "iFrame", "iOS", "iPad", "iPadOS", "iPhone", "iSCSI", "iTunes"],
        'j' => &["jQuery"],
        'k' => &["kB", "kHz", "kW", "kWh"],
        'm' => &["mL", "mTLS", "macOS"],
        'o' => &["oAuth", "oData", "oEmbed"],
        'p' => &["pH"],
        'u' => &["uInt"],
        'v' => &["vCPU", "vGPU", "vNIC", "vRAM", "vSAN"],
        'x' => &["xDSL", "xPath"],
        _ => &[],
    }
}

/// The text with every acronym in small letters between spaces: `listUserIDs` becomes
/// `listUser ids `.
pub(super) fn join_acronyms(characters: &[char]) -> String {
    let mut joined = String::with_capacity(characters.len());
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let rest = characters.get(at..).unwrap_or_default();
        let before = characters.get(..at).unwrap_or_default();
        if character.is_ascii_lowercase() && before.last().is_some_and(char::is_ascii_alphabetic) {
            // The next letter of a word, where no acronym and no number begins.
            joined.push(character);
            at += 1;
            continue;
        }
        if let Some(length) = word(before, rest) {
            joined.push(' ');
            let word = rest.iter().take(length);
            joined.extend(word.flat_map(|letter| letter.to_lowercase()));
            joined.push(' ');
            at += length;
            continue;
        }
        joined.push(character);
        at += 1;
    }
    joined
}

/// The length of the word that `rest` starts with, if it is one that `heck` would take apart;
/// `before` is the text in front of it.
fn word(before: &[char], rest: &[char]) -> Option<usize> {
    term(before, rest)
        .or_else(|| acronym(before, rest))
        .or_else(|| number(before, rest))
}

/// The length of the term that `rest` starts with, including its digits and its plural.
///
/// A term that starts with a small letter counts only at the start of a word: `iOSVersion`, but not
/// `AxiOS`. A single capital in front of a word may be the end of an acronym: `XPath` is a term, but
/// not in `MAXPath`.
fn term(before: &[char], rest: &[char]) -> Option<usize> {
    let first = *rest.first()?;
    if first.is_lowercase() && before.last().is_some_and(|c| c.is_alphabetic()) {
        return None;
    }
    let in_acronym = before.last().is_some_and(|c| c.is_uppercase());
    let lengths = terms(first).iter().map(|term| {
        if in_acronym && *term != "OAuth" && has_single_capital(term) {
            return None;
        }
        let (start, after) = rest.split_at_checked(term.len())?;
        if !term.chars().eq(start.iter().copied()) {
            return None;
        }
        let plural = usize::from(is_plural(after));
        let digits = digits(after.get(plural..)?);
        let next = after.get(plural + digits);
        let ends = !next.is_some_and(|c| c.is_lowercase()) && (!term.ends_with('v') || digits > 0);
        ends.then_some(term.len() + plural + digits)
    });
    lengths.flatten().max()
}

/// Whether a term is a single capital in front of a word, such as `OData`.
fn has_single_capital(term: &str) -> bool {
    let mut letters = term.chars().skip(1);
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

/// The length of the acronym that `rest` starts with if it has a plural or a version: 3 for `IDs`,
/// 6 for `UUIDv4`.
fn acronym(before: &[char], rest: &[char]) -> Option<usize> {
    if before.last().is_some_and(|c| c.is_uppercase()) {
        return None;
    }
    let capitals = rest.iter().take_while(|c| c.is_uppercase()).count();
    let after = rest.get(capitals..).filter(|_| capitals > 1)?;
    if is_plural(after) {
        return Some(capitals + 1);
    }
    let version = digits(after.strip_prefix(&['v'])?);
    (version > 0).then_some(capitals + 1 + version)
}

/// The length of a number with one capital, behind small letters: 2 for the `5G` of `area5G`, but
/// nothing for `sha256Sum`, where the capital starts a word, and `v2API`, where it starts an acronym. An
/// `I` is the mark of an interface: `Int32IEnumerable`.
fn number(before: &[char], rest: &[char]) -> Option<usize> {
    let length = digits(rest) + 1;
    if length == 1 {
        return None;
    }
    let behind_word = matches!(before, [.., one, two] if one.is_alphabetic() && two.is_lowercase());
    let capital = rest
        .get(length - 1)
        .is_some_and(|c| c.is_uppercase() && *c != 'I');
    let ends = match rest.get(length..).unwrap_or_default() {
        [] => true,
        [next] => !next.is_alphanumeric(),
        [next, after, ..] => {
            !next.is_alphanumeric() || (next.is_uppercase() && after.is_lowercase())
        }
    };
    (behind_word && capital && ends).then_some(length)
}

/// How many digits the text starts with.
fn digits(text: &[char]) -> usize {
    text.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// Whether `after` starts with the `s` of a plural, and not with a word.
fn is_plural(after: &[char]) -> bool {
    after.first() == Some(&'s') && !after.get(1).is_some_and(|c| c.is_lowercase())
}
