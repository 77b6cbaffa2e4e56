//! What nobody else is to see stays where it belongs: in the plan's file, and in folders that are the user's
//! alone.

use std::fs;
use std::path::{Path, PathBuf};

use entente::editor::{Command, Editor, Jobs, Surroundings};
use entente::files::lock::Holder;
use entente::files::{Existing, Folders, LocalDisk, plan_file};
use entente::geometry::{Geometry, Position};
use entente::model::{Edit, Id, Plan, Site, Stakeholder};

/// Words and places that are in the plan and nowhere else.
const CANARIES: [&str; 5] = [
    "Operation Kanarienvogel",
    "Brigade Zeisig",
    "notes on the Goldfinch",
    "34.1234567",
    "43.7654321",
];

/// Folders of the user's data that must hold plans to be of use.
const HOLD_PLANS: [&str; 3] = ["recovery", "backups", "bases"];

fn canary_plan() -> Plan {
    let mut party = Stakeholder::new();
    CANARIES[1].clone_into(&mut party.name);
    CANARIES[2].clone_into(&mut party.notes);
    let at = Position::from_e7(341_234_567, 437_654_321).unwrap();
    let mut site = Site::new(Geometry::Point(at));
    "Clinic".clone_into(&mut site.name);
    let rows = vec![
        Edit::Create((Id::<Stakeholder>::from_bits(1), party).into()),
        Edit::Create((Id::<Site>::from_bits(2), site).into()),
    ];
    let mut plan = Edit::together("Rows", rows)
        .apply(&Plan::empty(Id::from_bits(3)))
        .unwrap();
    CANARIES[0].clone_into(&mut plan.info.title);
    plan
}

fn renamed(name: &str) -> Command {
    let mut party = Stakeholder::new();
    party.name = format!("{}, {name}", CANARIES[1]);
    Command::Commit(Edit::Update((Id::<Stakeholder>::from_bits(1), party).into()))
}

fn editor(home: &Path) -> Editor {
    let surroundings = Surroundings {
        folders: Some(Folders::inside(home)),
        holder: Some(Holder::this("Anna", "laptop-3")),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    editor.collect();
    editor
}

/// A long session with all that leaves traces: saves, copies, crashes, files elsewhere, troubles.
fn session(home: &Path, path: &Path) {
    plan_file::save_as(&LocalDisk, &canary_plan(), path, Existing::Refuse, None).unwrap();
    let mut first = editor(home);
    first.obey(Command::Open(path.to_owned()));
    first.obey(Command::SignAs("Anna".to_owned()));
    first.obey(renamed("saved"));
    first.obey(Command::Save);
    first.obey(Command::TakeCopy(path.with_file_name("copy.plan.ron")));
    first.obey(renamed("of the copy"));
    first.obey(Command::SaveAs(path.with_file_name("elsewhere.plan.ron")));
    first.obey(renamed("saved elsewhere"));
    first.obey(Command::Save);
    first.obey(Command::Open(path.to_owned()));
    first.obey(renamed("lost"));
    first.obey(Command::Refuse(CANARIES[0].to_owned()));
    first.obey(Command::Open(path.with_file_name("gone.plan.ron")));
    drop(first);
    let mut second = editor(home);
    second.obey(Command::Open(path.to_owned()));
    assert!(second.take_offer());
    second.obey(Command::LookAtLost(0));
    second.obey(Command::TakeIncoming);
    second.obey(Command::Undo);
    second.obey(Command::ForgetRecent);
    second.obey(renamed("for the last time"));
}

fn under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            under(&path, found);
        }
        found.push(path);
    }
}

/// The files in a folder that hold a canary.
fn with_canary(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    under(folder, &mut found);
    found.retain(|path| {
        let bytes = fs::read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        CANARIES.iter().any(|canary| text.contains(canary))
    });
    found
}

