//! Does a proof hold for what is right, and does it find what is wrong? The faults are seeded into the generated modules.
//!
//! The crates are compiled below `target/`, and share their dependencies.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bindwright::Generator;
use bindwright::diff::counterexample::{ExchangeSamples, Seed};
use bindwright::prove::{
    ANSWER_TIME, Fault, FaultSide, PART_SIZE, Proof, ProofCrate, ProofFormat, ProofProgress,
    ProofStep, ProofVerdict, ProveOptions, prepare,
};

/// A document of many kinds: each place of parameters, forms, files, streams, unions, headers, several responses, a webhook.
const RICH: &str = include_str!("prove/rich.yaml");
/// A document of few operations, into which faults are seeded.
const SMALL: &str = include_str!("prove/small.yaml");

/// The crates share a folder with the runtime, so one is written and compiled after the other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn proven(prepared: &ProofCrate, options: &ProveOptions) -> Proof {
    watched(prepared, options, &mut |_| {})
}

fn watched(
    prepared: &ProofCrate,
    options: &ProveOptions,
    watch: &mut dyn FnMut(ProofProgress<'_>),
) -> Proof {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    prepared.prove(options, watch)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("prove")
}

fn prepared(name: &str, document: &str) -> (ProofCrate, ProveOptions) {
    let generator = generator(name, document);
    let options = ProveOptions {
        cases: 12,
        seed: 1,
        operations: Vec::new(),
        part_size: PART_SIZE,
        folder: folder(),
        name: format!("prove-{name}"),
        offline: true,
        against: None,
        answer_time: ANSWER_TIME,
    };
    let (diagnostics, prepared) = prepare(&generator, &options);
    let reports = diagnostics.iter().map(|one| one.message().to_owned());
    let reports: Vec<String> = reports.collect();
    assert!(reports.is_empty(), "{reports:?}");
    (prepared.expect("the operations").expect("a crate"), options)
}

/// Faults for generated modules: what is right, and what is in its place.
struct Seeds<'s> {
    faults: &'s [(&'s str, &'s str)],
    /// In how many places they are.
    sown: usize,
}

impl<'s> Seeds<'s> {
    fn new(faults: &'s [(&'s str, &'s str)]) -> Self {
        Self { faults, sown: 0 }
    }

    fn sow(&mut self, progress: ProofProgress<'_>) {
        let ProofStep::Generated(modules) = progress.step else {
            return;
        };
        for module in modules {
            for (right, wrong) in self.faults {
                self.sown += module.text.matches(right).count();
                module.text = module.text.replace(right, wrong);
            }
        }
    }
}

fn verdict<'p>(proof: &'p Proof, id: &str) -> &'p ProofVerdict {
    let found = proof.operations.iter().find(|one| one.id == id);
    &found.expect("an operation").verdict
}

fn faults_of<'p>(proof: &'p Proof, id: &str) -> &'p [Fault] {
    match verdict(proof, id) {
        ProofVerdict::Wrong(faults) => faults,
        other => panic!("{id} is not wrong: {other:?}"),
    }
}

#[test]
fn every_kind_of_message_arrives_as_it_was_sent() {
    let (prepared, options) = prepared("rich", RICH);
    let proof = proven(&prepared, &options);
    for one in &proof.operations {
        let ProofVerdict::Proven {
            requests,
            responses,
            ..
        } = one.verdict
        else {
            panic!("{}: {:?}", one.line, one.verdict);
        };
        assert!(requests > 0 && responses > 0, "{}", one.line);
    }
    let ProofVerdict::Proven { rejected, .. } = verdict(&proof, "limits") else {
        panic!("limits is not proven");
    };
    // `required` twice and one for each other keyword of the schema.
    assert_eq!(*rejected, 13);
}

