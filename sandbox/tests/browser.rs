//! The page in a browser: `cargo test --manifest-path sandbox/Cargo.toml --features browser --test browser`. Needs `chromedriver`
//! and `chromium` (packages of Debian: `chromium-driver`, `chromium`). With `SCREENSHOTS` set to a folder, the pages are saved there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::process::Stdio;
use std::time::Duration;

use axum::http::Method;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use futures_util::FutureExt as _;
use huaweicloud_workspace::ExportUserConnections;
use huaweicloud_workspace::runtime::client::Wait;
use huaweicloud_workspace_sandbox::{Clock, Sandbox};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// More stops of Tab than the page has: a field for a time has one for each of its parts.
const MANY: usize = 60;

/// Asks for what the page has written to the console: errors of scripts, and what the browser has blocked.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}

/// A script that names a control.
const LABEL: &str = "it => [it.tagName, it.name, it.tagName === 'BUTTON' ? it.value : '', it.getAttribute('aria-labelledby')].join(' ')";

fn labels(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|label| label.as_str().unwrap().to_owned())
        .collect()
}

/// A browser, whose driver ends with it.
struct Browser {
    client: Client,
    _driver: Child,
}

impl Browser {
    /// A window of this size, as on a phone.
    async fn open((width, height): (u32, u32)) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next_line().await.unwrap().unwrap();
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                break rest.trim_end_matches('.').to_owned();
            }
        };
        let capabilities = json!({
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"],
                "mobileEmulation": {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0}},
            },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("an object is written above")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap();
        Self {
            client,
            _driver: driver,
        }
    }

    async fn evaluate(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Presses and releases a key, wherever the focus is.
    async fn press(&self, key: Key) {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Saves what is seen, if that is asked for.
    async fn save(&self, name: &str) {
        if let Some(folder) = std::env::var_os("SCREENSHOTS") {
            let picture = self.client.screenshot().await.unwrap();
            let path = std::path::Path::new(&folder).join(name);
            std::fs::write(path, picture).unwrap();
        }
    }
}

/// A window of a phone.
const NARROW: (u32, u32) = (375, 800);

/// A window of a screen.
const WIDE: (u32, u32) = (1280, 800);

/// One that shows all of the page: for the picture of the book.
const WHOLE: (u32, u32) = (900, 2400);

/// Runs a test in a window of this size, which writes nothing to the console. The browser ends with the test, also if that fails: its
/// page would go on asking at a port that others get later.
async fn in_browser(size: (u32, u32), test: impl AsyncFnOnce(&Browser)) {
    let browser = Browser::open(size).await;
    let tested = AssertUnwindSafe(test(&browser)).catch_unwind().await;
    let log = browser.client.issue_cmd(ConsoleLog).await;
    browser.client.close().await.unwrap();
    if let Err(panic) = tested {
        resume_unwind(panic);
    }
    assert_eq!(log.unwrap(), json!([]), "messages on the console");
}

/// A sandbox that has made a report.
async fn sandbox() -> Sandbox {
    let clock = Clock::stopped_at("2026-06-01T08:09:10Z".parse().unwrap());
    let sandbox = Sandbox::builder()
        .users(30)
        .clock(clock)
        .start()
        .await
        .unwrap();
    let wait = Wait::default().interval(Duration::from_millis(5));
    let task = sandbox
        .client()
        .export_user_connections_and_wait(ExportUserConnections::new(), wait)
        .await;
    task.unwrap();
    sandbox
}

/// What the page shows fits windows of phones and of screens, and no script or style of it is blocked.
#[tokio::test]
async fn the_page_fits_its_window() {
    let sandbox = sandbox().await;
    for (size, name) in [
        (NARROW, "sandbox-narrow.png"),
        (WIDE, "sandbox-wide.png"),
        (WHOLE, "sandbox.png"),
    ] {
        in_browser(size, async |browser| {
        browser.client.goto(sandbox.endpoint()).await.unwrap();
        let page = "return document.documentElement.scrollWidth";
        assert_eq!(browser.evaluate(page).await, json!(size.0));
        let styled = "return document.styleSheets[0].cssRules.length > 0";
        assert_eq!(browser.evaluate(styled).await, json!(true));
        let bars =
            "return [...document.querySelectorAll('svg')].map(chart => chart.clientWidth > 100)";
        assert_eq!(browser.evaluate(bars).await, json!([true, true, true]));
        browser.save(name).await;
        }).await;
    }
}

/// Every control can be reached by Tab, and the focus can be seen. Enter on a button moves the clock.
#[tokio::test]
async fn the_page_is_used_by_keyboard_alone() {
    let sandbox = sandbox().await;
    in_browser(NARROW, async |browser| {
    browser.client.goto(sandbox.endpoint()).await.unwrap();
    let all =
        format!("return [...document.querySelectorAll('input, button, [tabindex]')].map({LABEL})");
    let controls = labels(&browser.evaluate(&all).await);
    let focused = format!(
        "const it = document.activeElement; const outline = it.type === 'datetime-local' ? 'on its part' : getComputedStyle(it).outlineStyle; return [({LABEL})(it), outline]"
    );
    let mut reached = BTreeSet::new();
    for _ in 0..MANY {
        browser.press(Key::Tab).await;
        let focused = browser.evaluate(&focused).await;
        if let Some(label) = focused[0]
            .as_str()
            .filter(|label| controls.contains(*label))
        {
            assert_ne!(focused[1], json!("none"), "the focus is seen on {label}");
            reached.insert(label.to_owned());
        }
    }
    assert_eq!(reached, controls);

    let focus = "document.querySelector('button[value=\"86400\"]').focus()";
    browser.evaluate(focus).await;
    browser.press(Key::Enter).await;
    browser
        .client
        .wait()
        .for_element(Locator::Css("#live time"))
        .await
        .unwrap();
    assert_eq!(sandbox.clock().now().to_string(), "2026-06-02T08:09:10Z");
    }).await;
}

/// The part that changes is replaced without loading the page again.
#[tokio::test]
async fn new_tasks_appear_by_themselves() {
    let sandbox = sandbox().await;
    in_browser(WIDE, async |browser| {
        browser.client.goto(sandbox.endpoint()).await.unwrap();
        browser.evaluate("window.same = true").await;
        let request = ExportUserConnections::new().terminal_type("Windows");
        let wait = Wait::default().interval(Duration::from_millis(5));
        let task = sandbox
            .client()
            .export_user_connections_and_wait(request, wait)
            .await
            .unwrap();
        let id = task.task_id.clone().unwrap();
        let cell = format!("//code[text()='{id}']");
        browser
            .client
            .wait()
            .for_element(Locator::XPath(&cell))
            .await
            .unwrap();
        assert_eq!(browser.evaluate("return window.same").await, json!(true));
    })
    .await;
}

/// The documentation of the API shows its operations, and loads nothing from elsewhere.
#[tokio::test]
async fn the_documentation_shows_all_operations() {
    let sandbox = sandbox().await;
    in_browser(WIDE, async |browser| {
        let link = Locator::LinkText("Documentation of the API");
        browser.client.goto(sandbox.endpoint()).await.unwrap();
        browser.client.find(link).await.unwrap().click().await.unwrap();
        let operation = Locator::Css(".opblock");
        browser.client.wait().for_element(operation).await.unwrap();
        let paths = "return [...document.querySelectorAll('.opblock-summary-path')].map(it => it.dataset.path)";
        let shown = labels(&browser.evaluate(paths).await);
        assert_eq!(shown.len(), 7, "{shown:?}");
        for path in ["/v2/{project_id}/export-tasks", "/v3/{project_id}/desktops/connections/export"] {
            assert!(shown.contains(path), "{path}");
        }
        let elsewhere = format!(
            "return performance.getEntriesByType('resource').map(it => it.name).filter(name => !name.startsWith('{}/'))",
            sandbox.endpoint()
        );
        assert_eq!(browser.evaluate(&elsewhere).await, json!([]));
        browser.client.find(operation).await.unwrap().click().await.unwrap();
        let parameters = Locator::Css(".opblock.is-open .parameters");
        browser.client.wait().for_element(parameters).await.unwrap();
        browser.save("sandbox-docs.png").await;
    })
    .await;
}
