//! Default journeys: how long each type of work lasts and what follows, from the official figures of an area (MODEL.md §9.3).

use super::flows::place;
use super::law;
use super::{DemandDefaults, Ground, OfficialFigures, YEAR, round_to};
use crate::domain::plan::{CaseType, Journey, LengthOfWork, Outcome, OutcomeShare, Words as _};

/// Calendar days for each working day.
const CALENDAR: f64 = 7.0 / 5.0;
/// Days of a year, as in the published stocks and flows.
const YEAR_DAYS: f64 = 365.0;
/// Children who started to be looked after in the year to 31 March 2024, England; the councils' are not in these figures.
const STARTED_CARE: f64 = 33_050.0;
/// Children looked after on 31 March 2024, England.
const IN_CARE: f64 = 83_630.0;
/// Proceedings, April to June 2025: 38 weeks in the mean.
const PROCEEDINGS_DAYS: f64 = 38.0 * 7.0;

/// Children of one area, for each child who is assessed after a referral.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratios {
    /// Found not in need.
    pub(super) not_in_need: f64,
    /// Plans started: child in need, child protection.
    pub(super) need_plans: f64,
    pub(super) protection_plans: f64,
    /// Started to be looked after.
    pub(super) care: f64,
}

/// A figure of the area, or England's where it has none; and whose it is.
fn or_england<V>(figures: &OfficialFigures, of: impl Fn(&OfficialFigures) -> Option<V>) -> (Option<V>, &str) {
    match of(figures) {
        Some(value) => (Some(value), &figures.area),
        None => (of(&OfficialFigures::england()), "England"),
    }
}

/// Children assessed after a referral in the year: those referred with further action.
pub(super) fn assessed(figures: &OfficialFigures) -> Option<f64> {
    let england = OfficialFigures::england().no_further_action_percent;
    let none = figures.no_further_action_percent.or(england)?;
    figures.referrals.map(|referrals| referrals * (1.0 - none / 100.0)).filter(|assessed| *assessed > 0.0)
}

/// Days of a stock that turns over so much in a year, where that is a likely length for such work. Where twice as many
/// started as ended, or the other way round, the one or the other was not recorded.
fn stock_over_flow([started, ended, open]: [Option<f64>; 3]) -> Option<f64> {
    let (started, ended, open) = (started?, ended?, open?);
    let days = open * YEAR_DAYS / (0.5 * (started + ended));
    let balanced = started <= 2.0 * ended && ended <= 2.0 * started;
    (balanced && (30.0..=1000.0).contains(&days)).then_some(days)
}

impl Ratios {
    pub(super) fn of(figures: &OfficialFigures) -> Self {
        let each = |count: fn(&OfficialFigures) -> Option<f64>| {
            or_england(figures, |area| Some(count(area)? / assessed(area)?)).0.unwrap_or_default()
        };
        let not_in_need = or_england(figures, |area| {
            Some(area.not_in_need_percent? / (100.0 - area.no_further_action_percent?))
        });
        // Councils differ in what they call a plan; one child cannot start more than one after each assessment.
        let episodes = each(|area| area.episodes_started);
        let england = OfficialFigures::england().episodes_started.unwrap_or(1.0);
        Self {
            not_in_need: law::sane(not_in_need.0.unwrap_or_default(), 0.95),
            need_plans: law::sane(each(|area| area.need_plans[0]), 0.9),
            protection_plans: law::sane(each(|area| area.protection_plans[0]), 0.5),
            care: law::sane(episodes * STARTED_CARE / england, 0.3),
        }
    }
}

