//! The loop that reads.

use crate::options::Options;
use crate::sys::{self, Epoll};
use std::io::{self, Write};
use std::net::TcpStream;
use std::os::fd::AsRawFd;

const BUFFER_BYTES: usize = 64 * 1024;
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";
const PROMPT_WORDS: usize = 610;
/// The steady state lies between these shares of all events.
pub const STEADY_FROM: f64 = 0.2;
pub const STEADY_TO: f64 = 0.9;

/// One read that ended events: how many, of which answer, and when.
pub struct Read {
    /// The clock after the read, or when the kernel says that its bytes arrived.
    pub nanos: u64,
    /// Number of the answer.
    pub answer: u32,
    /// Blank lines in it.
    pub events: u32,
}

/// What it cost to read.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// From the first connection to the end of the last answer.
    pub wall_nanos: u64,
    /// Processor time since the process began.
    pub cpu_nanos: u64,
    /// Processor time of the steady state.
    pub steady_cpu_nanos: u64,
    /// Events of the steady state.
    pub steady_events: u64,
    /// Most memory ever held.
    pub peak_rss_bytes: u64,
}

struct Stream {
    socket: TcpStream,
    answer: u32,
    begun: bool,
    /// The last bytes of the read before, for what is split between two.
    tail: [u8; 8],
}

/// A run and what came of it.
pub struct Run<'a> {
    options: &'a Options,
    streams: Vec<Stream>,
    request: Vec<u8>,
    next_answer: u32,
    ended: usize,
    /// How far the kernel's stamps are ahead of our clock.
    stamps_ahead_nanos: u64,
    /// Events in all.
    pub events: u64,
    /// All reads that ended events, in order.
    pub reads: Vec<Read>,
    /// The id of each answer.
    pub ids: Vec<String>,
    /// What it cost.
    pub cost: Cost,
}

impl<'a> Run<'a> {
    /// A run that has not begun.
    pub fn new(options: &'a Options) -> Run<'a> {
        Run {
            options,
            streams: Vec::with_capacity(options.streams),
            request: request(options),
            next_answer: 0,
            ended: 0,
            stamps_ahead_nanos: 0,
            events: 0,
            reads: Vec::with_capacity(options.requests * (options.tokens + 4)),
            ids: vec![String::new(); options.requests],
            cost: Cost::default(),
        }
    }

    /// Reads all answers.
    pub fn go(mut self) -> io::Result<Run<'a>> {
        sys::raise_open_files()?;
        let mut epoll = Epoll::new(1024)?;
        let mut buffer = vec![0u8; BUFFER_BYTES];
        let expected = (self.options.requests * self.options.tokens) as f64;
        let (steady_from, steady_to) = ((expected * STEADY_FROM) as u64, (expected * STEADY_TO) as u64);
        let begin = sys::now_nanos();
        let (mut from, mut to) = (None, None);
        let mut sweep = begin;
        while self.ended < self.options.requests {
            let pause = self.open_due(&epoll, begin)?;
            if self.options.sweep_us > 0 {
                sweep = sys::now_nanos().max(sweep + self.options.sweep_us * 1_000);
                sys::sleep_until(sweep);
            }
            if self.options.kernel_stamps {
                self.stamps_ahead_nanos = sys::stamps_ahead_nanos();
            }
            for n in 0..epoll.wait(pause)? {
                self.read(epoll.number(n), &mut buffer)?;
            }
            if from.is_none() && self.events >= steady_from {
                from = Some((sys::usage().cpu_nanos, self.events));
            }
            if to.is_none() && self.events >= steady_to {
                to = Some((sys::usage().cpu_nanos, self.events));
            }
        }
        let usage = sys::usage();
        self.cost = Cost {
            wall_nanos: sys::now_nanos() - begin,
            cpu_nanos: usage.cpu_nanos,
            steady_cpu_nanos: to.unwrap_or_default().0.saturating_sub(from.unwrap_or_default().0),
            steady_events: to.unwrap_or_default().1.saturating_sub(from.unwrap_or_default().1),
            peak_rss_bytes: usage.peak_rss_bytes,
        };
        Ok(self)
    }

