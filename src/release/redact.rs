//! What of an object goes out with it: field by field, for every kind.
//!
//! Every record is taken apart in full and put together anew, so that a field added to one does not compile
//! until somebody has decided here whether others may see it. Three sorts of fields:
//!
//! * *working text* (notes, tags, source, foreign id, imported properties, what a judgement rests on) never
//!   goes out, and neither does who else may see it;
//! * *details* (contacts, evidence, safeguards, other parties' readings and answers) go out to whose it is, and
//!   where whoever wrote the plan shares the object with everybody or with the stakeholder by name;
//! * *the object itself* (where, when, what, whose) goes out whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Agreement, AnyEntity, Boundary, Channel, Contact, Corridor, Force, Handover, Id, Measure, Move,
    Notification, Party, People, Phase, Placement, Precondition, Relation, Sector, Sharing, Site,
    Stakeholder, Stop, Task,
};

/// With what right a stakeholder sees an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Right {
    /// Who looks.
    pub party: Id<Stakeholder>,
    /// Details go out.
    pub whole: bool,
    /// Contacts go out.
    pub contacts: bool,
    /// Names, and texts that may hold names, go out.
    pub names: bool,
}

impl Right {
    /// A text that may hold names.
    fn text(self, text: &str) -> String {
        if self.names {
            text.to_owned()
        } else {
            String::new()
        }
    }
}

/// Returns an entity as a stakeholder sees it; what it names may still have to be withheld.
pub(super) fn redacted(entity: &AnyEntity, right: Right) -> AnyEntity {
    match entity {
        AnyEntity::Stakeholder(id, it) => AnyEntity::Stakeholder(*id, Arc::new(stakeholder(it, *id, right))),
        AnyEntity::Relation(id, it) => AnyEntity::Relation(*id, Arc::new(relation(it, right))),
        AnyEntity::Channel(id, it) => AnyEntity::Channel(*id, Arc::new(channel(it, right))),
        AnyEntity::Agreement(id, it) => AnyEntity::Agreement(*id, Arc::new(agreement(it, right))),
        AnyEntity::Phase(id, it) => AnyEntity::Phase(*id, Arc::new(phase(it, right))),
        AnyEntity::Force(id, it) => AnyEntity::Force(*id, Arc::new(force(it, right))),
        AnyEntity::Sector(id, it) => AnyEntity::Sector(*id, Arc::new(sector(it, right))),
        AnyEntity::Boundary(id, it) => AnyEntity::Boundary(*id, Arc::new(boundary(it, right))),
        AnyEntity::Measure(id, it) => AnyEntity::Measure(*id, Arc::new(measure(it, right))),
        AnyEntity::Site(id, it) => AnyEntity::Site(*id, Arc::new(site(it, right))),
        AnyEntity::Corridor(id, it) => AnyEntity::Corridor(*id, Arc::new(corridor(it, right))),
    }
}

/// Declares how a kind goes out: fields as they are, fields decided one by one, and the working text that every
/// kind has and nobody gets. A field in none of the lists does not compile.
macro_rules! goes_out {
    ($it:ident, $right:ident : $kind:ident; whole { $( $whole:ident ),* $(,)? } decided { $( $field:ident : $value:expr ),* $(,)? }) => {{
        let $kind {
            name, native_name, $( $whole, )* $( $field: _, )*
            notes: _, tags: _, source: _, foreign_id: _, sharing: _, extra: _,
        } = $it;
        $kind {
            name: $right.text(name),
            native_name: $right.text(native_name),
            $( $whole: $whole.clone(), )*
            $( $field: $value, )*
            notes: String::new(),
            tags: Vec::new(),
            source: String::new(),
            foreign_id: None,
            sharing: Sharing::default(),
            extra: BTreeMap::new(),
        }
    }};
}

fn stakeholder(it: &Stakeholder, id: Id<Stakeholder>, right: Right) -> Stakeholder {
    let is_own = id == right.party;
    let contacts: Vec<Contact> = if is_own || (right.whole && right.contacts) {
        it.contacts.iter().map(contact).collect()
    } else {
        Vec::new()
    };
    goes_out!(it, right: Stakeholder;
    whole { kind, armed, colour, pattern, active, mandate, languages }
    decided {
        short_name: right.text(&it.short_name),
        answers_to: it.answers_to.filter(|_| right.whole),
        // Who stands behind a party is a judgement, and nobody's to pass on.
        backed_by: Vec::new(),
        contacts: contacts,
    })
}

fn contact(it: &Contact) -> Contact {
    let Contact { office, means, hours } = it;
    Contact {
        office: office.clone(),
        means: means.clone(),
        hours: hours.clone(),
    }
}

fn relation(it: &Relation, right: Right) -> Relation {
    goes_out!(it, right: Relation; whole { from, to, state, when } decided { basis: String::new() })
}

fn channel(it: &Channel, right: Right) -> Channel {
    let is_party = it.parties.contains(&right.party) || it.via == Some(right.party);
    let shows = is_party || (right.whole && right.contacts);
    let contact = if shows { it.contact.clone() } else { String::new() };
    goes_out!(it, right: Channel;
        whole { parties, mode, via, when, state, backup }
        decided { last_verified: it.last_verified.filter(|_| shows), contact: contact })
}

