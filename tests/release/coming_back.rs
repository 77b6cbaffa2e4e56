//! An extract that comes back: what was withheld stays as it was whatever the stakeholder did, what it changed
//! arrives, and what it changed without having seen it as it is, is left to be decided.

use entente::files::ron_text;
use entente::model::{AnyId, BASE, Edit, Force, Generalisation, Id, Plan, Sector, Stakeholder, merge_many};
use entente::release::{NotOfThisPlan, came_back, can_be_released_to};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

use super::{COARSER, extract, sample};

fn hash(plan: &Plan) -> String {
    ron_text::plan_hash(plan).unwrap().to_string()
}

fn back(whole: &Plan, returned: &Plan) -> Plan {
    came_back(whole, &hash(whole), returned).unwrap()
}

/// Every extract of a plan: for whom, how coarse, and it.
fn extracts(plan: &Plan) -> Vec<(Id<Stakeholder>, Generalisation)> {
    let all = can_be_released_to(plan);
    all.iter()
        .flat_map(|party| COARSER.map(|coarser| (*party, coarser)))
        .collect()
}

#[test]
fn an_extract_that_nobody_touched_changes_nothing() {
    for seed in 0..12 {
        let plan = generate::plan(&mut Chance::new(seed), Size::SMALL);
        for (party, coarser) in extracts(&plan) {
            let returned = extract(&plan, party, coarser).plan;
            // As it would come from a file.
            let text = ron_text::write(&returned).unwrap();
            let returned = ron_text::read(text.as_bytes()).unwrap().plan;
            assert!(back(&plan, &returned) == plan, "seed {seed}, for {party}");
        }
    }
}

#[test]
fn whatever_a_stakeholder_does_what_was_withheld_stays_as_it_was() {
    let (mut edits, mut stayed) = (0, 0);
    for seed in 0..30 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size::SMALL);
        for (party, coarser) in extracts(&plan) {
            let sent = extract(&plan, party, coarser);
            let mut returned = sent.plan.clone();
            for _ in 0..8 {
                let edit = generate::edit(&mut chance, &returned);
                if let Ok(edited) = edit.apply(&returned) {
                    returned = edited;
                    edits += 1;
                }
            }
            let draft = back(&plan, &returned);
            for id in sent.withheld.keys() {
                let (was, is) = (id.entity_in(&plan), id.entity_in(&draft));
                assert_eq!(is, was, "seed {seed}, for {party}: {id}");
                stayed += 1;
            }
            assert_eq!(
                (draft.id, &draft.base, draft.extract),
                (plan.id, &plan.base, None)
            );
            assert_eq!((&draft.policy, draft.readiness), (&plan.policy, plan.readiness));
        }
    }
    assert!(edits > 500 && stayed > 2_000, "{edits} edits, {stayed} rows");
}

/// The sample, the stakeholder that holds a sector of that name, and its extract.
fn released(holding: &str) -> (Plan, Id<Sector>, Plan) {
    let plan = sample("fallujah");
    let (id, sector) = plan.sectors.iter().find(|(_, row)| row.name == holding).unwrap();
    let party = sector.holder.unwrap();
    let sent = extract(&plan, party, COARSER[1]).plan;
    (plan, id, sent)
}

fn applied(plan: &Plan, edit: &Edit) -> Plan {
    edit.apply(plan).unwrap()
}

#[test]
fn what_a_stakeholder_changed_of_its_own_arrives() {
    let (plan, id, sent) = released("Northwest");
    let mut sector = sent.sectors.get(id).unwrap().clone();
    sector.area.parts[0].outer.points.pop();
    let mut force = Force::new();
    force.name = "Newly raised".to_owned();
    force.stakeholder = sector.holder;
    let added = Id::<Force>::from_bits(77);
    let returned = applied(&sent, &Edit::Update((id, sector.clone()).into()));
    let returned = applied(&returned, &Edit::Create((added, force.clone()).into()));
    let draft = back(&plan, &returned);
    assert_eq!(draft.conflicts, []);
    let row = draft.sectors.get(id).unwrap();
    assert_eq!(row.area, sector.area);
    // What did not go out is still there.
    assert_eq!(row.notes, plan.sectors.get(id).unwrap().notes);
    assert_eq!(draft.forces.get(added), Some(&force));
    assert_eq!(draft.entity_count(), plan.entity_count() + 1);
}

