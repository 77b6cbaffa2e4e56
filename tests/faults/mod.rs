//! Faults that a plan must survive. Proves:
//!
//! * a power cut at any moment, and a disk that fails at any step, leave the old plan or the new one, break
//!   no promise, and work goes on (`power`);
//! * programs that are killed in the midst of work leave whole files and lose nothing that was promised
//!   (`killed`);
//! * damaged plans and journals are refused or said to be damaged, never read as something else (`damaged`);
//! * days of random work leave every step as it was, and a journal that has it (`soaked`);
//! * what a plan says is in its file and in folders that are the user's alone, goes when it is forgotten, and
//!   nothing is connected to (`private`);
//! * a file of every format that ever was reads as it always did (`formats`);
//! * saves that meet each other lose nothing that was said to be saved, and a program that is closed while it saves
//!   ends after the save, or stays open and says why (`saving`);
//! * plans at the limits, and small ones made to take for ever, are read, opened and checked to the end (`large`);
//! * odd disks, names and clocks lose nothing (`odd`).
//!
//! `cargo run --release --example torture` plays the same faults as often as the goals of reliability ask.

mod damaged;
mod formats;
mod killed;
mod large;
mod odd;
mod power;
mod private;
mod saving;
mod soaked;
