//! The goals: what is asked, and how it is measured.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use entente::checks::check;
use entente::files::ron_text;
use entente::samples;
use entente::testing::Chance;
use entente::testing::faults::{
    Broken, DamageFigures, Detail, KillFigures, SoakFigures, Victim, damaged_journal, damaged_plan,
    failing_steps, journal_of, kills, lossless_merges, power_cuts, sitting, soak, stars,
};
use entente::testing::generate::covering;

use super::Arguments;

/// Steps of a working day on the simulated disk.
const DAY: usize = 14;
/// How long after a step a crash may still lose it.
const LONGEST_LOST: Duration = Duration::from_secs(5);
/// Growth of memory over a soak that is still none, permille.
const MOST_GROWTH: i64 = 50;
/// Spikes of each star that is checked.
const SPIKES: u32 = 5_000;
/// How long a million vertices may take to be read, and either plan to be checked, and the most memory for both.
const LONGEST_READ: Duration = Duration::from_secs(2);
const LONGEST_CHECK: Duration = Duration::from_mins(2);
const MOST_MEMORY: u64 = 4 << 30;
/// States that the goals ask for.
const LEAST_STATES: usize = 5_000;

/// Which goals are measured by other commands.
pub const ELSEWHERE: &str = "\
Elsewhere: no network without consent (`cargo test private`), hostile files (`cargo test evil`), geometry against an
independent judge (`cargo test geometry`).";

/// A goal with what was measured.
pub struct Row {
    /// What is asked.
    pub goal: &'static str,
    /// The number it is about.
    pub bound: &'static str,
    measured: Result<String, String>,
}

impl Row {
    /// Returns true where the bound is kept.
    pub fn holds(&self) -> bool {
        self.measured.is_ok()
    }

    /// Returns what was measured, or what was broken.
    pub fn measured(&self) -> String {
        let (Ok(text) | Err(text)) = &self.measured;
        text.replace('\n', " ").replace('|', "/")
    }
}

/// How a goal is measured: what was, or what was broken.
type Measure = fn(&Arguments) -> Result<String, String>;

/// Measures all of them, one after the other.
pub fn all(arguments: &Arguments) -> Vec<Row> {
    let goals: [(&str, &str, Measure); 8] = [
        ("torn or lost plans by kill -9", "0 of 10,000", killed_saving),
        (
            "edits lost after a crash",
            "≤ 5 s, over 1,000 crashes",
            killed_editing,
        ),
        (
            "power-loss and I/O-error states",
            "all recover, ≥ 5,000 states",
            power,
        ),
        (
            "truncations and bit flips of all sample plans and journals",
            "0 taken for something else, 0 panics",
            damaged,
        ),
        ("merge", "0 silent losses in 1 M random triples", merges),
        (
            "soak of random edits, saves, reloads, merges, undos",
            "0 broken, memory growth < 5 %",
            soaked,
        ),
        (
            "one sitting, once the history is full",
            "memory growth < 5 %",
            sat,
        ),
        (
            "large plans, and stars of 5,000 spikes across each other",
            "read within 2 s, checked within 2 min, 4 GB",
            large,
        ),
    ];
    let mut rows = Vec::new();
    for (goal, bound, measure) in goals {
        #[expect(clippy::disallowed_methods, reason = "how long it took is told")]
        let begun = Instant::now();
        eprint!("{goal} … ");
        let measured = measure(arguments);
        eprintln!("{:.0} s", begun.elapsed().as_secs_f64());
        rows.push(Row {
            goal,
            bound,
            measured,
        });
    }
    rows
}

fn kill(who: &'static str, number: u32, seed: u64) -> Result<KillFigures, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    #[expect(
        clippy::disallowed_methods,
        reason = "how old a lost step is can be told by nothing else"
    )]
    let begun = Instant::now();
    let mut start = |folder: &Path| start(who, folder);
    kills(folder.path(), number, seed, &mut start, &|| begun.elapsed()).map_err(|broken| broken.to_string())
}

fn start(who: &str, folder: &Path) -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--victim", who])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
}

fn killed_saving(arguments: &Arguments) -> Result<String, String> {
    let figures = kill(name_of(Victim::Worker), arguments.kills, arguments.seed)?;
    let KillFigures {
        kills,
        promises,
        most_lost,
        ..
    } = figures;
    let text = format!(
        "0 of {} kills; {} promises, all kept",
        number(u64::from(kills)),
        number(promises)
    );
    if most_lost == 0 {
        Ok(text)
    } else {
        Err(format!("{most_lost} steps lost"))
    }
}

fn killed_editing(arguments: &Arguments) -> Result<String, String> {
    let figures = kill(name_of(Victim::Editor), arguments.crashes, arguments.seed)?;
    let text = format!(
        "at most {} ms ({} steps) over {} crashes",
        figures.oldest_lost.as_millis(),
        figures.most_lost,
        number(u64::from(figures.kills)),
    );
    if figures.oldest_lost <= LONGEST_LOST {
        Ok(text)
    } else {
        Err(text)
    }
}

fn name_of(victim: Victim) -> &'static str {
    match victim {
        Victim::Worker => "worker",
        Victim::Editor => "editor",
    }
}

