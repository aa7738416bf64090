//! The catalogue: every kind of problem once, with its number, severity, title, advice and explanation.
//!
//! Numbers are stable: a code that is no longer reported keeps its number.
//!
//! To add a code, add a row with the next free number of its group, and a case in `tests/cases/error` with the number in its
//! name. A test fails if the case or the entry of the book is missing. How a row reads:
//!
//! ```text
//! EmptyRange "BW0306" Error "the bounds exclude every value" "correct one of the bounds"
//! │          │        │     │                                └─ what to do; empty if each report says it
//! │          │        │     └─ the title: the problem, without the document
//! │          │        └─ the severity, unless an option changes it
//! │          └─ the number, which never changes
//! └─ the name in code
//!     "The lower bound is above the upper bound, so no value is valid."    why it matters, for `explain`
//! ```

use super::Severity;
use super::entry::Entry;

macro_rules! catalogue {
    ($($name:ident $number:literal $severity:ident $title:literal $help:literal $explanation:literal;)*) => {
        /// A kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = concat!("`", $number, "`: ", $title, ".")] $name,)*
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            pub(super) fn entry(self) -> Entry {
                match self {
                    $(Self::$name => Entry {
                        number: $number,
                        severity: Severity::$severity,
                        title: $title,
                        help: $help,
                        explanation: $explanation,
                    },)*
                }
            }
        }
    };
}

