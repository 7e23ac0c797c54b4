//! The compiled engine: byte-level BPE from flat tables, which a file holds ready to run.
//!
//! The other engines build their structures from a parsed `tokenizer.json` at every start, for half a second and 130 MB with
//! 128,000 tokens. This one is compiled once, is believed only where it agrees with the reference, and from then on is read in
//! milliseconds ([`crate::cache`]). The steps around byte-pair merging are `fastokens`' own.

use std::sync::OnceLock;

use fastokens::post_processors::PostProcessor;
use fastokens::pre_tokenized::PreTokenizedString;
use fastokens::tiktoken::{DEEPSEEK_SPLIT1_PATTERN, DEEPSEEK_SPLIT2_PATTERN, DEEPSEEK_SPLIT3_PATTERN};
use fastokens::{
    AddedTokenConfig, AddedTokens, KIMI_PATTERN, Normalizer, NormalizerConfig, O200K_BASE_PATTERN, PostProcessorConfig, PreTokenizer,
    PreTokenizerConfig, added_tokens::Segment,
};
use serde_json::{Value, json};

use super::{Engine, Reading};
use crate::error::{Failure, Result};
use crate::hash::BytesMap;
use crate::machine::{self, Machine, Work};
use crate::merges::{Bytes, Merges, Seams, Together, merge};
use crate::scan::Scanner;
use crate::spelling::{Spelling, byte_level_bytes, byte_level_text};
use crate::threads;
use crate::vocabulary::Vocabulary;
use crate::words::{Count, Finder, Owner, Sink, Text, Words};

/// What GPT-2's byte-level step cuts text by.
const GPT2_PATTERN: &str = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

/// A byte-level BPE tokenizer in the form in which it runs.
pub struct Compiled {
    /// The parts of the `tokenizer.json` other than vocabulary and merges, and the size of the whole vocabulary.
    settings: Value,
    vocabulary: Vocabulary,
    merges: Merges,
    bytes: Bytes,
    size: usize,
    added: Option<AddedTokens>,
    /// Every added token is special.
    all_special: bool,
    normalizer: Option<Normalizer>,
    cutter: Cutter,
    post_processor: Option<PostProcessor>,
    owner: Owner,
    /// Made when the first word is cut.
    seams: OnceLock<Seams>,
}

/// What cuts a text into the words that are merged.
enum Cutter {
    /// The scanner for the patterns of one family.
    Scanner(Scanner),
    /// One of `fastokens`' scanners, by its name there.
    Theirs(&'static str),
    /// Regular expressions.
    Steps(PreTokenizer),
}

impl Compiled {
    /// Compiles a parsed `tokenizer.json` of `size` distinct tokens; `None` where its model or a step is not of the kind this engine runs.
    pub fn compile(json: &Value, size: usize) -> Option<Self> {
        if !is_plain_byte_level(json) {
            return None;
        }
        Cutter::of(&json["pre_tokenizer"])?;
        let words = words(json)?;
        let ids: BytesMap<&[u8], u32> = json["model"]["vocab"]
            .as_object()?
            .iter()
            .map(|(text, id)| Some((text.as_bytes(), u32::try_from(id.as_u64()?).ok()?)))
            .collect::<Option<_>>()?;
        let id = |text: &str| ids.get(text.as_bytes()).copied();
        let mut both = String::new();
        let merges = json["model"]["merges"].as_array()?.iter().map(|entry| {
            let (left, right) = halves(entry)?;
            both.clear();
            both.push_str(left);
            both.push_str(right);
            Some((id(left)?, id(right)?, id(&both)?))
        });
        let merges = Merges::new(&merges.collect::<Option<Vec<_>>>()?);
        let mut vocabulary = Vocabulary::new(&words).ok()?;
        let byte_ids = (0..=u8::MAX).map(|byte| vocabulary.find(&[byte])).collect::<Option<Vec<u32>>>()?.try_into().ok()?;
        let bytes = Bytes::new(byte_ids, &merges);
        let looked_up_first = json["model"]["ignore_merges"] == true;
        for (id, word) in (0u32..).zip(&words).filter(|(_, word)| !word.is_empty()) {
            let mut merged = Vec::new();
            if !looked_up_first {
                merge(&merges, &bytes, word, &mut merged);
            }
            if looked_up_first || merged == [id] {
                vocabulary.set_whole(id);
            }
        }
        let keep = |name: &str| json[name].clone();
        let settings = json!({
            "size": size, "added_tokens": keep("added_tokens"), "normalizer": keep("normalizer"),
            "pre_tokenizer": keep("pre_tokenizer"), "post_processor": keep("post_processor"),
        });
        Self::from_parts(settings, vocabulary, merges, byte_ids)
    }

