//! Studies of small plans: the same on any number of threads, right where theory says what is right, and stopped,
//! refused and told as they should be.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::channel;

use chrono::NaiveDate;

use super::*;
use crate::domain::plan::{Contract, LengthOfWork, Plan, Recruited, Role};
use crate::domain::sim::tests::theory::bare;
use crate::domain::target::{Varied, promises};
use crate::domain::units::Fte;

/// A team's service in 2115 with a question: so many places in all at the start, what is promised, what is varied.
fn asked(plan: Plan, promised: &str, vary: &str) -> Arc<Plan> {
    let mut plan = plan;
    let target = Arc::make_mut(&mut plan.target);
    target.promises = promises(promised, 95).unwrap();
    target.vary = Some(Variation::read(vary).unwrap_or_else(|error| panic!("{}", error.pointed(vary))));
    Arc::new(plan)
}

/// Everything that was told, and how it ended.
fn told(wanted: &Study, plan: &Arc<Plan>, threads: usize) -> (Vec<News>, StudyProgress) {
    let mut news = Vec::new();
    let ended = study(wanted, plan, threads, &AtomicBool::new(false), &mut |one| news.push(one));
    (news, ended)
}

fn answer(plan: &Arc<Plan>) -> Answer {
    let (news, ended) = told(&Study::Search, plan, 2);
    assert_eq!(ended, StudyProgress::Finished);
    let answers = news.iter().rev().find_map(|news| match news {
        News::Answer(answer) => Some(Answer::clone(answer)),
        _ => None,
    });
    answers.expect("an answer is told")
}

/// M/D/c in its first days. Work of 28 calendar days lasts 20 working days here, so that nobody who came from the first day
/// on has left by the twentieth: the children open on it are those who came in twenty days, Poisson with a mean of 20 at
/// one a day, however many places there are. All have a named social worker if there are as many places:
/// P(Poisson(20) ≤ 25) = 0.8878 and P(≤ 26) = 0.9221, so in 90 years of a hundred it takes 26 places, six posts more.
#[test]
fn the_least_number_of_posts_is_the_one_that_theory_says() {
    let plan = with_places_of_one(bare(20, 1, 1.0, LengthOfWork::Fixed { days: 28.0 }, 5));
    // The plan's date is a Sunday: the twentieth working day is the fourth Friday.
    let promised = "at most 0 children without a named social worker on 26/04/2115 in 90 of 100 years";
    let answer = answer(&asked(plan, promised, "posts 0..20 of social worker from 01/04/2115"));
    assert_eq!(answer.found, Some(Value::Count(6)), "{}", answer.sentence);
    let of = |count: u16| answer.tried.iter().find(|tried| tried.value == Value::Count(count)).unwrap();
    assert!(of(6).enough && !of(5).enough);
    // By Wilson’s interval of what was simulated; 1.96 errors, and a little for the looks in between.
    for (count, wanted) in [(5, 0.8878), (6, 0.9221)] {
        let Kept { low, high, .. } = of(count).all;
        assert!(low - 0.01 < wanted && wanted < high + 0.01, "{count}: {wanted} is not from {low} to {high}");
    }
}

/// Everybody made is given the same single place as everybody there: their cap is the role's.
fn with_places_of_one(mut plan: Plan) -> Plan {
    Arc::make_mut(&mut plan.policy).caps[0].cap.children = 1;
    plan
}

/// Nothing left to chance: no new work, 30 children waiting, two workers with five places each from the first day, work
/// that lasts for ever. 10 are placed, 20 wait. Each post more has five places: four posts place them all, three
/// leave five waiting.
fn waiting(weeks: u16) -> Plan {
    let mut plan = bare(2, 5, 0.0, LengthOfWork::Fixed { days: 10_000.0 }, weeks);
    Arc::make_mut(&mut plan.policy).caps[0].cap.children = 5;
    let team = plan.teams.at(0).unwrap().id;
    for number in 1..=30 {
        let id = crate::domain::ids::ChildId(number);
        let mut child = crate::domain::plan::Child::new(
            id,
            &format!("R{number}"),
            Some(team),
            crate::domain::plan::CaseType::Assessment,
        );
        child.held_since = Some(plan.about.as_at);
        child.opened = Some(plan.about.as_at);
        child.holder = crate::domain::plan::Holder::Tray(team);
        plan.children.push(child);
    }
    plan
}

