//! Families and children, and who holds them.

use chrono::{Duration, NaiveDate};

use super::cases::{self, Mix};
use super::chance::Chance;
use super::dates::{AS_AT, days, in_days, working, working_before};
use super::spec::{Spec, TeamKind, Unheld};
use super::staff::{Draft, Seat};
use crate::domain::ids::{ChildId, FamilyId, TeamId, WorkerId};
use crate::domain::plan::{
    CaseType, ChangeReason, Child, DueDate, DueKind, Family, Holder, PastHolder, PastWorker, Priority, Role,
};

/// Shares of families with one child, two, three and so on.
pub(super) const FAMILY_SIZES: [f64; 5] = [0.40, 0.35, 0.15, 0.07, 0.03];
/// The same for care leavers, whose brothers and sisters are mostly grown up or elsewhere.
const LEAVER_FAMILY_SIZES: [f64; 2] = [0.9, 0.1];

/// One child to be invented: who holds them, in which team, and what the work may be.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Who holds the child.
    pub holder: Holder,
    /// The place of the team in the list of teams.
    pub team: usize,
    /// What the work may be, with shares.
    pub mix: Mix,
    /// At most this many days since the holder took over; `None`: as long as the work allows.
    pub at_most_days: Option<i64>,
}

/// Every child of a service.
pub(super) fn add_children(draft: &mut Draft, spec: &Spec) {
    let mut chance = Chance::new(spec.seed, 3);
    for place in 0..draft.teams.len() {
        let kind = draft.kinds[place];
        let (mut held, mut led, mut advised) = (Vec::new(), Vec::new(), Vec::new());
        for seat in draft.seats.iter().filter(|seat| seat.team == place) {
            let Some(worker) = draft.worker(seat.worker) else { continue };
            let (list, holder, mix) = match worker.role {
                Role::PersonalAdviser => (&mut advised, Holder::PersonalAdviser(seat.worker), cases::LEAVERS),
                Role::FamilyPractitioner => (&mut led, Holder::LeadPractitioner(seat.worker), cases::IN_NEED),
                _ if worker.asye_start.is_some() => {
                    (&mut held, Holder::Worker(seat.worker), cases::asye_mix(kind))
                }
                _ => (&mut held, Holder::Worker(seat.worker), cases::mix(kind)),
            };
            let slot = Slot { holder, team: place, mix, at_most_days: None };
            list.extend(std::iter::repeat_n(slot, usize::from(seat.load)));
        }
        for slots in [held, led, advised] {
            add_families(draft, &mut chance, spec, &slots);
        }
    }
    add_unheld(draft, &mut chance, spec);
    agree_transfers(draft, &mut chance, spec);
    number_references(draft, &spec.letters);
}

/// Fills a run of slots with families. Brothers and sisters stand next to each other, and so have mostly one worker.
pub(super) fn add_families(draft: &mut Draft, chance: &mut Chance, spec: &Spec, slots: &[Slot]) {
    let mut next = 0;
    while next < slots.len() {
        let leavers = slots[next].mix == cases::LEAVERS;
        let sizes: &[f64] = if leavers { &LEAVER_FAMILY_SIZES } else { &FAMILY_SIZES };
        let mut size = (chance.weighted(sizes.iter().copied()) + 1).min(slots.len() - next);
        let together = slots[next..next + size].iter().take_while(|s| s.holder == slots[next].holder).count();
        if together < size && chance.yes(0.4) {
            size = together;
        }
        let family = FamilyId(draft.families.len() as u32 + 1);
        let reference = format!("{}-F{}", spec.letters, 2000 + family.0);
        draft.families.push(Family { id: family, reference, notes: String::new() });
        let first = add_child(draft, chance, spec, &slots[next], family, None);
        for slot in &slots[next + 1..next + size] {
            add_child(draft, chance, spec, slot, family, Some(&first));
        }
        next += size;
    }
}

