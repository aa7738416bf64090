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
    "body.rs",
    "body_codec.rs",
    "check/assert.rs",
    "check/bound.rs",
    "check/compare.rs",
    "check/cursor.rs",
    "check/inner.rs",
    "check/limit.rs",
    "check/mod.rs",
    "check/nested.rs",
    "check/pattern.rs",
    "check/place.rs",
    "check/rules.rs",
    "check/shown.rs",
    "check/subject.rs",
    "client/builder.rs",
    "client/callback_url.rs",
    "client/core.rs",
    "client/credential.rs",
    "client/default_transport.rs",
    "client/endpoint.rs",
    "client/mod.rs",
    "client/pages.rs",
    "client/prepare.rs",
    "client/response.rs",
    "client/retry.rs",
    "client/settings.rs",
    "client/signing_layer.rs",
    "client/target.rs",
    "client/transport.rs",
    "client/wait.rs",
    "clock.rs",
    "codec/any_of.rs",
    "codec/attempt.rs",
    "codec/collection.rs",
    "codec/constant.rs",
    "codec/display.rs",
    "codec/encode_error.rs",
    "codec/entries.rs",
    "codec/enum_support.rs",
    "codec/error.rs",
    "codec/exact.rs",
    "codec/formats.rs",
    "codec/json.rs",
    "codec/json_error.rs",
    "codec/json_jiter.rs",
    "codec/kind.rs",
    "codec/memory.rs",
    "codec/mod.rs",
    "codec/name_fault.rs",
    "codec/nesting.rs",
    "codec/nullable.rs",
    "codec/number.rs",
    "codec/one_way.rs",
    "codec/outcome.rs",
    "codec/output.rs",
    "codec/progress.rs",
    "codec/quotes.rs",
    "codec/reader.rs",
    "codec/recognized.rs",
    "codec/record.rs",
    "codec/scalar.rs",
    "codec/scalars.rs",
    "codec/score.rs",
    "codec/serde.rs",
    "codec/settle.rs",
    "codec/slot.rs",
    "codec/stack.rs",
    "codec/time_scanner.rs",
    "codec/times.rs",
    "codec/trial.rs",
    "codec/tried.rs",
    "codec/unbuilt.rs",
    "codec/union.rs",
    "codec/untagged.rs",
    "codec/unwritten.rs",
    "codec/value.rs",
    "codec/value_codec.rs",
    "codec/writer.rs",
    "codec/writer_tags.rs",
    "codec/writer_union.rs",
    "codegen/bodies.rs",
    "codegen/calls.rs",
    "codegen/codec.rs",
    "codegen/complete.rs",
    "codegen/constructors.rs",
    "codegen/contract.rs",
    "codegen/decode.rs",
    "codegen/encode.rs",
    "codegen/enumeration.rs",
    "codegen/enums.rs",
    "codegen/limits.rs",
    "codegen/mod.rs",
    "codegen/object.rs",
    "codegen/operation.rs",
    "codegen/pages.rs",
    "codegen/pattern.rs",
    "codegen/responses.rs",
    "codegen/serde.rs",
    "codegen/waiter.rs",
    "coding.rs",
    "cookie.rs",
    "deep_object.rs",
    "error/api.rs",
    "error/config.rs",
    "error/mod.rs",
    "error/received.rs",
    "error/transport.rs",
    "error/unexpected.rs",
    "error_body/bodies.rs",
    "error_body/details.rs",
    "error_body/fill.rs",
    "error_body/fill_parts.rs",
    "error_body/fill_texts.rs",
    "error_body/guess.rs",
    "error_body/in_success.rs",
    "error_body/mod.rs",
    "form.rs",
    "lib.rs",
    "media.rs",
    "message/headers.rs",
    "message/mod.rs",
    "message/request.rs",
    "message/response.rs",
    "multipart/attribute.rs",
    "multipart/file.rs",
    "multipart/head.rs",
    "multipart/mod.rs",
    "multipart/part.rs",
    "multipart/read.rs",
    "multipart/split.rs",
    "multipart/write.rs",
    "operation.rs",
    "operation_info.rs",
    "operation_spec.rs",
    "param/claims.rs",
    "param/lists.rs",
    "param/mod.rs",
    "param/raw.rs",
    "param/read.rs",
    "param/separator.rs",
    "param/style.rs",
    "param/write.rs",
    "param_location.rs",
    "parameter_texts.rs",
    "path_byte.rs",
    "path_values.rs",
    "payload.rs",
    "percent.rs",
    "problem.rs",
    "received_reply.rs",
    "request_reader.rs",
    "request_writer.rs",
    "response_match.rs",
    "response_spec.rs",
    "routing/accept.rs",
    "routing/axum_route.rs",
    "routing/methods.rs",
    "routing/mod.rs",
    "routing/nothing_at.rs",
    "routing/path.rs",
    "routing/router.rs",
    "routing/table.rs",
    "routing/template.rs",
    "scan.rs",
    "secret.rs",
    "security.rs",
    "segment.rs",
    "server/auth.rs",
    "server/authorization.rs",
    "server/connection.rs",
    "server/dispatch.rs",
    "server/endpoint.rs",
    "server/error_response.rs",
    "server/exchanges.rs",
    "server/framing.rs",
    "server/handshake.rs",
    "server/limits.rs",
    "server/mod.rs",
    "server/mount.rs",
    "server/multipart_buffer.rs",
    "server/panic.rs",
    "server/presented.rs",
    "server/receive.rs",
    "server/request_id.rs",
    "server/response.rs",
    "server/routes.rs",
    "server/serve.rs",
    "server/session.rs",
    "server/spool.rs",
    "server/table.rs",
    "server/verifiers.rs",
    "siblings.rs",
    "signing/algorithm.rs",
    "signing/mod.rs",
    "signing/sdk_hmac_sha256/canonical.rs",
    "signing/sdk_hmac_sha256/date.rs",
    "signing/sdk_hmac_sha256/digest.rs",
    "signing/sdk_hmac_sha256/mod.rs",
    "signing/sdk_hmac_sha256/roles.rs",
    "signing/sdk_hmac_sha256/sign.rs",
    "signing/sdk_hmac_sha256/verify.rs",
    "sources.rs",
    "status.rs",
    "stream.rs",
    "streaming/events.rs",
    "streaming/item_check.rs",
    "streaming/json_lines.rs",
    "streaming/line.rs",
    "streaming/mod.rs",
    "streaming/parse.rs",
    "template.rs",
    "typed_header.rs",
    "unimplemented.rs",
    "untrusted/causes.rs",
    "untrusted/escape.rs",
    "untrusted/find.rs",
    "untrusted/mod.rs",
    "untrusted/named.rs",
    "untrusted/names.rs",
    "untrusted/redaction.rs",
    "untrusted/sent.rs",
    "violations.rs",
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
            let rows: Vec<String> = found
                .iter()
                .map(|path| format!("    {:?},", path.trim_start_matches("src/")))
                .collect();
            std::fs::write(
                &file,
                format!("{start}\nfiles! {{\n{}\n}}\n{end}", rows.join("\n")),
            )
            .unwrap();
        }
        assert_eq!(found, listed, "run this test with UPDATE=1");
    }
}
