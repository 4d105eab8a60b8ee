//! What may be typed: the commands and their options.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::typed::{confidence, date, kind, runs_asked, two_names, weeks_asked};
use crate::domain::plan::AbsenceKind;
use crate::domain::rota::duty::MOST_DUTY_WEEKS;

/// The longest horizon that can be asked for: ten years.
pub const MOST_WEEKS: u16 = 520;

/// Which children have no named social worker, today and over the coming months, why, and what would put it right.
#[derive(Debug, Parser)]
#[command(
    name = "caseload-cli",
    version,
    about,
    after_help = "Answers go to standard output and messages to standard error. Exit status: 0 fine; 1 the plan \
                  has problems of severity error, a trace does not agree, leave is not safe, or a duty turn cannot be \
                  met; 2 something could not be read or written, or wrong usage."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Everything wrong with a plan, and how to mend it
    Check(CheckArgs),
    /// The children with no named social worker, on a day and over the weeks ahead, why, and what would put it right
    Flags(FlagsArgs),
    /// The official figures with their definitions, and the same with everyone counted
    Figures(FiguresArgs),
    /// Plays the plan forward many times: how many children may have no named social worker, where, when and why
    Simulate(SimulateArgs),
    /// Scenarios beside the plan on the same chances: what each changes, by how much, how sure that is and what it costs
    Compare(CompareArgs),
    /// The least that keeps a promise to children: how many people, of what kind, from when
    Target(TargetArgs),
    /// Whether an absence is safe, why not, the nearest days that are, who could cover and what is handed over
    Leave(LeaveArgs),
    /// Who is away, on duty, starting and leaving; supervision, annual leave and managers' weeks
    Rota(RotaArgs),
    /// A team’s duty rota: who has which turn and why, what cannot be met, and whether it is fair
    Duty(DutyArgs),
    /// Bring a child list and a staff list into a new plan, or this week's lists and absences into an existing one
    Import(ImportArgs),
    /// A person's, a team's or a team's duty calendar as an iCalendar file
    Calendar(CalendarArgs),
    /// Write a plan anew in the current format, or one of its tables as CSV
    Convert(ConvertArgs),
    /// The example plans that come with the program, or one of them as a file
    Examples(ExamplesArgs),
}

/// Options of `check`.
#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `flags`.
#[derive(Debug, ClapArgs)]
pub struct FlagsArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// The day to look at, dd/mm/yyyy or yyyy-mm-dd; the plan's own date if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<NaiveDate>,
    /// How many weeks to look ahead from that day; the plan's own horizon if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_WEEKS)))]
    pub weeks: Option<u16>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `figures`.
#[derive(Debug, ClapArgs)]
pub struct FiguresArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// The day to look at, dd/mm/yyyy or yyyy-mm-dd; the plan's own date if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<NaiveDate>,
    /// One team only, by its name or its id; the whole service if left out
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `rota`.
#[derive(Debug, ClapArgs)]
pub struct RotaArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// One team only, by its name or its id; the whole service if left out
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// The first day, dd/mm/yyyy or yyyy-mm-dd; the plan's own date if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<NaiveDate>,
    /// The last day; the last of eight weeks if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<NaiveDate>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `simulate`.
#[derive(Debug, ClapArgs)]
pub struct SimulateArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// How many runs; as many as the plan's own settings ask for if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(runs_asked()))]
    pub replications: Option<u32>,
    /// Where chance begins; the plan's own seed if left out
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// How many weeks to look ahead; as many as the plan's own settings say if left out
    #[arg(long, value_name = "W", value_parser = clap::value_parser!(u16).range(weeks_asked()))]
    pub weeks: Option<u16>,
    /// On how many threads; as many as the machine runs at once if left out. The answer is the same on any number
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
    /// Answer as CSV: a row for each day and count
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Tell every event of one run instead, one JSON object a line
    #[arg(long, value_name = "REPLICATION", conflicts_with_all = ["json", "csv", "replications", "threads"])]
    pub trace: Option<u32>,
    /// Play again the run whose events are in this file, and compare event by event
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["json", "csv", "replications", "threads", "trace", "seed", "weeks"]
    )]
    pub verify_trace: Option<PathBuf>,
}

