//! Bringing lists in: every row accounted for, nothing written by halves, nothing closed by mistake.

use crate::plans::{Folder, Ran, run};

const STAFF: &str = "Name,Team,Role,FTE,Contract,Start date\n\
    Meg Hill,North,Team manager,1,Permanent,06/01/2020\n\
    Ada Brook,North,Social worker,1,Permanent,06/01/2020\n\
    Ben Marsh,North,Social worker,0.8,Agency,01/06/2026\n";

/// Four children, one of them twice, and a row without a reference.
const CHILDREN: &str = "Child ID,Case type,Team,Allocated worker,Allocated date,Opened\n\
    100,Child in need,North,Ada Brook,02/03/2026,20/02/2026\n\
    101,Child protection,North,Meg Hill,24/08/2026,20/02/2026\n\
    102,Child in need,North,,,01/09/2026\n\
    103,Child in need,North,Ben Marsh,02/06/2026,20/02/2026\n\
    103,Child in need,North,Ben Marsh,02/06/2026,20/02/2026\n\
    ,Child in need,North,Ben Marsh,02/06/2026,20/02/2026\n";

struct Lists {
    folder: Folder,
    children: String,
    staff: String,
}

impl Lists {
    fn new() -> Self {
        let folder = Folder::new();
        let (children, staff) = (folder.file("children.csv", CHILDREN), folder.file("staff.csv", STAFF));
        Self { folder, children, staff }
    }

    fn import(&self, more: &[&str]) -> Ran {
        let args = [
            "import",
            "--children",
            &self.children,
            "--staff",
            &self.staff,
            "--as-at",
            "07/09/2026",
            "--json",
        ];
        run(&[&args[..], more].concat())
    }
}

fn sum(rows: &serde_json::Value) -> u64 {
    ["taken", "vacancies", "merged", "left_out", "refused", "blank"]
        .iter()
        .map(|part| rows[part].as_u64().unwrap())
        .sum()
}

#[test]
fn lists_become_a_plan_that_answers() {
    let lists = Lists::new();
    let out = lists.folder.path("plan.ron").to_str().unwrap().to_owned();
    let ran = lists.import(&["--out", &out]);
    let json = ran.json();
    assert_eq!(ran.status, i32::from(json["problems"]["errors"].as_u64() > Some(0)), "{}", ran.messages);
    assert_eq!((json["as_at"].as_str(), json["out"].as_str()), (Some("2026-09-07"), Some(out.as_str())));
    // Six rows: four children, one merged, one refused.
    let children = &json["reconcile"]["children"];
    assert_eq!(children["rows_read"], 6);
    assert_eq!(
        (&children["taken"], &children["merged"], &children["refused"]),
        (&4.into(), &1.into(), &1.into())
    );
    for part in ["children", "staff", "census"] {
        assert_eq!(
            json["reconcile"][part]["rows_read"].as_u64(),
            Some(sum(&json["reconcile"][part])),
            "{part}"
        );
    }
    for list in json["lists"].as_array().unwrap() {
        assert_eq!(list["rows_read"].as_u64(), Some(sum(list)), "{list}");
    }
    assert_eq!(json["reconcile"]["adds_up"], true);
    assert_eq!(
        (&json["children_in_plan"], &json["staff_in_plan"], &json["teams_in_plan"]),
        (&4.into(), &3.into(), &1.into())
    );
    let refused = &json["not_understood"][0];
    assert_eq!((refused["severity"].as_str(), refused["row"].as_u64()), (Some("row_refused"), Some(7)));

    let flags = run(&["flags", &out, "--json"]).json();
    assert_eq!(flags["open_children"], 4);
    let flagged: Vec<&str> = flags["children"]
        .as_array()
        .unwrap()
        .iter()
        .map(|child| child["reference"].as_str().unwrap())
        .collect();
    assert_eq!(flagged, ["101", "102"], "the manager's child, then the one in the tray");
}

#[test]
fn without_out_it_is_a_preview_and_nothing_is_written() {
    let lists = Lists::new();
    let ran = lists.import(&[]);
    assert_eq!(ran.json()["out"], serde_json::Value::Null);
    let text = run(&["import", "--children", &lists.children, "--as-at", "2026-09-07"]).answer;
    assert!(text.contains("This is a preview of a plan of 4 children"), "{text}");
    assert!(text.contains("Every row is accounted for; the lists hold 4 children"), "{text}");
    assert!(text.contains("children.csv, row 7"), "{text}");
}

#[test]
fn the_same_list_again_changes_nothing() {
    let lists = Lists::new();
    let out = lists.folder.path("plan.ron").to_str().unwrap().to_owned();
    lists.import(&["--out", &out]);
    let before = std::fs::read_to_string(&out).unwrap();
    let again = lists.import(&["--into", &out, "--out", &out, "--replace"]);
    assert_eq!(again.json()["changes"].as_array().map(Vec::len), Some(0), "{}", again.answer);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), before);
}

