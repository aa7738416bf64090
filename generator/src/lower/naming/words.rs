//! Names of the document -> words in lower case, which all identifiers consist of.
//!
//! Characters that identifiers cannot contain separate words; invisible ones (Unicode's
//! default-ignorable characters) are dropped. If nothing remains, the text is spelled out: `>=` is
//! `greater equals`, the empty string `empty`.

use std::borrow::Cow;
use std::fmt::Write as _;

use heck::AsSnakeCase;
use unicode_normalization::UnicodeNormalization;

use super::acronyms::join_acronyms;

/// The words of a text, at least one. Each consists of characters that may continue an identifier.
///
/// | text | words |
/// |---|---|
/// | `XMLHttpRequest` | `xml http request` |
/// | `export-task.list` | `export task list` |
/// | `user's` | `users` |
/// | `+1` | `plus 1` |
/// | `>=` | `greater equals` |
pub(in crate::lower) fn words(text: &str) -> Vec<String> {
    let normal = normal(text);
    let (sign, rest) = sign(&normal);
    let mut words: Vec<String> = sign.map(str::to_owned).into_iter().collect();
    words.extend(split(rest));
    if words.is_empty() {
        spelled(text)
    } else {
        words
    }
}

/// The composed form (NFC) without invisible characters, so that two spellings of `é` are one name.
fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().filter(|c| !is_invisible(*c)).collect())
    }
}

/// The words of a text with every symbol spelled out, so that texts which differ only in symbols
/// differ in words. Spaces are spelled out only if there is nothing else: `" "` is `space`, and the
/// empty string is `empty`.
pub(super) fn spelled(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let blank = text.chars().all(char::is_whitespace);
    for character in text.nfc() {
        if is_word(character) {
            spaced.push(character);
        } else if blank || !character.is_whitespace() {
            spaced.push(' ');
            spaced.push_str(&spell(character));
            spaced.push(' ');
        }
    }
    let words = split(&spaced);
    if words.is_empty() {
        vec!["empty".to_owned()]
    } else {
        words
    }
}

/// Whether a text has no letter or digit.
pub(super) fn is_symbols(text: &str) -> bool {
    !text.chars().any(is_word)
}

/// Whether a text has more than words and single separators: `docs.count`, `_id`, `score--1`.
pub(super) fn has_symbols(text: &str) -> bool {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '_' | '-');
    let mut parts = text.split(is_separator);
    parts.any(|part| part.is_empty() || !part.chars().all(is_word))
}

/// How a text uses upper and lower case: for texts that differ in nothing else.
pub(super) fn casing(text: &str) -> &'static str {
    let upper = text.chars().any(char::is_uppercase);
    let lower = text.chars().any(char::is_lowercase);
    match (upper, lower) {
        (true, false) => "upper",
        (false, _) => "lower",
        (true, true) if text.starts_with(char::is_uppercase) => "capital",
        (true, true) => "mixed",
    }
}

/// The words of a text with everything spelled out: spaces, invisible characters, and each capital
/// letter. Texts that differ have different words, unless Unicode treats them as equal (NFC).
pub(super) fn exact(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for character in text.nfc() {
        let is_letter = is_word(character) && !character.is_uppercase();
        match words.last_mut().filter(|_| open && is_letter) {
            Some(word) => word.push(character),
            None if is_letter => words.push(character.to_string()),
            None if is_word(character) => words.push(format!("upper {}", character.to_lowercase())),
            None => words.push(spell(character)),
        }
        open = is_letter;
    }
    let words = split(&words.join(" "));
    if words.is_empty() { spelled("") } else { words }
}

/// A sign before a digit at the start: `+1` and `-1` are two names.
fn sign(text: &str) -> (Option<&'static str>, &str) {
    for (symbol, word) in [('+', "plus"), ('-', "minus")] {
        if let Some(rest) = text.strip_prefix(symbol)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return (Some(word), rest);
        }
    }
    (None, text)
}

/// The words between separators and at changes of case.
fn split(text: &str) -> Vec<String> {
    if !text.is_ascii() || text.contains('\'') {
        return split_at_case(text);
    }
    let mut words = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let is_one_word = !part.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
        match is_one_word {
            true if part.is_empty() => {}
            true => words.push(part.to_ascii_lowercase()),
            false => words.extend(split_at_case(part)),
        }
    }
    words
}

