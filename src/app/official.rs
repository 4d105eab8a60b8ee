//! The official figures of every council, region and England, read once from the table in assets/official.

use std::sync::OnceLock;

use crate::domain::official::{OfficialFigures, YEAR};

/// One row an area; see assets/official/README.md.
const TABLE: &str = include_str!("../../assets/official/children-in-need-2024.csv");

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const LENGTHS: [&str; 5] = ["to_3_months", "to_6_months", "to_1_year", "to_2_years", "longer"];

/// What kind of area it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// England.
    Country,
    /// A region, or inner or outer London.
    Region,
    /// A council with responsibility for children's services.
    Council,
}

/// An area and its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// What kind of area it is.
    pub kind: Kind,
    /// The code that the Office for National Statistics gives it.
    pub code: String,
    /// Its figures.
    pub figures: OfficialFigures,
}

impl Area {
    /// Published nothing for the year: another area's figures would stand in for all of its own.
    pub fn is_empty(&self) -> bool {
        self.figures.referrals.is_none() && self.figures.episodes_at_31_march.is_none()
    }
}

/// Every area: England, the regions, the councils, each in order of name.
pub fn all() -> &'static [Area] {
    static AREAS: OnceLock<Vec<Area>> = OnceLock::new();
    AREAS.get_or_init(read)
}

/// The names to choose from, in the order of [`all`].
pub fn areas() -> impl Iterator<Item = &'static str> {
    all().iter().map(|area| area.figures.area.as_str())
}

/// The figures of an area by its name, with or without the year behind it: "Croydon", "Croydon, 2023/24".
pub fn of(name: &str) -> Option<&'static OfficialFigures> {
    let name = name.trim();
    let name = name.strip_suffix(YEAR).map_or(name, |name| name.trim_end().trim_end_matches(','));
    all().iter().map(|area| &area.figures).find(|figures| figures.area.eq_ignore_ascii_case(name))
}

/// The area that the plan's council seems to be: "London Borough of Croydon" is Croydon.
pub fn guess(council: &str) -> Option<&'static OfficialFigures> {
    let council = council.to_lowercase();
    let named = all().iter().filter(|area| area.kind == Kind::Council).filter(|area| {
        let name = area.figures.area.to_lowercase();
        // "Bristol, City of" and "Herefordshire, County of" are found by their first words.
        let name = name.split(',').next().unwrap_or_default();
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let (all, wanted) = (words(&council), words(name));
        all.windows(wanted.len().max(1)).any(|part| part == wanted.as_slice())
    });
    // "East Sussex" and not "Sussex": the longest name counts.
    named.max_by_key(|area| area.figures.area.len()).map(|area| &area.figures)
}

