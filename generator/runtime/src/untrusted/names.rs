//! Which names say that a value is a secret: `Authorization`, `X-Auth-Token`, `client_secret`, `password`.

/// Words in names of secrets. What is not a letter or a digit is left out before they are compared.
const WORDS: [&str; 11] = [
    "authorization",
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "accesskey",
    "credential",
    "session",
    "signature",
    "cookie",
];

/// How many letters and digits of a name are looked at: a sender chooses the keys of maps.
const LONGEST: usize = 256;

/// Whether a header, a parameter, a cookie, a property or a part of this name has a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric).take(LONGEST);
    let letters: Vec<u8> = letters.map(|byte| byte.to_ascii_lowercase()).collect();
    WORDS.iter().any(|word| {
        letters
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    })
}

/// Whether a place has such a name in it: `body.user.password`, `query.tokens.0`.
pub(crate) fn is_secret_place(place: &str) -> bool {
    place.split('.').any(is_secret_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_for_credentials_are_known_by_their_names() {
        for name in [
            "Authorization",
            "X-Auth-Token",
            "api_key",
            "client-secret",
            "X-Api-Key",
            "session_id",
            "Set-Cookie",
            "passwordHash",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "X-Request-Id",
            "Accept",
            "author",
            "key",
            "limit",
            "Content-Type",
            "",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
        assert!(is_secret_place("body.users.3.password"));
        assert!(!is_secret_place("body.users.3.pass"));
    }
}
