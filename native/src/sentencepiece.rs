//! SentencePiece `.model` files, turned into a `tokenizer.json` that every engine reads.
//!
//! The file is a protocol buffer: pieces with scores, how it was trained, how text is normalised. The conversion is that of
//! Hugging Face: BPE as for Llama 2 (a mark before the text and for each space, merges from the scores), Unigram as for T5.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::error::{Failure, Result};

/// SentencePiece's mark for a space.
const MARK: &str = "▁";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Normal,
    Unknown,
    Control,
    UserDefined,
    Byte,
}

#[derive(Debug)]
struct Piece {
    text: String,
    score: f32,
    kind: Kind,
}

/// A parsed model; the defaults are those of the protocol buffer.
#[derive(Debug)]
struct Model {
    pieces: Vec<Piece>,
    bpe: bool,
    byte_fallback: bool,
    charsmap: Vec<u8>,
    add_dummy_prefix: bool,
    remove_extra_whitespaces: bool,
}

/// Whether `bytes` begin like a SentencePiece model: its first field is a piece, itself begun by its text.
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x0a)
        && Reader::new(bytes).next_field().ok().flatten().is_some_and(|(_, field)| field.bytes().first() == Some(&0x0a))
}

/// The `tokenizer.json` equivalent to a model, and what kind it is.
pub fn to_tokenizer_json(bytes: &[u8]) -> Result<Value> {
    let model = Model::parse(bytes)?;
    let unknown = model.pieces.iter().position(|piece| piece.kind == Kind::Unknown);
    let added: Vec<Value> =
        model.pieces.iter().enumerate().filter(|(_, piece)| piece.is_added()).map(|(id, piece)| piece.added(id)).collect();
    let control = |name: &str| model.pieces.iter().position(|piece| piece.kind == Kind::Control && piece.text == name);
    let (normalizer, pre_tokenizer) = if model.bpe { (model.bpe_normalizer(), Value::Null) } else { model.unigram_steps() };
    Ok(json!({
        "version": "1.0",
        "added_tokens": added,
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": if model.bpe { template(control("<s>"), "<s>", true) } else { template(control("</s>"), "</s>", false) },
        "decoder": if model.bpe { model.bpe_decoder() } else { pre_tokenizer_as_decoder(model.add_dummy_prefix) },
        "model": if model.bpe { model.bpe(unknown) } else { model.unigram(unknown)? },
    }))
}

impl Piece {
    /// Runs of marks are merged like other pieces; as added tokens they would be looked for before spaces become marks.
    fn is_added(&self) -> bool {
        matches!(self.kind, Kind::Control | Kind::Unknown) || (self.kind == Kind::UserDefined && !self.text.contains(MARK))
    }

    fn added(&self, id: usize) -> Value {
        json!({"id": id, "content": self.text, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
            "special": self.kind != Kind::UserDefined})
    }
}

impl Model {
    fn parse(bytes: &[u8]) -> Result<Self> {
        let mut model = Self {
            pieces: Vec::new(),
            bpe: false,
            byte_fallback: false,
            charsmap: Vec::new(),
            add_dummy_prefix: true,
            remove_extra_whitespaces: true,
        };
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.next_field()? {
            match number {
                1 => model.pieces.push(parse_piece(field.bytes())?),
                2 => model.parse_trainer(field.bytes())?,
                3 => model.parse_normalizer(field.bytes())?,
                _ => {}
            }
        }
        if model.pieces.is_empty() {
            return Err(broken());
        }
        Ok(model)
    }

