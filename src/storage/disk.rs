//! What is done to the disk, step by step. Tests let any of the steps fail.

use std::fs::{self, File, Metadata, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, TempDir, TempPath};

/// How the names of files and folders begin that are not complete yet.
pub(super) const UNFINISHED: &str = ".accordance-";

/// The steps by which anything on the disk is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A file is made.
    Create,
    /// A folder is made.
    MakeFolder,
    /// Something is written into a file.
    Write,
    /// A file is put on the disk.
    Sync,
    /// A file or folder takes another name.
    Rename,
    /// A file or folder is removed.
    Remove,
    /// The names in a folder are put on the disk.
    SyncFolder,
}

/// The folder in which a file stands.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The longest name on Windows, in units of UTF-16.
const LONGEST_NAME: usize = 255;

/// What stands under this name, a link for itself. A name that is too long is an error of its own, also where
/// it is not told from one that is not there, as by Wine.
pub(super) fn look(path: &Path) -> io::Result<Metadata> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if cfg!(windows) && name.encode_utf16().count() > LONGEST_NAME {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    fs::symlink_metadata(path)
}

/// Where a file really stands: a link to it stays a link when it is replaced.
pub(super) fn behind_links(path: &Path) -> PathBuf {
    let is_link = path
        .symlink_metadata()
        .is_ok_and(|found| found.is_symlink());
    let real = is_link.then(|| path.canonicalize().ok()).flatten();
    real.unwrap_or_else(|| path.to_owned())
}

/// A file that is not complete yet, held. It gets these permissions, or those of a new file.
pub(super) fn new_file(folder: &Path, like: Option<Permissions>) -> io::Result<(File, TempPath)> {
    before(Step::Create, folder)?;
    let file = made_and_held(
        || builder(0o666).suffix(".tmp").tempfile_in(folder),
        NamedTempFile::path,
        |file| hold(file.as_file()),
    )?;
    if let Some(permissions) = like {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file.into_parts())
}

/// An empty folder that is not complete yet, and what holds it as long as it is being filled.
pub(super) fn new_folder(place: &Path) -> io::Result<(TempDir, Option<File>)> {
    before(Step::MakeFolder, place)?;
    let mut held = None;
    let folder = made_and_held(
        || builder(0o777).tempdir_in(place),
        TempDir::path,
        |folder| {
            held = File::open(folder.path()).ok();
            held.as_ref().is_none_or(hold)
        },
    )?;
    Ok((folder, held))
}

/// Makes something unfinished and has it held. If somebody took it in between for what a killed program has
/// left, another one is made.
fn made_and_held<T>(
    make: impl Fn() -> io::Result<T>,
    path: impl Fn(&T) -> &Path,
    mut hold: impl FnMut(&T) -> bool,
) -> io::Result<T> {
    loop {
        // The kind of an error alone: the name of the draft in it tells nobody anything.
        let made = make().map_err(|error| io::Error::from(error.kind()))?;
        if hold(&made) && path(&made).exists() {
            return Ok(made);
        }
    }
}

