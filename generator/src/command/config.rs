//! `bindwright.toml`: options that need not be repeated on the command line.
//!
//! A file describes one crate. Each key is an option of `generate` without its dashes, and `spec` is what to read:
//!
//! ```toml
//! spec = "spec/api.yaml"          # or a list
//! output = "crates/pets"
//! date-time = "chrono"
//! skip-unsupported = true
//! root = ["../common"]
//! overlay = ["spec/fixes.overlay.yaml"]
//! limit = { nodes = 20000000 }
//! ```
//! It is in the current folder or the nearest folder above, or where `--config` says. Its paths are relative to its folder.
//!
//! The keys become arguments in front of those that the user typed, and both are parsed together. So an option can be
//! nowhere else but in both, and the command line wins. If it names documents, `spec`, `overlay`, `output`, `name` and
//! `modules` of the file, which belong to other documents, are left out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use bindwright::diagnostic::{Code, Diagnostics, Place, escape};
use bindwright::load::nearest;
use bindwright::source::{FileFormat, FileId, SourceFile, Span};
use toml_edit::{Document, Item, Value};

use super::options::{Options, SPEC};
use super::{Command, switches};

/// The name of the file.
const NAME: &str = "bindwright.toml";

/// Keys that belong to the documents of the file.
const OF_THE_DOCUMENTS: [&str; 5] = [SPEC, "overlay", "output", "name", "modules"];

/// Keys whose values are paths.
const PATHS: [&str; 4] = [SPEC, "output", "root", "overlay"];

/// A file with options.
pub(super) struct Config {
    path: PathBuf,
    /// Its folder, as paths of the file start; empty if it is the current folder.
    folder: PathBuf,
    text: String,
}

impl Config {
    /// The file that counts: that of `--config`, or the nearest.
    ///
    /// # Errors
    /// The reports if the file cannot be read.
    pub(super) fn find(named: Option<&Path>) -> Result<Option<Self>, Box<Diagnostics>> {
        let (path, folder) = match named {
            Some(path) => (
                path.to_owned(),
                path.parent().unwrap_or(Path::new("")).to_owned(),
            ),
            None if Path::new(NAME).is_file() => (NAME.into(), PathBuf::new()),
            None => {
                let here = std::env::current_dir().unwrap_or_default();
                let Some(folder) = here.ancestors().find(|folder| folder.join(NAME).is_file())
                else {
                    return Ok(None);
                };
                (folder.join(NAME), folder.to_owned())
            }
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(Self { path, folder, text })),
            Err(error) => {
                let mut diagnostics = Diagnostics::new();
                let name = escape(&path.display().to_string());
                let file = SourceFile::new(name, "", FileFormat::Yaml);
                let file = diagnostics.sources_mut().add(file);
                let problem = escape(&error.to_string());
                diagnostics.report(Code::Unreadable, &Place::text(file, 0..0), problem);
                Err(Box::new(diagnostics))
            }
        }
    }

    /// The folder that paths of the file are relative to.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The command with the options of the file. `names_documents` says whether the user named documents.
    ///
    /// # Errors
    /// The reports about the file.
    pub(super) fn apply(&self, names_documents: bool) -> Result<Command, Box<Diagnostics>> {
        let typed: Vec<OsString> = std::env::args_os().collect();
        let (head, tail) = typed.split_at(typed.len().min(2));
        let subcommand = head.get(1).map_or("", |name| name.to_str().unwrap_or(""));
        let file = self.arguments(subcommand, names_documents)?;
        let arguments = head.iter().cloned().chain(file).chain(tail.iter().cloned());
        Ok(switches::parse(arguments))
    }

    /// The options of the file as arguments for a subcommand.
    fn arguments(
        &self,
        subcommand: &str,
        names_documents: bool,
    ) -> Result<Vec<OsString>, Box<Diagnostics>> {
        let mut diagnostics = Diagnostics::new();
        let name = escape(&self.path.display().to_string());
        let file = SourceFile::new(name, self.text.as_str(), FileFormat::Yaml);
        let file = diagnostics.sources_mut().add(file);
        let mut reader = Reader {
            config: self,
            file,
            diagnostics,
            options: Options::of("generate"),
        };
        let taken = Options::of(subcommand);
        let document = match Document::parse(self.text.as_str()) {
            Ok(document) => document,
            Err(error) => {
                reader.reject(
                    error.span(),
                    format!("this is not valid TOML: {}", error.message()),
                );
                return Err(Box::new(reader.diagnostics));
            }
        };
        let mut arguments = Vec::new();
        for (key, item) in document.iter() {
            let read = reader.read(key, item, document.key(key).and_then(|key| key.span()));
            let belongs = !(names_documents && OF_THE_DOCUMENTS.contains(&key)) && taken.has(key);
            arguments.extend(read.filter(|_| belongs).into_iter().flatten());
        }
        if reader.diagnostics.has_errors() {
            return Err(Box::new(reader.diagnostics));
        }
        Ok(arguments)
    }
}

