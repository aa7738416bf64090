//! Dates, times and UUIDs: which strings are read, and that they are written back as they were read.

use bindwright_runtime::Value;
use bindwright_runtime::chrono;
use bindwright_runtime::codec::{Decode, Encode, Exact, Formatted, Policy, from_value, to_value};
use bindwright_runtime::jiff;
use bindwright_runtime::time;
use bindwright_runtime::uuid;

/// What the string is written as after it was read, or the error.
fn again<T: Encode + Decode>(text: &str) -> Result<String, String> {
    let value: T =
        from_value(&Value::from(text), Policy::Strict).map_err(|error| error.to_string())?;
    to_value(&value)
        .map(|value| value.as_str().unwrap_or_default().to_owned())
        .map_err(|error| error.to_string())
}

#[test]
fn times_follow_rfc_3339() {
    let timestamp = again::<jiff::Timestamp>;
    assert_eq!(
        timestamp("2024-02-29T23:59:59.5+02:00").as_deref(),
        Ok("2024-02-29T21:59:59.5Z")
    );
    assert_eq!(
        timestamp("2024-02-29t00:00:00z").as_deref(),
        Ok("2024-02-29T00:00:00Z")
    );
    for bad in [
        "2024-02-29",
        "2024-02-29 00:00:00Z",
        "2024-02-29T00:00:00",
        "2024-02-30T00:00:00Z",
        "2024-02-29T00:00Z",
        "2024-02-29T00:00:00+02",
        "2024-02-29T00:00:00Z[UTC]",
        "20240229T000000Z",
        "2024-02-29T00:00:00.Z",
    ] {
        assert_eq!(
            timestamp(bad),
            Err(format!("expected an RFC 3339 date-time, found \"{bad}\""))
        );
    }
    assert_eq!(
        again::<jiff::civil::Date>("2024-02-29").as_deref(),
        Ok("2024-02-29")
    );
    assert!(again::<jiff::civil::Date>("2023-02-29").is_err());
    assert!(again::<jiff::civil::Date>("20240229").is_err());
}

/// Texts that every crate reads, each with what it is written as when the offset is kept.
const KEPT: &[(&str, &str)] = &[
    ("2024-02-29T23:59:59.5+02:00", "2024-02-29T23:59:59.5+02:00"),
    ("2024-02-29t00:00:00z", "2024-02-29T00:00:00Z"),
    (
        "0001-01-01T00:00:00.123456789-23:59",
        "0001-01-01T00:00:00.123456789-23:59",
    ),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
];

#[test]
fn chrono_keeps_the_offset() {
    for (text, expected) in KEPT {
        let back = again::<chrono::DateTime<chrono::FixedOffset>>(text);
        assert_eq!(
            back.map(|text| text.replace(".500", ".5")).as_deref(),
            Ok(*expected)
        );
    }
    assert!(again::<chrono::DateTime<chrono::FixedOffset>>("2024-02-29 00:00:00Z").is_err());
    assert_eq!(
        again::<chrono::NaiveDate>("2024-02-29").as_deref(),
        Ok("2024-02-29")
    );
    assert!(again::<chrono::NaiveDate>("2023-02-29").is_err());
    assert!(to_value(&chrono::NaiveDate::MAX).is_err());
}

#[test]
fn time_keeps_the_offset() {
    for (text, expected) in KEPT {
        assert_eq!(
            again::<time::OffsetDateTime>(text).as_deref(),
            Ok(*expected)
        );
    }
    assert!(again::<time::OffsetDateTime>("2024-02-29 00:00:00Z").is_err());
    assert_eq!(
        again::<time::Date>("2024-02-29").as_deref(),
        Ok("2024-02-29")
    );
    assert!(again::<time::Date>("2023-02-29").is_err());
    assert!(to_value(&time::Date::MIN).is_err());
}

fn exactly<T: Formatted + 'static>(text: &str) -> (Option<String>, bool) {
    let value: Option<Exact<T>> = from_value(&Value::from(text), Policy::Lenient).ok();
    let exact = value.as_ref().is_some_and(Exact::is_exact);
    let written = value.and_then(|value| to_value(&value).ok());
    (
        written.and_then(|value| Some(value.as_str()?.to_owned())),
        exact,
    )
}

