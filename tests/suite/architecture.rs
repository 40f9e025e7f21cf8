//! The table of rooms in ARCHITECTURE.md is what the sources do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Rooms = BTreeMap<String, BTreeSet<String>>;

/// The rooms and what each may use, from the table.
fn allowed() -> Rooms {
    let text = include_str!("../../ARCHITECTURE.md");
    let table = text
        .split("## Rooms, and what each may use")
        .nth(1)
        .expect("the section is there");
    let rows = table
        .lines()
        .skip_while(|line| !line.starts_with("| ---"))
        .skip(1);
    let cells = |line: &str| {
        line.split('|')
            .map(|cell| cell.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let rows = rows.take_while(|line| line.starts_with('|')).map(cells);
    let uses = |cell: &str| {
        cell.split(',')
            .map(str::trim)
            .filter(|c| !c.is_empty())
            .map(str::to_owned)
            .collect()
    };
    rows.map(|row| (row[1].clone(), uses(&row[3]))).collect()
}

/// The rooms and what each uses, from the sources, tests left out.
fn used() -> Rooms {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms = Rooms::new();
    for file in files(&src) {
        let inside = file.strip_prefix(&src).expect("a file of the sources");
        let room = inside
            .iter()
            .next()
            .and_then(|part| Path::new(part).file_stem())
            .expect("a room");
        let room = room.to_string_lossy().into_owned();
        if room == "lib" {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a readable source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let names = lines.flat_map(|line| line.split("crate::").skip(1)).map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        });
        let others: Vec<String> = names.filter(|name| *name != room).collect();
        rooms.entry(room).or_default().extend(others);
    }
    rooms
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn rooms_use_what_the_table_says() {
    let (allowed, used) = (allowed(), used());
    assert_eq!(
        allowed.keys().collect::<Vec<_>>(),
        used.keys().collect::<Vec<_>>(),
        "the table of ARCHITECTURE.md does not name the rooms of src"
    );
    for (room, uses) in &used {
        let beyond: Vec<_> = uses.difference(&allowed[room]).collect();
        assert!(
            beyond.is_empty(),
            "{room} uses {beyond:?}, which ARCHITECTURE.md does not allow"
        );
    }
}

#[test]
fn no_rooms_use_each_other_in_a_circle() {
    let rooms = allowed();
    // A room is settled when all that it uses is; what never settles stands in a circle.
    let mut settled: BTreeSet<String> = BTreeSet::new();
    loop {
        let ready = |uses: &BTreeSet<String>| uses.iter().all(|u| settled.contains(u));
        let next: Vec<String> = rooms
            .iter()
            .filter(|(r, uses)| !settled.contains(*r) && ready(uses))
            .map(|(r, _)| r.clone())
            .collect();
        if next.is_empty() {
            break;
        }
        settled.extend(next);
    }
    let circle: Vec<_> = rooms.keys().filter(|room| !settled.contains(*room)).collect();
    assert!(
        circle.is_empty(),
        "these rooms use each other in a circle: {circle:?}"
    );
}
