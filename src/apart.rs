//! A piece of work in a process of its own: bytes in, bytes out, within limits.
//!
//! For reading what strangers made: where that breaks down, hangs or fills the memory, the process dies and
//! the program says so. The process is this program again, with a command that nobody types. It sets the
//! limits on itself before it reads a byte ([`set_limits`]), where the system has such limits; the deadline is
//! kept from outside, everywhere. Knows nothing of what is worked on.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// How long a process may take to end once it has answered: so many looks, so far apart.
const LOOKS: u32 = 200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// What a process may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From its start to its answer; processor time too, where the system counts that.
    pub deadline: Duration,
    /// Addresses it may ask for, bytes, where the system counts them.
    pub memory_bytes: u64,
    /// Length of its answer, bytes.
    pub answer_bytes: u64,
}

/// How a process is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it may use.
    pub limits: Limits,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ApartError {
    /// The process cannot be started.
    #[error("no process can be started for it: {0}. Start Entente anew; was its program file moved?")]
    NotStarted(#[source] io::Error),
    /// The deadline passed, and the process was ended.
    #[error("it took longer than {} s and was stopped. Split the file, or have it made simpler", .0.as_secs())]
    TooLong(Duration),
    /// The process ended before it was done.
    #[error(
        "the process that worked on it broke down ({0}): it is damaged, made to do harm, or larger than the memory allowed. Have it made again, or split it"
    )]
    BrokeDown(String),
    /// The answer is longer than any can be.
    #[error("the process that worked on it answered more than {0} bytes, which is not taken. Split the file")]
    TooMuch(u64),
}

impl Apart {
    /// Runs this program once more, with these arguments.
    pub fn this_program(arguments: Vec<String>, limits: Limits) -> Self {
        // Linux has a name for what is running that holds even after the file was replaced.
        let running = Path::new("/proc/self/exe");
        let program = if running.is_symlink() {
            running.to_owned()
        } else {
            std::env::current_exe().unwrap_or_default()
        };
        Self {
            program,
            arguments,
            limits,
        }
    }

    /// Starts the process, gives it the question, and returns what it answers.
    ///
    /// # Errors
    /// [`ApartError`]; the process is gone then.
    pub fn answer(&self, question: &[u8]) -> Result<Vec<u8>, ApartError> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            // The allocator would take a gigabyte of addresses before the limit on them is set.
            .env("MIMALLOC_ARENA_RESERVE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(ApartError::NotStarted)?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let most = self.limits.answer_bytes;
        let (done, answered) = channel();
        let (answer, status) = std::thread::scope(|scope| {
            scope.spawn(move || {
                // A process that does not want all of it says why by how it ends.
                to.map(|mut to| to.write_all(question))
            });
            scope.spawn(move || {
                let mut answer = Vec::new();
                let read = from.map(|from| from.take(most.saturating_add(1)).read_to_end(&mut answer));
                // Whoever gave up waiting does not listen.
                drop(done.send(read.unwrap_or(Ok(0)).map(|_| answer)));
            });
            let answer = answered.recv_timeout(self.limits.deadline);
            // The process is gone after this, however it was: only then do both threads end for certain.
            let status = match &answer {
                Ok(Ok(answer)) if answer.len() as u64 <= most => ended(&mut child),
                _ => end(&mut child),
            };
            (answer, status)
        });
        let Ok(answer) = answer else {
            return Err(ApartError::TooLong(self.limits.deadline));
        };
        let answer = answer.unwrap_or_default();
        if answer.len() as u64 > most {
            return Err(ApartError::TooMuch(most));
        }
        match status {
            Some(status) if status.success() => Ok(answer),
            Some(status) => Err(ApartError::BrokeDown(status.to_string())),
            None => Err(ApartError::TooLong(self.limits.deadline)),
        }
    }
}

/// Waits until a process that has answered is gone; `None` where it would not go by itself.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    for _ in 0..LOOKS {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    end(child)
}

/// Ends a process that did not end by itself.
fn end(child: &mut Child) -> Option<ExitStatus> {
    // It may be gone already.
    drop(child.kill());
    drop(child.wait());
    None
}

/// Sets limits on this process that nothing can lift again, for the process that works apart: addresses it may
/// ask for, and processor time.
#[cfg(unix)]
pub fn set_limits(memory_bytes: u64, seconds: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |resource, most: u64| {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // A system that has no such limit still has the deadline.
        let _ = setrlimit(resource, limit);
    };
    limit(Resource::As, memory_bytes);
    limit(Resource::Cpu, seconds.saturating_add(1));
    // It writes no file, and leaves no image of its memory.
    limit(Resource::Fsize, 0);
    limit(Resource::Core, 0);
}

/// This system has no such limits that can be set here; the deadline holds all the same.
#[cfg(not(unix))]
pub fn set_limits(_memory_bytes: u64, _seconds: u64) {}