#[test]
fn without_chance_the_least_number_is_the_one_that_is_counted() {
    let plan = asked(
        waiting(8),
        "at most 0 children without a named social worker from 15/04/2115",
        "posts 0..10 of social worker from 08/04/2115",
    );
    let answer = answer(&plan);
    assert_eq!(answer.found, Some(Value::Count(4)), "{}", answer.sentence);
    assert!(answer.finished);
    let of = |count: u16| answer.tried.iter().find(|tried| tried.value == Value::Count(count)).unwrap();
    assert_eq!((of(4).all.share, of(3).all.share), (1.0, 0.0));
    assert!(of(4).certain && of(3).certain);
    let binds = answer.binds.unwrap();
    assert_eq!(binds.month, NaiveDate::from_ymd_opt(2115, 4, 1).unwrap());
    assert_eq!(binds.team.as_deref(), Some("Team"));
    assert_eq!(binds.state, Some(ChildState::AwaitingAllocation));
    assert!(
        answer.sentence.starts_with("4 posts for social workers, from 08/04/2115 is the least that keeps it"),
        "{}",
        answer.sentence
    );
}

#[test]
fn the_latest_start_and_the_highest_demand_are_found_as_well() {
    // Four posts place everybody on the day they start; the promise begins on Monday 29 April 2115.
    let promised = "at most 0 children without a named social worker from 29/04/2115";
    let plan =
        asked(waiting(8), promised, "start 08/04/2115..20/05/2115 step 1 week of 4 posts of social worker");
    let latest = answer(&plan);
    assert_eq!(
        latest.found,
        Some(Value::Day(NaiveDate::from_ymd_opt(2115, 4, 29).unwrap())),
        "{}",
        latest.sentence
    );
    assert!(latest.sentence.contains("the latest start that keeps it"), "{}", latest.sentence);
    // A promise that holds whatever comes: all the demand that was asked about can be borne.
    let plan = asked(
        bare(2, 5, 0.1, LengthOfWork::Fixed { days: 7.0 }, 6),
        "at most 500 children without a named social worker",
        "demand 100%..200% step 50%",
    );
    let most = answer(&plan);
    assert_eq!(most.found, Some(Value::Percent(200)), "{}", most.sentence);
}

#[test]
fn where_no_number_would_do_what_limits_it_is_said() {
    // The promise begins before anybody could start: more posts would not do, an earlier start would.
    let promised = "at most 0 children without a named social worker from 15/04/2115";
    let late = answer(&asked(waiting(8), promised, "posts 0..10 of social worker from 06/05/2115"));
    assert_eq!(late.found, None);
    assert!(late.finished);
    assert!(late.sentence.starts_with("No value from 0 to 10 would do"), "{}", late.sentence);
    assert!(
        late.sentence
            .contains("What limits it is when they start: with everybody in post from the first day"),
        "{}",
        late.sentence
    );
    // Stopped while it is tried what limits it, that is not known, and nothing is said of it.
    let plan = asked(waiting(8), promised, "posts 0..10 of social worker from 06/05/2115");
    let stop = AtomicBool::new(false);
    let mut last = None;
    let ended = study(&Study::Search, &plan, 2, &stop, &mut |news| match news {
        News::Progress { words, .. } if words == "Why no value would do" => {
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        }
        News::Answer(answer) => last = Some(answer),
        _ => {}
    });
    let stopped = last.unwrap();
    assert_eq!(ended, StudyProgress::Stopped);
    assert!(!stopped.finished);
    assert!(
        stopped.sentence.starts_with("Stopped before the end. No value from 0 to 10 would do")
            && !stopped.sentence.contains("limits"),
        "{}",
        stopped.sentence
    );
    // Too few: twice as many would do.
    let few = answer(&asked(waiting(8), promised, "posts 0..2 of social worker from 08/04/2115"));
    assert!(few.sentence.contains("What limits it is how many there are: with 4 posts"), "{}", few.sentence);
}

