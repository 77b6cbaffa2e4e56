//! The boundaries between sectors, each along the very lines that the sectors are made of.
//!
//! Planted here: Naimiyah's river boundary skips P2 (B01), and the sides of one boundary are swapped
//! (B02). Who holds the sectors is `sectors`'.

use entente::model::{Boundary, BoundaryKind, Echelon, Id, Sector, When};

use crate::draft::Draft;
use crate::ground::{
    Along, CITY_EDGE_JOLAN, EAST_AMIRIYAH, EAST_WEST_BANK, GARMA_EAST_EASTERN, GARMA_EAST_WESTERN,
    HABBANIYAH_HALABSA, HABBANIYAH_NORTHWEST, HABBANIYAH_WEST_BANK, HIGHWAY_TEN_EAST, JOLAN_ASKARI,
    NAIMIYAH_EAST, NAIMIYAH_WEST_BANK, NORTHEAST_EAST, NORTHEAST_GARMA_FAR, NORTHEAST_GARMA_NEAR,
    NORTHEAST_NAIMIYAH, NORTHWEST_HALABSA, NORTHWEST_NORTHEAST_FAR, NORTHWEST_NORTHEAST_NEAR, RIVER_CENTRE,
    RIVER_JOLAN, RIVER_SOUTHERN, WEST_BANK_AMIRIYAH_MIDDLE, WEST_BANK_AMIRIYAH_NORTH,
    WEST_BANK_AMIRIYAH_SOUTH, Walk, line,
};
use crate::keys::{Ground, In, Line, Who};
use crate::sectors::{ALL, FROM_P1, FROM_P2, GARMA_HANDOVER, phases};

