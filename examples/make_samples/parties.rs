//! Who has a say, and how they stand to each other. How they can speak is `channels`'.
//!
//! Formations and offices only: no sample names a person. The judgements are for training.

use entente::model::{
    Colour, Contact, Id, Mandate, Pattern, Relation, RelationState, Stakeholder, StakeholderKind, When,
};

use crate::draft::{Draft, during};
use crate::keys::{In, Who, ordered_id};

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

/// No mandate.
pub const NOTHING: Mandate = Mandate {
    hold_ground: false,
    detain: false,
    screen: false,
    give_aid: false,
};
/// May hold ground.
pub const HOLDS: Mandate = Mandate {
    hold_ground: true,
    ..NOTHING
};
/// May hold ground and detain.
pub const HOLDS_AND_DETAINS: Mandate = Mandate {
    detain: true,
    ..HOLDS
};
/// May hold ground, detain and screen.
pub const POLICES: Mandate = Mandate {
    screen: true,
    ..HOLDS_AND_DETAINS
};
/// May give aid.
pub const AIDS: Mandate = Mandate {
    give_aid: true,
    ..NOTHING
};
/// May give aid and screen.
pub const GOVERNS: Mandate = Mandate { screen: true, ..AIDS };

/// Colours after Okabe and Ito, darkened where text stands on them; each pair of colour and pattern is
/// used once, and those who hold ground differ in pattern too.
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
        office: "Operations room, Camp Tariq",
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
        office: "Division command post, north axis",
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
        office: "Operations room, Camp Tariq",
    },
    Party {
        who: Who::Army,
        short: "Iraqi Army",
        name: "Iraqi Army, Baghdad and Anbar Operations Commands",
        native: "الجيش العراقي",
        kind: StakeholderKind::StateForce,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0x2f, 0x93, 0xcf],
        pattern: Pattern::Vertical,
        mandate: POLICES,
        office: "Joint Operations, Abu Ghraib",
    },
    Party {
        who: Who::Pmf,
        short: "PMF",
        name: "Popular Mobilization Forces",
        native: "الحشد الشعبي",
        kind: StakeholderKind::Militia,
        answers_to: Some(Who::PmOffice),
        armed: true,
        colour: [0xd5, 0x5e, 0x00],
        pattern: Pattern::Diagonal,
        mandate: HOLDS,
        office: "Forward headquarters, Saqlawiyah axis",
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
        name: "Anbar tribal mobilisation",
        native: "الحشد العشائري",
        kind: StakeholderKind::TribalForce,
        answers_to: Some(Who::Governorate),
        armed: true,
        colour: [0xb0, 0x7a, 0x00],
        pattern: Pattern::Dots,
        mandate: HOLDS,
        office: "Tribal coordination office, Amiriyat al-Fallujah",
    },
    Party {
        who: Who::AnbarPolice,
        short: "Anbar police",
        name: "Anbar police, local and emergency",
        native: "شرطة الأنبار",
        kind: StakeholderKind::Police,
        answers_to: Some(Who::Governorate),
        armed: true,
        colour: [0xb0, 0x57, 0x8d],
        pattern: Pattern::Cross,
        mandate: POLICES,
        office: "Police directorate, Amiriyat al-Fallujah",
    },
    Party {
        who: Who::Governorate,
        short: "Anbar governorate",
        name: "Anbar governorate and its joint crisis centre",
        native: "محافظة الأنبار",
        kind: StakeholderKind::CivilAuthority,
        answers_to: None,
        armed: false,
        colour: [0x6b, 0x6b, 0x00],
        pattern: Pattern::Cross,
        mandate: GOVERNS,
        office: "Joint crisis monitoring centre",
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
        office: "Advisory cell, Taqaddum",
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
        office: "Civil-military coordination, Baghdad",
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
        office: "Coordination committee, Baghdad",
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
    UntilCentre,
    FromCentre,
}

