//! The answer: the value that is enough, every value that was tried, what binds, and how it was searched.

use chrono::Datelike as _;

use super::scenario::{Proposal, description};
use super::words;
use crate::app::definitions::Definition;
use crate::app::definitions::target as define;
use crate::app::target::{Answer, Tried};
use crate::app::view::chances::{Chance, ChancesView};
use crate::app::view::table::{CellView, ColumnView, Mark, RowView, Shape, TableView, Tone};
use crate::app::words::capital;
use crate::domain::plan::{Plan, lower_first};
use crate::domain::target::{Value, Variation};

/// What the figures of the answer mean.
pub const DEFINED: [Definition; 5] =
    [define::PROMISE_KEPT, define::INTERVAL, define::ENOUGH, define::BINDS, define::PAY];

/// Signs of whether a value is enough.
const ENOUGH: Mark = Mark { shape: Shape::Disc, tone: Tone::BlueGreen, name: "enough" };
const NOT_ENOUGH: Mark = Mark { shape: Shape::Cross, tone: Tone::Vermilion, name: "not enough" };
const UNTOLD: Mark = Mark { shape: Shape::HalfDisc, tone: Tone::Yellow, name: "cannot be told yet" };

/// Names of the columns of several promises.
const OF_PROMISE: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];

/// The answer on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerView {
    /// The answer in a sentence or two.
    pub sentence: String,
    /// What keeps the promise from being kept with a little less.
    pub binds: Option<String>,
    /// How it was searched, in sentences.
    pub how: Vec<String>,
    /// The chance against the value.
    pub chart: ChancesView,
    /// Every value that was tried.
    pub table: TableView<usize>,
    /// The promises that the columns of the table are about, where there are several.
    pub promises: Vec<String>,
    /// A scenario of each row of the table; none where it would change nothing.
    pub rows: Vec<Proposal>,
    /// A scenario of the answer.
    pub found: Option<Proposal>,
}

/// The answer to a question, for the plan as it is now.
pub fn view(plan: &Plan, answer: &Answer, revision: u64) -> AnswerView {
    let proposal = |tried: &Tried| {
        let picks = vec![(answer.vary.clone(), tried.value)];
        Proposal::of(plan, picks, description(&answer.promises, Some(&tried.all)))
    };
    let found = answer.tried.iter().find(|tried| Some(tried.value) == answer.found);
    AnswerView {
        sentence: answer.sentence.clone(),
        binds: answer.binds.as_ref().map(|binds| binds.sentence.clone()),
        how: answer.how.clone(),
        chart: chart(answer),
        table: table(answer, revision),
        promises: if answer.promises.len() > 1 {
            let numbered = answer.promises.iter().enumerate();
            numbered.map(|(place, promise)| format!("Promise {}: {}", place + 1, promise.words())).collect()
        } else {
            Vec::new()
        },
        rows: answer.tried.iter().map(proposal).collect(),
        found: found.map(proposal),
    }
}

fn mark(tried: &Tried) -> (Mark, &'static str) {
    match (tried.certain, tried.enough) {
        (true, true) => (ENOUGH, "Enough"),
        (true, false) => (NOT_ENOUGH, "Not enough"),
        (false, true) => (UNTOLD, "Likely enough; cannot be told from chance yet"),
        (false, false) => (UNTOLD, "Likely not enough; cannot be told from chance yet"),
    }
}

/// Every value that was tried, in the order of the values.
fn table(answer: &Answer, revision: u64) -> TableView<usize> {
    const NARROW: f32 = 90.0;
    const WIDE: f32 = 130.0;
    let several = answer.promises.len() > 1;
    let mut columns = vec![
        ColumnView::figures("value", words::heading(&answer.vary.what), NARROW + 20.0),
        ColumnView::figures("kept", "Years of 100", NARROW + 10.0).hint(define::PROMISE_KEPT.text),
        ColumnView::figures("interval", "Interval", NARROW).hint(define::INTERVAL.text),
    ];
    if several {
        for (key, (place, promise)) in OF_PROMISE.iter().zip(answer.promises.iter().enumerate()) {
            let title = format!("Promise {}", place + 1);
            columns.push(ColumnView::figures(key, title, NARROW).hint(capital(&promise.words())));
        }
    }
    columns.extend([
        ColumnView::figures("runs", "Simulated years", WIDE).hint(define::RUNS.text),
        ColumnView::figures("pay", "Pay", WIDE).hint(define::PAY.text),
        ColumnView::text("enough", "Enough?", WIDE + 180.0).hint(define::ENOUGH.text),
    ]);
    let row =
        |(place, tried): (usize, &Tried)| {
            let [share, low, high] = [tried.all.share, tried.all.low, tried.all.high].map(words::of_100);
            let mut cells = vec![
                CellView::number(words::value(tried.value), place_of(tried.value)),
                CellView::number(&share, tried.all.share),
                CellView::number(format!("{low} to {high}"), tried.all.low),
            ];
            if several {
                let shares = tried.promises.iter().take(OF_PROMISE.len());
                cells.extend(shares.map(|kept| {
                    CellView::number(words::of_100(kept.share), kept.share).hint(words::kept(kept))
                }));
            }
            let (mark, says) = mark(tried);
            cells.extend([
                CellView::number(
                    crate::app::words::thousands(tried.all.runs as usize),
                    f64::from(tried.all.runs),
                ),
                CellView::number(words::pounds(tried.pay.mean), tried.pay.mean),
                CellView::text(says).mark(mark),
            ]);
            RowView::new(place, words::value_of(&answer.vary.what, tried.value), cells)
        };
    TableView {
        name: "target-tried",
        noun: ("value tried", "values tried"),
        columns,
        rows: answer.tried.iter().enumerate().map(row).collect(),
        totals: None,
        empty: "Nothing has been tried yet".to_owned(),
        revision,
    }
}

/// Where a value stands on a line: numbers as they are, days by their number.
pub(super) fn place_of(value: Value) -> f64 {
    match value {
        Value::Count(number) | Value::Percent(number) => f64::from(number),
        Value::Day(day) => f64::from(day.num_days_from_ce()),
    }
}

/// The chance of keeping every promise against the value.
fn chart(answer: &Answer) -> ChancesView {
    let most = answer.promises.iter().map(|promise| promise.years_of_100).max();
    let alike = answer.promises.iter().all(|promise| Some(promise.years_of_100) == most);
    let wanted = most.map(|years| {
        let name =
            if alike { format!("promised: {years}") } else { format!("the most that is promised: {years}") };
        (f64::from(years) / 100.0, name)
    });
    let what = &answer.vary.what;
    let point = |tried: &Tried| Chance {
        x: place_of(tried.value),
        name: words::value(tried.value),
        share: tried.all.share,
        low: tried.all.low,
        high: tried.all.high,
        enough: tried.enough,
        chosen: Some(tried.value) == answer.found,
        hint: format!(
            "{}: kept in {}, from {}. {}",
            capital(&words::value_of(what, tried.value)),
            words::kept(&tried.all),
            words::years(tried.all.runs),
            mark(tried).1
        ),
    };
    let points: Vec<Chance> = answer.tried.iter().map(point).collect();
    ChancesView {
        title: format!("Years of 100 in which the promise is kept, by {}", by(&answer.vary)),
        sentence: String::new(),
        x_label: words::heading(what).to_owned(),
        y_label: "Years of 100, with the interval in which the true chance lies".to_owned(),
        ticks: answer.vary.values.iter().map(|value| (place_of(*value), words::value(*value))).collect(),
        points,
        wanted,
    }
}

fn by(vary: &Variation) -> String {
    lower_first(words::heading(&vary.what))
}
