//! What is to be read.

/// Everything that decides what a run does.
pub struct Options {
    /// Port of the server on the loopback address.
    pub port: u16,
    /// Connections, each with one request at a time.
    pub streams: usize,
    /// Requests in all.
    pub requests: usize,
    /// Tokens that each request asks for.
    pub tokens: usize,
    /// Over how many milliseconds the first requests are spread.
    pub ramp_ms: u64,
    /// Whether the reader is to run before all normal threads.
    pub realtime: bool,
    /// Whether stamps are compared with the server's own log at the end.
    pub truth: bool,
    /// Whether the kernel says when each read's bytes arrived, in place of the clock after it.
    pub kernel_stamps: bool,
    /// At least so many microseconds lie between two looks at the sockets; 0 to look whenever one is ready.
    pub sweep_us: u64,
}

impl Options {
    /// Reads `--name value` pairs; the error is one line for the user.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            port: 8000,
            streams: 256,
            requests: 256,
            tokens: 500,
            ramp_ms: 0,
            realtime: false,
            truth: false,
            kernel_stamps: false,
            sweep_us: 0,
        };
        while let Some(name) = arguments.next() {
            match name.as_str() {
                "--realtime" => options.realtime = true,
                "--truth" => options.truth = true,
                "--kernel-stamps" => options.kernel_stamps = true,
                "--sweep-us" => options.sweep_us = number(&name, arguments.next())?,
                "--port" => options.port = number(&name, arguments.next())?,
                "--streams" => options.streams = number(&name, arguments.next())?,
                "--requests" => options.requests = number(&name, arguments.next())?,
                "--tokens" => options.tokens = number(&name, arguments.next())?,
                "--ramp-ms" => options.ramp_ms = number(&name, arguments.next())?,
                _ => {
                    return Err(format!(
                        "unknown option {name}; use --port, --streams, --requests, --tokens, --ramp-ms, --realtime, --truth, \
                         --kernel-stamps, --sweep-us"
                    ));
                }
            }
        }
        if options.streams == 0 || options.requests == 0 || options.tokens == 0 {
            return Err("--streams, --requests and --tokens: give at least 1".to_string());
        }
        options.streams = options.streams.min(options.requests);
        Ok(options)
    }
}

fn number<N: std::str::FromStr>(name: &str, value: Option<String>) -> Result<N, String> {
    let value = value.ok_or_else(|| format!("{name} needs a number"))?;
    value.parse().map_err(|_| format!("{name} {value}: give a number"))
}