fn power(arguments: &Arguments) -> Result<String, String> {
    let detail = Detail { tears: 6, states: 60 };
    let cut = power_cuts(arguments.seed, arguments.days, DAY, detail).map_err(|broken| broken.to_string())?;
    let quick = Detail { tears: 1, states: 4 };
    let failed = failing_steps(arguments.seed, DAY / 3, quick).map_err(|broken| broken.to_string())?;
    let states = cut.states + failed.states;
    let text = format!(
        "{} states, all recover; {} of them after one of {} I/O errors",
        number(states as u64),
        number(failed.states as u64),
        number(failed.failures as u64),
    );
    if states >= LEAST_STATES {
        Ok(text)
    } else {
        Err(format!("only {text}"))
    }
}

fn damaged(arguments: &Arguments) -> Result<String, String> {
    let mut chance = Chance::new(arguments.seed);
    let mut sum = DamageFigures::default();
    for sample in samples::ALL {
        let of_sample = |broken: Broken| broken.after(sample.name).to_string();
        let bytes = sample.text.as_bytes();
        add(
            &mut sum,
            damaged_plan(bytes, arguments.damage, &mut chance).map_err(of_sample)?,
        );
        let read = ron_text::read(bytes).map_err(|error| error.to_string())?;
        let journal = journal_of(&read.plan, 10, &mut chance).map_err(of_sample)?;
        add(
            &mut sum,
            damaged_journal(&journal, arguments.damage / 10, &mut chance).map_err(of_sample)?,
        );
    }
    Ok(format!(
        "0 of {} readings: {} refused, {} said to be damaged",
        number(sum.readings),
        number(sum.refused),
        number(sum.said),
    ))
}

fn add(sum: &mut DamageFigures, more: DamageFigures) {
    sum.readings += more.readings;
    sum.refused += more.refused;
    sum.said += more.said;
}

fn merges(arguments: &Arguments) -> Result<String, String> {
    let figures = lossless_merges(arguments.seed, arguments.merges).map_err(|broken| broken.to_string())?;
    Ok(format!(
        "0 of {} triples; {} objects changed on both sides, {} conflicts named",
        number(figures.merges),
        number(figures.both),
        number(figures.conflicts),
    ))
}

fn soaked(arguments: &Arguments) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let long = Duration::from_secs_f64(arguments.minutes.max(0.0) * 60.0);
    #[expect(clippy::disallowed_methods, reason = "a soak lasts as long as it is told")]
    let begun = Instant::now();
    let mut goes_on = |figures: &SoakFigures| {
        if let Some(last) = figures.rounds.checked_sub(1) {
            let _ = std::fs::remove_dir_all(folder.path().join(format!("round-{last}")));
        }
        begun.elapsed() < long
    };
    let figures =
        soak(folder.path(), arguments.seed, &mut goes_on, &occupied).map_err(|broken| broken.to_string())?;
    let text = format!(
        "0 in {:.1} min: {} commands, {} saves, {} merges, {} crashes; memory {}",
        begun.elapsed().as_secs_f64() / 60.0,
        number(figures.commands),
        number(figures.saves),
        number(figures.merges),
        number(figures.crashes),
        grown(figures.growth_permille),
    );
    bounded(figures.growth_permille, text)
}

fn sat(arguments: &Arguments) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let growth = sitting(folder.path(), arguments.steps, &occupied).map_err(|broken| broken.to_string())?;
    let text = format!("{} steps; memory {}", number(arguments.steps), grown(growth));
    bounded(growth, text)
}

fn grown(permille: Option<i64>) -> String {
    permille.map_or("not known".to_owned(), |permille| {
        format!("{:+.1} %", permille as f64 / 10.0)
    })
}

fn bounded(permille: Option<i64>, text: String) -> Result<String, String> {
    if permille.is_none_or(|permille| permille < MOST_GROWTH) {
        Ok(text)
    } else {
        Err(text)
    }
}

fn large(arguments: &Arguments) -> Result<String, String> {
    let plan = covering(arguments.seed, arguments.sectors, 8, 6);
    let vertices: usize = plan
        .sectors
        .iter()
        .map(|(_, sector)| sector.area.points().count())
        .sum();
    let text = ron_text::write(&plan).map_err(|error| error.to_string())?;
    let (read, reading) = timed(|| ron_text::read(text.as_bytes()));
    if read.map_err(|error| error.to_string())?.plan != plan {
        return Err("a large plan reads back as another".to_owned());
    }
    let (found, checking) = timed(|| check(&plan, None).findings.len());
    let stars = stars(SPIKES);
    let (conflicts, starring) = timed(|| {
        let report = check(&stars, None);
        let overlaps = report.findings.iter().filter(|finding| finding.code == "A01");
        overlaps.count()
    });
    let peak = status("VmHWM:").unwrap_or(0);
    let seconds = |long: Duration| format!("{:.1} s", long.as_secs_f64());
    let text = format!(
        "{} vertices read in {}, checked in {} ({} findings); stars in {} ({conflicts} in conflict); {} MB at most",
        number(vertices as u64),
        seconds(reading),
        seconds(checking),
        number(found as u64),
        seconds(starring),
        number(peak >> 20),
    );
    let is_bounded =
        reading <= LONGEST_READ && checking.max(starring) <= LONGEST_CHECK && peak <= MOST_MEMORY;
    if is_bounded && conflicts >= 2 {
        Ok(text)
    } else {
        Err(text)
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is measured")]
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

/// Bytes of memory that this program has taken, where the system says. Its own code is not counted: that comes into
/// memory as it is first run, and goes when the room is needed. With the system's allocator: the program's own one hands
/// memory back and takes it anew all the time, and what it has swings by half from one second to the next.
fn occupied() -> Option<u64> {
    status("RssAnon:")
}

/// Bytes that the system says of this program under that name.
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1_024)
}

/// A number with its thousands apart.
fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
