//! Files that cannot be read, and files that are written.

use caseload::app::format;

use crate::plans::{Folder, one_team, run};

#[test]
fn a_file_that_cannot_be_read_is_two_with_a_sentence_and_no_answer() {
    let folder = Folder::new();
    let good = format::write(&one_team()).unwrap();
    let missing = folder.path("missing.ron").to_str().unwrap().to_owned();
    let itself = folder.path("").to_str().unwrap().to_owned();
    let newer = good.replacen("version: 1", "version: 99", 1);
    assert_ne!(newer, good);
    let unknown = good.replacen("horizon_weeks", "horizon_weks", 1);
    assert_ne!(unknown, good);
    for (path, expected) in [
        (missing, "is not there"),
        (itself, "is a folder"),
        (folder.file("empty.ron", ""), "is empty"),
        (folder.file("binary.ron", [0_u8, 159, 146, 150, 0, 1]), "is not a text file"),
        (folder.file("zip.xlsx", b"PK\x03\x04rest"), "spreadsheet"),
        (folder.file("latin.ron", b"(title: \"Zo\xeb\")"), "not UTF-8"),
        (folder.file("half.ron", &good[..good.len() / 2]), "Line "),
        (folder.file("prose.ron", "Dear colleague"), "plan"),
        (folder.file("newer.ron", newer), "saved by a newer Caseload"),
        (folder.file("unknown.ron", unknown), "horizon_weks"),
    ] {
        for command in ["check", "flags", "figures", "convert"] {
            let ran = run(&[command, &path]);
            assert_eq!(ran.status, 2, "{command} {path}: {}", ran.messages);
            assert_eq!(ran.answer, "", "{command} {path}");
            assert!(ran.messages.contains(expected), "{command} {path}: {}", ran.messages);
            assert!(!ran.messages.contains("panicked"), "{}", ran.messages);
        }
    }
}

#[test]
fn a_plan_written_by_hand_comes_out_in_the_programs_own_form_and_stays_so() {
    let folder = Folder::new();
    let good = format::write(&one_team()).unwrap();
    let by_hand = folder.file("hand.ron", format!("// mine\n{}", good.replace("    ", "\t")));
    let out = folder.path("out.ron");
    let ran = run(&["convert", &by_hand, "--out", out.to_str().unwrap(), "--json"]);
    assert_eq!((ran.status, ran.messages.as_str()), (0, ""));
    let json = ran.json();
    assert_eq!((json["what"].as_str(), json["version"].as_u64()), (Some("plan"), Some(1)));
    assert_eq!(json["records"].as_u64(), Some(6));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), good);
    assert_eq!(run(&["convert", &by_hand]).answer, good, "without --out it goes to standard output");
}

#[test]
fn a_file_that_is_there_is_only_written_over_when_asked_and_is_kept_beside() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let out = folder.file("out.csv", "precious");
    let args = ["convert", &plan, "--out", &out, "--to", "csv", "--table", "staff"];
    let ran = run(&args);
    assert_eq!((ran.status, ran.answer.as_str()), (2, ""));
    assert!(ran.messages.contains("already there") && ran.messages.contains("--replace"), "{}", ran.messages);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "precious");

    let ran = run(&[&args[..], &["--replace"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.messages);
    assert!(ran.answer.contains("Wrote 5 members of staff, to ") && ran.answer.contains("out.csv.bak"));
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.starts_with("\u{feff}Id,Name,Team,Role,FTE,"), "{text}");
    assert_eq!(text.lines().count(), 6, "headings and five members of staff");
    assert_eq!(std::fs::read_to_string(folder.path("out.csv.bak")).unwrap(), "precious");
}

#[test]
fn a_folder_that_is_not_there_is_said_and_nothing_is_written() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let out = folder.path("nowhere").join("out.ron");
    let ran = run(&["convert", &plan, "--out", out.to_str().unwrap()]);
    assert_eq!((ran.status, ran.answer.as_str()), (2, ""));
    assert!(ran.messages.contains("nothing was saved"), "{}", ran.messages);
}

#[test]
fn examples_are_listed_and_written_as_plans_that_open() {
    let folder = Folder::new();
    let listed = run(&["examples", "--json"]).json();
    for example in listed["examples"].as_array().unwrap() {
        let out = folder.path("example.ron");
        let out = out.to_str().unwrap();
        let name = example["name"].as_str().unwrap();
        let ran = run(&["examples", name, "--out", out, "--as-at", "14/06/2028", "--replace"]);
        assert_eq!(ran.status, 0, "{name}: {}", ran.messages);
        let flags = run(&["flags", out, "--json"]);
        assert_ne!(flags.status, 2, "{name}: {}", flags.messages);
        assert_eq!(flags.json()["as_at"], "2028-06-12", "{name}");
    }
}
