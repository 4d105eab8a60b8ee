//! How long the main job takes on a large service: 20,000 children and 1,200 members of staff.
//!
//! Run with `cargo bench --no-default-features --bench known`. Targets, in a release build on one core of an office
//! machine: open, check and show under 0.5 s; every child's state on every day of 26 weeks under 0.2 s; an edit
//! answered under 50 ms; saving under 0.5 s. Speed is measured here and asserted in no test.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use caseload::app::reading::Reading;
use caseload::app::session::Session;
use caseload::app::store::Overwrite;
use caseload::app::{format, invent, view};
use caseload::domain::ahead::Outlook;
use caseload::domain::calendar::WorkingCalendar;
use caseload::domain::edit::Edit;
use caseload::domain::figures::figures;
use caseload::domain::ids::Thing;
use caseload::domain::plan::{ChangeReason, Plan};
use caseload::domain::remedy::Remedies;
use caseload::domain::state::Sight;
use divan::{Bencher, black_box};

static PLAN: LazyLock<Arc<Plan>> = LazyLock::new(|| Arc::new(invent::large(20_000, 1_200, 1)));
static TEXT: LazyLock<String> = LazyLock::new(|| format::write(&PLAN).expect("the plan can be written"));

fn main() {
    divan::main();
}

/// The plan as text.
#[divan::bench(sample_count = 10)]
fn write_text(bencher: Bencher<'_, '_>) {
    LazyLock::force(&PLAN);
    bencher.bench(|| format::write(&PLAN));
}

/// The text as a plan.
#[divan::bench(sample_count = 10)]
fn read_text(bencher: Bencher<'_, '_>) {
    LazyLock::force(&TEXT);
    bencher.bench(|| format::read(&TEXT));
}

/// A file to what the first screen shows: read, look ahead, check, figures, overview and the table of children.
#[divan::bench(sample_count = 10)]
fn open_check_and_show(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("large.ron");
    std::fs::write(&path, TEXT.as_bytes()).expect("the file is written");
    bencher.bench(|| {
        let (session, _) = Session::open(&path).expect("the plan opens");
        let reading = session.reading();
        black_box(view::overview::figures(reading));
        black_box(view::overview::look_ahead(reading));
        black_box(view::children::table(reading, None, &view::children::Wanted::everyone(), 1));
        session
    });
}

/// Saving, with the flush, the backup and the reading back.
#[divan::bench(sample_count = 10)]
fn save(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("large.ron");
    let session = Session::unsaved(Plan::clone(&PLAN));
    bencher.bench(|| write_file(&session, &path));
}

fn write_file(session: &Session, path: &Path) {
    session.saving(path, Overwrite::Yes).run().expect("the plan is saved");
}

/// Everything that is worked out each time a plan changes.
#[divan::bench(sample_count = 10)]
fn reading(bencher: Bencher<'_, '_>) {
    LazyLock::force(&PLAN);
    bencher.bench(|| Reading::new(Arc::clone(&PLAN), None));
}

/// Every child's state on every day of 26 weeks, from nothing.
#[divan::bench(sample_count = 20)]
fn states_of_26_weeks(bencher: Bencher<'_, '_>) {
    let calendar = WorkingCalendar::new(&PLAN.calendar);
    bencher.bench(|| Outlook::new(&Sight::new(&PLAN, &calendar)).days());
}

/// What is wrong with the plan.
#[divan::bench(sample_count = 20)]
fn check(bencher: Bencher<'_, '_>) {
    let calendar = WorkingCalendar::new(&PLAN.calendar);
    let sight = Sight::new(&PLAN, &calendar);
    bencher.bench(|| caseload::domain::check::check(&sight));
}

/// The official figures of the whole service.
#[divan::bench(sample_count = 20)]
fn figures_of_the_service(bencher: Bencher<'_, '_>) {
    let calendar = WorkingCalendar::new(&PLAN.calendar);
    let sight = Sight::new(&PLAN, &calendar);
    let outlook = Outlook::new(&sight);
    bencher.bench(|| figures(&sight, &outlook, PLAN.about.as_at, None));
}

/// One child allocated in an open plan, to the new answer.
#[divan::bench(sample_count = 20)]
fn edit_allocate(bencher: Bencher<'_, '_>) {
    let session = Session::unsaved(Plan::clone(&PLAN));
    let child = PLAN.children.at(10_000).expect("a child").id;
    let worker = PLAN.workers.iter().rev().find(|worker| worker.role.holds_cases()).expect("a worker").id;
    let edit =
        Edit::Allocate { child, worker, on: PLAN.about.as_at, reason: ChangeReason::ManagingCaseloads };
    bencher.with_inputs(|| fresh(&session)).bench_refs(|session| session.apply(&edit));
}

/// One typed field of one member of staff in an open plan, to the new answer.
#[divan::bench(sample_count = 20)]
fn edit_last_day(bencher: Bencher<'_, '_>) {
    let session = Session::unsaved(Plan::clone(&PLAN));
    let worker = PLAN.workers.iter().find(|worker| worker.role.holds_cases()).expect("a worker").id;
    let edit = Edit::Set { of: Thing::Worker(worker), field: "last_day".into(), to: "26/02/2027".into() };
    bencher.with_inputs(|| fresh(&session)).bench_refs(|session| session.apply(&edit));
}

/// An open document to edit, read already.
fn fresh(session: &Session) -> Session {
    Session::unsaved(Plan::clone(session.plan()))
}

/// What each screen shows after an edit, from the reading: built once a change, for the screen that is open.
#[divan::bench(sample_count = 10, args = SCREENS)]
fn view(bencher: Bencher<'_, '_>, screen: &str) {
    let reading = Reading::new(Arc::clone(&PLAN), None);
    let everyone = view::children::Wanted::everyone();
    bencher.bench(|| match screen {
        "overview" => {
            let charts = (view::overview::state_bar(&reading), view::overview::look_ahead(&reading));
            black_box((charts, view::overview::to_do(&reading), view::overview::figures(&reading)));
        }
        "children" => drop(black_box(view::children::table(&reading, None, &everyone, 1))),
        "waiting" => drop(black_box(view::children::waiting(&reading, 1))),
        "teams" => drop(black_box((view::teams::table(&reading, 1), view::teams::heat(&reading)))),
        "staff" => {
            drop(black_box((view::staff::table(&reading, None, 1), view::staff::distribution(&reading))));
        }
        "absence" => drop(black_box(view::absences::table(&reading, 1))),
        _ => drop(black_box(view::problems::table(&reading, 1))),
    });
}

const SCREENS: [&str; 7] = ["overview", "children", "waiting", "teams", "staff", "absence", "problems"];

/// Up to three tried remedies for every run of days without a named social worker in 26 weeks.
#[divan::bench(sample_count = 5)]
fn remedies_of_every_flag(bencher: Bencher<'_, '_>) {
    let calendar = WorkingCalendar::new(&PLAN.calendar);
    let sight = Sight::new(&PLAN, &calendar);
    let outlook = Outlook::new(&sight);
    let runs = outlook.runs(&sight);
    bencher.bench(|| {
        let remedies = Remedies::new(&sight, &outlook);
        let children = runs.iter().filter_map(|run| Some((sight.lookup.child(run.child)?, run)));
        children.map(|(child, run)| remedies.for_run(child, run, 3).len()).sum::<usize>()
    });
}
