//! Digests of articles that were read before, on disk: a second run extracts only what changed.
//!
//! A record is named by the hash of the article's bytes, its format and the knowledge that read it, so that it can be stale
//! in no way; it carries a checksum. Each is written whole under another name first, so that runs side by side never see a
//! half. Folder and files are for their owner alone, as articles may be embargoed. What was found out about pairs of articles
//! lies in records of the same form ([`super::kept`]).

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use crate::article::Problem;
use crate::fact::{Digest, VERSION};
use crate::source::shown;

/// First bytes of a record.
const MAGIC: &[u8] = b"factlint record 2\n";
/// Bytes of the checksum after them.
const SUM: usize = 16;
/// Records that no run has used for so long are removed.
const UNUSED: Duration = Duration::from_secs(30 * 24 * 3600);
/// A record is marked as used at most so often.
const MARKED: Duration = Duration::from_secs(24 * 3600);
/// When the folder was last cleaned.
const CLEANED: &str = "cleaned";

/// An open cache.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    knowledge: String,
    /// Records of articles that could not be used, and of pairs.
    broken: [AtomicUsize; 2],
    unwritten: AtomicUsize,
}

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// A digest.
    Article,
    /// The bonds of an article.
    Bonds,
}

impl Cache {
    /// Opens the folder, and makes it where it is missing. `knowledge` names all that decides what is read out of an article.
    ///
    /// # Errors
    /// The folder can't be made, or others may write to it.
    pub fn open(folder: &Path, knowledge: &str) -> Result<Self, Problem> {
        let problem = |message: String| Problem::new(shown(folder), message);
        let bad = |e: io::Error| problem(format!("can't be used as cache: {e}; articles are read anew"));
        let new = !folder.exists();
        private_folder(folder).map_err(bad)?;
        guard(folder).map_err(|why| problem(format!("is no cache of yours: {why}; articles are read anew")))?;
        if new {
            // Backups and version control leave it out.
            let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of factlint.\n";
            let _ = fs::write(folder.join("CACHEDIR.TAG"), tag);
            let _ = fs::write(folder.join(".gitignore"), "*\n");
        }
        let cache = Self {
            folder: folder.to_path_buf(),
            knowledge: knowledge.to_owned(),
            broken: Default::default(),
            unwritten: AtomicUsize::new(0),
        };
        cache.clean();
        Ok(cache)
    }