fn random() -> Arc<Plan> {
    let plan = with_places_of_one(bare(10, 1, 0.5, LengthOfWork::Exponential { mean_days: 28.0 }, 13));
    asked(
        plan,
        "no child without a named social worker for over 3 working days in 80 of 100 years; no team over 6",
        "posts 0..8 from 08/04/2115",
    )
}

fn plain(news: &[News]) -> Vec<String> {
    news.iter().map(|news| format!("{news:?}")).collect()
}

#[test]
fn every_study_tells_the_same_on_any_number_of_threads() {
    let plan = random();
    let starts =
        vec![NaiveDate::from_ymd_opt(2115, 4, 8).unwrap(), NaiveDate::from_ymd_opt(2115, 5, 6).unwrap()];
    let axis = |text: &str| Variation::read(text).unwrap();
    for wanted in [
        Study::Search,
        Study::Frontier { posts: vec![0, 4], starts },
        Study::Grid { axes: vec![axis("posts 0, 4 from 08/04/2115"), axis("demand 80%, 100%")] },
    ] {
        let (one, ended) = told(&wanted, &plan, 1);
        assert_eq!(ended, StudyProgress::Finished);
        for threads in [2, 5] {
            let (more, _) = told(&wanted, &plan, threads);
            assert_eq!(plain(&one), plain(&more), "{wanted:?} on {threads} threads");
        }
    }
}

#[test]
fn a_frontier_has_a_cell_for_every_number_and_start_and_more_posts_cost_more() {
    let starts =
        vec![NaiveDate::from_ymd_opt(2115, 4, 8).unwrap(), NaiveDate::from_ymd_opt(2115, 5, 6).unwrap()];
    let (news, _) = told(&Study::Frontier { posts: vec![8, 0, 4], starts }, &random(), 2);
    let pictures: Vec<&Arc<Frontier>> = news
        .iter()
        .filter_map(|news| match news {
            News::Frontier(frontier) => Some(frontier),
            _ => None,
        })
        .collect();
    assert!(pictures.len() > 2, "a picture with every round");
    let last = pictures.last().unwrap();
    assert!(last.finished);
    assert_eq!(last.posts, [0, 4, 8]);
    assert_eq!(last.promises, random().target.promises);
    assert_eq!((last.cells.len(), last.cells[0].len()), (3, 2));
    // Nothing is added in the first row: the plan as it is costs what it costs.
    assert!(last.cells[0][0].pay.abs() < 1e-9);
    assert!(last.cells[2][0].pay > last.cells[1][0].pay && last.cells[1][0].pay > last.cells[1][1].pay);
    assert!(last.cells[2][0].kept.share >= last.cells[0][0].kept.share);
}

#[test]
fn a_grid_tells_what_cannot_be_played_and_pairs_every_other_cell_with_the_plan() {
    let axis = |text: &str| Variation::read(text).unwrap();
    let axes = vec![axis("posts 0, 2 in T1, T9 from 08/04/2115"), axis("demand 100%, 150%")];
    let plan = random();
    let (news, ended) = told(&Study::Grid { axes }, &plan, 2);
    assert_eq!(ended, StudyProgress::Finished);
    let Some(News::Grid(grid)) = news.iter().rev().find(|news| matches!(news, News::Grid(_))) else {
        panic!()
    };
    assert!(grid.finished && grid.runs == 400);
    let first = news.iter().find_map(|news| if let News::Grid(grid) = news { Some(grid) } else { None });
    assert_eq!(first.unwrap().runs, 0, "something is told before the first round is over");
    assert_eq!(grid.promises, plan.target.promises);
    assert_eq!(grid.cells.len(), 4);
    assert_eq!(grid.cells[0].against, Difference::of(vec![0.0; 400]), "nothing varied is the plan itself");
    assert!(
        grid.cells[1].against.mean > 0.0 && grid.cells[1].against.is_told(),
        "more new work, more without"
    );
    assert_eq!(grid.cells[0].values, [Value::Count(0), Value::Percent(100)]);
    assert!(grid.cells[2].refused.as_ref().unwrap().contains("T9"));
}