/// The same for any text: acronyms are joined, and `heck` finds the changes of case.
fn split_at_case(text: &str) -> Vec<String> {
    let mut apart = Vec::with_capacity(text.len());
    let characters = text.chars().filter(|c| !matches!(c, '\'' | '\u{2019}'));
    apart.extend(characters.map(|c| if is_word(c) { c } else { ' ' }));
    let joined = join_acronyms(&apart);
    let mut snake = String::with_capacity(2 * joined.len());
    let _ = write!(snake, "{}", AsSnakeCase(joined)); // Writing into a string cannot fail.
    // Changing case may yield characters that are no part of a word (U+0149 becomes two): cut once
    // more.
    normal(&snake)
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a character can be part of a word.
fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    character != '_' && unicode_ident::is_xid_continue(character) && !is_invisible(character)
}

/// `Default_Ignorable_Code_Point` of the Unicode Character Database
/// (<https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point>).
fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// The word for a symbol, or its code point.
fn spell(character: char) -> String {
    let word = match character {
        ' ' => "space",
        '\t' => "tab",
        '\n' => "newline",
        '+' => "plus",
        '-' => "dash",
        '_' => "underscore",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '>' => "greater",
        '=' => "equals",
        '!' => "not",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '^' => "caret",
        '&' => "and",
        '|' => "or",
        '~' => "tilde",
        '\'' | '"' | '`' => "quote",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{casing, exact, spelled, split, split_at_case, words};

    proptest! {
        #[test]
        fn parts_are_split_alone_as_they_are_together(text in "([ -~]|IDs|v2|OAuth|5G|[A-Z][a-z]){0,12}") {
            prop_assert_eq!(split(&text), split_at_case(&text));
        }
    }

    #[test]
    fn words_follow_case_and_separators() {
        assert_eq!(words("XMLHttpRequest"), ["xml", "http", "request"]);
        assert_eq!(words("export-task.list"), ["export", "task", "list"]);
        assert_eq!(words("user's"), ["users"]);
        assert_eq!(words("OAuth2"), ["oauth2"]);
        assert_eq!(words("userIDs"), ["user", "ids"]);
        assert_eq!(words("enable_IPv6"), ["enable", "ipv6"]);
        assert_eq!(words("-1"), ["minus", "1"]);
        assert_eq!(words("+1"), ["plus", "1"]);
        assert_eq!(words("a\u{200d}b"), ["ab"]);
    }

    #[test]
    fn symbols_are_spelled_out() {
        assert_eq!(words(""), ["empty"]);
        assert_eq!(words(">="), ["greater", "equals"]);
        assert_eq!(words("\u{1f600}"), ["u1f600"]);
        assert_eq!(spelled("@id"), ["at", "id"]);
        assert_eq!(spelled(" "), ["space"]);
        assert_eq!(exact("a sC"), ["a", "space", "s", "upper", "c"]);
    }

    #[test]
    fn casing_is_distinguished() {
        assert_eq!(
            [casing("ASC"), casing("asc"), casing("Asc"), casing("aSc")],
            ["upper", "lower", "capital", "mixed"]
        );
    }

    #[test]
    fn capitals_begin_words_and_acronyms_are_one() {
        for (text, joined) in [
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
            ("TPPOAuth2Security", "tpp_oauth2_security"),
            ("BasicAuthNTLM", "basic_auth_ntlm"),
            ("SLODataSource", "slo_data_source"),
            ("MAXPath", "max_path"),
            ("OAuthor", "o_author"),
            ("enableIPv6", "enable_ipv6"),
            ("IPv4Address", "ipv4_address"),
            ("MagicIPsecTunnel", "magic_ipsec_tunnel"),
            ("UUIDv4", "uuidv4"),
            ("APIv2Key", "apiv2_key"),
            ("minTLSv13", "min_tlsv13"),
            ("CIDRvalue", "cid_rvalue"),
            ("podCIDRs", "pod_cidrs"),
            ("MaximumIOps", "maximum_iops"),
            ("IOPSLimit", "iops_limit"),
            ("X-GitHub-Delivery", "x_github_delivery"),
            ("GitHubEnterprise", "github_enterprise"),
            ("floatingIPs", "floating_ips"),
            ("VMsPerHost", "vms_per_host"),
            ("QoSProfile", "qos_profile"),
            ("IoTHub", "iot_hub"),
            ("DDoSAttack", "ddos_attack"),
            ("AllDoSAttacks", "all_dos_attacks"),
            ("frequencyMHz", "frequency_mhz"),
            ("isNaN", "is_nan"),
            ("area5G", "area_5g"),
            ("data3DSecure", "data_3d_secure"),
            ("over200K", "over_200k"),
            ("v2API", "v2_api"),
            ("region1AReleaseDate", "region_1a_release_date"),
            ("int32Value", "int32_value"),
            ("eMailAddress", "email_address"),
            ("gRPCPort", "grpc_port"),
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
            assert_eq!(words(text).join("_"), joined, "{text}");
        }
    }
}
