//! Annex A, plain child lists, staff lists, census and templates.

use super::super::fixtures::{Layout, annex_a};
use super::super::roles::{ContractText, RoleText};
use super::super::*;

fn day(text: &str) -> Option<chrono::NaiveDate> {
    text.parse().ok()
}

fn read_annex_a(layout: Layout) -> ChildRows {
    let bytes = annex_a(layout);
    let read = gather_bytes(&[("Annex A.xlsx", &bytes)], &[]);
    assert!(read.errors.is_empty() && read.staff.is_empty());
    for count in &read.children.counts {
        assert_eq!(count.rows_read, count.taken + count.refused + count.blank, "{count:?}");
    }
    read.children
}

fn child<'a>(all: &'a ChildRows, list: u8, reference: &str) -> &'a ChildRow {
    all.rows.iter().find(|row| row.list == list && row.reference == reference).unwrap()
}

#[test]
fn both_layouts_of_annex_a_are_read_list_by_list() {
    for layout in [Layout::Of2021, Layout::Of2024] {
        let all = read_annex_a(layout);
        assert_eq!(
            all.counts.iter().map(|c| c.list).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        );
        let referral = child(&all, 3, "501");
        assert_eq!(referral.worker, WorkerText::Person("Orla Fennimore".into()));
        assert_eq!((referral.opened, referral.referral_nfa), (day("2026-03-04"), Some(false)));
        assert_eq!(referral.place.to_string(), "Annex A.xlsx, sheet List 3, row 2");
        assert_eq!(child(&all, 5, "501").worker, WorkerText::Person("Rowan Moreby".into()));
        assert_eq!(child(&all, 5, "501").conference, day("2026-03-27"));
        assert_eq!(child(&all, 5, "501").conference_led_to_plan, Some(true));
        assert_eq!(child(&all, 3, "502").worker, WorkerText::DutyTeam("Locality 4 Duty Team".into()));
        let cin = child(&all, 6, "504");
        assert_eq!(cin.worker, WorkerText::NotAvailable("#N/A".into()));
        assert_eq!((cin.team.as_deref(), cin.disabled), (None, true));
        assert_eq!(cin.case_status.as_deref(), Some("c) Child in need plan"));
        assert!(child(&all, 6, "505").private_fostering);
        let plan = child(&all, 7, "506");
        assert_eq!(plan.worker, WorkerText::ManagerTagged { name: "Petra Lane".into(), tag: "TM".into() });
        assert_eq!((plan.last_seen, plan.last_review), (day("2026-03-02"), day("2026-02-16")));
        let looked_after = child(&all, 8, "507");
        assert_eq!(looked_after.worker, WorkerText::Person("Siân O'Neill".into()));
        assert_eq!(looked_after.legal_status.as_deref(), Some("C1: ICO"));
        assert!(looked_after.unaccompanied && !looked_after.disabled);
        assert_eq!(child(&all, 10, "507").family.as_deref(), Some("71"));
        let leaver = child(&all, 9, "508");
        if layout == Layout::Of2024 {
            assert_eq!(leaver.worker, WorkerText::Unallocated("Unallocated".into()));
            assert_eq!(leaver.personal_adviser, Some(WorkerText::Person("Jae Varley".into())));
            assert_eq!((leaver.last_review, leaver.last_seen), (day("2026-01-15"), day("2026-02-02")));
            assert!(leaver.unaccompanied);
        } else {
            assert_eq!(leaver.personal_adviser, None);
        }
    }
}

#[test]
fn children_only_in_lists_1_and_2_are_kept_apart_and_counted() {
    let all = read_annex_a(Layout::Of2024);
    let apart: Vec<&str> = all.left_out.iter().map(|row| row.reference.as_str()).collect();
    assert_eq!(apart, ["101", "201"]);
    assert_eq!(child(&all, 1, "501").list, 1); // Also in list 3, so kept.
    let said: Vec<&str> = all.not_understood.iter().map(|n| n.why.as_str()).collect();
    assert!(said.iter().any(|why| why.starts_with("1 of 2 rows of list 1")), "{said:#?}");
    assert!(said.iter().any(|why| why.starts_with("list 11 holds adopters")));
}

#[test]
fn what_is_not_understood_carries_its_place_and_how_much_is_lost() {
    let all = read_annex_a(Layout::Of2021);
    let find = |cell: &str| all.not_understood.iter().find(|n| n.place.to_string().ends_with(cell)).unwrap();
    let refused = find("sheet List 6, row 4, column A (Child Unique ID)");
    assert_eq!(refused.severity, Severity::RowRefused);
    let birth = find("row 3, column D (Date of Birth)");
    assert_eq!((birth.severity, birth.text.as_str()), (Severity::ValueIgnored, "31/12/1899"));
    assert!(birth.why.contains("stand-in"));
    assert!(find("row 3, column E (Age)").why.contains("not the age"));
    assert!(find("row 2, column M (Allocated Team)").why.contains("#N/A"));
    assert!(find("sheet List 4, row 2, column J (Was the child assessed as requiring LA children's social care support?)")
        .why
        .contains("neither yes nor no"));
}

