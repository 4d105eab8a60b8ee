//! The arithmetic of an import: what became of every row, per list and in total, to the last one.

use std::collections::BTreeMap;

use crate::app::import::{ChildRow, Gathered, Place, Source, TableCount, list_name};
use crate::domain::plan::words::words;

words!(
    /// Why a row is not in the plan although it was understood.
    LeftOut {
        /// Lists 1 and 2: contacts and early help.
        NotOpen, "not_open", "Only in lists 1 or 2: not open to a social worker";
        /// List 3.
        NoFurtherAction, "no_further_action", "Referral closed with no further action";
        /// Lists 3 and 5.
        WentOn, "went_on", "Referral or enquiry that went on to work since ended";
        /// List 4.
        AssessmentEnded, "assessment_ended", "Assessment authorised, and in no open list";
        /// List 4, the more worrying kind.
        AssessedInNeed, "assessed_in_need", "Assessed as needing support, but in no open list: worth checking";
        /// Lists 0 and 6.
        Closed, "closed", "Closed";
        /// List 7.
        PlanEnded, "plan_ended", "Child protection plan ended, and in no open list";
        /// List 8.
        CareEnded, "care_ended", "No longer looked after, and in no open list";
        /// List 10.
        Adopted, "adopted", "Adoption order made";
        /// List 11.
        Adopters, "adopters", "Adopters, not children";
        /// A row of our own template that was not deleted.
        Example, "example", "Example row of the template";
        /// Staff in business support.
        NotCaseWork, "not_case_work", "Business support: not part of this plan";
        /// Census: a role that ended before the plan's date.
        HadLeft, "had_left", "Left before the plan’s date";
        /// Census: no such registration number in the plan.
        NotMatched, "not_matched", "Nobody in the plan has this registration number";
        /// Absences: there is none any more.
        Withdrawn, "withdrawn", "Cancelled, withdrawn or refused";
        /// Calendars: duty, supervision, meetings, anniversaries.
        NotAbsence, "not_absence", "Nothing says that somebody is away: a meeting, duty or something else";
        /// Absences of some hours.
        PartDay, "part_day", "Less than a working day away";
        /// Absences: sickness that would be taken out again.
        OldSickness, "old_sickness", "Sickness over for longer than the plan keeps it";
        /// Census: not wanted.
        NotAsked, "not_asked", "The census was read for its figures only";
    }
);

/// What became of the rows of one list.
///
/// Invariant: `rows_read == taken + vacancies + merged + left out + refused + blank`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListTally {
    /// Where the rows came from.
    pub source: Source,
    /// Annex A list 1 to 11; 0 for every other list.
    pub list: u8,
    /// What the list is, in words.
    pub name: String,
    /// Rows under the headings, as counted by the reader.
    pub rows_read: usize,
    /// Rows that each became a child, a member of staff or an absence, or several absences for an event that repeats.
    pub taken: usize,
    /// Rows that each became a vacant post.
    pub vacancies: usize,
    /// Rows about a child or a person that another row already stands for.
    pub merged: usize,
    /// Rows left out by rule, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Rows refused; each is among the things not understood, with its place and reason.
    pub refused: usize,
    /// Rows with nothing in them.
    pub blank: usize,
}

impl ListTally {
    fn new(count: &TableCount, name: String) -> Self {
        Self {
            source: count.source.clone(),
            list: count.list,
            name,
            rows_read: count.rows_read,
            taken: 0,
            vacancies: 0,
            merged: 0,
            left_out: BTreeMap::new(),
            refused: count.refused,
            blank: count.blank,
        }
    }

    /// Rows left out, for whatever reason.
    pub fn left_out_rows(&self) -> usize {
        self.left_out.values().sum()
    }

    /// Whether every row read is accounted for.
    pub fn adds_up(&self) -> bool {
        let accounted =
            self.taken + self.vacancies + self.merged + self.left_out_rows() + self.refused + self.blank;
        self.rows_read == accounted
    }

    /// Counts one row as what became of it.
    pub(super) fn add(&mut self, fate: Fate) {
        match fate {
            Fate::Taken => self.taken += 1,
            Fate::Vacancy => self.vacancies += 1,
            Fate::Merged => self.merged += 1,
            Fate::Refused => self.refused += 1,
            Fate::LeftOut(why) => *self.left_out.entry(why).or_default() += 1,
        }
    }
}

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A child, or a member of staff.
    Taken,
    /// A vacant post.
    Vacancy,
    /// Part of a child or a person that another row stands for.
    Merged,
    /// Refused with a reason that stands among the things not understood.
    Refused,
    /// Left out by rule.
    LeftOut(LeftOut),
}

