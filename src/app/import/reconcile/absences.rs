//! Absences from lists and calendars, matched with those of the plan: by the mark of an event that this program wrote, else
//! by person, kind and days.
//!
//! What the file says replaces what the plan says; what it does not say is kept; no absence is ever removed.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::people::as_people_say_it;
use super::tally::{Fate, LeftOut};
use super::whose::{Found, Names, whose};
use super::{ChangeKind, ChangeLine};
use crate::app::calendar_files::{absence_uid, of_absence};
use crate::app::import::absence_words::{Said, Standing, said};
use crate::app::import::names::name_key;
use crate::app::import::{AbsenceRow, CalendarEvent, NotUnderstood, Who};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, Words as _};
use crate::domain::rota::sickness;
use chrono::NaiveDate;

/// An event of fewer minutes is no day away: five hours.
const LEAST_MINUTES: i64 = 300;

/// One absence that the files tell of.
struct Told<'r> {
    row: &'r AbsenceRow,
    worker: WorkerId,
    /// Why, where it is told.
    kind: Option<AbsenceKind>,
    first: NaiveDate,
    last: Option<NaiveDate>,
    expected_return: Option<NaiveDate>,
    status: Option<AbsenceStatus>,
    cover: Vec<WorkerId>,
    /// The absence of the plan whose mark the event has.
    marked: Option<AbsenceId>,
}

impl Told<'_> {
    fn known_last(&self) -> Option<NaiveDate> {
        self.last.or_else(|| self.expected_return.and_then(|back| back.pred_opt()))
    }
    fn overlaps(&self, other: &Absence) -> bool {
        let before = |last: Option<NaiveDate>, first: NaiveDate| last.is_some_and(|last| last < first);
        !before(self.known_last(), other.first_day) && !before(other.known_last_day(), self.first)
    }
    fn same_kind(&self, other: &Absence) -> bool {
        self.kind.is_none_or(|kind| kind == other.kind)
    }
    fn lies_in(&self, other: &Absence) -> bool {
        let ends_in = match (self.known_last(), other.known_last_day()) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(mine), Some(theirs)) => mine <= theirs,
        };
        other.first_day <= self.first && ends_in
    }
}

