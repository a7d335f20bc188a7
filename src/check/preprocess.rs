//! Commands that turn files which factlint can't read (word processing, PDF, a house format) into text.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::article::Problem;
use crate::source::{LARGEST, shown};

/// What stands for the path of the file in a command.
pub const FILE: &str = "{file}";
/// How often a running command is looked at.
const PAUSE: Duration = Duration::from_millis(5);
/// Characters of what a command says on standard error that are told.
const TOLD: usize = 200;

/// A command for files of some endings.
#[derive(Clone, Debug)]
pub struct Preprocess {
    /// Endings of the files, in lower case and without the dot.
    pub extensions: Vec<String>,
    /// The program.
    pub program: PathBuf,
    /// Its arguments; [`FILE`] stands for the path of the file, which comes last where no argument holds it.
    pub arguments: Vec<String>,
    /// The ending by which what it prints is read.
    pub prints: String,
    /// How long it may take for a file.
    pub limit: Duration,
}

impl Preprocess {
    /// Whether it is for this file.
    pub fn takes(&self, path: &Path) -> bool {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        self.extensions.contains(&ending)
    }

    /// What the command prints for a file. No shell sees the path or the arguments.
    ///
    /// # Errors
    /// The command can't be started, fails, takes too long or prints more than any article.
    pub fn run(&self, path: &Path) -> Result<Vec<u8>, Problem> {
        let program = shown(&self.program);
        let problem = |message: String| Problem::new(shown(path), message);
        let mut command = Command::new(&self.program);
        command.args(self.typed(path)).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, so that what it starts ends with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command
            .spawn()
            .map_err(|e| problem(format!("`{program}` can't be started: {e}; check `command` of `[[preprocess]]`")))?;
        let printed = collect(child.stdout.take(), LARGEST as u64 + 1);
        let complaint = collect(child.stderr.take(), TOLD as u64 * 4);
        let end = Instant::now() + self.limit;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if Instant::now() < end => thread::sleep(PAUSE),
                Ok(None) => {
                    stop(&mut child);
                    let seconds = self.limit.as_secs_f64();
                    return Err(problem(format!(
                        "`{program}` took longer than {seconds} s; raise `seconds` or mend it"
                    )));
                }
                Err(e) => return Err(problem(format!("`{program}` can't be waited for: {e}"))),
            }
        };
        // A child that the command left behind may hold the pipe open.
        let left = end.saturating_duration_since(Instant::now()).max(PAUSE);
        let (printed, complaint) = (printed.recv_timeout(left), complaint.recv_timeout(PAUSE * 10));
        stop(&mut child);
        if !status.success() {
            let said =
                String::from_utf8_lossy(&complaint.unwrap_or_default()).trim().chars().take(TOLD).collect::<String>();
            let said = if said.is_empty() { String::new() } else { format!(": {said}") };
            return Err(problem(format!("`{program}` failed ({status}){said}")));
        }
        let printed =
            printed.map_err(|_| problem(format!("`{program}` ended but something that it started did not")))?;
        if printed.len() > LARGEST {
            return Err(problem(format!("`{program}` printed more than {} MB", LARGEST >> 20)));
        }
        Ok(printed)
    }

    fn typed(&self, path: &Path) -> Vec<OsString> {
        // A name that begins with a hyphen must not be taken for an option.
        let path = if path.is_relative() && !path.starts_with("..") { Path::new(".").join(path) } else { path.into() };
        let mut arguments: Vec<OsString> = Vec::new();
        let mut placed = false;
        for argument in &self.arguments {
            placed |= argument.contains(FILE);
            let mut parts = argument.split(FILE);
            let mut whole = OsString::from(parts.next().unwrap_or_default());
            for part in parts {
                whole.push(&path);
                whole.push(part);
            }
            arguments.push(whole);
        }
        if !placed {
            arguments.push(path.into());
        }
        arguments
    }
}

/// Reads a pipe to its end in a thread of its own; what is beyond `most` is thrown away.
fn collect<R: Read + Send + 'static>(pipe: Option<R>, most: u64) -> mpsc::Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.by_ref().take(most).read_to_end(&mut bytes);
            let _ = std::io::copy(&mut pipe, &mut std::io::sink());
        }
        let _ = send.send(bytes);
    });
    receive
}

/// Ends the command and all that it started.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn with(program: &str, arguments: &[&str], limit: Duration) -> Preprocess {
        Preprocess {
            extensions: vec!["x".into()],
            program: program.into(),
            arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
            prints: "txt".into(),
            limit,
        }
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn it_takes_its_endings_and_no_shell_sees_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b; echo $HOME `id`.x");
        std::fs::write(&path, "Nine people").unwrap();
        let cat = with("cat", &[], LONG);
        assert!(cat.takes(&path) && cat.takes(Path::new("B.X")) && !cat.takes(Path::new("b.txt")));
        assert_eq!(cat.run(&path).unwrap(), b"Nine people");
        let echo = with("echo", &["<{file}>", "$HOME"], LONG);
        let printed = String::from_utf8(echo.run(&path).unwrap()).unwrap();
        assert_eq!(printed, format!("<{}> $HOME\n", path.display()));
        assert_eq!(with("echo", &[], LONG).run(Path::new("-n")).unwrap(), b"./-n\n");
    }

    #[test]
    fn what_goes_wrong_is_told() {
        let path = Path::new("a.x");
        let told = |p: &Preprocess| p.run(path).unwrap_err().message;
        assert!(told(&with("no-such-program", &[], LONG)).contains("`no-such-program` can't be started"));
        let failed = told(&with("sh", &["-c", "echo broken >&2; exit 3"], LONG));
        assert!(failed.contains("exit status: 3") && failed.ends_with(": broken"), "{failed}");
        let start = Instant::now();
        let slow = told(&with("sh", &["-c", "sleep 30 & sleep 30"], Duration::from_millis(300)));
        assert!(slow.contains("took longer than 0.3 s"), "{slow}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn what_it_leaves_behind_does_not_hold_the_run_up() {
        let start = Instant::now();
        let left = with("sh", &["-c", "echo text; sleep 30 &"], Duration::from_millis(500));
        assert!(left.run(Path::new("a.x")).is_err());
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
