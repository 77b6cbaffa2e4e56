//! How a stakeholder's ground and forces look: colour, pattern, and the frame its units have.
//!
//! A declared colour or pattern is kept; what is not declared is given by the place in the table, the
//! same on every machine. Relations are only looked up here, to choose a frame: nothing is judged.

use crate::model::{Id, Interval, Pattern, Plan, RelationState, Stakeholder, StakeholderKind};

use super::style::{HOLDER_PATTERNS, Rgba, Theme};

/// How one stakeholder's ground is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderStyle {
    /// The name for labels.
    pub label: String,
    /// Over the ground.
    pub fill: Rgba,
    /// Round it.
    pub outline: Rgba,
    /// Its name on it; reads on land that is tinted with `fill`.
    pub text: Rgba,
    /// So that it is told apart without colour.
    pub pattern: Pattern,
    /// The strokes of the pattern.
    pub ink: Rgba,
}

/// Returns how a stakeholder's ground is drawn; ground of nobody, or of an id that is not in the plan,
/// is grey.
pub fn holder_style(plan: &Plan, theme: Theme, holder: Option<Id<Stakeholder>>) -> HolderStyle {
    let known = holder.and_then(|id| {
        let place = plan.stakeholders.ids().position(|known| known == id)?;
        Some((place, plan.stakeholders.get(id)?))
    });
    let Some((place, stakeholder)) = known else {
        let label = holder.map_or_else(String::new, |id| id.to_string());
        return styled(theme, label, theme.colours().nobody, Pattern::Plain);
    };
    let holders = &theme.colours().holders;
    let declared = stakeholder.colour.map(|colour| {
        let [red, green, blue] = colour.0;
        let chosen = Rgba([red, green, blue, 255]);
        // What was chosen from the light theme's eight is shown as this theme has it.
        let mut offered = Theme::Light.colours().holders.iter().zip(holders);
        offered
            .find(|(light, _)| **light == chosen)
            .map_or(chosen, |(_, here)| *here)
    });
    // After the eighth the colours come again, each with another pattern than before.
    let turn = place / holders.len();
    let colour = declared.unwrap_or_else(|| given(holders, place, theme.colours().nobody));
    let pattern = stakeholder
        .pattern
        .unwrap_or_else(|| given(&HOLDER_PATTERNS, place + turn, Pattern::Plain));
    styled(theme, stakeholder.label().to_owned(), colour, pattern)
}

fn given<T: Copy>(choices: &[T], place: usize, otherwise: T) -> T {
    choices.iter().cycle().nth(place).copied().unwrap_or(otherwise)
}

fn styled(theme: Theme, label: String, colour: Rgba, pattern: Pattern) -> HolderStyle {
    let colours = theme.colours();
    let land = colours.land;
    let outline = colour.readable_on(land, colours.holder_contrast);
    let fill = outline.opacity(colours.fill_opacity);
    HolderStyle {
        label,
        fill,
        outline,
        text: outline.readable_on(fill.over(land), 4.5),
        pattern,
        ink: outline.opacity(colours.pattern_opacity),
    }
}

/// Whose side a unit is on for whoever looks: sets the frame of its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// Blue rectangle.
    Friend,
    /// Green square.
    Neutral,
    /// Red diamond.
    Hostile,
    /// Yellow quatrefoil.
    Unknown,
}

impl Identity {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Friend, Self::Neutral, Self::Hostile, Self::Unknown];
}

/// Returns the side of a stakeholder as the viewpoint sees it in an interval.
///
/// The viewpoint itself and whoever shares its chain of command are friends, as are the allied and the
/// cooperating. Without a viewpoint (a neutral desk looks) every party is a friend, but civil ones and
/// aid agencies neutral and the adversary hostile. Nobody is unknown.
///
/// # Source
/// Frames: APP-6(D), table 3-1. Undeclared relations: as the checks have them.
pub fn identity(
    plan: &Plan,
    viewpoint: Option<Id<Stakeholder>>,
    of: Option<Id<Stakeholder>>,
    shown: Interval,
) -> Identity {
    let Some((id, party)) = of.and_then(|id| Some((id, plan.stakeholders.get(id)?))) else {
        return Identity::Unknown;
    };
    if party.kind == StakeholderKind::Adversary && viewpoint != Some(id) {
        return Identity::Hostile;
    }
    let Some(viewer) = viewpoint.filter(|viewer| plan.stakeholders.contains(*viewer)) else {
        return match party.kind {
            StakeholderKind::UnNgo | StakeholderKind::CivilAuthority | StakeholderKind::CivilGroup => {
                Identity::Neutral
            }
            _ => Identity::Friend,
        };
    };
    if viewer == id {
        return Identity::Friend;
    }
    let declared = plan
        .relations
        .iter()
        .filter(|(_, relation)| {
            (relation.from == viewer && relation.to == id) || (relation.from == id && relation.to == viewer)
        })
        .filter(|(_, relation)| {
            let intervals = relation.when.intervals(&plan.phases);
            intervals
                .into_iter()
                .any(|interval| interval.intersection(shown).is_some())
        })
        .map(|(_, relation)| relation.state)
        .max();
    match declared {
        Some(RelationState::Allied | RelationState::Cooperating) => Identity::Friend,
        Some(RelationState::Neutral) => Identity::Neutral,
        Some(RelationState::Unknown | RelationState::NoContact) => Identity::Unknown,
        Some(RelationState::Rival | RelationState::Hostile) => Identity::Hostile,
        None => undeclared(plan, viewer, id, party.kind),
    }
}

