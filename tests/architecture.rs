//! The layers and house rules of ARCHITECTURE.md, held by reading the source itself.
//!
//! Comments, strings and test code are left out before anything is looked for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use caseload::domain::fields::{self, FieldInfo};
use caseload::domain::ids::Thing;

/// More lines than this in one file fail.
const MOST_LINES: usize = 600;
/// More lines than this are listed.
const MANY_LINES: usize = 500;

/// One file of `src`.
struct Source {
    /// Its path below `src`, with forward slashes.
    name: String,
    /// The module it is, as path segments.
    module: Vec<String>,
    /// As it stands.
    text: String,
    /// Without comments, the content of strings, and test code.
    code: String,
}

impl Source {
    fn is_in(&self, layer: &str) -> bool {
        self.module.first().is_some_and(|first| first == layer)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of `src` that is not a test module.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    let mut sources = Vec::new();
    let mut tests: BTreeSet<Vec<String>> = BTreeSet::new();
    for file in files {
        let name = file
            .strip_prefix(root().join("src"))
            .expect("a file of src")
            .to_string_lossy()
            .replace('\\', "/");
        let module = module_of(&name);
        let text = fs::read_to_string(&file).expect("a file that can be read");
        let (code, hidden) = without_tests(&plain(&text));
        tests.extend(hidden.into_iter().map(|child| [module.clone(), vec![child]].concat()));
        sources.push(Source { name, module, text, code });
    }
    let is_test = |module: &[String]| (1..=module.len()).any(|length| tests.contains(&module[..length]));
    sources.retain(|source| !is_test(&source.module) && !source.name.ends_with("_tests.rs"));
    assert!(sources.len() > 50, "the source was not found");
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder that can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// "app/format/mod.rs" is `app::format`.
fn module_of(name: &str) -> Vec<String> {
    let path = name.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|part| !matches!(*part, "lib" | "main")).map(str::to_owned).collect()
}

/// The text without comments, and with strings and characters emptied.
fn plain(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let c = at(i);
        let in_word = i > 0 && (at(i - 1).is_alphanumeric() || at(i - 1) == '_');
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if c == 'r' && !in_word && raw_hashes(&chars[i + 1..]).is_some() {
            let hashes = raw_hashes(&chars[i + 1..]).unwrap_or(0);
            let end: String = std::iter::once('"').chain("#".repeat(hashes).chars()).collect();
            i += 2 + hashes;
            while i < chars.len() && !end.chars().enumerate().all(|(k, wanted)| at(i + k) == wanted) {
                i += 1;
            }
            i += end.len();
            out.push_str("\"\"");
        } else if c == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
            out.push_str("\"\"");
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
            out.push_str("' '");
        } else {
            out.push(c);
            i += 1;
        }
    }
    out
}

/// How many `#` stand before the quote of a raw string whose `r` has just been read.
fn raw_hashes(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    (rest.get(hashes) == Some(&'"')).then_some(hashes)
}

/// The code without what is compiled for tests only, and the names of modules in files of their own that are.
fn without_tests(code: &str) -> (String, Vec<String>) {
    let mut kept = String::new();
    let mut hidden = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..start]);
        let item = &rest[start..];
        let end = item.find([';', '{']).unwrap_or(item.len());
        let head = &item[..end];
        if item[end..].starts_with('{') {
            let mut depth = 0;
            let close = item[end..].find(|c| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth == 0
            });
            rest = &item[end + close.map_or(item.len() - end, |close| close + 1)..];
        } else {
            let words: Vec<&str> = head.split_whitespace().collect();
            if let Some(place) = words.iter().position(|word| *word == "mod") {
                hidden.extend(words.get(place + 1).map(|name| (*name).to_owned()));
            }
            rest = item.get(end + 1..).unwrap_or_default();
        }
    }
    kept.push_str(rest);
    (kept, hidden)
}

/// Every path that the code names, written from the crate's root: those in `use` trees and those in passing.
fn paths(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let words = words(&source.code);
    let mut i = 0;
    while i < words.len() {
        if words[i] == "use" {
            let end = words[i..].iter().position(|word| word == ";").map_or(words.len(), |length| i + length);
            use_tree(&words[i + 1..end], &[], &mut found);
            i = end;
        } else if is_name(&words[i]) {
            let mut path = vec![words[i].clone()];
            while words.get(i + 1).is_some_and(|word| word == "::")
                && words.get(i + 2).is_some_and(|word| is_name(word))
            {
                path.push(words[i + 2].clone());
                i += 2;
            }
            if path.len() > 1 {
                found.insert(path.join("::"));
            }
        }
        i += 1;
    }
    found.iter().map(|path| from_root(path, &source.module)).collect()
}

