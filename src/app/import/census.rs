//! The Department for Education's children's social work workforce census (CSWW), as every council returns it each autumn.
//!
//! # Promises
//! - Dates of birth, gender, ethnicity and qualifications are not kept.
//! - A file that declares entities is refused; a file nested thousands deep, or with millions of elements, is
//!   refused before it is read.

use chrono::NaiveDate;
use roxmltree::{Document, Node, ParsingOptions};

use super::child_row::TableCount;
use super::sheet::{ColumnPlace, MAX_FILE_BYTES, NotUnderstood, Place, ReadError, Source};

/// Deepest nesting read; the census itself is four deep.
const MAX_DEPTH: usize = 64;
/// Most elements and texts read: some fifty thousand workers, many times the largest council.
const MAX_NODES: u32 = 4_000_000;

/// One worker of the census.
#[derive(Clone, Debug, PartialEq)]
pub struct CensusRow {
    /// Where it stands; the row is the line in the file.
    pub place: Place,
    /// Whether an agency worker.
    pub agency: Option<bool>,
    /// Social Work England number as written, upper case.
    pub swe_number: Option<String>,
    /// Contracted full-time equivalent.
    pub fte: Option<f64>,
    /// Full-time equivalent on 30 September.
    pub fte_30_sept: Option<f64>,
    /// Role: 1 senior manager, 2 middle manager, 3 first-line manager, 4 senior practitioner, 5 case holder,
    /// 6 qualified without cases.
    pub role_code: Option<u8>,
    /// When the role began.
    pub role_start: Option<NaiveDate>,
    /// When the role ended.
    pub role_end: Option<NaiveDate>,
    /// Cases held on 30 September.
    pub cases_30_sept: Option<u32>,
    /// Working days lost to sickness in the year.
    pub working_days_lost: Option<f64>,
    /// Away on 30 September.
    pub absent_at_30_sept: Option<bool>,
    /// Reason for absence: MAT, OTH, PUB, SIC, TRN, UNA, UNP.
    pub reason_absence: Option<String>,
    /// Standing: 1 ASYE, 2 frontline practitioner, 3 practice supervisor, 4 practice leader.
    pub standing_code: Option<u8>,
    /// Where a leaver went, 1 to 9.
    pub leaver_destination: Option<u8>,
    /// Why a leaver left, 1 to 10.
    pub reason_leave: Option<u8>,
}

/// Vacancies and agency staff the council reports for itself.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct CensusVacancies {
    /// Vacant posts, full-time equivalent.
    pub vacancies_fte: Option<f64>,
    /// Agency staff covering vacancies, full-time equivalent.
    pub agency_fte: Option<f64>,
    /// The same, people.
    pub agency_headcount: Option<u32>,
}

/// A census file read.
#[derive(Clone, Debug, PartialEq)]
pub struct Census {
    /// The day it describes, usually 30 September.
    pub reference_date: Option<NaiveDate>,
    /// The council's three-figure code.
    pub council_code: Option<String>,
    /// The council's own totals.
    pub vacancies: CensusVacancies,
    /// Workers in file order.
    pub rows: Vec<CensusRow>,
    /// The arithmetic.
    pub count: TableCount,
    /// What was not understood, in file order.
    pub not_understood: Vec<NotUnderstood>,
}

/// Reads a census file.
pub fn read_census(file: &str, bytes: &[u8]) -> Result<Census, ReadError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let what = format!("at most {} MB is read", MAX_FILE_BYTES / 1_048_576);
        return Err(ReadError::TooLarge { file: file.to_owned(), what });
    }
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    if text.trim().is_empty() {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    if deeper_than(&text, MAX_DEPTH) {
        return Err(wrong(file, "XML nested far deeper than any census", "Export the census again."));
    }
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => wrong(
            file,
            "XML with definitions of its own (a DTD), which a census never has",
            "Export the census again from the case system.",
        ),
        roxmltree::Error::NodesLimitReached => {
            ReadError::TooLarge { file: file.to_owned(), what: "it has millions of elements".into() }
        }
        other => ReadError::Damaged { file: file.to_owned(), at: format!(" (line {})", other.pos().row) },
    })?;
    read_document(file, &document)
}

fn wrong(file: &str, what: &str, mend: &str) -> ReadError {
    ReadError::WrongKind { file: file.to_owned(), what: what.to_owned(), mend: mend.to_owned() }
}