fn read() -> Vec<Area> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return Vec::new() };
    reader
        .records()
        .filter_map(Result::ok)
        .map(|row| {
            let text = |name: &str| {
                header
                    .iter()
                    .position(|column| column == name)
                    .and_then(|place| row.get(place))
                    .unwrap_or_default()
            };
            let number = |name: &str| -> Option<f64> { text(name).parse().ok() };
            let three = |what: &str, names: [&str; 3]| names.map(|name| number(&format!("{what}_{name}")));
            let bands = |what: &str| -> Option<[f64; 5]> {
                let shares: Vec<f64> = LENGTHS
                    .iter()
                    .map(|length| number(&format!("{what}_{length}_percent")))
                    .collect::<Option<_>>()?;
                shares.try_into().ok()
            };
            let plans = ["started", "ended", "at_31_march"];
            Area {
                kind: match text("level") {
                    "National" => Kind::Country,
                    "Regional" => Kind::Region,
                    _ => Kind::Council,
                },
                code: text("code").to_owned(),
                figures: OfficialFigures {
                    area: text("name").to_owned(),
                    region: text("region").to_owned(),
                    referrals: number("referrals"),
                    re_referral_percent: number("re_referral_percent"),
                    no_further_action_percent: number("no_further_action_percent"),
                    not_in_need_percent: number("not_in_need_percent"),
                    episodes_started: number("episodes_started"),
                    episodes_ended: number("episodes_ended"),
                    episodes_at_31_march: number("episodes_at_31_march"),
                    assessments_completed: number("assessments_completed"),
                    assessment_working_days: three(
                        "assessment",
                        ["p25_working_days", "median_working_days", "p75_working_days"],
                    ),
                    section_47: number("section_47"),
                    conferences: number("conferences"),
                    protection_plans: three("protection_plans", plans),
                    need_plans: three("need_plans", plans),
                    month_index: MONTHS.map(|month| number(&format!("referrals_{month}")).unwrap_or(1.0)),
                    months_of: text("referral_months_of").to_owned(),
                    episode_lengths: bands("episodes"),
                    protection_plan_lengths: bands("protection_plans"),
                },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::domain::official::{defaults, mean_days, steady_state};
    use crate::domain::plan::Plan;

    fn count(kind: Kind) -> usize {
        all().iter().filter(|area| area.kind == kind).count()
    }

    #[test]
    fn every_council_region_and_england_can_be_chosen() {
        assert_eq!((count(Kind::Country), count(Kind::Region), count(Kind::Council)), (1, 11, 153));
        let mut names: Vec<&str> = areas().collect();
        assert_eq!(names[0], "England");
        assert!(names.iter().all(|name| of(name).is_some_and(|figures| figures.area == *name)));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 165, "no name stands for two areas");
        assert_eq!(of("croydon, 2023/24"), of("Croydon"));
        assert_eq!(of("Nowhere"), None);
        let councils = all().iter().filter(|area| area.kind == Kind::Council);
        assert!(councils.clone().all(|area| of(&area.figures.region).is_some()), "each lies in a region");
        let empty: Vec<&str> =
            all().iter().filter(|area| area.is_empty()).map(|area| &*area.figures.area).collect();
        assert_eq!(empty, ["Hampshire"], "only one published nothing for the year");
    }

    #[test]
    fn england_is_as_published_and_as_the_domain_knows_it() {
        let england = of("England").unwrap();
        assert_eq!(*england, OfficialFigures::england());
        let close =
            |value: f64, published: f64| assert!((value - published).abs() < 0.0005, "{value} {published}");
        // The ratios of the published figures that the journeys rest on.
        close(england.section_47.unwrap() / england.assessments_completed.unwrap(), 0.349);
        close(england.conferences.unwrap() / england.section_47.unwrap(), 0.322);
        close(england.protection_plans[0].unwrap() / england.conferences.unwrap(), 0.860);
        // The months as published in two decimals, January first.
        let published = [1.03, 0.96, 1.07, 0.90, 1.09, 1.10, 1.03, 0.84, 1.00, 1.04, 1.07, 0.87];
        for (month, published) in england.month_index.iter().zip(published) {
            assert!((month - published).abs() < 0.0055, "{month} {published}");
        }
    }

    #[test]
    fn every_figure_is_possible() {
        for area in all() {
            let figures = &area.figures;
            let name = &figures.area;
            let mean = figures.month_index.iter().sum::<f64>() / 12.0;
            assert!((mean - 1.0).abs() < 0.001, "{name}: the months come to {mean}");
            assert!(figures.month_index.iter().all(|month| (0.4..1.8).contains(month)), "{name}");
            for bands in [figures.episode_lengths, figures.protection_plan_lengths].into_iter().flatten() {
                assert!((bands.iter().sum::<f64>() - 100.0).abs() < 0.5, "{name}: {bands:?}");
            }
            if let [Some(lower), Some(median), Some(upper)] = figures.assessment_working_days {
                assert!(lower <= median && median <= upper, "{name}");
            }
            assert!(figures.re_referral_percent.is_none_or(|percent| percent < 50.0), "{name}");
        }
    }

    #[test]
    fn every_area_gives_a_demand_that_can_be() {
        let plan = crate::app::examples::open(1, "2026-11-20".parse().unwrap()).unwrap();
        let open = 1239.0;
        for area in all() {
            let made = defaults(&plan, &area.figures);
            let name = &area.figures.area;
            assert!(!made.demand.teams.is_empty(), "{name}");
            for journey in &made.demand.journeys {
                let sum: f64 = journey.then.iter().map(|next| next.share).sum();
                assert!((sum - 1.0).abs() < 0.001, "{name}: {journey:?}");
            }
            let means: Vec<f64> =
                made.demand.journeys.iter().map(|journey| mean_days(journey.length)).collect();
            let mean = |place: usize| means[place];
            assert!((10.0..120.0).contains(&mean(0)), "{name}: assessments of {} days", mean(0));
            assert!((60.0..500.0).contains(&mean(1)), "{name}: children in need for {} days", mean(1));
            assert!((150.0..500.0).contains(&mean(2)), "{name}: child protection for {} days", mean(2));
            let plan = Plan { demand: Arc::new(made.demand), ..plan.clone() };
            let level = steady_state(&plan).level.unwrap();
            assert!((0.4..3.0).contains(&(level.children / open)), "{name}: level at {}", level.children);
        }
    }

    #[test]
    fn a_council_is_known_by_its_usual_name() {
        let area = |council: &str| guess(council).map(|figures| figures.area.as_str());
        assert_eq!(area("London Borough of Croydon"), Some("Croydon"));
        assert_eq!(area("Bristol City Council"), Some("Bristol, City of"));
        assert_eq!(area("East Sussex County Council"), Some("East Sussex"));
        assert_eq!(area("Example Borough"), None);
        assert_eq!(area(""), None);
    }

    #[test]
    fn the_table_agrees_with_the_published_files_where_they_are_there() {
        let root = std::env::var_os("CASELOAD_SHARED")
            .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
        let folder = root.join("data/cin-statistics");
        if !folder.exists() {
            println!(
                "not tried: the published files are not there (set CASELOAD_SHARED to the folder that holds data/)"
            );
            return;
        }
        let rows = |file: &str| -> Vec<BTreeMap<String, String>> {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            reader.deserialize().map(Result::unwrap).collect()
        };
        let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().ok();
        let areas = rows("cin_2024_la_presets.csv");
        assert_eq!(areas.len(), all().len());
        for row in &areas {
            let figures = of(&row["name"]).unwrap();
            for (ours, theirs) in [
                (figures.referrals, "Referrals"),
                (figures.re_referral_percent, "Re_referrals_percent"),
                (figures.no_further_action_percent, "No_Further_Action_percent"),
                (figures.not_in_need_percent, "Not_in_Need_percent"),
                (figures.episodes_at_31_march, "At31_episodes"),
                (figures.assessment_working_days[1], "Median_days"),
                (figures.section_47, "Section47"),
                (figures.protection_plans[0], "CPP_start"),
                (figures.need_plans[2], "CINPlan_At31"),
            ] {
                assert_eq!(ours, number(row, theirs), "{} {theirs}", row["name"]);
            }
        }
        for (file, last, plans) in [
            ("b5_children_in_need_duration_of_ended_episode_2013_to_2024.csv", "2years+_percent", false),
            ("d7_cpps_ending_by_duration_2013_to_2024.csv", "2_years_or_more_percent", true),
        ] {
            for row in
                rows(file).iter().filter(|row| row["time_period"] == "2024" && !row["la_name"].is_empty())
            {
                let figures = of(&row["la_name"]).unwrap();
                let bands = if plans { figures.protection_plan_lengths } else { figures.episode_lengths };
                if let Some(bands) = bands {
                    assert_eq!(Some(bands[0]), number(row, "3_months_or_less_percent"), "{}", figures.area);
                    assert_eq!(Some(bands[4]), number(row, last), "{}", figures.area);
                }
            }
        }
        println!("{} areas agree with the published files", areas.len());
    }
}