/// When a boundary holds.
#[derive(Clone, Copy)]
enum Time {
    In(&'static [In]),
    BeforeHandover,
    AfterHandover,
}

/// One boundary as the table below gives it: the sectors whose edge it follows, and who is on its left
/// and right as it is walked.
struct Edge {
    line: Line,
    between: [Ground; 2],
    walk: &'static [Walk],
    left: Who,
    right: Who,
    /// Who owns the river or road that it runs along.
    inclusive_to: Who,
    kind: BoundaryKind,
    time: Time,
}

const fn edge(
    line: Line,
    between: [Ground; 2],
    walk: &'static [Walk],
    [left, right]: [Who; 2],
    inclusive_to: Who,
    time: Time,
) -> Edge {
    Edge {
        line,
        between,
        walk,
        left,
        right,
        inclusive_to,
        kind: BoundaryKind::Lateral,
        time,
    }
}

/// A boundary between parties that must stay apart.
const fn separation(mut edge: Edge) -> Edge {
    edge.kind = BoundaryKind::Separation;
    edge
}

const WEST_NORTHWEST: &[Walk] = &[Along(RIVER_JOLAN), Along(RIVER_CENTRE)];
const WEST_ASKARI: &[Walk] = &[Along(JOLAN_ASKARI), Along(HIGHWAY_TEN_EAST)];
const NORTHWEST_NORTHEAST: &[Walk] = &[Along(NORTHWEST_NORTHEAST_FAR), Along(NORTHWEST_NORTHEAST_NEAR)];
const NORTHEAST_GARMA: &[Walk] = &[Along(NORTHEAST_GARMA_FAR), Along(NORTHEAST_GARMA_NEAR)];
const GARMA_EAST: &[Walk] = &[Along(GARMA_EAST_WESTERN), Along(GARMA_EAST_EASTERN)];
const WEST_BANK_AMIRIYAH: &[Walk] = &[
    Along(WEST_BANK_AMIRIYAH_NORTH),
    Along(WEST_BANK_AMIRIYAH_MIDDLE),
    Along(WEST_BANK_AMIRIYAH_SOUTH),
];
const UNTIL_P4: &[In] = &[In::P1, In::P2, In::P3, In::P4];
const P4: &[In] = &[In::P4];
const P5: &[In] = &[In::P5];

const BOUNDARIES: &[Edge] = {
    use Ground::{
        Amiriyah, Askari, East, FallujahWest, Garma, GarmaEast, Habbaniyah, Halabsa, Naimiyah, Northeast,
        NortheastLine, Northwest, South, WestBank,
    };
    use Who::{AnbarPolice, Army, Cts, FederalPolice, Pmf, Tribal};
    &[
        edge(
            Line::HabbaniyahWestBank,
            [Habbaniyah, WestBank],
            &[Along(HABBANIYAH_WEST_BANK)],
            [Tribal, Army],
            Army,
            Time::In(ALL),
        ),
        edge(
            Line::WestBankAmiriyah,
            [WestBank, Amiriyah],
            WEST_BANK_AMIRIYAH,
            [AnbarPolice, Tribal],
            AnbarPolice,
            Time::In(ALL),
        ),
        edge(
            Line::EastAmiriyah,
            [East, Amiriyah],
            &[Along(EAST_AMIRIYAH)],
            [AnbarPolice, Army],
            Army,
            Time::In(ALL),
        ),
        edge(
            Line::EastWestBank,
            [East, WestBank],
            &[Along(EAST_WEST_BANK)],
            [Army, Tribal],
            Army,
            Time::In(ALL),
        ),
        edge(
            Line::NortheastLineGarmaEast,
            [NortheastLine, GarmaEast],
            &[Along(NORTHEAST_GARMA_FAR)],
            [Pmf, FederalPolice],
            FederalPolice,
            Time::In(&[In::P0]),
        ),
        edge(
            Line::GarmaEastEast,
            [GarmaEast, East],
            &[Along(GARMA_EAST_EASTERN)],
            [Pmf, Army],
            Army,
            Time::In(&[In::P0]),
        ),
        edge(
            Line::HabbaniyahNorthwest,
            [Habbaniyah, Northwest],
            &[Along(HABBANIYAH_NORTHWEST)],
            [Pmf, Army],
            Army,
            Time::In(FROM_P1),
        ),
        edge(
            Line::NorthwestNortheast,
            [Northwest, Northeast],
            NORTHWEST_NORTHEAST,
            [FederalPolice, Pmf],
            FederalPolice,
            Time::In(FROM_P1),
        ),
        edge(
            Line::NortheastGarmaBefore,
            [Northeast, Garma],
            NORTHEAST_GARMA,
            [Pmf, FederalPolice],
            FederalPolice,
            Time::BeforeHandover,
        ),
        edge(
            Line::NortheastGarmaAfter,
            [Northeast, Garma],
            NORTHEAST_GARMA,
            [Army, FederalPolice],
            FederalPolice,
            Time::AfterHandover,
        ),
        edge(
            Line::GarmaEastBefore,
            [Garma, East],
            GARMA_EAST,
            [Pmf, Army],
            Army,
            Time::BeforeHandover,
        ),
        edge(
            Line::NortheastNaimiyah,
            [Northeast, Naimiyah],
            &[Along(NORTHEAST_NAIMIYAH)],
            [FederalPolice, Cts],
            FederalPolice,
            Time::In(UNTIL_P4),
        ),
        edge(
            Line::NortheastNaimiyahLate,
            [Northeast, Naimiyah],
            &[Along(NORTHEAST_NAIMIYAH)],
            [FederalPolice, AnbarPolice],
            FederalPolice,
            Time::In(P5),
        ),
        // Planted, B02: walked eastwards, the police is on the left.
        edge(
            Line::NortheastEast,
            [Northeast, East],
            &[Along(NORTHEAST_EAST)],
            [Army, FederalPolice],
            Army,
            Time::In(FROM_P1),
        ),
        edge(
            Line::NaimiyahEast,
            [Naimiyah, East],
            &[Along(NAIMIYAH_EAST)],
            [Cts, Army],
            Army,
            Time::In(UNTIL_P4),
        ),
        edge(
            Line::NaimiyahEastLate,
            [Naimiyah, East],
            &[Along(NAIMIYAH_EAST)],
            [AnbarPolice, Army],
            Army,
            Time::In(P5),
        ),
        // Planted, B01: not in P2.
        edge(
            Line::NaimiyahWestBank,
            [Naimiyah, WestBank],
            &[Along(NAIMIYAH_WEST_BANK)],
            [Cts, Tribal],
            Tribal,
            Time::In(&[In::P1, In::P3, In::P4]),
        ),
        edge(
            Line::NaimiyahWestBankLate,
            [Naimiyah, WestBank],
            &[Along(NAIMIYAH_WEST_BANK)],
            [AnbarPolice, Tribal],
            Tribal,
            Time::In(P5),
        ),
        edge(
            Line::HabbaniyahHalabsa,
            [Habbaniyah, Halabsa],
            &[Along(HABBANIYAH_HALABSA)],
            [Tribal, Army],
            Army,
            Time::In(FROM_P2),
        ),
        separation(edge(
            Line::NorthwestHalabsa,
            [Northwest, Halabsa],
            &[Along(NORTHWEST_HALABSA)],
            [Pmf, Tribal],
            Tribal,
            Time::In(FROM_P2),
        )),
        edge(
            Line::SouthHalabsa,
            [South, Halabsa],
            &[Along(RIVER_SOUTHERN)],
            [Cts, Tribal],
            Cts,
            Time::In(&[In::P2, In::P3, In::P4]),
        ),
        edge(
            Line::WestHalabsaLate,
            [FallujahWest, Halabsa],
            &[Along(RIVER_SOUTHERN)],
            [AnbarPolice, Tribal],
            AnbarPolice,
            Time::In(P5),
        ),
        separation(edge(
            Line::WestNorthwest,
            [FallujahWest, Northwest],
            WEST_NORTHWEST,
            [Cts, Pmf],
            Cts,
            Time::In(P4),
        )),
        separation(edge(
            Line::WestNorthwestLate,
            [FallujahWest, Northwest],
            WEST_NORTHWEST,
            [AnbarPolice, Pmf],
            AnbarPolice,
            Time::In(P5),
        )),
        edge(
            Line::WestNortheast,
            [FallujahWest, Northeast],
            &[Along(CITY_EDGE_JOLAN)],
            [FederalPolice, Cts],
            FederalPolice,
            Time::In(P4),
        ),
        edge(
            Line::WestNortheastLate,
            [FallujahWest, Northeast],
            &[Along(CITY_EDGE_JOLAN)],
            [FederalPolice, AnbarPolice],
            FederalPolice,
            Time::In(P5),
        ),
        edge(
            Line::WestAskari,
            [FallujahWest, Askari],
            WEST_ASKARI,
            [FederalPolice, Cts],
            FederalPolice,
            Time::In(P4),
        ),
        edge(
            Line::WestAskariLate,
            [FallujahWest, Askari],
            WEST_ASKARI,
            [FederalPolice, AnbarPolice],
            FederalPolice,
            Time::In(P5),
        ),
    ]
};

/// The boundary that the agreed plan adds: South and Northwest meet at the river in P3.
const SOUTH_NORTHWEST: Edge = separation(edge(
    Line::SouthNorthwest,
    [Ground::South, Ground::Northwest],
    &[Along(RIVER_CENTRE)],
    [Who::Cts, Who::Pmf],
    Who::Cts,
    Time::In(&[In::P3]),
));

/// The boundary that the agreed plan adds: in P4 the line to Halabsa is Fallujah west's, with another mark.
const WEST_HALABSA: Edge = edge(
    Line::WestHalabsa,
    [Ground::FallujahWest, Ground::Halabsa],
    &[Along(RIVER_SOUTHERN)],
    [Who::Cts, Who::Tribal],
    Who::Cts,
    Time::In(&[In::P4]),
);

/// Adds every boundary. Needs sectors and forces: the echelon marks come from those.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    BOUNDARIES.iter().try_for_each(|edge| add_boundary(draft, edge))
}