    /// Puts together what [`Self::parts`] took apart; `None` when it does not fit.
    pub fn from_parts(settings: Value, vocabulary: Vocabulary, merges: Merges, byte_ids: [u32; 256]) -> Option<Self> {
        threads::keep_none();
        let known = byte_ids.iter().all(|&id| (id as usize) < vocabulary.ids());
        let added: Vec<AddedTokenConfig> = serde_json::from_value(settings["added_tokens"].clone()).ok()?;
        let normalizer: Option<NormalizerConfig> = serde_json::from_value(settings["normalizer"].clone()).ok()?;
        let post_processor: Option<PostProcessorConfig> = serde_json::from_value(settings["post_processor"].clone()).ok()?;
        let compiled = Self {
            all_special: added.iter().all(|token| token.special),
            added: AddedTokens::from_configs(&added).ok()?,
            normalizer: normalizer.map(Normalizer::from_config).transpose().ok()?,
            cutter: Cutter::of(&settings["pre_tokenizer"])?,
            post_processor: post_processor.map(PostProcessor::from_config).transpose().ok()?,
            size: usize::try_from(settings["size"].as_u64()?).ok()?,
            settings,
            vocabulary,
            bytes: Bytes::new(byte_ids, &merges),
            merges,
            owner: Owner::unique(),
            seams: OnceLock::new(),
        };
        known.then_some(compiled)
    }

    /// What a file must hold: settings, vocabulary, merges and the ids of the 256 bytes.
    pub fn parts(&self) -> (&Value, &Vocabulary, &Merges, &[u32]) {
        (&self.settings, &self.vocabulary, &self.merges, self.bytes.ids())
    }

    /// Gives the ids of a text to `sink`, but for those of the post-processor.
    fn read(&self, text: &str, reading: Reading, sink: &mut impl Sink) -> Result<()> {
        Words::with(self.owner, |words| match self.searched(reading).and_then(|added| added.split_with_opt(text, reading.plain)) {
            None => self.read_plain(text, words, sink),
            Some(segments) => segments.into_iter().try_for_each(|segment| match segment {
                Segment::Token(id) => {
                    sink.ids(&[id]);
                    Ok(())
                }
                Segment::Text(text) => self.read_plain(text, words, sink),
            }),
        })
    }

    /// The tokens that a text may hold: where special ones are read as text, none if all are.
    fn searched(&self, reading: Reading) -> Option<&AddedTokens> {
        self.added.as_ref().filter(|_| !(reading.plain && self.all_special))
    }

    fn read_plain(&self, text: &str, words: &mut Words, sink: &mut impl Sink) -> Result<()> {
        let normalized = self.normalizer.as_ref().map(|normalizer| normalizer.normalize(text));
        let text = normalized.as_deref().unwrap_or(text);
        if u32::try_from(text.len()).is_err() {
            return Err(Failure::Engine("a text of more than 4 GiB".into()));
        }
        match &self.cutter {
            Cutter::Scanner(scanner) => machine::run(Read { text: Text::Scanned(text, scanner), words, sink, finder: self }),
            Cutter::Theirs(pattern) => {
                let cuts = fastokens::__bench_scan_spans(text, pattern);
                machine::run(Read { text: Text::Cut(text.as_bytes(), &cuts), words, sink, finder: self });
            }
            Cutter::Steps(steps) => {
                let mut pieces = PreTokenizedString::from_text(text);
                steps.pre_tokenize(&mut pieces).map_err(|e| Failure::Engine(e.to_string()))?;
                let cuts: Vec<_> = pieces.splits().iter().map(|split| (split.range.start as u32, split.range.end as u32)).collect();
                machine::run(Read { text: Text::Cut(pieces.buffer().as_bytes(), &cuts), words, sink, finder: self });
            }
        }
        sink.finish(words, self);
        Ok(())
    }
}

/// A text whose words are read.
struct Read<'a, S> {
    text: Text<'a>,
    words: &'a mut Words,
    sink: &'a mut S,
    finder: &'a Compiled,
}

