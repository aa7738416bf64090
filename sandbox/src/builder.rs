//! The settings of a sandbox -> a running one.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::middleware::from_fn_with_state;
use huaweicloud_workspace::routes;
use huaweicloud_workspace::runtime::server::Router;
use huaweicloud_workspace::runtime::signing::sdk_hmac_sha256::ALGORITHM;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::account::Account;
use crate::api::Service;
use crate::auth::Gatekeeper;
use crate::clock::Clock;
use crate::errors::in_words_of_the_service;
use crate::faults::{FaultSwitch, Faults};
use crate::gateway::{DOCS, Gateway, pass};
use crate::jobs::Jobs;
use crate::journal::Journal;
use crate::page::{self, Page};
use crate::sandbox::{Parts, Sandbox};
use crate::start_error::StartError;
use crate::store::{AT_ONCE, Data, Scale, Store};

/// The largest body of a signed request: the signing guide.
const LARGEST_BODY: u64 = 12 << 20;

/// A sandbox that does not run yet.
///
/// # Examples
/// ```no_run
/// use huaweicloud_workspace_sandbox::{Clock, Faults, Sandbox};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::builder()
///     .seed(7)
///     .users(50)
///     .clock(Clock::stopped_at("2026-06-01T00:00:00Z".parse()?))
///     .faults(Faults { task_failure_rate: 1.0, ..Faults::default() })
///     .start()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    seed: u64,
    scale: Scale,
    file: Option<PathBuf>,
    port: u16,
    clock: Clock,
    faults: Faults,
    accounts: Vec<Account>,
    retention: Duration,
    rejects_repeats: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            seed: 1,
            scale: Scale {
                days: 30,
                users: 20,
                desktops: 0,
            },
            file: None,
            port: 0,
            clock: Clock::system(),
            faults: Faults::default(),
            accounts: Vec::new(),
            retention: Duration::from_secs(7 * 24 * 3600),
            rejects_repeats: false,
        }
    }
}

impl Sandbox {
    /// Starts a sandbox with 20 users, 30 days of data and one account, on a free port.
    ///
    /// # Errors
    /// If there is no free port, or the temporary folder cannot be used.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// The settings of a sandbox.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// Sets the seed of the data, and of the faults; 1 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets how many days before now have data; 30 by default.
    pub fn days(mut self, days: u32) -> Self {
        self.scale.days = days;
        self
    }

    /// Sets how many users each project has; 20 by default. A user has some 45 connections in 30 days.
    pub fn users(mut self, users: u32) -> Self {
        self.scale.users = users;
        self
    }

    /// Sets how many desktops each project has; at least one per user, which is the default.
    pub fn desktops(mut self, desktops: u32) -> Self {
        self.scale.desktops = desktops;
        self
    }

    /// Keeps the data in this database of SQLite, and the exported files in the folder beside it whose name ends with `.files`. A
    /// database that has data keeps it. Without this, all of it is in a temporary folder that ends with the sandbox.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.file = Some(path.into());
        self
    }

    /// Sets the port on 127.0.0.1; a free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the clock; that of the system by default.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets what goes wrong; nothing by default.
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Adds a project with its credentials, and data of its own. The first one is that of [`Sandbox::client`]; without any, it is
    /// [`Account::sandbox`].
    pub fn account(mut self, account: Account) -> Self {
        self.accounts.push(account);
        self
    }

    /// Sets how long a finished task keeps its file, before it is `EXPIRED`; a week by default. How long the service keeps files is
    /// not published.
    pub fn retention(mut self, retention: Duration) -> Self {
        self.retention = retention;
        self
    }

    /// Rejects a signature that was accepted before. Off by default: the date of a signature has no fractions, so two equal
    /// requests of one second have the same signature, for example of a client that polls.
    pub fn reject_repeated_signatures(mut self) -> Self {
        self.rejects_repeats = true;
        self
    }

    /// Starts it: opens the database, generates the data that it does not have, continues the tasks that an earlier process left,
    /// and listens on 127.0.0.1.
    ///
    /// # Errors
    /// If the port, the database or the folder of the files cannot be used.
    pub async fn start(mut self) -> Result<Sandbox, StartError> {
        if self.accounts.is_empty() {
            self.accounts.push(Account::sandbox());
        }
        let listener =
            TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await?;
        let opening = self.clone();
        let opened = tokio::task::spawn_blocking(move || opening.open()).await;
        let opened = opened.map_err(io::Error::other)??;
        let faults = FaultSwitch::new(self.faults, self.seed);
        let journal = Journal::default();
        let store = Arc::new(opened.store);
        let retention = i64::try_from(self.retention.as_millis()).unwrap_or(i64::MAX);
        let jobs = Jobs::new(
            Arc::clone(&store),
            opened.folder,
            self.clock.clone(),
            faults.clone(),
            retention,
            opened.temporary,
        );
        jobs.recover()?;
        let service = Service {
            store,
            jobs,
            clock: self.clock.clone(),
            faults: faults.clone(),
            slots: Arc::new(Semaphore::new(AT_ONCE)),
        };
        let gatekeeper = Gatekeeper::new(
            self.accounts.clone(),
            self.clock.clone(),
            self.rejects_repeats,
        );
        let gateway = Gateway::new(self.clock, faults, journal);
        let router = router(&service, gatekeeper, &gateway);
        Sandbox::run(
            listener,
            router,
            Parts {
                service,
                gateway,
                accounts: self.accounts,
                database: opened.database,
                connections: opened.connections,
            },
        )
    }

    /// Opens the database and fills it.
    fn open(&self) -> Result<Opened, StartError> {
        let temporary = match self.file {
            Some(_) => None,
            None => Some(
                tempfile::Builder::new()
                    .prefix("workspace-sandbox-")
                    .tempdir()?,
            ),
        };
        let database = match (&self.file, &temporary) {
            (Some(file), _) => file.clone(),
            (None, Some(folder)) => folder.path().join("sandbox.db"),
            (None, None) => PathBuf::from("sandbox.db"),
        };
        let store = Store::open(&database, temporary.is_none())?;
        let mut connections = 0;
        for account in &self.accounts {
            connections += store.fill(&Data {
                project: account.project_id(),
                seed: self.seed,
                scale: self.scale,
                now: self.clock.millis(),
            })?;
        }
        let mut folder = database.clone().into_os_string();
        folder.push(".files");
        let folder = PathBuf::from(folder);
        std::fs::create_dir_all(&folder)?;
        Ok(Opened {
            store,
            folder,
            database,
            temporary,
            connections,
        })
    }
}

struct Opened {
    store: Store,
    folder: PathBuf,
    database: PathBuf,
    temporary: Option<tempfile::TempDir>,
    connections: u64,
}

/// The API behind its gateway, and the page.
fn router(service: &Service, gatekeeper: Gatekeeper, gateway: &Gateway) -> Router {
    let api = routes(service.clone())
        .authenticator(gatekeeper.clone())
        .verifier(ALGORITHM, gatekeeper)
        .problems(|problem, _| in_words_of_the_service(problem))
        .body_limit(LARGEST_BODY)
        .with_docs(DOCS)
        .into_router()
        .layer(from_fn_with_state(gateway.clone(), pass));
    let page = page::router(Page {
        service: service.clone(),
        gateway: gateway.clone(),
    });
    page.merge(api)
}
