//! A loaded tokenizer: the engine chosen for it, and why.

use std::path::Path;

use crate::cache::Place;
use crate::chat::ChatTemplate;
use crate::engine::compiled::Compiled;
use crate::engine::fast::Fast;
use crate::engine::reference::Reference;
use crate::engine::{Engine, Reading};
use crate::error::{Failure, Result};
use crate::excerpt;
use crate::guard;
use crate::load::{Document, Source};
use crate::selfcheck;
use crate::spelling::Spelling;

/// Why an engine is in use that is not the reference.
const AGREES: &str = "agrees with the reference on the self-check";

/// Immutable once loaded; any number of threads may use it at once.
pub struct Tokenizer {
    engine: Box<dyn Engine>,
    spelling: Spelling,
    kind: String,
    form: String,
    reason: String,
    chat: Option<ChatTemplate>,
}

impl Tokenizer {
    /// Chooses the fast engine when it reads the document and agrees with the reference on every string of the self-check.
    pub fn load(document: Document) -> Result<Self> {
        let (reference, fast) = std::thread::scope(|scope| {
            let json = document.json.clone();
            let fast = scope.spawn(move || guard::catch(|| Fast::load(json)));
            let reference = Reference::load(&document.json.to_string());
            (reference, fast.join().unwrap_or_else(|_| Err(Failure::Panic("the fast engine's loader panicked".into()))))
        });
        Self::choose(document, reference?, fast)
    }

    /// Compiles what a document is read from, provided that the compiled form agrees with the reference on every string of the self-check.
    /// What cannot be compiled is loaded as by [`Self::load`].
    pub fn load_source(source: &Source) -> Result<Self> {
        let document = source.document()?;
        match compile(&document) {
            Some(compiled) => Ok(Self::compiled(compiled, document.form, document.chat, AGREES)),
            None => Self::load_fast(document, source),
        }
    }

    /// The same, with a file in `cache` of what was compiled before from the same source, which is read in place of it.
    pub fn load_cached(source: &Source, cache: &Path) -> Result<Self> {
        let place = Place::of(cache, &source.parts());
        if let Some((compiled, form)) = place.read() {
            return Ok(Self::compiled(compiled, form, source.chat()?, "agreed with the reference when it was compiled"));
        }
        let document = source.document()?;
        match compile(&document) {
            Some(compiled) => {
                place.write(&compiled, &document.form);
                Ok(Self::compiled(compiled, document.form, document.chat, AGREES))
            }
            None => Self::load_fast(document, source),
        }
    }

    /// As [`Self::load`]; of the vocabularies of most models the reference reads only what the self-check reaches, beside the fast
    /// engine, on a thread that ends with the call; and all of it where the two do not agree.
    fn load_fast(document: Document, source: &Source) -> Result<Self> {
        let Some(size) = excerpt::size(&document.json) else {
            return Self::load(document);
        };
        let added = document.added_tokens();
        let excerpt = excerpt::of(&document.json, &selfcheck::strings(&added));
        let (kind, Document { json, form, chat }) = (document.kind(), document);
        let fast = std::thread::scope(|scope| {
            let fast = scope.spawn(move || guard::catch(|| Fast::load(json)));
            let reference = Reference::load(&excerpt?.to_string());
            let fast = fast.join().ok()?.ok()?;
            selfcheck::difference(&fast, &reference.ok()?, size, &added).is_none().then_some(fast)
        });
        match fast {
            Some(fast) => Ok(Self { engine: Box::new(fast), spelling: Spelling::ByteLevel, kind, form, reason: AGREES.into(), chat }),
            None => Self::load(source.document()?),
        }
    }

    fn compiled(compiled: Compiled, form: String, chat: Option<ChatTemplate>, reason: &str) -> Self {
        Self { engine: Box::new(compiled), spelling: Spelling::ByteLevel, kind: "BPE".into(), form, reason: reason.into(), chat }
    }

    fn choose(document: Document, reference: Reference, fast: Result<Fast>) -> Result<Self> {
        let (added, spelling, kind) = (document.added_tokens(), Spelling::of(&document.json["decoder"]), document.kind());
        let (engine, reason): (Box<dyn Engine>, String) = match fast {
            Err(refusal) => (Box::new(reference), format!("the fast engine refused it: {refusal}")),
            Ok(fast) => match selfcheck::difference(&fast, &reference, reference.vocabulary_size(), &added) {
                None => (Box::new(fast), AGREES.into()),
                Some(difference) => (Box::new(reference), format!("the fast engine disagreed: {difference}")),
            },
        };
        Ok(Self { engine, spelling, kind, form: document.form, reason, chat: document.chat })
    }

    /// The engine in use.
    pub fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    /// The number of tokens of `text`.
    pub fn count(&self, text: &str, reading: Reading) -> Result<usize> {
        self.engine.count(text, reading)
    }

    /// The number of special tokens among those of `text`.
    pub fn count_special(&self, text: &str, reading: Reading) -> Result<usize> {
        let ids = self.engine.encode(text, reading)?;
        Ok(ids.into_iter().filter(|&id| self.engine.is_special(id)).count())
    }

    /// The bytes of `ids`, half characters as they are; unknown ids give nothing.
    pub fn decode_bytes(&self, ids: &[u32], skip_special: bool) -> Result<Vec<u8>> {
        let known = ids.iter().filter(|&&id| !(skip_special && self.engine.is_special(id)));
        let tokens: Vec<String> = known.filter_map(|&id| self.engine.token(id)).collect();
        match self.spelling.bytes(&tokens) {
            Some(bytes) => Ok(bytes),
            None => self.engine.decode(ids, skip_special).map(String::into_bytes),
        }
    }

    /// The text of a conversation as the model's chat template puts it.
    pub fn render_chat(&self, messages: &str, add_generation_prompt: bool) -> Result<String> {
        match &self.chat {
            Some(chat) => chat.render(messages, add_generation_prompt),
            None => Err(Failure::Template(
                "this tokenizer has no chat template: no chat_template.jinja, and none in tokenizer_config.json, beside it".into(),
            )),
        }
    }

    /// One `key: value` a line: engine, kind, form, reason, vocabulary.
    pub fn info(&self) -> String {
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        format!(
            "engine: {}\nkind: {}\nform: {}\nreason: {}\nvocabulary: {}\n",
            self.engine.name(),
            one_line(&self.kind),
            one_line(&self.form),
            one_line(&self.reason),
            self.engine.vocabulary_size()
        )
    }
}

/// The compiled form, where there is one and it agrees with the reference.
fn compile(document: &Document) -> Option<Compiled> {
    let size = excerpt::size(&document.json)?;
    let added = document.added_tokens();
    std::thread::scope(|scope| {
        let reference = scope.spawn(|| {
            let excerpt = excerpt::of(&document.json, &selfcheck::strings(&added))?;
            guard::catch(|| Reference::load(&excerpt.to_string())).ok()
        });
        let compiled = Compiled::compile(&document.json, size)?;
        let reference = reference.join().ok()??;
        selfcheck::difference(&compiled, &reference, size, &added).is_none().then_some(compiled)
    })
}