/// Reads the keys of a file.
struct Reader<'c> {
    config: &'c Config,
    file: FileId,
    diagnostics: Diagnostics,
    options: Options,
}

impl Reader<'_> {
    fn reject(&mut self, span: Option<Span>, problem: String) {
        let place = Place::text(self.file, span.unwrap_or(0..0));
        self.diagnostics
            .report(Code::BadConfig, &place, escape(&problem));
    }

    /// The arguments of a key; `None` if it was reported.
    fn read(&mut self, key: &str, item: &Item, span: Option<Span>) -> Option<Vec<OsString>> {
        let keys: Vec<(&str, bool)> = self.options.keys().collect();
        let Some((_, is_switch)) = keys.iter().find(|(known, _)| *known == key).copied() else {
            let near = nearest(key, keys.iter().map(|(known, _)| *known)).map(str::to_owned);
            let place = Place::text(self.file, span.unwrap_or(0..0));
            let report = self.diagnostics.report(
                Code::BadConfig,
                &place,
                format!("unknown key `{}`", escape(key)),
            );
            if let Some(near) = near {
                report.help(format!("did you mean `{near}`?"));
            }
            return None;
        };
        let values = if is_switch {
            return self.switch(key, item, span);
        } else {
            values(item)
        };
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            let needed = match key {
                "limit" => "a table of numbers, such as `{ nodes = 20000000 }`",
                SPEC | "root" | "overlay" => "a path, or a list of paths",
                _ => "a string",
            };
            self.reject(item.span().or(span), format!("`{key}` is {needed}"));
            return None;
        };
        let arguments = values.into_iter().map(|value| {
            let value = if PATHS.contains(&key) && value != "-" {
                self.config.folder.join(value).into_os_string()
            } else {
                OsString::from(value)
            };
            if key == SPEC {
                return value;
            }
            let mut argument = OsString::from(format!("--{key}="));
            argument.push(value);
            argument
        });
        let arguments: Vec<OsString> = arguments.collect();
        if let Some(problem) = self.options.problem(&arguments) {
            self.reject(item.span().or(span), problem);
            return None;
        }
        Some(arguments)
    }

    fn switch(&mut self, key: &str, item: &Item, span: Option<Span>) -> Option<Vec<OsString>> {
        match item.as_bool() {
            Some(true) => Some(vec![format!("--{key}").into()]),
            Some(false) => Some(Vec::new()),
            None => {
                self.reject(
                    item.span().or(span),
                    format!("`{key}` is `true` or `false`"),
                );
                None
            }
        }
    }
}

/// A string, a list of strings, or a table of numbers as `name=number`. `None` for anything else.
fn values(item: &Item) -> Option<Vec<String>> {
    if let Some(table) = item.as_table_like() {
        let pairs = table
            .iter()
            .map(|(name, value)| Some(format!("{name}={}", value.as_integer()?)));
        return pairs.collect();
    }
    match item.as_value()? {
        Value::String(text) => Some(vec![text.value().clone()]),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}
