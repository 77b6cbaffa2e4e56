//! Approvals hold for what was signed and for nothing else.

use super::*;
use crate::model::{AnyEntity, Edit, OpenConflict, Readiness, Sector, Stakeholder};
use crate::testing::Chance;
use crate::testing::generate::{self, Size};

fn plan(seed: u64) -> Plan {
    let mut plan = generate::plan(&mut Chance::new(seed), Size::SMALL);
    plan.approvals.clear();
    plan
}

fn key(byte: u8) -> OwnKey {
    OwnKey::of_seed([byte; 32])
}

fn known(stakeholder: Id<Stakeholder>, byte: u8) -> KnownKey {
    KnownKey {
        stakeholder,
        name: String::new(),
        key: key(byte).public(),
    }
}

/// The plan approved by its first stakeholder with the key of that byte.
fn approved(plan: &Plan, byte: u8) -> (Plan, Id<Stakeholder>) {
    let party = plan.stakeholders.ids().next().unwrap();
    let at = "2016-05-23T00:00+03:00".parse().ok();
    let approval = key(byte).approve(plan, party, at, "Plans").unwrap();
    (Edit::Approve(Box::new(approval)).apply(plan).unwrap(), party)
}

fn states(plan: &Plan, known: &[KnownKey]) -> Vec<(State, Trust)> {
    let judged = judge(plan, known).unwrap();
    judged.iter().map(|one| (one.state, one.trust)).collect()
}

#[test]
fn an_approval_holds_through_the_file_and_for_everything_that_is_not_content() {
    for seed in 0..8 {
        let (plan, party) = approved(&plan(seed), 1);
        let text = ron_text::write(&plan).unwrap();
        let mut read = ron_text::read(text.as_bytes()).unwrap().plan;
        assert_eq!(states(&read, &[known(party, 1)]), [(State::Valid, Trust::Known)]);
        read.readiness = Readiness::Approved;
        read.conflicts.push(OpenConflict {
            about: None,
            field: None,
            versions: Vec::new(),
        });
        let (read, _) = approved(&read, 2);
        assert_eq!(
            states(&read, &[])[0],
            (State::Valid, Trust::Unknown),
            "seed {seed}"
        );
    }
}

#[test]
fn any_edit_of_the_content_is_a_change_since() {
    let mut edits = 0;
    for seed in 0..40 {
        let mut chance = Chance::new(seed);
        let (plan, _) = approved(&plan(seed), 1);
        for _ in 0..10 {
            let edit = generate::edit(&mut chance, &plan);
            let Ok(edited) = edit.apply(&plan) else { continue };
            let same = edited.to_approve() == plan.to_approve();
            let expected = if same { State::Valid } else { State::Changed };
            assert_eq!(states(&edited, &[])[0].0, expected, "seed {seed}: {edit:?}");
            edits += usize::from(!same);
        }
    }
    assert!(edits > 100, "{edits} edits changed anything");
}

#[test]
fn whatever_is_changed_in_an_approval_makes_it_forged() {
    let (plan, party) = approved(&plan(3), 1);
    let other = plan.stakeholders.ids().find(|id| *id != party).unwrap();
    let flipped = |digits: &str| {
        let first = if digits.starts_with('0') { "1" } else { "0" };
        format!("{first}{}", &digits[1..])
    };
    let changes: [&dyn Fn(&mut Approval); 7] = [
        &|it| it.stakeholder = other,
        &|it| it.content = flipped(&it.content),
        &|it| it.at = None,
        &|it| it.office.push('.'),
        &|it| it.key = key(2).public(),
        &|it| it.signature = flipped(&it.signature),
        &|it| it.signature.clear(),
    ];
    for (place, change) in changes.iter().enumerate() {
        let mut forged = plan.clone();
        change(&mut forged.approvals[0]);
        assert_eq!(states(&forged, &[])[0].0, State::Forged, "change {place}");
    }
    // Taken to another plan with the very same content but for its id.
    let mut elsewhere = plan.clone();
    elsewhere.id = Id::from_bits(99);
    assert_eq!(states(&elsewhere, &[])[0].0, State::Forged);
    // A key of small order holds for any message where it is not looked at strictly.
    let mut weak = plan;
    weak.approvals[0].key = format!("01{}", "00".repeat(31));
    weak.approvals[0].signature = format!("01{}", "00".repeat(63));
    assert_eq!(states(&weak, &[])[0].0, State::Forged);
}

#[test]
fn a_key_is_known_unknown_or_not_the_one_that_is_known() {
    let (plan, party) = approved(&plan(5), 1);
    let trust = |keys: &[KnownKey]| states(&plan, keys)[0].1;
    assert_eq!(trust(&[]), Trust::Unknown);
    assert_eq!(trust(&[known(party, 1)]), Trust::Known);
    assert_eq!(trust(&[known(party, 2)]), Trust::Other);
}

#[test]
fn fingerprints_can_be_read_aloud_and_differ() {
    let of = |byte| fingerprint(&key(byte).public()).unwrap();
    assert_eq!(of(1).len(), 39);
    assert_eq!(of(1).split(' ').count(), 8);
    assert_ne!(of(1), of(2));
    assert_eq!(fingerprint("abc"), None);
}

#[test]
fn whoever_holds_ground_and_has_not_approved_is_missing() {
    let mut plan = Plan::empty(Id::from_bits(1));
    let mut adversary = Stakeholder::new();
    adversary.kind = StakeholderKind::Adversary;
    for (bits, row) in [(1, Stakeholder::new()), (2, Stakeholder::new()), (3, adversary)] {
        plan = plan.with([AnyEntity::from((Id::<Stakeholder>::from_bits(bits), row))]);
        let mut sector = Sector::new(crate::geometry::Area::default());
        sector.holder = Some(Id::from_bits(bits));
        plan = plan.with([AnyEntity::from((Id::<Sector>::from_bits(bits), sector))]);
    }
    let (one, two) = (Id::from_bits(1), Id::from_bits(2));
    let (plan, _) = approved(&plan, 1);
    let missing_with = |keys: &[KnownKey]| missing(&plan, &judge(&plan, keys).unwrap());
    assert_eq!(missing_with(&[]), [one, two]);
    assert_eq!(missing_with(&[known(one, 1)]), [two]);
}

#[test]
fn approving_again_replaces_and_taking_back_removes() {
    let (plan, _) = approved(&plan(6), 1);
    let (again, _) = approved(&plan, 1);
    assert_eq!(again.approvals.len(), 1);
    let (both, _) = approved(&plan, 2);
    assert_eq!(both.approvals.len(), 2);
    let gone = Edit::DropApproval(Box::new(both.approvals[0].clone()));
    assert_eq!(gone.apply(&both).unwrap().approvals, [both.approvals[1].clone()]);
}