fn add_child(
    draft: &mut Draft,
    chance: &mut Chance,
    spec: &Spec,
    slot: &Slot,
    family: FamilyId,
    elder: Option<&Child>,
) -> Child {
    let id = ChildId(draft.children.len() as u32 + 1);
    let drawn = slot.mix[chance.weighted(slot.mix.iter().map(|(_, share)| *share))].0;
    let elder = elder.filter(|elder| slot.mix.iter().any(|(case_type, _)| *case_type == elder.case_type));
    let case_type = elder.filter(|_| chance.yes(0.85)).map_or(drawn, |elder| elder.case_type);
    let mut child = Child::new(id, "", draft.teams.get(slot.team).map(|team| team.id), case_type);
    child.family = Some(family);
    child.holder = slot.holder.clone();
    let alike = elder.filter(|elder| elder.case_type == case_type && elder.holder == slot.holder);
    if let Some(elder) = alike.filter(|_| chance.yes(0.9)) {
        (child.opened, child.held_since) = (elder.opened, elder.held_since);
        child.past_workers.clone_from(&elder.past_workers);
    } else {
        let mut opened = cases::opened(chance, case_type);
        let last_day =
            slot.holder.worker().and_then(|id| draft.worker(id)).and_then(|worker| worker.last_day);
        if let Some(last_day) = last_day.filter(|last_day| *last_day < opened) {
            opened = working_before(last_day - Duration::days(chance.between(14, 50)));
        }
        child.opened = Some(opened);
        add_history(draft, chance, spec, &mut child, slot, opened);
    }
    cases::fill(chance, &mut child, spec.late_visits);
    if chance.yes(0.008) {
        child.pinned_to = match &child.holder {
            Holder::Worker(worker) => Some(*worker),
            _ => None,
        };
    }
    draft.children.push(child.clone());
    child
}

/// Since when the holder has held the child, and who held them before.
fn add_history(
    draft: &Draft,
    chance: &mut Chance,
    spec: &Spec,
    child: &mut Child,
    slot: &Slot,
    opened: NaiveDate,
) {
    let holder = child.holder.worker();
    let in_post = holder.and_then(|id| draft.worker(id)).and_then(|worker| worker.first_day);
    let earliest = in_post.unwrap_or(opened).max(opened);
    let earliest = slot.at_most_days.map_or(earliest, |most| earliest.max(in_days(-most))).min(AS_AT);
    let from_the_start = if child.case_type == CaseType::Assessment { 0.88 } else { 0.3 / spec.churn };
    let since = if earliest == opened && slot.at_most_days.is_none() && chance.yes(from_the_start) {
        opened
    } else {
        working(in_days(-chance.mostly_low(1, days(earliest, AS_AT).max(1)))).clamp(earliest, AS_AT)
    };
    // Nobody passes a child on after their own last day.
    let last_day = holder.and_then(|id| draft.worker(id)).and_then(|worker| worker.last_day);
    let since = last_day.map_or(since, |last| since.min(last)).max(opened);
    child.held_since = Some(since);

    let before = days(opened, since);
    if before < 3 {
        return;
    }
    let usual = (before as f64 / 280.0 * spec.churn).ceil() as i64;
    let episodes = chance.between(1, usual.clamp(1, 4)).min(before / 3);
    let mut from = opened;
    for number in 1..=episodes {
        let until = opened + Duration::days(before * number / episodes - 1);
        let reason = match child.holder {
            Holder::Transfer { .. } if number == episodes => ChangeReason::StandardTransfer,
            Holder::Manager(_) | Holder::Tray(_) if number == episodes => chance
                .pick(&[ChangeReason::WorkerLeft, ChangeReason::StandardTransfer])
                .unwrap_or(ChangeReason::WorkerLeft),
            _ => cases::change_reason(chance),
        };
        let who = past_holder(draft, chance, slot.team, holder, from, until);
        child.past_workers.push(PastWorker { who, from: Some(from), to: until, reason: Some(reason) });
        from = until + Duration::days(1);
    }
}

/// A colleague who was in post all that time, or somebody who has left and is not in the plan.
fn past_holder(
    draft: &Draft,
    chance: &mut Chance,
    team: usize,
    not: Option<WorkerId>,
    from: NaiveDate,
    until: NaiveDate,
) -> PastHolder {
    let name = chance.pick(&draft.once_here);
    let mates: Vec<WorkerId> = draft
        .seats
        .iter()
        .filter(|seat| seat.team == team && Some(seat.worker) != not)
        .filter_map(|seat| draft.worker(seat.worker))
        .filter(|w| w.role.holds_cases() && w.in_post(from) && w.in_post(until))
        .map(|w| w.id)
        .collect();
    match (chance.pick(&mates), name) {
        (Some(mate), Some(name)) => {
            if chance.yes(0.4) {
                PastHolder::Worker(mate)
            } else {
                PastHolder::Named(name)
            }
        }
        (Some(mate), None) => PastHolder::Worker(mate),
        (None, name) => PastHolder::Named(name.unwrap_or_else(|| "Earlier worker".to_owned())),
    }
}

