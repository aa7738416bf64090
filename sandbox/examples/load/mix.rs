//! What a client asks for: 20 requests, again and again, that leave the sandbox as it was.
//!
//! | of 20 | request | credentials |
//! |---|---|---|
//! | 10 | the list of tasks | a signature |
//! | 5 | who uses the assistant most | the token |
//! | 3 | the file of a task | the token |
//! | 1 | an export, whose file is made in the background | a signature |
//! | 1 | the deletion of the task of an export before, with its file | the token |

use std::io::{self, Error};
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use huaweicloud_workspace::runtime::http::{Request, request};
use huaweicloud_workspace::runtime::signing::sdk_hmac_sha256::sign;
use huaweicloud_workspace_sandbox::Account;
use jiff::{SignedDuration, Timestamp};

use crate::client::{Connection, Outcome};

/// Where requests go, and what they name.
#[derive(Debug, Clone)]
pub struct Target {
    pub address: SocketAddr,
    account: Account,
    /// A task with a file.
    task: String,
    from: String,
    to: String,
}

/// One client: a connection, and the task that it has to delete.
#[derive(Debug)]
pub struct Caller {
    target: Target,
    connection: Option<Connection>,
    created: Option<String>,
}

impl Target {
    /// The target with a finished task.
    pub async fn prepared(address: SocketAddr) -> io::Result<Self> {
        let text = |time: Timestamp| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let now = Timestamp::now();
        let before = now.checked_sub(SignedDuration::from_hours(24));
        let mut target = Self {
            address,
            account: Account::sandbox(),
            task: String::new(),
            from: text(before.map_err(Error::other)?),
            to: text(now),
        };
        let mut caller = target.caller();
        caller.call(&target.export()?).await;
        target.task = caller
            .created
            .take()
            .ok_or_else(|| Error::other("no task"))?;
        let download = target.download();
        while caller.call(&download).await != Some(200) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(target)
    }

    /// A client.
    pub fn caller(&self) -> Caller {
        Caller {
            target: self.clone(),
            connection: None,
            created: None,
        }
    }

    fn project(&self) -> &str {
        self.account.project_id()
    }

    /// The list of tasks, signed now.
    pub fn list(&self) -> io::Result<Vec<u8>> {
        self.signed(&format!("/v2/{}/export-tasks?limit=10", self.project()))
    }

    fn export(&self) -> io::Result<Vec<u8>> {
        let (project, from, to) = (self.project(), &self.from, &self.to);
        self.signed(&format!(
            "/v3/{project}/desktops/connections/export?start_time={from}&end_time={to}"
        ))
    }

    fn assistant(&self) -> Vec<u8> {
        let (from, to) = (&self.from, &self.to);
        let path = "/v3/users/ai-assistant/statistics/usage-frequency";
        self.with_token(
            "GET",
            &format!("{path}?start_time={from}&end_time={to}"),
            "",
        )
    }

    fn download(&self) -> Vec<u8> {
        let (project, task) = (self.project(), &self.task);
        self.with_token(
            "GET",
            &format!("/v2/{project}/export-tasks/{task}/download"),
            "",
        )
    }

    fn deletion(&self, id: &str) -> Vec<u8> {
        let path = format!("/v2/{}/export-tasks/batch-delete", self.project());
        self.with_token("POST", &path, &format!(r#"{{"task_ids":["{id}"]}}"#))
    }

    fn with_token(&self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let (host, token) = (self.address, self.account.token().expose());
        let described = match body.len() {
            0 => String::new(),
            length => format!("content-type: application/json\r\ncontent-length: {length}\r\n"),
        };
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nx-auth-token: {token}\r\n{described}\r\n{body}"
        )
        .into_bytes()
    }

    fn signed(&self, path: &str) -> io::Result<Vec<u8>> {
        let request = Request::get(path).header("host", self.address.to_string());
        let request = request.body(()).map_err(Error::other)?;
        let (mut parts, ()) = request.into_parts();
        let signed = sign(&mut parts, b"", self.account.keys(), SystemTime::now());
        signed.map_err(Error::other)?;
        Ok(head(&parts))
    }
}

/// The bytes of a request without a body.
fn head(parts: &request::Parts) -> Vec<u8> {
    let mut bytes = format!("{} {} HTTP/1.1\r\n", parts.method, parts.uri).into_bytes();
    for (name, value) in &parts.headers {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend(b"\r\n");
    bytes
}

impl Caller {
    /// Sends the request of this turn. The status of the response; `None` if there is none.
    pub async fn turn(&mut self, turn: u64) -> Option<u16> {
        let target = &self.target;
        let request = match turn % 20 {
            0 => target.export().ok()?,
            2 | 9 | 16 => target.download(),
            1 | 5 | 8 | 12 | 15 => target.assistant(),
            19 => match self.created.take() {
                Some(id) => target.deletion(&id),
                None => target.list().ok()?,
            },
            _ => target.list().ok()?,
        };
        self.call(&request).await
    }

    /// Sends a request. The task that it creates is remembered.
    pub async fn call(&mut self, request: &[u8]) -> Option<u16> {
        let mut connection = match self.connection.take() {
            Some(open) => open,
            None => Connection::open(self.target.address).await.ok()?,
        };
        let Outcome::Response { status, is_open } = connection.exchange(request).await else {
            return None;
        };
        let body: Option<serde_json::Value> = match connection.body() {
            text @ [b'{', ..] => serde_json::from_slice(text).ok(),
            _ => None,
        };
        let id = body.as_ref().and_then(|body| body.get("task_id")?.as_str());
        if let Some(id) = id {
            self.created = Some(id.to_owned());
        }
        self.connection = is_open.then_some(connection);
        Some(status)
    }
}
