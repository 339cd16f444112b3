//! The source as a whole: its files as modules, and the file in which what a path names is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use crate::read::{Declared, Named, Names, Read, read};

/// A file of the source.
#[derive(Debug)]
pub struct File {
    /// Its place below `src/`, with `/` between folders.
    pub path: String,
    /// What it says.
    pub read: Read,
    /// Its lines.
    pub lines: usize,
    /// Whether only tests have it.
    pub in_test: bool,
    module: Names,
}

impl File {
    /// The module directly below the crate to which it belongs.
    pub fn top(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }
}

/// All source files, and what every name in every module stands for.
#[derive(Debug)]
pub struct Source {
    pub files: Vec<File>,
    names: BTreeMap<Names, BTreeMap<String, Vec<(Declared, usize)>>>,
    globs: BTreeMap<Names, Vec<Names>>,
}

/// What a path leads to.
#[derive(Debug, Default)]
pub struct Found {
    /// The files in which it is written.
    pub files: BTreeSet<usize>,
    /// The modules directly below the crate that the path, as written, goes through.
    pub tops: BTreeSet<String>,
    /// Whether the path means the crate as a whole.
    pub whole_crate: bool,
}

/// Re-exports that lead to re-exports are followed so often.
const DEEPEST: usize = 16;

impl Source {
    /// The source of this package.
    pub fn of_package() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = rust_files(&root).into_iter().map(|path| {
            let text = fs::read_to_string(&path).expect("UTF-8 source");
            let place = path.strip_prefix(&root).expect("inside the source folder");
            let names: Vec<_> = place.iter().map(|name| name.to_string_lossy()).collect();
            (names.join("/"), text)
        });
        let source = Self::new(files);
        assert!(source.files.len() > 100, "the source was found");
        source
    }

    /// Source of which each file has a place below `src/` and a text.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files = files.into_iter().map(|(path, text)| File {
            module: module_of(&path),
            read: read(&text).unwrap_or_else(|error| panic!("{path}: {error}")),
            lines: text.lines().count(),
            in_test: false,
            path,
        });
        let mut source = Self {
            files: files.collect(),
            names: BTreeMap::new(),
            globs: BTreeMap::new(),
        };
        source.index();
        source
    }

    fn index(&mut self) {
        let mut for_tests: Vec<Names> = Vec::new();
        for (at, file) in self.files.iter().enumerate() {
            let within = |inside: &Names| [file.module.as_slice(), inside].concat();
            for (inside, name, what) in &file.read.declared {
                let names = self.names.entry(within(inside)).or_default();
                let entry = names.entry(name.clone()).or_default();
                entry.push((what.clone(), at));
            }
            for named in file.read.named.iter().filter(|named| named.glob) {
                let globs = self.globs.entry(within(&named.inside)).or_default();
                globs.push(named.path.clone());
            }
            for_tests.extend(file.read.test_modules.iter().map(within));
        }
        for file in &mut self.files {
            file.in_test = for_tests.iter().any(|tests| file.module.starts_with(tests));
        }
    }

    /// What a path that `file` names leads to.
    pub fn find(&self, file: &File, named: &Named) -> Found {
        let from = [file.module.as_slice(), &named.inside].concat();
        let mut found = Found::default();
        if let Some((module, rest)) = self.start(&from, &named.path) {
            let from_root = module.is_empty();
            found.whole_crate = from_root && rest.is_empty();
            found
                .tops
                .extend(rest.first().filter(|_| from_root).cloned());
            self.follow(&module, rest, &mut found.files, 0);
            if named.glob {
                let below = [module.as_slice(), rest].concat();
                for name in self.names.get(&below).into_iter().flat_map(BTreeMap::keys) {
                    self.follow(&below, std::slice::from_ref(name), &mut found.files, 0);
                }
            }
        }
        found
    }

    /// The module at which a path begins, and the rest of it; `None` for other crates.
    fn start<'a>(&self, from: &[String], path: &'a [String]) -> Option<(Names, &'a [String])> {
        let (head, rest) = path.split_first()?;
        if ["crate", "accordance"].contains(&head.as_str()) {
            return Some((Names::new(), rest));
        }
        let climbs = |name: &&String| ["self", "super"].contains(&name.as_str());
        let steps = path.iter().take_while(climbs).count();
        let up = path[..steps].iter().filter(|name| *name == "super").count();
        let module = from.get(..from.len().checked_sub(up)?)?.to_vec();
        let here = steps > 0 || self.names.get(from)?.contains_key(head);
        here.then_some((module, &path[steps..]))
    }

    /// Collects the files in which what `path` names in `module` is written.
    fn follow(&self, module: &[String], path: &[String], to: &mut BTreeSet<usize>, depth: usize) {
        let Some((name, rest)) = path.split_first().filter(|_| depth < DEEPEST) else {
            return;
        };
        let declared = self.names.get(module).and_then(|names| names.get(name));
        for (what, file) in declared.into_iter().flatten() {
            match what {
                Declared::Item => {
                    to.insert(*file);
                }
                Declared::Module => {
                    let below = [module, std::slice::from_ref(name)].concat();
                    self.follow(&below, rest, to, depth);
                }
                Declared::Import(path) => self.follow_import(module, path, rest, to, depth),
            }
        }
        if declared.is_none() {
            for glob in self.globs.get(module).into_iter().flatten() {
                self.follow_import(module, glob, path, to, depth);
            }
        }
    }

    fn follow_import(
        &self,
        module: &[String],
        path: &[String],
        rest: &[String],
        to: &mut BTreeSet<usize>,
        depth: usize,
    ) {
        // What imports its own name, such as `use rand;`, is another crate.
        let path = [path, rest].concat();
        let Some((start, path)) = self.start(module, &path) else {
            return;
        };
        self.follow(&start, path, to, depth + 1);
    }

    /// Which file imports which, outside tests, and by what path.
    pub fn imports(&self) -> BTreeMap<(usize, usize), &Named> {
        let mut imports = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            for named in file
                .read
                .named
                .iter()
                .filter(|n| !n.in_test && !file.in_test)
            {
                for to in self.find(file, named).files {
                    if to != at {
                        imports.entry((at, to)).or_insert(named);
                    }
                }
            }
        }
        imports
    }

    /// The groups of files that import each other in circles, largest first, each with its paths in
    /// order.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let edges = self.imports().into_keys();
        let graph = DiGraph::<(), (), usize>::from_edges(edges);
        let groups = tarjan_scc(&graph).into_iter();
        let paths = groups.map(|group| {
            let files = group
                .into_iter()
                .map(|node| self.files[node.index()].path.as_str());
            let mut paths: Vec<&str> = files.collect();
            paths.sort_unstable();
            paths
        });
        let mut circles: Vec<_> = paths.filter(|paths| paths.len() > 1).collect();
        circles.sort_by_key(|paths| std::cmp::Reverse(paths.len()));
        circles
    }
}

/// The module that a file holds: `a/b.rs` and `a/b/mod.rs` hold `a::b`, `lib.rs` the crate.
fn module_of(path: &str) -> Names {
    let path = path.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let names = path.split('/').filter(|name| *name != "lib");
    names.map(str::to_owned).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of source files") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
