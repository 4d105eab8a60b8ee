//! `leave`: whether an absence is safe, why not, when it would be, who could cover, and what is handed over.

mod answer;
mod table;

use std::io::Write;

use super::plan_file::{Failure, Reading, counts_of};
use super::scenario::open_as;
use super::{Exit, LeaveArgs, give, warn_of_errors};
use crate::domain::check::check;
use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::plan::{AbsenceKind, Plan, Worker};
use crate::domain::rota::request::{Request, judge};

pub use answer::{
    AlternativeLine, CoverLine, DueLine, FindingLine, HandoverOf, LeaveAnswer, PersonLine, leave_answer,
};

/// Judges the absence that is asked for. The status says whether it is safe.
pub(super) fn leave(
    args: &LeaveArgs,
    answers: &mut dyn Write,
    messages: &mut dyn Write,
) -> Result<Exit, Failure> {
    let plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    let request = request(&plan, args)?;
    let reading = Reading::new(&plan);
    let sight = reading.sight();
    let verdict = judge(&plan, sight.calendar, &request).map_err(Failure::Usage)?;
    let answer = leave_answer(&sight, &request, verdict, counts_of(&check(&sight)));
    give(&answer, args.json, answers)?;
    warn_of_errors(answer.problems.errors, &args.plan, messages);
    Ok(if answer.safe { Exit::Fine } else { Exit::Problems })
}

/// What is asked. An absence of the plan with the same days is the one that is meant, with its kind and its cover where
/// none are given.
fn request(plan: &Plan, args: &LeaveArgs) -> Result<Request, Failure> {
    let worker = find_worker(plan, &args.worker)?;
    let named: Result<Vec<WorkerId>, Failure> =
        args.cover.iter().map(|text| find_worker(plan, text).map(|worker| worker.id)).collect();
    let known: Option<AbsenceId> = plan
        .absences
        .iter()
        .find(|absence| {
            absence.worker == worker.id
                && absence.first_day == args.from
                && absence.known_last_day() == Some(args.to)
        })
        .map(|absence| absence.id);
    let of_plan = known.and_then(|id| Request::of(plan, id));
    let named = named?;
    Ok(Request {
        worker: worker.id,
        kind: args.kind.or(of_plan.as_ref().map(|request| request.kind)).unwrap_or(AbsenceKind::AnnualLeave),
        first_day: args.from,
        last_day: args.to,
        cover: if named.is_empty() {
            of_plan.map(|request| request.cover).unwrap_or_default()
        } else {
            named
        },
        absence: known,
    })
}

/// The member of staff whom a text names: by id, or else by name or another spelling, whatever the case of its letters.
fn find_worker<'p>(plan: &'p Plan, text: &str) -> Result<&'p Worker, Failure> {
    if let Ok(id) = text.trim().parse::<WorkerId>()
        && let Some(worker) = plan.workers.get(id)
    {
        return Ok(worker);
    }
    let plain = |name: &str| name.trim().to_lowercase();
    let wanted = plain(text);
    let mut named = plan.workers.iter().filter(|worker| {
        plain(&worker.name) == wanted || worker.also_known_as.iter().any(|name| plain(name) == wanted)
    });
    let sentence = match (named.next(), named.next()) {
        (Some(worker), None) => return Ok(worker),
        (Some(one), Some(other)) => format!(
            "More than one person is called “{}”. Give the id instead, {} or {}",
            text.trim(),
            one.id,
            other.id
        ),
        (None, _) => {
            let mut near: Vec<&Worker> = plan.workers.iter().map(AsRef::as_ref).collect();
            near.sort_by(|a, b| {
                let like = |worker: &Worker| strsim::jaro_winkler(&plain(&worker.name), &wanted);
                like(b).total_cmp(&like(a)).then(a.id.cmp(&b.id))
            });
            let near: Vec<String> =
                near.iter().take(3).map(|worker| format!("{} ({})", worker.name, worker.id)).collect();
            let known = if near.is_empty() {
                "The plan has no staff".to_owned()
            } else {
                format!("The names most like it are: {}", near.join(", "))
            };
            format!("There is nobody called “{}”. {known}", text.trim())
        }
    };
    Err(Failure::Usage(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::sound;

    #[test]
    fn somebody_is_found_by_id_by_name_or_by_another_spelling_and_otherwise_refused_with_what_is_near() {
        let mut plan = sound();
        plan.workers.change(WorkerId(3), |ada| ada.also_known_as = vec!["Brook, Ada".to_owned()]);
        for text in ["W3", " ada BROOK ", "brook, ada"] {
            assert_eq!(find_worker(&plan, text).map(|worker| worker.id).ok(), Some(WorkerId(3)), "{text}");
        }
        let why = |plan: &Plan, text| find_worker(plan, text).unwrap_err().to_string();
        assert!(
            why(&plan, "Ada Brok").starts_with(
                "There is nobody called “Ada Brok”. The names most like it are: Ada Brook (W3), "
            ),
            "{}",
            why(&plan, "Ada Brok")
        );
        assert!(why(&plan, "W99").starts_with("There is nobody called “W99”. "));
        plan.workers.change(WorkerId(4), |ben| ben.name = "Ada Brook".to_owned());
        assert_eq!(
            why(&plan, "Ada Brook"),
            "More than one person is called “Ada Brook”. Give the id instead, W3 or W4"
        );
        plan.workers = crate::domain::plan::Records::default();
        assert_eq!(why(&plan, "Ada"), "There is nobody called “Ada”. The plan has no staff");
    }
}
