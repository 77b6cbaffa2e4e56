//! How a stakeholder's ground looks: colour and pattern.
//!
//! A declared colour or pattern is kept; what is not declared is given by the place in the table, the
//! same on every machine. The frame that its units have follows from [`identity`], not from here.

use crate::model::{Id, Pattern, Plan, Stakeholder};

pub use crate::model::{Identity, identity};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, Edit};

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
}