#[test]
fn a_list_that_lacks_most_children_is_not_taken_without_asking() {
    let lists = Lists::new();
    let plan = lists.folder.path("plan.ron");
    let out = plan.to_str().unwrap();
    let list = |children: std::ops::Range<u32>| {
        let rows = children.map(|child| format!("{child},Child in need,North,Ada Brook,20/02/2026\n"));
        format!("Child ID,Case type,Team,Allocated worker,Opened\n{}", rows.collect::<String>())
    };
    let (whole, short) =
        (lists.folder.file("whole.csv", list(0..8)), lists.folder.file("short.csv", list(0..2)));
    run(&["import", "--children", &whole, "--staff", &lists.staff, "--as-at", "07/09/2026", "--out", out]);
    let before = std::fs::read_to_string(out).unwrap();

    let args =
        ["import", "--children", &short, "--as-at", "14/09/2026", "--into", out, "--out", out, "--replace"];
    let refused = run(&args);
    assert_eq!((refused.status, refused.answer.as_str()), (2, ""));
    assert!(refused.messages.contains("6 of 8 children from the last list"), "{}", refused.messages);
    assert_eq!(std::fs::read_to_string(out).unwrap(), before, "nothing was written");

    let kept = run(&[&args[..], &["--keep-missing"]].concat());
    assert_ne!(kept.status, 2, "{}", kept.messages);
    assert_eq!(run(&["flags", out, "--json"]).json()["open_children"], 8);
    let closed = run(&[&args[..], &["--close-missing"]].concat());
    assert_ne!(closed.status, 2, "{}", closed.messages);
    assert_eq!(run(&["flags", out, "--json"]).json()["open_children"], 2);
}

#[test]
fn what_cannot_be_brought_in_is_said_and_nothing_is_written() {
    let lists = Lists::new();
    let out = lists.folder.path("plan.ron");
    let name = out.to_str().unwrap();
    let missing = lists.folder.path("missing.csv").to_str().unwrap().to_owned();
    let prose = lists.folder.file("prose.csv", "Dear colleague,\nplease find\n");
    let children = lists.children.as_str();
    for (args, expected) in [
        (&["--children", missing.as_str(), "--as-at", "07/09/2026"][..], "could not be opened"),
        (&["--children", children, &missing, "--as-at", "07/09/2026"], "could not be opened"),
        (&["--children", &prose, "--as-at", "07/09/2026"], "no child list and no staff list"),
        (&["--children", children], "--as-at"),
        (&["--as-at", "07/09/2026"], "--children"),
        (&["--children", children, "--as-at", "soon"], "is not a date"),
        (&["--children", children, "--as-at", "07/09/2026", "--into", &missing], "is not there"),
        (&["--children", children, "--as-at", "07/09/2026", "--one-person", "Ada"], "both spellings"),
    ] {
        let ran = run(&[&["import", "--out", name][..], args].concat());
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.messages);
        assert_eq!(ran.answer, "", "{args:?}");
        assert!(ran.messages.contains(expected), "{args:?}: {}", ran.messages);
        assert!(!out.exists(), "{args:?}");
    }
    let precious = lists.folder.file("precious.ron", "precious");
    let ran = lists.import(&["--out", &precious]);
    assert_eq!((ran.status, ran.answer.as_str()), (2, ""));
    assert_eq!(std::fs::read_to_string(precious).unwrap(), "precious");
}

#[test]
fn a_name_can_be_said_to_be_a_managers_and_two_spellings_one_person() {
    let lists = Lists::new();
    let more = "Child ID,Case type,Team,Allocated worker\n200,Child in need,North,Sam Field\n\
                201,Child in need,North,Ada Brooke\n";
    let more = lists.folder.file("more.csv", more);
    let args = ["import", "--children", &more, "--staff", &lists.staff, "--as-at", "07/09/2026", "--json"];
    let plain = run(&args).json();
    let asked = plain["questions"].as_array().unwrap();
    assert!(asked.iter().any(|question| question["kind"] == "same_person"), "{asked:?}");
    assert_eq!(plain["staff_in_plan"], 5, "Sam and the other spelling of Ada are kept");

    let out = lists.folder.path("plan.ron").to_str().unwrap().to_owned();
    let decided = ["--manager", "Sam Field", "--one-person", "Ada Brook=Ada Brooke", "--out", &out];
    let ran = run(&[&args[..], &decided].concat());
    assert_eq!(ran.json()["staff_in_plan"], 4, "{}", ran.messages);
    let states = run(&["flags", &out, "--json"]).json()["states"].clone();
    assert_eq!((&states["manager_held"], &states["named"]), (&1.into(), &1.into()));
}