    /// Hash of the article and of what reads it.
    pub(super) fn key(&self, format: &str, bytes: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for part in [self.knowledge.as_bytes(), format.as_bytes(), bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize()
    }

    pub(super) fn path(&self, key: &blake3::Hash) -> PathBuf {
        let name = key.to_hex();
        self.folder.join(&name[..2]).join(&name[2..40])
    }

    /// What was read out of these bytes before, under this path now; none where nothing is known.
    pub fn get(&self, path: &Path, format: &str, bytes: &[u8]) -> Option<Digest> {
        let key = self.key(format, bytes);
        let mut digest = self.load(Record::Article, &key, digest_of)?;
        digest.path = shown(path);
        for problem in &mut digest.problems {
            problem.file.clone_from(&digest.path);
        }
        Some(digest)
    }

    /// Keeps what was read out of these bytes. A cache that can't be written is no reason to stop.
    pub fn put(&self, format: &str, bytes: &[u8], digest: &Digest) {
        self.store(&self.key(format, bytes), body_of(digest));
    }

    /// The body of a record, read by `form`; one that is broken is counted and is no record.
    pub(super) fn load<T>(&self, what: Record, key: &blake3::Hash, form: fn(&[u8]) -> Option<T>) -> Option<T> {
        let file = self.path(key);
        let found = match fs::read(&file) {
            Ok(record) => unseal(key, &record).and_then(form),
            Err(e) if e.kind() == io::ErrorKind::NotFound => return None,
            Err(_) => None,
        };
        match found {
            Some(_) => used(&file),
            None => {
                self.broken[what as usize].fetch_add(1, Ordering::Relaxed);
            }
        }
        found
    }

    /// Writes a record whole, in place of an older one.
    pub(super) fn store(&self, key: &blake3::Hash, body: postcard::Result<Vec<u8>>) {
        let write = || -> io::Result<()> {
            let path = self.path(key);
            let folder = path.parent().unwrap_or(&self.folder);
            private_folder(folder)?;
            // Temporary files are their owner's alone.
            let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
            file.write_all(&seal(key, &body.map_err(io::Error::other)?))?;
            file.persist(&path).map(|_| ()).map_err(|e| e.error)
        };
        if write().is_err() {
            self.unwritten.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// What did not go as it should since this was last asked, for people.
    pub fn notes(&self) -> Vec<String> {
        let folder = shown(&self.folder);
        let mut notes = Vec::new();
        let anew = ["these articles were read anew", "these articles were compared anew"];
        for (broken, anew) in self.broken.iter().zip(anew) {
            match broken.swap(0, Ordering::Relaxed) {
                0 => {}
                1 => notes.push(format!(
                    "cache {folder}: 1 broken record; {}",
                    anew.replace("these articles were", "its article was")
                )),
                n => notes.push(format!("cache {folder}: {n} broken records; {anew}")),
            }
        }
        let unwritten = self.unwritten.swap(0, Ordering::Relaxed);
        if unwritten > 0 {
            let records = if unwritten == 1 { "record" } else { "records" };
            notes.push(format!("cache {folder}: {unwritten} {records} can't be written; check its rights and space"));
        }
        notes
    }

    /// Once a day removes what no run has used for long.
    fn clean(&self) {
        let mark = self.folder.join(CLEANED);
        if age(&mark).is_some_and(|age| age < MARKED) || fs::write(&mark, "").is_err() {
            return;
        }
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|e| e.path());
        // Two hexadecimal digits: nothing else is touched, whatever folder was given.
        let ours = |p: &PathBuf| {
            let name = p.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.len() == 2 && name.bytes().all(|b| b.is_ascii_hexdigit()) && p.is_dir()
        };
        for folder in folders.filter(ours) {
            for file in fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
                if age(&file).is_some_and(|age| age > UNUSED) {
                    let _ = fs::remove_file(file);
                }
            }
        }
    }
}

/// Line and message of a problem of the article; its file is the article.
type Told = (Option<u32>, String);

/// A digest as it is kept.
fn body_of(digest: &Digest) -> postcard::Result<Vec<u8>> {
    // A problem leaves out a line that it has not, which a binary form can't.
    let told: Vec<Told> = digest.problems.iter().map(|p| (p.line, p.message.clone())).collect();
    postcard::to_stdvec(&(Digest { problems: Vec::new(), ..digest.clone() }, told))
}

fn digest_of(body: &[u8]) -> Option<Digest> {
    let (mut digest, told): (Digest, Vec<Told>) = postcard::from_bytes(body).ok()?;
    let problem = |(line, message)| Problem { file: String::new(), line, message };
    digest.problems = told.into_iter().map(problem).collect();
    (digest.version == VERSION).then_some(digest)
}

fn seal(key: &blake3::Hash, body: &[u8]) -> Vec<u8> {
    let mut record = MAGIC.to_vec();
    record.extend(&blake3::keyed_hash(key.as_bytes(), body).as_bytes()[..SUM]);
    record.extend(body);
    record
}

fn unseal<'a>(key: &blake3::Hash, record: &'a [u8]) -> Option<&'a [u8]> {
    let (sum, body) = record.strip_prefix(MAGIC)?.split_at_checked(SUM)?;
    (blake3::keyed_hash(key.as_bytes(), body).as_bytes()[..SUM] == *sum).then_some(body)
}

/// Time since the file was last written or used.
fn age(path: &Path) -> Option<Duration> {
    let modified = fs::metadata(path).and_then(|m| m.modified()).ok()?;
    Some(SystemTime::now().duration_since(modified).unwrap_or_default())
}

