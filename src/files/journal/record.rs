//! A record's bytes: a line of numbers, the head, the plan.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::super::text::{self, MAX_FILE_BYTES, PrintError};

/// Longest head that is read, bytes: a label and the ids of rows that are gone.
const MAX_HEAD_BYTES: usize = 8 * 1024 * 1024;
/// Longest line of numbers, bytes.
const MAX_LINE_BYTES: usize = 80;

/// Where a journal ends: how many records it has, and the hash of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::files) struct Chain {
    revision: u64,
    hash: [u8; 32],
}

/// A record as it lies in a journal.
pub(in crate::files) struct Raw<'t, H> {
    pub head: H,
    /// The text of a plan file, or nothing.
    pub plan: &'t [u8],
    /// The record's length with its line of numbers, bytes.
    pub length: usize,
}

impl Chain {
    /// The chain before the first record of a file that begins with that line.
    pub fn new(first_line: &str) -> Self {
        Self {
            revision: 0,
            hash: Sha256::digest(first_line.as_bytes()).into(),
        }
    }

    fn next(self, head: &[u8], plan: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.hash);
        hash.update(self.revision.to_le_bytes());
        hash.update((head.len() as u64).to_le_bytes());
        hash.update(head);
        hash.update(plan);
        Self {
            revision: self.revision + 1,
            hash: hash.finalize().into(),
        }
    }

    fn check(&self) -> String {
        let first = self.hash.iter().take(8);
        format!(
            "{:016x}",
            first.fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        )
    }

    /// Adds a record to the bytes.
    pub fn write<H: Serialize>(
        &mut self,
        bytes: &mut Vec<u8>,
        head: &H,
        plan: &str,
    ) -> Result<(), PrintError> {
        let head = text::print(head)?;
        let next = self.next(head.as_bytes(), plan.as_bytes());
        let numbers = format!(
            "{} {} {} {}\n",
            self.revision,
            head.len(),
            plan.len(),
            next.check()
        );
        for part in [numbers.as_str(), &head, plan] {
            bytes.extend_from_slice(part.as_bytes());
        }
        *self = next;
        Ok(())
    }

    /// Reads the record at the start of the bytes; `None` where there is none, or none that is sound.
    pub fn read<'t, H: DeserializeOwned>(&mut self, bytes: &'t [u8]) -> Option<Raw<'t, H>> {
        let line = bytes.get(..bytes.len().min(MAX_LINE_BYTES))?;
        let end = line.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(line.get(..end)?).ok()?;
        let mut words = line.split(' ');
        let revision: u64 = words.next()?.parse().ok()?;
        let head_length: usize = words.next()?.parse().ok()?;
        let plan_length: usize = words.next()?.parse().ok()?;
        let check = words.next()?;
        let fits = head_length <= MAX_HEAD_BYTES && plan_length <= MAX_FILE_BYTES;
        if !fits || revision != self.revision || words.next().is_some() {
            return None;
        }
        let rest = bytes.get(end + 1..)?;
        let head = rest.get(..head_length)?;
        let plan = rest.get(head_length..head_length + plan_length)?;
        let next = self.next(head, plan);
        if check != next.check() {
            return None;
        }
        let head = std::str::from_utf8(head).ok()?;
        if text::outline(head).trouble.is_some() {
            return None;
        }
        let head = text::parse(head).ok()?;
        *self = next;
        Some(Raw {
            head,
            plan,
            length: end + 1 + head_length + plan_length,
        })
    }
}