    /// Opens the connections that are due; milliseconds until the next one is, -1 when all are open.
    fn open_due(&mut self, epoll: &Epoll, begin: u64) -> io::Result<i32> {
        while self.streams.len() < self.options.streams {
            let due = begin + self.options.ramp_ms * 1_000_000 * self.streams.len() as u64 / self.options.streams as u64;
            let now = sys::now_nanos();
            if now < due {
                return Ok((due - now).div_ceil(1_000_000) as i32);
            }
            let socket = TcpStream::connect(("127.0.0.1", self.options.port))?;
            socket.set_nodelay(true)?;
            if self.options.kernel_stamps {
                sys::stamp_arrivals(socket.as_raw_fd())?;
            }
            epoll.add(socket.as_raw_fd(), self.streams.len())?;
            self.streams.push(Stream { socket, answer: 0, begun: false, tail: [0; 8] });
            self.send(self.streams.len() - 1)?;
        }
        Ok(-1)
    }

    fn send(&mut self, number: usize) -> io::Result<()> {
        let stream = &mut self.streams[number];
        stream.answer = self.next_answer;
        stream.begun = false;
        stream.tail = [0; 8];
        self.next_answer += 1;
        stream.socket.write_all(&self.request)
    }

    fn read(&mut self, number: usize, buffer: &mut [u8]) -> io::Result<()> {
        let stream = &mut self.streams[number];
        let (bytes, nanos) = if self.options.kernel_stamps {
            let stamped = sys::receive_stamped(stream.socket.as_raw_fd(), buffer)?;
            (stamped.map(|(bytes, _)| bytes), stamped.map_or(0, |(_, stamp)| stamp.saturating_sub(self.stamps_ahead_nanos)))
        } else {
            (sys::receive(stream.socket.as_raw_fd(), buffer)?, sys::now_nanos())
        };
        let read = match bytes {
            None => return Ok(()),
            Some(0) => return Err(io::Error::other("the server closed a connection in mid-answer")),
            Some(bytes) => &buffer[..bytes],
        };
        let events = blank_lines(stream.tail[7], read);
        if events > 0 {
            if !stream.begun {
                stream.begun = true;
                self.ids[stream.answer as usize] = id(read);
            }
            self.events += u64::from(events);
            self.reads.push(Read { nanos, answer: stream.answer, events });
        }
        let kept = read.len().min(8);
        stream.tail.rotate_left(kept);
        stream.tail[8 - kept..].copy_from_slice(&read[read.len() - kept..]);
        if stream.tail.ends_with(LAST_CHUNK) {
            self.ended += 1;
            if (self.next_answer as usize) < self.options.requests {
                self.send(number)?;
            }
        }
        Ok(())
    }
}

/// How many blank lines end in these bytes, given the byte before them.
fn blank_lines(before: u8, bytes: &[u8]) -> u32 {
    let first = u32::from(before == b'\n' && bytes.first() == Some(&b'\n'));
    first + bytes.windows(2).map(|pair| u32::from(pair == b"\n\n")).sum::<u32>()
}

/// The value of the first `"id"` in these bytes, empty when there is none.
fn id(bytes: &[u8]) -> String {
    let name = b"\"id\":\"";
    let start = bytes.windows(name.len()).position(|window| window == name).map(|at| at + name.len());
    start
        .and_then(|from| bytes[from..].iter().position(|&byte| byte == b'"').map(|length| &bytes[from..from + length]))
        .map_or_else(String::new, |value| String::from_utf8_lossy(value).into_owned())
}

fn request(options: &Options) -> Vec<u8> {
    let body = format!(
        "{{\"model\":\"m\",\"messages\":[{{\"role\":\"user\",\"content\":\"{}\"}}],\"stream\":true,\
         \"stream_options\":{{\"include_usage\":true}},\"max_tokens\":{}}}",
        "word ".repeat(PROMPT_WORDS),
        options.tokens
    );
    format!(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        options.port,
        body.len()
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_blank_lines_at_any_split() {
        let bytes = b"data: a\n\ndata: b\n\n\ndata: c\n\n";
        for split in 0..=bytes.len() {
            let (left, right) = bytes.split_at(split);
            let before = left.last().copied().unwrap_or(0);
            assert_eq!(blank_lines(0, left) + blank_lines(before, right), blank_lines(0, bytes), "split at {split}");
        }
    }

    #[test]
    fn finds_the_id_of_an_answer() {
        assert_eq!(id(b"data: {\"id\":\"chatcmpl-1\",\"object\":\"x\"}\n\n"), "chatcmpl-1");
        assert_eq!(id(b"data: {}\n\n"), "");
    }
}