/// A case type and what it turns into, with shares; the rest closes.
type Onward = (CaseType, &'static [(CaseType, f64)]);

/// What follows the later types of work. \[GK\], all of it.
const ONWARD: [Onward; 9] = {
    use CaseType as C;
    [
        (C::ChildInNeed, &[(C::ChildProtection, 0.07), (C::PreProceedings, 0.02), (C::LookedAfter, 0.02)]),
        (
            C::ChildProtection,
            &[(C::ChildInNeed, 0.55), (C::PreProceedings, 0.15), (C::Court, 0.05), (C::LookedAfter, 0.05)],
        ),
        (C::PreProceedings, &[(C::Court, 0.5), (C::ChildInNeed, 0.35), (C::ChildProtection, 0.15)]),
        (C::Court, &[(C::LookedAfter, 0.6), (C::ChildInNeed, 0.25)]),
        (C::LookedAfter, &[(C::CareLeaver, 0.35), (C::ChildInNeed, 0.1)]),
        (C::CareLeaver, &[]),
        (C::DisabledChild, &[(C::LookedAfter, 0.05)]),
        (C::PrivateFostering, &[(C::ChildInNeed, 0.15)]),
        (C::AsylumSeeking, &[(C::CareLeaver, 0.9)]),
    ]
};
/// Of children assessed, those who go to a team for disabled children. \[GK\]
const TO_DISABLED: f64 = 0.01;

fn follows(from: CaseType, to: CaseType) -> f64 {
    let row = ONWARD.iter().find(|(case_type, _)| *case_type == from).map_or(&[][..], |row| row.1);
    row.iter().find(|(case_type, _)| *case_type == to).map_or(0.0, |next| next.1)
}

/// What follows an assessment, so that as many plans start as were published, less those that start after other work.
fn after_assessment(ratios: &Ratios) -> Vec<(CaseType, f64)> {
    use CaseType as C;
    let (need, protection, care) = (ratios.need_plans, ratios.protection_plans, ratios.care);
    let before = need * follows(C::ChildInNeed, C::PreProceedings)
        + protection * follows(C::ChildProtection, C::PreProceedings);
    let court =
        protection * follows(C::ChildProtection, C::Court) + before * follows(C::PreProceedings, C::Court);
    let direct = [
        (
            C::ChildInNeed,
            need - protection * follows(C::ChildProtection, C::ChildInNeed)
                - before * follows(C::PreProceedings, C::ChildInNeed)
                - court * follows(C::Court, C::ChildInNeed)
                - care * follows(C::LookedAfter, C::ChildInNeed),
        ),
        (
            C::ChildProtection,
            protection
                - need * follows(C::ChildInNeed, C::ChildProtection)
                - before * follows(C::PreProceedings, C::ChildProtection),
        ),
        (
            C::LookedAfter,
            care - need * follows(C::ChildInNeed, C::LookedAfter)
                - protection * follows(C::ChildProtection, C::LookedAfter)
                - court * follows(C::Court, C::LookedAfter),
        ),
        (C::DisabledChild, TO_DISABLED),
    ];
    // Those found not in need close: the rest is all there is to share out.
    let sum: f64 = direct.iter().map(|(_, share)| share.max(0.0)).sum();
    let scale = ((1.0 - ratios.not_in_need) / sum.max(1e-9)).min(1.0);
    direct.into_iter().map(|(to, share)| (to, share.max(0.0) * scale)).collect()
}

/// Shares of one line in parts of a thousand, with what is left closing; only to types that `held` says somebody holds.
pub(super) fn line(
    case_type: CaseType,
    length: LengthOfWork,
    next: &[(CaseType, f64)],
    held: &impl Fn(CaseType) -> bool,
) -> Journey {
    let mut then: Vec<OutcomeShare> = next
        .iter()
        .map(|(to, share)| (*to, round_to(*share, 1000.0)))
        .filter(|(to, share)| *share > 0.0 && held(*to))
        .map(|(to, share)| OutcomeShare { outcome: Outcome::Becomes(to), share })
        .collect();
    let onward: f64 = then.iter().map(|next| next.share).sum();
    if onward < 0.9995 {
        then.push(OutcomeShare { outcome: Outcome::Closes, share: round_to(1.0 - onward, 1000.0) });
    }
    Journey { case_type, length, then }
}

/// The journeys of an area, for the types that somebody holds.
pub(super) fn journeys(figures: &OfficialFigures, held: &impl Fn(CaseType) -> bool) -> Vec<Journey> {
    let ratios = Ratios::of(figures);
    let lengths = lengths(figures);
    CaseType::ALL
        .iter()
        .filter(|case_type| held(**case_type))
        .map(|case_type| {
            let after = after_assessment(&ratios);
            let next = match ONWARD.iter().find(|(from, _)| from == case_type) {
                Some((_, next)) => *next,
                None => after.as_slice(),
            };
            line(*case_type, lengths[place(*case_type)].0, next, held)
        })
        .collect()
}

/// Says of every journey where it comes from.
pub(super) fn footings(figures: &OfficialFigures, into: &mut DemandDefaults) {
    let lengths = lengths(figures);
    let types: Vec<CaseType> = into.demand.journeys.iter().map(|journey| journey.case_type).collect();
    for case_type in types {
        let (_, ground, text) = &lengths[place(case_type)];
        for field in ["length", "median", "mean"] {
            into.rests(format!("{field}.{}", case_type.key()), *ground, text.clone());
        }
        let (ground, text) = if case_type == CaseType::Assessment {
            (Ground::PartlyAssumed, assessment_words(figures))
        } else {
            (Ground::Assumed, "No source found: how often one kind of work follows another".to_owned())
        };
        into.rests(format!("then.{}", case_type.key()), ground, text);
    }
}

fn assessment_words(figures: &OfficialFigures) -> String {
    let ratios = Ratios::of(figures);
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let mut text = format!(
        "{}, {YEAR} (DfE): of children assessed after a referral, {} were not in need; child in need plans started for {}, \
         child protection plans for {}",
        figures.area,
        percent(ratios.not_in_need),
        percent(ratios.need_plans),
        percent(ratios.protection_plans)
    );
    if let (Some(enquiries), Some(conferences), Some(plans)) =
        (figures.section_47, figures.conferences, figures.protection_plans[0])
        && enquiries > 0.0
        && conferences > 0.0
    {
        let more = format!(
            " ({:.3} conferences for each section 47 enquiry, {:.3} plans for each conference)",
            conferences / enquiries,
            plans / conferences
        );
        text.push_str(&more);
    }
    text.push_str(". How many plans follow other work is an assumption");
    if figures.need_plans[0].is_none() || figures.protection_plans[0].is_none() || assessed(figures).is_none()
    {
        text.push_str(". Figures that are not available are England’s");
    }
    text
}

/// The length of each type, its ground and source.
fn lengths(figures: &OfficialFigures) -> [(LengthOfWork, Ground, String); 10] {
    CaseType::ALL
        .iter()
        .map(|case_type| length(figures, *case_type))
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_else(|_| {
            std::array::from_fn(|_| (LengthOfWork::Fixed { days: 0.0 }, Ground::Assumed, String::new()))
        })
}

/// Median and mean of an assessment in calendar days, and whose figures they are.
fn assessment(figures: &OfficialFigures) -> ((f64, f64), &str) {
    let of = |area: &OfficialFigures| {
        let [_, median, upper] = area.assessment_working_days;
        law::from_quartiles(median?, upper?).map(|(median, mean)| (median * CALENDAR, mean * CALENDAR))
    };
    let (law, whose) = or_england(figures, of);
    (law.unwrap_or((48.0, 51.0)), whose)
}

fn length(figures: &OfficialFigures, case_type: CaseType) -> (LengthOfWork, Ground, String) {
    let fixed = |median_days, mean_days, ground, text: &str| {
        (LengthOfWork::LogNormal { median_days, mean_days }, ground, text.to_owned())
    };
    match case_type {
        CaseType::Assessment => {
            let ((median, mean), whose) = assessment(figures);
            let england = OfficialFigures::england();
            let area = if whose == figures.area { figures } else { &england };
            let [_, working, upper] = area.assessment_working_days;
            let text = format!(
                "{whose}, {YEAR} (DfE): median {} working days, upper quartile {}, times 7 ÷ 5",
                working.unwrap_or_default(),
                upper.unwrap_or_default()
            );
            let (median_days, mean_days) = (median.round(), mean.round().max(median.round()));
            (LengthOfWork::LogNormal { median_days, mean_days }, Ground::Official, text)
        }
        CaseType::ChildInNeed => {
            let (mean, whose) = or_england(figures, |area| stock_over_flow(area.need_plans));
            let (_, days) = assessment(figures).0;
            let (sigma, spread) =
                or_england(figures, |area| law::beyond_assessment(area.episode_lengths.as_ref()?, days));
            let text = format!(
                "{whose}, {YEAR} (DfE): mean from child in need plans open over plans a year; spread from {spread}’s episodes \
                 of over three months, less the assessment"
            );
            (law::log_normal(mean.unwrap_or(203.0), sigma.unwrap_or(1.1)), Ground::Official, text)
        }
        CaseType::ChildProtection => {
            let (bands, whose) =
                or_england(figures, |area| law::of_bands(area.protection_plan_lengths.as_ref()?));
            let (median, sigma) = bands.unwrap_or((225.0, 0.7));
            let text =
                format!("{whose}, {YEAR} (DfE): child protection plans ended, by how long they had lasted");
            (law::log_normal(median * libm::exp(sigma * sigma / 2.0), sigma), Ground::Official, text)
        }
        CaseType::PreProceedings => {
            fixed(100.0, 112.0, Ground::Assumed, "No source found; local aims are 12 to 16 weeks")
        }
        CaseType::Court => fixed(
            250.0,
            PROCEEDINGS_DAYS,
            Ground::PartlyAssumed,
            "Family Court Statistics, April to June 2025: mean 38 weeks. The median is an assumption",
        ),
        CaseType::LookedAfter => fixed(
            620.0,
            (IN_CARE / STARTED_CARE * YEAR_DAYS).round(),
            Ground::PartlyAssumed,
            "England, year to 31 March 2024 (DfE, looked-after children): 83,630 looked after over 33,050 who \
                 started in the year. The median is an assumption",
        ),
        CaseType::CareLeaver => fixed(1300.0, 1400.0, Ground::Assumed, "No source found"),
        CaseType::DisabledChild => fixed(600.0, 900.0, Ground::Assumed, "No source found"),
        CaseType::PrivateFostering => fixed(160.0, 220.0, Ground::Assumed, "No source found"),
        CaseType::AsylumSeeking => fixed(500.0, 600.0, Ground::Assumed, "No source found"),
    }
}