#[test]
fn what_was_done_meanwhile_and_what_comes_back_are_both_kept() {
    let (plan, id, sent) = released("Northwest");
    let mut sector = sent.sectors.get(id).unwrap().clone();
    sector.name = "Northwest of the river".to_owned();
    let returned = applied(&sent, &Edit::Update((id, sector).into()));
    let mut now = plan.sectors.get(id).unwrap().clone();
    now.notes = "Seen again on Tuesday".to_owned();
    let now = applied(&plan, &Edit::Update((id, now).into()));
    let drafts = [("We".to_owned(), now), ("PMF".to_owned(), back(&plan, &returned))];
    let merged = merge_many(&plan, &drafts);
    assert_eq!(merged.conflicts, []);
    let row = merged.sectors.get(id).unwrap();
    assert_eq!(
        (row.name.as_str(), row.notes.as_str()),
        ("Northwest of the river", "Seen again on Tuesday")
    );
}

#[test]
fn what_a_stakeholder_changed_without_having_seen_it_is_left_to_be_decided() {
    let (plan, id, sent) = released("Northwest");
    let party = plan.sectors.get(id).unwrap().holder.unwrap();
    let other = sent
        .sectors
        .iter()
        .find(|(_, row)| row.holder != Some(party))
        .unwrap();
    let mut moved = other.1.clone();
    moved.area.parts[0].outer.points.pop();
    let returned = applied(&sent, &Edit::Update((other.0, moved.clone()).into()));
    let draft = back(&plan, &returned);
    let [conflict] = draft.conflicts.as_slice() else {
        panic!("{:?}", draft.conflicts)
    };
    assert_eq!(conflict.about, Some(other.0.into()));
    assert_eq!(conflict.field.as_deref(), Some("area"));
    let by: Vec<&str> = conflict
        .versions
        .iter()
        .map(|version| version.by.as_str())
        .collect();
    assert_eq!(by, ["The whole plan", plan.label_of(party).as_str(), BASE]);
    // Until then it is as it was.
    assert_eq!(
        draft.sectors.get(other.0).unwrap().area,
        plan.sectors.get(other.0).unwrap().area
    );
    assert_eq!(
        conflict
            .decided(&conflict.versions[1])
            .apply(&draft)
            .unwrap()
            .sectors
            .get(other.0)
            .unwrap()
            .area,
        moved.area
    );
}

#[test]
fn what_is_added_under_an_id_that_is_taken_gets_another_and_mentions_follow() {
    let (plan, id, sent) = released("Northwest");
    let hidden = plan
        .forces
        .ids()
        .find(|force| !sent.forces.contains(*force))
        .unwrap();
    let mut force = Force::new();
    force.name = "By chance of that id".to_owned();
    force.sector = Some(id);
    let mut below = Force::new();
    below.superior = Some(hidden);
    let child = Id::<Force>::from_bits(78);
    let returned = applied(&sent, &Edit::Create((hidden, force).into()));
    let returned = applied(&returned, &Edit::Create((child, below).into()));
    let draft = back(&plan, &returned);
    assert_eq!(draft.forces.get(hidden), plan.forces.get(hidden));
    let led = draft.forces.get(child).unwrap().superior.unwrap();
    assert_ne!(led, hidden);
    assert_eq!(draft.forces.get(led).unwrap().name, "By chance of that id");
    // It comes back a second time under the same id, and is not there twice.
    let again = merge_many(
        &plan,
        &[
            ("One".to_owned(), draft.clone()),
            ("Two".to_owned(), back(&plan, &returned)),
        ],
    );
    assert_eq!(again.entity_count(), plan.entity_count() + 2);
    assert_eq!(again.conflicts, []);
}

#[test]
fn what_a_stakeholder_deletes_goes_where_it_saw_all_of_it_and_is_left_to_be_decided_else() {
    let (plan, _, sent) = released("Northwest");
    let whole: Vec<AnyId> = sent.measures.ids().map(AnyId::from).collect();
    let (bare, told): (Vec<AnyId>, Vec<AnyId>) = whole
        .into_iter()
        .partition(|id| id.entity_in(&plan) == id.entity_in(&sent));
    for (id, stays) in [(bare.first(), false), (told.first(), true)] {
        let Some(id) = id else { continue };
        let draft = back(&plan, &applied(&sent, &Edit::Delete(vec![*id])));
        assert_eq!(id.is_in(&draft), stays, "{id}");
        let left = draft.conflicts.iter().any(|conflict| conflict.about == Some(*id));
        assert_eq!(left, stays, "{id}");
    }
    assert!(!told.is_empty());
}

#[test]
fn an_extract_of_another_state_or_plan_is_not_put_on_this_one() {
    let (plan, id, sent) = released("Northwest");
    let mut sector = plan.sectors.get(id).unwrap().clone();
    sector.name = "Since".to_owned();
    let now = applied(&plan, &Edit::Update((id, sector).into()));
    let begins = hash(&plan)[..8].to_owned();
    assert_eq!(
        came_back(&now, &hash(&now), &sent),
        Err(NotOfThisPlan::OtherState(begins))
    );
    assert_eq!(
        came_back(&plan, &hash(&plan), &plan),
        Err(NotOfThisPlan::NoExtract)
    );
}
