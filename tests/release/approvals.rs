//! `approve` and `approvals` as scripts use them: exit codes, keys in the user's folder, what was changed since.

use std::fs;
use std::path::Path;

use entente::files::ron_text;
use entente::model::{Edit, Plan};
use serde_json::Value;

use crate::cli::entente_in;

/// Runs the program in a home of its own, on `plan.plan.ron` above it; exit code, standard output and error.
fn entente(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    fs::create_dir_all(home).unwrap();
    let run = entente_in(home.parent().unwrap(), home, arguments);
    (run.code, run.out, run.err)
}

fn changed(file: &Path, change: impl FnOnce(Plan) -> Plan) {
    let plan = ron_text::read(&fs::read(file).unwrap()).unwrap().plan;
    fs::write(file, ron_text::write(&change(plan)).unwrap()).unwrap();
}

fn renamed(plan: &Plan) -> Plan {
    let (id, row) = plan
        .sectors
        .iter()
        .find(|(_, row)| row.name == "Northwest")
        .unwrap();
    let mut row = row.clone();
    "Saqlawiyah".clone_into(&mut row.name);
    Edit::Update((id, row).into()).apply(plan).unwrap()
}

fn states(home: &Path) -> (i32, Vec<(String, String)>, Value) {
    let (code, out, _) = entente(home, &["approvals", "plan.plan.ron", "--format", "json"]);
    let value: Value = serde_json::from_str(&out).unwrap();
    let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = value["approvals"].as_array().unwrap();
    let states = rows
        .iter()
        .map(|row| (word(row, "state"), word(row, "key")))
        .collect();
    (code, states, value)
}

fn pair(state: &str, key: &str) -> Vec<(String, String)> {
    vec![(state.to_owned(), key.to_owned())]
}

#[test]
fn an_approval_goes_from_one_computer_to_another_and_says_what_was_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let (theirs, ours) = (folder.path().join("theirs"), folder.path().join("ours"));
    let file = folder.path().join("plan.plan.ron");
    assert_eq!(
        entente(&ours, &["sample", "fallujah-agreed", "-o", "plan.plan.ron"]).0,
        0
    );
    assert_eq!(states(&ours).0, 1, "nobody has approved");

    let approve = [
        "approve",
        "plan.plan.ron",
        "--as",
        "pmf",
        "--office",
        "Forward headquarters",
    ];
    let (code, _, err) = entente(&theirs, &approve);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("a key was made for you") && err.contains("approved as PMF"),
        "{err}"
    );
    let text = fs::read_to_string(&file).unwrap();
    let own = fs::read_to_string(find(&theirs, "own.key")).unwrap();
    assert!(
        text.contains("approvals: [") && !text.contains(own.trim()),
        "no private key in a plan"
    );

    // On another computer the key is new, until somebody says that it was compared.
    assert_eq!(states(&ours).1, pair("valid", "unknown"));
    let (code, out, _) = entente(&ours, &["approvals", "plan.plan.ron", "--trust", "PMF"]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.starts_with("PMF: approved the plan as it is; Forward headquarters; "),
        "{out}"
    );
    assert!(
        out.contains("Hold ground and have not approved it as it is: "),
        "{out}"
    );
    let (code, known, value) = states(&ours);
    assert_eq!((code, known), (0, pair("valid", "known")));
    assert_eq!(value["approvals"][0]["fingerprint"].as_str().unwrap().len(), 39);

    // Changed since: said in words where what was approved is at hand.
    changed(&file, |plan| renamed(&plan));
    let (code, changes, value) = states(&theirs);
    assert_eq!((code, changes), (1, pair("changed", "unknown")));
    let changes = value["approvals"][0]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    assert!(changes[0].as_str().unwrap().contains("Saqlawiyah"), "{changes:?}");
    let (_, out, _) = entente(&ours, &["approvals", "plan.plan.ron"]);
    assert!(out.contains("what was approved is not on this computer"), "{out}");

    // A key made by somebody else is not the one that is known; an edited approval is forged.
    let third = folder.path().join("third");
    changed(&file, |plan| Plan {
        approvals: Vec::new(),
        ..plan
    });
    assert_eq!(entente(&third, &approve).0, 0);
    assert_eq!(states(&ours).1, pair("valid", "other"));
    changed(&file, |mut plan| {
        plan.approvals[0].office = "General staff".to_owned();
        plan
    });
    assert_eq!(states(&ours).1, pair("forged", "other"));
    let (code, out, _) = entente(&ours, &["approvals", "plan.plan.ron"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("FORGED") && out.contains("NOT THE ONE KNOWN"),
        "{out}"
    );
    let (code, _, err) = entente(&ours, &["approvals", "plan.plan.ron", "--trust", "PMF"]);
    assert_eq!(code, 2);
    assert!(err.contains("0 keys approved for PMF"), "{err}");
}

/// The file of that name, somewhere below a folder.
fn find(folder: &Path, name: &str) -> std::path::PathBuf {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|it| it == name) {
                return path;
            }
        }
    }
    panic!("no {name}");
}
