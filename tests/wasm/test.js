// The client in Node.js, against a server on a loopback socket: `node test.js FOLDER`.
const assert = require("node:assert");
const http = require("node:http");
const path = require("node:path");
const test = require("node:test");

const client = require(path.resolve(process.env.MODULE));

/** Serves these responses one after the other, and returns the URL and the requests. */
async function serve(t, ...replies) {
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    const { status = 200, headers = {}, body, after = 0 } = replies.shift() ?? { status: 500, body: {} };
    if (body === undefined) return; // No response at all.
    const type = { "content-type": "application/json" };
    const answer = () => response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
    setTimeout(answer, after);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, requests };
}

const page = (ids, count) => ({
  body: { export_tasks: ids.map((task_id) => ({ task_id })), count },
});

test("a call is sent by fetch, and its response is decoded", async (t) => {
  const { url, requests } = await serve(t, page(["t1", "t2"], 2));
  assert.equal(await client.call(url), "t1,t2");
  const [{ method, url: target, headers }] = requests;
  assert.equal(`${method} ${target}`, "GET /v2/p1/export-tasks?limit=7");
  assert.equal(headers["x-auth-token"], "token-1");
});

test("an error has what the server said", async (t) => {
  const body = { error_code: "WKS.1", error_msg: "no such project" };
  const { url } = await serve(t, { status: 404, body });
  await assert.rejects(client.call(url), (error) => {
    assert.match(error, /404 Not Found/);
    assert.match(error, /WKS\.1/);
    return true;
  });
});

test("no connection is an error of the transport", async () => {
  await assert.rejects(client.call("http://127.0.0.1:1"), (error) => {
    assert.match(error, /no response: .*fetch failed/);
    return true;
  });
});

test("a signature has the date of JavaScript", async (t) => {
  const { url, requests } = await serve(t, page([], 0));
  assert.equal(await client.signed(url), "200 OK");
  const { "x-sdk-date": date, authorization } = requests[0].headers;
  assert.match(authorization, /^SDK-HMAC-SHA256 Access=access, /);
  const parts = date.match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/).slice(1).map(Number);
  const [year, month, ...rest] = parts;
  const sent = Date.UTC(year, month - 1, ...rest);
  assert(Math.abs(Date.now() - sent) < 3600_000, date);
});

test("a request is repeated after a pause", async (t) => {
  const busy = { status: 503, body: {} };
  const { url, requests } = await serve(t, busy, busy, page([], 0));
  assert.equal(await client.repeated(url), "200 OK");
  assert.equal(requests.length, 3);
});

test("Retry-After may be a date", async (t) => {
  const headers = { "retry-after": new Date(Date.now() - 5000).toUTCString() };
  const { url, requests } = await serve(t, { status: 503, headers, body: {} }, page([], 0));
  assert.equal(await client.repeated(url), "200 OK");
  assert.equal(requests.length, 2);
});

test("the limit of time ends a call", async (t) => {
  const { url } = await serve(t, {});
  await assert.rejects(client.late(url), (error) => {
    assert.match(error, /no response within 40ms/);
    return true;
  });
});

test("the longest limit of time is one that setTimeout can wait for", async (t) => {
  const delays = [];
  const original = globalThis.setTimeout;
  t.after(() => (globalThis.setTimeout = original));
  globalThis.setTimeout = (callback, delay, ...rest) => {
    delays.push(delay);
    return original(callback, delay, ...rest);
  };
  const { url } = await serve(t, { ...page([], 0), after: 50 });
  assert.equal(await client.patient(url), "200 OK");
  const days = delays.map((delay) => delay / 86_400_000);
  assert(days.some((delay) => delay > 19 && delay < 24), `${days}`);
  assert(delays.length < 20, `a timer that is too long fires at once: ${delays}`);
});

test("pages are requested until the count", async (t) => {
  const { url, requests } = await serve(t, page(["t1", "t2"], 3), page(["t3"], 3));
  assert.equal(await client.pages(url), "t1,t2,t3");
  assert.equal(requests.length, 2);
});

test("a task is polled until it ends", async (t) => {
  const task = (status) => ({ body: { export_tasks: [{ task_id: "t1", status }] } });
  const started = { status: 202, body: { task_id: "t1" } };
  const { url, requests } = await serve(t, started, task("PROCESSING"), task("SUCCESS"));
  assert.equal(await client.wait(url), "t1");
  assert.equal(requests.length, 3);
});

test("a stream without progress ends", async () => {
  await assert.rejects(client.stalled(), (error) => {
    assert.match(error, /no progress for 40ms/);
    return true;
  });
});
