//! The least that a client of token streams can do: opens connections, sends requests, reads, takes the clock once a read,
//! counts blank lines. What it costs is the floor that a real client is measured against; see `bench/wire`.
#![cfg_attr(not(target_os = "linux"), allow(dead_code))]

mod options;
#[cfg(target_os = "linux")]
mod reader;
#[cfg(target_os = "linux")]
mod sys;
#[cfg(target_os = "linux")]
mod truth;

#[cfg(target_os = "linux")]
fn run() -> Result<(), String> {
    let options = options::Options::parse(std::env::args().skip(1))?;
    if options.realtime {
        sys::raise_to_realtime().map_err(|error| format!("real-time priority: {error}"))?;
    }
    let run = reader::Run::new(&options).go().map_err(|error| format!("port {}: {error}", options.port))?;
    let cost = run.cost;
    let lateness = if options.truth { truth::lateness(&options, &run)? } else { truth::Lateness::default() };
    println!(
        "{{\"events\":{},\"reads\":{},\"wall_s\":{:.3},\"cpu_s\":{:.3},\"cpu_us_per_event\":{:.3},\"steady_cpu_us_per_event\":{:.3},\
         \"peak_rss_mb\":{:.1},{}}}",
        run.events,
        run.reads.len(),
        cost.wall_nanos as f64 / 1e9,
        cost.cpu_nanos as f64 / 1e9,
        cost.cpu_nanos as f64 / 1e3 / run.events as f64,
        cost.steady_cpu_nanos as f64 / 1e3 / cost.steady_events.max(1) as f64,
        cost.peak_rss_bytes as f64 / 1e6,
        lateness.to_json()
    );
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn run() -> Result<(), String> {
    Err("the bare reader needs epoll, and so Linux".to_string())
}

fn main() {
    if let Err(problem) = run() {
        eprintln!("bare-reader: {problem}");
        std::process::exit(1);
    }
}
