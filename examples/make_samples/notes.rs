//! The notes of both plans: what they are, and what is planted in them or resolved.
//!
//! The values are those that `tests/samples.rs` expects; they are written here, not computed.

/// What the plans rest on.
pub const SOURCES: &[&str] = &[
    "Institute for the Study of War, maps and posts of 26 and 31 May, 1 to 17 June and 14 July 2016",
    "OCHA bulletins and UNHCR flash updates on Fallujah, June 2016",
    "Human Rights Watch, 9 June 2016, on Saqlawiyah",
    "Press: AFP 29 May, Reuters 12 June, The National 26 June 2016",
    "Geography: schematic, hand-made; © OpenStreetMap contributors (ODbL); GeoNames (CC BY 4.0), modified",
];

/// The notes of `fallujah`.
pub const FALLUJAH: &str = "\
Approximate training data. Built from public sources on the operation of May to July 2016; positions are good to \
0.2 to 7 km, strengths and dates are rounded, and many details, every agreement's wording among them, are made \
for training. It names formations, offices and places, and no person. Not for any use but learning.

H-hour is 23 May 2016 00:00 local. P0 Shaping from H-16 d, P1 Isolate from H, P2 South from H+14 d, P3 Centre from \
H+24 d, P4 Northwest from H+27 d, P5 Stabilise from H+35 d to H+60 d.

Planted, to be found by the checks:
A01 South × Northwest, P3: 3.21 km² beyond the river that both hold; critical.
A02 West bank × Amiriyah, all phases: a sliver of 9,409 m² along the Euphrates; minor.
A04 Halabsa, P1: 30.99 km² between PMF and tribes are nobody's; critical.
A05 Industrial quarter, P4 and P5: no holder; critical.
B01 Naimiyah × West bank, P2: 7.5 km of river without boundary; major.
B02 Northeast – East, P1 to P5: left and right are swapped; major.
F01 Badr 1st Battalion, P3: 0.85 km inside South; critical.
F03 Badr 1st Battalion × 1st Special Operations Brigade, P3: 433 m apart, 5 km are wanted; critical.
F03 Kata'ib Hezbollah Battalion × Halabsa tribal battalion, P4: 3.67 km apart, 5 km are wanted; critical.
K01 South × Northwest, P3: the same 3.21 km² without agreement; critical.
K01 Fallujah west × Northwest, P4 and P5: 2.7 km of river without agreement; critical.
K01 Northwest × Halabsa, P2 to P5: 10 km of river without agreement; critical.
K03 Stay-out understanding: PMF keep silent; major.
K03 Euphrates line: PMF accepted with a reservation; major.
K03 Northern corridor: PMF have not answered; major.
L01 Golden Division × PMF, P3 and P4: only through the PM office; major.

Also in it, for rules that look at time and protection: the stay-out understanding lapses on 14 June, before the \
breach of 17 June; Garma is handed over without a contact point; the corridor takes 4,000 people a day while 50,000 \
are expected before the ultimatum of 14 June runs out; the PMF are not told of the northern corridor; bridges close \
from 28 to 30 June; Saqlawiyah is screened by a party without mandate; camps planned for 18,990 people receive \
85,000.";

/// The notes of `fallujah-agreed`.
pub const AGREED: &str = "\
Approximate training data: the plan `fallujah` with everything in it resolved, as a pattern of what a sound plan \
looks like. Nothing of it happened this way.

South ends at the river, with a boundary to the Northwest. Halabsa is the tribes' from H-hour on. The industrial \
quarter is the Golden Division's until the police take over. Amiriyah and West bank share one trace of the river. \
Every edge has its boundary in every phase, with its names on the right sides. The Badr battalion stays in its \
line, the Kata'ib Hezbollah battalion keeps its distance, and the mortars stand where their reach ends inside the \
Northwest. The PMF have accepted the stay-out understanding in writing, to the end of the operation and with the \
police as a party, and the river as the line to the tribes. A hotline joins Golden Division, PMF and Anbar police. \
Handovers have contact points and liaison officers of both sides. Both corridors are agreed, told to every armed \
party, open from 4 June and wide enough before the ultimatum runs out. Screening is the Federal Police's, with \
monitors and a register. Camps have room for all who come.";