/// Takes the rows in. Gives the names of those who are not in the plan, each once.
pub(super) fn take_in(draft: &mut Draft<'_>, rows: &[AbsenceRow]) -> Vec<String> {
    let names = Names::new(&draft.people);
    let mut strangers = Vec::new();
    let mut told: Vec<Told<'_>> = Vec::new();
    // What became of each row: the best of what became of its absences.
    let mut fates: Vec<Option<Fate>> = Vec::new();
    for row in rows {
        match understood(draft, &names, row, &mut strangers) {
            Ok(mut absences) => {
                fates.push(None);
                told.append(&mut absences);
            }
            Err(fate) => fates.push(Some(fate)),
        }
    }
    let mut matched: Vec<(&Told<'_>, Option<AbsenceId>)> = told.iter().zip(matched(draft, &told)).collect();
    // Those of the plan first: a new absence within one that is about to be shortened would be taken for part of it.
    matched.sort_by_key(|(_, place)| place.is_none());
    for (told, place) in matched {
        let fate = put(draft, told, place);
        if let Some(at) = rows.iter().position(|row| std::ptr::eq(row, told.row))
            && let Some(slot) = fates.get_mut(at)
            && *slot != Some(Fate::Taken)
        {
            *slot = Some(fate);
        }
    }
    for (row, fate) in rows.iter().zip(fates) {
        draft.tally.absence(&row.place, fate.unwrap_or(Fate::Taken));
    }
    strangers
}

fn refuse(draft: &mut Draft<'_>, row: &AbsenceRow, text: &str, why: impl Into<String>) -> Fate {
    draft.notes.push(NotUnderstood::row(row.place.clone(), text, why));
    Fate::Refused
}

/// What stands in the file, for the preview.
fn shown(row: &AbsenceRow) -> String {
    match (&row.who, &row.event) {
        (_, Some(event)) => event.title.clone(),
        (Who::Named { name, .. }, None) => name.clone(),
        (Who::Mentioned(texts), None) => texts.first().cloned().unwrap_or_default(),
    }
}

/// A row as absences of somebody in the plan, or what became of it otherwise.
fn understood<'r>(
    draft: &mut Draft<'_>,
    names: &Names,
    row: &'r AbsenceRow,
    strangers: &mut Vec<String>,
) -> Result<Vec<Told<'r>>, Fate> {
    let left_out = |why| Err(Fate::LeftOut(why));
    if row.example {
        return left_out(LeftOut::Example);
    }
    if row.standing == Some(Standing::Withdrawn) {
        return left_out(LeftOut::Withdrawn);
    }
    if row.event.as_ref().is_some_and(|event| event.ours_but_no_absence) {
        return left_out(LeftOut::NotAbsence);
    }
    if row.part_day {
        return left_out(LeftOut::PartDay);
    }
    let team = match &row.who {
        Who::Named { team: Some(team), .. } => draft.teams.find(team),
        _ => None,
    };
    let found = whose(&mut draft.people, names, &row.who, team);
    // The words of a name are no words for a kind: "Al Green" is not annual leave.
    let name = match &found {
        Found::One(place, spelling) => {
            let worker = draft.people.all.get(*place);
            [spelling.clone(), worker.map(|worker| worker.name.clone())]
        }
        _ => [None, None],
    };
    let kinds: Vec<Said> = row.kind_texts.iter().map(|text| said(&without_name(text, &name))).collect();
    let of_ours = row.event.as_ref().and_then(|event| of_absence(&event.uid));
    if let Some(event) = &row.event
        && let Some(why) = no_absence(event, &kinds, of_ours.is_some())
    {
        return left_out(why);
    }
    let place = match found {
        Found::One(place, spelling) => {
            if let Some(spelling) = spelling {
                draft.people.remember(place, &spelling);
            }
            place
        }
        Found::Several(places) => {
            let people: Vec<String> = places
                .iter()
                .filter_map(|place| draft.people.all.get(*place))
                .map(|w| w.name.clone())
                .collect();
            let why = format!(
                "this may be the absence of {}; write whose it is, with the team where two people share a name",
                people.join(" or of ")
            );
            return Err(refuse(draft, row, &shown(row), why));
        }
        Found::Nobody(name) => {
            let why = if name.is_empty() {
                "nothing says whose absence this is; put a name of somebody in the plan in the title"
                    .to_owned()
            } else {
                if !strangers.contains(&name) {
                    strangers.push(name);
                }
                "nobody of this name is in the plan; add them, bring in the staff list as well, or say that it is another \
                 spelling of somebody’s name"
                    .to_owned()
            };
            return Err(refuse(draft, row, &shown(row), why));
        }
    };
    let Some(worker) = draft.people.all.get(place).map(|worker| worker.id) else {
        return Err(refuse(draft, row, &shown(row), "nobody of this name is in the plan"));
    };
    let kind = kinds.iter().find_map(|said| match said {
        Said::Kind(kind) => Some(*kind),
        _ => None,
    });
    // The mark counts where the absence is the same person's here.
    let marked = of_ours.filter(|id| {
        let theirs = draft.base.absences.get(*id).is_some_and(|absence| absence.worker == worker);
        let uid = row.event.as_ref().map_or("", |event| event.uid.as_str());
        theirs && absence_uid(*id, worker) == uid.trim()
    });
    let told: Vec<Told<'r>> = row
        .days
        .iter()
        .map(|(first, last)| {
            let (last, expected_return) = ends(row, *last);
            Told {
                row,
                worker,
                kind,
                first: *first,
                last,
                expected_return,
                status: match row.standing {
                    Some(Standing::Stands(status)) => Some(status),
                    _ => None,
                },
                cover: Vec::new(),
                marked,
            }
        })
        .collect();
    let from = sickness::kept_from(draft.base);
    if marked.is_none()
        && kind == Some(AbsenceKind::Sickness)
        && told.iter().all(|one| one.known_last().is_some_and(|last| last < from))
        && !draft
            .base
            .absences
            .iter()
            .any(|old| told.iter().any(|one| one.worker == old.worker && one.overlaps(old)))
    {
        return left_out(LeftOut::OldSickness);
    }
    let cover = cover(draft, row, worker);
    Ok(told.into_iter().map(|told| Told { cover: cover.clone(), ..told }).collect())
}