/// A quick look at the tags alone: whether they nest deeper than allowed.
fn deeper_than(text: &str, limit: usize) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'?' | b'!') | None => {}
            Some(_) => {
                let end = rest.find('>').unwrap_or(rest.len());
                if !rest[..end].ends_with('/') {
                    depth += 1;
                }
                if depth > limit {
                    return true;
                }
                rest = &rest[end..];
            }
        }
    }
    false
}

fn named<'a, 'i>(parent: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    parent.children().find(|node| node.is_element() && node.tag_name().name() == name)
}

fn read_document(file: &str, document: &Document<'_>) -> Result<Census, ReadError> {
    const MEND: &str = "Choose the CSWW file of the children's social work workforce census.";
    let root = document.root_element();
    let header = named(root, "Header").and_then(|header| named(header, "CollectionDetails"));
    let collection = header.and_then(|details| named(details, "Collection")).and_then(|node| node.text());
    match collection.map(str::trim) {
        Some("CSWW") | None => {}
        Some(other) => return Err(wrong(file, &format!("a return for another collection ({other})"), MEND)),
    }
    let source = Source::file(file);
    let mut notes = Vec::new();
    let workers: Vec<Node<'_, '_>> =
        root.children().filter(|node| node.is_element() && node.tag_name().name() == "CSWWWorker").collect();
    if workers.is_empty() && collection.is_none() {
        return Err(wrong(file, "XML, but not the social work workforce census", MEND));
    }
    if root.tag_name().name() != "Message" {
        notes.push(NotUnderstood::note(
            source.place(),
            "the outermost element is not Message, as the census has it",
        ));
    }
    if workers.is_empty() {
        notes.push(NotUnderstood::note(source.place(), "the file holds no workers"));
    }
    let mut reader = Reader { document, source: &source, notes: &mut notes };
    let reference_date = header.and_then(|details| reader.date(details, "ReferenceDate"));
    if reference_date.is_none() {
        let why = "there is no reference date; the workers are read as at 30 September of the census year";
        reader.notes.push(NotUnderstood::note(source.place(), why));
    }
    let council_code = named(root, "Header")
        .and_then(|header| named(header, "Source"))
        .and_then(|node| named(node, "LEA"))
        .and_then(|node| node.text())
        .map(|text| text.trim().to_owned());
    let vacancies = if let Some(node) = named(root, "LALevelVacancies") {
        CensusVacancies {
            vacancies_fte: reader.number(node, "NumberOfVacancies", 0.0..=100_000.0),
            agency_fte: reader.number(node, "NoAgencyFTE", 0.0..=100_000.0),
            agency_headcount: reader.number(node, "NoAgencyHeadcount", 0.0..=100_000.0).map(|n| n as u32),
        }
    } else {
        let why = "the council's own totals (LALevelVacancies) are missing";
        reader.notes.push(NotUnderstood::note(source.place(), why));
        CensusVacancies::default()
    };
    let mut rows = Vec::with_capacity(workers.len());
    let mut refused = 0;
    for worker in workers {
        match reader.worker(worker) {
            Some(row) => rows.push(row),
            None => refused += 1,
        }
    }
    let count =
        TableCount { source, list: 0, rows_read: rows.len() + refused, taken: rows.len(), refused, blank: 0 };
    Ok(Census { reference_date, council_code, vacancies, rows, count, not_understood: notes })
}

struct Reader<'a, 'i> {
    document: &'a Document<'i>,
    source: &'a Source,
    notes: &'a mut Vec<NotUnderstood>,
}

impl Reader<'_, '_> {
    fn place(&self, node: Node<'_, '_>) -> Place {
        self.source.row(self.document.text_pos_at(node.range().start).row)
    }

    fn refuse(&mut self, node: Node<'_, '_>, text: &str, why: String) {
        let heading = node.tag_name().name().to_owned();
        let column = Some(ColumnPlace { letter: String::new(), heading });
        let place = Place { column, ..self.place(node) };
        self.notes.push(NotUnderstood::value(place, text, why));
    }

    /// The text of an element. Of several alike the last is used, as it is the latest written.
    fn text(parent: Node<'_, '_>, name: &str) -> Option<(String, roxmltree::NodeId)> {
        parent
            .children()
            .filter(|node| node.is_element() && node.tag_name().name() == name)
            .filter_map(|node| node.text().map(|text| (text.trim().to_owned(), node.id())))
            .rfind(|(text, _)| !text.is_empty())
    }

