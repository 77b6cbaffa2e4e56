//! Shapes at a distance from others: separation zones along a line, copies farther out or in.

use super::VerbError;
use super::neighbours::called;
use crate::geometry::{
    Area, Frame, Geometry, Path, Shape, buffer_path, buffer_shape, crosses_itself, difference, outline,
    stored_area, union,
};
use crate::model::{AnyEntity, AnyId, Edit, Id, Measure, MeasureKind, Plan};

/// The widest that a zone may be, and the farthest a copy, in metres.
const FARTHEST_M: f64 = 100_000.0;

/// How far beyond its distance a corner of a parallel line may reach, in times of it.
const MITRE: f64 = 2.0;

/// Makes a buffer zone of `width_m` metres along a boundary or a line measure, half of it on each side;
/// it holds when the line does and rests on the same agreement.
///
/// # Errors
/// Where there is no line, or the width makes no sense.
pub fn separation_zone(
    plan: &Plan,
    along: AnyId,
    width_m: f64,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    checked(width_m)?;
    let mut zone = Measure::new(Geometry::Area(Area::default()));
    let path = match along {
        AnyId::Boundary(id) => {
            let boundary = plan.boundaries.get(id).ok_or(VerbError::Gone)?;
            zone.agreement = boundary.agreement;
            zone.when = boundary.when.clone();
            &boundary.path
        }
        AnyId::Measure(id) => {
            let measure = plan.measures.get(id).ok_or(VerbError::Gone)?;
            zone.agreement = measure.agreement;
            zone.when = measure.when.clone();
            let line = measure.shape.as_path();
            line.ok_or(VerbError::Select("a boundary or a line"))?
        }
        _ => return Err(VerbError::Select("a boundary or a line")),
    };
    let name = called(plan, along);
    let frame = Frame::around(path.points.iter().copied());
    let ground = stored_area(&buffer_path(&frame, path, width_m / 2.0)?);
    zone.shape = Geometry::Area(ground.ok_or_else(|| VerbError::NothingLeft(name.clone()))?);
    zone.kind = MeasureKind::BufferZone;
    zone.name = format!("Buffer {name}");
    let id = Id::<Measure>::from_bits(fresh());
    let label = format!("Add a zone of {width_m:.0} m along {name}");
    Ok(Edit::together(
        label,
        vec![Edit::Create(AnyEntity::from((id, zone)))],
    ))
}

/// Makes a copy of something drawn at a distance in metres: of an area farther out, or farther in where it
/// is below 0; of a line to its left, or to its right.
///
/// # Errors
/// Where there is no shape, nothing would be left, or a parallel line would cross itself.
pub fn offset_copy(
    plan: &Plan,
    id: AnyId,
    distance_m: f64,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    checked(distance_m.abs())?;
    let entity = id.entity_in(plan).ok_or(VerbError::Gone)?;
    let name = called(plan, id);
    let nothing = || VerbError::NothingLeft(name.clone());
    let offset = |geometry: &Geometry| match geometry {
        Geometry::Point(_) => Err(VerbError::Select("an area or a line")),
        Geometry::Path(path) => parallel(path, distance_m).map(Geometry::Path),
        Geometry::Area(area) => Ok(Geometry::Area(grown(area, distance_m)?.ok_or_else(nothing)?)),
    };
    macro_rules! copy {
        ($row:expr, $($field:ident = $value:expr),+) => {{
            let mut copy = (**$row).clone();
            copy.foreign_id = None;
            if !copy.name.is_empty() {
                copy.name.push_str(" copy");
            }
            $( copy.$field = $value; )+
            AnyEntity::from((Id::from_bits(fresh()), copy))
        }};
    }
    let copy = match &entity {
        AnyEntity::Sector(_, row) => {
            let area = grown(&row.area, distance_m)?.ok_or_else(nothing)?;
            copy!(row, area = area, agreement = None, label_at = None)
        }
        AnyEntity::Boundary(_, row) => {
            let path = parallel(&row.path, distance_m)?;
            copy!(row, path = path, agreement = None, between = None)
        }
        AnyEntity::Corridor(_, row) => {
            let path = parallel(&row.path, distance_m)?;
            copy!(row, path = path, agreement = None)
        }
        AnyEntity::Measure(_, row) => {
            let shape = offset(&row.shape)?;
            copy!(row, shape = shape, agreement = None)
        }
        AnyEntity::Site(_, row) => {
            let shape = offset(&row.shape)?;
            copy!(row, shape = shape)
        }
        _ => return Err(VerbError::Select("an area or a line")),
    };
    Ok(Edit::together(
        format!("Copy {name} at {:.0} m", distance_m.abs()),
        vec![Edit::Create(copy)],
    ))
}

fn checked(distance_m: f64) -> Result<(), VerbError> {
    if (1.0..=FARTHEST_M).contains(&distance_m) {
        Ok(())
    } else {
        Err(VerbError::Number("give a distance from 1 m to 100 km"))
    }
}

/// An area with all ground within a distance, or without all that is as near to its edge.
fn grown(area: &Area, distance_m: f64) -> Result<Option<Area>, VerbError> {
    let shape = Shape::of(area);
    let frame = Frame::around(area.points());
    if distance_m > 0.0 {
        return Ok(stored_area(&buffer_shape(&frame, &shape, distance_m)?));
    }
    let mut rim = Vec::new();
    for line in outline(&shape) {
        rim.push(buffer_path(&frame, &line, -distance_m)?);
    }
    Ok(stored_area(&difference(&shape, [&union(&rim)?])?))
}

/// A line that runs beside another, to its left, or to its right where the distance is below 0.
fn parallel(path: &Path, distance_m: f64) -> Result<Path, VerbError> {
    let frame = Frame::around(path.points.iter().copied());
    let mut dots: Vec<[f64; 2]> = path
        .points
        .iter()
        .map(|point| frame.plane_from_ground(*point))
        .collect();
    dots.dedup();
    let normals: Vec<[f64; 2]> = dots
        .iter()
        .zip(dots.iter().skip(1))
        .map(|([ax, ay], [bx, by])| {
            let length = libm::hypot(bx - ax, by - ay);
            [(ay - by) / length, (bx - ax) / length]
        })
        .collect();
    let (Some(first), Some(last)) = (normals.first(), normals.last()) else {
        return Err(VerbError::Select("a line"));
    };
    let before = std::iter::once(first).chain(&normals);
    let after = normals.iter().chain(std::iter::once(last));
    let points = dots.iter().zip(before.zip(after)).map(|([x, y], (one, other))| {
        let [sum_x, sum_y] = [one[0] + other[0], one[1] + other[1]];
        // The corner lies on the bisector, so far out that both edges keep their distance.
        let squared = sum_x * sum_x + sum_y * sum_y;
        let reach = if squared > 1e-9 {
            (2.0 / squared).min(MITRE)
        } else {
            1.0
        };
        frame.ground_from_plane([x + sum_x * reach * distance_m, y + sum_y * reach * distance_m])
    });
    let line = Path::new(points.collect());
    if crosses_itself(&line) {
        return Err(VerbError::Number(
            "so far off the line would cross itself; give a smaller distance",
        ));
    }
    Ok(line)
}