fn used(path: &Path) {
    if age(path).is_some_and(|age| age > MARKED)
        && let Ok(file) = File::options().append(true).open(path)
    {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Makes a folder that its owner alone can look into.
#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Whether nobody else can have put something into the folder; shuts it to other readers.
#[cfg(unix)]
fn guard(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let metadata = fs::metadata(folder).map_err(|e| e.to_string())?;
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err("it belongs to another user".to_owned());
    }
    let mode = metadata.mode() & 0o777;
    if mode & 0o022 != 0 {
        return Err("others may write to it; remove it, or `chmod 700` it".to_owned());
    }
    if mode & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|e| e.to_string())?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn guard(_: &Path) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;

    const TEXT: &str = "---\ntitle: Blast in Marwick\nsource: Harbor Ledger\npublished: 2024-05-01T10:30:00+02:00\n\
        colour: blue\n---\nThe explosion in Marwick killed at least 14 people on Monday, said Ada Brekke, the mayor. It cost \
        $3.2 million, about one-fifth of the budget, and took 90 minutes.\n\n<!-- factlint-ignore count-conflict: quoted -->\n\n\
        \"Fourteen,\" she said.\n";

    fn read(path: &str, text: &str) -> Digest {
        let checker = Checker::builtin();
        let given = crate::check::Given { path: path.into(), bytes: text.into(), published: None };
        checker.digest(&given).unwrap()
    }

    fn open(folder: &Path) -> Cache {
        Cache::open(folder, "k").unwrap()
    }

    #[test]
    fn what_is_put_in_comes_out_under_the_path_of_today() {
        let folder = tempfile::tempdir().unwrap();
        let cache = open(&folder.path().join("cache"));
        let digest = read("a.md", TEXT);
        assert!(digest.facts.len() > 2 && !digest.entities.is_empty() && !digest.suppressions.is_empty());
        assert_eq!(cache.get(Path::new("a.md"), "markdown", TEXT.as_bytes()), None);
        cache.put("markdown", TEXT.as_bytes(), &digest);
        assert_eq!(cache.get(Path::new("a.md"), "markdown", TEXT.as_bytes()), Some(digest));
        assert_eq!(cache.get(Path::new("sub/b.md"), "markdown", TEXT.as_bytes()), Some(read("sub/b.md", TEXT)));
        for (knowledge, format, text) in
            [("j", "markdown", TEXT), ("k", "text", TEXT), ("k", "markdown", "Nine people")]
        {
            let other = Cache::open(&folder.path().join("cache"), knowledge).unwrap();
            assert_eq!(other.get(Path::new("a.md"), format, text.as_bytes()), None);
        }
        assert_eq!(cache.notes(), Vec::<String>::new());
    }

    #[test]
    fn a_record_that_is_broken_or_anothers_is_no_record() {
        let folder = tempfile::tempdir().unwrap();
        let cache = open(folder.path());
        let digest = read("a.md", TEXT);
        cache.put("markdown", TEXT.as_bytes(), &digest);
        let key = cache.key("markdown", TEXT.as_bytes());
        let whole = fs::read(cache.path(&key)).unwrap();
        let mut bad: Vec<Vec<u8>> =
            vec![vec![], b"nonsense".to_vec(), MAGIC.to_vec(), whole[..whole.len() - 1].to_vec()];
        for at in (0..whole.len()).step_by(97) {
            let mut flipped = whole.clone();
            flipped[at] ^= 4;
            bad.push(flipped);
        }
        bad.push(seal(&cache.key("markdown", b"other"), &body_of(&digest).unwrap()));
        for record in &bad {
            fs::write(cache.path(&key), record).unwrap();
            assert_eq!(cache.get(Path::new("a.md"), "markdown", TEXT.as_bytes()), None);
        }
        assert!(cache.notes()[0].contains(&format!("{} broken records", bad.len())), "{:?}", cache.notes());
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("deep/cache");
        let cache = open(&root);
        cache.put("markdown", TEXT.as_bytes(), &read("a.md", TEXT));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let record = cache.path(&cache.key("markdown", TEXT.as_bytes()));
        assert_eq!((mode(&root), mode(record.parent().unwrap()), mode(&record)), (0o700, 0o700, 0o600));
        fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
        open(&root);
        assert_eq!(mode(&root), 0o700, "shut again");
        fs::set_permissions(&root, fs::Permissions::from_mode(0o770)).unwrap();
        assert!(Cache::open(&root, "k").unwrap_err().message.contains("others may write"));
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(Cache::open(&file, "k").unwrap_err().message.contains("can't be used as cache"));
    }

    #[test]
    fn what_nobody_uses_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let cache = open(folder.path());
        for text in [TEXT, "Nine people died."] {
            cache.put("markdown", text.as_bytes(), &read("a.md", text));
        }
        let long_ago = SystemTime::now() - UNUSED - MARKED;
        let old = |path: &Path| File::options().append(true).open(path).unwrap().set_modified(long_ago).unwrap();
        let records = [TEXT, "Nine people died."].map(|t| cache.path(&cache.key("markdown", t.as_bytes())));
        let other = folder.path().join("notes.txt");
        fs::write(&other, "mine").unwrap();
        for path in [&records[0], &records[1], &other] {
            old(path);
        }
        assert!(cache.get(Path::new("a.md"), "markdown", TEXT.as_bytes()).is_some(), "which marks it as used");
        old(&folder.path().join(CLEANED));
        open(folder.path());
        assert_eq!((records[0].exists(), records[1].exists(), other.exists()), (true, false, true));
    }
}
