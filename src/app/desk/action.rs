//! Everything a person can ask for, as data: buttons, keys, menus, the command list and tests all use it.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::rota::RotaAsk;
use super::scenarios::Listing;
use crate::app::import::reconcile::CensusChoice;
use crate::app::store::Overwrite;
use crate::app::target::Study;
use crate::app::view::children::Wanted;
use crate::app::view::target::scenario::Proposal;
use crate::domain::edit::Edit;
use crate::domain::ids::{ScenarioId, Thing, WorkerId};
use crate::domain::plan::AbsenceKind;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Screen {
    /// How many have no named worker, how that goes on, what to do now.
    Overview,
    /// Every child.
    Children,
    /// The register of children without a named social worker.
    Waiting,
    /// Teams and posts.
    Teams,
    /// Everyone.
    Staff,
    /// Who is away, on duty and supervised when.
    Rota,
    /// What comes in and how long it stays.
    Demand,
    /// Scenarios, and side by side.
    Scenarios,
    /// What it takes to keep a promise to children.
    Target,
    /// What is wrong with the plan.
    Problems,
    /// The plan's own dates, calendar and rules.
    Plan,
    /// A list that is being brought in.
    Import,
    /// One simulated year, day by day.
    Replay,
}

impl Screen {
    /// The screens of the rail, in order.
    pub const RAIL: [Self; 11] = [
        Self::Overview,
        Self::Children,
        Self::Waiting,
        Self::Teams,
        Self::Staff,
        Self::Rota,
        Self::Demand,
        Self::Scenarios,
        Self::Target,
        Self::Problems,
        Self::Plan,
    ];
    /// What the rail calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Children => "Children",
            Self::Waiting => "Waiting",
            Self::Teams => "Teams",
            Self::Staff => "Staff",
            Self::Rota => "Rota",
            Self::Demand => "Demand",
            Self::Scenarios => "Scenarios",
            Self::Target => "Target",
            Self::Problems => "Problems",
            Self::Plan => "Plan and rules",
            Self::Import => "Bring in lists",
            Self::Replay => "A simulated year",
        }
    }
}

/// A part of the rota screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RotaPart {
    /// People by days.
    #[default]
    Days,
    /// Every absence in a table.
    Absences,
    /// Who has which duty turn.
    Duty,
    /// Who is supervised when, and managers' weeks.
    Supervision,
    /// Annual leave: allowed, taken, left.
    Allowances,
}

impl RotaPart {
    /// All parts, in order.
    pub const ALL: [Self; 5] = [Self::Days, Self::Absences, Self::Duty, Self::Supervision, Self::Allowances];
    /// What the screen calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Days => "People and days",
            Self::Absences => "Absences",
            Self::Duty => "Duty rota",
            Self::Supervision => "Supervision",
            Self::Allowances => "Leave allowances",
        }
    }
}

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum New {
    /// A team.
    Team,
    /// A post in the selected team, or the first.
    Post,
    /// A member of staff in the selected team, or the first.
    Worker,
    /// An absence of this worker, or of the selected one.
    Absence(Option<WorkerId>),
    /// A child in the selected team, or the first.
    Child,
    /// A family.
    Family,
}

/// Where a text was typed, so that a refusal is shown there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// In a form.
    Form,
    /// In a table.
    Table,
}

/// Light, dark or as the desktop.
pub use crate::app::store::Theme;

