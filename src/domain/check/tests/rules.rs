use super::*;
use crate::domain::calendar::Closure;
use crate::domain::ids::{AbsenceId, ChildId, FamilyId, PostId, ScenarioId, TeamId, WorkerId};
use crate::domain::plan::{Absence, CaseType, Child, Family, Holder, Post, PostFilling, Role, Team, Worker};
use crate::domain::plan::{
    Cap, CaseMix, Change, DueDate, DueKind, DutyPattern, Journey, KnownFrom, LengthOfWork, Outcome,
    OutcomeShare, PastHolder, PastWorker, Ramp, Scenario, ScenarioChange, TeamDemand, WorkingDays,
};
use crate::domain::samples::{child, leave, on, post, sound, staff};
use crate::domain::units::Fte;
use std::sync::Arc;

/// A code with a plan that has just it, and one that only just has not.
pub(super) struct Case {
    code: &'static str,
    pub(super) bad: fn(&mut Plan),
    near: fn(&mut Plan),
}

macro_rules! cases {
    ($($code:literal: $bad:expr, $near:expr;)+) => {
        pub(super) const CASES: &[Case] = &[$(Case { code: $code, bad: $bad, near: $near },)+];
    };
}

fn c(plan: &mut Plan, id: u32, change: impl FnOnce(&mut Child)) {
    plan.children.change(ChildId(id), change).unwrap();
}
fn w(plan: &mut Plan, id: u32, change: impl FnOnce(&mut Worker)) {
    plan.workers.change(WorkerId(id), change).unwrap();
}
fn a(plan: &mut Plan, change: impl FnOnce(&mut Absence)) {
    plan.absences.change(AbsenceId(1), change).unwrap();
}
fn t(plan: &mut Plan, id: u32, change: impl FnOnce(&mut Team)) {
    plan.teams.change(TeamId(id), change).unwrap();
}
fn p(plan: &mut Plan, change: impl FnOnce(&mut Post)) {
    plan.posts.change(PostId(1), change).unwrap();
}
fn transfer(to: u32, sender: Option<u32>, receiver: Option<u32>, day: Option<&str>) -> Holder {
    Holder::Transfer {
        from: Some(TeamId(1)),
        to: TeamId(to),
        sender: sender.map(WorkerId),
        receiver: receiver.map(WorkerId),
        on: day.map(on),
    }
}
fn scenario(plan: &mut Plan, worker: u32) {
    let change = Change::ConvertAgency { worker: WorkerId(worker), on: on("01/10/2026") };
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "Convert".to_owned(),
        description: String::new(),
        changes: vec![ScenarioChange { change, on: true, comment: String::new() }],
    });
}
/// An absence is sickness that ended on a day.
fn sick(absence: &mut Absence, last: &str) {
    absence.kind = crate::domain::plan::AbsenceKind::Sickness;
    (absence.first_day, absence.last_day) = (on("01/09/2025"), Some(on(last)));
}
/// Posts are varied in a team.
fn varied(plan: &mut Plan, team: u32) {
    let text = format!("posts 0..4 in T{team} from 04/01/2027");
    Arc::make_mut(&mut plan.target).vary = crate::domain::target::Variation::read(&text).ok();
}
/// New work for a team, with one journey that closes.
fn new_work(plan: &mut Plan, team: u32, mix: f64, length: LengthOfWork) {
    let demand = Arc::make_mut(&mut plan.demand);
    demand.teams.push(TeamDemand {
        team: TeamId(team),
        families_a_week: 2.0,
        month_index: [1.0; 12],
        family_sizes: vec![0.6, 0.4],
        case_mix: vec![CaseMix { case_type: CaseType::Assessment, share: mix }],
        re_referral: 0.2,
        priorities: TeamDemand::ALL_MEDIUM,
    });
    demand.journeys.push(Journey {
        case_type: CaseType::Assessment,
        length,
        then: vec![OutcomeShare { outcome: Outcome::Closes, share: 1.0 }],
    });
}
const WEEKS: LengthOfWork = LengthOfWork::LogNormal { median_days: 40.0, mean_days: 40.0 };
/// Gives `n` more children of one worker in team 1, each a family by themselves.
fn more_children(plan: &mut Plan, n: u32, worker: u32) {
    for id in 100..100 + n {
        let mut new = child(id, 1, 1, worker);
        new.family = None;
        plan.children.push(new);
    }
}
fn more_staff(plan: &mut Plan, n: u32) {
    let names = ["Iris Jay", "Kit Lomax", "Nell Orr", "Pia Quirk", "Ros Stone", "Tom Unwin"];
    for id in 0..n {
        plan.workers.push(staff(20 + id, names[id as usize], Role::SocialWorker, 1, 1));
    }
}
fn duty(plan: &mut Plan, first: &str) {
    t(plan, 1, |t| {
        t.duty = Some(DutyPattern {
            one_week_in: 2,
            first_week: Some(on(first)),
            order: Vec::new(),
            ..DutyPattern::default()
        });
    });
}

