//! The file in which the window remembers how the user likes to work, and work not saved.
//!
//! Each window that is open at a time has a file of its own, which it holds by a lock. It is written on a
//! thread of its own, whole or not at all, so that a killed program or a power cut leaves the latest but one.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use serde_json::{Map, Value};

use super::workspace::Workspace;
use crate::storage::{Target, clear_unfinished, reason, remove, rename};

/// Windows that are open at a time and remember something.
const MOST_WINDOWS: usize = 16;
/// Larger files are not read.
const LARGEST: u64 = 1 << 26;

/// The folder for it, as each system has it; nothing where there is no home.
pub fn state_folder() -> Option<PathBuf> {
    let from = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    let home = std::env::home_dir;
    let folder = if cfg!(windows) {
        from("APPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library").join("Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| Some(home()?.join(".local").join("share")))
    };
    folder.map(|folder| folder.join("accordance"))
}

/// A file that is held, and what writes it.
#[derive(Debug)]
pub struct StateFile {
    /// Held as long as the window is open.
    _lock: File,
    /// What was sent last.
    latest: Vec<u8>,
    outbox: Option<Sender<Vec<u8>>>,
    refusals: Receiver<String>,
    writer: Option<JoinHandle<()>>,
}

/// What is remembered, the file for it, and what the user must know of it.
#[derive(Default)]
pub struct Remembered {
    pub file: Option<StateFile>,
    pub workspace: Workspace,
    pub remarks: Vec<String>,
}

impl Remembered {
    /// What is remembered in this folder, if there is one.
    pub fn of(folder: Option<&Path>) -> Self {
        let Some(folder) = folder else {
            return Self::default();
        };
        Self::open(folder).unwrap_or_else(|why| Self {
            remarks: vec![format!(
                "The window can remember nothing in {}: {why}.",
                folder.display()
            )],
            ..Self::default()
        })
    }

    /// Opens a file in this folder that no other window holds. Work that an ended window has left in another
    /// file is taken over.
    fn open(folder: &Path) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| reason(&error))?;
        clear_unfinished(folder);
        let held = |number| hold(folder, number).map(|lock| (number, lock));
        let (number, lock) = (1..=MOST_WINDOWS)
            .find_map(held)
            .ok_or("too many windows are open")?;
        let mut remarks = Vec::new();
        let mut workspace = match read(&path_of(folder, number), &mut remarks) {
            Some(workspace) => workspace,
            // A second window begins as the first is.
            None if number > 1 => {
                let first = read(&path_of(folder, 1), &mut Vec::new());
                first.map(Workspace::without_work).unwrap_or_default()
            }
            None => Workspace::default(),
        };
        take_over(folder, number, &mut workspace, &mut remarks);
        let file = StateFile::writing(path_of(folder, number), lock);
        Ok(Self {
            file: Some(file.map_err(|error| reason(&error))?),
            workspace,
            remarks,
        })
    }
}

impl StateFile {
    fn writing(path: PathBuf, lock: File) -> std::io::Result<Self> {
        let (outbox, inbox) = channel::<Vec<u8>>();
        let (refuse, refusals) = channel();
        let write = move || {
            while let Ok(content) = inbox.recv() {
                // The latest is enough.
                let content = inbox.try_iter().last().unwrap_or(content);
                if let Err(error) = Target::replacing(&path).write(&content) {
                    let _ = refuse.send(error.to_string());
                }
            }
        };
        let thread = std::thread::Builder::new().name("window state".to_owned());
        Ok(Self {
            _lock: lock,
            latest: Vec::new(),
            outbox: Some(outbox),
            refusals,
            writer: Some(thread.spawn(write)?),
        })
    }

    /// Has the state written, if it is another than before.
    pub fn keep(&mut self, workspace: &Workspace) {
        let Ok(content) = serde_json::to_vec(workspace) else {
            return;
        };
        if content != self.latest {
            self.latest.clone_from(&content);
            if let Some(outbox) = &self.outbox {
                // A writer that has gone has said why.
                let _ = outbox.send(content);
            }
        }
    }

    /// Why the state could not be written, if it could not since this was last asked.
    pub fn refusal(&mut self) -> Option<String> {
        let refusal = self.refusals.try_iter().last();
        if refusal.is_some() {
            // It is tried again.
            self.latest.clear();
        }
        refusal
    }
}

