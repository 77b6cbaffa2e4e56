//! Who has a say around Mosul, and how they stand to each other. How they can speak is `channels`'.
//!
//! Formations and offices only: no sample names a person. The judgements are for training.

use entente::model::{
    Colour, Contact, Id, Mandate, Pattern, Relation, RelationState, Stakeholder, StakeholderKind, When,
};

use super::keys::{In, Who};
use super::sectors::FROM_P3;
use crate::draft::{Draft, during};
use crate::keys::ordered_id;
use crate::parties::{AIDS, GOVERNS, HOLDS, HOLDS_AND_DETAINS, NOTHING, POLICES};

/// One stakeholder as the table below gives it.
struct Party {
    who: Who,
    short: &'static str,
    name: &'static str,
    native: &'static str,
    kind: StakeholderKind,
    answers_to: Option<Who>,
    armed: bool,
    colour: [u8; 3],
    pattern: Pattern,
    mandate: Mandate,
    office: &'static str,
}

/// Colours after Okabe and Ito, darkened where text stands on them; each pair of colour and pattern is
/// used once.
const PARTIES: &[Party] = &[
    Party {
        who: Who::PmOffice,
        short: "PM office",
        name: "Office of the Prime Minister",
        native: "مكتب رئيس مجلس الوزراء",
        kind: StakeholderKind::CivilAuthority,
        answers_to: None,
        armed: false,
        colour: [0x59, 0x59, 0x59],
        pattern: Pattern::Plain,
        mandate: NOTHING,
        office: "Duty officer, National Operations Centre",
    },
    Party {
        who: Who::Cts,
        short: "Golden Division",
        name: "Counter-Terrorism Service, Golden Division",
        native: "جهاز مكافحة الإرهاب",
        kind: StakeholderKind::StateForce,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0x00, 0x72, 0xb2],
        pattern: Pattern::Plain,
        mandate: HOLDS_AND_DETAINS,
        office: "Operations room, Bartella",
    },
    Party {
        who: Who::FederalPolice,
        short: "Federal Police",
        name: "Federal Police",
        native: "الشرطة الاتحادية",
        kind: StakeholderKind::Police,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0x00, 0x9e, 0x73],
        pattern: Pattern::Horizontal,
        mandate: POLICES,
        office: "Command post, Hammam al-Alil",
    },
    Party {
        who: Who::Erd,
        short: "ERD",
        name: "Emergency Response Division",
        native: "فرقة الرد السريع",
        kind: StakeholderKind::StateForce,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0x8f, 0x86, 0x00],
        pattern: Pattern::Vertical,
        mandate: HOLDS_AND_DETAINS,
        office: "Operations room, Hammam al-Alil",
    },
    Party {
        who: Who::Army,
        short: "Iraqi Army",
        name: "Iraqi Army, Ninewa Operations Command",
        native: "الجيش العراقي",
        kind: StakeholderKind::StateForce,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0x2f, 0x93, 0xcf],
        pattern: Pattern::Vertical,
        mandate: POLICES,
        office: "Ninewa Operations Command, Qayyarah",
    },
    Party {
        who: Who::Pmf,
        short: "PMF",
        name: "Popular Mobilization Forces, western axis",
        native: "الحشد الشعبي",
        kind: StakeholderKind::Militia,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0xd5, 0x5e, 0x00],
        pattern: Pattern::Diagonal,
        mandate: HOLDS,
        office: "Forward headquarters, western axis",
    },
    Party {
        who: Who::KataibHezbollah,
        short: "KH",
        name: "Kata'ib Hezbollah",
        native: "كتائب حزب الله",
        kind: StakeholderKind::Militia,
        answers_to: Some(Who::Pmf),
        armed: true,
        colour: [0x7a, 0x2e, 0x00],
        pattern: Pattern::Diagonal,
        mandate: NOTHING,
        office: "Through the PMF forward headquarters",
    },
    Party {
        who: Who::Tribal,
        short: "Tribal forces",
        name: "Ninewa tribal mobilisation",
        native: "الحشد العشائري في نينوى",
        kind: StakeholderKind::TribalForce,
        answers_to: Some(Who::Governorate),
        armed: true,
        colour: [0xb0, 0x7a, 0x00],
        pattern: Pattern::Dots,
        mandate: HOLDS,
        office: "Tribal coordination office, Hajj Ali",
    },
    Party {
        who: Who::Npu,
        short: "Plain units",
        name: "Nineveh Plain Protection Units",
        native: "وحدات حماية سهل نينوى",
        kind: StakeholderKind::TribalForce,
        answers_to: Some(Who::Governorate),
        armed: true,
        colour: [0x7d, 0x8c, 0x1f],
        pattern: Pattern::BackDiagonal,
        mandate: HOLDS,
        office: "Liaison office, Hamdaniya",
    },
    Party {
        who: Who::NinewaPolice,
        short: "Ninewa police",
        name: "Ninewa police, local and emergency",
        native: "شرطة نينوى",
        kind: StakeholderKind::Police,
        answers_to: Some(Who::Governorate),
        armed: true,
        colour: [0xb0, 0x57, 0x8d],
        pattern: Pattern::Cross,
        mandate: POLICES,
        office: "Police directorate, Qayyarah",
    },
    Party {
        who: Who::Governorate,
        short: "Ninewa governorate",
        name: "Ninewa governorate and its crisis cell",
        native: "محافظة نينوى",
        kind: StakeholderKind::CivilAuthority,
        answers_to: Some(Who::PmOffice),
        armed: false,
        colour: [0x6b, 0x6b, 0x00],
        pattern: Pattern::Cross,
        mandate: GOVERNS,
        office: "Crisis cell, Hammam al-Alil",
    },
    Party {
        who: Who::Krg,
        short: "KRG",
        name: "Kurdistan Regional Government, crisis coordination",
        native: "حکوومەتی هەرێمی کوردستان",
        kind: StakeholderKind::CivilAuthority,
        answers_to: None,
        armed: false,
        colour: [0x4a, 0x6a, 0x3a],
        pattern: Pattern::Dots,
        mandate: GOVERNS,
        office: "Joint Crisis Coordination Centre, Erbil",
    },
    Party {
        who: Who::Peshmerga,
        short: "Peshmerga",
        name: "Peshmerga, Ministry of Peshmerga Affairs",
        native: "پێشمەرگە",
        kind: StakeholderKind::RegionalForce,
        answers_to: Some(Who::Krg),
        armed: true,
        colour: [0xa8, 0x8a, 0x00],
        pattern: Pattern::Horizontal,
        mandate: HOLDS,
        office: "Operations room, Erbil",
    },
    Party {
        who: Who::Coalition,
        short: "Coalition",
        name: "US-led Coalition",
        native: "التحالف الدولي",
        kind: StakeholderKind::Coalition,
        answers_to: None,
        armed: true,
        colour: [0x00, 0x6d, 0x6f],
        pattern: Pattern::Plain,
        mandate: NOTHING,
        office: "Advisory cell, Qayyarah West and Erbil",
    },
    Party {
        who: Who::Turkey,
        short: "Turkish contingent",
        name: "Turkish training contingent, Zilkan",
        native: "البعثة التركية في زيلكان",
        kind: StakeholderKind::StateForce,
        answers_to: None,
        armed: true,
        colour: [0xa0, 0x20, 0x40],
        pattern: Pattern::Vertical,
        mandate: NOTHING,
        office: "Camp Zilkan, gate",
    },
    Party {
        who: Who::Un,
        short: "UN agencies",
        name: "UN humanitarian agencies (OCHA, UNHCR, IOM)",
        native: "وكالات الأمم المتحدة الإنسانية",
        kind: StakeholderKind::UnNgo,
        answers_to: None,
        armed: false,
        colour: [0x6f, 0x52, 0xa3],
        pattern: Pattern::BackDiagonal,
        mandate: AIDS,
        office: "Civil-military coordination, Erbil",
    },
    Party {
        who: Who::Ngo,
        short: "NGOs",
        name: "Non-governmental aid agencies",
        native: "المنظمات غير الحكومية",
        kind: StakeholderKind::UnNgo,
        answers_to: None,
        armed: false,
        colour: [0x9a, 0x86, 0xc4],
        pattern: Pattern::Dots,
        mandate: AIDS,
        office: "Coordination committee, Erbil",
    },
    Party {
        who: Who::Isil,
        short: "ISIL",
        name: "ISIL",
        native: "تنظيم داعش",
        kind: StakeholderKind::Adversary,
        answers_to: None,
        armed: true,
        colour: [0x33, 0x33, 0x33],
        pattern: Pattern::Lattice,
        mandate: NOTHING,
        office: "",
    },
];

