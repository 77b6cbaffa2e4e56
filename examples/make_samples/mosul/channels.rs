//! How those who have a say around Mosul can speak to each other.
//!
//! Planted here: Peshmerga and PMF have the Prime Minister's office between them and nothing else (L01).

use entente::model::{Channel, ChannelMode, ChannelState};

use super::keys::{Link, Who};
use crate::draft::{Draft, instant};

/// One channel as the table below gives it.
struct Line {
    link: Link,
    name: &'static str,
    parties: &'static [Who],
    mode: ChannelMode,
    via: Option<Who>,
    state: ChannelState,
    verified: Option<&'static str>,
    contact: &'static str,
}

const CHANNELS: &[Line] = &[
    Line {
        link: Link::JointCell,
        name: "Joint operations liaison cell",
        parties: &[
            Who::PmOffice,
            Who::Cts,
            Who::FederalPolice,
            Who::Erd,
            Who::Army,
            Who::NinewaPolice,
            Who::Governorate,
            Who::Coalition,
        ],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-11T08:00+03:00"),
        contact: "Cell watch desk, Qayyarah West, day and night",
    },
    Line {
        link: Link::ErbilCell,
        name: "Erbil joint coordination cell",
        parties: &[Who::Army, Who::Cts, Who::Peshmerga, Who::Krg, Who::Coalition],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-11T09:00+03:00"),
        contact: "Joint coordination centre, Erbil",
    },
    Line {
        link: Link::GwerHotline,
        name: "Gwer–Hamdaniya hotline",
        parties: &[Who::Army, Who::Peshmerga],
        mode: ChannelMode::Hotline,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-10T20:00+03:00"),
        contact: "Duty telephone, Gwer bridge",
    },
    Line {
        link: Link::TigrisHotline,
        name: "Tigris hotline",
        parties: &[Who::FederalPolice, Who::Peshmerga],
        mode: ChannelMode::Hotline,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-10T21:00+03:00"),
        contact: "Duty telephone, Hammam al-Alil and Gwer",
    },
    Line {
        link: Link::ViaPmOffice,
        name: "Through the Prime Minister's office",
        parties: &[Who::Peshmerga, Who::Pmf],
        mode: ChannelMode::Intermediary,
        via: Some(Who::PmOffice),
        state: ChannelState::Up,
        verified: Some("2017-08-09T12:00+03:00"),
        contact: "Duty officer, National Operations Centre",
    },
    Line {
        link: Link::PmfToArmy,
        name: "PMF – Army direct line",
        parties: &[Who::Army, Who::Pmf, Who::PmOffice],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-11T07:00+03:00"),
        contact: "Net West 1",
    },
    Line {
        link: Link::PmfToPolice,
        name: "PMF – Federal Police direct line",
        parties: &[Who::FederalPolice, Who::Pmf],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-10T18:00+03:00"),
        contact: "Net West 2",
    },
    Line {
        link: Link::MakhmurCell,
        name: "Makhmur liaison cell",
        parties: &[Who::Peshmerga, Who::Tribal, Who::Army],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-10T10:00+03:00"),
        contact: "District office, Makhmur",
    },
    Line {
        link: Link::PlainCell,
        name: "Nineveh plain liaison cell",
        parties: &[Who::Peshmerga, Who::Npu, Who::Army, Who::Cts, Who::Governorate],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-10T11:00+03:00"),
        contact: "Municipality, Hamdaniya",
    },
    Line {
        link: Link::DesertLine,
        name: "Shura – Tel Abtah line",
        parties: &[Who::Tribal, Who::Pmf, Who::NinewaPolice],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-10T12:00+03:00"),
        contact: "Net Desert 1",
    },
    Line {
        link: Link::Advisers,
        name: "Coalition advisers",
        parties: &[
            Who::Coalition,
            Who::Army,
            Who::Cts,
            Who::FederalPolice,
            Who::Tribal,
            Who::Npu,
            Who::NinewaPolice,
            Who::Peshmerga,
            Who::Turkey,
        ],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-11T06:00+03:00"),
        contact: "Advisory cells, Qayyarah West and Erbil",
    },
    Line {
        link: Link::CivilMilitary,
        name: "Civil-military coordination line",
        parties: &[
            Who::Un,
            Who::Ngo,
            Who::Governorate,
            Who::Krg,
            Who::Army,
            Who::Cts,
            Who::FederalPolice,
            Who::Tribal,
            Who::Npu,
            Who::NinewaPolice,
            Who::Peshmerga,
        ],
        mode: ChannelMode::Hotline,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-11T10:00+03:00"),
        contact: "Civil-military coordination duty telephone, Erbil",
    },
    Line {
        link: Link::UnLetter,
        name: "Letters of the UN to the PMF",
        parties: &[Who::Un, Who::Pmf],
        mode: ChannelMode::Letter,
        via: None,
        state: ChannelState::Degraded,
        verified: Some("2017-08-02T12:00+03:00"),
        contact: "By courier to the forward headquarters",
    },
    Line {
        link: Link::NinewaNet,
        name: "Ninewa forces' net",
        parties: &[
            Who::Army,
            Who::FederalPolice,
            Who::Cts,
            Who::Tribal,
            Who::Npu,
            Who::NinewaPolice,
            Who::Governorate,
        ],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2017-08-11T05:00+03:00"),
        contact: "Net Ninewa",
    },
    Line {
        link: Link::ArmyRadio,
        name: "Golden Division – Army radio",
        parties: &[Who::Cts, Who::Army],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Unknown,
        verified: None,
        contact: "Net Seam 4",
    },
];

/// Adds every channel. Needs stakeholders.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for line in CHANNELS {
        let mut channel = Channel::new(line.parties.iter().map(|who| who.id()).collect());
        channel.name = line.name.into();
        channel.mode = line.mode;
        channel.via = line.via.map(Who::id);
        channel.state = line.state;
        channel.last_verified = line.verified.map(instant).transpose()?;
        channel.contact = line.contact.into();
        draft.add(line.link, channel)?;
    }
    for (link, backup) in [
        (Link::JointCell, Link::ArmyRadio),
        (Link::GwerHotline, Link::ErbilCell),
        (Link::TigrisHotline, Link::Advisers),
    ] {
        draft.change(link, |channel: &mut Channel| channel.backup = Some(backup.id()))?;
    }
    Ok(())
}
