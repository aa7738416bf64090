//! The server, in a process of its own, so that its memory and its descriptors are its own.
//!
//! It serves the Workspace API, and the form of `uploads.yaml` below `/load`, with the default limits. It prints its address, and
//! for each byte of its standard input how many bytes it has allocated. It stops when the input ends: because the program that
//! started it asks for it, or has ended.

use std::alloc::System;
use std::io;

use bindwright_runtime::http::StatusCode;
use bindwright_runtime::server::Server;
use bindwright_runtime::{Error, Request, Response, Value};
use futures_util::StreamExt as _;
use stats_alloc::StatsAlloc;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

use crate::exchange;
use crate::uploads::{self, Arrived, Upload, UploadsApi};

/// Counts what is allocated, which the memory of the process does not show: the system's allocator keeps memory for later.
#[global_allocator]
static ALLOCATOR: StatsAlloc<System> = StatsAlloc::system();

/// How many bytes are allocated now.
fn allocated() -> usize {
    let stats = ALLOCATOR.stats();
    // A reallocation counts in these two as well.
    stats.bytes_allocated.wrapping_sub(stats.bytes_deallocated)
}

/// Reads every byte of every file.
struct Counting;

impl UploadsApi for Counting {
    async fn upload(&self, request: Request<Upload>) -> Result<Response<Arrived>, Error> {
        let mut bytes = 0;
        for file in request.into_inner().body.files {
            let mut content = file.into_content();
            while let Some(chunk) = content.next().await {
                let chunk = chunk.map_err(|error| {
                    let body = Value::from(error.to_string());
                    Error::api(StatusCode::INTERNAL_SERVER_ERROR, body)
                })?;
                bytes += i64::try_from(chunk.len()).unwrap_or(i64::MAX);
            }
        }
        Ok(Response::new(Arrived::new(bytes)))
    }
}

/// Serves on loopback until the standard input ends.
pub async fn run() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let router = exchange::service().nest("/load", uploads::router(Counting));
    let stop = async {
        let mut input = tokio::io::stdin();
        // The end and a failure mean the same.
        while let Ok(1..) = input.read(&mut [0]).await {
            println!("{}", allocated());
        }
    };
    Server::new(listener, router).run_until(stop).await;
    Ok(())
}
