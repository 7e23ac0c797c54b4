//! Compares what was read with what the server says it wrote.

use crate::options::Options;
use crate::reader::Run;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;

/// By how much stamps are later than the writes they stand for.
#[derive(Default)]
pub struct Lateness {
    nanos: Vec<i64>,
}

impl Lateness {
    /// The members of a JSON object, without its braces.
    pub fn to_json(&self) -> String {
        let micros = |share: f64| match self.nanos.len() {
            0 => 0.0,
            length => self.nanos[((length - 1) as f64 * share).round() as usize] as f64 / 1e3,
        };
        format!(
            "\"stamps\":{},\"late_p50_us\":{:.1},\"late_p99_us\":{:.1},\"late_p999_us\":{:.1},\"late_max_us\":{:.1}",
            self.nanos.len(),
            micros(0.5),
            micros(0.99),
            micros(0.999),
            micros(1.0)
        )
    }
}

/// Joins the run's stamps with the server's log, answer by answer and token by token.
pub fn lateness(options: &Options, run: &Run) -> Result<Lateness, String> {
    let log = fetch(options.port).map_err(|error| format!("GET /truth: {error}"))?;
    let written: HashMap<&str, &str> =
        log.lines().filter_map(|line| Some((between(line, "\"id\":\"", "\"")?, between(line, "\"write_ns\":[", "]")?))).collect();
    let mut stamps: Vec<Vec<u64>> = vec![Vec::with_capacity(options.tokens + 4); options.requests];
    for read in &run.reads {
        stamps[read.answer as usize].extend(std::iter::repeat_n(read.nanos, read.events as usize));
    }
    let mut nanos = Vec::with_capacity(options.requests * options.tokens);
    for (answer, seen) in stamps.iter().enumerate() {
        let id = run.ids[answer].as_str();
        let writes = written.get(id).ok_or_else(|| format!("the server's log has no answer {id:?}"))?;
        // The first event of an answer opens it and carries no token.
        for (write, stamp) in writes.split(',').zip(seen.iter().skip(1)) {
            let write: i64 = write.parse().map_err(|_| format!("the server's log says {write:?} where a time should be"))?;
            nanos.push(*stamp as i64 - write);
        }
    }
    nanos.sort_unstable();
    Ok(Lateness { nanos })
}

fn fetch(port: u16) -> std::io::Result<String> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.write_all(b"GET /truth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut text = String::new();
    socket.read_to_string(&mut text)?;
    Ok(text)
}

fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let from = line.find(before)? + before.len();
    let length = line[from..].find(after)?;
    Some(&line[from..from + length])
}
