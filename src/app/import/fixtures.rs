//! Workbooks for the tests: Annex A in both layouts, with invented children and the dirt real returns carry.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// What to write in one cell.
#[derive(Clone, Copy)]
pub(super) enum V {
    /// Nothing.
    E,
    /// Text.
    T(&'static str),
    /// Number.
    N(f64),
    /// Date cell: year, month, day.
    D(u16, u8, u8),
    /// Formula error.
    X,
}
use V::{D, E, N, T, X};

/// Which layout.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Layout {
    /// The 2021 layout.
    Of2021,
    /// The January 2024 layout.
    Of2024,
}

/// A workbook of named sheets, each a list of rows.
pub(super) fn workbook(sheets: &[(&str, Vec<Vec<V>>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        write(sheet, rows);
    }
    book.save_to_buffer().unwrap()
}

pub(super) fn write(sheet: &mut Worksheet, rows: &[Vec<V>]) {
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (row, cells) in rows.iter().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            match value {
                E => {}
                T(text) => {
                    sheet.write_string(row, column, *text).unwrap();
                }
                N(number) => {
                    sheet.write_number(row, column, *number).unwrap();
                }
                D(year, month, date) => {
                    let date = ExcelDateTime::from_ymd(*year, *month, *date).unwrap();
                    sheet.write_datetime_with_format(row, column, date, &day).unwrap();
                }
                X => {
                    sheet.write_formula(row, column, Formula::new("=NA()").set_result("#N/A")).unwrap();
                }
            }
        }
    }
}

/// The five columns every list opens with.
fn who(id: f64, sex: &'static str, born: V, age: f64) -> Vec<V> {
    vec![N(id), T(sex), T("a) WBRI"), born, N(age)]
}

fn row(start: Vec<V>, rest: &[V]) -> Vec<V> {
    [start, rest.to_vec()].concat()
}

fn heads(age: &'static str, rest: &[&'static str]) -> Vec<V> {
    let stem = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", age];
    stem.iter().chain(rest).map(|text| T(text)).collect()
}

