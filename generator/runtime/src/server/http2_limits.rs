//! The limits of connections that speak HTTP/2.

use std::time::Duration;

use hyper::server::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioTimer};

/// The limits of connections that speak HTTP/2. Those of [`Server`](super::Server) hold as well, each in the sense that it has for
/// several requests at once; see the table in the documentation of [`Server::http2`](super::Server::http2).
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Http2 {
    streams: u32,
    pub(super) resets: u64,
    stream_window: u32,
    connection_window: u32,
    keep_alive: Option<(Duration, Duration)>,
    pub(super) prior_knowledge: bool,
}

impl Default for Http2 {
    fn default() -> Self {
        Self {
            streams: 100,
            resets: 100,
            stream_window: 64 << 10,
            connection_window: 1 << 20,
            keep_alive: None,
            prior_knowledge: false,
        }
    }
}

impl Http2 {
    /// The default limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves HTTP/2 on connections without TLS as well, if the client begins with it ([RFC 9113, section
    /// 3.3](https://www.rfc-editor.org/rfc/rfc9113#section-3.3)). It is what proxies and gRPC clients call `h2c`. Connections that begin
    /// with anything else are HTTP/1.1. There is no upgrade from HTTP/1.1.
    pub fn prior_knowledge(mut self) -> Self {
        self.prior_knowledge = true;
        self
    }

    /// Sets how many requests of a connection may be in progress at once (`SETTINGS_MAX_CONCURRENT_STREAMS`); 100 by default. Further
    /// ones are rejected unread, and clients repeat them later.
    pub fn max_streams(mut self, streams: u32) -> Self {
        self.streams = streams;
        self
    }

    /// Sets how many requests a client may take back before its connection is closed; 100 by default. Requests that are answered make up
    /// for them: a connection is closed if more requests than this, and more than half of all, were taken back. It is the defense
    /// against [CVE-2023-44487](https://nvd.nist.gov/vuln/detail/CVE-2023-44487), beside that of h2, which closes a connection with more
    /// than 20 requests that are taken back before the server has looked at them.
    pub fn max_resets(mut self, resets: u64) -> Self {
        self.resets = resets;
        self
    }

    /// Sets how many bytes of a body a client may send before its handler reads them, for one request and for all of a connection; 64
    /// KiB and 1 MiB by default. More memory makes uploads over long distances faster.
    pub fn windows(mut self, stream: u32, connection: u32) -> Self {
        const LARGEST: u32 = i32::MAX as u32;
        self.stream_window = stream.min(LARGEST);
        self.connection_window = connection.min(LARGEST);
        self
    }

    /// Asks the client after each interval whether it is still there (`PING`), and closes the connection if there is no reply within the
    /// timeout. Off by default: a connection without requests is closed anyway, and one whose client has gone fails at the next write.
    pub fn keep_alive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.keep_alive = Some((interval, timeout));
        self
    }

    /// hyper with these limits.
    pub(super) fn builder(&self, head_bytes: usize) -> http2::Builder<TokioExecutor> {
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .max_concurrent_streams(self.streams)
            .max_header_list_size(u32::try_from(head_bytes).unwrap_or(u32::MAX))
            .initial_stream_window_size(self.stream_window)
            .initial_connection_window_size(self.connection_window)
            .max_send_buf_size(64 << 10);
        if let Some((interval, timeout)) = self.keep_alive {
            builder
                .keep_alive_interval(interval)
                .keep_alive_timeout(timeout);
        }
        builder
    }
}