cases! {
    "C101": |x| c(x, 1, |c| { c.holder = Holder::Worker(WorkerId(99)); c.family = None; }),
        |x| c(x, 1, |c| { c.holder = Holder::Worker(WorkerId(4)); c.family = None; });
    "C102": |x| c(x, 1, |c| c.holder = Holder::Tray(TeamId(9))), |x| c(x, 1, |c| c.holder = Holder::Tray(TeamId(2)));
    "C103": |x| c(x, 3, |c| { c.team = Some(TeamId(9)); c.holder = Holder::Nobody; }),
        |x| c(x, 3, |c| c.team = None);
    "C104": |x| c(x, 3, |c| c.family = Some(FamilyId(9))), |x| c(x, 3, |c| c.family = None);
    "C105": |x| c(x, 3, |c| c.pinned_to = Some(WorkerId(99))), |x| c(x, 3, |c| c.pinned_to = Some(WorkerId(5)));
    "C106": |x| past(x, PastHolder::Worker(WorkerId(99))), |x| past(x, PastHolder::Named("W99".to_owned()));
    "C107": |x| w(x, 6, |w| w.team = Some(TeamId(9))), |x| w(x, 6, |w| w.team = None);
    "C108": |x| w(x, 6, |w| w.supervisor = Some(WorkerId(99))), |x| w(x, 6, |w| w.supervisor = None);
    "C109": |x| p(x, |p| p.team = Some(TeamId(9))), |x| p(x, |p| p.team = None);
    "C110": |x| c(x, 2, |c| c.reference = "CH-1 ".to_owned()), |x| c(x, 2, |c| c.reference = "CH-1a".to_owned());
    "C111": |x| c(x, 3, |c| c.reference = "CH-1".to_owned()), |x| c(x, 2, |c| c.reference = "CH-1".to_owned());
    "C112": |x| { let f = x.families.at(0).unwrap().as_ref().clone(); x.families.push(f) },
        |x| x.families.push(Family { id: FamilyId(3), reference: "FA-1".to_owned(), notes: String::new() });
    "C113": |x| p(x, |p| p.filling = PostFilling::Filled(WorkerId(99))),
        |x| p(x, |p| p.filling = PostFilling::Vacant { since: None, expected: None, recruiting_from: None, covered_by: Some(WorkerId(4)) });
    "C114": |x| a(x, |a| a.worker = WorkerId(99)), |x| a(x, |a| a.worker = WorkerId(5));
    "C115": |x| a(x, |a| a.cover.push(WorkerId(99))), |x| a(x, |a| a.cover.push(WorkerId(5)));
    "C116": |x| t(x, 1, |t| t.deputies = vec![WorkerId(1), WorkerId(99)]), |x| t(x, 1, |t| t.deputies = vec![WorkerId(2)]);
    "C117": |x| new_work(x, 9, 1.0, WEEKS), |x| new_work(x, 1, 1.0, WEEKS);
    "C118": |x| scenario(x, 99),
        |x| { w(x, 5, |w| w.contract = crate::domain::plan::Contract::Agency); scenario(x, 5); };
    "C119": |x| varied(x, 99), |x| varied(x, 1);
    // Kept for 12 months as at 07/09/2026: over by 06/09/2025 is too long ago, over on 07/09/2025 is not.
    "C121": |x| a(x, |a| sick(a, "06/09/2025")), |x| a(x, |a| sick(a, "07/09/2025"));
    "C201": |x| w(x, 7, |w| { w.first_day = Some(on("02/09/2026")); w.last_day = Some(on("01/09/2026")); }),
        |x| w(x, 7, |w| { w.first_day = Some(on("02/09/2026")); w.last_day = Some(on("02/09/2026")); });
    "C202": |x| w(x, 7, |w| { w.notice_given = Some(on("02/10/2026")); w.last_day = Some(on("01/10/2026")); }),
        |x| w(x, 7, |w| { w.notice_given = Some(on("01/10/2026")); w.last_day = Some(on("01/10/2026")); });
    "C203": |x| w(x, 5, |w| w.fte = Fte::ZERO), |x| w(x, 6, |w| w.fte = Fte::ZERO);
    "C204": |x| w(x, 6, |w| w.fte = Fte::ZERO), |x| w(x, 5, |w| w.fte = Fte::ZERO);
    "C205": |x| w(x, 4, |w| w.working_days = WorkingDays::none()),
        |x| w(x, 4, |w| w.working_days = WorkingDays::parse("Mon Tue Wed Thu").unwrap());
    "C206": |x| w(x, 4, |w| w.fte = Fte::from_parts(7_499)), |x| w(x, 4, |w| w.fte = Fte::from_parts(7_500));
    "C207": |x| w(x, 4, |w| w.known_from = KnownFrom::ChildListOnly), |x| w(x, 4, |w| w.known_from = KnownFrom::StaffList);
    "C208": |x| w(x, 4, |w| w.name = "Brook, Ada".to_owned()),
        |x| { w(x, 4, |w| { w.name = "Ada Brook".to_owned(); w.registration = "SW2".to_owned(); });
              w(x, 3, |w| w.registration = "SW1".to_owned()); };
    "C209": |x| w(x, 4, |w| w.name = "Ada Brooke".to_owned()), |x| w(x, 4, |w| w.name = "Adam Brookes".to_owned());
    "C210": |x| w(x, 4, |w| w.supervisor = Some(WorkerId(4))), |x| w(x, 4, |w| w.supervisor = Some(WorkerId(3)));
    "C211": |x| { w(x, 4, |w| w.supervisor = Some(WorkerId(3))); w(x, 3, |w| w.supervisor = Some(WorkerId(4))); },
        |x| { w(x, 4, |w| w.supervisor = Some(WorkerId(3))); w(x, 3, |w| w.supervisor = Some(WorkerId(1))); };
    "C212": |x| { w(x, 7, |w| w.last_day = Some(on("06/09/2026"))); w(x, 6, |w| w.supervisor = Some(WorkerId(7))); },
        |x| { w(x, 7, |w| w.last_day = Some(on("07/09/2026"))); w(x, 6, |w| w.supervisor = Some(WorkerId(7))); };
    "C213": |x| w(x, 4, |w| w.supervisor = None), |x| w(x, 7, |w| w.supervisor = None);
    "C214": |x| more_staff(x, 4), |x| more_staff(x, 3);
    "C215": |x| w(x, 4, |w| w.ramp = Some(Ramp::new(&[(4, 80), (0, 50)]))),
        |x| w(x, 4, |w| w.ramp = Some(Ramp::new(&[(0, 50), (4, 50)])));
    "C301": |x| c(x, 3, |c| c.held_since = None), |x| c(x, 3, |c| c.closes = Some(on("07/09/2026")));
    "C302": |x| c(x, 3, |c| c.held_since = Some(on("08/09/2026"))), |x| c(x, 3, |c| c.held_since = Some(on("07/09/2026")));
    "C303": |x| c(x, 3, |c| c.held_since = Some(on("01/02/2026"))), |x| c(x, 3, |c| c.held_since = Some(on("02/02/2026")));
    "C304": |x| c(x, 3, |c| { c.opened = Some(on("08/09/2026")); c.held_since = None; }),
        |x| c(x, 3, |c| { c.opened = Some(on("07/09/2026")); c.held_since = None; });
    "C305": |x| c(x, 3, |c| c.closes = Some(on("01/02/2026"))), |x| c(x, 3, |c| c.closes = Some(on("02/02/2026")));
    "C306": |x| c(x, 3, |c| c.closes = Some(on("06/09/2026"))), |x| c(x, 3, |c| c.closes = Some(on("07/09/2026")));
    "C307": |x| t(x, 2, |t| t.holds = vec![CaseType::CareLeaver]), |x| t(x, 2, |t| t.holds = vec![CaseType::ChildInNeed]);
    "C308": |x| c(x, 3, |c| c.team = None), |x| c(x, 3, |c| { c.team = None; c.closes = Some(on("06/09/2026")); });
    "C310": |x| c(x, 3, |c| { c.case_type = CaseType::LookedAfter; c.holder = Holder::DutyRota(TeamId(2)); }),
        |x| c(x, 3, |c| { c.case_type = CaseType::LookedAfter; c.holder = Holder::DutyWorker(WorkerId(5)); });
    "C311": |x| c(x, 3, |c| c.family = Some(FamilyId(1))),
        |x| { c(x, 3, |c| c.family = Some(FamilyId(1))); c(x, 1, |c| c.family = None); c(x, 2, |c| c.family = None); };
    "C312": |x| c(x, 2, |c| c.holder = Holder::Worker(WorkerId(4))), |x| c(x, 2, |c| c.holder = Holder::Tray(TeamId(1)));
    "C322": |x| { w(x, 6, |w| w.last_day = Some(on("06/09/2026"))); c(x, 3, |c| c.pinned_to = Some(WorkerId(6))); },
        |x| { w(x, 6, |w| w.last_day = Some(on("07/09/2026"))); c(x, 3, |c| c.pinned_to = Some(WorkerId(6))); };
    "C323": |x| c(x, 3, |c| c.last_seen = Some(on("08/09/2026"))), |x| c(x, 3, |c| c.last_seen = Some(on("07/09/2026")));
    // A child in need is seen every 28 days: seen on 9 August, due by 6 September; seen on 10 August, due on the 7th.
    "C324": |x| c(x, 3, |c| c.last_seen = Some(on("09/08/2026"))), |x| c(x, 3, |c| c.last_seen = Some(on("10/08/2026")));
    "C325": |x| c(x, 3, |c| c.due = vec![DueDate { kind: DueKind::Review, on: on("06/09/2026") }]),
        |x| c(x, 3, |c| c.due = vec![DueDate { kind: DueKind::Review, on: on("07/09/2026") }]);
    "C331": |x| w(x, 5, |w| w.may_not_hold = vec![CaseType::ChildInNeed]), |x| w(x, 5, |w| w.may_not_hold = vec![CaseType::Court]);
    "C332": |x| { asye(x, "09/09/2025"); c(x, 3, |c| c.case_type = CaseType::Court); },
        // 52 whole weeks before 7 September 2026: the year is over.
        |x| { asye(x, "08/09/2025"); c(x, 3, |c| c.case_type = CaseType::Court); };
    "C333": |x| adviser(x, "08/09/2026"), |x| adviser(x, "07/09/2026");
    "C334": |x| { adviser(x, "07/09/2026"); c(x, 3, |c| c.holder = Holder::PersonalAdviser(WorkerId(5))); },
        |x| adviser(x, "07/09/2026");
    "C335": |x| c(x, 3, |c| c.holder = Holder::Manager(WorkerId(5))), |x| c(x, 3, |c| c.holder = Holder::Manager(WorkerId(2)));
    "C336": |x| c(x, 3, |c| c.holder = Holder::DutyWorker(WorkerId(2))), |x| c(x, 3, |c| c.holder = Holder::DutyWorker(WorkerId(5)));
    "C337": |x| c(x, 1, |c| { c.holder = Holder::Worker(WorkerId(7)); c.case_type = CaseType::Assessment; c.family = None; }),
        |x| c(x, 1, |c| { c.holder = Holder::Worker(WorkerId(7)); c.family = None; });
    "C338": |x| c(x, 3, |c| c.holder = Holder::LeadPractitioner(WorkerId(5))), |x| c(x, 1, |c| c.holder = Holder::LeadPractitioner(WorkerId(7)));
    "C339": |x| c(x, 3, |c| c.holder = Holder::Worker(WorkerId(4))), |x| { c(x, 3, |c| c.holder = Holder::Worker(WorkerId(4))); w(x, 4, |w| w.team = None); };
    "C341": |x| c(x, 1, |c| c.holder = transfer(2, Some(3), None, Some("06/09/2026"))), |x| c(x, 1, |c| c.holder = transfer(2, Some(3), None, Some("07/09/2026")));
    "C342": |x| c(x, 1, |c| c.holder = transfer(1, Some(3), None, None)), |x| c(x, 1, |c| c.holder = transfer(1, Some(3), Some(4), None));
    "C343": |x| c(x, 1, |c| c.holder = transfer(2, Some(3), Some(4), Some("01/10/2026"))), |x| c(x, 1, |c| c.holder = transfer(2, Some(3), Some(5), Some("01/10/2026")));
    "C344": |x| leaver_hands_over(x, "03/10/2026"), |x| leaver_hands_over(x, "02/10/2026");
    "C401": |x| a(x, |a| a.last_day = Some(on("20/09/2026"))), |x| a(x, |a| a.last_day = Some(on("21/09/2026")));
    "C402": |x| a(x, |a| { a.last_day = None; a.expected_return = Some(on("21/09/2026")); }),
        |x| a(x, |a| { a.last_day = None; a.expected_return = Some(on("22/09/2026")); });
    "C403": |x| a(x, |a| a.last_day = None), |x| a(x, |a| { a.last_day = None; a.expected_return = Some(on("01/12/2026")); });
    "C404": |x| leave_of_gil(x, "20/09/2026"), |x| leave_of_gil(x, "21/09/2026");
    "C405": |x| x.absences.push(leave(2, 3, "25/09/2026", "30/09/2026", &[4])),
        |x| x.absences.push(leave(2, 3, "26/09/2026", "30/09/2026", &[4]));
    "C406": |x| x.absences.push(leave(2, 4, "25/09/2026", "30/09/2026", &[3])), |x| x.absences.push(leave(2, 4, "26/09/2026", "30/09/2026", &[3]));
    "C407": |x| w(x, 4, |w| w.last_day = Some(on("24/09/2026"))), |x| w(x, 4, |w| w.last_day = Some(on("25/09/2026")));
    "C408": |x| a(x, |a| a.cover = vec![WorkerId(1)]), |x| a(x, |a| a.cover = vec![WorkerId(5)]);
    "C409": |x| a(x, |a| a.cover = vec![WorkerId(3), WorkerId(4)]), |x| a(x, |a| a.cover = Vec::new());
    "C410": |x| four_absences(x, "25/09/2026"), |x| four_absences(x, "26/09/2026");
    "C501": |x| x.posts.push(post(2, 1, PostFilling::Vacant { since: None, expected: None, recruiting_from: None, covered_by: Some(WorkerId(3)) })),
        |x| x.posts.push(post(2, 1, PostFilling::Filled(WorkerId(4))));
    "C502": |x| { p(x, |p| p.filling = PostFilling::Filled(WorkerId(6))); w(x, 6, |w| w.last_day = Some(on("06/09/2026"))); },
        |x| { p(x, |p| p.filling = PostFilling::Filled(WorkerId(6))); w(x, 6, |w| w.last_day = Some(on("07/09/2026"))); };
    "C503": |x| p(x, |p| p.fte = Fte::from_parts(9_000)), |x| p(x, |p| p.fte = Fte::FULL);
    "C504": |x| p(x, |p| p.fte = Fte::ZERO), |x| p(x, |p| p.fte = Fte::FULL);
    "C505": |x| t(x, 2, |t| t.manager = None), |x| t(x, 2, |t| t.manager = Some(WorkerId(1)));
    "C506": |x| { t(x, 2, |t| t.manager = Some(WorkerId(7))); w(x, 7, |w| w.last_day = Some(on("06/09/2026"))); },
        |x| { t(x, 2, |t| t.manager = Some(WorkerId(7))); w(x, 7, |w| w.last_day = Some(on("07/09/2026"))); };
    "C507": |x| { w(x, 5, |w| w.team = Some(TeamId(1))); w(x, 6, |w| w.team = Some(TeamId(1))); c(x, 3, |c| c.holder = Holder::Tray(TeamId(2))); },
        |x| { w(x, 5, |w| w.team = Some(TeamId(1))); c(x, 3, |c| c.holder = Holder::Tray(TeamId(2))); };
    "C508": |x| duty(x, "08/09/2026"), |x| duty(x, "07/09/2026");
    "C601": |x| closure(x, "29/12/2026", "28/12/2026"), |x| closure(x, "29/12/2026", "29/12/2026");
    "C602": |x| w(x, 4, |w| w.asye_start = Some(on("31/12/1989"))), |x| w(x, 4, |w| w.first_day = Some(on("01/09/1989")));
    "C603": |x| Arc::make_mut(&mut x.policy).caps.retain(|rc| rc.role != Role::SeniorPractitioner),
        |x| Arc::make_mut(&mut x.policy).caps.retain(|rc| rc.role != Role::FamilyPractitioner);
    "C604": |x| Arc::make_mut(&mut x.policy).allocation_days = WorkingDays::none(),
        |x| Arc::make_mut(&mut x.policy).allocation_days = WorkingDays::parse("Wed").unwrap();
    "C605": |x| Arc::make_mut(&mut x.about).horizon_weeks = 0, |x| Arc::make_mut(&mut x.about).horizon_weeks = 1;
    "C606": |x| Arc::make_mut(&mut x.forecast).most_runs = 9, |x| Arc::make_mut(&mut x.forecast).most_runs = 10;
    "C701": |x| more_children(x, 51, 4), |x| more_children(x, 50, 4);
    "C702": |x| w(x, 3, |w| w.cap = Some(Cap { children: 1, points: None })), |x| w(x, 3, |w| w.cap = Some(Cap { children: 2, points: None }));
    "C703": |x| w(x, 5, |w| { w.last_day = Some(on("06/09/2026")); w.team = None; }), |x| w(x, 4, |w| { w.last_day = Some(on("06/09/2026")); w.team = None; });
    "C704": |x| w(x, 5, |w| w.last_day = Some(on("08/03/2027"))), |x| w(x, 5, |w| w.last_day = Some(on("09/03/2027")));
    "C705": |x| w(x, 5, |w| w.first_day = Some(on("08/09/2026"))), |x| w(x, 4, |w| w.first_day = Some(on("08/09/2026")));
    "C801": |x| new_work(x, 1, 0.98, WEEKS), |x| new_work(x, 1, 0.99, WEEKS);
    "C802": |x| { new_work(x, 1, 1.0, WEEKS); Arc::make_mut(&mut x.demand).journeys.clear(); }, |x| new_work(x, 1, 1.0, WEEKS);
    "C803": |x| new_work(x, 1, 1.0, LengthOfWork::LogNormal { median_days: 41.0, mean_days: 40.0 }), |x| new_work(x, 1, 1.0, WEEKS);
    "C804": |x| t(x, 1, |t| t.new_work_percent = Some(99)), |x| t(x, 1, |t| t.new_work_percent = Some(100));
}