#[test]
fn lists_are_known_by_name_and_by_headings_and_headings_win() {
    for (name, list) in [
        ("List 6", Some(6)),
        ("6", Some(6)),
        ("Annex A List 6 CIN", Some(6)),
        ("list_06.csv", Some(6)),
        ("LIST11", Some(11)),
        ("10. Adoption", Some(10)),
        ("List 12", None),
        ("Sheet1", None),
        ("2026-03 extract.csv", None),
        ("Staff list", None),
        ("4 teams 2026", None),
    ] {
        assert_eq!(annex_a::list_in_name(name), list, "{name}");
    }
    let text = "Child Unique ID,Child Protection Plan Start Date,Date of the Last Statutory Visit,\
                Child Protection Plan End Date,Allocated Team,Allocated Worker\n1,01/03/2026,,,Willow,Ada Brook\n";
    let named_wrong = gather_bytes(&[("List 6.csv", text.as_bytes())], &[]);
    assert_eq!(named_wrong.children.rows[0].list, 7);
    assert!(named_wrong.children.not_understood[0].why.contains("read as list 7"));
    let unnamed = gather_bytes(&[("extract.csv", text.as_bytes())], &[]);
    assert_eq!(unnamed.children.rows[0].list, 7);
}

#[test]
fn a_plain_child_list_is_read_whatever_its_headings() {
    let text = "Open children\n\nCase reference;Status;Unit;Allocated to;Date allocated;Last visit;RAG;Sibling group;Child name;Shoe size\n\
                0012; CP ;Willow;\"Brook, Ada\";7 Sep 2026;2026-09-01;Amber;F1;Somebody;4\n\
                0013;CIN;Willow;Willow;;32/13/2026;;F1;Somebody;4\n\
                1.2E+07;CIN;Willow;TBC;;;;;;\n";
    let all = gather_bytes(&[("open.csv", text.as_bytes())], &[]).children;
    let first = child(&all, 0, "0012");
    assert_eq!(first.case_type_text.as_deref(), Some("CP"));
    assert_eq!(first.worker, WorkerText::Person("Brook, Ada".into()));
    assert_eq!((first.allocated_since, first.last_seen), (day("2026-09-07"), day("2026-09-01")));
    assert_eq!((first.priority.as_deref(), first.family.as_deref()), (Some("Amber"), Some("F1")));
    assert_eq!(child(&all, 0, "0013").worker, WorkerText::TeamName("Willow".into()));
    let said = |words: &str| all.not_understood.iter().any(|n| n.why.contains(words));
    assert!(said("names of children are not kept") && said("this heading is not known"));
    assert!(said("is not a date") && said("cut the reference short"));
    assert_eq!((all.counts[0].rows_read, all.counts[0].taken, all.counts[0].refused), (3, 2, 1));
}

#[test]
fn a_staff_list_is_read_whatever_its_headings() {
    let text = "First name,Surname,Team name,Job title,Contracted hours,Employment type,Start date,Leaving date,\
                Max caseload,ASYE start,Line manager,Working pattern,Status,Email,SWE no.\n\
                Ada,Brook,Willow,Social Worker,29.6,Perm,01/09/2024,,16 cases,,Petra Lane,Mon-Thu,Active,a@b.c,sw 12345\n\
                Tom,Field (Agency),Willow,Agency SW,37,,2026-01-05,30/06/2026,,,,M T W,,,\n\
                Nia,Glyn,Willow,NQSW,full time,Locum,,,,01/09/2026,,,on maternity leave since March,,\n\
                ,Vacant,Willow,Senior Practitioner,37,,,,,,,,,,\n\
                Willow,Team,Willow,,,,,,,,,,,,\n\
                Sam,Hill,Willow,Gardener,200%,weekly,,,,,,Sundays,,,\n";
    let read = gather_bytes(&[("staff.csv", text.as_bytes())], &[]);
    let rows = &read.staff;
    assert_eq!(rows.len(), 5);
    assert_eq!((rows[0].name.as_str(), rows[0].role), ("Ada Brook", Some(RoleText::SocialWorker)));
    assert_eq!(rows[0].fte.as_ref().map(|f| f.fte), Some(0.8));
    assert_eq!((rows[0].cap, rows[0].contract), (Some(16), Some(ContractText::Permanent)));
    assert_eq!(rows[0].working_days.as_ref().map(Vec::len), Some(4));
    assert_eq!(rows[0].swe_number.as_deref(), Some("SW12345"));
    assert_eq!((rows[1].name.as_str(), rows[1].contract), ("Tom Field", Some(ContractText::Agency)));
    assert_eq!(rows[1].end, day("2026-06-30"));
    assert!(rows[2].asye && rows[2].asye_start == day("2026-09-01"));
    assert_eq!(rows[2].absence_text.as_deref(), Some("on maternity leave since March"));
    assert!(rows[3].vacant && rows[3].name.is_empty());
    assert_eq!((rows[4].role, rows[4].contract), (None, None));
    let said = |words: &str| read.not_understood.iter().filter(|n| n.why.contains(words)).count();
    assert_eq!(said("personal and not needed"), 1);
    assert_eq!(said("a team's name, not a person's"), 1);
    assert_eq!(
        said("job title is not known") + said("contract is not known") + said("not days of the week"),
        3
    );
    let count = &read.staff_counts[0];
    assert_eq!((count.rows_read, count.taken, count.refused), (6, 5, 1));
}