/// Declared relations, one direction standing for both. Those who answer to one office and of whom
/// nothing is declared count as cooperating.
const RELATIONS: &[(Who, Who, RelationState, Since, &str)] = {
    use RelationState::{Cooperating, Hostile, Neutral, NoContact, Rival};
    use Since::{Always, FromCentre, UntilCentre};
    use Who::{
        AnbarPolice, Army, Coalition, Cts, Erd, FederalPolice, Governorate, Isil, KataibHezbollah, Ngo,
        PmOffice, Pmf, Tribal, Un,
    };
    &[
        (
            Cts,
            Pmf,
            NoContact,
            UntilCentre,
            "Reached through the PM office only",
        ),
        (
            Cts,
            Pmf,
            Rival,
            FromCentre,
            "Ultimatum of 4 June; armed elements inside the city on 17 June",
        ),
        (
            Cts,
            KataibHezbollah,
            Rival,
            Always,
            "Public threats against forces that work with the Coalition",
        ),
        (
            Cts,
            Coalition,
            Cooperating,
            Always,
            "Trained, advised and supported from the air",
        ),
        (
            Cts,
            Tribal,
            Cooperating,
            Always,
            "Camps Tariq and Mazraa taken together, 28 May",
        ),
        (Cts, AnbarPolice, Cooperating, Always, "Southern axis"),
        (
            FederalPolice,
            Pmf,
            Cooperating,
            Always,
            "Partly of one political family",
        ),
        (
            FederalPolice,
            Coalition,
            Neutral,
            Always,
            "Little air support on the northern axis",
        ),
        (FederalPolice, Tribal, Neutral, Always, "No common front"),
        (
            FederalPolice,
            AnbarPolice,
            Cooperating,
            Always,
            "Hand-over of cleared quarters",
        ),
        (Erd, Tribal, Cooperating, Always, "Southern axis"),
        (Erd, AnbarPolice, Cooperating, Always, "Southern axis"),
        (Erd, Coalition, Cooperating, Always, "Southern axis"),
        (Army, Pmf, Neutral, Always, "Hand-over of Garma, 28 May"),
        (Army, KataibHezbollah, Neutral, Always, "As to the PMF"),
        (
            Army,
            Tribal,
            Cooperating,
            Always,
            "Salam junction and the southern road retaken together, 7 May",
        ),
        (Army, AnbarPolice, Cooperating, Always, "One operations command"),
        (Army, Coalition, Cooperating, Always, "Advisers at Taqaddum"),
        (
            Pmf,
            Coalition,
            NoContact,
            Always,
            "No support by either to the other",
        ),
        (
            KataibHezbollah,
            Coalition,
            Rival,
            Always,
            "Old enmity, never settled",
        ),
        (Pmf, Tribal, Rival, Always, "Abductions at Saqlawiyah and Razaza"),
        (KataibHezbollah, Tribal, Rival, Always, "As of the PMF"),
        (
            Pmf,
            AnbarPolice,
            Rival,
            Always,
            "Anbar council's objections to the PMF",
        ),
        (KataibHezbollah, AnbarPolice, Rival, Always, "As of the PMF"),
        (Tribal, Coalition, Cooperating, Always, "Trained at Taqaddum"),
        (AnbarPolice, Coalition, Cooperating, Always, "Trained at Taqaddum"),
        (Governorate, PmOffice, Cooperating, Always, "Joint crisis centre"),
        (Un, Governorate, Cooperating, Always, "Joint crisis centre"),
        (Un, Ngo, Cooperating, Always, "One humanitarian response plan"),
        (Un, Army, Neutral, Always, "Notification of sites and movements"),
        (Un, AnbarPolice, Neutral, Always, "Hosts the relief hub"),
        (Un, Pmf, Neutral, Always, "Letters only"),
        (Isil, Cts, Hostile, Always, ""),
        (Isil, FederalPolice, Hostile, Always, ""),
        (Isil, Erd, Hostile, Always, ""),
        (Isil, Army, Hostile, Always, ""),
        (Isil, Pmf, Hostile, Always, ""),
        (Isil, KataibHezbollah, Hostile, Always, ""),
        (Isil, Tribal, Hostile, Always, ""),
        (Isil, AnbarPolice, Hostile, Always, ""),
        (Isil, Coalition, Hostile, Always, ""),
    ]
};

/// Adds everybody and how they stand to each other. Needs the phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    add_stakeholders(draft)?;
    for (number, (from, to, state, since, basis)) in RELATIONS.iter().enumerate() {
        let mut relation = Relation::new(from.id(), to.id());
        let dated = match since {
            Since::Always => "",
            Since::UntilCentre => ", until P2",
            Since::FromCentre => ", from P3",
        };
        relation.name = format!(
            "{} to {}{dated}",
            draft.plan.label_of(from.id()),
            draft.plan.label_of(to.id())
        );
        relation.state = *state;
        relation.when = match since {
            Since::Always => When::always(),
            Since::UntilCentre => during([In::P0, In::P1, In::P2]),
            Since::FromCentre => during([In::P3, In::P4, In::P5]),
        };
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
        if !party.office.is_empty() {
            stakeholder.contacts = vec![Contact {
                office: party.office.into(),
                ..Contact::default()
            }];
            stakeholder.languages = vec!["Arabic".into()];
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
    for backed in [Who::Cts, Who::Army, Who::Tribal, Who::AnbarPolice] {
        draft.change(backed, |stakeholder: &mut Stakeholder| {
            stakeholder.backed_by = vec![Who::Coalition.id()];
        })?;
    }
    draft.change(Who::Coalition, |stakeholder: &mut Stakeholder| {
        stakeholder.languages = vec!["English".into(), "Arabic".into()];
    })?;
    for agency in [Who::Un, Who::Ngo] {
        draft.change(agency, |stakeholder: &mut Stakeholder| {
            stakeholder.languages = vec!["Arabic".into(), "English".into()];
        })?;
    }
    Ok(())
}