#[test]
fn nothing_of_a_plan_is_outside_its_file_and_the_users_own_folders() {
    let folder = tempfile::tempdir().unwrap();
    let (home, plans) = (folder.path().join("home"), folder.path().join("plans"));
    fs::create_dir(&plans).unwrap();
    session(&home, &plans.join("north.plan.ron"));
    let held = with_canary(&home);
    for name in HOLD_PLANS {
        let place = home.join("data").join(name);
        assert!(
            held.iter().any(|path| path.starts_with(&place)),
            "{name} was not used: {held:?}"
        );
    }
    let allowed = |path: &&PathBuf| {
        HOLD_PLANS
            .iter()
            .any(|name| path.starts_with(home.join("data").join(name)))
    };
    assert_eq!(held.iter().find(|path| !allowed(path)), None);
    // The preferences are there, and say nothing of it; neither do locks beside the plans.
    assert!(home.join("config/preferences.ron").is_file());
    for path in with_canary(&plans) {
        assert!(path.to_string_lossy().ends_with(".plan.ron"), "{path:?}");
    }
}

#[cfg(unix)]
#[test]
fn what_holds_plans_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    session(&home, &folder.path().join("north.plan.ron"));
    let mut all = Vec::new();
    under(&home, &mut all);
    assert!(all.len() > 8, "{all:?}");
    for path in all.iter().filter(|path| path.starts_with(home.join("data"))) {
        let metadata = fs::metadata(path).unwrap();
        let mode = metadata.permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{path:?} has mode {mode:o}");
    }
}

#[test]
fn a_plan_that_is_forgotten_leaves_no_byte_behind() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let path = folder.path().join("north.plan.ron");
    session(&home, &path);
    assert!(with_canary(&home).len() >= 5);
    let mut editor = editor(&home);
    editor.obey(Command::Open(path.clone()));
    editor.obey(Command::ForgetPlan);
    // What a window still has of it is written nowhere until it is worked on again.
    drop(editor);
    assert_eq!(with_canary(&home), Vec::<PathBuf>::new());
    assert!(path.is_file());
}

/// The program at work by command: no call to connect to anything.
#[cfg(target_os = "linux")]
#[test]
fn a_session_of_commands_connects_to_nothing() {
    use std::process::Command as Process;
    let folder = tempfile::tempdir().unwrap();
    let traced = |arguments: &[&str]| {
        let log = folder.path().join("calls");
        let done = Process::new("strace")
            .args(["-f", "-e", "trace=connect,socket", "-o"])
            .arg(&log)
            .args(arguments)
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output();
        done.ok()
            .map(|output| (output, fs::read_to_string(&log).unwrap_or_default()))
    };
    // A trace that sees nothing proves nothing: one that must see something comes first.
    let is_seen = traced(&["bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9"]);
    let Some((_, calls)) = is_seen.filter(|(_, calls)| calls.contains("connect(")) else {
        println!("strace is not here or may not trace: what the program connects to was not looked at");
        return;
    };
    assert!(calls.contains("AF_INET"));
    let entente = env!("CARGO_BIN_EXE_entente");
    fs::write(
        folder.path().join("places.csv"),
        "name,lat,lon\nClinic,33.35,43.78\n",
    )
    .unwrap();
    for arguments in [
        vec!["check", "--sample", "fallujah"],
        vec!["sample", "fallujah", "-o", "f.plan.ron"],
        vec!["render", "f.plan.ron", "-o", "map.png", "--size", "300x200"],
        vec!["import", "places.csv", "-o", "places.plan.ron"],
        vec!["export", "f.plan.ron", "-o", "f.geojson"],
    ] {
        let (output, calls) = traced(&[&[entente][..], &arguments[..]].concat()).unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code().is_some_and(|code| code < 2),
            "{arguments:?}: {said}"
        );
        assert!(calls.contains("exited with"), "{arguments:?}: {calls}");
        assert!(
            !calls.contains("connect(") && !calls.contains("socket("),
            "{arguments:?}: {calls}"
        );
    }
}