#[test]
fn the_census_is_read_with_its_suspect_values_shown() {
    let text = "<Message><Header><CollectionDetails><Collection>CSWW</Collection><ReferenceDate>2026-09-30</ReferenceDate>\
        </CollectionDetails><Source><LEA>999</LEA></Source></Header>\
        <LALevelVacancies><NumberOfVacancies>7.5</NumberOfVacancies></LALevelVacancies>\n\
        <CSWWWorker><AgencyWorker>1</AgencyWorker><SWENo>SW1234567890</SWENo><FTE>0</FTE><PersonBirthDate>1980-01-01</PersonBirthDate>\
        <OrgRole>5</OrgRole><Cases30>72</Cases30><ReasonAbsence>SIC</ReasonAbsence><CFKSSstatus>1</CFKSSstatus></CSWWWorker>\n\
        <CSWWWorker><AgencyWorker>2</AgencyWorker><SWENo>12</SWENo><FTE>1.4</FTE><OrgRole>9</OrgRole><RoleStartDate>soon</RoleStartDate></CSWWWorker>\n\
        <CSWWWorker/></Message>";
    let census = read_census("c.xml", text.as_bytes()).unwrap();
    assert_eq!((census.reference_date, census.council_code.as_deref()), (day("2026-09-30"), Some("999")));
    assert_eq!(census.vacancies.vacancies_fte, Some(7.5));
    assert_eq!((census.count.rows_read, census.count.refused), (3, 1));
    let first = &census.rows[0];
    assert_eq!((first.agency, first.fte, first.cases_30_sept), (Some(true), Some(0.0), Some(72)));
    assert_eq!((first.place.row, first.standing_code), (Some(2), Some(1)));
    let second = &census.rows[1];
    assert_eq!((second.agency, second.fte, second.role_code), (None, None, None));
    let said = |words: &str| census.not_understood.iter().filter(|n| n.why.contains(words)).count();
    assert_eq!((said("no working time"), said("more than 50"), said("nothing recorded")), (1, 1, 1));
    assert_eq!(
        said("neither 0 (no) nor 1") + said("outside 0 to 1") + said("codes 1 to 6") + said("is not a date"),
        4
    );
}

#[test]
fn our_own_reader_reads_our_templates_fully() {
    for template in [template::STAFF, template::CHILDREN, template::ABSENCES] {
        let csv = template::csv(&template);
        let xlsx = template::xlsx(&template).unwrap();
        for (name, bytes) in [("t.csv", csv.as_bytes()), ("t.xlsx", xlsx.as_slice())] {
            let read = gather_bytes(&[(name, bytes)], &[]);
            let notes = [read.not_understood.clone(), read.children.not_understood.clone()].concat();
            let lost: Vec<_> = notes.iter().filter(|n| n.severity > Severity::Note).collect();
            assert!(lost.is_empty() && read.errors.is_empty(), "{name}: {lost:#?} {:?}", read.errors);
            assert_eq!(read.staff.len() + read.children.rows.len() + read.absences.len(), 2, "{name}");
        }
    }
}

/// The shipped files are those the code writes. Set `CASELOAD_WRITE_TEMPLATES` to write them anew.
#[test]
fn the_shipped_templates_are_those_the_code_writes() {
    let assets = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for template in [template::STAFF, template::CHILDREN, template::ABSENCES] {
        let (csv, xlsx) = (template::csv(&template), template::xlsx(&template).unwrap());
        let path = |ending: &str| assets.join(format!("{}.{ending}", template.name));
        if std::env::var_os("CASELOAD_WRITE_TEMPLATES").is_some() {
            std::fs::write(path("csv"), &csv).unwrap();
            std::fs::write(path("xlsx"), &xlsx).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path("csv")).unwrap(), csv);
        let shipped = read_tables(&path("xlsx")).unwrap();
        let written = read_tables_from_bytes(&format!("{}.xlsx", template.name), &xlsx).unwrap();
        assert_eq!(shipped, written);
    }
}