/// Adds the boundary between South and Northwest.
pub fn add_south_northwest(draft: &mut Draft) -> anyhow::Result<()> {
    add_boundary(draft, &SOUTH_NORTHWEST)
}

/// Adds the boundary between Fallujah west and Halabsa in P4.
pub fn add_west_halabsa(draft: &mut Draft) -> anyhow::Result<()> {
    add_boundary(draft, &WEST_HALABSA)
}

fn add_boundary(draft: &mut Draft, edge: &Edge) -> anyhow::Result<()> {
    let mut boundary = Boundary::new(line(edge.walk)?);
    let [a, b] = edge.between.map(|ground| name_of(draft, ground.id()));
    boundary.name = match edge.time {
        Time::In([In::P5]) => format!("{a} – {b}, from P5"),
        Time::In(_) => format!("{a} – {b}"),
        Time::BeforeHandover => format!("{a} – {b}, until 28 May"),
        Time::AfterHandover => format!("{a} – {b}, from 28 May"),
    };
    boundary.kind = edge.kind;
    boundary.left = Some(edge.left.id());
    boundary.right = Some(edge.right.id());
    boundary.inclusive_to = Some(edge.inclusive_to.id());
    boundary.between = Some(edge.between.map(Ground::id));
    boundary.echelon = Some(echelon_of(draft, edge.between));
    boundary.when = match edge.time {
        Time::In(list) => phases(list),
        Time::BeforeHandover => When {
            until: Some(GARMA_HANDOVER),
            ..phases(&[In::P1])
        },
        Time::AfterHandover => When {
            from: Some(GARMA_HANDOVER),
            ..phases(FROM_P1)
        },
    };
    draft.add(edge.line, boundary)
}

fn name_of(draft: &Draft, id: Id<Sector>) -> String {
    draft
        .plan
        .sectors
        .get(id)
        .map_or_else(String::new, |sector| sector.name.clone())
}

/// The larger of both sides' largest formations; a brigade's where none works there.
fn echelon_of(draft: &Draft, between: [Ground; 2]) -> Echelon {
    let ids = between.map(Ground::id);
    let there = draft
        .plan
        .forces
        .iter()
        .filter(|(_, force)| ids.into_iter().any(|id| force.sector == Some(id)));
    there
        .filter_map(|(_, force)| force.symbol.echelon)
        .max()
        .unwrap_or(Echelon::Brigade)
}
