//! Where an exercise and the log of its run come from: files, standard input, a sample.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::exercise::{Entry, Exercise, Session};
use crate::files::exercise::{log_file, log_path, open, read};
use crate::files::{ContentHash, LocalDisk};
use crate::samples;

use super::super::arguments::ExerciseSource;
use super::super::output::{escaped, note, read_standard_input};

/// An exercise and what is said of its file.
pub struct Source {
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// `sample:NAME` for a sample.
    pub file: String,
    /// The content hash, as in the file's first line.
    pub hash: ContentHash,
    /// Where it is, which says where its log is.
    place: Place,
}

enum Place {
    File(PathBuf),
    StandardInput,
    Sample(&'static samples::ExerciseSample),
}

/// Reads the exercise; a broken seal is a warning on standard error.
pub fn exercise(source: &ExerciseSource) -> anyhow::Result<Source> {
    match (&source.sample, &source.exercise) {
        (Some(name), _) => sample(name),
        (None, Some(path)) => named(path),
        (None, None) => bail!("name an exercise file, or a sample with --sample"),
    }
}

/// Reads what an argument names: a file, `-`, or `sample:NAME`.
pub fn named(path: &Path) -> anyhow::Result<Source> {
    if let Some(name) = path.to_str().and_then(|name| name.strip_prefix("sample:")) {
        return sample(name);
    }
    let file = path.display().to_string();
    let (exercise, seal, hash, place) = if path == Path::new("-") {
        let read = read(&read_standard_input()?).context("standard input")?;
        (read.exercise, read.seal, read.hash, Place::StandardInput)
    } else {
        let opened = open(&LocalDisk, path)?;
        (
            opened.exercise,
            opened.seal,
            opened.hash,
            Place::File(path.to_owned()),
        )
    };
    if let Some(warning) = seal.warning_of_exercise() {
        note(&format!("warning: {file}: {warning}"));
    }
    Ok(Source {
        exercise: Arc::new(exercise),
        file,
        hash,
        place,
    })
}

fn sample(name: &str) -> anyhow::Result<Source> {
    let Some(sample) = samples::find_exercise(name) else {
        let known: Vec<&str> = samples::EXERCISES.iter().map(|sample| sample.name).collect();
        bail!(
            "there is no sample exercise called `{}`; there are: {}",
            escaped(name),
            known.join(", ")
        );
    };
    let read = read(sample.text.as_bytes()).with_context(|| format!("sample {name}"))?;
    Ok(Source {
        exercise: Arc::new(read.exercise),
        file: format!("sample:{name}"),
        hash: read.hash,
        place: Place::Sample(sample),
    })
}

/// Plays the log of an exercise's run: the one that is named, else the one that belongs to it. A torn end is left out,
/// and that is said.
pub fn played(source: &Source, log: Option<&Path>) -> anyhow::Result<Session> {
    let (name, entries) = recorded(source, log)?;
    let session = Session::of(Arc::clone(&source.exercise), &entries);
    session.map_err(|(place, refusal)| {
        anyhow::anyhow!(
            "{name}: entry {} does not fit the exercise: {}. The log was written outside Entente; nothing was changed",
            place + 1,
            escaped(&refusal.to_string())
        )
    })
}

/// The log's name and its entries.
fn recorded(source: &Source, log: Option<&Path>) -> anyhow::Result<(String, Vec<Entry>)> {
    let path = match (log, &source.place) {
        (Some(log), _) => log.to_owned(),
        (None, Place::File(exercise)) => log_path(exercise),
        (None, Place::StandardInput) => {
            bail!("an exercise from standard input has no log beside it; name one with --log")
        }
        (None, Place::Sample(sample)) => {
            let name = format!("the log of {}", source.file);
            let read = log_file::log_of(Path::new(&name), sample.log.as_bytes());
            let read = read.with_context(|| format!("{name} cannot be read"))?;
            return Ok((name, read.entries));
        }
    };
    let name = path.display().to_string();
    let Some(read) = log_file::read_log(&LocalDisk, &path)? else {
        bail!(
            "there is no {}: nothing was run yet. `entente exercise run` makes a dry run of the list",
            escaped(&name)
        );
    };
    if read.exercise != source.exercise.id || read.hash != source.hash {
        bail!(
            "{} is the log of a run of content {}, and {} has content {}. Open the exercise as it was when it was run, \
             for instance from its backups, or name another log with --log",
            escaped(&name),
            read.hash.short(),
            escaped(&source.file),
            source.hash.short()
        );
    }
    if read.is_torn {
        note(&format!(
            "note: {}: its end is damaged and was left out; {} entries before that are sound",
            escaped(&name),
            read.entries.len()
        ));
    }
    Ok((name, read.entries))
}
