//! What a comparison says in plain sentences: how much better or worse, when, how sure that is, and what it costs.

use chrono::{Datelike as _, NaiveDate};

use super::Column;
use crate::app::words::thousands;
use crate::domain::sim::{Difference, Paired, Series};
use crate::domain::state::ChildState;

/// Said of what cannot be told from chance.
pub const UNTOLD: &str = "No difference that can be told from chance";

/// One statement of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// A stable key, in snake case.
    pub key: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// The sentence, without a full stop.
    pub text: String,
}

/// What a scenario comes to against the base plan, in one sentence: the month with the largest difference in children
/// without a named social worker, how sure it is, and the cost.
pub fn sentence(column: &Column, base: &Column) -> String {
    if let Err(why) = &column.outcome {
        return format!("It cannot be played: {}", why.join("; "));
    }
    let Some(paired) = paired_of(column) else {
        return match &base.outcome {
            Err(_) => "There is nothing to compare it with: the base plan cannot be played".to_owned(),
            Ok(_) => UNTOLD.to_owned(),
        };
    };
    let cost = match cost(&paired.pay) {
        Some(cost) => format!(", at {cost}"),
        None => String::new(),
    };
    if let Some((month, difference)) = largest_month(paired, Series::Unnamed) {
        let when = month_words(month, &paired.months);
        let children = children(difference.mean);
        let sure = certainty(&difference);
        return format!("About {children} without a named social worker each day in {when}{cost}; {sure}");
    }
    if paired.child_days.is_told() {
        let days = amount(&paired.child_days, "child-day", "child-days");
        let sure = certainty(&paired.child_days);
        return format!("About {days} without a named social worker in the forecast{cost}; {sure}");
    }
    format!("{UNTOLD}{cost}")
}

/// The rest, a statement each: waiting, changes of worker, workers over their cap, children held by managers, staff and
/// pay. Those that cannot be told from chance say so.
pub fn statements(column: &Column) -> Vec<Statement> {
    let Some(paired) = paired_of(column) else { return Vec::new() };
    let statement = |key, about, difference: &Difference, told: &dyn Fn(&Difference) -> String| {
        let text = if difference.is_told() {
            format!("About {}; {}", told(difference), certainty(difference))
        } else {
            UNTOLD.to_owned()
        };
        Statement { key, about, text }
    };
    let [permanent, agency, fixed_term] = &paired.person_months;
    let months = |whose: &'static str| {
        move |difference: &Difference| {
            format!("{} worked by {whose} staff, full-time equivalent", amount(difference, "month", "months"))
        }
    };
    let mut all = vec![
        statement("waiting", "Waiting", &paired.mean_wait, &|wait| {
            let less = if wait.mean < 0.0 { "less" } else { "more" };
            let (number, one) = number(wait.mean);
            let days = if one { "working day" } else { "working days" };
            format!("{number} {days} {less} from needing a worker to having one")
        }),
        statement("changes_of_worker", "Changes of worker", &paired.three_or_more, &|share| {
            let points = Difference { mean: share.mean * 100.0, ..*share };
            format!("{} of a hundred with three or more workers in a year", children(points.mean))
        }),
        statement("over_cap", "Over the cap", &paired.over_cap, &|over| {
            format!("{} over the cap each day", amount(over, "worker", "workers"))
        }),
        statement("manager_held", "Held by managers", &paired.manager_held, &|held| {
            format!("{} held by a manager each day", children(held.mean))
        }),
        statement("permanent_months", "Permanent staff", permanent, &months("permanent")),
        statement("agency_months", "Agency staff", agency, &months("agency")),
        statement("fixed_term_months", "Fixed-term staff", fixed_term, &months("fixed-term")),
    ];
    let text = cost(&paired.pay).map_or_else(|| UNTOLD.to_owned(), |cost| format!("About {cost} in pay"));
    all.push(Statement { key: "pay", about: "Pay", text });
    all
}

