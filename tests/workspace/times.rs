//! Times in strings: what setters take, and what is on the wire.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use huaweicloud_workspace::runtime::codec::TimeText;
use huaweicloud_workspace::runtime::{chrono, jiff, time};
use huaweicloud_workspace::{
    AppUserAccessQuery, ExportAppUserAccess, ExportTaskItem, ExportUserConnections, ExportUserUsage,
};

use super::gateway::{Gateway, json};

/// 2026-05-31T08:09:10.129Z
const MILLISECONDS: u64 = 1_780_214_950_129;

fn at() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(MILLISECONDS)
}

/// The first line of a request for the usage in a period.
async fn usage(from: impl Into<TimeText>, to: impl Into<TimeText>) -> String {
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    let request = ExportUserUsage::new(from, to);
    client.export_user_usage(request).await.unwrap();
    let request = gateway.requests().remove(0);
    request.lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_time_of_any_crate_is_on_the_wire_in_the_form_of_the_document() {
    let signed = i64::try_from(MILLISECONDS).unwrap();
    let of_jiff = jiff::Timestamp::from_millisecond(signed).unwrap();
    let of_chrono = chrono::DateTime::from_timestamp_millis(signed).unwrap();
    let offset = time::UtcOffset::from_hms(2, 0, 0).unwrap();
    let of_time = time::OffsetDateTime::from(at()).to_offset(offset);
    let wanted = "start_time=2026-05-31T08%3A09%3A10Z&end_time=2026-05-31T08%3A09%3A10Z ";
    for line in [
        usage(at(), at()).await,
        usage(of_jiff, "2026-05-31T08:09:10Z").await,
        usage(of_jiff.to_zoned(jiff::tz::TimeZone::UTC), of_jiff).await,
        usage(of_chrono, of_chrono.fixed_offset()).await,
        usage(of_time, String::from("2026-05-31T08:09:10Z")).await,
    ] {
        assert!(line.contains(wanted), "{line}");
    }
}

#[tokio::test]
async fn a_string_is_on_the_wire_as_it_is() {
    let line = usage("yesterday", "2026-05-31 10:09+0200").await;
    let wanted = "start_time=yesterday&end_time=2026-05-31%2010%3A09%2B0200 ";
    assert!(line.contains(wanted), "{line}");
}

#[tokio::test]
async fn bodies_and_setters_take_times_as_well() {
    let gateway = Gateway::new([json(200, "{}"), json(200, "{}")]).await;
    let client = gateway.client();
    let day = Duration::from_secs(86_400);
    let query = AppUserAccessQuery::new(at() - day, at());
    let request = ExportAppUserAccess::new(query);
    client.export_app_user_access(request).await.unwrap();
    let request = ExportUserConnections::new().start_time(at());
    client.export_user_connections(request).await.unwrap();
    let [body, query] = gateway.requests().try_into().unwrap();
    let wanted = r#"{"start_time":"2026-05-30T08:09:10Z","end_time":"2026-05-31T08:09:10Z"}"#;
    assert!(body.ends_with(wanted), "{body}");
    assert!(
        query.contains("?start_time=2026-05-31T08%3A09%3A10Z "),
        "{query}"
    );
}

#[test]
fn a_fake_writes_the_times_of_tasks_with_milliseconds() {
    let task = ExportTaskItem::new().create_time(at());
    assert_eq!(
        task.create_time.as_deref(),
        Some("2026-05-31T08:09:10.129Z")
    );
    assert_eq!(task.create_time_as_time(), Ok(Some(at())));
}