#[test]
fn sensitivity_tells_the_widest_first_and_leaves_out_what_the_plan_does_not_assume() {
    let plan = random();
    let (news, ended) = told(&Study::Sensitivity, &plan, 2);
    assert_eq!(ended, StudyProgress::Finished);
    let Some(News::Sensitivity(last)) = news.iter().rev().find(|news| matches!(news, News::Sensitivity(_)))
    else {
        panic!()
    };
    assert!(last.finished);
    let names: Vec<&str> = last.bars.iter().map(|bar| bar.what.as_str()).collect();
    assert!(names.contains(&"New work") && names.contains(&"Length of work"), "{names:?}");
    let width = |bar: &Bar| match (bar.low.1, bar.high.1) {
        (Some(Value::Count(low)), Some(Value::Count(high))) => i32::from(high) - i32::from(low),
        _ => i32::MAX,
    };
    assert!(last.bars.windows(2).all(|pair| width(&pair[0]) >= width(&pair[1])), "{:?}", last.bars);
    // More work of a greater length needs no fewer people.
    assert!(
        last.bars
            .iter()
            .filter(|bar| matches!(bar.what.as_str(), "New work" | "Length of work"))
            .all(|bar| width(bar) >= 0)
    );
}

#[test]
fn a_question_that_is_not_there_or_cannot_be_played_is_refused_in_sentences() {
    let refused = |wanted: &Study, plan: &Arc<Plan>| match told(wanted, plan, 1).1 {
        StudyProgress::Refused(sentences) => sentences.join("; "),
        other => panic!("{other:?}"),
    };
    let plain = Arc::new(bare(2, 5, 0.1, LengthOfWork::Fixed { days: 7.0 }, 6));
    assert!(refused(&Study::Search, &plain).starts_with("Nothing is promised yet"));
    let mut no_vary = Plan::clone(&plain);
    Arc::make_mut(&mut no_vary.target).promises = promises("no team over 3", 95).unwrap();
    let no_vary = Arc::new(no_vary);
    assert!(refused(&Study::Search, &no_vary).starts_with("Nothing is varied yet"));
    let missing = asked(Plan::clone(&plain), "no team over 3", "posts 1..4 in T9 from 08/04/2115");
    assert!(refused(&Study::Search, &missing).contains("T9"));
    let far = asked(Plan::clone(&plain), "no team over 3 to 31/12/2116", "posts 0..4 from 08/04/2115");
    assert!(refused(&Study::Search, &far).contains("look further ahead"));
    // A grid needs no promise.
    let axes = vec![Variation::read("demand 100%").unwrap()];
    assert_eq!(told(&Study::Grid { axes }, &plain, 1).1, StudyProgress::Finished);
}

#[test]
fn a_study_is_told_from_its_thread_and_one_that_was_stopped_keeps_what_there_is() {
    let (woken, awake) = channel();
    let mut studies = Studies::new(Arc::new(move || woken.send(()).unwrap_or_default()));
    let plan = random();
    studies.ask(Study::Search, &plan);
    assert!(matches!(studies.progress(), StudyProgress::Running { .. }));
    while matches!(studies.progress(), StudyProgress::Running { .. }) {
        awake.recv().unwrap();
        studies.tick();
    }
    assert_eq!(studies.progress(), &StudyProgress::Finished);
    assert!(studies.answer().unwrap().finished);
    let number = studies.number();
    studies.ask(
        Study::Frontier { posts: (0..60).collect(), starts: vec![plan.about.as_at.succ_opt().unwrap()] },
        &plan,
    );
    while studies.frontier().is_none() {
        awake.recv().unwrap();
        studies.tick();
    }
    studies.stop();
    while matches!(studies.progress(), StudyProgress::Running { .. }) {
        awake.recv().unwrap();
        studies.tick();
    }
    assert!(matches!(studies.progress(), StudyProgress::Stopped | StudyProgress::Finished));
    assert!(studies.frontier().is_some() && studies.answer().is_some() && studies.number() > number);
    // Asked once more, what was found before is not taken for the answer; that of another kind stays.
    studies.ask(Study::Search, &plan);
    assert!(studies.answer().is_none() && studies.frontier().is_some());
    // Stopped before it began, a search has no answer and says so.
    let mut heard = Vec::new();
    let stopped = study(&Study::Search, &plan, 2, &AtomicBool::new(true), &mut |news| heard.push(news));
    assert_eq!(stopped, StudyProgress::Stopped);
    let Some(News::Answer(answer)) = heard.last() else { panic!("{heard:?}") };
    assert!(!answer.finished && answer.sentence.starts_with("Stopped before the end"));
}

