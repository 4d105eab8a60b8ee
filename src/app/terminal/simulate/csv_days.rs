//! A forecast as CSV: one row for each day and count.

use std::io::{self, Write};

use super::super::plan_file::iso;
use super::answer::by_day;
use crate::domain::plan::Words as _;
use crate::domain::sim::{Series, Summary};
use crate::domain::state::ChildState;

/// Columns, in order.
const COLUMNS: [&str; 10] = ["date", "series", "of", "mean", "error", "p5", "p25", "p50", "p75", "p95"];

/// Writes one row for each day and count, with a line of headings.
pub(super) fn write(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    write_rows(summary, out).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error, // a reader who has gone is known by the kind
        other => io::Error::other(format!("{other:?}")),
    })
}

fn write_rows(summary: &Summary, out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS)?;
    let days: Vec<String> = summary.layout.days.iter().copied().map(iso).collect();
    for series in told(summary) {
        let (name, of) = name_of(summary, series);
        let bands = by_day(&summary.bands(series));
        let rows = [bands.mean, bands.error, bands.p5, bands.p25, bands.p50, bands.p75, bands.p95];
        for (day, date) in days.iter().enumerate() {
            if summary.runs == 0 {
                break;
            }
            writer.write_field(date)?;
            writer.write_field(name)?;
            writer.write_field(&of)?;
            for row in &rows {
                writer.write_field(row.get(day).copied().unwrap_or_default().to_string())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
    }
    Ok(writer.flush()?)
}

/// Every count, those that are always nought included.
fn told(summary: &Summary) -> Vec<Series> {
    let layout = &summary.layout;
    let mut told = vec![
        Series::Open,
        Series::Unnamed,
        Series::NotPresent,
        Series::Capacity,
        Series::FreePlaces,
        Series::OverCap,
        Series::Allocations,
    ];
    told.extend(ChildState::ALL.iter().map(|state| Series::InState(*state)));
    told.extend(ChildState::ALL.iter().map(|state| Series::UnnamedInState(*state)));
    told.extend(layout.types.iter().map(|case_type| Series::UnnamedOfType(*case_type)));
    for team in 0..layout.teams.len() {
        told.extend([
            Series::OpenOfTeam(team),
            Series::UnnamedOfTeam(team),
            Series::CapacityOfTeam(team),
            Series::FreeOfTeam(team),
        ]);
    }
    told
}

/// What a count is called, and of which state, case type or team it is.
fn name_of(summary: &Summary, series: Series) -> (&'static str, String) {
    let team = |place: usize| {
        let team = summary.layout.teams.get(place).copied().flatten();
        team.map_or_else(|| "no_team".to_owned(), |team| team.to_string())
    };
    match series {
        Series::Open => ("open_children", String::new()),
        Series::Unnamed => ("no_named_social_worker", String::new()),
        Series::NotPresent => ("without_a_present_worker", String::new()),
        Series::Capacity => ("capacity", String::new()),
        Series::FreePlaces => ("free_places", String::new()),
        Series::OverCap => ("workers_over_cap", String::new()),
        Series::Allocations => ("allocations_by_day", String::new()),
        Series::InState(state) => ("state_children", state.key().to_owned()),
        Series::UnnamedInState(state) => ("state_no_named_social_worker", state.key().to_owned()),
        Series::UnnamedOfType(of) => ("case_type_no_named_social_worker", of.key().to_owned()),
        Series::OpenOfTeam(place) => ("team_open", team(place)),
        Series::UnnamedOfTeam(place) => ("team_no_named_social_worker", team(place)),
        Series::CapacityOfTeam(place) => ("team_capacity", team(place)),
        Series::FreeOfTeam(place) => ("team_free_places", team(place)),
        Series::Watched(place) => ("watched", (place + 1).to_string()),
    }
}