impl Drop for StateFile {
    fn drop(&mut self) {
        // The writer ends when all is written.
        self.outbox = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn path_of(folder: &Path, number: usize) -> PathBuf {
    match number {
        1 => folder.join("window.json"),
        number => folder.join(format!("window-{number}.json")),
    }
}

/// The lock of a file, unless another window holds it.
fn hold(folder: &Path, number: usize) -> Option<File> {
    let path = path_of(folder, number).with_extension("lock");
    let mut options = File::options();
    let lock = options.create(true).truncate(false).write(true).open(path);
    let lock = lock.ok()?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => None,
        // Not every file system has locks.
        Ok(()) | Err(TryLockError::Error(_)) => Some(lock),
    }
}

/// What a file says; nothing if there is none. One that cannot be used, wholly or in part, is set aside.
fn read(path: &Path, remarks: &mut Vec<String>) -> Option<Workspace> {
    let found = fs::metadata(path).ok()?;
    let (workspace, unusable) = match found.len() > LARGEST {
        true => (None, vec!["it is too large".to_owned()]),
        false => understood(&fs::read(path).ok()?),
    };
    if !unusable.is_empty() {
        let aside = path.with_extension("json.unusable");
        let told = match rename(path, &aside) {
            Ok(()) => format!("The file is kept as {}.", aside.display()),
            Err(_) => "The file will be replaced.".to_owned(),
        };
        let what = unusable.join(", ");
        remarks.push(format!(
            "What the window remembered could not all be used ({what}). {told}"
        ));
    }
    workspace
}

/// What a text says, as far as it can be used, and what of it cannot.
fn understood(text: &[u8]) -> (Option<Workspace>, Vec<String>) {
    let Ok(found) = serde_json::from_slice::<Map<String, Value>>(text) else {
        return (None, vec!["it is damaged".to_owned()]);
    };
    let mut workspace = Workspace::default();
    let Ok(Value::Object(mut known)) = serde_json::to_value(&workspace) else {
        return (None, Vec::new());
    };
    let mut unusable = Vec::new();
    for (key, value) in found {
        // Those of other versions mean nothing here.
        let Some(before) = known.insert(key.clone(), value) else {
            known.remove(&key);
            continue;
        };
        match serde_json::from_value::<Workspace>(Value::Object(known.clone())) {
            Ok(read) if read.is_sound() => workspace = read,
            _ => {
                unusable.push(key.clone());
                known.insert(key, before);
            }
        }
    }
    (Some(workspace.renewed()), unusable)
}

/// Adds the work that ended windows have left in the other files, and removes these.
fn take_over(folder: &Path, mine: usize, workspace: &mut Workspace, remarks: &mut Vec<String>) {
    for number in (2..=MOST_WINDOWS).filter(|number| *number != mine) {
        let path = path_of(folder, number);
        if !path.exists() {
            continue;
        }
        let Some(_lock) = hold(folder, number) else {
            continue;
        };
        if let Some(other) = read(&path, remarks) {
            workspace.take_work_of(other);
        }
        let _ = remove(&path);
    }
}

/// Opens what is remembered in a folder, as a window does at its start, and has it written as it was
/// understood. Returns what the window would say of it.
pub fn remember_again(folder: &Path) -> Vec<String> {
    let Remembered {
        file,
        workspace,
        remarks,
    } = Remembered::of(Some(folder));
    if let Some(mut file) = file {
        file.keep(&workspace);
    }
    remarks
}

/// Remembers a zoom as the window does; tells why it could not.
#[cfg(test)]
pub fn remember_zoom(folder: &Path, zoom: f32) -> Result<(), String> {
    let remembered = Remembered::open(folder)?;
    let mut workspace = remembered.workspace;
    workspace.zoom = zoom;
    let mut file = remembered.file.ok_or("nothing is remembered")?;
    file.keep(&workspace);
    file.outbox = None;
    let _ = file.writer.take().map(JoinHandle::join);
    file.refusal().map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::workspace::Unsaved;

    fn open(folder: &Path) -> (Option<StateFile>, Workspace, Vec<String>) {
        let Remembered {
            file,
            workspace,
            remarks,
        } = Remembered::of(Some(folder));
        (file, workspace, remarks)
    }

    fn work(text: &str) -> Option<Unsaved> {
        Some(Unsaved {
            text: text.to_owned(),
            path: None,
        })
    }

    fn with(zoom: f32, text: &str) -> Workspace {
        let mut workspace = Workspace::default();
        (workspace.zoom, workspace.unsaved) = (zoom, work(text));
        workspace
    }

    /// A window that has remembered this, and has ended.
    fn left(folder: &Path, workspace: &Workspace) {
        let (file, ..) = open(folder);
        file.expect("held").keep(workspace);
    }

    #[test]
    fn what_is_kept_is_there_at_the_next_start() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("new").join("accordance");
        let kept = with(1.5, "mine");
        left(&folder, &kept);
        let (_file, found, remarks) = open(&folder);
        assert_eq!((found.zoom, found.unsaved), (1.5, work("mine")));
        assert!(remarks.is_empty());
    }

