//! How fair a duty rota is: everybody’s turns against their fair share, as a table and as bars.

use crate::app::view::cells;
use crate::app::view::chart::{FIGURE_WIDTH, NAME_WIDTH, figure, table as chart_table};
use crate::app::view::table::{CellView, ColumnView, RowView, TableView};
use crate::app::words;
use crate::domain::ids::WorkerId;
use crate::domain::lookup::Lookup;
use crate::domain::rota::duty::DutyShare;

/// Turns as bars, those with a bank holiday told apart, each against what would be fair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareBarsView {
    /// Stable title.
    pub title: String,
    /// The chart in words.
    pub sentence: String,
    /// One bar a person.
    pub bars: Vec<ShareBar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareBar {
    /// Who.
    pub name: String,
    /// Turns without a bank holiday.
    pub ordinary: u32,
    /// Turns with one.
    pub bank_holidays: u32,
    /// Turns that would be fair.
    pub fair: f64,
}

impl ShareBar {
    /// The bar in words: "Ada Brook: 4 turns, 1 of them with a bank holiday; 3.8 would be fair".
    pub fn words(&self) -> String {
        let all = self.ordinary + self.bank_holidays;
        let holidays = match self.bank_holidays {
            0 => String::new(),
            count => format!(", {count} of them with a bank holiday"),
        };
        let turns = words::count(all as usize, "turn", "turns");
        format!("{}: {turns}{holidays}; {:.1} would be fair", self.name, self.fair)
    }
}

impl ShareBarsView {
    /// The same numbers as a table, one row a person.
    pub fn as_table(&self) -> TableView<usize> {
        let columns = vec![
            ColumnView::text("who", "Who", NAME_WIDTH),
            ColumnView::figures("turns", "Turns", FIGURE_WIDTH),
            ColumnView::figures("bank_holidays", "With a bank holiday", FIGURE_WIDTH),
            ColumnView::figures("fair", "Fair share", FIGURE_WIDTH),
        ];
        let row = |(place, bar): (usize, &ShareBar)| {
            let cells = vec![
                CellView::text(&bar.name),
                cells::whole(bar.ordinary + bar.bank_holidays),
                cells::whole(bar.bank_holidays),
                CellView::number(figure(bar.fair), bar.fair),
            ];
            RowView::new(place, &bar.name, cells)
        };
        chart_table(
            "share-bars",
            ("person", "people"),
            columns,
            self.bars.iter().enumerate().map(row).collect(),
        )
    }
}

/// Whoever takes turns, or could, as bars.
pub(super) fn bars(lookup: &Lookup<'_>, shares: &[DutyShare]) -> ShareBarsView {
    let bars: Vec<ShareBar> = shares
        .iter()
        .filter(|share| share.why_none.is_none() || share.turns > 0)
        .map(|share| ShareBar {
            name: lookup.worker_name(share.worker),
            ordinary: share.turns.saturating_sub(share.bank_holidays),
            bank_holidays: share.bank_holidays,
            fair: share.fair,
        })
        .collect();
    // Furthest from what is fair; the first by name where two are as far.
    let furthest = bars
        .iter()
        .map(|bar| (f64::from(bar.ordinary + bar.bank_holidays) - bar.fair, bar))
        .reduce(|far, next| if next.0.abs() > far.0.abs() + 1e-9 { next } else { far });
    let sentence = furthest.map_or_else(String::new, |(apart, bar)| {
        if apart.abs() < 0.5 {
            "Everybody has what is fair, to the nearest turn".to_owned()
        } else {
            format!(
                "Furthest from fair: {} with {:.1} turns {} than would be fair",
                bar.name,
                apart.abs(),
                if apart > 0.0 { "more" } else { "fewer" }
            )
        }
    });
    ShareBarsView { title: "Turns against the fair share".to_owned(), sentence, bars }
}

/// Everybody of the team: turns before, in the plan, as made now; what would be fair.
pub(super) fn table(
    lookup: &Lookup<'_>,
    shares: &[DutyShare],
    now: &[Option<WorkerId>],
    revision: u64,
) -> TableView<WorkerId> {
    let columns = vec![
        ColumnView::text("who", "Who", 170.0),
        ColumnView::figures("before", "Year before", 100.0).hint("Turns in the twelve months before"),
        ColumnView::figures("now", "In the plan", 90.0).hint("Turns in these weeks as the plan has them"),
        ColumnView::figures("turns", "As made now", 100.0),
        ColumnView::figures("bank_holidays", "With a bank holiday", 140.0).hint("Of the turns as made now"),
        ColumnView::figures("fair", "Fair share", 90.0)
            .hint("Turns that would be theirs by working time, those of the year before counted"),
        ColumnView::figures("able", "Could take", 90.0)
            .hint("Turns on which they are at work and may take duty"),
        ColumnView::text("why_none", "Why none", 260.0),
    ];
    let row = |share: &DutyShare| {
        let name = lookup.worker_name(share.worker);
        let in_plan = now.iter().filter(|worker| **worker == Some(share.worker)).count() as u32;
        let cells = vec![
            CellView::text(&name),
            cells::whole(share.before),
            cells::whole(in_plan),
            cells::whole(share.turns),
            cells::whole(share.bank_holidays),
            cells::decimal(Some(share.fair)),
            cells::whole(share.able),
            CellView::text(share.why_none.clone().unwrap_or_default()),
        ];
        RowView::new(share.worker, name, cells)
    };
    TableView {
        name: "duty-shares",
        noun: ("person", "people"),
        columns,
        rows: shares.iter().map(row).collect(),
        totals: None,
        empty: "Nobody is in the team".to_owned(),
        revision,
    }
}
