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
//! | `OAuth2Token` | `oauth2 token` | [`TERMS`] |
//! | `enableIPv6` | `enable ipv6` | [`TERMS`] |
//! | `UUIDv4` | `uuid v4` | a version is a word of its own |

/// Terms that are one word although capitals and small letters alternate in them.
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

/// The text with every acronym in small letters between spaces: `listUserIDs` becomes
/// `listUser ids `.
pub(super) fn join_acronyms(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((&character, after)) = characters.get(at..).and_then(<[char]>::split_first) {
        let rest = characters.get(at..).unwrap_or_default();
        let before = characters.get(..at).unwrap_or_default();
        if let Some(length) = term(before, rest).or_else(|| plural(before, rest)) {
            joined.push(' ');
            let word = rest.iter().take(length);
            joined.extend(word.flat_map(|letter| letter.to_lowercase()));
            joined.push(' ');
            at += length;
            continue;
        }
        if character == 'v'
            && ends_in_acronym(before)
            && after.first().is_some_and(char::is_ascii_digit)
        {
            joined.push(' ');
        }
        joined.push(character);
        at += 1;
    }
    joined
}

/// The length of the term that `rest` starts with, including its digits and its plural; `before` is
/// the text in front of it.
///
/// A term that starts with a small letter counts only at the start of a word: `iOSVersion`, but not
/// `AxiOS`.
fn term(before: &[char], rest: &[char]) -> Option<usize> {
    let found = TERMS.iter().find(|term| {
        let same = term.chars().zip(rest).filter(|(one, other)| one == *other);
        let small = term.starts_with(char::is_lowercase);
        let inside = before.last().is_some_and(|c| c.is_alphabetic());
        same.count() == term.len() && !(small && inside)
    })?;
    let after = rest.get(found.len()..)?;
    let plural = usize::from(is_plural(after));
    let digits = after.iter().skip(plural);
    let digits = digits.take_while(|c| c.is_ascii_digit()).count();
    let next = after.get(plural + digits);
    let ends = !next.is_some_and(|c| c.is_lowercase()) && (!found.ends_with('v') || digits > 0);
    ends.then_some(found.len() + plural + digits)
}

/// The length of the plural of an acronym that `rest` starts with: 3 for `IDs`.
fn plural(before: &[char], rest: &[char]) -> Option<usize> {
    if before.last().is_some_and(|c| c.is_uppercase()) {
        return None;
    }
    let capitals = rest.iter().take_while(|c| c.is_uppercase()).count();
    let after = rest.get(capitals..)?;
    (capitals > 1 && is_plural(after)).then_some(capitals + 1)
}

/// Whether `after` starts with the `s` of a plural, and not with a word.
fn is_plural(after: &[char]) -> bool {
    after.first() == Some(&'s') && !after.get(1).is_some_and(|c| c.is_lowercase())
}

/// Whether the last two letters are capitals.
fn ends_in_acronym(before: &[char]) -> bool {
    matches!(before, [.., one, two] if one.is_uppercase() && two.is_uppercase())
}

#[cfg(test)]
mod tests {
    use heck::ToSnakeCase as _;

    use super::join_acronyms;

    #[test]
    fn capitals_begin_words_and_acronyms_are_one() {
        for (text, words) in [
            ("petId", "pet_id"),
            ("XMLHttpRequest", "xml_http_request"),
            ("APIKey", "api_key"),
            ("api key", "api_key"),
            ("userIDs", "user_ids"),
            ("IDs", "ids"),
            ("URLsOfUser", "urls_of_user"),
            ("thisIs", "this_is"),
            ("HasIsland", "has_island"),
            ("OAuth", "oauth"),
            ("OAuth2Token", "oauth2_token"),
            ("oAuth2", "oauth2"),
            ("myOAuthApps", "my_oauth_apps"),
            ("OAuthor", "o_author"),
            ("enableIPv6", "enable_ipv6"),
            ("IPv4Address", "ipv4_address"),
            ("MagicIPsecTunnel", "magic_ipsec_tunnel"),
            ("UUIDv4", "uuid_v4"),
            ("APIv2Key", "api_v2_key"),
            ("SHA256Sum", "sha256_sum"),
            ("sha256Sum", "sha256_sum"),
            ("x509Certificate", "x509_certificate"),
            ("S3Bucket", "s3_bucket"),
            ("2FA", "2fa"),
            ("K8sConfig", "k8s_config"),
            ("vCPUs", "vcpus"),
            ("nvCPU", "nv_cpu"),
            ("iOSVersion", "ios_version"),
            ("ETags", "etags"),
            ("GraphQLQuery", "graphql_query"),
            ("ABTest", "ab_test"),
            ("XAxis", "x_axis"),
        ] {
            assert_eq!(join_acronyms(text).to_snake_case(), words, "{text}");
        }
    }
}
