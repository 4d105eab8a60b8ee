//! Everything that is doubtful in a plan, found in one pass and told as sentences: what, where, how to mend it.
//!
//! # Promises
//! - All problems at once, in the same order every time: the serious first, then by code, then by id.
//! - One function a code. Codes never change their meaning once released; `docs/CODES.md` explains each.
//! - Sentences name staff, teams and children's references, never children.
//! - An error is what makes the answer untrustworthy. A plan with problems can still be opened, edited and saved.

mod absences;
mod children;
mod demand;
mod holders;
mod look;
mod names;
mod people;
mod plan_dates;
mod references;
mod teams_posts;
mod workload;

use super::ahead::Outlook;
use super::capacity::Loads;
use super::plan::Plan;
use super::problem::{Problem, Severity};
use super::state::Sight;
use look::{Found, Look};

/// A rule: its code, how serious it is, its title and the function that looks for it.
type Rule = (&'static str, Severity, &'static str, fn(&Look<'_, '_>, &mut Found));

use Severity::{Error, Note, Warning};

/// The code of what is doubtful in scenarios.
const LEFT_OUT: &str = "C118";

/// Every rule, by code.
const RULES: &[Rule] = &[
    ("C101", Error, "Held by somebody who is not in the plan", references::c101_unknown_holder),
    ("C102", Error, "Held by a team that is not in the plan", references::c102_unknown_holding_team),
    ("C103", Error, "A child’s team is not in the plan", references::c103_unknown_team_of_child),
    ("C104", Warning, "A child’s family is not in the plan", references::c104_unknown_family),
    ("C105", Warning, "A child is to stay with somebody unknown", references::c105_unknown_pinned_worker),
    ("C106", Note, "A child’s history names somebody unknown", references::c106_unknown_past_worker),
    ("C107", Warning, "A worker’s team is not in the plan", references::c107_unknown_team_of_worker),
    ("C108", Warning, "A supervisor is not in the plan", references::c108_unknown_supervisor),
    ("C109", Warning, "A post’s team is not in the plan", references::c109_unknown_team_of_post),
    ("C110", Warning, "One reference on several records", references::c110_duplicate_references),
    ("C111", Error, "One child held by two workers", references::c111_two_workers_for_a_child),
    ("C112", Error, "Two records with one id", references::c112_duplicate_ids),
    ("C113", Warning, "A post is filled by somebody unknown", references::c113_unknown_worker_in_post),
    ("C114", Warning, "An absence of somebody unknown", references::c114_unknown_absent_worker),
    ("C115", Warning, "Cover by somebody unknown", references::c115_unknown_cover),
    ("C116", Warning, "A team names somebody unknown", references::c116_unknown_manager),
    ("C117", Warning, "Demand for an unknown team", references::c117_unknown_team_in_demand),
    (LEFT_OUT, Warning, "A change of a scenario no longer applies", references::c118_change_left_out),
    ("C119", Warning, "A team that is varied is unknown", references::c119_unknown_team_varied),
    ("C121", Note, "Sickness that need no longer be kept", absences::c121_old_sickness),
    ("C201", Error, "Last day before first day", people::c201_last_day_before_first),
    ("C202", Warning, "Notice given after the last day", people::c202_notice_after_last_day),
    ("C203", Warning, "No contracted time, but children", people::c203_no_time_but_children),
    ("C204", Note, "No contracted time", people::c204_no_time),
    ("C205", Warning, "No working days", people::c205_no_working_days),
    ("C206", Note, "FTE and working days do not match", people::c206_time_and_days_differ),
    ("C207", Warning, "Known from a child list only", people::c207_known_from_child_list_only),
    ("C208", Warning, "Two entries of one name", names::c208_same_name),
    ("C209", Note, "Two names spelt nearly alike", names::c209_nearly_the_same_name),
    ("C210", Warning, "Their own supervisor", people::c210_own_supervisor),
    ("C211", Warning, "Supervision in a circle", people::c211_supervision_in_a_circle),
    ("C212", Warning, "The supervisor is not in post", people::c212_supervisor_not_in_post),
    ("C213", Note, "No supervisor", people::c213_no_supervisor),
    ("C214", Warning, "One manager supervises too many", people::c214_supervises_too_many),
    ("C215", Warning, "A ramp that does not go up", people::c215_ramp_does_not_go_up),
    ("C301", Note, "Held since is not recorded", children::c301_held_since_missing),
    ("C302", Warning, "Held since a day to come", children::c302_held_since_in_the_future),
    ("C303", Warning, "Held since before the work began", children::c303_held_before_opened),
    ("C304", Warning, "Opened on a day to come", children::c304_opened_in_the_future),
    ("C305", Error, "Closed before it opened", children::c305_closes_before_opened),
    ("C306", Note, "Already closed", children::c306_already_closed),
    ("C307", Warning, "The team does not hold this case type", children::c307_team_does_not_hold_type),
    ("C308", Note, "A child without a team", children::c308_no_team),
    ("C310", Warning, "May never wait, and has no named social worker", children::c310_may_never_wait),
    ("C311", Warning, "A family in several teams", children::c311_family_in_several_teams),
    ("C312", Note, "A family with several workers", children::c312_family_with_several_workers),
    ("C322", Warning, "To stay with somebody who has left", children::c322_pinned_to_a_leaver),
    ("C323", Warning, "Last seen on a day to come", children::c323_last_seen_in_the_future),
    ("C324", Note, "A visit is overdue", children::c324_visit_overdue),
    ("C325", Note, "Something is overdue", children::c325_due_date_passed),
    ("C331", Warning, "The worker may not hold this case type", holders::c331_worker_may_not_hold),
    ("C332", Warning, "Newly qualified, and may not hold this alone", holders::c332_asye_may_not_hold),
    ("C333", Warning, "A personal adviser alone before 18", holders::c333_adviser_alone_before_18),
    ("C334", Warning, "Not a personal adviser", holders::c334_not_a_personal_adviser),
    ("C335", Warning, "Not a manager", holders::c335_not_a_manager),
    ("C336", Warning, "A duty worker who is not a social worker", holders::c336_duty_not_social_worker),
    ("C337", Warning, "A lead practitioner is not enough", holders::c337_practitioner_not_enough),
    ("C338", Warning, "A lead practitioner who is a social worker", holders::c338_practitioner_registered),
    ("C339", Note, "Held from another team", holders::c339_held_from_another_team),
    ("C341", Warning, "A transfer is overdue", holders::c341_transfer_overdue),
    ("C342", Warning, "A transfer to the same team", holders::c342_transfer_to_same_team),
    ("C343", Warning, "The receiver is in another team", holders::c343_receiver_in_another_team),
    ("C344", Warning, "The sender leaves before the handover", holders::c344_sender_leaves_first),
    ("C401", Error, "An absence ends before it starts", absences::c401_ends_before_it_starts),
    ("C402", Warning, "Expected back before going", absences::c402_back_before_going),
    ("C403", Note, "Nobody knows when they are back", absences::c403_no_expected_return),
    ("C404", Warning, "An absence outside employment", absences::c404_outside_employment),
    ("C405", Note, "Two absences at once", absences::c405_two_absences_at_once),
    ("C406", Warning, "The cover is away too", absences::c406_cover_away_too),
    ("C407", Warning, "The cover is not in post", absences::c407_cover_not_in_post),
    ("C408", Warning, "The cover cannot stand in", absences::c408_cover_holds_no_cases),
    ("C409", Warning, "Their own cover", absences::c409_own_cover),
    ("C410", Warning, "One person covers too many", absences::c410_covers_too_many),
    ("C501", Warning, "One person in two posts", teams_posts::c501_one_person_in_two_posts),
    (
        "C502",
        Warning,
        "A post filled by somebody not in post",
        teams_posts::c502_filled_by_somebody_not_in_post,
    ),
    ("C503", Note, "Post and person differ in FTE", teams_posts::c503_post_and_person_differ),
    ("C504", Note, "A post of no size", teams_posts::c504_post_of_no_size),
    ("C505", Warning, "A team without a manager", teams_posts::c505_team_without_manager),
    ("C506", Warning, "The team manager is not in post", teams_posts::c506_manager_not_in_post),
    ("C507", Warning, "Children, but nobody to hold them", teams_posts::c507_nobody_to_hold_children),
    ("C508", Warning, "A duty pattern that cannot be followed", teams_posts::c508_duty_pattern),
    ("C601", Warning, "A closure ends before it starts", plan_dates::c601_closure_reversed),
    ("C602", Warning, "A date that is hardly right", plan_dates::c602_implausible_date),
    ("C603", Warning, "No cap for a role that holds cases", plan_dates::c603_no_cap_for_role),
    ("C604", Warning, "No allocation days", plan_dates::c604_no_allocation_days),
    ("C605", Warning, "A look ahead of nothing, or too long", plan_dates::c605_horizon),
    ("C606", Warning, "A forecast cannot be run this way", plan_dates::c606_forecast_settings),
    ("C701", Warning, "More children than anybody can hold", workload::c701_suspect_caseload),
    ("C702", Warning, "Over the cap", workload::c702_over_the_cap),
    ("C703", Warning, "Children of somebody who has left", workload::c703_left_with_children),
    ("C704", Warning, "A leaver without handovers", workload::c704_leaver_without_handovers),
    ("C705", Warning, "Children of somebody who has not started", workload::c705_not_started_with_children),
    ("C801", Warning, "Shares that do not add up", demand::c801_shares_do_not_add_up),
    ("C802", Warning, "Nothing says how long work lasts", demand::c802_journey_missing),
    ("C803", Warning, "A mean below its median", demand::c803_mean_below_median),
    ("C804", Note, "Teams’ shares of new work do not add up", demand::c804_team_shares_do_not_add_up),
];

