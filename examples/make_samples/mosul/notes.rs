//! The notes of the plan `mosul`: what it is, and what is planted in it.
//!
//! The values are those that `tests/samples/mosul.rs` expects; they are written here, not computed.

/// What the plan rests on.
pub const SOURCES: &[&str] = &[
    "Institute for the Study of War, maps and posts of 19, 24, 26, 29 to 31 October and 22 to 28 November 2016",
    "CTC Sentinel, August and September 2016, on the forces around Mosul",
    "Press on the Erbil meeting: Rudaw 19 September 2016, Kurdistan24",
    "UN and UNHCR situation reports, October 2016 to July 2017; camp coordination plan of 18 October 2016",
    "Geography: schematic, hand-made; © OpenStreetMap contributors (ODbL); GeoNames (CC BY 4.0), modified",
];

/// The notes.
pub const MOSUL: &str = "\
Approximate training data. Built from public sources on the operation of October 2016 to July 2017; positions are \
good to 2 to 4 km, strengths and dates are rounded, and many details, every agreement's wording among them, are made \
for training. It names formations, offices and places, and no person. Not for any use but learning.

H-hour is 17 October 2016 00:00 local. P0 Shaping from H-14 d, P1 Approach from H, P2 East bank from H+15 d, P3 Regroup \
from H+99 d, P4 West bank from H+125 d, P5 Old City from H+199 d, P6 Stabilise from H+266 d to H+300 d. Four axes: north \
(Nawaran, Tel Kaif), east (Khazir, Bartella, Gogjali), south (Qayyarah, Shura, Hammam al-Alil) with the Army's at \
Hamdaniya, and west (Tel Abtah, Tal Afar).

Most of it works: who is where was agreed in Erbil with the Coalition as third party, every seam but those below has \
its boundary, agreement and liaison, and every protected site its fire area and notifications. Planted, to be found \
by the checks:
A01 West Mosul south, widened × Old City, P5: 0.59 km² of market lanes that both assault; minor.
A03 Iraqi Army × Peshmerga, P3 to P6: 404.80 km² between the two readings of Return to the line of 16 October; major.
A04 Shura, P3: 738.38 km² between the police who left and the tribes who come are nobody's; critical.
A06 Bartella, P4 to P6: the Golden Division holds it and its nearest force is 11.87 km away; major.
B01 Tal Afar airbase × Badush, P4 to P6: 16.6 km without boundary; major.
B02 Qayyarah – Hajj Ali, all phases: left and right are swapped; major.
F01 PMF 30th Brigade, P4 to P6: in Bartella, 46.55 km from the PMF's own ground; critical.
F03 Peshmerga Sinjar road Battalion × Badr 2nd Battalion, P2: 2.44 km apart, 3 km are wanted; critical.
F07 PMF rocket battery, P2 to P6: reaches 8 km, 28.86 km² of Sinjar road, behind no fire line; critical.
H03 Northwest corridor, P4 and P5: the Golden Division has not been told; major.
H05 South corridor: 120 people an hour in 1,800 h are 216,000 of 300,000 before H+199 d; major.
H08 Hasansham camp: toilets and shelters for 30,000 of 41,000 people; major.
H10 Federal Police rocket battery × Hammam al-Alil muster, P4 to P6: 806 m, 1 km is wanted; critical.
H11 Aqrab screening, all phases: no monitors, no register, no word to families; critical.
K01 Khazir front × Hamdaniya, P3 to P6: 4.5 km of edge with the Plain units of which nothing is agreed; major.
K01 Sinjar road × Tel Abtah and × Tal Afar airbase, P3 to P6: 11.8 and 24.0 km with nothing in force; critical.
K02 Sinjar road × Tel Abtah, P3 to P6: the Sinjar understanding over 11.8 km is no longer in force; critical.
K02 Sinjar road × Tal Afar airbase, P3 to P6: nor over 24.0 km; critical.
K03 Return to the line of 16 October: the Peshmerga accepted with a reservation; major.
K03 Reassignment of Tal Afar: the PMF have not answered; major.
K08 Return to the line of 16 October, P3 to P6: what Peshmerga hold beside Bashiqa line and Khazir is read \
differently, by 404.80 km²; critical.
K10 Sinjar understanding: lapses at H+99 d, 4,824 h before the plan that relies on it ends; major.
L01 PMF × Peshmerga, P2 to P6: only through the PM office; major.
L07 PMF × Peshmerga, P3 to P6: no procedure for incidents once the understanding has lapsed; major.
L07 Tribal forces × Peshmerga, all phases: the Hajj Ali seam has none; major.
T01 Shura × Shura, tribal, P3: the same 738.38 km², for 624 h; critical.
T02 Tal Afar, P2: reassigned on 23 November from PMF to Iraqi Army, who have not accepted, without contact point or \
liaison officers; critical.
T02 Shura × Shura, tribal, P3: nor is anything settled between Federal Police and tribes; critical.
T08 South corridor, P3 and P4: the last call of H+190 d comes with 109,920 people still to come; critical.";