/// Options of `compare`.
#[derive(Debug, ClapArgs)]
pub struct CompareArgs {
    /// The plan file
    pub plan: PathBuf,
    /// Scenarios by name or id, parted by commas, six at most; “all” for every one
    #[arg(long, value_name = "NAME,NAME…", required = true, value_delimiter = ',')]
    pub scenarios: Vec<String>,
    /// How many runs of each plan; as many as the plan's own settings ask for if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(runs_asked()))]
    pub replications: Option<u32>,
    /// Where chance begins; the plan's own seed if left out
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// How many weeks to look ahead; as many as the plan's own settings say if left out
    #[arg(long, value_name = "W", value_parser = clap::value_parser!(u16).range(weeks_asked()))]
    pub weeks: Option<u16>,
    /// On how many threads; as many as the machine runs at once if left out. The answer is the same on any number
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Tell what each change of each scenario contributes as well: the scenario with one left out at a time
    #[arg(long)]
    pub contributions: bool,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `target`.
#[derive(Debug, ClapArgs)]
pub struct TargetArgs {
    /// The plan file
    pub plan: PathBuf,
    /// What is promised, for example “no child without a named social worker for over 5 working days from 04/01/2027”;
    /// may be given more than once; the plan's own promises if left out
    #[arg(long, value_name = "PROMISE")]
    pub promise: Vec<String>,
    /// What is varied, for example “posts 0..40 of social worker from 04/01/2027”; what the plan varies if left out
    #[arg(long, value_name = "VARIATION")]
    pub vary: Option<String>,
    /// The share of years in which a promise that is given here and does not say is to be kept, from 0.01 to 1; 0.95 if left
    /// out
    #[arg(long, value_name = "SHARE", value_parser = confidence, requires = "promise")]
    pub confidence: Option<f64>,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Where chance begins; the plan's own seed if left out
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// On how many threads; as many as the machine runs at once if left out. The answer is the same on any number
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Tell the frontier as well: posts against start
    #[arg(long)]
    pub frontier: bool,
    /// Tell as well which assumption moves the answer most
    #[arg(long)]
    pub sensitivity: bool,
    /// Play every combination of two or three variations as well, parted by semicolons
    #[arg(long, value_name = "VARIATION; VARIATION…")]
    pub grid: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `leave`.
#[derive(Debug, ClapArgs)]
pub struct LeaveArgs {
    /// The plan file
    pub plan: PathBuf,
    /// Who would be away, by name or id
    #[arg(long, value_name = "NAME")]
    pub worker: String,
    /// First day away, dd/mm/yyyy or yyyy-mm-dd
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: NaiveDate,
    /// Last day away, dd/mm/yyyy or yyyy-mm-dd
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: NaiveDate,
    /// Why they would be away: `annual_leave`, sickness, parental, training, special, `public_duties` or unpaid; annual leave if
    /// left out
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<AbsenceKind>,
    /// Who would cover, by name or id, in order, parted by commas
    #[arg(long, value_name = "NAME,NAME…", value_delimiter = ',')]
    pub cover: Vec<String>,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `duty`.
#[derive(Debug, ClapArgs)]
pub struct DutyArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The team, by its name or its id
    #[arg(long, value_name = "TEAM")]
    pub team: String,
    /// How many weeks of the calendar; as far as the plan looks ahead if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_DUTY_WEEKS)))]
    pub weeks: Option<u16>,
    /// From the week that holds this day, dd/mm/yyyy or yyyy-mm-dd; the plan's own date if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<NaiveDate>,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Write a plan with this rota put into it; pinned turns stay, others of these weeks are replaced
    #[arg(long, value_name = "PLAN")]
    pub out: Option<PathBuf>,
    /// Write over the file if it is already there; the old one is kept beside it as a backup
    #[arg(long, requires = "out")]
    pub replace: bool,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `import`.
#[derive(Debug, ClapArgs)]
#[command(group = clap::ArgGroup::new("lists").args(["children", "staff", "absences"]).required(true).multiple(true))]
pub struct ImportArgs {
    /// Child lists: Annex A workbooks or CSV lists, or plain lists with a line of headings
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub children: Vec<PathBuf>,
    /// Staff lists, or a social work workforce census return
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub staff: Vec<PathBuf>,
    /// Absences: lists, or calendars (iCalendar)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub absences: Vec<PathBuf>,
    /// The day the lists of children and staff are as at, dd/mm/yyyy or yyyy-mm-dd; not needed for absences alone
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_at: Option<NaiveDate>,
    /// The plan to bring them into; a new plan if left out
    #[arg(long, value_name = "PLAN")]
    pub into: Option<PathBuf>,
    /// The plan file to write; if left out, the import is only previewed
    #[arg(long, value_name = "PLAN")]
    pub out: Option<PathBuf>,
    /// Write over the file if it is already there; the old one is kept beside it as a backup
    #[arg(long, requires = "out")]
    pub replace: bool,
    /// Somebody in the lists who is a manager; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub manager: Vec<String>,
    /// A team whose name in place of a worker's means its duty rota; may be given more than once
    #[arg(long, value_name = "TEAM")]
    pub duty_team: Vec<String>,
    /// Two spellings of one person's name, parted by “=”; may be given more than once
    #[arg(long, value_name = "NAME=NAME", value_parser = two_names)]
    pub one_person: Vec<(String, String)>,
    /// Children of the last list who are not in this one: closed, even if they are very many
    #[arg(long, conflicts_with = "keep_missing")]
    pub close_missing: bool,
    /// Children of the last list who are not in this one: kept open
    #[arg(long)]
    pub keep_missing: bool,
    /// Why somebody is taken to be away of whom a list or calendar only says that they are: `annual_leave`, sickness,
    /// parental, training, special, `public_duties` or unpaid; special leave if left out
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub untold_kind: Option<AbsenceKind>,
    /// Bring in children whose work has ended as well, closed on the day it ended
    #[arg(long)]
    pub include_closed: bool,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `calendar`.
#[derive(Debug, ClapArgs)]
#[command(group = clap::ArgGroup::new("whose").args(["worker", "team", "duty"]).required(true))]
pub struct CalendarArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The absences, duty and supervision of one person, by name or id
    #[arg(long, value_name = "WORKER")]
    pub worker: Option<String>,
    /// The absences of everybody in a team, by its name or id
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Who is on duty in a team, by its name or id
    #[arg(long, value_name = "TEAM")]
    pub duty: Option<String>,
    /// Tell why people are away; otherwise they are “away”. Not for a calendar that others see
    #[arg(long)]
    pub reasons: bool,
    /// The file to write; standard output if left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write over the file if it is already there; the old one is kept beside it as a backup
    #[arg(long, requires = "out")]
    pub replace: bool,
    /// Say what was written as JSON
    #[arg(long, requires = "out")]
    pub json: bool,
}

/// Options of `convert`.
#[derive(Debug, ClapArgs)]
pub struct ConvertArgs {
    /// The plan file
    pub plan: PathBuf,
    /// The plan as one of its scenarios would have it, by the scenario's name or its id; as it stands if left out
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// The file to write; standard output if left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Form::Plan)]
    pub to: Form,
    /// The table to write as CSV
    #[arg(long, value_enum, required_if_eq("to", "csv"))]
    pub table: Option<TableChoice>,
    /// A copy to be shared: without past sickness, and with the rest told as special leave
    #[arg(long)]
    pub without_sickness: bool,
    /// Write over the file if it is already there; the old one is kept beside it as a backup
    #[arg(long, requires = "out")]
    pub replace: bool,
    /// Say what was written as JSON
    #[arg(long, requires = "out")]
    pub json: bool,
}

/// Options of `examples`.
#[derive(Debug, ClapArgs)]
pub struct ExamplesArgs {
    /// An example by its name; all of them are listed if left out
    #[arg(requires = "out")]
    pub name: Option<String>,
    /// The file to write it to
    #[arg(long, value_name = "FILE", requires = "name")]
    pub out: Option<PathBuf>,
    /// Any day of the week that it is to be as at, dd/mm/yyyy or yyyy-mm-dd; this week if left out
    #[arg(long, value_name = "DATE", value_parser = date, requires = "name")]
    pub as_at: Option<NaiveDate>,
    /// Write over the file if it is already there; the old one is kept beside it as a backup
    #[arg(long, requires = "out")]
    pub replace: bool,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// What `convert` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// The plan, in the current version of the plan file
    Plan,
    /// One table, for a spreadsheet
    Csv,
}

/// A table that can be written as CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableChoice {
    /// Every child, who holds them and their state on the plan's date
    Children,
    /// Everyone who works in the service
    Staff,
    /// Absences
    Absences,
    /// Teams
    Teams,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_commands_and_options_fit_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_date_is_taken_day_first_or_year_first() {
        let on = |text: &str| {
            let args = Args::try_parse_from(["caseload-cli", "flags", "plan", "--on", text]).ok()?;
            let Command::Flags(flags) = args.command else { return None };
            flags.on
        };
        let expected = NaiveDate::from_ymd_opt(2026, 9, 7);
        assert_eq!(on("07/09/2026"), expected);
        assert_eq!(on("2026-09-07"), expected);
        for wrong in ["09/13/2026", "soon", "", "07/09/1899"] {
            assert_eq!(on(wrong), None, "{wrong} was taken");
        }
    }

    #[test]
    fn a_horizon_outside_one_to_520_weeks_is_refused() {
        for (weeks, taken) in [("0", false), ("1", true), ("520", true), ("521", false), ("-1", false)] {
            let args = ["caseload-cli", "flags", "plan", "--weeks", weeks];
            assert_eq!(Args::try_parse_from(args).is_ok(), taken, "{weeks} weeks");
        }
    }
}
