//! How those who have a say can speak to each other.
//!
//! Planted here: Golden Division and PMF have the PM office between them and nothing else (L01).

use entente::model::{Channel, ChannelMode, ChannelState};

use crate::draft::{Draft, instant};
use crate::keys::{Link, Who};

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
            Who::AnbarPolice,
            Who::Coalition,
        ],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2016-07-15T08:00+03:00"),
        contact: "Cell watch desk, day and night",
    },
    Line {
        link: Link::AnbarCell,
        name: "Anbar liaison cell, Habbaniyah",
        parties: &[
            Who::Army,
            Who::AnbarPolice,
            Who::Tribal,
            Who::Pmf,
            Who::Governorate,
        ],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2016-07-14T09:00+03:00"),
        contact: "Operations command, Habbaniyah gate 1",
    },
    Line {
        link: Link::SouthernCell,
        name: "Southern axis liaison cell",
        parties: &[Who::Cts, Who::Erd, Who::Army, Who::Tribal, Who::AnbarPolice],
        mode: ChannelMode::LiaisonCell,
        via: None,
        state: ChannelState::Up,
        verified: Some("2016-07-15T07:00+03:00"),
        contact: "Camp Tariq, net South 1",
    },
    Line {
        link: Link::PoliceToPmf,
        name: "Federal Police – PMF direct line",
        parties: &[Who::FederalPolice, Who::Pmf],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2016-07-14T20:00+03:00"),
        contact: "Net North 2",
    },
    Line {
        link: Link::ViaPmOffice,
        name: "Through the Prime Minister's office",
        parties: &[Who::Cts, Who::Pmf],
        mode: ChannelMode::Intermediary,
        via: Some(Who::PmOffice),
        state: ChannelState::Up,
        verified: Some("2016-07-12T12:00+03:00"),
        contact: "Duty officer, National Operations Centre",
    },
    Line {
        link: Link::CivilMilitary,
        name: "Civil-military coordination line",
        parties: &[
            Who::Un,
            Who::Ngo,
            Who::Governorate,
            Who::Army,
            Who::Cts,
            Who::FederalPolice,
            Who::Tribal,
            Who::AnbarPolice,
        ],
        mode: ChannelMode::Hotline,
        via: None,
        state: ChannelState::Up,
        verified: Some("2016-07-15T10:00+03:00"),
        contact: "Civil-military coordination duty telephone",
    },
    Line {
        link: Link::UnLetter,
        name: "Letters of the UN to the PMF",
        parties: &[Who::Un, Who::Pmf],
        mode: ChannelMode::Letter,
        via: None,
        state: ChannelState::Degraded,
        verified: Some("2016-07-10T12:00+03:00"),
        contact: "By courier to the forward headquarters",
    },
    Line {
        link: Link::Advisers,
        name: "Coalition advisers",
        parties: &[Who::Coalition, Who::Army, Who::Cts, Who::Tribal, Who::AnbarPolice],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Up,
        verified: Some("2016-07-15T06:00+03:00"),
        contact: "Advisory cell, Taqaddum",
    },
    Line {
        link: Link::PoliceRadio,
        name: "Golden Division – Federal Police radio",
        parties: &[Who::Cts, Who::FederalPolice],
        mode: ChannelMode::Direct,
        via: None,
        state: ChannelState::Unknown,
        verified: None,
        contact: "Net Seam 3",
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
    draft.change(Link::JointCell, |channel: &mut Channel| {
        channel.backup = Some(Link::PoliceRadio.id());
    })
}
