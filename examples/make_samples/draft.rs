//! A plan in the making: every step is an `Edit`, so that what the samples say has passed the same
//! gate as what a planner says. Reads no clock and no file.

use anyhow::Context as _;
use entente::geometry::{Area, Geometry, Path, Position};
use entente::model::{Agreement, AnyEntity, AnyId, Edit, Entity, Id, Instant, Minute, Phase, Plan, When};

/// Minutes of a day.
pub const DAY: Minute = 24 * 60;

/// Returns the minute of a day from H-hour and an hour of it.
pub const fn day(day: Minute, hour: Minute) -> Minute {
    day * DAY + hour * 60
}

/// Returns the time of the phases.
pub fn during<P: Into<Id<Phase>>>(phases: impl IntoIterator<Item = P>) -> When {
    When::in_phases(phases.into_iter().map(Into::into))
}

/// Returns the time from one minute until another.
pub const fn between(from: Minute, until: Minute) -> When {
    When {
        phases: Vec::new(),
        from: Some(from),
        until: Some(until),
    }
}

/// Reads an instant.
///
/// # Errors
/// Where the text is none.
pub fn instant(text: &str) -> anyhow::Result<Instant> {
    text.parse().with_context(|| format!("instant {text}"))
}

/// A plan that grows by edits.
#[derive(Debug)]
pub struct Draft {
    /// What it says so far.
    pub plan: Plan,
}

impl Draft {
    /// Starts from a plan.
    pub const fn of(plan: Plan) -> Self {
        Self { plan }
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// Where it does not fit the plan.
    pub fn edit(&mut self, edit: &Edit) -> anyhow::Result<()> {
        self.plan = edit.apply(&self.plan).with_context(|| edit.label(&self.plan))?;
        Ok(())
    }

    /// Adds an entity.
    ///
    /// # Errors
    /// Where its id is taken or it names something that is not there yet.
    pub fn add<E>(&mut self, id: impl Into<Id<E>>, entity: E) -> anyhow::Result<()>
    where
        AnyEntity: From<(Id<E>, E)>,
    {
        self.edit(&Edit::Create(AnyEntity::from((id.into(), entity))))
    }

    /// Changes an entity.
    ///
    /// # Errors
    /// Where there is none, or it then names something that is not there.
    pub fn change<E: Entity>(&mut self, id: impl Into<Id<E>>, how: impl FnOnce(&mut E)) -> anyhow::Result<()>
    where
        AnyEntity: From<(Id<E>, E)>,
    {
        let id = id.into();
        let found = E::table(&self.plan).get(id);
        let mut entity = found.cloned().with_context(|| format!("there is no {id:?}"))?;
        how(&mut entity);
        self.edit(&Edit::Update(AnyEntity::from((id, entity))))
    }

    /// Gives something another shape.
    ///
    /// # Errors
    /// Where it is not there or cannot have it.
    pub fn reshape(&mut self, id: impl Into<AnyId>, to: impl Into<Shape>) -> anyhow::Result<()> {
        let (id, Shape(to)) = (id.into(), to.into());
        self.edit(&Edit::Reshape { id, to })
    }

    /// Makes sectors, boundaries, measures and corridors rest on an agreement.
    ///
    /// # Errors
    /// Where one of them is not there, or is of another kind.
    pub fn rest_on(
        &mut self,
        agreement: impl Into<Id<Agreement>>,
        things: impl IntoIterator<Item = AnyId>,
    ) -> anyhow::Result<()> {
        let agreement = Some(agreement.into());
        for thing in things {
            match thing {
                AnyId::Sector(id) => self.change(id, |sector| sector.agreement = agreement)?,
                AnyId::Boundary(id) => self.change(id, |boundary| boundary.agreement = agreement)?,
                AnyId::Measure(id) => self.change(id, |measure| measure.agreement = agreement)?,
                AnyId::Corridor(id) => self.change(id, |corridor| corridor.agreement = agreement)?,
                other => anyhow::bail!("{other} cannot rest on an agreement"),
            }
        }
        Ok(())
    }
}

/// A shape of any dimension.
pub struct Shape(pub Geometry);

impl From<Position> for Shape {
    fn from(point: Position) -> Self {
        Self(Geometry::Point(point))
    }
}

impl From<Path> for Shape {
    fn from(path: Path) -> Self {
        Self(Geometry::Path(path))
    }
}

impl From<Area> for Shape {
    fn from(area: Area) -> Self {
        Self(Geometry::Area(area))
    }
}
