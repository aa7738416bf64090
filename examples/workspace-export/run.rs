//! One run: the client from the environment, then the command.

use std::future::Future;
use std::sync::Arc;

use huaweicloud_workspace::runtime::client::CredentialChain;
use huaweicloud_workspace::{Client, ShowAiAssistantUsageFrequency};
use serde_json::json;

use super::arguments::{Arguments, Command, Connection, Period};
use super::failure::Failure;
use super::report::{Report, table};
use super::{export, tasks};

/// What the environment has under a name.
pub type Variables = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Does what the arguments say. A wait for a task ends when `interrupt` does.
pub async fn run(
    arguments: Arguments,
    variables: Variables,
    report: &mut Report,
    interrupt: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let client = client(&arguments.connection, variables)?;
    match arguments.command {
        Command::Assistant { period, top } => assistant(&client, report, &period, top).await,
        Command::Tasks { command } => tasks::run(&client, report, command).await,
        Command::Export(command) => export::run(&client, report, command, interrupt).await,
    }
}

/// The client with credentials from the places of the official SDKs.
fn client(connection: &Connection, variables: Variables) -> Result<Client, Failure> {
    let chain = CredentialChain::default().variables(move |name| variables(name));
    let mut builder = Client::builder().credentials(chain);
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
    let request = ShowAiAssistantUsageFrequency::new(period.from, period.to).count(top);
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