    fn read<T>(
        &mut self,
        parent: Node<'_, '_>,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (text, id) = Self::text(parent, name)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(why) => {
                if let Some(node) = parent.document().get_node(id) {
                    self.refuse(node, &text, why);
                }
                None
            }
        }
    }

    fn number(
        &mut self,
        parent: Node<'_, '_>,
        name: &str,
        range: std::ops::RangeInclusive<f64>,
    ) -> Option<f64> {
        self.read(parent, name, |text| {
            let number: f64 = text.parse().map_err(|_| format!("“{text}” is not a number"))?;
            if range.contains(&number) {
                Ok(number)
            } else {
                Err(format!("{number} is outside {} to {}", range.start(), range.end()))
            }
        })
    }

    fn code(&mut self, parent: Node<'_, '_>, name: &str, last: u8) -> Option<u8> {
        self.read(parent, name, |text| {
            let code = text.parse::<u8>().ok().filter(|code| (1..=last).contains(code));
            code.ok_or_else(|| format!("“{text}” is not one of the codes 1 to {last}"))
        })
    }

    fn flag(&mut self, parent: Node<'_, '_>, name: &str) -> Option<bool> {
        self.read(parent, name, |text| match text {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(format!("“{other}” is neither 0 (no) nor 1 (yes)")),
        })
    }

    fn date(&mut self, parent: Node<'_, '_>, name: &str) -> Option<NaiveDate> {
        self.read(parent, name, |text| {
            super::values::parse_date(&super::sheet::Cell::Text(text.to_owned()))?
                .ok_or_else(|| "there is no date".to_owned())
        })
    }

    fn worker(&mut self, node: Node<'_, '_>) -> Option<CensusRow> {
        let place = self.place(node);
        if !node.children().any(|child| child.is_element()) {
            self.notes.push(NotUnderstood::row(place, "", "this worker has nothing recorded"));
            return None;
        }
        let swe_number = self.read(node, "SWENo", |text| {
            let text = text.to_uppercase();
            let letters = text.chars().take(2).filter(char::is_ascii_alphabetic).count() == 2;
            if letters && text.len() == 12 && text.bytes().skip(2).all(|b| b.is_ascii_digit()) {
                Ok(text)
            } else {
                Err(format!("“{text}” is not a Social Work England number of two letters and ten figures"))
            }
        });
        let row = CensusRow {
            agency: self.flag(node, "AgencyWorker"),
            swe_number,
            fte: self.number(node, "FTE", 0.0..=1.0),
            fte_30_sept: self.number(node, "FTE30", 0.0..=1.0),
            role_code: self.code(node, "OrgRole", 6),
            role_start: self.date(node, "RoleStartDate"),
            role_end: self.date(node, "RoleEndDate"),
            cases_30_sept: self.number(node, "Cases30", 0.0..=10_000.0).map(|cases| cases as u32),
            working_days_lost: self.number(node, "WorkingDaysLost", 0.0..=366.0),
            absent_at_30_sept: self.flag(node, "Absat30Sept"),
            reason_absence: self.read(node, "ReasonAbsence", |text| {
                let known = ["MAT", "OTH", "PUB", "SIC", "TRN", "UNA", "UNP"].contains(&text);
                if known {
                    Ok(text.to_owned())
                } else {
                    Err(format!("“{text}” is not a reason the census knows"))
                }
            }),
            standing_code: self.code(node, "CFKSSstatus", 4),
            leaver_destination: self.code(node, "LeaverDestination", 9),
            reason_leave: self.code(node, "ReasonLeave", 10),
            place,
        };
        self.suspect(&row);
        for name in ["AgencyWorker", "SWENo"] {
            if Self::text(node, name).is_none() {
                let why = format!("{name} is missing for this worker");
                self.notes.push(NotUnderstood::note(row.place.clone(), why));
            }
        }
        Some(row)
    }

    /// Values that the Department for Education itself leaves out of its averages as suspect: kept, and shown.
    fn suspect(&mut self, row: &CensusRow) {
        let cases = row.cases_30_sept.unwrap_or(0);
        if cases > 0 && row.fte_30_sept.or(row.fte) == Some(0.0) {
            let why = format!("{cases} cases are held at no working time (FTE 0); the cases are kept");
            self.notes.push(NotUnderstood::note(row.place.clone(), why));
        }
        if cases > 50 {
            let why =
                format!("{cases} cases are more than 50, which DfE sets aside as suspect; they are kept");
            self.notes.push(NotUnderstood::note(row.place.clone(), why));
        }
    }
}