/// How a declared relation is dated.
#[derive(Clone, Copy)]
enum Since {
    Always,
    UntilRegrouping,
    FromRegrouping,
}

/// Declared relations, one direction standing for both. Those who answer to one office and of whom
/// nothing is declared count as cooperating.
const RELATIONS: &[(Who, Who, RelationState, Since, &str)] = {
    use RelationState::{Allied, Cooperating, Hostile, Neutral, NoContact, Rival};
    use Since::{Always, FromRegrouping, UntilRegrouping};
    use Who::{
        Army, Coalition, Cts, Erd, FederalPolice, Isil, KataibHezbollah, NinewaPolice, Npu, Peshmerga, Pmf,
        Tribal, Turkey,
    };
    &[
        (
            Peshmerga,
            Army,
            Cooperating,
            UntilRegrouping,
            "Erbil understanding of 19 September 2016",
        ),
        (
            Peshmerga,
            Army,
            Neutral,
            FromRegrouping,
            "Disputed ground, and nobody says who leaves it",
        ),
        (
            Peshmerga,
            Cts,
            Cooperating,
            Always,
            "Attacked side by side on 17 October",
        ),
        (
            Peshmerga,
            FederalPolice,
            Neutral,
            Always,
            "Face each other across the Tigris",
        ),
        (
            Peshmerga,
            Pmf,
            NoContact,
            Always,
            "No direct talks; Kirkuk and Sinjar stand between them",
        ),
        (
            Peshmerga,
            KataibHezbollah,
            Rival,
            Always,
            "Clashes at Tuz Khurmatu, 2015 and 2016",
        ),
        (
            Peshmerga,
            Tribal,
            Neutral,
            Always,
            "Villages both claim, around Makhmur",
        ),
        (Peshmerga, Npu, Neutral, Always, "Both claim to protect the plain"),
        (
            Peshmerga,
            NinewaPolice,
            Neutral,
            Always,
            "Rival offices before 2014",
        ),
        (Peshmerga, Coalition, Allied, Always, "Trained and supplied"),
        (
            Peshmerga,
            Turkey,
            Cooperating,
            Always,
            "Training camp on Peshmerga ground",
        ),
        (Peshmerga, Erd, Neutral, Always, "Come no nearer than the Tigris"),
        (
            Cts,
            Pmf,
            NoContact,
            Always,
            "No common headquarters, kept apart on purpose",
        ),
        (
            Cts,
            KataibHezbollah,
            Rival,
            Always,
            "Clashes of earlier operations",
        ),
        (Coalition, Army, Cooperating, Always, "Advisers with divisions"),
        (Coalition, Cts, Cooperating, Always, "Advisers with brigades"),
        (
            Coalition,
            FederalPolice,
            Cooperating,
            Always,
            "Advisers at Hammam al-Alil",
        ),
        (Coalition, Erd, Cooperating, Always, "Fires for the southern axis"),
        (Coalition, Tribal, Cooperating, Always, "Trained and supplied"),
        (Coalition, Npu, Cooperating, Always, "Trained"),
        (Coalition, NinewaPolice, Cooperating, Always, "Trained"),
        (Coalition, Pmf, NoContact, Always, "No support to the PMF"),
        (
            Coalition,
            KataibHezbollah,
            Rival,
            Always,
            "Declared hostile to Coalition forces",
        ),
        (Coalition, Turkey, Allied, Always, ""),
        (
            Turkey,
            Army,
            NoContact,
            Always,
            "Baghdad asks the camp to be closed",
        ),
        (Turkey, Pmf, Rival, Always, "Threats over Tal Afar"),
        (Tribal, Pmf, Neutral, Always, "Compete for recruits"),
        (Coalition, Isil, Hostile, Always, ""),
        (Army, Isil, Hostile, Always, ""),
        (Cts, Isil, Hostile, Always, ""),
        (FederalPolice, Isil, Hostile, Always, ""),
        (Pmf, Isil, Hostile, Always, ""),
        (Peshmerga, Isil, Hostile, Always, ""),
    ]
};