/// Teams with a difference that can be told in children without a named social worker: the team's name and a sentence, in
/// the order of the base plan.
pub fn by_team(column: &Column, base: &Column) -> Vec<(String, String)> {
    let (Some(paired), Ok(outcome)) = (paired_of(column), &base.outcome) else { return Vec::new() };
    let teams = outcome.summary.layout.teams.iter().enumerate();
    let told = |(place, team): (usize, &Option<crate::domain::ids::TeamId>)| {
        let (month, difference) = largest_month(paired, Series::UnnamedOfTeam(place))?;
        let name = match team {
            Some(id) => base.plan.teams.get(*id).map_or_else(|| id.to_string(), |team| team.name.clone()),
            None => "No team".to_owned(),
        };
        let text = format!(
            "About {} without a named social worker each day in {}; {}",
            children(difference.mean),
            month_words(month, &paired.months),
            certainty(&difference)
        );
        Some((name, text))
    };
    teams.filter_map(told).collect()
}

/// States with a difference that can be told in how many children are in them: the state and a sentence.
pub fn by_state(column: &Column) -> Vec<(ChildState, String)> {
    let Some(paired) = paired_of(column) else { return Vec::new() };
    let told = |state: &ChildState| {
        let (month, difference) = largest_month(paired, Series::InState(*state))?;
        let when = month_words(month, &paired.months);
        let sure = certainty(&difference);
        // Whether more of them is better is not said of a state.
        let sure = sure.replace("years better", "years").replace("years worse", "years");
        Some((*state, format!("About {} each day in {when}; {sure}", children(difference.mean))))
    };
    <ChildState as crate::domain::plan::Words>::ALL.iter().filter_map(told).collect()
}

fn paired_of(column: &Column) -> Option<&Paired> {
    column.outcome.as_ref().ok()?.paired.as_deref()
}

/// How much wider an interval must be for the largest of a year's twelve months to be told as surely as one month that
/// was chosen beforehand: 2.87 (5 % divided by twelve) over 1.96.
const LARGEST_OF_MONTHS: f64 = 1.47;

/// The month with the largest difference that can be told from chance. Where the whole forecast's cannot be told, a month
/// counts only if it could be told as one of twelve.
fn largest_month(paired: &Paired, series: Series) -> Option<(NaiveDate, Difference)> {
    let (_, row) = paired.by_month.iter().find(|(of, _)| *of == series)?;
    let whole = series == Series::Unnamed && paired.child_days.is_told();
    let needed = if whole { 1.0 } else { LARGEST_OF_MONTHS };
    let told = |d: &Difference| d.is_told() && d.mean.abs() > needed * d.error;
    let months = paired.months.iter().copied().zip(row.iter().copied());
    months.filter(|(_, difference)| told(difference)).fold(None, |best, (month, difference)| match best {
        Some((_, largest)) if difference.mean.abs() <= largest.mean.abs() => best,
        _ => Some((month, difference)),
    })
}

/// "14 fewer children", "1 more child".
fn children(mean: f64) -> String {
    let (number, one) = number(mean);
    format!(
        "{number} {} {}",
        if mean < 0.0 { "fewer" } else { "more" },
        if one { "child" } else { "children" }
    )
}

/// "36 more months", "1 fewer worker".
fn amount(difference: &Difference, one: &str, many: &str) -> String {
    let (number, is_one) = number(difference.mean);
    let fewer = if difference.mean < 0.0 { "fewer" } else { "more" };
    format!("{number} {fewer} {}", if is_one { one } else { many })
}

/// A number for a sentence, whatever its sign, and whether it is one: whole from ten on, with one decimal below, and two
/// where one would say nought.
fn number(mean: f64) -> (String, bool) {
    let size = mean.abs();
    if size >= 9.95 {
        return (thousands(size.round() as usize), false);
    }
    let text = if size >= 0.095 { format!("{size:.1}") } else { format!("{size:.2}") };
    let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
    let one = text == "1";
    (text, one)
}

/// How sure a difference is, by the share of simulated years in which it goes that way.
pub fn certainty(difference: &Difference) -> String {
    let (share, way) =
        if difference.mean <= 0.0 { (difference.lower, "better") } else { (1.0 - difference.lower, "worse") };
    match share {
        share if share >= 0.99 => "all but certain".to_owned(),
        share if share >= 0.95 => "very likely".to_owned(),
        share if share >= 0.8 => "likely".to_owned(),
        share => format!("in {:.0} of 100 years {way}", share * 100.0),
    }
}

/// "£310,000 more", where it can be told.
pub fn cost(pay: &Difference) -> Option<String> {
    let way = if pay.mean < 0.0 { "less" } else { "more" };
    pay.is_told().then(|| format!("{} {way}", money(pay.mean.abs())))
}