fn undeclared(plan: &Plan, viewer: Id<Stakeholder>, of: Id<Stakeholder>, kind: StakeholderKind) -> Identity {
    let above_viewer = chain(plan, viewer);
    if chain(plan, of).iter().any(|above| above_viewer.contains(above)) {
        return Identity::Friend;
    }
    match kind {
        StakeholderKind::UnNgo | StakeholderKind::CivilAuthority | StakeholderKind::CivilGroup => {
            Identity::Neutral
        }
        _ => Identity::Unknown,
    }
}

/// The stakeholder and everybody above it; a circle of superiors ends where it began.
fn chain(plan: &Plan, from: Id<Stakeholder>) -> Vec<Id<Stakeholder>> {
    let mut chain = vec![from];
    let above = |id: Id<Stakeholder>| plan.stakeholders.get(id)?.answers_to;
    while let Some(next) = chain.last().copied().and_then(above)
        && !chain.contains(&next)
    {
        chain.push(next);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, Edit, Relation, When};

    fn party(bits: u64) -> Id<Stakeholder> {
        Id::from_bits(bits)
    }

    fn plan_of(parties: u64) -> Plan {
        (1..=parties).fold(Plan::empty(Id::from_bits(1)), |plan, bits| {
            let mut stakeholder = Stakeholder::new();
            stakeholder.name = format!("Party {bits}");
            put(&plan, (party(bits), stakeholder).into())
        })
    }

    fn put(plan: &Plan, entity: AnyEntity) -> Plan {
        Edit::Create(entity).apply(plan).unwrap()
    }

    #[test]
    fn no_two_of_sixteen_holders_look_alike() {
        let plan = plan_of(16);
        for theme in Theme::ALL {
            let looks: Vec<_> = plan
                .stakeholders
                .ids()
                .map(|id| holder_style(&plan, theme, Some(id)))
                .map(|style| (style.outline, style.pattern))
                .collect();
            for (place, look) in looks.iter().enumerate() {
                assert!(!looks[..place].contains(look), "{theme:?} {place}");
            }
        }
    }

    #[test]
    fn a_name_reads_on_its_own_ground_and_fills_stay_pale() {
        let plan = plan_of(8);
        for theme in Theme::ALL {
            for id in plan.stakeholders.ids() {
                let style = holder_style(&plan, theme, Some(id));
                let ground = style.fill.over(theme.colours().land);
                assert!(style.text.contrast(ground) >= 4.5, "{theme:?} {id}");
                assert!(style.outline.contrast(theme.colours().land) >= 3.0);
                let Rgba([.., alpha]) = style.fill;
                assert!((30..=57).contains(&alpha), "{alpha}");
            }
        }
    }

    #[test]
    fn a_declared_colour_is_kept_and_a_dangling_holder_is_grey() {
        let plan = plan_of(1);
        let mut stakeholder = Stakeholder::new();
        stakeholder.colour = Some(crate::model::Colour([0, 0x40, 0x80]));
        stakeholder.pattern = Some(Pattern::Lattice);
        let plan = put(&plan, (party(9), stakeholder).into());
        let style = holder_style(&plan, Theme::Light, Some(party(9)));
        assert_eq!(
            (style.outline, style.pattern),
            (Rgba::hex(0x0000_4080), Pattern::Lattice)
        );
        let nobody = holder_style(&plan, Theme::Light, None);
        let dangling = holder_style(&plan, Theme::Light, Some(party(77)));
        assert_eq!(dangling.outline, nobody.outline);
        assert_eq!(dangling.label, party(77).to_string());
    }

    #[test]
    fn the_frame_follows_the_worse_of_two_declared_relations() {
        let plan = plan_of(3);
        let seen = |plan: &Plan| identity(plan, Some(party(1)), Some(party(2)), Interval::ALWAYS);
        assert_eq!(seen(&plan), Identity::Unknown);
        let mut relation = Relation::new(party(2), party(1));
        relation.state = RelationState::Allied;
        let plan = put(&plan, (Id::<Relation>::from_bits(1), relation.clone()).into());
        assert_eq!(seen(&plan), Identity::Friend);
        relation.from = party(1);
        relation.to = party(2);
        relation.state = RelationState::Rival;
        relation.when = When {
            from: Some(0),
            ..When::default()
        };
        let plan = put(&plan, (Id::<Relation>::from_bits(2), relation).into());
        assert_eq!(seen(&plan), Identity::Hostile);
        let before = Interval {
            from: Some(-10),
            until: Some(0),
        };
        assert_eq!(
            identity(&plan, Some(party(1)), Some(party(2)), before),
            Identity::Friend
        );
    }

    #[test]
    fn a_shared_superior_makes_friends_and_the_adversary_is_hostile_to_everybody() {
        let mut plan = plan_of(3);
        for bits in [1, 2] {
            let mut below = Stakeholder::new();
            below.answers_to = Some(party(3));
            plan = put(&plan, (party(bits + 10), below).into());
        }
        let mut adversary = Stakeholder::new();
        adversary.kind = StakeholderKind::Adversary;
        plan = put(&plan, (party(20), adversary).into());
        let seen = |viewer, of| identity(&plan, viewer, Some(party(of)), Interval::ALWAYS);
        assert_eq!(seen(Some(party(11)), 12), Identity::Friend);
        assert_eq!(seen(Some(party(11)), 3), Identity::Friend);
        assert_eq!(seen(Some(party(11)), 1), Identity::Unknown);
        assert_eq!(seen(None, 1), Identity::Friend);
        assert_eq!(seen(None, 20), Identity::Hostile);
    }
}
