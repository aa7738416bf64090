//! The runtime's own sources, which the generator copies beside the crates that it makes.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        /// Every file of this package: its path, and its text.
        pub const FILES: &[(&str, &str)] = &[
            ("Cargo.toml", include_str!("../Cargo.toml")),
            $((concat!("src/", $path), include_str!($path))),*
        ];
    };
}

files! {
    "awaited.rs", "body.rs", "body_chain.rs", "body_codec.rs", "body_collect.rs", "check/assert.rs", "check/bound.rs",
    "check/compare.rs", "check/cursor.rs", "check/inner.rs", "check/limit.rs", "check/mod.rs", "check/nested.rs",
    "check/pattern.rs", "check/place.rs", "check/rules.rs", "check/shown.rs", "check/subject.rs", "check/unique.rs",
    "client/applied.rs", "client/attempt.rs", "client/blocking/iter.rs", "client/blocking/mod.rs", "client/blocking/reader.rs",
    "client/blocking/upload.rs", "client/builder.rs", "client/callback.rs", "client/callback_url.rs", "client/chain/file.rs",
    "client/chain/found.rs", "client/chain/mod.rs", "client/chain/search.rs", "client/chain/source.rs",
    "client/chain/variables.rs", "client/client_credential.rs", "client/core.rs", "client/credential.rs", "client/deadline.rs",
    "client/default_headers.rs", "client/destination.rs", "client/download/error.rs", "client/download/file.rs",
    "client/download/mod.rs", "client/download/ranges.rs", "client/download/sink.rs", "client/download/transfer.rs",
    "client/endpoint.rs", "client/error_in_file.rs", "client/exchange.rs", "client/idle.rs", "client/issued.rs",
    "client/joined.rs", "client/keys.rs", "client/limits.rs", "client/link_header.rs", "client/missing_credential.rs",
    "client/mod.rs", "client/oauth.rs", "client/oauth_exchange.rs", "client/page_fields.rs", "client/page_place.rs",
    "client/page_requests.rs", "client/page_url.rs", "client/pages.rs", "client/passing.rs", "client/pending_signature.rs",
    "client/pending_token.rs", "client/pending_tokens.rs", "client/prepare.rs", "client/prepared.rs", "client/reconnect.rs",
    "client/reference.rs", "client/response.rs", "client/retry.rs", "client/settings.rs", "client/signing_layer.rs",
    "client/target.rs", "client/token.rs", "client/token_cache.rs", "client/transport/assemble.rs", "client/transport/bound.rs",
    "client/transport/builder.rs", "client/transport/connect.rs", "client/transport/connect_limit.rs",
    "client/transport/decompress.rs", "client/transport/erased.rs", "client/transport/mod.rs", "client/transport/proxy.rs",
    "client/transport/proxy_connector.rs", "client/transport/redirect.rs", "client/transport/redirect_status.rs",
    "client/transport/reqwest.rs", "client/transport/service.rs", "client/transport/tls/mod.rs",
    "client/transport/tls/settings.rs", "client/transport/tls/with_native_tls.rs", "client/transport/tls/with_rustls.rs",
    "client/transport/zstd.rs", "client/unfinished.rs", "client/upload.rs", "client/wait.rs", "client/wait_polls.rs",
    "client/wait_settings.rs", "clock.rs", "codec/any_of.rs", "codec/attempt.rs", "codec/collection.rs", "codec/constant.rs",
    "codec/display.rs", "codec/encode_error.rs", "codec/entries.rs", "codec/enum_support.rs", "codec/error.rs", "codec/exact.rs",
    "codec/field_key.rs", "codec/fields_read.rs", "codec/formats.rs", "codec/integral.rs", "codec/json.rs", "codec/json_error.rs",
    "codec/json_escapes.rs", "codec/json_number.rs", "codec/keys.rs", "codec/kind.rs", "codec/listed.rs", "codec/memory.rs",
    "codec/mod.rs", "codec/nesting.rs", "codec/nullable.rs", "codec/number.rs", "codec/number_text.rs", "codec/one_way.rs",
    "codec/outcome.rs", "codec/output.rs", "codec/pair_fault.rs", "codec/parts.rs", "codec/place.rs", "codec/progress.rs",
    "codec/push.rs", "codec/quotes.rs", "codec/reader.rs", "codec/recognized.rs", "codec/record.rs", "codec/scalar.rs",
    "codec/scalars.rs", "codec/score.rs", "codec/serde.rs", "codec/settle.rs", "codec/slot.rs", "codec/stack.rs",
    "codec/time_scanner.rs", "codec/time_text.rs", "codec/times.rs", "codec/tree.rs", "codec/trial.rs", "codec/tried.rs",
    "codec/unbuilt.rs", "codec/union.rs", "codec/untagged.rs", "codec/unwritten.rs", "codec/value.rs", "codec/value_codec.rs",
    "codec/view.rs", "codec/writer.rs", "codec/writer_nested.rs", "codec/writer_tags.rs", "codec/writer_union.rs",
    "codec/written.rs", "codegen/blocking.rs", "codegen/bodies.rs", "codegen/calls.rs", "codegen/codec.rs", "codegen/complete.rs",
    "codegen/constructors.rs", "codegen/contract.rs", "codegen/decode.rs", "codegen/dynamic.rs", "codegen/encode.rs",
    "codegen/enumeration.rs", "codegen/enums.rs", "codegen/limits.rs", "codegen/mod.rs", "codegen/object.rs",
    "codegen/operation.rs", "codegen/pages.rs", "codegen/pattern.rs", "codegen/responses.rs", "codegen/serde.rs",
    "codegen/waiter.rs", "coding.rs", "cookie.rs", "credential_file.rs", "deep_object.rs", "encoded.rs", "error/api.rs",
    "error/config.rs", "error/mod.rs", "error/received.rs", "error/search.rs", "error/timeout.rs", "error/token.rs",
    "error/transport.rs", "error/unexpected.rs", "error_body/bodies.rs", "error_body/details.rs", "error_body/fill.rs",
    "error_body/fill_parts.rs", "error_body/fill_texts.rs", "error_body/guess.rs", "error_body/in_success.rs",
    "error_body/mod.rs", "few.rs", "form.rs", "lib.rs", "media.rs", "media_fit.rs", "message/headers.rs", "message/learned.rs",
    "message/mod.rs", "message/request.rs", "message/request_id.rs", "message/response.rs", "multipart/attribute.rs",
    "multipart/file.rs", "multipart/file_name.rs", "multipart/head.rs", "multipart/mod.rs", "multipart/part.rs",
    "multipart/quoting.rs", "multipart/read.rs", "multipart/split.rs", "multipart/write.rs", "name_map.rs", "operation.rs",
    "operation_info.rs", "operation_spec.rs", "param/claims.rs", "param/expansion.rs", "param/lists.rs", "param/mod.rs",
    "param/raw.rs", "param/read.rs", "param/separator.rs", "param/set_cookie.rs", "param/style.rs", "param/value.rs",
    "param/write.rs", "param_location.rs", "parameter_texts.rs", "path_byte.rs", "path_values.rs", "payload.rs", "percent.rs",
    "problem.rs", "received_reply.rs", "request_reader.rs", "request_writer.rs", "response_match.rs", "response_spec.rs",
    "routing/accept.rs", "routing/axum_route.rs", "routing/methods.rs", "routing/mod.rs", "routing/nothing_at.rs",
    "routing/path.rs", "routing/router.rs", "routing/table.rs", "routing/template.rs", "scan.rs", "secret.rs", "security.rs",
    "segment.rs", "server/activity.rs", "server/auth.rs", "server/authorization.rs", "server/connection.rs", "server/context.rs",
    "server/denied.rs", "server/dispatch.rs", "server/docs.rs", "server/endpoint.rs", "server/error_response.rs",
    "server/exchanges.rs", "server/framing.rs", "server/handshake.rs", "server/http2.rs", "server/http2_limits.rs",
    "server/incoming.rs", "server/keep_alive.rs", "server/limits.rs", "server/mod.rs", "server/mount.rs",
    "server/multipart_buffer.rs", "server/openapi_document.rs", "server/panic.rs", "server/preface.rs", "server/presented.rs",
    "server/receive.rs", "server/registered.rs", "server/render.rs", "server/response.rs", "server/response_check.rs",
    "server/route_limits.rs", "server/route_responses.rs", "server/routes.rs", "server/serve.rs", "server/session.rs",
    "server/spool.rs", "server/table.rs", "server/tls.rs", "server/trace.rs", "server/verifiers.rs", "siblings.rs",
    "signing/algorithm.rs", "signing/mod.rs", "signing/sdk_hmac_sha256/canonical.rs", "signing/sdk_hmac_sha256/date.rs",
    "signing/sdk_hmac_sha256/digest.rs", "signing/sdk_hmac_sha256/mod.rs", "signing/sdk_hmac_sha256/roles.rs",
    "signing/sdk_hmac_sha256/sign.rs", "signing/sdk_hmac_sha256/verify.rs", "sources.rs", "status.rs", "stream.rs",
    "streaming/events.rs", "streaming/item_check.rs", "streaming/json_lines.rs", "streaming/line.rs", "streaming/mod.rs",
    "streaming/parse.rs", "template.rs", "typed_header.rs", "unimplemented.rs", "untrusted/causes.rs", "untrusted/escape.rs",
    "untrusted/find.rs", "untrusted/mod.rs", "untrusted/named.rs", "untrusted/names.rs", "untrusted/redaction.rs",
    "untrusted/sent.rs", "violations.rs",
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Lists the files below `folder` by their paths below `src`.
    fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                list(&entry.path(), &format!("{name}/"), found);
            } else if name.ends_with(".rs") {
                found.push(format!("src/{name}"));
            }
        }
    }

    /// The list above is the folder's; with `UPDATE` set, the test rewrites it.
    #[test]
    fn every_file_is_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        list(&folder, "", &mut found);
        found.sort();
        let listed: Vec<&str> = super::FILES.iter().skip(1).map(|(path, _)| *path).collect();
        if found != listed && std::env::var_os("UPDATE").is_some() {
            let file = folder.join("sources.rs");
            let text = std::fs::read_to_string(&file).unwrap();
            let (start, rest) = text.split_once("\nfiles! {\n").unwrap();
            let (_, end) = rest.split_once("\n}\n").unwrap();
            let mut rows = vec!["   ".to_owned()];
            for path in &found {
                let row = format!(" {:?},", path.trim_start_matches("src/"));
                match rows.last_mut() {
                    Some(last) if last.len() + row.len() <= 130 => last.push_str(&row),
                    _ => rows.push(format!("   {row}")),
                }
            }
            std::fs::write(
                &file,
                format!("{start}\nfiles! {{\n{}\n}}\n{end}", rows.join("\n")),
            )
            .unwrap();
        }
        assert_eq!(found, listed, "run this test with UPDATE=1");
    }
}