#[test]
fn posts_go_to_the_teams_in_turn_so_that_one_more_leaves_the_others_where_they_are() {
    use crate::domain::ids::TeamId;
    use crate::domain::plan::Change;
    let vary = Variation {
        what: Varied::Posts {
            role: Role::SocialWorker,
            teams: vec![TeamId(3), TeamId(1)],
            fte: Fte::FULL,
            contract: Contract::Permanent,
            from: NaiveDate::from_ymd_opt(2115, 4, 8).unwrap(),
            recruited: Recruited::Starts,
        },
        values: Vec::new(),
    };
    let plan = bare(1, 1, 0.0, LengthOfWork::Fixed { days: 7.0 }, 6);
    let of = |count: u16| -> Vec<(u32, u16)> {
        let changes = vary.changes(&plan, Value::Count(count));
        let each = changes.iter().map(|change| match change {
            Change::AddPosts { team, count, .. } => (team.0, *count),
            other => panic!("{other:?}"),
        });
        each.collect()
    };
    assert_eq!(of(0), []);
    assert_eq!(of(1), [(3, 1)]);
    assert_eq!(of(2), [(3, 1), (1, 1)]);
    assert_eq!(of(5), [(3, 3), (1, 2)]);
}

#[test]
fn one_post_more_has_the_posts_and_people_of_one_less_in_the_same_teams() {
    use crate::domain::ids::TeamId;
    use crate::domain::plan::ScenarioChange;
    use crate::domain::scenario::{is_made, with_changes};
    let mut plan = bare(1, 1, 0.0, LengthOfWork::Fixed { days: 7.0 }, 6);
    let team = plan.teams.at(0).cloned().unwrap();
    for id in 101..=103 {
        plan.teams.push(crate::domain::plan::Team { id: TeamId(id), ..(*team).clone() });
    }
    let vary = Variation {
        what: Varied::Posts {
            role: Role::SocialWorker,
            teams: vec![TeamId(103), TeamId(101), TeamId(102)],
            fte: Fte::FULL,
            contract: Contract::Permanent,
            from: NaiveDate::from_ymd_opt(2115, 4, 8).unwrap(),
            recruited: Recruited::Starts,
        },
        values: Vec::new(),
    };
    let made = |count: u16| -> Vec<(u32, Option<TeamId>)> {
        let changes: Vec<ScenarioChange> = vary
            .changes(&plan, Value::Count(count))
            .into_iter()
            .map(|change| ScenarioChange { change, on: true, comment: String::new() })
            .collect();
        let plan = with_changes(&plan, &changes).plan;
        let posts = plan.posts.iter().filter(|post| is_made(post.id)).map(|post| (post.id.0, post.team));
        let workers = plan.workers.iter().filter(|worker| is_made(worker.id));
        posts.chain(workers.map(|worker| (worker.id.0, worker.team))).collect()
    };
    for count in 0..9 {
        let (less, more) = (made(count), made(count + 1));
        assert_eq!((less.len(), more.len()), (2 * usize::from(count), 2 * usize::from(count) + 2));
        assert!(less.iter().all(|one| more.contains(one)), "{count}: {less:?} {more:?}");
    }
}