fn words(code: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                word.push(next);
            }
            words.push(word);
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            words.push("::".to_owned());
        } else if !c.is_whitespace() {
            words.push(c.to_string());
        }
    }
    words
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The paths of a `use` tree below `before`. Returns how many words were read.
fn use_tree(words: &[String], before: &[String], found: &mut BTreeSet<String>) -> usize {
    let mut path = before.to_vec();
    let mut i = 0;
    while let Some(word) = words.get(i) {
        match word.as_str() {
            "::" => i += 1,
            "as" => i += 2,
            "{" => {
                i += 1;
                while words.get(i).is_some_and(|word| word != "}") {
                    i += use_tree(&words[i..], &path, found).max(1);
                    if words.get(i).is_some_and(|word| word == ",") {
                        i += 1;
                    }
                }
                return i + 1;
            }
            "," | "}" => break,
            _ => {
                path.push(word.clone());
                i += 1;
            }
        }
    }
    found.insert(path.join("::"));
    i
}

/// `self`, `super` and `crate` resolved, the crate's root written as `crate`.
fn from_root(path: &str, module: &[String]) -> String {
    let segments: Vec<&str> = path.split("::").collect();
    let supers = segments.iter().take_while(|segment| **segment == "super").count();
    let (base, rest) = match segments[0] {
        "super" => (&module[..module.len().saturating_sub(supers)], &segments[supers..]),
        "self" => (module, &segments[1..]),
        "caseload" => (&module[..0], &segments[1..]),
        _ => return path.to_owned(),
    };
    let base = base.iter().map(String::as_str);
    std::iter::once("crate").chain(base).chain(rest.iter().copied()).collect::<Vec<_>>().join("::")
}

fn starts_with(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The names of the crates under `[dependencies]`, as code writes them; only the optional ones when asked.
fn dependencies(only_optional: bool) -> Vec<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !only_optional || line.contains("optional = true"))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
        .collect()
}

fn report(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}

/// What names something it may not, as "file names path".
fn naming(sources: &[Source], layer: &str, forbidden: impl Fn(&str) -> bool) -> Vec<String> {
    let wrong = |source: &Source| {
        let named = paths(source).into_iter().filter(|path| forbidden(path)).collect::<Vec<_>>();
        named.into_iter().map(|path| format!("{} names {path}", source.name)).collect::<Vec<_>>()
    };
    sources.iter().filter(|source| source.is_in(layer)).flat_map(wrong).collect()
}

#[test]
fn the_domain_is_pure() {
    const PURE: [&str; 5] = ["chrono", "libm", "microlp", "strsim", "thiserror"];
    const NEVER: [&str; 13] = [
        "crate::app",
        "crate::ui",
        "egui",
        "std::env",
        "std::fs",
        "std::io",
        "std::net",
        "std::path",
        "std::process",
        "std::thread",
        "std::time",
        "chrono::Local",
        "chrono::Utc",
    ];
    let crates = dependencies(false);
    let forbidden = |path: &str| {
        let first = path.split("::").next().unwrap_or_default();
        NEVER.iter().any(|never| starts_with(path, never))
            || path.split("::").any(|part| matches!(part, "Instant" | "SystemTime"))
            || path.ends_with("Local::now")
            || path.ends_with("Utc::now")
            || (crates.iter().any(|name| name == first) && !PURE.contains(&first))
    };
    let broken = naming(&sources(), "domain", forbidden);
    report(
        &broken,
        "I1: the domain has no files, clock, threads, environment or window, and no crate but chrono, libm, microlp, strsim and thiserror:",
    );
}

#[test]
fn the_simulation_uses_no_mathematics_of_the_platform() {
    // Methods of `f64` whose last bits differ between systems. `sqrt`, `floor` and their like are exact everywhere.
    const PLATFORM: [&str; 26] = [
        "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "exp2",
        "exp_m1", "hypot", "ln", "ln_1p", "log", "log10", "log2", "powf", "powi", "sin", "sin_cos", "sinh",
        "tan", "tanh",
    ];
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.name.starts_with("domain/sim")) {
        let words = words(&source.code);
        for (i, word) in
            words.iter().enumerate().skip(1).filter(|(_, word)| PLATFORM.contains(&word.as_str()))
        {
            let before = if i >= 2 { words[i - 2].as_str() } else { "" };
            if words[i - 1] == "." || (words[i - 1] == "::" && before == "f64") {
                broken.push(format!("{} uses {word}", source.name));
            }
        }
    }
    report(&broken, "I4: the simulation works with libm, which gives the same bits on every system:");
}

#[test]
fn the_application_never_names_the_window() {
    let window = [dependencies(true), vec!["egui".to_owned(), "crate::ui".to_owned()]].concat();
    assert!(window.iter().any(|name| name == "eframe"));
    let broken = naming(&sources(), "app", |path| window.iter().any(|name| starts_with(path, name)));
    report(&broken, "I1: app works without a window:");
}

#[test]
fn drawing_asks_and_does_not_work_out() {
    // What the window may name of the domain: words, ids, edits as data, dates and problems. Never what works things out.
    const MAY: [&str; 6] = ["calendar", "edit", "ids", "plan", "problem", "units"];
    let forbidden = |path: &str| {
        let below = path.strip_prefix("crate::domain::");
        starts_with(path, "crate::domain::edit::apply")
            || below.is_some_and(|below| !MAY.contains(&below.split("::").next().unwrap_or_default()))
    };
    let broken = naming(&sources(), "ui", forbidden);
    report(&broken, "I3: ui draws what app prepares and returns what was asked for:");
}

