//! Exported files have exactly the rows that the filters select, in order, in both languages. The number of random filters is 60, or
//! that in the variable `SANDBOX_FILTERS`.

use fastrand::Rng;
use huaweicloud_workspace::{
    AppUserAccessQuery, AppUserAccessSortField, Client, ExportAppUserAccess, ExportLanguage,
    ExportUserConnections, ExportUserUsage, SortDirection, UserUsageSortField,
};
use huaweicloud_workspace_sandbox::jiff::Timestamp;

use crate::client::{NOW, download, small, wait};
use crate::oracle::{Login, Tables, User};
use crate::xlsx::{Office, read};

fn filters() -> usize {
    let count = std::env::var("SANDBOX_FILTERS").ok();
    count.map_or(60, |count| count.parse().expect("a number"))
}

/// Half of the times nothing, otherwise one of the values.
fn maybe<T: Clone>(rng: &mut Rng, values: &[T]) -> Option<T> {
    if rng.bool() {
        None
    } else {
        rng.choice(values).cloned()
    }
}

/// A period within the last six days, to the second.
fn period(rng: &mut Rng) -> (i64, i64) {
    let now = NOW.parse::<Timestamp>().unwrap().as_millisecond();
    let day = 24 * 3_600_000;
    let start = (now - rng.i64(0..7 * day)) / 1000 * 1000;
    (start, (start + rng.i64(0..4 * day)) / 1000 * 1000)
}

fn text(millis: i64) -> String {
    Timestamp::from_millisecond(millis).unwrap().to_string()
}

/// A user and a login that exist.
fn sample<'t>(rng: &mut Rng, tables: &'t Tables) -> (&'t User, &'t Login) {
    let users: Vec<&User> = tables.users.values().collect();
    (
        rng.choice(&users).unwrap(),
        rng.choice(&tables.logins).unwrap(),
    )
}

async fn connections(
    rng: &mut Rng,
    tables: &Tables,
    (client, office): (&Client, &mut Office),
) -> usize {
    let period = period(rng);
    let (user, login) = sample(rng, tables);
    let mut request = ExportUserConnections::new();
    request.start_time = Some(text(period.0));
    request.end_time = Some(text(period.1));
    request.user_name = maybe(
        rng,
        &[user.name.clone(), "nobody".to_owned(), String::new()],
    )
    .filter(|name| !name.is_empty());
    request.computer_name = maybe(rng, &[None, None, Some(login.computer.clone())]).flatten();
    request.terminal_type = maybe(
        rng,
        &["Windows", "windows 1", "OS", "%", "_"].map(str::to_owned),
    );
    request.language = maybe(rng, &[ExportLanguage::English, ExportLanguage::Chinese]);
    request.min_e2e_rtt = maybe(rng, &[0, 20, login.rtt]);
    request.max_e2e_rtt = maybe(rng, &[10_000, 200, login.rtt]);
    request.enterprise_project_id = maybe(rng, std::slice::from_ref(&user.enterprise));
    request.public_ip = maybe(rng, &[None, None, Some(login.ip.clone())]).flatten();
    request.domain = maybe(rng, std::slice::from_ref(&user.domain));
    let expected = tables.connections(&request, period);
    let is_chinese = request.language == Some(ExportLanguage::Chinese);
    let shown = format!("{request:?}");
    let task = client
        .export_user_connections_and_wait(request, wait())
        .await
        .unwrap();
    let (sheet, rows) = office.read(&download(client, &task.task_id.unwrap()).await.unwrap());
    let title = if is_chinese {
        ("连接记录", "用户名")
    } else {
        ("Connections", "Username")
    };
    assert_eq!((sheet.as_str(), rows[0][0].as_str()), title, "{shown}");
    assert_eq!(rows[1..], expected, "{shown}");
    expected.len()
}

