//! Compares what was read with what the server says it wrote.

use crate::options::Options;
use crate::reader::{Run, STEADY_FROM, STEADY_TO};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;

/// By how much stamps are later than the writes they stand for, of all and of those in the steady state, each in order.
#[derive(Default)]
pub struct Lateness {
    nanos: Vec<i64>,
    steady_nanos: Vec<i64>,
}

impl Lateness {
    /// The members of a JSON object, without its braces.
    pub fn to_json(&self) -> String {
        format!("\"stamps\":{},{},{}", self.nanos.len(), figures("late", &self.nanos), figures("steady_late", &self.steady_nanos))
    }
}

fn figures(name: &str, nanos: &[i64]) -> String {
    let micros = |share: f64| match nanos.len() {
        0 => 0.0,
        length => nanos[((length - 1) as f64 * share).round() as usize] as f64 / 1e3,
    };
    format!(
        "\"{name}_p50_us\":{:.1},\"{name}_p99_us\":{:.1},\"{name}_p999_us\":{:.1},\"{name}_max_us\":{:.1}",
        micros(0.5),
        micros(0.99),
        micros(0.999),
        micros(1.0)
    )
}

fn sorted(by_write: &[(i64, i64)]) -> Vec<i64> {
    let mut nanos: Vec<i64> = by_write.iter().map(|&(_, late)| late).collect();
    nanos.sort_unstable();
    nanos
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
    let mut by_write = Vec::with_capacity(options.requests * options.tokens);
    for (answer, seen) in stamps.iter().enumerate() {
        let id = run.ids[answer].as_str();
        let writes = written.get(id).ok_or_else(|| format!("the server's log has no answer {id:?}"))?;
        // The first event of an answer opens it and carries no token.
        for (write, stamp) in writes.split(',').zip(seen.iter().skip(1)) {
            let write: i64 = write.parse().map_err(|_| format!("the server's log says {write:?} where a time should be"))?;
            by_write.push((write, *stamp as i64 - write));
        }
    }
    by_write.sort_unstable();
    let place = |share: f64| (by_write.len() as f64 * share) as usize;
    let steady = &by_write[place(STEADY_FROM)..place(STEADY_TO)];
    Ok(Lateness { nanos: sorted(&by_write), steady_nanos: sorted(steady) })
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
