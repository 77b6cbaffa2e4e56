//! Range rings of the session: how far things reach, looked at beside the plan and never written into it.
//!
//! Rings round a force follow it from phase to phase. Nothing is drawn here.

use crate::drawing::Rings;
use crate::geometry::Position;
use crate::model::{AnyId, Id, Phase, Plan};

use super::tools::{Drawn, shape_of};

/// What rings are drawn round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingCentre {
    /// A place.
    At(Position),
    /// A force or a site, wherever it is in the phase shown.
    Of(AnyId),
}

/// How far rings are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Radii {
    /// So many metres, the shortest first.
    Metres(Vec<u32>),
    /// As far as the force reaches, as the plan says.
    Reach,
}

impl Default for Radii {
    fn default() -> Self {
        Self::Metres(vec![1_000, 2_000, 5_000])
    }
}

/// Rings round one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RingSet {
    /// What they are round.
    pub centre: RingCentre,
    /// How far they are.
    pub radii: Radii,
}

/// Why rings cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RingsError {
    /// A reach was asked for where there is no force.
    #[error("Only a force has a reach of its own: click one, or type distances in the card")]
    NoForce,
    /// The plan does not say how far the force reaches.
    #[error(
        "{0} has no greatest range in the plan: write it into the inspector (Max range), or type distances"
    )]
    NoRange(String),
    /// What they are round is not on the map in the phase shown.
    #[error("{0} is not on the map in this phase")]
    NotThere(String),
}

impl RingSet {
    /// Returns what is drawn in a phase.
    ///
    /// # Errors
    /// [`RingsError`]: what is missing.
    pub fn drawn(&self, plan: &Plan, phase: Option<Id<Phase>>) -> Result<Rings, RingsError> {
        let name = self.name(plan);
        let centre = match self.centre {
            RingCentre::At(at) => at,
            RingCentre::Of(id) => match shape_of(plan, id, phase) {
                Some(Drawn::Point(at)) => at,
                _ => return Err(RingsError::NotThere(name.unwrap_or_default())),
            },
        };
        let radii_m = match (&self.radii, self.centre) {
            (Radii::Metres(radii_m), _) => radii_m.clone(),
            (Radii::Reach, RingCentre::Of(AnyId::Force(id))) => {
                let reach_m = plan.forces.get(id).and_then(|force| force.max_range_m);
                let missing = || RingsError::NoRange(name.clone().unwrap_or_default());
                vec![reach_m.filter(|reach_m| *reach_m > 0).ok_or_else(missing)?]
            }
            (Radii::Reach, _) => return Err(RingsError::NoForce),
        };
        Ok(Rings {
            centre,
            name,
            radii_m,
        })
    }

    /// Returns whose rings they are; `None` for those round a place.
    pub fn name(&self, plan: &Plan) -> Option<String> {
        let RingCentre::Of(id) = self.centre else {
            return None;
        };
        let name = id.name_in(plan).filter(|name| !name.is_empty());
        Some(name.map_or_else(|| format!("{} {id}", id.kind()), str::to_owned))
    }

    /// Returns true while what they are round is in the plan.
    pub fn is_in(&self, plan: &Plan) -> bool {
        match self.centre {
            RingCentre::At(_) => true,
            RingCentre::Of(id) => id.is_in(plan),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Force, Placement, When};

    fn with_force(max_range_m: Option<u32>) -> (Plan, RingCentre) {
        let force = Force {
            name: "1st Bn".to_owned(),
            max_range_m,
            placements: vec![Placement {
                at: Position::new(33.35, 43.78).unwrap(),
                when: When::default(),
            }],
            ..Force::new()
        };
        let id: Id<Force> = Id::from_bits(5);
        let plan = Edit::Create((id, force).into())
            .apply(&Plan::empty(Id::from_bits(1)))
            .unwrap();
        (plan, RingCentre::Of(id.into()))
    }

    #[test]
    fn a_forces_reach_is_that_of_the_plan() {
        let (plan, centre) = with_force(Some(14_000));
        let set = RingSet {
            centre,
            radii: Radii::Reach,
        };
        let rings = set.drawn(&plan, None).unwrap();
        assert_eq!(
            (rings.radii_m, rings.name.as_deref()),
            (vec![14_000], Some("1st Bn"))
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        let (plan, centre) = with_force(None);
        let reach = |centre| RingSet {
            centre,
            radii: Radii::Reach,
        };
        assert_eq!(
            reach(centre).drawn(&plan, None),
            Err(RingsError::NoRange("1st Bn".to_owned()))
        );
        let place = RingCentre::At(Position::new(33.0, 44.0).unwrap());
        assert_eq!(reach(place).drawn(&plan, None), Err(RingsError::NoForce));
        let gone = RingSet {
            centre: RingCentre::Of(Id::<Force>::from_bits(77).into()),
            radii: Radii::default(),
        };
        assert!(matches!(gone.drawn(&plan, None), Err(RingsError::NotThere(_))));
        assert!(!gone.is_in(&plan));
    }
}