/// Something a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// To go to a screen.
    Go(Screen),
    /// To see a part of the rota.
    ShowRota(RotaPart),
    /// Something of the rota.
    Rota(RotaAsk),
    /// To go back to where they were.
    Back,
    /// To see some children.
    Show(Wanted),
    /// To see one thing in the panel.
    Select(Thing),
    /// To close the panel.
    Unselect,
    /// To change the plan.
    Edit(Edit),
    /// To put what was typed into a field.
    Type {
        /// The thing.
        thing: Thing,
        /// The field's key in the form or table.
        field: String,
        /// What was typed.
        text: String,
        /// Where.
        from: From,
    },
    /// To add something.
    Add(New),
    /// To take things out of the plan.
    Remove(Vec<Thing>),
    /// To go one step back.
    Undo,
    /// To go one step forward again.
    Redo,
    /// To begin an empty plan.
    NewPlan,
    /// To choose a plan to open.
    Open,
    /// To open this plan.
    OpenPath(PathBuf),
    /// To open one of the examples.
    OpenExample(usize),
    /// To save.
    Save,
    /// To choose where to save.
    SaveAs,
    /// To choose where to save a copy of the plan without anybody's sickness.
    SaveShared,
    /// To write what was asked for, a page, a calendar or a copy, to this file.
    WriteTo(PathBuf, Overwrite),
    /// To save here. A file that is there already is asked about.
    SaveTo(PathBuf),
    /// To save here, in place of what is there: the dialog has asked.
    SaveOver(PathBuf),
    /// To choose no file after all: what was to follow the choice does not happen.
    ChooseNothing,
    /// To choose lists to bring in.
    Import,
    /// To bring these lists in.
    ImportPaths(Vec<PathBuf>),
    /// To decide something about the lists being brought in.
    Importing(ImportChoice),
    /// To choose where to put the templates.
    SaveTemplates,
    /// To put the templates into this folder.
    SaveTemplatesTo(PathBuf),
    /// To leave the document, as it is, for the start screen.
    CloseDocument,
    /// To leave the program.
    Quit,
    /// The answer to a question.
    Answer(Answer),
    /// To look at the plan in light or dark.
    Theme(Theme),
    /// To see the forecast as it would be after a change, which is not made. `None`: back to the plan as it is.
    TryOut(Option<Edit>),
    /// To take the official figures of an area for all new work.
    UseOfficial(String),
    /// To fit new work to the plan's list, with the official figures of an area where the list says too little.
    FitToList(String),
    /// To stop the forecast and keep the runs there are.
    StopForecast,
    /// To add to a stopped forecast the runs that are missing.
    ContinueForecast,
    /// To ask what it takes to keep the promises.
    Ask(Study),
    /// To stop the search and keep what there is.
    StopStudy,
    /// To make a scenario of what was found.
    MakeScenario(Proposal),
    /// To look at one run of the forecast on screen, event by event, on its own screen.
    Replay(u32),
    /// To leave that run.
    EndReplay,
    /// To see the plan with a scenario, whose changes are then made by ordinary editing; `None`: the base plan.
    OpenScenario(Option<ScenarioId>),
    /// To begin an empty scenario, look at it and open it.
    NewScenario,
    /// To make one field of a thing, or the whole thing, in the open scenario as it is in the base plan again.
    BackToBase {
        /// The thing.
        thing: Thing,
        /// The field's key; `None`: all of it.
        field: Option<String>,
    },
    /// To make these things, the whole of each, in the open scenario as they are in the base plan again.
    AllBackToBase(Vec<Thing>),
    /// To make, change or compare scenarios.
    Scenarios(Listing),
    /// To read something, a line each.
    Tell {
        /// Heading.
        title: String,
        /// The lines.
        lines: Vec<String>,
    },
    /// To close the line that tells something.
    Dismiss,
}

/// A decision about the lists being brought in.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportChoice {
    /// Take everything in.
    Accept,
    /// Leave the plan as it is.
    Cancel,
    /// The day the lists are as at.
    AsAt(NaiveDate),
    /// Whether children of the last list who are not in this one are closed.
    CloseMissing(bool),
    /// What to do with a census.
    Census(CensusChoice),
    /// Whether a census's vacancies become posts.
    CensusVacancies(bool),
    /// Why somebody is taken to be away of whom it is only said that they are.
    UntoldKind(AbsenceKind),
    /// These pairs of names are one person each.
    OnePerson(Vec<(String, String)>),
    /// These pairs of names are two people each.
    TwoPeople(Vec<(String, String)>),
}

/// The answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Save first.
    Save,
    /// Go on without saving.
    Discard,
    /// Stay.
    Stay,
    /// Replace what is there.
    Replace,
    /// Save under another name.
    SaveElsewhere,
    /// Take the recovered work up.
    Recover,
    /// Do not.
    LeaveRecovered,
    /// Read and understood.
    Understood,
}

/// What only the window can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Let a plan be chosen.
    PickOpen,
    /// Let a place to save be chosen, with this name to begin with.
    PickSave(String),
    /// Let lists be chosen.
    PickLists,
    /// Let a folder for the templates be chosen: a file name in it is handed back.
    PickTemplates,
    /// Let a place for a file be chosen.
    PickExport {
        /// What the dialog is called.
        title: &'static str,
        /// The file's name to begin with.
        name: String,
        /// What such files are called.
        kind: &'static str,
        /// What their names end in.
        extension: &'static str,
    },
    /// Close the window.
    Close,
    /// What was typed is not taken, for this reason.
    Refuse {
        /// The thing.
        thing: Thing,
        /// The field.
        field: String,
        /// The sentence.
        sentence: String,
        /// Where it was typed.
        from: From,
    },
    /// A form or table is to start afresh: another document is shown.
    Afresh,
    /// The theme has changed.
    Theme(Theme),
}
