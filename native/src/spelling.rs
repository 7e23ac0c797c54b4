//! The bytes behind a token. A token may hold half a character, which a decoded string cannot show.

use serde_json::Value;

/// How a vocabulary spells bytes, read from its decoder.
#[derive(Debug, PartialEq, Eq)]
pub enum Spelling {
    /// GPT-2's alphabet: one printable character for each byte.
    ByteLevel,
    /// SentencePiece with byte fallback: `<0x0A>` is a byte, other tokens are text in which `from` stands for `to`.
    ByteFallback {
        /// Replacements within each token, in order.
        replacements: Vec<(String, String)>,
        /// Spaces dropped from the front of the whole.
        strip_left: usize,
    },
    /// Tokens hold whole characters only.
    Text,
}

impl Spelling {
    /// Reads the `decoder` of a `tokenizer.json`.
    pub fn of(decoder: &Value) -> Self {
        let steps: Vec<&Value> = match decoder["type"].as_str() {
            Some("Sequence") => decoder["decoders"].as_array().into_iter().flatten().collect(),
            Some(_) => vec![decoder],
            None => return Spelling::Text,
        };
        if let [only] = steps[..]
            && only["type"] == "ByteLevel"
        {
            return Spelling::ByteLevel;
        }
        Self::byte_fallback(&steps).unwrap_or(Spelling::Text)
    }

    fn byte_fallback(steps: &[&Value]) -> Option<Self> {
        let mut replacements = Vec::new();
        let (mut fallback, mut fused, mut strip_left) = (false, false, 0);
        for step in steps {
            match step["type"].as_str()? {
                "Replace" if !fallback => {
                    let from = step["pattern"]["String"].as_str()?;
                    replacements.push((from.to_owned(), step["content"].as_str()?.to_owned()));
                }
                "ByteFallback" => fallback = true,
                "Fuse" if fallback => fused = true,
                "Strip" if fused && strip_left == 0 && step["content"] == " " && step["stop"] == 0 => {
                    strip_left = usize::try_from(step["start"].as_u64()?).ok()?;
                }
                _ => return None,
            }
        }
        (fallback && fused).then_some(Spelling::ByteFallback { replacements, strip_left })
    }

    /// The bytes of `tokens` in sequence; `None` when only the engine's own decoder can tell.
    pub fn bytes(&self, tokens: &[String]) -> Option<Vec<u8>> {
        match self {
            Spelling::ByteLevel => {
                let mut out = Vec::new();
                tokens.iter().for_each(|token| push_byte_level(token, &mut out));
                Some(out)
            }
            Spelling::ByteFallback { replacements, strip_left } => {
                let mut out = Vec::new();
                for token in tokens {
                    let text = replacements.iter().fold(token.clone(), |text, (from, to)| text.replace(from, to));
                    match fallback_byte(&text) {
                        Some(byte) => out.push(byte),
                        None => out.extend_from_slice(text.as_bytes()),
                    }
                }
                let spaces = out.iter().take(*strip_left).take_while(|&&byte| byte == b' ').count();
                out.drain(..spaces);
                Some(out)
            }
            Spelling::Text => None,
        }
    }
}

/// A token with a character outside the alphabet is taken as it stands, as the reference decoder does.
fn push_byte_level(token: &str, out: &mut Vec<u8>) {
    match byte_level_bytes(token) {
        Some(bytes) => out.extend(bytes),
        None => out.extend_from_slice(token.as_bytes()),
    }
}

/// The bytes that a token spells in GPT-2's alphabet; `None` with a character outside it.
pub fn byte_level_bytes(token: &str) -> Option<Vec<u8>> {
    token.chars().map(byte_of).collect()
}

/// The spelling of `bytes` in GPT-2's alphabet.
pub fn byte_level_text(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| byte_level_char(byte)).collect()
}

fn fallback_byte(token: &str) -> Option<u8> {
    let digits = token.strip_prefix("<0x")?.strip_suffix('>')?;
    if digits.len() != 2 {
        return None;
    }
    u8::from_str_radix(digits, 16).ok()
}

/// GPT-2's character for a byte: itself where printable, else the next free character from U+0100 on.
pub fn byte_level_char(byte: u8) -> char {
    let code = match byte {
        0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff => u32::from(byte),
        0x00..=0x20 => 0x100 + u32::from(byte),
        0x7f..=0xa0 => 0x121 + u32::from(byte - 0x7f),
        0xad => 0x143,
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn byte_of(c: char) -> Option<u8> {
    let code = u32::from(c);
    let byte = match code {
        0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff => code,
        0x100..=0x120 => code - 0x100,
        0x121..=0x142 => code - 0x121 + 0x7f,
        0x143 => 0xad,
        _ => return None,
    };
    u8::try_from(byte).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_level_alphabet_is_the_one_of_the_reference() {
        let alphabet = tokenizers::pre_tokenizers::byte_level::ByteLevel::alphabet();
        let ours: std::collections::HashSet<char> = (0..=255).map(byte_level_char).collect();
        assert_eq!(ours.len(), 256);
        assert!(ours.iter().all(|c| alphabet.contains(c)));
        for byte in 0..=255 {
            assert_eq!(byte_of(byte_level_char(byte)), Some(byte));
        }
    }
}
