//! One run: the client from the environment, then the command.

use std::future::Future;

use huaweicloud_workspace::runtime::KeyPair;
use huaweicloud_workspace::{Client, ShowAiAssistantUsageFrequency};
use serde_json::json;

use super::arguments::{Arguments, Command, Connection, Period};
use super::failure::{Failure, Kind};
use super::report::{Report, table};
use super::{export, tasks};

/// What the environment has under a name.
pub type Variables<'e> = &'e (dyn Fn(&str) -> Option<String> + Sync);

/// Does what the arguments say. A wait for a task ends when `interrupt` does.
pub async fn run(
    arguments: Arguments,
    variables: Variables<'_>,
    report: &mut Report,
    interrupt: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let client = client(&arguments.connection, variables)?;
    match arguments.command {
        Command::Assistant { period, top } => assistant(&client, report, &period, top).await,
        Command::Tasks { command } => tasks::run(&client, report, command).await,
        exported => export::run(&client, report, exported, interrupt).await,
    }
}

/// The client with the credentials of the environment.
fn client(connection: &Connection, variables: Variables<'_>) -> Result<Client, Failure> {
    let variable = |name: &str| variables(name).filter(|value| !value.is_empty());
    let mut builder = Client::builder();
    let key = variable("HUAWEICLOUD_SDK_AK").zip(variable("HUAWEICLOUD_SDK_SK"));
    builder = match (key, variable("HUAWEICLOUD_TOKEN")) {
        (Some((access_key, secret_key)), _) => {
            let pair = KeyPair::new(access_key, secret_key);
            builder.key_pair(match variable("HUAWEICLOUD_SDK_SECURITY_TOKEN") {
                Some(token) => pair.security_token(token),
                None => pair,
            })
        }
        (None, Some(token)) => builder.token(token),
        (None, None) => {
            let message = "there are no credentials: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HUAWEICLOUD_TOKEN";
            return Err(Failure::new(Kind::Credentials, message));
        }
    };
    if let Some(project) = &connection.project {
        builder = builder.project_id(project);
    }
    if let Some(region) = &connection.region {
        builder = builder.region(region);
    }
    if let Some(endpoint) = &connection.endpoint {
        builder = builder.endpoint(endpoint);
    }
    Ok(builder.build()?)
}

async fn assistant(
    client: &Client,
    report: &mut Report,
    period: &Period,
    top: i32,
) -> Result<(), Failure> {
    let (from, to) = period.texts();
    let request = ShowAiAssistantUsageFrequency::new(from, to).count(top);
    let response = client.show_ai_assistant_usage_frequency(request).await?;
    let users = response.into_body().users.unwrap_or_default();
    let rows: Vec<[String; 2]> = users
        .iter()
        .map(|user| {
            let name = user.user_name.clone().unwrap_or_default();
            [name, user.use_count.unwrap_or_default().to_string()]
        })
        .collect();
    let objects: Vec<_> = users
        .iter()
        .map(|user| json!({"user": user.user_name, "uses": user.use_count}))
        .collect();
    report.result(
        &json!({ "users": objects }),
        &table(["USER", "USES"], &rows),
    )
}
