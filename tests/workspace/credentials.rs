//! Credentials from where the official SDKs look for them: their variables, their file, their variable for the URL of a region.

use std::collections::HashMap;

use huaweicloud_workspace::runtime::ConfigError;
use huaweicloud_workspace::runtime::client::CredentialChain;
use huaweicloud_workspace::{Client, ShowAiAssistantUsageFrequency};

use super::gateway::{Gateway, json};
use super::memory::{ACCESS_KEY, Memory, SECRET_KEY};

fn chain(variables: &[(&str, &str)]) -> CredentialChain {
    let variables = variables.iter();
    let variables: HashMap<String, String> = variables
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    CredentialChain::default().variables(move |name| variables.get(name).cloned())
}

fn usage() -> ShowAiAssistantUsageFrequency {
    ShowAiAssistantUsageFrequency::new("2026-05-11T11:45:42Z", "2026-05-12T11:45:42Z")
}

fn found(chain: CredentialChain) -> Result<Client, ConfigError> {
    // ANCHOR: find
    let client = Client::builder()
        .region("cn-north-4")
        .credentials(chain) // CredentialChain::default()
        .build()?;
    // ANCHOR_END: find
    Ok(client)
}

/// The variables of the SDKs, whose URL of the region is that of a server.
async fn called(endpoint: &str, variables: &[(&str, &str)]) {
    let region = ("HUAWEICLOUD_SDK_REGION_WORKSPACE_CN_NORTH_4", endpoint);
    let variables: Vec<_> = variables.iter().copied().chain([region]).collect();
    let client = found(chain(&variables)).unwrap();
    client
        .show_ai_assistant_usage_frequency(usage())
        .await
        .unwrap();
}

#[tokio::test]
async fn the_variables_of_the_sdks_sign_for_their_project() {
    let gateway = Gateway::new([json(200, "{}")]).await;
    let variables = [
        ("HUAWEICLOUD_SDK_AK", ACCESS_KEY),
        ("HUAWEICLOUD_SDK_SK", SECRET_KEY),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "ST"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p-1"),
        ("HUAWEICLOUD_SDK_DOMAIN_ID", "d-1"),
    ];
    called(&gateway.url, &variables).await;
    let request = gateway.requests().remove(0).to_ascii_lowercase();
    for line in [
        "\nx-project-id: p-1\n",
        "\nx-security-token: st\n",
        "signedheaders=host;x-project-id;x-sdk-date;x-security-token, ",
    ] {
        assert!(request.contains(line), "{request}");
    }
    assert!(!request.contains("x-domain-id"), "{request}");

    // A server that verifies knows the caller.
    let memory = Memory::default();
    let endpoint = format!("http://{}", memory.serve().await);
    called(&endpoint, &variables).await;
    let caller = (ACCESS_KEY.to_owned(), "show_ai_assistant_usage_frequency");
    assert_eq!(memory.calls(), [caller]);
}

#[tokio::test]
async fn the_file_of_the_sdks_does_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    let text = format!(
        "[global]\nak = other\nsk = other\n\n[basic]\nak = {ACCESS_KEY}\nsk = {SECRET_KEY}\nproject_id = p-1\n"
    );
    std::fs::write(&path, text).unwrap();
    let gateway = Gateway::new([json(200, "{}")]).await;
    let path = path.to_str().unwrap();
    called(&gateway.url, &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", path)]).await;
    let request = gateway.requests().remove(0).to_ascii_lowercase();
    assert!(request.contains("access=ak-1, "), "{request}");
    assert!(request.contains("\nx-project-id: p-1\n"), "{request}");
}

#[test]
fn an_error_names_the_variables_and_files_that_were_looked_at() {
    let builder = Client::builder().credentials(chain(&[("HOME", "/nowhere")]));
    let error = builder.build().map(drop).unwrap_err();
    assert!(matches!(error, ConfigError::NoCredentials(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "there are no credentials; looked at: \
         1. environment variables HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK: each is not set; \
         2. environment variables HUAWEICLOUD_TOKEN: it is not set; \
         3. file /nowhere/.huaweicloud/credentials, section [basic], keys ak, sk: there is no such file, and HUAWEICLOUD_SDK_CREDENTIALS_FILE names no other"
    );
}