async fn usage(rng: &mut Rng, tables: &Tables, (client, office): (&Client, &mut Office)) -> usize {
    let period = period(rng);
    let user = sample(rng, tables).0;
    let part: String = user.name.chars().take(3).collect();
    let sort_field = maybe(rng, &[UserUsageSortField::UserUsage]);
    let directions = [SortDirection::Ascending, SortDirection::Descending];
    let mut request = ExportUserUsage::new(text(period.0), text(period.1));
    request.username = maybe(rng, &[part.to_uppercase(), "o'".to_owned(), "%".to_owned()]);
    request.usage_min_hours = maybe(rng, &[0, 1, 2]);
    request.usage_max_hours = maybe(rng, &[2, 8, 50]);
    request.enterprise_project_id = maybe(rng, std::slice::from_ref(&user.enterprise));
    request.sort_type = sort_field.as_ref().and_then(|_| maybe(rng, &directions));
    request.sort_field = sort_field;
    let expected = tables.usage(&request, period);
    let shown = format!("{request:?}");
    let task = client
        .export_user_usage_and_wait(request, wait())
        .await
        .unwrap();
    let (_, rows) = office.read(&download(client, &task.task_id.unwrap()).await.unwrap());
    assert_eq!(rows[0][2], "Usage (hours)");
    assert_eq!(rows[1..], expected, "{shown}");
    expected.len()
}

async fn access(rng: &mut Rng, tables: &Tables, (client, office): (&Client, &mut Office)) -> usize {
    let period = period(rng);
    let user = sample(rng, tables).0;
    let fields = [
        AppUserAccessSortField::AccessFailedCount,
        AppUserAccessSortField::LastAccessFailedTime,
    ];
    let sort_field = maybe(rng, &fields);
    let directions = [SortDirection::Ascending, SortDirection::Descending];
    let mut query = AppUserAccessQuery::new(text(period.0), text(period.1));
    query.username = maybe(rng, &[user.name.clone(), ".".to_owned()]);
    query.sort_type = sort_field.as_ref().and_then(|_| maybe(rng, &directions));
    query.sort_field = sort_field;
    let expected = tables.access(&query, period);
    let shown = format!("{query:?}");
    let request = ExportAppUserAccess::new(query);
    let task = client
        .export_app_user_access_and_wait(request, wait())
        .await
        .unwrap();
    let (_, rows) = office.read(&download(client, &task.task_id.unwrap()).await.unwrap());
    assert_eq!(rows[0][3], "Failed accesses");
    assert_eq!(rows[1..], expected, "{shown}");
    expected.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_have_the_rows_that_random_filters_select() {
    let sandbox = small().seed(3).start().await.unwrap();
    let tables = Tables::read(sandbox.database(), sandbox.account().project_id());
    let mut rng = Rng::with_seed(9);
    let mut office = Office::new();
    let (mut rows, mut empty) = (0, 0);
    for number in 0..filters() {
        let found = match number % 3 {
            0 => connections(&mut rng, &tables, (sandbox.client(), &mut office)).await,
            1 => usage(&mut rng, &tables, (sandbox.client(), &mut office)).await,
            _ => access(&mut rng, &tables, (sandbox.client(), &mut office)).await,
        };
        rows += found;
        empty += usize::from(found == 0);
    }
    // Filters that select nothing prove little.
    assert!(rows > filters(), "{rows} rows");
    assert!(
        empty < filters() * 3 / 4,
        "{empty} of {} files are empty",
        filters()
    );
    office.check();
}

#[tokio::test]
async fn the_same_seed_gives_the_same_data_and_another_seed_gives_other_data() {
    let mut files = Vec::new();
    for seed in [5, 5, 6] {
        let sandbox = small().seed(seed).start().await.unwrap();
        let request = ExportUserConnections::new();
        let task = sandbox
            .client()
            .export_user_connections_and_wait(request, wait())
            .await
            .unwrap();
        files.push(read(
            &download(sandbox.client(), &task.task_id.unwrap())
                .await
                .unwrap(),
        ));
    }
    assert!(files[0].1.len() > 20);
    assert_eq!(files[0], files[1]);
    assert_ne!(files[1], files[2]);
}