/// A team of one of these kinds by their weights; any team when there is none of them.
fn a_team(draft: &Draft, chance: &mut Chance, weights: &[(TeamKind, f64)]) -> usize {
    let weight = |kind: &TeamKind| weights.iter().find(|(k, _)| k == kind).map_or(0.0, |(_, weight)| *weight);
    if draft.kinds.iter().all(|kind| weight(kind) == 0.0) {
        return chance.below(draft.kinds.len());
    }
    chance.weighted(draft.kinds.iter().map(weight))
}

/// A colleague of a team who takes cases and has done so for a while.
fn an_experienced_worker(draft: &Draft, chance: &mut Chance, team: usize) -> Option<WorkerId> {
    let list: Vec<&Seat> = draft.seats.iter().filter(|seat| seat.team == team && !seat.empty).collect();
    let able: Vec<WorkerId> = list
        .iter()
        .filter_map(|seat| draft.worker(seat.worker))
        .filter(|w| w.role.holds_cases() && w.asye_start.is_none() && w.last_day.is_none())
        .map(|w| w.id)
        .collect();
    chance.pick(&able)
}

use TeamKind::{Assessment as Ass, Everything as Any, LookedAfter as Laa, Safeguarding as Saf};

fn add_unheld(draft: &mut Draft, chance: &mut Chance, spec: &Spec) {
    let unheld = spec.unheld;
    let longest = i64::from(unheld.longest_days.max(2));
    let kinds: [(usize, &[(TeamKind, f64)]); 7] = [
        (unheld.manager, &[(Ass, 3.0), (Saf, 2.0), (Laa, 0.3), (Any, 1.0)]),
        (unheld.duty_worker, &[(Ass, 1.0), (Any, 1.0)]),
        (unheld.duty_rota, &[(Ass, 1.0), (Any, 1.0)]),
        (unheld.tray, &[(Ass, 3.0), (Saf, 2.0), (Any, 1.0)]),
        (unheld.nobody, &[(Ass, 1.0), (Any, 1.0)]),
        (unheld.transfer_nobody, &[(Saf, 1.0), (Any, 1.0)]),
        (unheld.awaiting_closure, &[(Ass, 2.0), (Saf, 1.0), (Laa, 0.3), (Any, 1.0)]),
    ];
    for (which, (count, weights)) in kinds.into_iter().enumerate() {
        let mut left = count;
        while left > 0 {
            let size = left.min(chance.weighted(FAMILY_SIZES.into_iter()) + 1);
            left -= size;
            let place = a_team(draft, chance, weights);
            let (team, kind) = (draft.teams[place].id, draft.kinds[place]);
            let manager = draft.teams[place].manager;
            let sender = a_team(draft, chance, &[(Ass, 1.0), (Any, 1.0)]);
            let holder = match which {
                0 => manager.map_or(Holder::Tray(team), Holder::Manager),
                1 => an_experienced_worker(draft, chance, place)
                    .map_or(Holder::DutyRota(team), Holder::DutyWorker),
                2 => Holder::DutyRota(team),
                3 => Holder::Tray(team),
                4 => Holder::Nobody,
                5 => Holder::Transfer {
                    from: draft.teams.get(sender).map(|team| team.id).filter(|from| *from != team),
                    to: team,
                    sender: None,
                    receiver: None,
                    on: Some(working_before(in_days(-chance.between(1, longest)))),
                },
                // Where the average is promised to a tenth, nobody's name stands on work that has ended.
                _ if matches!(spec.total, super::spec::Total::Average(_)) => Holder::AwaitingClosure(None),
                _ => Holder::AwaitingClosure(an_experienced_worker(draft, chance, place)),
            };
            let mix = match which {
                6 => cases::IN_NEED,
                _ if unheld.only_less_pressing => cases::less_pressing(kind),
                _ => cases::mix(kind),
            };
            let slot = Slot { holder, team: place, mix, at_most_days: Some(longest) };
            let first = draft.children.len();
            add_families(draft, chance, spec, &vec![slot; size]);
            for child in &mut draft.children[first..] {
                settle_waiting(chance, child, which < 6, unheld);
            }
        }
    }
    for seat in draft.gone.clone() {
        let mix = cases::mix(draft.kinds[seat.team]);
        let slot = Slot { holder: Holder::Worker(seat.worker), team: seat.team, mix, at_most_days: None };
        add_families(draft, chance, spec, &vec![slot; usize::from(seat.load)]);
    }
}