#[test]
fn seeded_faults_are_found() {
    let (prepared, options) = prepared("small", SMALL);
    let mut seeds = Seeds::new(&[
        // The body of `typed` has another media type than that of the document.
        (
            "body: required [Media::JSON],",
            "body: required [Media::FORM],",
        ),
        // The limit of `strict` is another one than that of the document.
        (".limits(&[MaxLength(5)])", ".limits(&[MaxLength(4)])"),
        // The limit of `loose` is gone.
        (".limits(&[Maximum(10)])", ""),
        // The handler of `swapped` is that of another operation.
        (".route(A::swapped)", ""),
    ]);
    let proof = watched(&prepared, &options, &mut |progress| seeds.sow(progress));
    assert_eq!(seeds.sown, 4);
    let right = verdict(&proof, "right");
    assert!(matches!(right, ProofVerdict::Proven { .. }), "{right:?}");

    let [typed, ..] = faults_of(&proof, "typed") else {
        panic!("no fault");
    };
    assert_eq!(typed.side, FaultSide::Request);
    let reason =
        "the server rejects it: the Content-Type must be application/x-www-form-urlencoded";
    assert_eq!(typed.text, reason);

    let [strict, ..] = faults_of(&proof, "strict") else {
        panic!("no fault");
    };
    // The smallest text that the document accepts and the limit does not.
    assert_eq!(strict.message, "query.code = \"aaaaa\"");
    let reason = "the client rejects it: query.code: must have at most 4 characters, not 5";
    assert_eq!(strict.text, reason);

    let [loose] = faults_of(&proof, "loose") else {
        panic!("not one fault");
    };
    assert_eq!(
        (loose.side, loose.message.as_str()),
        (FaultSide::Rule, "query.count = 11")
    );
    let both = "it breaks maximum at query.count: the server accepts it; the client sends it, and the server accepts it";
    assert_eq!(loose.text, both);

    let [swapped, ..] = faults_of(&proof, "swapped") else {
        panic!("no fault");
    };
    assert!(
        swapped.text.contains("there is nothing at GET /swapped"),
        "{}",
        swapped.text
    );
}

/// The command, with the crate of the other tests.
fn prove(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .arg("prove")
        .args(arguments)
        .args(["--offline", "--cases", "4", "--keep"])
        .arg(folder().join("command"))
        .env("CARGO_TARGET_DIR", folder().join("target"))
        .output()
        .expect("the command runs");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn the_exit_status_says_what_kind_of_result_it_is() {
    let folder = folder().join("command");
    fs::create_dir_all(&folder).expect("a folder");
    let spec = folder.join("spec.yaml");
    let spec = spec.to_str().expect("a path");
    fs::write(spec, SMALL).expect("a file");
    let (status, text) = prove(&[spec, "--operation", "right", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, &found["proven"]), (Some(0), &1.into()), "{text}");
    assert_eq!(prove(&[spec, "--operation", "none"]).0, Some(2));
    fs::write(spec, "openapi: 3.0.3").expect("a file");
    assert_eq!(prove(&[spec]).0, Some(1));
}

const EMPTY_AND_COOKIES: &str = "
openapi: 3.0.3
info: {title: Exchanges, version: '1'}
paths:
  /lists:
    post:
      operationId: lists
      parameters:
        - {name: few, in: query, schema: {type: array, minItems: 1, items: {type: string}}}
        - {name: many, in: query, required: true, schema: {type: array, minItems: 1, items: {type: string}}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {some: {type: array, minItems: 1, items: {type: string, maxLength: 3}}, deep: {type: object, required: [a], properties: {a: {type: object, required: [b], properties: {b: {type: string}}}}}}}
      responses:
        '201': {description: ok, content: {text/plain: {schema: {}}}}
        '202': {description: ok, content: {text/plain: {schema: {type: integer}}}}
        '200': {description: ok, headers: {Set-Cookie: {schema: {type: string}}, X-Note: {schema: {type: string}}}}
  /scripts:
    put:
      operationId: scripts
      requestBody: {required: true, content: {text/javascript: {schema: {}}}}
      responses: {'204': {description: ok}}
";

/// An optional list that is empty arrives as absent, and so does an object without its only member, which breaks nothing. A line of `Set-Cookie` is not encoded, and a text has no types.
#[test]
fn samples_have_a_form_in_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("spec.yaml");
    fs::write(&spec, EMPTY_AND_COOKIES).expect("a file");
    let api = Generator::new(&spec).check().1.expect("an API");
    let samples = ExchangeSamples::new(&api);
    let broken = samples.broken(0);
    let mut rules: Vec<(&str, &str)> = broken
        .iter()
        .map(|one| (one.location.as_str(), one.rule))
        .collect();
    rules.sort_unstable();
    assert_eq!(
        rules,
        [
            ("body.some.0", "maxLength"),
            ("query.many", "minItems"),
            ("query.many", "required")
        ]
    );
    let mut headers = api.headers.iter();
    let cookie = headers.position(|one| one.wire == "Set-Cookie");
    let cookie = cookie.expect("a header");
    let responses = samples.responses(0, 200, &mut Seed::new(1));
    for (status, is_text) in [(201, true), (202, false)] {
        let own = responses.iter().filter(|one| one.status == status);
        let bodies: Vec<_> = own.filter_map(|one| one.body.as_ref()).collect();
        assert!(bodies.len() > 2, "{status}: {bodies:?}");
        assert!(
            bodies
                .iter()
                .all(|body| body.1.as_str().is_some() == is_text),
            "{bodies:?}"
        );
    }
    let requests = samples.requests(1, 200, &mut Seed::new(1));
    let bodies: Vec<_> = requests
        .iter()
        .filter_map(|one| one.body.as_ref())
        .collect();
    assert!(bodies.len() > 5, "{bodies:?}");
    let is_text = bodies.iter().all(|body| body.value.as_str().is_some());
    assert!(is_text, "{bodies:?}");
    let headers: Vec<_> = responses.iter().flat_map(|one| &one.headers).collect();
    let cookies = headers.iter().filter(|one| one.0 == cookie);
    let lines: Vec<&str> = cookies.filter_map(|one| one.1.as_str()).collect();
    let is_line =
        |text: &&str| text.trim() == *text && text.chars().all(|c| matches!(c, ' '..='~'));
    assert!(lines.len() > 5, "{lines:?}");
    assert!(lines.iter().all(is_line), "{lines:?}");
}