/// What became of every row of an import.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reconcile {
    /// Lists of children.
    pub children: Vec<ListTally>,
    /// Staff lists.
    pub staff: Vec<ListTally>,
    /// Lists of absences, and calendars.
    pub absences: Vec<ListTally>,
    /// Workforce census returns.
    pub census: Vec<ListTally>,
    /// Children that the lists hold, counted apart from the rows.
    pub children_in_lists: usize,
}

/// Sums over several lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Totals {
    /// Rows under the headings.
    pub rows_read: usize,
    /// Children, or members of staff.
    pub taken: usize,
    /// Vacant posts.
    pub vacancies: usize,
    /// Rows merged into another.
    pub merged: usize,
    /// Rows left out by rule.
    pub left_out: usize,
    /// Rows refused.
    pub refused: usize,
    /// Blank rows.
    pub blank: usize,
}

/// The sums over some lists.
pub fn totals(lists: &[ListTally]) -> Totals {
    lists.iter().fold(Totals::default(), |sum, list| Totals {
        rows_read: sum.rows_read + list.rows_read,
        taken: sum.taken + list.taken,
        vacancies: sum.vacancies + list.vacancies,
        merged: sum.merged + list.merged,
        left_out: sum.left_out + list.left_out_rows(),
        refused: sum.refused + list.refused,
        blank: sum.blank + list.blank,
    })
}

impl Reconcile {
    /// One empty tally for each table that was read. Tables that cannot be told apart (two files of one name) share one.
    pub(super) fn new(gathered: &Gathered) -> Self {
        fn tallies<'a>(
            counts: impl Iterator<Item = &'a TableCount>,
            name: impl Fn(&TableCount) -> String,
        ) -> Vec<ListTally> {
            let mut lists: Vec<ListTally> = Vec::new();
            for count in counts {
                let same = |list: &&mut ListTally| list.source == count.source && list.list == count.list;
                if let Some(list) = lists.iter_mut().find(same) {
                    list.rows_read += count.rows_read;
                    list.refused += count.refused;
                    list.blank += count.blank;
                } else {
                    lists.push(ListTally::new(count, name(count)));
                }
            }
            lists
        }
        let mut children = tallies(gathered.children.counts.iter(), |count| match count.list {
            0 => "Child list".to_owned(),
            list => format!("List {list}: {}", list_name(list)),
        });
        for list in children.iter_mut().filter(|list| list.list == 11) {
            let rows = list.rows_read - list.refused - list.blank;
            list.left_out.insert(LeftOut::Adopters, rows);
        }
        Self {
            children,
            staff: tallies(gathered.staff_counts.iter(), |_| "Staff list".to_owned()),
            absences: tallies(gathered.absence_counts.iter(), |_| "Absences".to_owned()),
            census: tallies(gathered.censuses.iter().map(|census| &census.count), |_| {
                "Workforce census".to_owned()
            }),
            children_in_lists: 0,
        }
    }

    pub(super) fn child(&mut self, row: &ChildRow, fate: Fate) {
        count(&mut self.children, &row.place, Some(row.list), fate);
    }
    pub(super) fn staff(&mut self, place: &Place, fate: Fate) {
        count(&mut self.staff, place, None, fate);
    }
    pub(super) fn absence(&mut self, place: &Place, fate: Fate) {
        count(&mut self.absences, place, None, fate);
    }
    pub(super) fn census(&mut self, place: &Place, fate: Fate) {
        count(&mut self.census, place, None, fate);
    }

    /// Whether every row of every list is accounted for, and each child counted exactly once.
    pub fn adds_up(&self) -> bool {
        let lists = self.children.iter().chain(&self.staff).chain(&self.absences).chain(&self.census);
        lists.clone().all(ListTally::adds_up) && totals(&self.children).taken == self.children_in_lists
    }
}

fn count(lists: &mut [ListTally], place: &Place, list: Option<u8>, fate: Fate) {
    let here = |tally: &&mut ListTally| {
        tally.source.file == place.file
            && tally.source.sheet == place.sheet
            && list.is_none_or(|list| list == tally.list)
    };
    if let Some(tally) = lists.iter_mut().find(here) {
        tally.add(fate);
    }
}