/// Lists 1 to 11: child 501 stands in lists 3 and 5 with different workers, list 6 has no resolvable worker.
pub(super) fn annex_a(layout: Layout) -> Vec<u8> {
    let newer = layout == Layout::Of2024;
    let age = if newer { "Age of Child (Years)" } else { "Age" };
    let disability = "Does the Child have a Disability";
    let (team, worker) = ("Allocated Team", "Allocated Worker");
    let list_1 = vec![
        heads(age, &["Date of Contact", "Contact Source"]),
        row(who(101.0, "Female", D(2015, 1, 25), 6.14), &[D(2026, 3, 2), T("q) 6: Police")]),
        row(who(501.0, "b) Female", E, 8.88), &[D(2026, 3, 3), T("q) 6: Police")]),
    ];
    let list_2 = vec![
        heads(
            age,
            &["Assessment start date", "Assessment completion date", "Organisation completing assessment"],
        ),
        row(
            who(201.0, "a) Male", D(2009, 3, 5), 12.03),
            &[D(2026, 2, 1), D(2026, 3, 1), T("Bramble School")],
        ),
    ];
    let list_3 = vec![
        heads(
            age,
            &[
                if newer { "Date of referral" } else { "Date of Referral" },
                "Referral Source",
                "Referral NFA?",
                "Number of Referrals in Last 12 Months",
                team,
                worker,
            ],
        ),
        row(
            who(501.0, "a) Male", D(2010, 7, 18), 16.659_822),
            &[D(2026, 3, 4), T("s) 8: Other"), T("No"), N(0.0), T("Front Door"), T("Orla\u{a0}Fennimore")],
        ),
        row(
            who(502.0, "b) Female", D(2016, 8, 14), 9.6),
            &[
                D(2026, 3, 5),
                T("j) 3D: Health"),
                T("a) Yes"),
                N(2.0),
                T("Locality 4 Duty Team"),
                T("Locality 4 Duty Team"),
            ],
        ),
    ];
    let list_4 = vec![
        heads(
            age,
            &[
                disability,
                "Continuous Assessment Start Date",
                "Child Seen During Continuous Assessment",
                "Continuous Assessment Date of Authorisation",
                "Was the child assessed as requiring LA children’s social care support?",
                team,
                worker,
            ],
        ),
        row(
            who(503.0, "b) Female", D(2012, 8, 8), 13.6),
            &[
                T("b) No"),
                D(2026, 2, 16),
                T("Yes"),
                E,
                T("CS Assessment Updated"),
                T("Willow"),
                T("Hallie\u{a0}Erwood"),
            ],
        ),
    ];
    let list_5 = vec![
        heads(
            age,
            &[
                disability,
                "Strategy discussion initiating Section 47 Enquiry Start Date",
                "Was an Initial Child Protection Conference deemed unnecessary?",
                "Date of Initial Child Protection Conference",
                "Did the Initial Child Protection Conference Result in a Child Protection Plan",
                "Number of Section 47 Enquiries in the last 12 months",
                "Number of ICPCs in the last 12 months",
                team,
                worker,
            ],
        ),
        row(
            who(501.0, "a) Male", D(2010, 7, 18), 16.66),
            &[
                T("b) No"),
                D(2026, 3, 9),
                T("No"),
                D(2026, 3, 27),
                T("Yes"),
                N(0.0),
                N(1.0),
                T("Willow"),
                T("Rowan\u{a0}Moreby"),
            ],
        ),
    ];
    let list_6 = vec![
        heads(
            age,
            &[
                disability,
                "CIN Start Date",
                "Primary Need Code",
                "Date Child Was Last Seen",
                "CIN Closure Date",
                "Reason for Closure",
                "Case Status",
                team,
                worker,
            ],
        ),
        row(
            who(504.0, "a) Male", D(2011, 9, 23), 14.5),
            &[
                T("a) Yes"),
                D(2025, 6, 9),
                T("N1 - Abuse or Neglect"),
                D(2026, 3, 1),
                E,
                E,
                T("c) Child in need plan"),
                X,
                X,
            ],
        ),
        row(
            who(505.0, "b) Female", D(1899, 12, 31), 900.0),
            &[T("b) No"), D(2025, 6, 9), T("N8"), E, E, E, T("Private fostering"), T("#N/A"), T("#N/A")],
        ),
        row(vec![E, T("b) Female"), E, D(2015, 1, 1), N(11.0)], &[T("b) No"), D(2025, 6, 9)]),
    ];
    let list_7 = vec![
        heads(
            age,
            &[
                disability,
                "Child Protection Plan Start Date",
                "Initial Category of Abuse",
                "Latest Category of Abuse",
                "Date of the Last Statutory Visit",
                "Was the Child Seen Alone?",
                "Date of latest review conference",
                "Child Protection Plan End Date",
                "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
                "Number of Previous Child Protection Plans",
                team,
                worker,
            ],
        ),
        row(
            who(506.0, "b) Female", D(2021, 1, 4), 5.19),
            &[
                T("b) No"),
                D(2025, 11, 23),
                T("Neglect"),
                T("Neglect"),
                D(2026, 3, 2),
                T("a) Yes"),
                D(2026, 2, 16),
                E,
                T("b) No"),
                N(0.0),
                T("Willow"),
                T("Petra Lane (TM)"),
            ],
        ),
    ];
    let mut book = vec![
        ("List 1", list_1),
        ("List 2", list_2),
        ("List 3", list_3),
        ("List 4", list_4),
        ("List 5", list_5),
        ("List 6", list_6),
        ("List 7", list_7),
        ("List 8", list_8(age)),
        ("List 9", list_9(age, newer)),
        ("List 10", list_10()),
    ];
    let list_11 = [
        "Individual adopter identifier",
        "Family identifier",
        "Gender",
        "Ethnicity",
        "Disability",
        "Date enquiry received",
    ];
    book.push((
        "List 11",
        vec![
            list_11.map(T).to_vec(),
            vec![N(1.0), N(71.0), T("a) Male"), T("a) WBRI"), T("b) No"), D(2025, 1, 6)],
        ],
    ));
    workbook(&book)
}