impl<S: Sink> Work for Read<'_, S> {
    #[inline(always)]
    fn on<M: Machine>(self) {
        self.words.append::<M>(self.text, self.sink, self.finder);
    }
}

impl Finder for Compiled {
    #[inline]
    fn whole(&self, word: &[u8]) -> Option<u32> {
        self.vocabulary.word(word)
    }

    fn merge(&self, word: &[u8], ids: &mut Vec<u32>) {
        merge(&self.merges, &self.bytes, word, ids);
    }

    fn expect(&self, word: &[u8]) {
        self.vocabulary.prefetch(word);
    }

    fn first_piece(&self, word: &[u8]) -> usize {
        let seams = self.seams.get_or_init(|| Seams::new((0..self.vocabulary.ids() as u32).map(|id| self.vocabulary.token(id))));
        seams.first_piece(word)
    }

    fn merge_all(&self, room: &mut Together, words: &[&[u8]], found: impl FnMut(usize, &[u32])) {
        room.merge(&self.merges, &self.bytes, words, found);
    }
}

/// Byte-level BPE with nothing that this engine leaves out.
pub(crate) fn is_plain_byte_level(json: &Value) -> bool {
    let model = &json["model"];
    let absent = |value: &Value| value.is_null() || value == "" || value == false;
    let plain_model = (model["type"].is_null() || model["type"] == "BPE")
        && ["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback"]
            .iter()
            .all(|key| absent(&model[key]));
    // With a normalizer, added tokens marked "normalized" are looked for in another text.
    let one_text = normalizes_nothing(&json["normalizer"])
        || json["added_tokens"].as_array().into_iter().flatten().all(|token| token["normalized"] != true);
    plain_model && one_text && Spelling::of(&json["decoder"]) == Spelling::ByteLevel
}

/// No normalizer, or one of no steps.
fn normalizes_nothing(normalizer: &Value) -> bool {
    normalizer.is_null() || normalizer["type"] == "Sequence" && normalizer["normalizers"].as_array().is_some_and(Vec::is_empty)
}

/// The bytes of each token by id; of an added token that no bytes spell, none.
fn words(json: &Value) -> Option<Vec<Vec<u8>>> {
    let added = |text: &str| json["added_tokens"].as_array().into_iter().flatten().any(|token| token["content"] == text);
    let vocabulary = json["model"]["vocab"].as_object()?;
    let mut words = Vec::with_capacity(vocabulary.len());
    for (text, id) in vocabulary {
        let id = usize::try_from(id.as_u64()?).ok()?;
        let bytes = match byte_level_bytes(text) {
            Some(bytes) => bytes,
            None if added(text) => Vec::new(),
            None => return None,
        };
        if words.len() <= id {
            words.resize(id + 1, Vec::new());
        }
        words[id] = bytes;
    }
    Some(words)
}

/// The two parts of a merge, in either of its spellings.
pub(crate) fn halves(merge: &Value) -> Option<(&str, &str)> {
    match merge {
        Value::String(text) => text.split_once(' '),
        Value::Array(pair) => match &pair[..] {
            [left, right] => Some((left.as_str()?, right.as_str()?)),
            _ => None,
        },
        _ => None,
    }
}