/// Money as people say it, two figures of it: £12,000, £1.3 million. Pounds, below nought with a minus sign.
pub fn money(pounds: f64) -> String {
    let sign = if pounds < 0.0 { "−" } else { "" };
    let rounded = two_figures(pounds.abs());
    if rounded >= 1_000_000.0 {
        let millions = rounded / 1_000_000.0;
        if millions >= 10.0 {
            return format!("{sign}£{} million", thousands(millions.round() as usize));
        }
        let text = format!("{millions:.1}");
        return format!("{sign}£{} million", text.strip_suffix(".0").unwrap_or(&text));
    }
    let text = thousands(rounded as usize);
    if text == "0" { "£0".to_owned() } else { format!("{sign}£{text}") }
}

/// A whole number of which the first two figures are kept.
fn two_figures(value: f64) -> f64 {
    let mut unit = 1.0;
    while value / unit >= 99.5 {
        unit *= 10.0;
    }
    (value / unit).round() * unit
}

/// "March", and "March 2027" where the days touch two of them.
fn month_words(month: NaiveDate, months: &[NaiveDate]) -> String {
    let twice = months.iter().filter(|other| other.month() == month.month()).count() > 1;
    month.format(if twice { "%B %Y" } else { "%B" }).to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::compare::Outcome;
    use crate::app::forecast::play::model_of;
    use crate::app::invent::first_plan;
    use crate::domain::sim::{Asked, Results, Spread, Summary};

    fn month(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, number, 1).unwrap()
    }

    fn told(mean: f64, lower: f64) -> Difference {
        Difference { mean, error: mean.abs() / 4.0, lower }
    }

    /// A scenario with this outcome against the base plan, and the base plan.
    fn columns(paired: Paired) -> (Column, Column) {
        let plan = Arc::new(first_plan());
        let model = model_of(&plan, None, &Asked::default()).unwrap();
        let none = Results::none(model.layout(), 1, 0, model.children().len());
        let summary = Arc::new(Summary::new(&none, model.children(), &plan.forecast));
        let column = |paired: Option<Arc<Paired>>| Column {
            scenario: None,
            name: "Any".to_owned(),
            plan: Arc::clone(&plan),
            left_out: Vec::new(),
            outcome: Ok(Outcome {
                summary: Arc::clone(&summary),
                paired,
                pay: Spread::default(),
                person_months: [Spread::default(); 3],
            }),
        };
        (column(Some(Arc::new(paired))), column(None))
    }

    fn said(months: [Difference; 3], child_days: Difference, pay: Difference) -> String {
        let (column, base) = columns(Paired {
            runs: 1_000,
            months: vec![month(2), month(3), month(4)],
            by_month: vec![(Series::Unnamed, months.to_vec())],
            child_days,
            pay,
            ..Paired::default()
        });
        sentence(&column, &base)
    }

    #[test]
    fn the_sentence_tells_the_month_with_the_largest_difference_how_sure_it_is_and_the_cost() {
        let nothing = Difference { mean: 0.0, error: 0.0, lower: 0.5 };
        let chance = Difference { mean: -30.0, error: 31.0, lower: 0.6 };
        let table = [
            (
                ([told(-9.0, 0.9), told(-14.2, 0.995), chance], told(-800.0, 1.0), told(312_400.0, 0.0)),
                "About 14 fewer children without a named social worker each day in March, at £310,000 more; all \
                 but certain",
            ),
            (
                ([nothing, told(-14.2, 0.96), nothing], told(-800.0, 1.0), nothing),
                "About 14 fewer children without a named social worker each day in March; very likely",
            ),
            (
                ([nothing, nothing, told(-1.0, 0.8)], told(-8.0, 0.8), told(-1_260_000.0, 1.0)),
                "About 1 fewer child without a named social worker each day in April, at £1.3 million less; likely",
            ),
            (
                ([nothing, told(2.44, 0.3), nothing], told(40.0, 0.3), nothing),
                "About 2.4 more children without a named social worker each day in March; in 70 of 100 years worse",
            ),
            (
                ([chance, nothing, nothing], told(-120.0, 0.67), nothing),
                "About 120 fewer child-days without a named social worker in the forecast; in 67 of 100 years better",
            ),
            (([chance, nothing, nothing], chance, nothing), "No difference that can be told from chance"),
            (
                ([nothing, nothing, nothing], nothing, told(12_300.0, 0.0)),
                "No difference that can be told from chance, at £12,000 more",
            ),
            // Told as one month that was chosen beforehand, not as the largest of twelve.
            (
                ([nothing, Difference { mean: -13.0, error: 10.0, lower: 0.7 }, nothing], chance, nothing),
                "No difference that can be told from chance",
            ),
        ];
        for ((months, child_days, pay), expected) in table {
            assert_eq!(said(months, child_days, pay), expected);
        }
    }

    #[test]
    fn a_plan_that_cannot_be_played_says_why() {
        let (mut column, base) = columns(Paired::default());
        column.outcome = Err(vec!["There is nobody".to_owned(), "There is nothing".to_owned()]);
        assert_eq!(sentence(&column, &base), "It cannot be played: There is nobody; There is nothing");
        assert!(statements(&column).is_empty() && by_team(&column, &base).is_empty());
        let (mut column, mut base) = columns(Paired::default());
        base.outcome = Err(vec!["There is nobody".to_owned()]);
        column.outcome.as_mut().unwrap().paired = None;
        assert!(sentence(&column, &base).contains("the base plan cannot be played"));
    }

    #[test]
    fn money_is_rounded_to_two_figures() {
        let table = [
            (12_300.0, "£12,000"),
            (310_400.0, "£310,000"),
            (996_000.0, "£1 million"),
            (1_260_000.0, "£1.3 million"),
            (45_300_000.0, "£45 million"),
            (994.0, "£990"),
            (7.4, "£7"),
            (0.2, "£0"),
            (-0.2, "£0"),
            (-12_600.0, "−£13,000"),
        ];
        for (pounds, expected) in table {
            assert_eq!(money(pounds), expected, "{pounds}");
        }
    }

    #[test]
    fn certainty_goes_by_the_share_of_years_that_go_that_way() {
        let table = [
            (-1.0, 0.99, "all but certain"),
            (-1.0, 0.989, "very likely"),
            (-1.0, 0.95, "very likely"),
            (-1.0, 0.94, "likely"),
            (-1.0, 0.8, "likely"),
            (-1.0, 0.79, "in 79 of 100 years better"),
            (1.0, 0.01, "all but certain"),
            (1.0, 0.4, "in 60 of 100 years worse"),
        ];
        for (mean, lower, expected) in table {
            assert_eq!(certainty(&told(mean, lower)), expected, "{mean} {lower}");
        }
    }

    #[test]
    fn everything_else_has_a_statement_that_says_so_when_it_is_chance() {
        let (column, base) = columns(Paired {
            mean_wait: told(-1.24, 1.0),
            three_or_more: told(-0.021, 0.85),
            over_cap: Difference { mean: -0.3, error: 0.4, lower: 0.5 },
            manager_held: told(-3.0, 0.97),
            pay: told(312_400.0, 0.0),
            person_months: [told(36.2, 0.0), Difference::default(), Difference::default()],
            months: vec![month(2), month(3)],
            by_month: vec![
                (Series::UnnamedOfTeam(0), vec![told(-2.0, 0.9), told(-5.0, 1.0)]),
                (Series::InState(ChildState::ManagerHeld), vec![told(-4.0, 0.7), told(-2.0, 1.0)]),
            ],
            ..Paired::default()
        });
        let texts: Vec<(&str, String)> = statements(&column).into_iter().map(|s| (s.key, s.text)).collect();
        let expected = [
            ("waiting", "About 1.2 working days less from needing a worker to having one; all but certain"),
            (
                "changes_of_worker",
                "About 2.1 fewer children of a hundred with three or more workers in a year; likely",
            ),
            ("over_cap", UNTOLD),
            ("manager_held", "About 3 fewer children held by a manager each day; very likely"),
            (
                "permanent_months",
                "About 36 more months worked by permanent staff, full-time equivalent; all but certain",
            ),
            ("agency_months", UNTOLD),
            ("fixed_term_months", UNTOLD),
            ("pay", "About £310,000 more in pay"),
        ];
        assert_eq!(texts, expected.map(|(key, text)| (key, text.to_owned())));
        let team = base.plan.teams.at(0).unwrap().name.clone();
        let text = "About 5 fewer children without a named social worker each day in March; all but certain";
        assert_eq!(by_team(&column, &base), [(team, text.to_owned())]);
        let text = "About 4 fewer children each day in February; in 70 of 100 years";
        assert_eq!(by_state(&column), [(ChildState::ManagerHeld, text.to_owned())]);
    }
}
