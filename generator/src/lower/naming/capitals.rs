//! Upper case inside a word -> where one word ends and the next begins.
//!
//! The rule: a capital after a small letter or a digit begins a word (`petId`), and so does the last capital before a small
//! letter (`XMLHttp`). Digits belong to the word before them (`sha256`, `v2`, `x509`). An acronym is one word:
//!
//! | written | words | because |
//! |---|---|---|
//! | `APIKey` | `api key` | the rule |
//! | `userIDs` | `user ids` | the `s` of a plural belongs to its acronym |
//! | `OAuth2Token` | `oauth2 token` | [`TERMS`] |
//! | `enableIPv6` | `enable ipv6` | [`TERMS`] |
//! | `UUIDv4` | `uuid v4` | a version is a word of its own |
//! | `S3Bucket`, `sha256Sum` | `s3 bucket`, `sha256 sum` | the rule |

/// Terms that are one word though capitals and small letters change inside them.
const TERMS: [&str; 16] = [
    "DevOps",
    "ETag",
    "GraphQL",
    "IPsec",
    "IPv",
    "MySQL",
    "NoSQL",
    "OAuth",
    "PostgreSQL",
    "WiFi",
    "iOS",
    "iPadOS",
    "mTLS",
    "macOS",
    "oAuth",
    "vCPU",
];

/// The words of a text whose words are letters and digits, with spaces between some of them; upper case stays.
pub(super) fn split(text: &str) -> Vec<String> {
    let runs = text.split(' ').filter(|run| !run.is_empty());
    let mut words = Vec::new();
    for run in runs {
        let characters: Vec<char> = run.chars().collect();
        words.extend(split_run(&characters));
    }
    words
}

/// The letters of a word so far, digits aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    None,
    /// The last one is small.
    Small,
    /// So many capitals, up to the last one.
    Capitals(usize),
}

fn split_run(run: &[char]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut at, mut letters, mut after_term) = (0, Letters::None, true);
    while let Some((&character, after)) = run.get(at..).and_then(<[char]>::split_first) {
        let rest = run.get(at..).unwrap_or_default();
        let previous = at.checked_sub(1).and_then(|index| run.get(index)).copied();
        if let Some(length) = term(previous, rest) {
            words.push(rest.iter().take(length).collect());
            (letters, after_term) = (Letters::None, true);
            at += length;
            continue;
        }
        if after_term || begins_word(letters, previous, character, after) {
            words.push(String::new());
            (letters, after_term) = (Letters::None, false);
        }
        if let Some(word) = words.last_mut() {
            word.push(character);
        }
        letters = match letters {
            Letters::Capitals(count) if character.is_uppercase() => Letters::Capitals(count + 1),
            _ if character.is_uppercase() => Letters::Capitals(1),
            _ if character.is_lowercase() => Letters::Small,
            other => other,
        };
        at += 1;
    }
    words
}

/// Whether a character begins a word, beside those before it.
fn begins_word(letters: Letters, previous: Option<char>, character: char, after: &[char]) -> bool {
    match letters {
        Letters::None => false,
        Letters::Small => character.is_uppercase(),
        Letters::Capitals(count) if character.is_uppercase() => {
            after.first().is_some_and(|next| next.is_lowercase())
                && !is_plural(after)
                && !(count > 0 && is_version(after))
        }
        Letters::Capitals(count) => {
            let rest: Vec<char> = std::iter::once(character)
                .chain(after.first().copied())
                .collect();
            count > 1 && previous.is_some_and(char::is_uppercase) && is_version(&rest)
        }
    }
}

/// Whether this is a version, such as `v4`.
fn is_version(rest: &[char]) -> bool {
    matches!(rest, ['v', digit, ..] if digit.is_ascii_digit())
}

/// Whether an acronym ends in the `s` that follows it: `IDs`, `URLsOf`.
fn is_plural(rest: &[char]) -> bool {
    rest.first() == Some(&'s') && !rest.get(1).is_some_and(|c| c.is_lowercase())
}

/// The length of the term that `rest` starts with, its digits and its plural included.
fn term(previous: Option<char>, rest: &[char]) -> Option<usize> {
    let found = TERMS.iter().find(|term| {
        let starts = term.chars().zip(rest).filter(|(one, other)| one == *other);
        let small = term.starts_with(char::is_lowercase);
        starts.count() == term.len() && !(small && previous.is_some_and(char::is_alphabetic))
    })?;
    let after = rest.get(found.len()..)?;
    let plural = usize::from(is_plural(after));
    let digits = after.iter().skip(plural).take_while(|c| c.is_ascii_digit());
    let digits = digits.count();
    let next = after.get(plural + digits);
    let ends = !next.is_some_and(|c| c.is_lowercase()) && (!found.ends_with('v') || digits > 0);
    ends.then_some(found.len() + plural + digits)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn capitals_begin_words_and_acronyms_are_one() {
        for (text, words) in [
            ("petId", "pet Id"),
            ("XMLHttpRequest", "XML Http Request"),
            ("APIKey", "API Key"),
            ("api key", "api key"),
            ("userIDs", "user IDs"),
            ("IDs", "IDs"),
            ("URLsOfUser", "URLs Of User"),
            ("thisIs", "this Is"),
            ("HasIsland", "Has Island"),
            ("OAuth", "OAuth"),
            ("OAuth2Token", "OAuth2 Token"),
            ("oAuth2", "oAuth2"),
            ("myOAuthApps", "my OAuth Apps"),
            ("OAuthor", "O Author"),
            ("enableIPv6", "enable IPv6"),
            ("IPv4Address", "IPv4 Address"),
            ("MagicIPsecTunnel", "Magic IPsec Tunnel"),
            ("UUIDv4", "UUID v4"),
            ("APIv2Key", "API v2 Key"),
            ("SHA256Sum", "SHA256 Sum"),
            ("sha256Sum", "sha256 Sum"),
            ("x509Certificate", "x509 Certificate"),
            ("S3Bucket", "S3 Bucket"),
            ("2FA", "2FA"),
            ("K8sConfig", "K8s Config"),
            ("vCPUs", "vCPUs"),
            ("nvCPU", "nv CPU"),
            ("iOSVersion", "iOS Version"),
            ("ETags", "ETags"),
            ("GraphQLQuery", "GraphQL Query"),
            ("ABTest", "AB Test"),
            ("aB", "a B"),
            ("XAxis", "X Axis"),
        ] {
            assert_eq!(split(text).join(" "), words, "{text}");
        }
    }
}