fn past(plan: &mut Plan, who: PastHolder) {
    c(plan, 3, |c| c.past_workers = vec![PastWorker { who, from: None, to: on("01/03/2026"), reason: None }]);
}
fn asye(plan: &mut Plan, start: &str) {
    w(plan, 5, |w| w.asye_start = Some(on(start)));
}
fn adviser(plan: &mut Plan, birthday: &str) {
    c(plan, 3, |c| {
        c.case_type = CaseType::CareLeaver;
        c.holder = Holder::PersonalAdviser(WorkerId(6));
        c.turns_18 = Some(on(birthday));
    });
}
/// Ada's last day is 1 October; she hands her two children over to Ben.
fn leaver_hands_over(plan: &mut Plan, day: &str) {
    w(plan, 3, |w| w.last_day = Some(on("01/10/2026")));
    for id in [1, 2] {
        c(plan, id, |c| c.holder = transfer(1, Some(3), Some(4), Some(day)));
    }
}
/// Gil is on leave from 21 September; `last` is his last day.
fn leave_of_gil(plan: &mut Plan, last: &str) {
    w(plan, 7, |w| w.last_day = Some(on(last)));
    plan.absences.push(leave(2, 7, "21/09/2026", "25/09/2026", &[]));
}
/// Ben covers Ada until 25 September and three others from `day`: all four only if that is before the 26th.
fn four_absences(plan: &mut Plan, day: &str) {
    more_staff(plan, 3);
    for id in 0..3 {
        plan.absences.push(leave(10 + id, 20 + id, day, "30/09/2026", &[4]));
    }
}
fn closure(plan: &mut Plan, first: &str, last: &str) {
    let closure = Closure { first_day: on(first), last_day: on(last), label: "Christmas".to_owned() };
    Arc::make_mut(&mut plan.calendar).closures.push(closure);
}