/// Strings that each crate keeps, and whether its type says all that they do.
fn keeps_every_string<T: Formatted + 'static>(beyond_exact: bool) {
    for (text, exact) in [
        ("2024-02-29T12:00:00Z", true),
        ("2024-02-29T12:00:00.000+0000", true),
        ("2024-02-29 12:00:00", true),
        ("2024-02-29T12:00:00.120Z", true),
        ("2024-02-29T12:00:00.1234567891Z", false),
        ("1998-12-31T23:59:60Z", false),
        ("9999-12-31T23:59:59Z", beyond_exact),
        ("9999-12-31T23:59:59.9999999Z", beyond_exact),
    ] {
        assert_eq!(exactly::<T>(text), (Some(text.to_owned()), exact), "{text}");
    }
    assert_eq!(exactly::<T>("yesterday").0, None);
}

#[test]
fn a_timestamp_keeps_every_string() {
    keeps_every_string::<jiff::Timestamp>(false);
    let read = |text| from_value::<Exact<jiff::Timestamp>>(&Value::from(text), Policy::Strict);
    let [never, later, zulu, east] = [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:58Z",
        "2024-02-29T12:00:00Z",
        "2024-02-29T14:00:00+02:00",
    ]
    .map(|text| read(text).ok());
    assert!(never.is_some() && never != later);
    assert_eq!(zulu, east);
    assert_eq!(
        exactly::<jiff::civil::Date>("2024-02-29"),
        (Some("2024-02-29".to_owned()), true)
    );
    let time = "2024-02-29T00:00:00Z";
    assert_eq!(
        exactly::<jiff::civil::Date>(time),
        (Some(time.to_owned()), false)
    );
}

#[test]
fn a_time_of_chrono_keeps_every_string() {
    keeps_every_string::<chrono::DateTime<chrono::FixedOffset>>(true);
}

#[test]
fn a_time_of_the_crate_time_keeps_every_string() {
    keeps_every_string::<time::OffsetDateTime>(true);
}

/// The ends of what each crate can hold, in the most distant offsets: written or rejected, without a panic.
#[test]
fn times_that_rfc_3339_cannot_write_are_rejected() {
    let east = chrono::FixedOffset::east_opt(86_399).unwrap();
    let west = chrono::FixedOffset::west_opt(86_399).unwrap();
    for end in [
        chrono::DateTime::<chrono::Utc>::MIN_UTC,
        chrono::DateTime::<chrono::Utc>::MAX_UTC,
    ] {
        for offset in [east, west] {
            assert!(to_value(&end.with_timezone(&offset)).is_err());
        }
    }
    assert!(to_value(&chrono::NaiveDate::MAX).is_err());
    assert!(to_value(&jiff::Timestamp::MIN).is_err());
    assert!(to_value(&jiff::Timestamp::MAX).is_ok());
    for end in [time::PrimitiveDateTime::MIN, time::PrimitiveDateTime::MAX] {
        let offset = time::UtcOffset::from_hms(25, 59, 59).unwrap();
        assert!(to_value(&end.assume_offset(offset)).is_err());
    }
}

#[test]
fn a_client_reads_uuids_in_every_spelling() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    for spelled in [
        text.replace('-', ""),
        format!("{{{text}}}"),
        format!("urn:uuid:{text}"),
    ] {
        let read: Result<uuid::Uuid, _> =
            from_value(&Value::from(spelled.as_str()), Policy::Lenient);
        assert_eq!(read.map(|id| id.to_string()).ok().as_deref(), Some(text));
    }
}

#[test]
fn uuids_have_hyphens() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_eq!(
        again::<uuid::Uuid>(&text.to_uppercase()).as_deref(),
        Ok(text)
    );
    for bad in [
        text.replace('-', ""),
        format!("{{{text}}}"),
        format!("urn:uuid:{text}"),
    ] {
        assert!(again::<uuid::Uuid>(&bad).is_err(), "{bad}");
    }
}