const KEYS_AND_CHOICES: &str = "
openapi: 3.0.3
info: {title: Keys, version: '1'}
security: [{key: [], session: [], token: []}]
paths:
  /keys:
    get:
      operationId: keys
      parameters:
        - {name: api key, in: query, schema: {type: string, maxLength: 20}}
        - {name: sid, in: cookie, schema: {type: string}}
        - {name: X-Token, in: header, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, maximum: 9}}
        - {name: Content-Encoding, in: header, schema: {type: string}}
        - {name: User-Agent, in: header, schema: {type: string}}
      responses: {'204': {description: ok}}
  /lists:
    post:
      operationId: some
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {parts: {type: array, items: {type: object, properties: {a: {type: string}}}}, pairs: {type: array, items: {type: array, minItems: 2, maxItems: 2, items: {}}}}}
          application/json:
            schema:
              anyOf:
                - {type: object, properties: {a: {type: string, pattern: '^[0-9]+$'}}}
                - {type: object, properties: {b: {type: string}}}
      responses: {'204': {description: ok}}
  /choices:
    post:
      operationId: choices
      parameters:
        - {name: to, in: query, schema: {oneOf: [{type: integer}, {type: array, items: {type: integer}}]}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                to: {oneOf: [{type: string}, {type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
                days: {oneOf: [{type: string}, {type: integer}]}
      responses: {'204': {description: ok}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api key}
    session: {type: apiKey, in: cookie, name: sid}
    token: {type: apiKey, in: header, name: X-Token}
";

/// A body is not compressed, whatever a parameter says. A parameter that is also a key has a value that the server knows, or the one that the client adds, as it adds `User-Agent`. In a form, `0` is a string, an
/// integer and a list of one, which `oneOf` does not reject, a list of one object is a part that is an object, and a list of one list is a
/// part that is a list of a list. What one alternative of
/// `anyOf` does not take, another may.
#[test]
fn keys_that_are_parameters_and_choices_in_forms_are_proven() {
    let (prepared, options) = prepared("keys", KEYS_AND_CHOICES);
    let proof = proven(&prepared, &options);
    let ProofVerdict::Proven { rejected, .. } = verdict(&proof, "keys") else {
        panic!("{:?}", verdict(&proof, "keys"));
    };
    // Only `limit` has a rule that can be broken: a wrong key is no violation.
    assert_eq!(*rejected, 1);
    for id in ["choices", "some"] {
        let found = verdict(&proof, id);
        assert!(matches!(found, ProofVerdict::Proven { .. }), "{found:?}");
    }
}

/// The standard has one path once, and names of parameters make no other one.
#[test]
fn an_operation_whose_path_is_there_before_is_skipped() {
    let document = "openapi: 3.0.3\ninfo: {title: Twice, version: '1'}\npaths:\n".to_owned()
        + "  /a/{x}: {get: {operationId: first, parameters: [{name: x, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}}\n"
        + "  /a/{y}: {get: {operationId: second, parameters: [{name: y, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}}\n"
        + "  /a/{y}/b: {get: {operationId: third, parameters: [{name: y, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}}\n";
    let folder = folder();
    fs::create_dir_all(&folder).expect("a folder");
    let spec = folder.join("twice.yaml");
    fs::write(&spec, document).expect("a file");
    let generator = Generator::new(spec).reading(bindwright::load::LoadOptions {
        strictness: bindwright::load::Strictness::Lenient,
        ..Default::default()
    });
    let options = ProveOptions {
        cases: 2,
        seed: 1,
        operations: Vec::new(),
        part_size: PART_SIZE,
        folder,
        name: "prove-twice".to_owned(),
        offline: true,
        against: None,
        answer_time: ANSWER_TIME,
    };
    let prepared = prepare(&generator, &options).1;
    let prepared = prepared.expect("the operations").expect("a crate");
    let proof = proven(&prepared, &options);
    let is_proven = |id: &str| matches!(verdict(&proof, id), ProofVerdict::Proven { .. });
    assert!(is_proven("first") && is_proven("third"));
    let ProofVerdict::Skipped(reason) = verdict(&proof, "second") else {
        panic!("{:?}", verdict(&proof, "second"));
    };
    assert!(reason.contains("/a/{x}"), "{reason}");
}

const PARTED: &str = "
openapi: 3.1.0
info: {title: Parts, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /first:
    get:
      operationId: first
      responses:
        '200': {description: ok, headers: {X-Kind: {schema: {$ref: '#/components/schemas/Kind'}}, X-Note: {schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Alpha'}}}}
        default: {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /second:
    post:
      operationId: second
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Beta'}}}}
      responses:
        '200': {description: ok, headers: {X-Note: {schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Alpha'}}}}
        default: {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              operationId: done
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Gamma'}}}}
              responses: {'204': {description: ok}}
  /{stage}/third:
    get:
      operationId: third
      servers: [{url: 'https://api.example.com/v4'}]
      parameters: [{name: stage, in: path, required: true, schema: {type: string, enum: [v4]}}]
      responses: {'204': {description: ok}}
  /{stage}/some/third:
    post:
      operationId: fourth
      servers: [{url: 'https://api.example.com/v4'}]
      parameters: [{name: stage, in: path, required: true, schema: {type: string, enum: [v4]}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Beta'}}}}
      responses: {'204': {description: ok}}
webhooks:
  noticed:
    post:
      operationId: noticed
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Gamma'}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Kind: {type: string, enum: [a, b]}
    Alpha: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}, note: {type: string}}}
    Beta: {type: object, required: [size], properties: {size: {type: integer, maximum: 7}, url: {type: string}}}
    Gamma: {type: object, required: [name], properties: {name: {type: string, minLength: 1}}}
    Problem: {type: object, required: [detail], properties: {detail: {type: string}}}
";

fn generator(name: &str, document: &str) -> Generator {
    fs::create_dir_all(folder()).expect("a folder");
    let spec = folder().join(name).with_extension("yaml");
    fs::write(&spec, document).expect("a file");
    Generator::new(spec)
}

/// The proof, and the text of all modules.
fn proof_and_text(prepared: &ProofCrate, options: &ProveOptions) -> (Proof, String) {
    let mut text = String::new();
    let proof = watched(prepared, options, &mut |progress| {
        if let ProofStep::Generated(modules) = progress.step {
            text.extend(modules.iter().map(|one| one.text.as_str()));
        }
    });
    (proof, text)
}

/// The operations of `servers` of their own are called below the path of that server, where another operation has the rest of the path.
#[test]
fn a_document_in_parts_has_the_same_proof() {
    let (whole, options) = prepared("parted", PARTED);
    assert_eq!(whole.parts(), 1);
    let in_parts = ProveOptions {
        part_size: 4,
        ..options.clone()
    };
    let parted = prepare(&generator("parted", PARTED), &in_parts).1;
    let parted = parted.expect("the operations").expect("a crate");
    assert!(parted.parts() > 2, "{}", parted.parts());
    let whole = proven(&whole, &options).render(ProofFormat::Json);
    assert!(whole.contains("\"proven\":6,"), "{whole}");
    assert_eq!(proven(&parted, &in_parts).render(ProofFormat::Json), whole);
}

/// The first part does not compile, and the program of the fourth one does not start.
#[test]
fn a_part_that_fails_does_not_take_the_verdicts_of_others() {
    let (_, options) = prepared("failing", PARTED);
    let options = ProveOptions {
        part_size: 4,
        ..options
    };
    let parted = prepare(&generator("failing", PARTED), &options).1;
    let parted = parted.expect("the operations").expect("a crate");
    let mut lines = Vec::new();
    let proof = watched(&parted, &options, &mut |progress| {
        lines.extend(progress.line());
        let ProofStep::Generated(modules) = progress.step else {
            return;
        };
        for one in modules {
            match progress.part {
                1 if one.path.ends_with("types.rs") => {
                    one.text.push_str("compile_error!(\"seeded\");")
                }
                4 => {
                    let fault = ".route({ if true { panic!(\"no routes\") } A::fourth })";
                    one.text = one.text.replace(".route(A::fourth)", fault);
                }
                _ => {}
            }
        }
    });
    let verdicts = proof.operations.iter().map(|one| {
        let verdict = match &one.verdict {
            ProofVerdict::Proven { .. } => "proven",
            ProofVerdict::NotTried(problem) => problem,
            other => panic!("{}: {other:?}", one.id),
        };
        (one.id.as_str(), verdict)
    });
    let (not_compiled, not_run) = (
        "the part does not compile",
        "the program of the part does not run",
    );
    assert_eq!(
        verdicts.collect::<Vec<_>>(),
        [
            ("first", not_compiled),
            ("second", "proven"),
            ("third", "proven"),
            ("fourth", not_run),
            ("noticed", "proven"),
            ("done", "proven"),
        ]
    );
    assert_eq!(
        lines,
        [
            "part 1 of 5: compiling 1 operation",
            "part 1 of 5: 1 operation: 1 not tried",
            "part 2 of 5: compiling 1 operation",
            "part 2 of 5: 1 operation: 1 proven",
            "part 3 of 5: compiling 2 operations",
            "part 3 of 5: 2 operations: 2 proven",
            "part 4 of 5: compiling 1 operation",
            "part 4 of 5: 1 operation: 1 not tried",
            "part 5 of 5: compiling 1 operation",
            "part 5 of 5: 1 operation: 1 proven",
        ]
    );
    let [first, fourth] = proof.failures.as_slice() else {
        panic!("{:?}", proof.failures);
    };
    assert_eq!((first.part, first.parts, first.not_tried), (1, 5, 1));
    assert!(first.error.to_string().contains("seeded"), "{first:?}");
    assert_eq!((fourth.part, fourth.parts, fourth.not_tried), (4, 5, 1));
    assert!(fourth.error.to_string().contains("no routes"), "{fourth:?}");
    let text = proof.render(ProofFormat::Human);
    for line in [
        "skipped  GET /first (first): not tried: the part does not compile",
        "FAILED   part 1 of 5, 1 operation not tried",
        "FAILED   part 4 of 5, 1 operation not tried",
        "4 of 6 operations proven, 2 skipped, 0 wrong (seed 1)",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

/// The client of an operation aborts, that of another one hangs: both are faults, and the next operation is proven nevertheless.
#[test]
fn a_program_that_dies_is_a_fault_of_the_message_it_dies_on() {
    let (prepared, options) = prepared("dying", SMALL);
    let options = ProveOptions {
        answer_time: Duration::from_secs(10),
        ..options
    };
    let implement = "implement!(SmallApi for Client {";
    let dying = "macro_rules! dying {
        ($api:ident for $client:ident { $($method:ident : $request:ty),* $(,)? }) => {
            impl $api for $client {
                $(fn $method(
                    &self,
                    request: bindwright_runtime::Request<$request>,
                ) -> impl Future<Output = bindwright_runtime::codegen::CallResult<$request>> + Send {
                    match stringify!($method) {
                        \"typed\" => panic!(\"seeded\"),
                        \"strict\" => loop { std::thread::park() },
                        _ => self.core.call(request),
                    }
                })*
            }
        };
    }
    dying!(SmallApi for Client {";
    let faults = [(implement, dying)];
    let mut seeds = Seeds::new(&faults);
    let proof = watched(&prepared, &options, &mut |progress| seeds.sow(progress));
    assert_eq!((seeds.sown, proof.counts()), (1, (3, 0, 2)));
    let [typed] = faults_of(&proof, "typed") else {
        panic!("not one fault");
    };
    assert!(typed.text.starts_with("the program ended: "), "{typed:?}");
    assert!(typed.text.ends_with("seeded"), "{typed:?}");
    assert!(
        typed.message.contains("application/json: {\"note\":"),
        "{typed:?}"
    );
    let [strict] = faults_of(&proof, "strict") else {
        panic!("not one fault");
    };
    assert_eq!(strict.text, "the program gave no answer in 10s");
}

/// Cargo fails for the part that has `Gamma`, as it does when its compiler is killed. The others are proven, and JSON is all that
/// stdout has.
#[cfg(unix)]
#[test]
fn the_command_reports_the_parts_that_compile() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder().join("killed");
    fs::create_dir_all(&folder).expect("a folder");
    let cargo = folder.join("cargo");
    let script = "#!/bin/sh\nif grep -rq 'struct Gamma' src; then echo 'error: killed' >&2; exit 101; fi\nexec \"$REAL\" \"$@\"\n";
    fs::write(&cargo, script).expect("a file");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("a program");
    let spec = folder.join("spec.yaml");
    fs::write(&spec, PARTED).expect("a file");
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let output = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args(["prove", "--format", "json", "--part-size", "4"])
        .args(["--offline", "--cases", "4", "--keep"])
        .args([&folder, &spec])
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .env(
            "REAL",
            std::env::var_os("CARGO").expect("Cargo runs the tests"),
        )
        .env("CARGO", &cargo)
        .output()
        .expect("the command runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let counts = (&found["proven"], &found["skipped"], &found["wrong"]);
    assert_eq!(counts, (&3.into(), &3.into(), &0.into()), "{found}");
    let reason = "not tried: the part does not compile";
    assert_eq!(found["operations"][5]["reason"], reason, "{found}");
    let problem = "the crate does not compile: error: killed";
    assert_eq!(found["failures"][0]["problem"], problem, "{found}");
    assert_eq!(output.status.code(), Some(4));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("part 1 of 5: 1 operation: 1 proven\n"),
        "{said}"
    );
    assert!(
        said.contains("part 3 of 5: 2 operations: 2 not tried\n"),
        "{said}"
    );
}

#[test]
fn chosen_operations_are_proven_in_the_order_of_the_document() {
    let (_, options) = prepared("ordered", PARTED);
    let proof = |operations: [&str; 3]| {
        let options = ProveOptions {
            operations: operations.map(str::to_owned).to_vec(),
            ..options.clone()
        };
        let prepared = prepare(&generator("ordered", PARTED), &options).1;
        let prepared = prepared.expect("the operations").expect("a crate");
        let (proof, text) = proof_and_text(&prepared, &options);
        (proof.render(ProofFormat::Json), text)
    };
    let (ordered, text) = proof(["first", "second", "done"]);
    assert!(ordered.contains("\"proven\":3,"), "{ordered}");
    assert_eq!(proof(["done", "first", "second"]), (ordered, text));
}

#[test]
fn only_what_chosen_operations_need_is_compiled() {
    let (whole, options) = prepared("chosen", PARTED);
    let all = ["Kind", "Alpha", "Beta", "Gamma", "Problem"];
    let has = |text: &str, name: &str| {
        ["struct", "enum"]
            .iter()
            .any(|kind| text.contains(&format!("pub {kind} {name} ")))
    };
    let (_, full) = proof_and_text(&whole, &options);
    assert!(all.iter().all(|name| has(&full, name)));
    for (operation, needed) in [
        ("first", ["Kind", "Alpha", "Problem"].as_slice()),
        ("fourth", &["Beta"]),
        ("done", &["Gamma"]),
        ("noticed", &["Gamma"]),
    ] {
        let options = ProveOptions {
            operations: vec![operation.to_owned()],
            ..options.clone()
        };
        let alone = prepare(&generator("chosen", PARTED), &options).1;
        let alone = alone.expect("the operations").expect("a crate");
        let (proof, own) = proof_and_text(&alone, &options);
        let found: Vec<&str> = all.into_iter().filter(|name| has(&own, name)).collect();
        assert_eq!(found, needed, "{operation}");
        assert_eq!(
            (proof.operations.len(), proof.counts()),
            (1, (1, 0, 0)),
            "{operation}"
        );
    }
}
