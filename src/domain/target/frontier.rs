//! Which cells of a frontier need more runs (docs/MODEL.md §14.7).

use super::search::Tally;

/// Runs of a cell after each round.
pub const ROUNDS: [u32; 6] = [10, 20, 50, 100, 200, 400];
/// From so many runs on, a cell that always keeps the promises may be left: fewer say little of 95 years in a hundred.
const ALWAYS_FROM: u32 = 50;

/// The cells that go on, by their places in a table of so many columns: all but those that never or always keep the
/// promises while all around them do the same.
pub fn that_go_on(cells: &[Tally], columns: usize) -> Vec<usize> {
    let columns = columns.max(1);
    let obvious = |tally: &Tally| match tally {
        Tally { runs: 0, .. } => None,
        Tally { all: 0, .. } => Some(false),
        Tally { runs, all, .. } if all == runs && *runs >= ALWAYS_FROM => Some(true),
        _ => None,
    };
    let around = |place: usize| {
        let (row, column) = (place / columns, place % columns);
        let rows = row.saturating_sub(1)..=row + 1;
        rows.flat_map(move |row| {
            let beside = column.saturating_sub(1)..=(column + 1).min(columns - 1);
            beside.map(move |column| row * columns + column)
        })
    };
    let goes_on = |place: &usize| {
        let own = cells.get(*place).and_then(obvious);
        own.is_none()
            || around(*place).filter_map(|other| cells.get(other)).any(|other| obvious(other) != own)
    };
    (0..cells.len()).filter(goes_on).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_left_when_all_around_it_say_the_same() {
        let cell = |all: u32, runs: u32| Tally { runs, promises: vec![all], all };
        // Four columns: never, never, sometimes, always in both rows.
        let row = [cell(0, 50), cell(0, 50), cell(20, 50), cell(50, 50)];
        let cells = [row.clone(), row].concat();
        assert_eq!(that_go_on(&cells, 4), [1, 2, 3, 5, 6, 7]);
        // Always in ten runs is not obvious yet; never is.
        assert_eq!(that_go_on(&[cell(10, 10), cell(10, 10)], 2), [0, 1]);
        assert!(that_go_on(&[cell(0, 10), cell(0, 10)], 2).is_empty());
        // Before the first round every cell goes on.
        assert_eq!(that_go_on(&[cell(0, 0)], 1), [0]);
    }
}