    #[test]
    fn what_cannot_be_used_is_set_aside_and_the_rest_is_kept() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("window.json");
        let kept = with(1.0, "mine");
        let whole = serde_json::to_string(&kept).expect("text");
        for zoom in ["0.0", "-1", "null", "1e30", "50", "\"x\"", "[[[]]]"] {
            let text = whole.replace("\"zoom\":1.0", &format!("\"zoom\":{zoom}"));
            fs::write(&path, &text).expect("written");
            let (_file, found, remarks) = open(place.path());
            assert_eq!((found.zoom, found.unsaved), (1.0, work("mine")), "{zoom}");
            assert!(
                remarks[0].contains("could not all be used (zoom)"),
                "{remarks:?}"
            );
            let aside = fs::read_to_string(place.path().join("window.json.unusable"));
            assert_eq!(aside.expect("kept"), text);
        }
        for text in ["", "[]", "{", &"[".repeat(100_000), "\0"] {
            fs::write(&path, text).expect("written");
            let (_file, found, remarks) = open(place.path());
            assert!(found.unsaved.is_none() && remarks[0].contains("damaged"));
        }
        fs::write(&path, whole.replace("{", "{\"of a later version\":[],")).expect("written");
    }

    #[test]
    fn layouts_that_are_no_trees_are_not_used() {
        let place = tempfile::tempdir().expect("a folder");
        let circle = r#"{"layouts":{"Show":{"arranged":true,"layout":{"id":1,"root":1,"tiles":{"next_tile_id":9,
            "tiles":{"1":{"Container":{"Tabs":{"children":[1],"active":1}}}},"invisible":[]},"height":0,"width":0}}}}"#;
        fs::write(place.path().join("window.json"), circle).expect("written");
        let (_file, found, remarks) = open(place.path());
        assert!(found.layouts.is_empty());
        assert!(remarks[0].contains("(layouts)"), "{remarks:?}");
    }

    #[test]
    fn two_windows_keep_their_own_and_what_one_leaves_is_taken_over() {
        let place = tempfile::tempdir().expect("a folder");
        let first = with(2.0, "one");
        left(place.path(), &first);
        let (mut one, ..) = open(place.path());
        let (mut two, found, _) = open(place.path());
        assert_eq!(
            (found.zoom, found.unsaved),
            (2.0, None),
            "as the first, without its work"
        );
        one.as_mut().expect("held").keep(&first);
        two.as_mut().expect("held").keep(&with(1.0, "two"));
        drop((one, two));
        let (_file, found, _) = open(place.path());
        assert_eq!(found.unsaved, work("one"));
        assert_eq!(found.set_aside.first().map(|left| &*left.text), Some("two"));
    }

    #[test]
    fn where_nothing_can_be_remembered_it_is_said() {
        let place = tempfile::tempdir().expect("a folder");
        let file = place.path().join("file");
        fs::write(&file, "").expect("written");
        let (none, _, remarks) = open(&file);
        assert!(
            none.is_none() && remarks[0].contains("can remember nothing"),
            "{remarks:?}"
        );
        let (mut held, ..) = open(place.path());
        fs::create_dir(place.path().join("window.json")).expect("in the way");
        let state = held.as_mut().expect("held");
        state.keep(&Workspace::default());
        let told = (0..2000).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(2));
            state.refusal().is_some()
        });
        assert!(told, "the writer says why");
    }
}