/// What is done about a child who waits.
fn settle_waiting(chance: &mut Chance, child: &mut Child, waits: bool, unheld: Unheld) {
    child.closes = None;
    if let Holder::Transfer { sender: None, on: Some(on), .. } = child.holder {
        // Sent on that day, so that is how long nobody has had the child.
        child.opened = child.opened.map(|opened| opened.min(working_before(on - Duration::days(8))));
        let opened = child.opened.unwrap_or(on);
        child.past_workers.retain(|past| past.to < on);
        if let Some(last) = child.past_workers.last_mut() {
            last.to = on - Duration::days(1);
        }
        if let Some(first) = child.past_workers.first_mut() {
            first.from = Some(opened);
        }
        child.held_since = Some(on);
    }
    if waits && child.priority == Priority::Low {
        child.priority = Priority::Medium;
    }
    if waits && unheld.reviewed_weekly {
        child.due.retain(|due| due.kind != DueKind::Review);
        child.due.push(DueDate { kind: DueKind::Review, on: working(in_days(chance.between(1, 6))) });
        child.due.sort_by_key(|due| due.on);
        let seen = working_before(in_days(-chance.between(2, 9)));
        child.last_seen = Some(child.opened.map_or(seen, |opened| seen.max(opened)));
        "Reviewed by the team manager last week: safe to wait, family told whom to ring."
            .clone_into(&mut child.notes);
    }
}

/// Children whose move to the next team has a date, taken from the children of the sending workers.
fn agree_transfers(draft: &mut Draft, chance: &mut Chance, spec: &Spec) {
    let mut places: Vec<usize> = (0..draft.children.len()).collect();
    chance.shuffle(&mut places);
    let mut left = spec.unheld.transfer_named;
    for place in places {
        if left == 0 {
            return;
        }
        let Some((from, sender)) = sending(draft, &draft.children[place]) else { continue };
        let (wanted, becomes) = match draft.kinds[(from.0 - 1) as usize] {
            Ass if chance.yes(0.45) => (Saf, CaseType::ChildProtection),
            Ass => (Saf, CaseType::ChildInNeed),
            Saf if draft.children[place].case_type == CaseType::Court => (Laa, CaseType::LookedAfter),
            _ => continue,
        };
        if !draft.kinds.contains(&wanted) {
            continue;
        }
        let to = a_team(draft, chance, &[(wanted, 1.0)]);
        let receiver = an_experienced_worker(draft, chance, to).filter(|_| chance.yes(spec.receivers_named));
        let on = Some(working(in_days(chance.between(2, 24))));
        let newly_qualified = draft.worker(sender).is_some_and(|worker| worker.asye_start.is_some());
        let to = draft.teams[to].id;
        let child = &mut draft.children[place];
        child.holder = Holder::Transfer { from: Some(from), to, sender: Some(sender), receiver, on };
        (child.pinned_to, child.closes) = (None, None);
        if !(newly_qualified && becomes == CaseType::ChildProtection) {
            let (opened, since, past) =
                (child.opened, child.held_since, std::mem::take(&mut child.past_workers));
            let fresh = Child::new(child.id, "", child.team, becomes);
            *child = Child {
                family: child.family,
                holder: child.holder.clone(),
                opened,
                held_since: since,
                past_workers: past,
                ..fresh
            };
            cases::fill(chance, child, spec.late_visits);
            child.closes = None;
        }
        left -= 1;
    }
}

/// The team and worker who could send this child on: held for three weeks or more by somebody who stays.
fn sending(draft: &Draft, child: &Child) -> Option<(TeamId, WorkerId)> {
    let Holder::Worker(sender) = child.holder else { return None };
    let stays = draft.worker(sender)?.last_day.is_none();
    (stays && child.held_since.is_some_and(|since| days(since, AS_AT) > 21)).then_some((child.team?, sender))
}

/// References in the order in which the work began, as a case system gives them.
pub(super) fn number_references(draft: &mut Draft, letters: &str) {
    let mut order: Vec<usize> = (0..draft.children.len()).collect();
    order.sort_by_key(|place| (draft.children[*place].opened, *place));
    let mut chance = Chance::new(draft.children.len() as u64, 4);
    let mut number = 10_400;
    for place in order {
        number += chance.between(1, 4);
        draft.children[place].reference = format!("{letters}-{number}");
    }
}