/// Holds what is being written, so that nobody takes it for what a killed program has left. Returns false if
/// somebody else holds it; where there are no locks, its age has to tell.
fn hold(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Where what is complete is let go before it gets its name, whatever is younger may be about to get it.
const YOUNG: Duration = match HOLDS_WHILE_RENAMING {
    true => Duration::ZERO,
    false => Duration::from_secs(1),
};
/// Where nothing can be held, whatever is older than this has been left.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);
/// Windows renames no open files.
const HOLDS_WHILE_RENAMING: bool = cfg!(unix);

/// Removes an unfinished file or folder if the program that made it has ended, and holds it meanwhile.
/// What cannot be removed stays.
pub(super) fn remove_abandoned(path: &Path) {
    let Ok(found) = path.symlink_metadata() else {
        return;
    };
    // Files are opened for writing: some systems hold no others.
    let opened = match found.is_dir() {
        true => File::open(path),
        false => File::options().write(true).open(path),
    };
    let oldest = match opened.as_ref().map(File::try_lock) {
        Ok(Ok(())) => YOUNG,
        Ok(Err(TryLockError::WouldBlock)) => return,
        Ok(Err(TryLockError::Error(_))) | Err(_) => OLD,
    };
    let age = found.modified().ok().and_then(|at| at.elapsed().ok());
    if age.is_some_and(|age| age >= oldest) {
        let _ = remove(path);
    }
}

/// A file that is complete, under another name than it is to have.
#[derive(Debug)]
pub(super) struct Complete {
    name: TempPath,
    /// Nobody clears it away while it waits for its name.
    _held: Option<File>,
}

impl Complete {
    /// Where it is until then.
    pub(super) fn path(&self) -> &Path {
        &self.name
    }
}

/// Puts a draft on the disk, complete.
pub(super) fn complete(file: File, name: TempPath) -> io::Result<Complete> {
    sync(&file, &name)?;
    let held = HOLDS_WHILE_RENAMING.then_some(file);
    Ok(Complete { name, _held: held })
}

/// Another name for a file, to be moved into its place; where there are no hard links, an error.
pub(super) fn new_link(file: &Path) -> io::Result<Complete> {
    before(Step::Create, file)?;
    let mut held = None;
    let link = made_and_held(
        || {
            let mut link = builder(0o666);
            let link = link.suffix(".bak.tmp");
            link.make_in(folder_of(file), |place| fs::hard_link(file, place))
        },
        |link| link.path(),
        |link| {
            let open = || File::options().write(true).open(link.path());
            held = HOLDS_WHILE_RENAMING.then(open).and_then(Result::ok);
            held.as_ref().is_none_or(hold)
        },
    )?;
    let name = link.into_temp_path();
    Ok(Complete { name, _held: held })
}

/// `mode` is less the user's umask, as for any new file or folder.
#[cfg_attr(
    not(unix),
    expect(unused_variables, reason = "modes are a thing of Unix")
)]
fn builder(mode: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(mode));
    }
    builder
}

/// Puts the content of a file on the disk.
pub(super) fn sync(file: &File, path: &Path) -> io::Result<()> {
    before(Step::Sync, path)?;
    file.sync_all()
}

/// Puts the names in a folder on the disk. Not every system can; the content is safe either way.
pub(super) fn sync_folder(folder: &Path) {
    if before(Step::SyncFolder, folder).is_ok()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

/// Gives a draft the name that it is for, and puts that on the disk too. Only with `replace` may there be a
/// file of that name.
pub(super) fn rename(complete: Complete, path: &Path, replace: bool) -> io::Result<()> {
    before(Step::Rename, path)?;
    let moved = match replace {
        true => complete.name.persist(path),
        false => complete.name.persist_noclobber(path),
    };
    moved.map_err(|failed| failed.error)?;
    sync_folder(folder_of(path));
    Ok(())
}

/// Makes a folder.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    before(Step::MakeFolder, path)?;
    fs::create_dir(path)
}

/// Removes a file, or a folder with all that is in it.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    before(Step::Remove, path)?;
    match path.symlink_metadata()?.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    }
}

/// Gives a file or folder that is complete another name.
pub(super) fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    before(Step::Rename, to)?;
    fs::rename(from, to)
}

/// A file in a folder that is not complete yet: it needs no other name of its own.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    path: PathBuf,
}

impl NewFile {
    /// An empty file. Fails when it cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        before(Step::Create, path)?;
        let (file, path) = (File::create(path)?, path.to_owned());
        Ok(Self { file, path })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        before(Step::Write, &self.path)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a file in a folder that is not complete yet. Fails when that cannot be done.
pub fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    NewFile::create(path)?.write_all(content)
}

/// Asked before each step: whether it may be done.
#[cfg(not(test))]
pub(super) fn before(_: Step, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use super::faults::before;