/// A text without the words of a name.
fn without_name(text: &str, names: &[Option<String>]) -> String {
    let mut left: Vec<&str> = text.split_whitespace().collect();
    for name in names.iter().flatten() {
        let key = name_key(name);
        let of_name: Vec<&str> = key.split(' ').collect();
        left.retain(|word| {
            let word = name_key(word.trim_matches(|c: char| !c.is_alphanumeric()));
            word.is_empty() || !of_name.contains(&word.as_str())
        });
    }
    left.join(" ")
}

/// Why an event is no absence, if it is none.
fn no_absence(event: &CalendarEvent, kinds: &[Said], ours: bool) -> Option<LeftOut> {
    if ours {
        return None;
    }
    let has_kind = kinds.iter().any(|said| matches!(said, Said::Kind(_)));
    let away = event.out_of_office || kinds.contains(&Said::Away);
    if !has_kind && kinds.contains(&Said::NotAway) {
        return Some(LeftOut::NotAbsence);
    }
    match event.minutes {
        _ if !has_kind && !away => Some(LeftOut::NotAbsence),
        Some(minutes) if minutes < LEAST_MINUTES => Some(LeftOut::PartDay),
        _ => None,
    }
}

/// The last day and the expected return, as the row and the marks on an event of ours say.
fn ends(row: &AbsenceRow, last: Option<NaiveDate>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match &row.event {
        Some(event) if event.ends_on_expected_return => (None, last.and_then(|last| last.succ_opt())),
        Some(event) if event.shown_to.is_some() && event.shown_to == last => (None, None),
        Some(_) => (last, None),
        None => (last, row.expected_return),
    }
}

fn cover(draft: &mut Draft<'_>, row: &AbsenceRow, worker: WorkerId) -> Vec<WorkerId> {
    let mut found = Vec::new();
    for name in &row.cover {
        match draft.people.all_named(name).as_slice() {
            [one] => {
                let id = draft.people.all.get(*one).map(|worker| worker.id);
                found.extend(id.filter(|id| *id != worker && !found.contains(id)));
            }
            several => {
                let why = if several.is_empty() {
                    "nobody of this name is in the plan, so they are not named as cover"
                } else {
                    "more than one person has this name, so nobody is named as cover; choose them in the plan"
                };
                draft.notes.push(NotUnderstood::value(row.place.clone(), as_people_say_it(name), why));
            }
        }
    }
    found
}

/// Whether an absence told may be one of the plan.
type Fits = fn(&Told<'_>, &Absence) -> bool;

/// For each absence told its match in the plan: marked events first, then those that begin on the same day, then those
/// that overlap. No absence of the plan is matched twice.
fn matched(draft: &Draft<'_>, told: &[Told<'_>]) -> Vec<Option<AbsenceId>> {
    let mut matched: Vec<Option<AbsenceId>> = vec![None; told.len()];
    let mut taken: BTreeSet<AbsenceId> = BTreeSet::new();
    let base = &draft.base.absences;
    for (told, slot) in told.iter().zip(&mut matched) {
        if let Some(id) = told.marked.filter(|id| !taken.contains(id)) {
            taken.insert(id);
            *slot = Some(id);
        }
    }
    let passes: [Fits; 3] = [
        |told, old| told.first == old.first_day && told.known_last() == old.known_last_day(),
        |told, old| told.first == old.first_day,
        // Whoever is only said to be away may be so for another reason than the plan knows.
        |told, old| told.kind.is_some() && told.overlaps(old),
    ];
    for fits in passes {
        for (told, slot) in told.iter().zip(&mut matched) {
            if slot.is_some() {
                continue;
            }
            let found = base.iter().find(|old| {
                old.worker == told.worker
                    && told.same_kind(old)
                    && fits(told, old)
                    && !taken.contains(&old.id)
            });
            if let Some(old) = found {
                taken.insert(old.id);
                *slot = Some(old.id);
            }
        }
    }
    matched
}