fn agreement(it: &Agreement, right: Right) -> Agreement {
    let parties = it.parties.iter().map(|party| party_of(party, right)).collect();
    let preconditions = it.preconditions.iter().filter(|_| right.names);
    let preconditions = preconditions.map(precondition).collect();
    goes_out!(it, right: Agreement;
    whole { clauses, when, review_at, supersedes }
    decided {
        parties: parties,
        preconditions: preconditions,
        // The log of breaches is whoever keeps the plan's.
        breaches: Vec::new(),
    })
}

fn party_of(it: &Party, right: Right) -> Party {
    let Party {
        stakeholder,
        state,
        via,
        evidence,
        at,
        readings,
    } = it;
    let shows = *stakeholder == right.party || right.whole;
    Party {
        stakeholder: *stakeholder,
        state: *state,
        via: via.filter(|_| shows),
        evidence: evidence.filter(|_| shows),
        at: at.filter(|_| shows),
        readings: if shows { readings.clone() } else { Vec::new() },
    }
}

fn precondition(it: &Precondition) -> Precondition {
    let Precondition { text, met, by } = it;
    Precondition {
        text: text.clone(),
        met: *met,
        by: by.clone(),
    }
}

fn phase(it: &Phase, right: Right) -> Phase {
    let shows = right.whole && right.names;
    let criteria = |texts: &Vec<String>| if shows { texts.clone() } else { Vec::new() };
    goes_out!(it, right: Phase;
        whole { start, end, kind }
        decided { entry: criteria(&it.entry), exit: criteria(&it.exit) })
}

fn force(it: &Force, right: Right) -> Force {
    let placements = it.placements.iter().map(|Placement { at, when }| Placement {
        at: *at,
        when: when.clone(),
    });
    let moves = it.moves.iter().map(|Move { path, start, end }| Move {
        path: path.clone(),
        start: *start,
        end: *end,
    });
    let task = it.task.as_ref().map(|Task { kind, with, at }| Task {
        kind: *kind,
        with: *with,
        at: *at,
    });
    goes_out!(it, right: Force;
    whole { stakeholder, superior, symbol, armed, mobility, posture, sector }
    decided {
        // How strong others are and how far they reach is theirs to say.
        personnel: it.personnel.filter(|_| right.whole),
        max_range_m: it.max_range_m.filter(|_| right.whole),
        placements: placements.collect(),
        moves: moves.collect(),
        task: task,
    })
}

fn sector(it: &Sector, right: Right) -> Sector {
    let handovers = it.handovers.iter().map(|handover| {
        let Handover {
            to,
            at,
            contact_point,
            overlap_minutes,
            liaison,
            accepted,
        } = handover;
        Handover {
            to: *to,
            at: *at,
            contact_point: *contact_point,
            overlap_minutes: *overlap_minutes,
            liaison: liaison.clone(),
            accepted: *accepted,
        }
    });
    goes_out!(it, right: Sector;
        whole {
            area, holder, shared, lead, supporting, role, state, agreement, when, may_reach_beyond, label_at,
        }
        decided { handovers: handovers.collect() })
}

fn boundary(it: &Boundary, seen: Right) -> Boundary {
    goes_out!(it, seen: Boundary;
        whole { path, kind, left, right, echelon, inclusive_to, agreement, when, between }
        decided {})
}

fn measure(it: &Measure, right: Right) -> Measure {
    goes_out!(it, right: Measure;
        whole {
            shape, kind, owner, affected, agreement, when, abbreviation, review_at, stand_off_m,
        }
        decided { label: right.text(&it.label), recognition: right.text(&it.recognition) })
}

fn site(it: &Site, right: Right) -> Site {
    let people = it.people.as_ref().map(|people| {
        let People {
            low,
            best,
            high,
            at,
            source,
        } = people;
        People {
            low: *low,
            best: *best,
            high: *high,
            at: at.filter(|_| right.whole),
            source: if right.whole {
                source.clone()
            } else {
                String::new()
            },
        }
    });
    goes_out!(it, right: Site;
    whole { shape, kind, buffer_m, operator, when, closed }
    decided {
        people: people,
        capacity: it.capacity.clone().filter(|_| right.whole),
        screening: it.screening.clone().filter(|_| right.whole),
        notifications: told(&it.notifications, right),
    })
}

fn corridor(it: &Corridor, right: Right) -> Corridor {
    let stops = it.stops.iter().map(|stop| {
        let Stop {
            name,
            at,
            water,
            shade,
            medical,
        } = stop;
        Stop {
            name: right.text(name),
            at: *at,
            water: *water,
            shade: *shade,
            medical: *medical,
        }
    });
    goes_out!(it, right: Corridor;
        whole {
            path, width_m, owner, from, to, needed_by, windows, mode, people_per_hour, expected_people, agreement,
        }
        decided { stops: stops.collect(), notifications: told(&it.notifications, right) })
}

/// Who was told: all of it to whose it is, else only the stakeholder's own.
fn told(notifications: &[Notification], right: Right) -> Vec<Notification> {
    let shown = notifications
        .iter()
        .filter(|told| right.whole || told.party == right.party);
    shown
        .map(|told| {
            let Notification {
                party,
                at,
                acknowledged,
                expires,
            } = told;
            Notification {
                party: *party,
                at: *at,
                acknowledged: *acknowledged,
                expires: *expires,
            }
        })
        .collect()
}