    fn parse_trainer(&mut self, bytes: &[u8]) -> Result<()> {
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.next_field()? {
            match (number, field.number()) {
                (3, 1) => self.bpe = false,
                (3, 2) => self.bpe = true,
                (3, other) => return Err(Failure::Load(format!("a SentencePiece model of type {other}: only unigram and BPE are read"))),
                (35, value) => self.byte_fallback = value != 0,
                (24, value) if value != 0 => {
                    return Err(Failure::Load("a SentencePiece model that puts spaces after words is not read".into()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn parse_normalizer(&mut self, bytes: &[u8]) -> Result<()> {
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.next_field()? {
            match number {
                2 => self.charsmap = field.bytes().to_vec(),
                3 => self.add_dummy_prefix = field.number() != 0,
                4 => self.remove_extra_whitespaces = field.number() != 0,
                _ => {}
            }
        }
        Ok(())
    }

    fn charsmap_step(&self) -> Option<Value> {
        (!self.charsmap.is_empty()).then(|| json!({"type": "Precompiled", "precompiled_charsmap": STANDARD.encode(&self.charsmap)}))
    }

    fn bpe_normalizer(&self) -> Value {
        let mut steps: Vec<Value> = self.charsmap_step().into_iter().collect();
        if self.remove_extra_whitespaces {
            steps.push(json!({"type": "Strip", "strip_left": true, "strip_right": true}));
            steps.push(json!({"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}));
        }
        if self.add_dummy_prefix {
            steps.push(json!({"type": "Prepend", "prepend": MARK}));
        }
        steps.push(json!({"type": "Replace", "pattern": {"String": " "}, "content": MARK}));
        json!({"type": "Sequence", "normalizers": steps})
    }

    fn bpe_decoder(&self) -> Value {
        let mut steps = vec![
            json!({"type": "Replace", "pattern": {"String": MARK}, "content": " "}),
            json!({"type": "ByteFallback"}),
            json!({"type": "Fuse"}),
        ];
        if self.add_dummy_prefix {
            steps.push(json!({"type": "Strip", "content": " ", "start": 1, "stop": 0}));
        }
        json!({"type": "Sequence", "decoders": steps})
    }

    fn bpe(&self, unknown: Option<usize>) -> Value {
        let vocabulary: Map<String, Value> = self.pieces.iter().enumerate().map(|(id, piece)| (piece.text.clone(), json!(id))).collect();
        json!({
            "type": "BPE", "dropout": null, "unk_token": unknown.map(|id| self.pieces[id].text.clone()), "continuing_subword_prefix": null,
            "end_of_word_suffix": null, "fuse_unk": true, "byte_fallback": self.byte_fallback, "ignore_merges": false,
            "vocab": vocabulary, "merges": self.merges(),
        })
    }

    /// Every way to halve a piece into two others, the best score first; among equals the longer halves first.
    fn merges(&self) -> Vec<Value> {
        let ids: HashMap<&str, usize> = self.pieces.iter().enumerate().map(|(id, piece)| (piece.text.as_str(), id)).collect();
        let mut merges = Vec::new();
        for piece in self.pieces.iter().filter(|piece| matches!(piece.kind, Kind::Normal | Kind::UserDefined)) {
            let cuts = piece.text.char_indices().map(|(at, _)| piece.text.split_at(at)).skip(1);
            let mut halves: Vec<_> = cuts.filter_map(|(left, right)| Some((*ids.get(left)?, *ids.get(right)?, left, right))).collect();
            halves.sort_unstable();
            merges.extend(halves.into_iter().map(|(_, _, left, right)| (piece.score, left, right)));
        }
        let chars = |text: &str| text.chars().count();
        merges.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (chars(b.1), chars(b.2)).cmp(&(chars(a.1), chars(a.2)))));
        merges.into_iter().map(|(_, left, right)| json!([left, right])).collect()
    }

    fn unigram_steps(&self) -> (Value, Value) {
        let mut steps: Vec<Value> = self.charsmap_step().into_iter().collect();
        if self.remove_extra_whitespaces {
            steps.push(json!({"type": "Strip", "strip_left": true, "strip_right": true}));
            steps.push(json!({"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}));
        }
        let normalizer = if steps.is_empty() { Value::Null } else { json!({"type": "Sequence", "normalizers": steps}) };
        (normalizer, pre_tokenizer_as_decoder(self.add_dummy_prefix))
    }

    fn unigram(&self, unknown: Option<usize>) -> Result<Value> {
        let unknown = unknown.ok_or_else(|| Failure::Load("a SentencePiece unigram model without an unknown piece".into()))?;
        let vocabulary: Vec<Value> = self.pieces.iter().map(|piece| json!([piece.text, f64::from(piece.score)])).collect();
        Ok(json!({"type": "Unigram", "unk_id": unknown, "vocab": vocabulary, "byte_fallback": self.byte_fallback}))
    }
}

/// Metaspace has the same form on both ways.
fn pre_tokenizer_as_decoder(prefix: bool) -> Value {
    json!({"type": "Metaspace", "replacement": MARK, "prepend_scheme": if prefix { "always" } else { "never" }, "split": true})
}

/// What the post-processor adds on request: the one token before or after the text.
fn template(id: Option<usize>, token: &str, before: bool) -> Value {
    let Some(id) = id else { return Value::Null };
    let special = json!({"SpecialToken": {"id": token, "type_id": 0}});
    let sequence = |name: &str| json!({"Sequence": {"id": name, "type_id": 0}});
    let around = |text: Value| if before { vec![special.clone(), text] } else { vec![text, special.clone()] };
    let pair = [around(sequence("A")), around(sequence("B"))].concat();
    json!({"type": "TemplateProcessing", "single": around(sequence("A")), "pair": pair,
        "special_tokens": {token: {"id": token, "ids": [id], "tokens": [token]}}})
}

fn parse_piece(bytes: &[u8]) -> Result<Piece> {
    let mut piece = Piece { text: String::new(), score: 0.0, kind: Kind::Normal };
    let mut reader = Reader::new(bytes);
    while let Some((number, field)) = reader.next_field()? {
        match number {
            1 => piece.text = String::from_utf8(field.bytes().to_vec()).map_err(|_| broken())?,
            2 => piece.score = f32::from_bits(u32::try_from(field.number()).map_err(|_| broken())?),
            3 => {
                piece.kind = match field.number() {
                    2 => Kind::Unknown,
                    3 => Kind::Control,
                    4 => Kind::UserDefined,
                    6 => Kind::Byte,
                    _ => Kind::Normal,
                }
            }
            _ => {}
        }
    }
    if !piece.score.is_finite() {
        return Err(broken());
    }
    Ok(piece)
}

fn broken() -> Failure {
    Failure::Load("the SentencePiece model is damaged".into())
}

/// One value of a protocol buffer: a number, or bytes.
enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Field<'a> {
    fn bytes(&self) -> &'a [u8] {
        match self {
            Field::Bytes(bytes) => bytes,
            Field::Number(_) => &[],
        }
    }

    fn number(&self) -> u64 {
        match self {
            Field::Number(number) => *number,
            Field::Bytes(_) => 0,
        }
    }
}

/// Walks the fields of a message.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn next_field(&mut self) -> Result<Option<(u64, Field<'a>)>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let key = self.varint()?;
        let field = match key & 7 {
            0 => Field::Number(self.varint()?),
            1 => Field::Number(u64::from_le_bytes(self.take(8)?.try_into().map_err(|_| broken())?)),
            2 => {
                let length = usize::try_from(self.varint()?).map_err(|_| broken())?;
                Field::Bytes(self.take(length)?)
            }
            5 => Field::Number(u64::from(u32::from_le_bytes(self.take(4)?.try_into().map_err(|_| broken())?))),
            _ => return Err(broken()),
        };
        Ok(Some((key >> 3, field)))
    }

    fn varint(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(broken())
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(broken)?;
        self.rest = rest;
        Ok(taken)
    }
}
