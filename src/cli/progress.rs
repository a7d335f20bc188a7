//! A progress bar for runs that take longer than a glance.

use std::io::{IsTerminal, stderr};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter runs show no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error, there only on a terminal and after [`PATIENCE`].
pub struct Progress {
    start: Instant,
    bar: ProgressBar,
    shown: OnceLock<()>,
    wanted: bool,
}

impl Progress {
    /// A bar for so many files.
    pub fn new(files: usize, wanted: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} articles") {
            bar.set_style(style);
        }
        Self { start: Instant::now(), bar, shown: OnceLock::new(), wanted: wanted && stderr().is_terminal() }
    }

    /// One file more is done.
    pub fn tick(&self) {
        self.bar.inc(1);
        if self.wanted && self.start.elapsed() > PATIENCE {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }

    /// Takes the bar away.
    pub fn done(self) {
        self.bar.finish_and_clear();
    }
}
