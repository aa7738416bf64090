//! A running sandbox.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use huaweicloud_workspace::runtime::client::Retry;
use huaweicloud_workspace::runtime::server::{Router, Server};
use huaweicloud_workspace::{Client, ClientBuilder};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::account::Account;
use crate::api::Service;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::gateway::Gateway;
use crate::journal::Exchange;
use crate::start_error::StartError;

/// How long requests may take after the sandbox was told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// What a sandbox is made of.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) service: Service,
    pub(crate) gateway: Gateway,
    pub(crate) accounts: Vec<Account>,
    pub(crate) database: PathBuf,
    pub(crate) connections: u64,
}

/// A server on 127.0.0.1 that behaves like the service. It stops when it is dropped.
///
/// # Examples
/// ```
/// use huaweicloud_workspace::ShowAiAssistantUsageFrequency;
/// use huaweicloud_workspace_sandbox::Sandbox;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::start().await?;
/// let now = sandbox.clock().now();
/// let request = ShowAiAssistantUsageFrequency::new("2026-05-11T11:45:42Z", now.to_string());
/// let most = sandbox.client().show_ai_assistant_usage_frequency(request).await?;
/// assert_eq!(most.body().users.as_ref().map(Vec::len), Some(10));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Sandbox {
    parts: Parts,
    endpoint: String,
    client: Client,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Serves a router on a listener.
    pub(crate) fn run(
        listener: TcpListener,
        router: Router,
        parts: Parts,
    ) -> Result<Self, StartError> {
        let endpoint = format!("http://{}", listener.local_addr()?);
        let account = parts.accounts.first().cloned().unwrap_or_default();
        let client = signing(client(&endpoint, &account), &account).build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = Server::new(listener, router).grace(GRACE);
        let server = tokio::spawn(server.run_until(async {
            // A sender that is gone means the same.
            let _ = stopped.await;
        }));
        Ok(Self {
            parts,
            endpoint,
            client,
            stop: Some(stop),
            server: Some(server),
        })
    }

    /// The URL of the server: `http://127.0.0.1:…`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// A client of the first account, which signs its requests.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The first account.
    #[must_use]
    pub fn account(&self) -> Account {
        self.parts.accounts.first().cloned().unwrap_or_default()
    }

    /// The settings of a client of an account, which signs its requests. Retries are off, so that a test sees each fault.
    pub fn client_of(&self, account: &Account) -> ClientBuilder {
        signing(client(&self.endpoint, account), account)
    }

    /// The settings of a client of an account that sends its token.
    pub fn token_client_of(&self, account: &Account) -> ClientBuilder {
        client(&self.endpoint, account).token(account.token().clone())
    }

    /// Environment variables with which programs find this sandbox and the credentials of the first account: those of the official
    /// SDKs. The URL is that of a region, which is the one that the program uses.
    ///
    /// # Examples
    /// A program of its own, and a client that looks for its credentials:
    /// ```
    /// use huaweicloud_workspace::{Client, ListExportTasks, runtime::client::CredentialChain};
    /// use huaweicloud_workspace_sandbox::Sandbox;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::start().await?;
    /// let variables = sandbox.environment("cn-north-4");
    /// # #[allow(unused)]
    /// let program = std::process::Command::new("my-program").envs(&variables);
    ///
    /// let chain = CredentialChain::default().variables(move |name| variables.get(name).cloned());
    /// let client = Client::builder().region("cn-north-4").credentials(chain).build()?;
    /// assert!(client.list_export_tasks(ListExportTasks::new()).await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn environment(&self, region: &str) -> BTreeMap<String, String> {
        let account = self.account();
        let upper = |letter: char| match letter.is_ascii_alphanumeric() {
            true => letter.to_ascii_uppercase(),
            false => '_',
        };
        let region: String = region.chars().map(upper).collect();
        let url = format!("HUAWEICLOUD_SDK_REGION_WORKSPACE_{region}");
        let variables = [
            ("HUAWEICLOUD_SDK_AK", account.keys().access_key()),
            ("HUAWEICLOUD_SDK_SK", account.keys().secret_key().expose()),
            ("HUAWEICLOUD_SDK_PROJECT_ID", account.project_id()),
            (&url, &self.endpoint),
        ];
        let owned = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        BTreeMap::from(owned)
    }

    /// The clock, to read or set.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.parts.gateway.clock
    }

    /// What goes wrong at the moment.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.parts.gateway.faults.get()
    }

    /// Changes what goes wrong from now on.
    pub fn set_faults(&self, faults: Faults) {
        self.parts.gateway.faults.set(faults);
    }

    /// The last 500 requests to the API, oldest first, with the verdict on each.
    #[must_use]
    pub fn requests(&self) -> Vec<Exchange> {
        self.parts.gateway.journal.all()
    }

    /// The database, a file of SQLite: for queries that a test compares with.
    #[must_use]
    pub fn database(&self) -> &Path {
        &self.parts.database
    }

    /// How many connections were in the database at the start.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.parts.connections
    }

    /// Stops it: responds to the requests in progress, and waits for the tasks that run. Tasks that do not finish are carried out
    /// by the next sandbox with the same database.
    pub async fn stop(mut self) {
        self.parts.service.jobs.stop();
        self.stop.take();
        if let Some(server) = self.server.take()
            && let Err(error) = server.await
        {
            tracing::error!(%error, "the server ended early");
        }
        while !self.parts.service.jobs.is_idle() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.parts.service.jobs.stop();
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

fn client(endpoint: &str, account: &Account) -> ClientBuilder {
    Client::builder()
        .endpoint(endpoint)
        .project_id(account.project_id())
        .retry(Retry::none())
}

fn signing(client: ClientBuilder, account: &Account) -> ClientBuilder {
    client.key_pair(account.keys().clone())
}
