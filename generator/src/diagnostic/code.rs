//! The catalogue: every kind of problem once, with its number, severity, title, advice and explanation.
//!
//! Numbers are stable: a code that is no longer reported keeps its number. `BW01..` the text, `BW02..` keys and
//! shapes, `BW03..` what the parts of a document say about each other, `BW04..` references, `BW05..` what Rust cannot
//! express or this generator does not.

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Output is written, but something of the document is not in it, or is likely not what its author means.
    Warning,
    /// Worth knowing.
    Note,
}

/// What the catalogue says about a code.
struct Entry {
    number: &'static str,
    severity: Severity,
    title: &'static str,
    help: &'static str,
    explanation: &'static str,
}

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

            fn entry(self) -> Entry {
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

impl Code {
    /// The stable number: `BW0101`.
    #[must_use]
    pub fn number(self) -> &'static str {
        self.entry().number
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The problem in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Advice for a report that has none of its own; empty when there is no general advice.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.entry().help
    }

    /// A paragraph on why this is a problem and what to do: `bindwright explain BW0101` prints it.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.entry().explanation
    }

    /// The code with this number, in any case.
    #[must_use]
    pub fn from_number(number: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.number().eq_ignore_ascii_case(number))
    }
}

catalogue! {
    // The text.
    Unreadable "BW0101" Error "the file cannot be read" ""
        "The file does not exist, is not a regular file, or the system refuses to open it.";
    TooLarge "BW0102" Error "the file is too large" "`--limit bytes=N` raises the limit, for a document that is meant to be this large"
        "A document above the size limit is refused before it is parsed, so that a hostile document cannot fill the memory.";
    BadEncoding "BW0103" Error "the text is not UTF-8" "convert the file to UTF-8"
        "OpenAPI documents are read as UTF-8 (RFC 8259 section 8.1 for JSON). UTF-16, UTF-32 and Latin-1 are refused by name; a UTF-8 byte order mark is skipped.";
    ControlCharacter "BW0104" Error "the text holds a control character" ""
        "NUL and other control characters are allowed neither in JSON (RFC 8259 section 7) nor in YAML (1.2.2 section 5.1). The file is likely not a text.";
    TooDeep "BW0105" Error "the document is nested too deeply" "move inner schemas to `components`; `--limit depth=N` raises the limit to at most 128"
        "Nesting is limited, in the text and in every later pass, because a recursive reader that runs out of stack cannot be caught. No document is read that is nested more than 128 levels deep.";
    TooManyNodes "BW0106" Error "the document has too many values" "`--limit nodes=N` raises the limit, for a document that is meant to be this large"
        "The number of values is limited after aliases are expanded, so that a small text cannot become a tree that fills the memory.";
    SeveralDocuments "BW0107" Error "the file holds several YAML documents" "keep one document in the file"
        "A line `---` after the first content starts a second document. Taking the first or the last without a word would drop the others.";
    YamlTag "BW0108" Error "the document uses a YAML tag" "write the value without the tag"
        "OpenAPI (section \"Format\") restricts YAML to what JSON can say. Tags such as `!!binary` or `!include` are instructions to a particular program.";
    YamlMergeKey "BW0109" Error "the document uses a YAML merge key" "repeat the keys, or use `$ref`"
        "The key `<<` is an extension of YAML 1.1 that YAML 1.2 does not have; read literally it would become a property named `<<`.";
    YamlAliases "BW0110" Error "the document uses too many YAML aliases" "use `$ref` instead of anchors; `--limit aliased=N` raises the limit"
        "Aliases are expanded while the text is read; their number and the size of what they expand to are limited.";
    Syntax "BW0111" Error "the text cannot be parsed" ""
        "The text is neither well-formed JSON nor YAML at this position.";
    DuplicateKey "BW0112" Error "a key stands twice in one object" "remove or rename one of the two"
        "Which of two equal keys counts differs between readers (RFC 8259 section 4), so both are refused; mending keeps the first.";
    BadKey "BW0113" Error "a key is not a string" "quote the key"
        "OpenAPI requires keys to be strings; numbers such as a status code are read as their text, lists and mappings cannot be keys.";
    BadNumber "BW0114" Error "a number cannot be represented" ""
        "JSON has no NaN or infinity, and an integer outside the 64-bit range or a number outside the range of a double would be changed in silence.";
    EmptyDocument "BW0115" Error "the document is empty" ""
        "The file holds no value: nothing, blanks, comments, or `null`.";
    NotADocument "BW0116" Error "this is not an OpenAPI document" "an OpenAPI document is an object that starts with `openapi: 3.0.3`"
        "The root of an OpenAPI document is an object with the key `openapi` (or `swagger` for version 2.0).";
    BadVersion "BW0117" Error "this version of OpenAPI is not supported" "supported are 2.0, 3.0.x, 3.1.x and 3.2.x"
        "The version decides what every other key means, so it is never guessed.";
    NewerVersion "BW0118" Note "this version of OpenAPI is read as an older one" ""
        "OpenAPI 3.2 adds to 3.1 and changes nothing of it. Keys that it adds and that have no effect here are reported where they stand.";
    LoneReturns "BW0119" Warning "lines end in carriage returns alone" "save the file with line feeds"
        "YAML (1.2.2 section 5.4) ends a line at a carriage return, and many other programs do not: they see one line, most of which may be a comment.";
    Repairable "BW0120" Note "the errors have a repair" "`--skip-unsupported` repairs, and warns of each repair"
        "There is a guess at what the document means, such as any JSON for a schema that is nowhere. A guess is not made unasked: with `--skip-unsupported` (`skip_unsupported()` of `Build` and `Generator`) these errors are warnings, and say what is likely wrong in the output.";

    // Keys and shapes.
    UnknownKey "BW0201" Error "OpenAPI does not define this key here" "extensions start with `x-`"
        "A key that the standard does not define is either misspelled, in the wrong object, or of another version. Dropping it in silence would generate code that says something else than the document. Choose lenient reading to make this a warning.";
    UnknownKeyIgnored "BW0202" Warning "OpenAPI does not define this key here; it is ignored" "extensions start with `x-`"
        "As BW0201, where lenient reading was chosen: the key has no effect on the output.";
    WrongType "BW0203" Error "a value has the wrong type" ""
        "The standard fixes the JSON type of the value under every key.";
    MissingKey "BW0204" Error "a required key is missing" ""
        "The standard requires this key in this object.";
    BadValue "BW0205" Error "a value is not one of those allowed" ""
        "The standard lists the values that this key may have.";
    UnsupportedKey "BW0206" Warning "this key has no effect on the generated code" ""
        "The standard defines the key, and this generator does not use it; what it says is not in the output, and the wire stays right without it.";
    UnsupportedKeyword "BW0207" Error "this key is not supported" ""
        "The standard defines the key, and code that ignores it would put something wrong on the wire or accept something wrong.";
    IgnoredSibling "BW0208" Warning "keys beside `$ref` are ignored" "wrap the reference: `allOf: [{$ref: …}]`"
        "In OpenAPI 3.0 a Reference Object cannot be extended: everything beside `$ref` is ignored (3.0.3, Reference Object).";
    BadExtension "BW0209" Error "an extension has the wrong shape" ""
        "Extensions that the generator reads have a fixed shape, checked like the keys of the standard.";
    Conversion "BW0210" Error "the document has a shape that the reader does not accept" ""
        "The checked tree could not be turned into its typed form. This is a gap in the checks: please report it with the document.";
    ForeignExtension "BW0211" Warning "an extension of another tool is ignored" ""
        "The extension has a name that this generator reads, but a form that belongs to another tool; it has no effect.";
    LooseShape "BW0212" Warning "the document departs from the standard where nothing depends on it" ""
        "Lenient reading goes on without descriptions and titles, and reads `4xx` as `4XX`; strict reading refuses them.";

    // What the parts of a document say about each other.
    UndeclaredPathParameter "BW0301" Error "a template expression has no parameter" "declare it with `in: path` and `required: true`"
        "Each template expression in a path must correspond to a path parameter of the path item or of each of its operations (3.0.3, Path Templating).";
    PathParameterNotInTemplate "BW0302" Error "the path has no such template expression" ""
        "A parameter with `in: path` must occur in the path as `{name}` (3.0.3, Parameter Object).";
    BadPathTemplate "BW0303" Error "a path template is malformed" ""
        "A path starts with `/`; a template expression is `{name}`, without braces inside; `?` and `#` cannot occur, and dot segments, backslashes and control characters are changed by URL parsers on the way.";
    PathConflict "BW0304" Error "two paths match the same requests" ""
        "Templated paths with the same hierarchy but different names are identical (3.0.3, Paths Object): the server could not tell them apart.";
    DuplicateOperationId "BW0305" Error "two operations have the same `operationId`" ""
        "The id must be unique among all operations of the API (3.0.3, Operation Object); it names the generated method.";
    EmptyRange "BW0306" Error "the bounds exclude every value" ""
        "A lower bound above its upper bound admits nothing: no value could ever be sent.";
    BadConstraint "BW0307" Error "a constraint has an impossible value" ""
        "Lengths and counts are not negative, `multipleOf` is above zero, and bounds are numbers.";
    ValueMismatch "BW0308" Error "a value does not match its schema" ""
        "`default` and `enum` values must conform to the schema that they stand in.";
    ExampleMismatch "BW0309" Warning "an example does not match its schema" ""
        "An example that the schema rejects misleads readers; one of the two is wrong.";
    UndefinedSecurity "BW0310" Error "a security requirement names no scheme" "declare it under `components/securitySchemes`"
        "Each name in a Security Requirement Object must be declared in the components (3.0.3, Security Requirement Object). Dropping it would send requests without credentials.";
    UndefinedServerVariable "BW0311" Error "a server variable is not defined" "declare it under `variables` with a `default`"
        "Each `{name}` in a server URL must be defined under `variables` (3.0.3, Server Object).";
    BadServerVariable "BW0312" Error "a server variable contradicts itself" ""
        "The default of a server variable must be among its `enum`, which must not be empty.";
    BadStatus "BW0313" Error "this is not a status code" "use `200`, `2XX` or `default`"
        "A key of the Responses Object is a status code of three digits, a range `1XX` to `5XX`, or `default` (3.0.3, Responses Object).";
    BadToken "BW0314" Error "a name cannot be sent" ""
        "Names of headers and cookies and the parts of media types are tokens (RFC 9110 section 5.6.2): no spaces, separators, controls or non-ASCII characters.";
    DuplicateParameter "BW0315" Error "two parameters have the same name and place" ""
        "A parameter is identified by `name` and `in` (3.0.3, Operation Object); header names are compared without case.";
    BadParameter "BW0316" Error "a parameter contradicts itself" ""
        "A path parameter is required; a parameter has either `schema` or `content` with exactly one entry; its style must fit its place (3.0.3, Parameter Object).";
    IgnoredHeader "BW0317" Warning "this header parameter is ignored" "describe it with `content`, `responses` or `security`"
        "Header parameters named `Accept`, `Content-Type` or `Authorization` are ignored (3.0.3, Parameter Object).";
    UndeclaredRequired "BW0318" Warning "a required property is not declared" "declare it under `properties`"
        "The name under `required` has no schema under `properties`: either is misspelled, or its type is unknown.";
    EmptyList "BW0319" Error "a list is empty" ""
        "An empty `enum`, `oneOf`, `anyOf` or `allOf` admits nothing or says nothing; an operation without responses cannot be answered.";
    DuplicateValue "BW0320" Warning "a value stands twice" ""
        "Values of `enum`, `required` and `tags` should be unique.";
    IgnoredBody "BW0321" Warning "a body is described where none is sent" ""
        "Bodies of GET, HEAD and DELETE requests have no defined meaning and bodies of 204 and 304 responses cannot be sent (RFC 9110 sections 9.3 and 15).";
    ReadAndWriteOnly "BW0322" Error "a property is both read-only and write-only" ""
        "Such a property can be sent in neither direction (3.0.3, Schema Object).";
    BadDiscriminator "BW0323" Error "a discriminator does not fit" ""
        "A discriminator chooses among the members of `oneOf` or `anyOf`, each of which must be a reference; its mapping names existing schemas (3.0.3, Discriminator Object).";
    BadUrl "BW0324" Error "this is not a URL" ""
        "The standard requires a URL here.";
    UndefinedOperation "BW0325" Error "this names no operation" ""
        "A link or an extension names an operation by its `operationId`; none has this one.";
    UndefinedField "BW0326" Error "this names no field" ""
        "An extension names parameters or properties of the object in which it stands; this one does not exist there.";
    NullDefault "BW0327" Warning "a default is null where null is not allowed" "remove the default, or add `nullable: true`"
        "A default of null for a schema that does not allow null is read as no default.";
    PathOverlap "BW0328" Warning "two paths match the same requests, with different methods" ""
        "As BW0304, under lenient reading, where no method stands under both paths, so that the server can still tell requests apart.";
    BadComponentName "BW0329" Error "a component has a name that references cannot spell" ""
        "Names of components are made of letters, digits, `.`, `_` and `-` (3.0.3, Components Object).";
    AmbiguousPaths "BW0330" Warning "some requests match two paths" "change a literal segment of one of the paths"
        "`/a/{x}/c` and `/a/b/{y}` both match `/a/b/c`, and neither is more concrete (3.0.3, Path Templating, leaves the choice to tools). The generated server decides from the left: a literal segment comes before a parameter.";
    LiteralSecret "BW0331" Warning "the document contains a secret" "remove the value, and change the secret if it is real"
        "A schema with `format: password` has a value in the document. A default is not used, so that it reaches neither the generated code nor what that code sends.";

    // References.
    MissingTarget "BW0401" Error "a reference points at nothing" ""
        "The target of a `$ref` must exist in the document.";
    WrongTarget "BW0402" Error "a reference points at another kind of object" ""
        "A `$ref` in place of a schema must point at a schema, in place of a response at a response, and so on.";
    CyclicReference "BW0403" Error "references lead back to themselves" ""
        "A chain of references that returns to its start never reaches an object.";
    ForeignReference "BW0404" Error "a reference leads out of the document's folder" "move the target into this document, or bundle the documents first"
        "References are followed to regular files in the document's folder and below, symbolic links resolved, and never to the network: a document must not make the generator read what its author has no business with.";
    BadReference "BW0405" Error "a reference is malformed" "write it as `#/components/schemas/Name`"
        "A reference within the document is `#` and a JSON Pointer (RFC 6901): `/` before each segment, `~1` for `/` and `~0` for `~`.";
    TooManyFiles "BW0406" Error "references lead to too many files" "bundle the documents, or raise the limit: `--limit files=N`"
        "Every file is read and kept while the generator runs, so their number is limited.";

    // What Rust cannot express or this generator does not: the lowering adds its codes below.
    NameCollision "BW0501" Warning "two definitions ask for one Rust name" "choose another name for one of them with `x-rust-name`"
        "Names are brought into Rust's casing, and generated names must differ. Component schemas and operations are named by the document's author, so the one spelled exactly like the Rust name keeps it, the other gets a longer one, and both places are reported.";
    NameAdjusted "BW0502" Note "a Rust name was changed to keep it apart from another" "choose a name with `x-rust-name`"
        "Where properties, parameters, values or inline schemas ask for one name, a fixed rule that does not depend on their order decides: the exact spelling keeps the name, the others are spelled out.";
    ConflictingSchemas "BW0503" Error "the members of `allOf` contradict each other" ""
        "A value must satisfy every member of `allOf` (JSON Schema Validation), and no value is of two different types.";
    PatternNotChecked "BW0504" Warning "a pattern cannot be checked" ""
        "Patterns are ECMA-262 expressions. Those with look-around, back-references or other constructs that need backtracking have no translation for a linear-time engine: the pattern is documented, and values are not checked against it.";
    NotChecked "BW0505" Warning "this is documented and not checked" ""
        "The generated types cannot express this part of the schema, and no run-time check covers it: values that break it pass.";
    UnknownFormat "BW0506" Note "a format has no Rust type" ""
        "The value of `format` is open (3.0.3, Data Types). A format that the generator does not know is documented, and the plain type is used.";
    UnsupportedMedia "BW0507" Warning "a media type has no codec" ""
        "Bodies are carried as JSON, forms, multipart, text, events, JSON lines or bytes. A structured body in another format is passed on as bytes, and its schema is not used.";
    IgnoredMedia "BW0508" Warning "a media type is not used" ""
        "Another media type of the same body is carried instead.";
    DifferingMedia "BW0509" Error "the media types of one body have different schemas" "give all of them the same schema"
        "No longer reported: the body is an enumeration with a variant a schema.";
    UnsupportedParameter "BW0510" Error "a parameter has a format without a codec" ""
        "A parameter described by `content` is JSON text; other media types have no codec for the place of a parameter.";
    UnsupportedSecurity "BW0511" Error "a security scheme is not supported" ""
        "Requests would be sent without these credentials.";
    NamelessCycle "BW0512" Error "a schema contains itself without a name" "move it to `components/schemas` and refer to it"
        "Rust can only express a recursive type that has a name.";
    BadPath "BW0513" Error "a pointer does not fit the response" ""
        "Pagination and waiters follow pointers through typed bodies; every step must be a property of an object or an index of a list.";
    IncompleteWaiter "BW0514" Error "a waiter cannot build the request that it polls with" "add the parameter under `parameters`"
        "Each required parameter of the polled operation is taken from the first response, from the client, or from a field of the same name in the first request.";
    ClientParameterConflict "BW0515" Error "a client parameter has two types" ""
        "A parameter that the client supplies once has the same type wherever it occurs.";
    BadPattern "BW0516" Error "a pattern is malformed" ""
        "A pattern must be a regular expression of ECMA-262 of reasonable size (JSON Schema Validation): generated code compiles it once and must not fail to.";
    EndlessValue "BW0517" Warning "no finite value exists" "make one property of the cycle optional or nullable"
        "A required property that leads back to its own object, always and not through a list, asks for a value that never ends.";
    EndlessAlternatives "BW0518" Error "a schema is an alternative of itself" ""
        "An alternative of `oneOf` or `anyOf` that is the schema itself adds no value and can never be chosen.";
    OverlappingAlternatives "BW0519" Warning "alternatives overlap" "tell them apart with `discriminator`"
        "Some values match several alternatives. The one that recognises most of a value is taken, and the first of those that recognise as much.";
    Unskipped "BW0520" Note "the errors are in some operations only" "`--skip-unsupported` generates the others"
        "Every error belongs to an operation, or to a component that only some operations use. With `--skip-unsupported` (`skip_unsupported()` of `Build` and `Generator`) these operations are left out, and the others are generated.";
    LeftOut "BW0521" Warning "an operation is left out" ""
        "With `--skip-unsupported`, an operation with an error of its own, or that uses a component with one, is not in the output. Its errors are reported as warnings.";
    OpenParameter "BW0522" Warning "a parameter has no defined text in its style" "use `content: {application/json: ...}`, or `style: deepObject`"
        "The styles of parameters are defined for scalars, lists of scalars and flat objects (3.0.3, Style Values). Where a type allows for more, a scalar is written as it is, a list item by item, and what nests deeper as JSON text; check that the server reads it so. In the style `deepObject` nesting has the form in use: `a[b][c]=1`, and `a[0]=x` for lists.";
    UnsupportedXml "BW0523" Error "a body is XML alone" "describe another media type beside it, such as `application/json`"
        "There is no codec for XML: the schema would say nothing of what is on the wire. An XML body whose schema is a plain string is text, and `format: binary` makes it bytes.";
    NameCut "BW0524" Note "a Rust name was cut at a word" "choose a name with `x-rust-name`"
        "Names of the document are kept whole up to 120 characters. A longer one keeps its first words, or its first and last words if another name starts alike.";
    ForeignType "BW0530" Error "a crate of its own cannot name a type of yours" "generate modules of a crate that has the type: `--modules`, or `Build` in a build script"
        "`x-rust-type` names a type of the crate that the modules are part of, or of one that it depends on. The manifest of a crate that is generated whole has no such dependency.";

    // The output.
    ForeignFile "BW0601" Error "a file in the output folder is not the generator's" "move the file away, or choose another folder"
        "The generator replaces and deletes only files whose first line says that it wrote them. Nothing was written.";
    LinkedOutput "BW0602" Error "the output would go through a symbolic link" "replace the link by what it points at"
        "Symbolic links could lead out of the output folder, so they are not followed. Nothing was written.";
    Unwritable "BW0603" Error "the output cannot be written" ""
        "The system refuses to read, create, replace or delete a file in the output folder.";
    StaleOutput "BW0604" Error "the output is not what the document generates" "run the generator and commit what it writes"
        "With `--check`, and in a build script where `CI` is set, nothing is written: files that differ, are missing or are left over are reported instead.";
    BadPackageName "BW0605" Error "the package name is not one that Cargo takes" "use letters, digits, `-` and `_`, and start with a letter"
        "The name becomes that of the package and, with `_` for `-`, that of the library.";
    NoTags "BW0610" Warning "no operation has a tag to make a feature of" "tag the operations, or leave the option out"
        "With `--features-per-tag`, the operations of each tag stand behind a Cargo feature of the output. Without tags, all of them are always there.";
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_are_unique_and_ascend() {
        let numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        assert!(
            numbers.windows(2).all(|pair| pair.first() < pair.last()),
            "{numbers:?}"
        );
    }

    #[test]
    fn every_code_is_explained() {
        for code in Code::ALL {
            assert!(code.explanation().ends_with('.'), "{}", code.number());
            assert!(
                !code.title().is_empty() && !code.title().ends_with('.'),
                "{}",
                code.number()
            );
            assert_eq!(
                Code::from_number(&code.number().to_lowercase()),
                Some(*code)
            );
        }
    }
}