impl Cutter {
    /// The cutter of a `pre_tokenizer`, whose last step must be the one that spells bytes: this engine reads them as they are.
    fn of(pre_tokenizer: &Value) -> Option<Self> {
        let spells_only = |step: &Value| step["type"] == "ByteLevel" && step["add_prefix_space"] != true;
        if spells_only(pre_tokenizer) && pre_tokenizer["use_regex"] != false {
            return Self::steps(vec![
                json!({"type": "Split", "pattern": {"Regex": GPT2_PATTERN}, "behavior": "Isolated", "invert": false}),
            ]);
        }
        let (last, cuts) = pre_tokenizer["pretokenizers"].as_array()?.split_last()?;
        if pre_tokenizer["type"] != "Sequence"
            || !spells_only(last)
            || last["use_regex"] != false
            || cuts.iter().any(|cut| cut["type"] != "Split")
        {
            return None;
        }
        let patterns: Option<Vec<&str>> = match cuts {
            [cut] => isolated(cut).or_else(|| only_matches(cut)).map(|pattern| vec![pattern]),
            _ => cuts.iter().map(isolated).collect(),
        };
        let known = match patterns.as_deref() {
            Some([DEEPSEEK_SPLIT1_PATTERN, DEEPSEEK_SPLIT2_PATTERN, DEEPSEEK_SPLIT3_PATTERN]) => Some(Self::Theirs("deepseek")),
            Some([O200K_BASE_PATTERN]) => Some(Self::Theirs("o200k")),
            Some([KIMI_PATTERN]) => Some(Self::Theirs("kimi")),
            Some([pattern]) => Scanner::of(pattern).map(Self::Scanner),
            _ => None,
        };
        known.or_else(|| Self::steps(cuts.to_vec()))
    }

    fn steps(steps: Vec<Value>) -> Option<Self> {
        let config: PreTokenizerConfig = serde_json::from_value(json!({"type": "Sequence", "pretokenizers": steps})).ok()?;
        PreTokenizer::from_config(config).ok().map(Cutter::Steps)
    }
}

/// The pattern of a step that makes a word of each match, and of what is between two.
fn isolated(cut: &Value) -> Option<&str> {
    cut["pattern"]["Regex"].as_str().filter(|_| cut["behavior"] == "Isolated" && cut["invert"] != true)
}

/// The pattern of a step that makes a word of each match and leaves out the rest, which is nothing by the patterns that are known.
fn only_matches(cut: &Value) -> Option<&str> {
    cut["pattern"]["Regex"].as_str().filter(|_| cut["behavior"] == "Removed" && cut["invert"] == true)
}

impl Engine for Compiled {
    fn name(&self) -> &'static str {
        "compiled"
    }

    fn encode(&self, text: &str, reading: Reading) -> Result<Vec<u32>> {
        let mut ids = Vec::with_capacity(text.len() / 4 + 8);
        self.read(text, reading, &mut ids)?;
        Ok(match &self.post_processor {
            Some(post_processor) => post_processor.post_process_single(ids, reading.add_special),
            None => ids,
        })
    }

    fn count(&self, text: &str, reading: Reading) -> Result<usize> {
        if reading.add_special {
            return Ok(self.encode(text, reading)?.len());
        }
        let mut count = Count::default();
        self.read(text, reading, &mut count)?;
        Ok(count.0)
    }

    fn decode(&self, ids: &[u32], skip_special: bool) -> Result<String> {
        let mut bytes = Vec::new();
        for &id in ids {
            match self.added.as_ref().and_then(|added| added.id_to_token(id)) {
                Some(_) if skip_special && self.is_special(id) => {}
                Some(text) => match byte_level_bytes(text) {
                    Some(spelled) => bytes.extend(spelled),
                    None => bytes.extend_from_slice(text.as_bytes()),
                },
                None => bytes.extend_from_slice(self.vocabulary.token(id)),
            }
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn vocabulary_size(&self) -> usize {
        self.size
    }

    fn token(&self, id: u32) -> Option<String> {
        if let Some(text) = self.added.as_ref().and_then(|added| added.id_to_token(id)) {
            return Some(text.to_owned());
        }
        let bytes = self.vocabulary.token(id);
        (!bytes.is_empty()).then(|| byte_level_text(bytes))
    }

    fn id(&self, token: &str) -> Option<u32> {
        let added = self.added.as_ref().and_then(|added| added.token_to_id(token));
        added.or_else(|| self.vocabulary.find(&byte_level_bytes(token)?))
    }

    fn is_special(&self, id: u32) -> bool {
        self.added.as_ref().is_some_and(|added| added.is_special(id))
    }
}