fn list_8(age: &'static str) -> Vec<Vec<V>> {
    vec![
        heads(
            age,
            &[
                "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
                "Does the Child have a Disability",
                "Date Started to be Looked After",
                "Child's Category of Need",
                "Start date of current legal status",
                "Child's Legal Status",
                "Date of Latest Statutory Review",
                "Date of Last Social Work Visit",
                "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
                "Date Ceased to be Looked After",
                "Allocated Team ",
                "Allocated  Worker",
            ],
        ),
        row(
            who(507.0, "b) Female", D(2012, 2, 13), 14.08),
            &[
                T("a) Yes"),
                T("b) No"),
                D(2019, 8, 6),
                T("N1"),
                D(2020, 7, 12),
                T("C1: ICO"),
                D(2026, 1, 12),
                D(2026, 2, 26),
                N(0.0),
                E,
                T("Children in Care Team 1"),
                T("Siân O’Neill"),
            ],
        ),
    ]
}

fn list_9(age: &'static str, newer: bool) -> Vec<Vec<V>> {
    let (team, worker) = ("Allocated Team", "Allocated Worker");
    let disability = "Does the Child have a Disability";
    if newer {
        let uasc = "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)";
        vec![
            heads(
                age,
                &[
                    uasc,
                    disability,
                    team,
                    worker,
                    "Allocated Personal Advisor",
                    "Eligibility Category",
                    "Latest Pathway Plan Review Date",
                    "LA in Touch",
                    "Latest Date of Contact",
                    "Type of Accommodation",
                    "Suitability of Accommodation",
                    "Activity Status",
                ],
            ),
            row(
                who(508.0, "a) Male", D(2006, 8, 7), 19.6),
                &[
                    T("a) Yes"),
                    T("b) No"),
                    T("Care Leavers Team"),
                    T("Unallocated"),
                    T("Jae Varley"),
                    T("b) Former relevant child"),
                    D(2026, 1, 15),
                    T("a) Yes"),
                    D(2026, 2, 2),
                    E,
                    E,
                    E,
                ],
            ),
        ]
    } else {
        vec![
            heads(
                age,
                &[
                    disability,
                    team,
                    worker,
                    "Eligibility Category",
                    "LA in Touch",
                    "Type of Accommodation",
                    "Suitability of Accommodation",
                    "Activity Status",
                ],
            ),
            row(
                who(508.0, "a) Male", D(2006, 8, 7), 19.6),
                &[
                    T("b) No"),
                    T("Care Leavers Team"),
                    T("Jae Varley"),
                    T("b) Former relevant child"),
                    T("a) Yes"),
                    E,
                    E,
                    E,
                ],
            ),
        ]
    }
}

fn list_10() -> Vec<Vec<V>> {
    let headings = [
        "Child Unique ID",
        "Family identifier",
        "Gender",
        "Ethnicity",
        "Date of Birth",
        "Age of Child (Years)",
        "Does the Child have a Disability",
        "Date the Child Entered Care",
        "Date of Decision that Child Should be Placed for Adoption",
        "Date of Placement Order",
        "Date of Matching Child and Prospective Adopters",
        "Date Placed for Adoption",
        "Date of Adoption Order ",
    ];
    vec![
        headings.map(T).to_vec(),
        vec![
            N(507.0),
            N(71.0),
            T("b) Female"),
            T("a) WBRI"),
            D(2012, 2, 13),
            N(14.0),
            T("b) No"),
            D(2019, 8, 6),
            D(2020, 1, 6),
        ],
    ]
}
