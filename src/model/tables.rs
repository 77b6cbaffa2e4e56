//! The list of tables, once: whatever must cover every kind of entity is generated from it.

/// Calls the macro with every kind: type, field of `Plan`, word.
macro_rules! each_table {
    ($then:ident) => {
        $then! {
            Stakeholder, stakeholders, "stakeholder";
            Relation, relations, "relation";
            Channel, channels, "channel";
            Agreement, agreements, "agreement";
            Phase, phases, "phase";
            Force, forces, "force";
            Sector, sectors, "sector";
            Boundary, boundaries, "boundary";
            Measure, measures, "measure";
            Site, sites, "site";
            Corridor, corridors, "corridor";
        }
    };
}

pub(crate) use each_table;