#[test]
fn every_code_is_found_alone_in_its_least_plan_and_not_in_the_plan_beside_it() {
    let mut wrong = Vec::new();
    for case in CASES {
        let mut bad = sound();
        (case.bad)(&mut bad);
        if codes(&bad) != [case.code] {
            wrong.push(format!("{}: found {:?}", case.code, codes(&bad)));
        }
        let mut near = sound();
        (case.near)(&mut near);
        if codes(&near).contains(&case.code) {
            wrong.push(format!("{} is found in the plan beside it", case.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_setting_that_a_forecast_cannot_be_run_with_is_found_and_mended() {
    let mut plan = sound();
    let forecast = Arc::make_mut(&mut plan.forecast);
    (forecast.error_percent, forecast.most_runs) = (50.1, 100_001);
    (forecast.fixed_runs, forecast.failing_chance_percent) = (Some(0), 100);
    Arc::make_mut(&mut plan.workforce).leave_block_working_days = 0;
    let found = crate::domain::check::check_plan(&plan);
    assert!(found.iter().all(|problem| problem.code == "C606"), "{found:?}");
    assert_eq!(found.len(), 5);
    let mended = found
        .iter()
        .filter_map(|problem| problem.mend.as_ref())
        .fold(plan, |plan, mend| crate::domain::edit::apply(&plan, mend).unwrap());
    assert_eq!((mended.forecast, mended.workforce), (sound().forecast, sound().workforce));
}

#[test]
fn priorities_have_to_add_up_like_every_other_share() {
    for (last, expected) in [(0.3, &[][..]), (0.28, &["C801"][..])] {
        let mut plan = sound();
        new_work(&mut plan, 1, 1.0, WEEKS);
        Arc::make_mut(&mut plan.demand).teams[0].priorities = [0.2, 0.5, last, 0.0];
        assert_eq!(codes(&plan), expected);
    }
}

#[test]
fn every_code_has_a_case() {
    let cases: Vec<&str> = CASES.iter().map(|case| case.code).collect();
    let codes: Vec<&str> = CODES.iter().map(|(code, ..)| *code).collect();
    assert_eq!(cases, codes);
}