catalogue! {
    // The text.
    Unreadable "BW0101" Error "the file cannot be read" "check the path and the permissions of the file"
        "The file does not exist, is not a regular file, or cannot be opened.";
    TooLarge "BW0102" Error "the file is too large" "`--limit bytes=N` raises the limit, for a document that is meant to be this large"
        "A document above the size limit is rejected before it is parsed, so that a hostile document cannot exhaust memory.";
    BadEncoding "BW0103" Error "the text is not UTF-8" "convert the file to UTF-8"
        "OpenAPI documents are read as UTF-8 (RFC 8259 section 8.1 for JSON). UTF-16, UTF-32 and Latin-1 are recognized and rejected; a UTF-8 byte order mark is skipped.";
    ControlCharacter "BW0104" Error "the text contains a control character" "save the document as plain text"
        "NUL and other control characters are allowed neither in JSON (RFC 8259 section 7) nor in YAML (1.2.2 section 5.1). The file is probably not text.";
    TooDeep "BW0105" Error "the document is nested too deeply" "move inner schemas to `components`; `--limit depth=N` raises the limit to at most 128"
        "Nesting is limited because a stack overflow cannot be caught. The limit is never above 128 levels.";
    TooManyNodes "BW0106" Error "the document has too many values" "`--limit nodes=N` raises the limit, for a document that is meant to be this large"
        "The number of values is limited after aliases are expanded, so that a small text cannot expand into a tree that exhausts memory. Values below a key of more than 256 bytes count once more for each 256 bytes, because their places contain the key. Paths that match some of the same requests are compared with each other, and so are limited with it.";
    SeveralDocuments "BW0107" Error "the file contains several YAML documents" "keep one document in the file"
        "A line `---` after the first content starts a second document. Reading only one of them would silently drop the others.";
    YamlTag "BW0108" Error "the document uses a YAML tag" "write the value without the tag"
        "OpenAPI (section \"Format\") restricts YAML to what JSON can express. Tags such as `!!binary` or `!include` are specific to one program. Without `--strict`, tags of the core schema (`!!str`, `!!int`, `!!map`, …) say what a value is, and `%YAML 1.1` is ignored, with a warning.";
    YamlMergeKey "BW0109" Error "the document uses a YAML merge key" "repeat the keys, or use `$ref`"
        "The key `<<` is an extension of YAML 1.1 that YAML 1.2 does not have. Without `--strict` it is followed, with a warning: an own key counts, then the first of several merged objects that has it.";
    YamlAliases "BW0110" Error "the document uses too many YAML aliases" "use `$ref` instead of anchors; `--limit aliased=N` raises the limit"
        "Aliases are expanded while the text is read. Their number and the size of the expansion are limited.";
    Syntax "BW0111" Error "the text cannot be parsed" ""
        "The text is neither well-formed JSON nor YAML at this position. What breaks YAML 1.2 and libyaml (PyYAML, go-yaml) accepts is a warning without `--strict`: a bracket or a quoted string that continues at the column of its key, a comment directly behind a quote.";
    DuplicateKey "BW0112" Error "a key occurs twice in one object" "remove or rename one of the two"
        "Parsers disagree on which of two equal keys counts (RFC 8259 section 4), so this is an error. `--skip-unsupported` keeps the first. If both values are equal, it is a warning without `--strict`.";
    BadKey "BW0113" Error "a key is not a string" "quote the key"
        "OpenAPI requires keys to be strings. A number, such as a status code, is read as a string; lists and mappings cannot be keys.";
    BadNumber "BW0114" Error "a number cannot be represented" "use a number within the range of a 64-bit integer or a double"
        "JSON has no NaN or infinity. An integer outside the 64-bit range, or a number outside the range of a double, would silently change its value. As a bound (`minimum`, `maxLength`) it limits nothing, so it is a warning there without `--strict`. So it is in a default or an example, where the nearest double is read; a default that its type cannot hold counts as absent.";
    EmptyDocument "BW0115" Error "the document is empty" "an OpenAPI document is an object that starts with `openapi: 3.0.3`"
        "The file contains no value: it is empty, or has only blanks, comments or `null`.";
    NotADocument "BW0116" Error "this is not an OpenAPI document" "an OpenAPI document is an object that starts with `openapi: 3.0.3`"
        "The root of an OpenAPI document is an object with the key `openapi` (or `swagger` for version 2.0).";
    BadVersion "BW0117" Error "this version of OpenAPI is not supported" "supported are 2.0, 3.0.x, 3.1.x and 3.2.x"
        "The version decides what every other key means, so it is never guessed.";
    NewerVersion "BW0118" Note "this version of OpenAPI is read as an older one" ""
        "OpenAPI 3.2 only adds to 3.1. New keys that have no effect on the output are reported one by one.";
    LoneReturns "BW0119" Warning "lines end with a carriage return only" "save the file with line feeds"
        "In YAML (1.2.2 section 5.4) a carriage return ends a line. Many programs disagree and see a single line, most of which may be a comment.";
    Fixable "BW0120" Note "the errors can be fixed automatically" "`--skip-unsupported` applies each fix and warns about it"
        "The intent of the document can be guessed: for example, a schema that does not exist is read as any JSON value. With `--skip-unsupported` (`skip_unsupported()` of `Build` and `Generator`) the generator does so and warns about it. Without it, nothing is guessed.";
    TooMuchMerged "BW0121" Error "merging schemas creates too much" "make the common part a property of its own, instead of a member of `allOf`; `--limit merged=N` raises the limit"
        "A struct has all properties of the schemas that `allOf` merges. A thousand schemas that share a base of a thousand properties become a million fields, so their number is limited. The schemas that are merged count as well, and so do the subtypes of components with a `discriminator`, and the properties that alternatives have from the schema around them.";
    TooManyOperations "BW0122" Error "the document has too many operations" "describe each operation once; `--limit operations=N` raises the limit, for a document that is meant to be this large"
        "Each operation becomes a method, a request type and more. A path item that many paths refer to is a set of operations for each of them, so a small document can have a million. The operations are counted after references to path items and callbacks are followed.";

    TooManyPatterns "BW0123" Error "the patterns of the document are too large" "shorten the pattern, or say lengths with `minLength` and `maxLength`; `--limit patterns=N` raises the limit, for a document that is meant to have them"
        "Each pattern becomes a program in memory: `^[a-z]{1,60}$` one of 5 KB, `^\\p{L}{20}$` one of 900 KB. The bytes of these programs are limited, together with the steps that it takes to find out how strings are matched. Each pattern counts once, however often it is used.";

    // Keys and shapes.
    UnknownKey "BW0201" Error "OpenAPI does not define this key here" "extensions start with `x-`"
        "A key that the standard does not define is misspelled, in the wrong object, or from another version. If it were ignored, the code could differ from what the document means. Without `--strict` only misspelled keys are errors, and other unknown keys are ignored with a warning.";
    UnknownKeyIgnored "BW0202" Warning "OpenAPI does not define this key here; it is ignored" "extensions start with `x-`"
        "Like BW0201, but without `--strict`: the key has no effect on the output.";
    WrongType "BW0203" Error "a value has the wrong type" ""
        "The standard defines the JSON type of this value.";
    MissingKey "BW0204" Error "a required key is missing" ""
        "The standard requires this key in this object.";
    BadValue "BW0205" Error "a value is not allowed here" ""
        "The standard lists the values that this key can have.";
    UnsupportedKey "BW0206" Warning "this key has no effect on the generated code" ""
        "The standard defines the key, and this generator does not use it. Requests and responses are correct without it.";
    UnsupportedKeyword "BW0207" Error "this key is not supported" ""
        "The standard defines the key, and code that ignores it would send or accept wrong data.";
    IgnoredSibling "BW0208" Warning "keys beside `$ref` are ignored" "wrap the reference: `allOf: [{$ref: …}]`"
        "In OpenAPI 3.0 a Reference Object cannot be extended: other keys are ignored (3.0.3, Reference Object).";
    BadExtension "BW0209" Error "an extension has the wrong shape" ""
        "Extensions that the generator reads are checked like keys of the standard.";
    Conversion "BW0210" Error "the document has a shape that the reader does not accept" ""
        "The document passed all checks and still could not be read. This is a bug: please report it with the document.";
    ForeignExtension "BW0211" Warning "an extension of another tool is ignored" ""
        "The extension has a name that this generator reads, but the form that another tool uses. It has no effect.";
    LooseShape "BW0212" Warning "the document deviates from the standard without effect on the output" ""
        "For example, a missing description or title, or `4xx` for `4XX`. With `--strict` this is an error.";

    // Relations between the parts of a document.
    UndeclaredPathParameter "BW0301" Error "a template expression has no parameter" "declare it with `in: path` and `required: true`"
        "Each template expression in a path must correspond to a path parameter of the path item or of each of its operations (3.0.3, Path Templating).";
    PathParameterNotInTemplate "BW0302" Error "the path has no such template expression" "add the expression to the path, or change `in`"
        "A parameter with `in: path` must occur in the path as `{name}` (3.0.3, Parameter Object).";
    BadPathTemplate "BW0303" Error "a path template is malformed" "write a path such as `/pets/{id}`"
        "A path starts with `/`, and a template expression is `{name}` without nested braces. `?` and `#` are not allowed. URL parsers change dot segments, backslashes and control characters. Without `--strict`, `{path*}`, `{proxy+}`, `{+path}` and `{id:int}` are read as the parameter of that name.";
    PathConflict "BW0304" Error "two paths match the same requests" ""
        "Templated paths with the same hierarchy but different names are identical (3.0.3, Paths Object): the server cannot distinguish them.";
    DuplicateOperationId "BW0305" Error "two operations have the same `operationId`" "give each operation its own `operationId`"
        "The id must be unique among all operations of the API (3.0.3, Operation Object); it names the generated method.";
    EmptyRange "BW0306" Error "the bounds exclude every value" "correct one of the bounds"
        "The lower bound is above the upper bound, so no value is valid.";
    BadConstraint "BW0307" Error "a constraint has an impossible value" "correct the value, or remove the constraint"
        "Lengths and counts are at least zero, `multipleOf` is above zero, and bounds are numbers.";
    ValueMismatch "BW0308" Error "a value does not match its schema" "correct the value or the schema"
        "`default` and `enum` values must conform to their own schema.";
    ExampleMismatch "BW0309" Warning "an example does not match its schema" "correct the example or the schema"
        "Either the example or the schema is wrong.";
    UndefinedSecurity "BW0310" Error "a security requirement names an undefined scheme" "declare it under `components/securitySchemes`"
        "Each name in a Security Requirement Object must be declared in the components (3.0.3, Security Requirement Object). Without it, requests would be sent without credentials.";
    UndefinedServerVariable "BW0311" Error "a server variable is not defined" "declare it under `variables` with a `default`"
        "Each `{name}` in a server URL must be defined under `variables` (3.0.3, Server Object).";
    BadServerVariable "BW0312" Error "a server variable contradicts itself" "make the default one of the values of `enum`"
        "The default of a server variable must be among its `enum`, which must not be empty.";
    BadStatus "BW0313" Error "this is not a status code" "use `200`, `2XX` or `default`"
        "A key of the Responses Object is a status code of three digits, a range `1XX` to `5XX`, or `default` (3.0.3, Responses Object).";
    BadToken "BW0314" Error "a name contains characters that HTTP does not allow" "use letters, digits and `-`"
        "Names of headers and cookies and the parts of media types are tokens (RFC 9110 section 5.6.2): they contain no spaces, separators, control characters or non-ASCII characters.";
    DuplicateParameter "BW0315" Error "two parameters have the same name and location" "remove or rename one of the two"
        "A parameter is identified by `name` and `in` (3.0.3, Operation Object). Header names are case-insensitive.";
    BadParameter "BW0316" Error "a parameter contradicts itself" ""
        "A path parameter is required; a parameter has either `schema` or `content` with exactly one entry; its style must be one that its location allows (3.0.3, Parameter Object).";
    IgnoredHeader "BW0317" Warning "this header parameter is ignored" "describe it with `content`, `responses` or `security`"
        "Header parameters named `Accept`, `Content-Type` or `Authorization` are ignored (3.0.3, Parameter Object).";
    UndeclaredRequired "BW0318" Warning "a required property is not declared" "declare it under `properties`"
        "A name under `required` has no schema under `properties`. It is misspelled, or its type is unknown.";
    EmptyList "BW0319" Error "a list is empty" "add an entry, or remove the key"
        "An empty `enum`, `oneOf` or `anyOf` allows no value, and an empty `allOf` has no meaning. An operation needs at least one response.";
    DuplicateValue "BW0320" Warning "a value is listed twice" "remove one of the two"
        "Values of `enum`, `required` and `tags` should be unique.";
    IgnoredBody "BW0321" Warning "a body is described that cannot be sent" "remove the body, or use another method or status"
        "The bodies of GET, HEAD and DELETE requests have no defined meaning, and 204 and 304 responses have no body (RFC 9110 sections 9.3 and 15).";
    ReadAndWriteOnly "BW0322" Error "a property is both read-only and write-only" "remove one of the two keys"
        "Such a property can be sent in neither direction (3.0.3, Schema Object).";
    BadDiscriminator "BW0323" Error "a discriminator is invalid" ""
        "A discriminator selects a member of `oneOf` or `anyOf`. Each member must be a reference, and the mapping must name existing schemas (3.0.3, Discriminator Object).";
    BadUrl "BW0324" Error "this is not a URL" ""
        "The standard requires a URL here.";
    UndefinedOperation "BW0325" Error "there is no such operation" "use the `operationId` of an operation of this document"
        "A link or an extension refers to an operation by its `operationId`. No operation has this one.";
    UndefinedField "BW0326" Error "there is no such field" "use the name of a parameter or property that is declared"
        "The extension refers to a parameter or a property that does not exist.";
    NullDefault "BW0327" Warning "a default is null, but null is not allowed" "remove the default, or add `nullable: true`"
        "The default is ignored, because the schema does not allow null.";
    PathOverlap "BW0328" Warning "two paths match the same requests, with different methods" "merge the two into one path"
        "Like BW0304, but without `--strict`, and the two paths have no method in common, so the server can still distinguish requests.";
    BadComponentName "BW0329" Error "a component name contains characters that references do not allow" "use letters, digits, `.`, `_` and `-`"
        "Component names consist of letters, digits, `.`, `_` and `-` (3.0.3, Components Object). Without `--strict`, other characters that can be seen are accepted with a warning; Swagger 2.0 allows them.";
    AmbiguousPaths "BW0330" Warning "some requests match two paths" "change a literal segment of one of the paths"
        "`/a/{x}/c` and `/a/b/{y}` both match `/a/b/c`, and neither is more specific (3.0.3, Path Templating, leaves the choice to tools). The generated server compares segments from the left: a literal segment takes precedence over a parameter.";
    LiteralSecret "BW0331" Warning "the document contains a secret" "remove the value, and change the secret if it is real"
        "A schema with `format: password` has a value in the document. The generated code does not use such a default.";
    FramingHeader "BW0332" Error "this header is not the document's to set" "remove the parameter"
        "The HTTP library sets the headers that say where a message ends or that belong to one connection: `Host`, `Content-Length`, `Transfer-Encoding`, `Connection`, `Keep-Alive`, `TE`, `Trailer`, `Upgrade` and `Proxy-*` (RFC 9112 section 6.3, RFC 9110 section 7.6.1). Another value would make two messages of one. Without `--strict` such a header parameter is ignored with a warning. An API key cannot be in one of them. In responses they are only documentation.";

    DifferentDocuments "BW0340" Error "documents of one API contradict each other" "make the two equal, rename one of them, or generate a crate from each document"
        "Several documents are merged into one. What two of them describe must be the same in both, except for descriptions and examples: otherwise one of the two would be wrong.";
    FirstDocumentCounts "BW0341" Note "documents of one API differ in their documentation" ""
        "Several documents are merged into one. Where they differ in what has no effect on requests and responses, such as `info` and descriptions, the first document counts.";

    // References.
    MissingTarget "BW0401" Error "the target of a reference does not exist" "correct the reference, or add its target"
        "The target of a `$ref` must exist in the document.";
    WrongTarget "BW0402" Error "a reference points to the wrong kind of object" "refer to an object of the required kind"
        "A `$ref` used as a schema must point to a schema, one used as a response to a response, and so on.";
    CyclicReference "BW0403" Error "references form a cycle" "replace one of the references by the object itself"
        "The chain of references returns to its start and never reaches an object.";
    ForeignReference "BW0404" Error "a reference points outside of the document's folder" "move the target into this document, or bundle the documents first"
        "References are followed to regular files in the document's folder, in folders that `--root` names, and below, after symbolic links are resolved, and never to the network: a document must not make the generator read other files of the machine.";
    BadReference "BW0405" Error "a reference is malformed" "write it as `#/components/schemas/Name`"
        "A reference within the document is `#` followed by a JSON Pointer (RFC 6901): `/` before each segment, `~1` for `/` and `~0` for `~`.";
    TooManyFiles "BW0406" Error "references point to too many files" "bundle the documents, or raise the limit: `--limit files=N`"
        "Every file is kept in memory, so their number is limited.";

    // Limits of Rust and of this generator.
    NameCollision "BW0501" Warning "two definitions have the same Rust name" "choose another name for one of them with `x-rust-name`"
        "Names are converted to Rust's casing and must be unique. The schema or operation that is spelled exactly like the Rust name keeps it, and the other gets a longer name.";
    NameAdjusted "BW0502" Note "a Rust name was changed because another has the same" "choose a name with `x-rust-name`"
        "If several properties, parameters, values or inline schemas have the same Rust name, the one that is spelled exactly like it keeps the name and the others get longer ones. The order does not matter.";
    ConflictingSchemas "BW0503" Error "the schemas of a value contradict each other" "give the schemas of the value the same type"
        "A value must satisfy every member of `allOf`, and an alternative together with what is beside the list (JSON Schema Validation), and no value has two different types.";
    PatternNotChecked "BW0504" Warning "a pattern cannot be checked" "rewrite the pattern, or check the value in your code"
        "Patterns are ECMA-262 expressions. Look-around, back-references and other constructs that need backtracking cannot be translated for a linear-time engine. The pattern is documented, and values are not checked against it.";
    NotChecked "BW0505" Warning "this is documented and not checked" "check it in your code if it matters"
        "The generated types cannot express this part of the schema, and no run-time check covers it. Values that violate it are accepted.";
    UnknownFormat "BW0506" Note "a format has no Rust type" ""
        "`format` can have any value (3.0.3, Data Types). An unknown format is documented, and the plain type is used.";
    UnsupportedMedia "BW0507" Warning "a media type has no codec" "describe the body as JSON too, or decode the bytes in your code"
        "Bodies are sent as JSON, forms, multipart, text, events, JSON lines or bytes. A structured body in another format is exposed as bytes, and its schema is not used.";
    IgnoredMedia "BW0508" Warning "a media type is not used" ""
        "Another media type of the same body is used instead.";
    DifferingMedia "BW0509" Error "the media types of one body have different schemas" "give all of them the same schema"
        "No longer reported: the body is an enum with one variant per schema.";
    UnsupportedParameter "BW0510" Error "a parameter has a format without a codec" "describe it with `schema`, or with `content: {application/json: …}`"
        "A parameter described by `content` is encoded as JSON. Other media types are not supported in parameters.";
    UnsupportedSecurity "BW0511" Error "a security scheme is not supported" "use `apiKey`, `basic`, `bearer`, `oauth2` or `openIdConnect`, or declare the signature with `x-signature`"
        "Requests would be sent without these credentials.";
    NamelessCycle "BW0512" Error "a schema contains itself without a name" "move it to `components/schemas` and refer to it"
        "Rust can only express a recursive type that has a name.";
    BadPath "BW0513" Error "a pointer does not fit the response" "write a pointer from the root of the body, such as `/items`"
        "Pagination and waiters follow JSON Pointers through typed bodies. Every step must be a property of an object or an index of a list.";
    IncompleteWaiter "BW0514" Error "a waiter cannot build its polling request" "add the parameter under `parameters`"
        "Each required parameter of the polled operation must come from the first response, from the client, or from a field of the same name in the first request.";
    ClientParameterConflict "BW0515" Error "a client parameter has two types" "give it the same name and type in every operation"
        "A parameter that is set once on the client must have the same type everywhere.";
    BadPattern "BW0516" Error "a pattern is malformed" "correct the expression"
        "A pattern must be an ECMA-262 regular expression of reasonable size (JSON Schema Validation). Generated code compiles it at run time, which must not fail.";
    EndlessValue "BW0517" Warning "no finite value exists" "make one property of the cycle optional or nullable"
        "A required property refers back to its own object, and not through a list, so every value would be infinite.";
    EndlessAlternatives "BW0518" Error "a schema is an alternative of itself" "remove the reference to the schema itself"
        "A schema that is a member of its own `oneOf` or `anyOf` has no meaning.";
    OverlappingAlternatives "BW0519" Warning "alternatives overlap" "write `anyOf` instead of `oneOf`"
        "One alternative accepts everything that another accepts. Read literally, `oneOf` would reject all values of the other, because they match both. The list is read as `anyOf`: the alternative with the most matching properties is chosen, and of those the narrower one.";
    Unskipped "BW0520" Note "the errors are in some operations only" "`--skip-unsupported` generates the others"
        "Every error is in an operation, or in a component that only some operations use. With `--skip-unsupported` (`skip_unsupported()` of `Build` and `Generator`) these operations are left out, and the others are generated.";
    LeftOut "BW0521" Warning "an operation is left out" "correct the error, and the operation is generated"
        "With `--skip-unsupported`, an operation that has an error, or uses a component with an error, is not in the output. Its errors are reported as warnings.";
    OpenParameter "BW0522" Warning "the style does not define how to write this parameter" "use `content: {application/json: ...}`, or `style: deepObject`"
        "Parameter styles are defined for scalars, lists of scalars and flat objects (3.0.3, Style Values). In an exploded object, a list of scalars repeats its name. For other types, deeper levels are written as JSON: check that the server expects it. With `deepObject`, nested values are written in the usual form: `a[b][c]=1`, and `a[0]=x` for lists.";
    UnsupportedXml "BW0523" Error "a body is available as XML only" "describe another media type as well, such as `application/json`"
        "XML is not supported. An XML body whose schema is a plain string is exposed as a string, and one with `format: binary` as bytes.";
    NameCut "BW0524" Note "a Rust name was shortened" "choose a name with `x-rust-name`"
        "Names are kept whole up to 120 characters. A longer one keeps its first words, or its first and last words if another name starts with the same words.";
    UnfilledError "BW0525" Note "a server cannot write an error as documented" "make the property or the header optional, describe the response with properties such as `code` and `message`, or choose another status with `routes(api).problems`"
        "A server rejects some requests itself: invalid ones, those without credentials, bodies that are too large. It writes what the document has for the status, if each required property has a name and a type that such an error has a value for. Otherwise it writes the response of `default`, the schema with `x-error`, or `application/problem+json`, which is not what the document says for the status. Of required headers it sends `X-Request-Id`, and `WWW-Authenticate` with 401; others are missing.";
    ForeignType "BW0530" Error "a generated crate cannot use a type of your crate" "generate modules inside the crate that has the type: `--modules`, or `Build` in a build script"
        "`x-rust-type` refers to a type of the crate that contains the generated modules, or of one of its dependencies. A generated crate has no such dependency.";

    // The output.
    ForeignFile "BW0601" Error "a file in the output folder was not generated" "move the file away, or choose another folder"
        "The generator replaces and deletes only files whose first line says that it wrote them. Nothing was written.";
    LinkedOutput "BW0602" Error "the output would go through a symbolic link" "replace the link with its target"
        "Symbolic links could lead out of the output folder, so they are not followed. Nothing was written.";
    Unwritable "BW0603" Error "the output cannot be written" "check the permissions of the folder"
        "A file in the output folder cannot be read, created, replaced or deleted.";
    StaleOutput "BW0604" Error "the output is out of date" "run the generator and commit the result"
        "With `--check`, and in a build script if `CI` is set, nothing is written. Files that differ, are missing or are no longer generated are reported instead.";
    BadPackageName "BW0605" Error "Cargo does not accept this package name" "use letters, digits, `-` and `_`, and start with a letter"
        "The name is used for the package and, with `_` for `-`, for the library.";
    BadConfig "BW0606" Error "an option of `bindwright.toml` is not valid" "the keys are `spec` and the options of `generate` without their dashes"
        "The file with options has a key or a value that the command line does not have either.";
    NoTags "BW0610" Warning "no operation has a tag" "add tags to the operations, or omit the option"
        "With `--features-per-tag`, the operations of each tag are behind a Cargo feature. Without tags, there are no such features.";

    // Overlays.
    NotAnOverlay "BW0701" Error "this is not an overlay" "an overlay is an object that starts with `overlay: 1.1.0`"
        "The root of an overlay is an object with the key `overlay` (Overlay Specification 1.1, Overlay Object). Perhaps the file is a document: `--overlay` names what changes it.";
    OverlayVersion "BW0702" Error "this version of the Overlay Specification is not supported" "supported are 1.0.x and 1.1.x"
        "The version decides what the actions mean, so it is never guessed.";
    BadQuery "BW0703" Error "this is not a JSONPath query" "write a query such as `$.paths['/pets'].get`"
        "`target` and `copy` are JSONPath queries as RFC 9535 defines them. Older tools have extensions of their own, which it does not have.";
    BadAction "BW0704" Error "an action does not do one thing" "keep one of `update`, `copy` and `remove: true`"
        "An action merges a value into what its target selects (`update`), does the same with a value of the document (`copy`, since 1.1), or removes it (`remove: true`). Beside `remove: true` the others have no effect; without `--strict` that is a warning.";
    UnfitAction "BW0705" Error "an action does not fit what its target selects" "write a value of the same kind, or remove the old one with an action before"
        "An object is merged with an object, an array gets further items, and a primitive value is replaced by another (1.1, Action Object); other combinations are errors. `copy` selects one value. The whole document cannot be removed. Version 1.0 has no actions on primitive values.";
    NothingSelected "BW0706" Warning "the target of an action selects nothing" "compare the query with the document, or remove the action"
        "The standard allows this, and the action has no effect. Often the query is misspelled, or the document was corrected since, so that the action is no longer needed.";
    OtherDocument "BW0707" Warning "an overlay is for another document" "pass the document that the overlay is for, or correct `extends`"
        "`extends` names the document that the overlay was written for. It leads to no document that is read, so the overlay is applied to all of them.";
}
