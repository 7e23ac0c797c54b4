//! Chat templates: from messages to the text that a server counts, rendered as Hugging Face `transformers` renders them.

use std::io::Write;
use std::path::Path;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::error::{Failure, Result};

/// Steps after which a template is taken for one that never ends; a long conversation needs a thousandth.
const FUEL: u64 = 50_000_000;

/// A model's chat template and the special tokens that it may name.
pub struct ChatTemplate {
    source: String,
    special_tokens: Vec<(String, String)>,
}

impl ChatTemplate {
    /// The template that lies beside a tokenizer: `chat_template.jinja`, else `chat_template` in `tokenizer_config.json`.
    pub fn beside(directory: &Path, config: &serde_json::Value) -> Option<Self> {
        let source = std::fs::read_to_string(directory.join("chat_template.jinja")).ok().or_else(|| in_config(config))?;
        let mut special_tokens = Vec::new();
        for (key, value) in config.as_object().into_iter().flatten().filter(|(key, _)| key.ends_with("_token")) {
            if let Some(content) = value.as_str().or_else(|| value["content"].as_str()) {
                special_tokens.push((key.clone(), content.to_owned()));
            }
        }
        Some(Self { source, special_tokens })
    }

    /// Renders `messages`: a JSON array of them, or an object whose other fields (`tools`…) the template sees too.
    pub fn render(&self, messages: &str, add_generation_prompt: bool) -> Result<String> {
        let given: Value = serde_json::from_str(messages).map_err(|e| Failure::Argument(format!("the messages are not JSON: {e}")))?;
        let mut context: Vec<(String, Value)> = vec![("tools".into(), Value::from(())), ("documents".into(), Value::from(()))];
        context.extend(self.special_tokens.iter().map(|(name, token)| (name.clone(), Value::from(token.as_str()))));
        context.push(("add_generation_prompt".into(), Value::from(add_generation_prompt)));
        if given.kind() == ValueKind::Map {
            for key in given.try_iter().into_iter().flatten() {
                let value = given.get_item(&key).unwrap_or_default();
                context.push((key.to_string(), value));
            }
        } else {
            context.push(("messages".into(), given));
        }
        let environment = environment();
        let source = without_generation_tags(&self.source);
        environment.render_str(&source, Value::from_iter(context)).map_err(|e| Failure::Template(one_line(&e)))
    }
}

/// A list of named templates has its `default` one.
fn in_config(config: &serde_json::Value) -> Option<String> {
    let template = &config["chat_template"];
    let named = || template.as_array()?.iter().find(|entry| entry["name"] == "default")?["template"].as_str();
    template.as_str().or_else(named).map(str::to_owned)
}

fn one_line(error: &Error) -> String {
    let mut message = format!("the chat template failed: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message = format!("{message}: {inner}");
        cause = inner.source();
    }
    message.replace(['\n', '\r'], " ")
}

/// The Jinja environment that `transformers` sets up.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(|out, _, value| match value.kind() {
        ValueKind::Bool => out.write_str(if value.is_true() { "True" } else { "False" }).map_err(Error::from),
        ValueKind::None => out.write_str("None").map_err(Error::from),
        _ => write!(out, "{value}").map_err(Error::from),
    });
    environment.add_filter("tojson", to_json);
    environment.add_function("raise_exception", |message: String| -> std::result::Result<Value, Error> {
        Err(Error::new(ErrorKind::InvalidOperation, message))
    });
    environment.add_function("strftime_now", strftime_now);
    environment
}

/// Local time, as `datetime.now().strftime(format)`; a format that is not one gives an error, not a panic.
fn strftime_now(format: String) -> std::result::Result<String, Error> {
    let mut text = String::new();
    let written = std::fmt::Write::write_fmt(&mut text, format_args!("{}", chrono::Local::now().format(&format)));
    written.map(|()| text).map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("{format:?} is no time format")))
}

/// Python's `json.dumps(value, ensure_ascii=False, indent=…)`; minijinja's own filter would escape for HTML.
fn to_json(value: &Value, options: Kwargs) -> std::result::Result<String, Error> {
    let indent: Option<usize> = options.get("indent")?;
    let mut out = Vec::new();
    let written = match indent {
        Some(width) => {
            let pad = vec![b' '; width.min(64)];
            value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(&pad)))
        }
        None => value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, PythonFormatter)),
    };
    written.map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()))?;
    String::from_utf8(out).map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()))
}

/// A space after each comma and colon, as Python writes JSON on one line.
struct PythonFormatter;

impl Formatter for PythonFormatter {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}

/// Training marks what the model wrote with a tag that Jinja proper lacks; it changes nothing in the text.
fn without_generation_tags(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find("{%") {
        let Some(length) = rest[start..].find("%}") else { break };
        let (before, tag) = (&rest[..start], &rest[start..start + length + 2]);
        let words = tag.trim_start_matches("{%").trim_end_matches("%}").trim_matches(|c: char| c == '-' || c == '+' || c.is_whitespace());
        out.push_str(before);
        match words {
            "generation" => out.push_str(&tag.replacen("generation", "if true", 1)),
            "endgeneration" => out.push_str(&tag.replacen("endgeneration", "endif", 1)),
            _ => out.push_str(tag),
        }
        rest = &rest[start + length + 2..];
    }
    out.push_str(rest);
    out
}
