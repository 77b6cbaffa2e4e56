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
B03 South – Halabsa, P4: a brigade's mark where a regiment is the largest; minor.
B07 Baghdad Operations 2nd Brigade × PMF Garma Brigade, all phases: a relief with no point to meet, 1.93 km apart; \
critical.
F01 Badr 1st Battalion, P3: 0.85 km inside South; critical.
F03 Badr 1st Battalion × 1st Special Operations Brigade, P3: 433 m apart, 5 km are wanted; critical.
F03 Kata'ib Hezbollah Battalion × Halabsa tribal battalion, P4: 3.67 km apart, 5 km are wanted; critical.
F07 PMF mortar battery reaches 5 km: 2.08 km² of South (P3), 0.87 of Fallujah west (P4, P5), 4.19 of Northeast and \
5.48 of Habbaniyah (P1 to P5), 17.11 of Halabsa (P2 to P5), behind no fire line; critical.
H03 Northern corridor, P2 and P3: PMF have not been told; major.
H04 Northern corridor × Northwest, P2 and P3: 6.92 km through ground of PMF, who have not agreed; critical.
H05 Zawiyah corridor: 170 people an hour in 114 open hours are 19,380 of 50,000 before the deadline; critical.
H06 Zawiyah corridor, Euphrates and Barrage bridge, P5: the bridge is closed from 28 to 30 June; critical.
H08 Amiriyat al-Fallujah camps (6): ground for 9,000 of 52,000 people; critical.
H08 Habbaniyah Tourist City camps (5): shelters for 6,960 of 23,000; critical.
H08 Khalidiyah camps (2): ground for 3,022 of 10,000; critical.
H11 Saqlawiyah screening, all phases: by a militia without mandate, 9 of 9 safeguards missing; critical.
H16 NGOs, all phases: their contacts are shared with everybody, PMF and militias among them; critical.
K01 South × Northwest, P3: the same 3.21 km² without an agreement in force; critical.
K01 Fallujah west × Northwest, P4 and P5: 2.7 km of river, and nothing in force with PMF; critical.
K01 Northwest × Halabsa, P2 to P5: nor over 10 km of river; critical.
K02 South × Northwest, P3: the stay-out understanding over the same 3.21 km² is not in force; critical.
K02 Fallujah west × Northwest, P4: nor over 2.7 km of river; critical.
K02 Northwest × Halabsa, P2 to P5: the Euphrates line over 10 km of river is not in force; critical.
K03 Stay-out understanding: PMF keep silent; major.
K03 Euphrates line: PMF accepted with a reservation; major.
K03 Northern corridor: PMF have not answered; major.
K10 Stay-out understanding: lapses on 14 June, 912 h before the plan that relies on it ends; major.
L01 Golden Division × PMF, P3 and P4: only through the PM office; major.
L07 Golden Division × PMF (P4), PMF × Tribal forces (P2 to P5), PMF × Anbar police (P5): no procedure for \
incidents; critical.
T01 ISIL pocket × Halabsa, P1: the 30.99 km² between what was and what comes, for 336 h; critical.
T02 Garma, P1: Iraqi Army takes over from PMF without contact point or liaison officers; critical.
T02 Fallujah west and Naimiyah, P5: Anbar police take over without a contact point; critical.
T08 Zawiyah corridor, P2: the PMF ultimatum of 14 June runs out with 30,620 people still to come; critical.
T08 Northern corridor, P2 and P3: the same ultimatum, with all of 20,000; critical.";

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
monitors and a register. Camps have room for all who come. Contacts of aid agencies go out to nobody by the plan.";