#[test]
fn colours_are_named_in_the_theme_alone() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.is_in("ui") && !source.name.starts_with("ui/theme"))
    {
        let words = words(&source.code);
        for (i, word) in words.iter().enumerate() {
            let next = words.get(i + 2).map_or("", String::as_str);
            let is_colour = matches!(word.as_str(), "Color32" | "Rgba" | "Hsva")
                && words[i + 1..].starts_with(&["::".into()]);
            if (is_colour && !matches!(next, "PLACEHOLDER" | "TRANSPARENT")) || word == "hex_color" {
                broken.push(format!("{} names the colour {word}::{next}", source.name));
            }
        }
    }
    report(&broken, "Colours belong in ui/theme:");
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    let broken: Vec<String> = sources()
        .iter()
        .filter(|source| source.code.contains(".unwrap()"))
        .map(|source| source.name.clone())
        .collect();
    report(&broken, "A failure is a sentence for the reader, not a panic:");
}

#[test]
fn no_file_grows_beyond_reading() {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let mut broken = Vec::new();
    for file in files {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        if lines > MANY_LINES {
            println!("{} has {lines} lines", file.display());
        }
        if lines > MOST_LINES {
            broken.push(format!("{} has {lines} lines", file.display()));
        }
    }
    report(&broken, "Split these files:");
}

#[test]
fn every_file_says_what_it_is_for() {
    let broken: Vec<String> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.name.clone())
        .collect();
    report(&broken, "These files have no first line that says what they are for:");
}

#[test]
fn every_default_without_a_source_is_marked_as_an_assumption() {
    for (file, thing, at_least) in
        [("policy.rs", Thing::Policy, 5), ("settings.rs", Thing::Forecast, 2), ("rota.rs", Thing::Rota, 12)]
    {
        let marked = marked_as_assumptions(file, thing);
        assert!(marked >= at_least, "only {marked} fields of {file} are marked [GK]");
    }
}

/// How many fields of a file of records are marked as general knowledge, each of them held to the table of fields.
fn marked_as_assumptions(file: &str, thing: Thing) -> usize {
    let text = fs::read_to_string(root().join("src/domain/plan").join(file)).expect(file);
    let mut marked = 0;
    let mut comment = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(more) = line.strip_prefix("///") {
            comment.push_str(more);
            continue;
        }
        if let Some((name, _)) = line.strip_prefix("pub ").and_then(|field| field.split_once(": "))
            && comment.contains(r"\[GK\]")
        {
            let info = fields::info(thing, name).unwrap_or_else(|| panic!("no field {name}"));
            assert!(info.assumption, "{name} is general knowledge and must be shown as an assumption");
            marked += 1;
        }
        comment.clear();
    }
    marked
}

#[test]
fn the_model_lists_exactly_the_assumptions_of_the_program() {
    let model = fs::read_to_string(root().join("docs/MODEL.md")).unwrap();
    // A row of a table of defaults: | `key` | default | source, with [GK] where there is none |
    let rows = model.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let (mut assumed, mut sourced) = (BTreeSet::new(), BTreeSet::new());
    for (key, rest) in rows {
        if rest.contains("[GK]") {
            assumed.insert(key.to_owned())
        } else {
            sourced.insert(key.to_owned())
        };
    }
    let with_default = || {
        let things = [Thing::Policy, Thing::Workforce, Thing::Forecast, Thing::Target, Thing::Rota];
        things.into_iter().flat_map(fields::of).filter(|info| !info.key.starts_with("cap_points_"))
    };
    let keys = |wanted: &dyn Fn(&FieldInfo) -> bool| -> BTreeSet<String> {
        with_default().filter(|info| wanted(info)).map(|info| info.key.clone()).collect()
    };
    assert_eq!(
        assumed,
        keys(&|info| info.assumption),
        "docs/MODEL.md §8 on the left, the program on the right"
    );
    assert_eq!(
        sourced,
        keys(&|info| !info.assumption),
        "docs/MODEL.md §8 on the left, the program on the right"
    );
}

#[test]
fn the_reader_of_source_reads_source() {
    let text = "use std::{fs, thread::{self, spawn}};\n// use egui;\nlet s = \"use rfd\"; let c = '\"'; let r = r#\"a \" b\"#;\n\
                crate::app::x(); #[cfg(test)]\nmod tests { use std::env; fn f() { {} } }\n#[cfg(test)]\nmod far;\nfn g<'a>() { super::h::k() }";
    let (code, hidden) = without_tests(&plain(text));
    let source =
        Source { name: String::new(), module: vec!["domain".into(), "m".into()], text: String::new(), code };
    let found = paths(&source);
    for path in ["std::fs", "std::thread::self", "std::thread::spawn", "crate::app::x", "crate::domain::h::k"]
    {
        assert!(found.contains(path), "{path} not in {found:?}");
    }
    assert!(
        !found.iter().any(|path| path.contains("egui") || path.contains("rfd") || path.contains("env")),
        "{found:?}"
    );
    assert_eq!(hidden, ["far"]);
}