/// Puts one absence into the draft: new, changed, or as it was.
fn put(draft: &mut Draft<'_>, told: &Told<'_>, place: Option<AbsenceId>) -> Fate {
    if let Some(before) =
        place.and_then(|id| draft.base.absences.get(id)).map(|record| record.as_ref().clone())
    {
        let after = changed(&before, told);
        list_changes(draft, &before, &after, told);
        if after != before {
            draft.absences.push(after);
        }
        return Fate::Taken;
    }
    let standing: Vec<Absence> =
        draft.absences_now().filter(|old| old.worker == told.worker).cloned().collect();
    if standing.iter().any(|old| told.same_kind(old) && told.lies_in(old)) {
        return Fate::Merged;
    }
    let kind = told.kind.unwrap_or(draft.options.untold_kind);
    if told.kind.is_none() {
        let why = format!(
            "nothing says why {} is away; brought in as {}",
            draft.people.name(told.worker),
            words_of(kind)
        );
        draft.notes.push(NotUnderstood {
            text: shown(told.row),
            ..NotUnderstood::note(told.row.place.clone(), why)
        });
    }
    let id = draft.next_absence();
    let absence = Absence {
        id,
        worker: told.worker,
        kind,
        first_day: told.first,
        last_day: told.last,
        expected_return: told.expected_return,
        status: told.status.unwrap_or(AbsenceStatus::Agreed),
        cover: told.cover.clone(),
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    };
    for other in standing.iter().filter(|other| told.overlaps(other)) {
        let why = format!(
            "{} is already away then ({}); both absences are kept, so end one where the other begins",
            draft.people.name(told.worker),
            in_words(other)
        );
        draft.notes.push(NotUnderstood {
            text: in_words(&absence),
            ..NotUnderstood::note(told.row.place.clone(), why)
        });
    }
    draft.changes.push(ChangeLine {
        kind: ChangeKind::New,
        thing: Some(Thing::Absence(id)),
        reference: draft.people.name(told.worker),
        field: "Absence",
        before: String::new(),
        after: in_words(&absence),
        why: format!("in {}", told.row.place.file),
        overrides_typed: false,
    });
    draft.absences.push(absence);
    Fate::Taken
}

fn words_of(kind: AbsenceKind) -> String {
    crate::domain::plan::lower_first(kind.label())
}

/// "Annual leave, 21/09/2026 to 25/09/2026".
fn in_words(absence: &Absence) -> String {
    let days = match (absence.known_last_day(), absence.first_day) {
        (Some(last), first) if last == first => format_date(first),
        (Some(last), first) => format!("{} to {}", format_date(first), format_date(last)),
        (None, first) => format!("from {}", format_date(first)),
    };
    format!("{}, {days}", absence.kind.label())
}

/// What the plan says, with what the file says in its place.
fn changed(before: &Absence, told: &Told<'_>) -> Absence {
    let mut after = before.clone();
    after.kind = told.kind.unwrap_or(before.kind);
    after.first_day = told.first;
    after.status = told.status.unwrap_or(before.status);
    if told.known_last() != before.known_last_day() {
        match (told.last, told.expected_return) {
            (Some(last), expected) => (after.last_day, after.expected_return) = (Some(last), expected),
            (None, Some(expected)) if before.last_day.is_none() => after.expected_return = Some(expected),
            // A file that gives no end keeps the end that the plan knows.
            _ => {}
        }
    }
    if !told.cover.is_empty() {
        after.cover.clone_from(&told.cover);
    }
    // A file may end it before the day on which it now begins only if it says so itself, which is refused on reading.
    if after.known_last_day().is_some_and(|last| last < after.first_day) {
        after.first_day = before.first_day;
    }
    after
}

fn list_changes(draft: &mut Draft<'_>, before: &Absence, after: &Absence, told: &Told<'_>) {
    let cover = |draft: &Draft<'_>, absence: &Absence| {
        absence.cover.iter().map(|id| draft.people.name(*id)).collect::<Vec<_>>().join(", ")
    };
    let fields = [
        ("Why", before.kind.label().to_owned(), after.kind.label().to_owned()),
        ("First day", format_date(before.first_day), format_date(after.first_day)),
        ("Last day", words::date_or_dash(before.last_day), words::date_or_dash(after.last_day)),
        (
            "Expected return",
            words::date_or_dash(before.expected_return),
            words::date_or_dash(after.expected_return),
        ),
        ("Status", before.status.label().to_owned(), after.status.label().to_owned()),
        ("Cover", cover(draft, before), cover(draft, after)),
    ];
    for (field, was, is) in fields {
        if was != is {
            draft.changes.push(ChangeLine {
                kind: ChangeKind::Changed,
                thing: Some(Thing::Absence(before.id)),
                reference: draft.people.name(before.worker),
                field,
                before: was,
                after: is,
                why: format!(
                    "{} says so of the absence from {}",
                    told.row.place.file,
                    format_date(before.first_day)
                ),
                overrides_typed: false,
            });
        }
    }
}
