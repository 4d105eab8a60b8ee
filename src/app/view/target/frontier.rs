//! The frontier: posts against their first day, as the chance of keeping the promise and as cost.

use chrono::NaiveDate;

use super::scenario::{Proposal, description};
use super::vary::{first_of_month, range};
use super::words;
use crate::app::definitions::Definition;
use crate::app::definitions::target as define;
use crate::app::target::{Frontier, FrontierCell, Study, posts_from};
use crate::app::view::chart::{HeatCell, HeatView};
use crate::app::view::form::{FieldView, FormGroup, FormView, Input};
use crate::app::words::capital;
use crate::domain::calendar::format_date;
use crate::domain::fields::Value as Field;
use crate::domain::plan::Plan;
use crate::domain::target::{Promise, Value, Varied};

/// What the figures of the frontier mean.
pub const DEFINED: [Definition; 3] = [define::FRONTIER, define::PROMISE_KEPT, define::EXTRA_PAY];
/// The most cells across.
const MOST_MONTHS: u32 = 24;
/// The most cells down.
const MOST_ROWS: usize = 40;

/// Which posts and first days are to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierQuestion {
    first: u16,
    last: u16,
    step: u16,
    from: NaiveDate,
    months: u32,
}

impl FrontierQuestion {
    /// Twenty numbers up to the most that is varied, or up to twice as many as there is the start varied of, over twelve
    /// months from the next one or the first that is varied.
    pub fn of(plan: &Plan) -> Self {
        let next = first_of_month(plan.about.as_at, 1);
        let (last, from) = match plan.target.vary.as_ref().map(|vary| (&vary.what, vary.values.as_slice())) {
            Some((Varied::Posts { .. }, [.., Value::Count(last)])) => (*last, next),
            Some((Varied::StartOfPosts { count, .. }, [Value::Day(first), ..])) => {
                (count.saturating_mul(2), first_of_month(*first, 0).max(next))
            }
            _ => (20, next),
        };
        let step = last.div_ceil(20).max(1);
        Self { first: step.min(last), last, step, from, months: 12 }
    }

    /// The question as a form.
    pub fn form(&self) -> FormView {
        let field = |part: &str, label: &str, value: String, input: Input| {
            FieldView::new(format!("frontier.{part}"), label, value, input)
        };
        let fields = vec![
            field("first", "Fewest posts", self.first.show(), Input::Number),
            field("last", "Most posts", self.last.show(), Input::Number),
            field("step", "In steps of", self.step.show(), Input::Number),
            field("from", "First month", self.from.show(), Input::Date),
            field("months", "How many months", self.months.show(), Input::Number),
        ];
        FormView { title: String::new(), groups: vec![FormGroup { title: String::new(), fields }] }
    }

    /// The question with another text in one part.
    ///
    /// # Errors
    /// A sentence, when the text makes no sense there.
    pub fn changed(&self, key: &str, text: &str) -> Result<Self, String> {
        let mut to = self.clone();
        match key.strip_prefix("frontier.").unwrap_or(key) {
            "first" => to.first = Field::read(text)?,
            "last" => to.last = Field::read(text)?,
            "step" => to.step = Field::read(text)?,
            "from" => to.from = Field::read(text)?,
            _ => to.months = Field::read(text)?,
        }
        if to.step == 0 {
            return Err("Write the size of a step, 1 or more".to_owned());
        }
        if to.months == 0 || to.months > MOST_MONTHS {
            return Err(format!("Write a number of months from 1 to {MOST_MONTHS}"));
        }
        if to.posts()?.len() > MOST_ROWS {
            return Err(format!("That is more than {MOST_ROWS} numbers of posts: take larger steps"));
        }
        Ok(to)
    }

    fn posts(&self) -> Result<Vec<u16>, String> {
        let values = range(Value::Count(self.first), Value::Count(self.last), self.step)?;
        Ok(values.into_iter().map(|value| if let Value::Count(count) = value { count } else { 0 }).collect())
    }

    /// What is to be worked out.
    pub fn study(&self) -> Study {
        let starts = (0..self.months).map(|month| first_of_month(self.from, month)).collect();
        Study::Frontier { posts: self.posts().unwrap_or_default(), starts }
    }

    /// In words: "1 to 40 posts, by month from 01/10/2026".
    pub fn words(&self) -> String {
        let months = crate::app::words::count(self.months as usize, "month", "months");
        format!(
            "{} to {} posts, over {months} from {}",
            self.first,
            self.last,
            format_date(first_of_month(self.from, 0))
        )
    }
}

/// The frontier on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierView {
    /// The fewest posts for each first day, in a sentence.
    pub sentence: String,
    /// The chance of keeping every promise.
    pub chance: HeatView,
    /// Pay more than the plan's.
    pub cost: HeatView,
    /// A scenario of each cell, by row and column.
    pub cells: Vec<Vec<Proposal>>,
}

impl FrontierView {
    /// The scenario of a cell.
    pub fn proposal(&self, (row, column): (usize, usize)) -> Option<&Proposal> {
        self.cells.get(row)?.get(column)
    }
}