/// Every code with its severity and title, in order.
pub const CODES: &[(&str, Severity, &str)] = &{
    let mut codes = [("", Note, ""); RULES.len()];
    let mut i = 0;
    while i < RULES.len() {
        codes[i] = (RULES[i].0, RULES[i].1, RULES[i].2);
        i += 1;
    }
    codes
};

/// Everything doubtful in the plan that `sight` was built for: errors first, then by code, then by id.
pub fn check(sight: &Sight<'_>) -> Vec<Problem> {
    let outlook = Outlook::new(sight);
    let loads = Loads::on(sight, &outlook, outlook.from);
    check_with(sight, &outlook, &loads)
}

/// As [`check`], for a plan whose look-ahead and loads on the plan's date are known already.
pub fn check_with(sight: &Sight<'_>, outlook: &Outlook, loads: &Loads) -> Vec<Problem> {
    check_by(RULES.iter(), sight, outlook, loads)
}

/// As [`check_with`], for a plan with a scenario carried out: its scenarios are changes of the plan before, and are not
/// judged on this one.
pub fn check_carried_out(sight: &Sight<'_>, outlook: &Outlook, loads: &Loads) -> Vec<Problem> {
    check_by(RULES.iter().filter(|(code, ..)| *code != LEFT_OUT), sight, outlook, loads)
}

fn check_by<'r>(
    rules: impl Iterator<Item = &'r Rule>,
    sight: &Sight<'_>,
    outlook: &Outlook,
    loads: &Loads,
) -> Vec<Problem> {
    let look = Look::new(sight, outlook, loads);
    let mut found = Found::default();
    for (code, severity, _, find) in rules {
        found.rule(code, *severity);
        find(&look, &mut found);
    }
    found.sorted()
}

/// As [`check`], for a plan that nobody has looked at yet.
pub fn check_plan(plan: &Plan) -> Vec<Problem> {
    let calendar = plan.calendar.compile();
    check(&Sight::new(plan, &calendar))
}

/// The title of a code; empty for one that does not exist.
pub fn title(code: &str) -> &'static str {
    CODES.iter().find(|(c, ..)| *c == code).map_or("", |(_, _, title)| title)
}

#[cfg(test)]
mod tests;
