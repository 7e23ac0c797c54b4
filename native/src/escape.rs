//! Undoing JSON's string escapes (RFC 8259, section 7).

/// The bytes behind the inside of a JSON string. Half of a surrogate pair on its own becomes U+FFFD, and a backslash that
/// starts no escape stands for itself: the text is being counted, not validated.
pub fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == b'\\') {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let taken = push_escape(rest, &mut out);
        rest = &rest[taken..];
    }
    out.extend_from_slice(rest);
    out
}

/// Appends what the escape at the front of `rest` means and returns its length.
fn push_escape(rest: &[u8], out: &mut Vec<u8>) -> usize {
    let plain = match rest.get(1) {
        Some(b'n') => b'\n',
        Some(b't') => b'\t',
        Some(b'r') => b'\r',
        Some(b'b') => 8,
        Some(b'f') => 12,
        Some(&byte @ (b'"' | b'\\' | b'/')) => byte,
        Some(b'u') => return push_unicode(rest, out),
        _ => {
            out.push(b'\\');
            return 1;
        }
    };
    out.push(plain);
    2
}

fn push_unicode(rest: &[u8], out: &mut Vec<u8>) -> usize {
    let Some(unit) = code_unit(rest) else {
        out.push(b'\\');
        return 1;
    };
    let low = if (0xd800..0xdc00).contains(&unit) { code_unit(&rest[6..]).filter(|low| (0xdc00..0xe000).contains(low)) } else { None };
    let (code, taken) = match low {
        Some(low) => (0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), 12),
        None => (unit, 6),
    };
    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    taken
}

fn code_unit(rest: &[u8]) -> Option<u32> {
    let digits = rest.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn reads_what_a_json_parser_reads() {
        for text in [r"plain", r"a\nb\t\\\/\u0041\u00e9\u4e2d", r"\ud83d\ude00!", r"\u0000\u001f", r#"\"quoted\""#] {
            let parsed: String = serde_json::from_str(&format!("\"{text}\"")).expect("valid JSON");
            assert_eq!(String::from_utf8(unescape(text.as_bytes())), Ok(parsed), "{text}");
        }
    }

    #[test]
    fn keeps_going_where_a_parser_would_stop() {
        assert_eq!(unescape(br"\ud83d|\ude00|\q|\u12"), "\u{fffd}|\u{fffd}|\\q|\\u12".as_bytes());
        assert_eq!(unescape(b"end\\"), b"end\\");
        assert_eq!(unescape(br"\ud83d\u0041"), "\u{fffd}A".as_bytes());
    }
}