/// The frontier, with the most posts at the top. Nothing that has not been played yet is shown as nought.
pub fn view(plan: &Plan, frontier: &Frontier) -> FrontierView {
    let column = |day: &NaiveDate| day.format("%m/%y").to_string();
    let heat = |title: &str| HeatView {
        title: title.to_owned(),
        columns: frontier.starts.iter().map(column).collect(),
        ..HeatView::default()
    };
    let mut chance = heat("Years of 100 in which the promise is kept, by posts and first month");
    let mut cost = heat("Pay more than the plan’s in £ thousand, by posts and first month");
    let most = frontier.cells.iter().flatten().map(|cell| cell.pay).fold(0.0, f64::max);
    let level = least_promised(&frontier.promises);
    let mut cells = Vec::new();
    for (row, posts) in frontier.posts.iter().enumerate().rev() {
        let name = crate::app::words::count(usize::from(*posts), "post", "posts");
        let of_row =
            || frontier.starts.iter().enumerate().filter_map(|(at, _)| frontier.cells.get(row)?.get(at));
        chance.cells.push(of_row().map(|cell| chance_cell(cell, level)).collect());
        cost.cells.push(of_row().map(|cell| cost_cell(cell, most)).collect());
        for view in [&mut chance, &mut cost] {
            view.rows.push(name.clone());
        }
        let proposals = of_row().zip(&frontier.starts).map(|(cell, start)| {
            let known = Some(&cell.kept).filter(|kept| kept.runs > 0);
            let picks = vec![(posts_from(Some(&frontier.vary), *start), Value::Count(*posts))];
            Proposal::of(plan, picks, description(&frontier.promises, known))
        });
        cells.push(proposals.collect());
    }
    FrontierView { sentence: sentence(frontier), chance, cost, cells }
}

fn least_promised(promises: &[Promise]) -> f64 {
    let years = promises.iter().map(|promise| promise.years_of_100).max();
    f64::from(years.unwrap_or(95)) / 100.0
}

const NOT_YET: &str = "Not played yet";

fn chance_cell(cell: &FrontierCell, level: f64) -> HeatCell {
    if cell.kept.runs == 0 {
        return HeatCell { value: f64::NAN, text: "…".to_owned(), level: 0, hint: NOT_YET.to_owned() };
    }
    let enough = if cell.enough { "Enough" } else { "Not enough" };
    let (kept, years) = (words::kept(&cell.kept), words::years(cell.kept.runs));
    HeatCell {
        value: 100.0 * cell.kept.share,
        text: words::of_100(cell.kept.share),
        level: if cell.enough { 0 } else { shortfall(cell.kept.share, level) },
        hint: format!("{enough}: kept in {kept}, from {years}. Pay: {}", words::more_pounds(cell.pay)),
    }
}

/// How strongly a cell is coloured that is not enough: the further from what is promised, the stronger.
fn shortfall(share: f64, level: f64) -> u8 {
    let missing = (level - share).max(0.0);
    if missing < 0.05 {
        1
    } else if missing < 0.2 {
        2
    } else if missing < 0.5 {
        3
    } else {
        4
    }
}

fn cost_cell(cell: &FrontierCell, most: f64) -> HeatCell {
    if cell.kept.runs == 0 {
        return HeatCell { value: f64::NAN, text: "…".to_owned(), level: 0, hint: NOT_YET.to_owned() };
    }
    let enough = if cell.enough { "Enough" } else { "Not enough" };
    HeatCell {
        value: cell.pay,
        text: words::thousand_pounds(cell.pay),
        level: if most > 0.0 { (4.0 * (cell.pay / most).clamp(0.0, 1.0)).round() as u8 } else { 0 },
        hint: format!("Pay: {}. {enough}: kept in {}", words::more_pounds(cell.pay), words::kept(&cell.kept)),
    }
}

/// The fewest posts of a column that are enough.
fn fewest(frontier: &Frontier, column: usize) -> Option<u16> {
    let rows = frontier.posts.iter().zip(&frontier.cells);
    rows.filter(|(_, cells)| cells.get(column).is_some_and(|cell| cell.enough && cell.kept.runs > 0))
        .map(|(posts, _)| *posts)
        .min()
}

/// The first day and the last on which so many would do, and what it takes in between; or that none would.
fn sentence(frontier: &Frontier) -> String {
    let found: Vec<(NaiveDate, u16)> = frontier
        .starts
        .iter()
        .enumerate()
        .filter_map(|(column, start)| Some((*start, fewest(frontier, column)?)))
        .collect();
    let posts = |count: u16| crate::app::words::count(usize::from(count), "post", "posts");
    let most = frontier.posts.iter().max().copied().unwrap_or(0);
    let so_far = if frontier.finished { "" } else { "So far: " };
    let (Some((first, least)), Some((last, at_last))) = (found.first(), found.last()) else {
        let why = if frontier.finished { ". A search says what stands in the way" } else { "" };
        return capital(&format!(
            "{so_far}not even {} keep the promise often enough from any of these months{why}",
            posts(most)
        ));
    };
    let mut text = format!("{so_far}{} from {} keep the promise", posts(*least), format_date(*first));
    if last != first {
        text = format!("{text}; from {} it takes {at_last}", format_date(*last));
    }
    let after = frontier.starts.iter().find(|start| **start > *last);
    if let Some(after) = after {
        text = format!("{text}; from {} not even {most} would do", format_date(*after));
    }
    text
}
