//! A transport over the `fetch` of JavaScript, in browsers, workers and Node.js.

// ANCHOR: fetch
use huaweicloud_workspace::runtime::client::Transport;
use huaweicloud_workspace::runtime::http::{HeaderName, HeaderValue, Request, Response};
use huaweicloud_workspace::runtime::{Body, BoxError};
use js_sys::{Array, Function, Reflect, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Sends requests with `fetch`. Values of JavaScript stay on their thread, which the wrapper checks.
pub fn fetch() -> impl Transport {
    tower::service_fn(|request: Request<Body>| {
        SendWrapper::new(async { send(request).await.map_err(|error| format!("{error:?}")) })
    })
}

async fn send(request: Request<Body>) -> Result<Response<Body>, JsValue> {
    let text = |error: BoxError| JsValue::from(error.to_string());
    let (parts, body) = request.into_parts();
    let body = body.collect(u64::MAX).await;
    let body = body.map_err(|error| text(error.into()))?;

    let init = web_sys::RequestInit::new();
    init.set_method(parts.method.as_str());
    let headers = web_sys::Headers::new()?;
    for (name, value) in &parts.headers {
        let value = value.to_str().map_err(|error| text(error.into()))?;
        headers.append(name.as_str(), value)?;
    }
    init.set_headers(&headers);
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(&body[..]));
    }
    let request = web_sys::Request::new_with_str_and_init(&parts.uri.to_string(), &init)?;

    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &"fetch".into())?.dyn_into()?;
    let response =
        JsFuture::from(js_sys::Promise::resolve(&fetch.call1(&global, &request)?)).await?;
    let response: web_sys::Response = response.dyn_into()?;

    let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?);
    let mut answer = Response::new(Body::full(bytes.to_vec()));
    let status = response.status().try_into();
    *answer.status_mut() = status.map_err(|_| JsValue::from("an impossible status"))?;
    for header in response.headers().entries() {
        let header: Array = header?.dyn_into()?;
        let [name, value] = [0, 1].map(|part| header.get(part).as_string().unwrap_or_default());
        let name = HeaderName::try_from(name).map_err(|error| text(error.into()))?;
        let value = HeaderValue::try_from(value).map_err(|error| text(error.into()))?;
        answer.headers_mut().append(name, value);
    }
    Ok(answer)
}
// ANCHOR_END: fetch