/// Adds stakeholders and relations. Needs phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    add_stakeholders(draft)?;
    for (number, (from, to, state, since, basis)) in RELATIONS.iter().enumerate() {
        let mut relation = Relation::new(from.id(), to.id());
        let (dated, when) = match since {
            Since::Always => ("", When::always()),
            Since::UntilRegrouping => (", until P2", during([In::P0, In::P1, In::P2])),
            Since::FromRegrouping => (", from P3", during(FROM_P3.iter().copied())),
        };
        relation.name = format!(
            "{} to {}{dated}",
            draft.plan.label_of(from.id()),
            draft.plan.label_of(to.id())
        );
        relation.state = *state;
        relation.when = when;
        relation.basis = (*basis).into();
        let id: Id<Relation> = ordered_id("Relation", number as u64, &format!("{from:?} {to:?}"));
        draft.add(id, relation)?;
    }
    Ok(())
}

fn add_stakeholders(draft: &mut Draft) -> anyhow::Result<()> {
    for party in PARTIES {
        let mut stakeholder = Stakeholder::new();
        stakeholder.name = party.name.into();
        stakeholder.native_name = party.native.into();
        stakeholder.short_name = party.short.into();
        stakeholder.kind = party.kind;
        stakeholder.armed = party.armed;
        stakeholder.colour = Some(Colour(party.colour));
        stakeholder.pattern = Some(party.pattern);
        stakeholder.mandate = party.mandate.clone();
        stakeholder.languages = languages(party.who);
        if !party.office.is_empty() {
            stakeholder.contacts = vec![Contact {
                office: party.office.into(),
                ..Contact::default()
            }];
        }
        draft.add(party.who, stakeholder)?;
    }
    for party in PARTIES {
        if let Some(superior) = party.answers_to {
            draft.change(party.who, |stakeholder: &mut Stakeholder| {
                stakeholder.answers_to = Some(superior.id());
            })?;
        }
    }
    for backed in [
        Who::Cts,
        Who::Army,
        Who::FederalPolice,
        Who::Tribal,
        Who::Npu,
        Who::NinewaPolice,
        Who::Peshmerga,
    ] {
        draft.change(backed, |stakeholder: &mut Stakeholder| {
            stakeholder.backed_by = vec![Who::Coalition.id()];
        })?;
    }
    Ok(())
}

fn languages(who: Who) -> Vec<String> {
    let spoken: &[&str] = match who {
        Who::Isil => &[],
        Who::Krg | Who::Peshmerga => &["Kurdish", "Arabic"],
        Who::Coalition | Who::Un | Who::Ngo => &["English", "Arabic", "Kurdish"],
        Who::Turkey => &["Turkish", "Kurdish"],
        Who::Npu => &["Arabic", "Syriac"],
        _ => &["Arabic"],
    };
    spoken.iter().map(|language| (*language).to_owned()).collect()
}
