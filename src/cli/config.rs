//! `factlint init` and `factlint config`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use anyhow::{Context, Result, anyhow};
use factlint::config::{self, Config, FILE};
use factlint::report::{self, document, safe::safe};
use factlint::rule::Pack;
use factlint::source::shown;

use super::End;
use super::meant::settings;
use super::screen::Screen;
use super::typed::{Common, ConfigArgs};

/// What `init` writes: every line but the headings is a comment, so that it changes nothing.
const COMMENTED: &str = include_str!("factlint.toml");

/// Writes a commented file of settings; one that is there is left alone.
pub fn init(screen: &Screen) -> Result<End> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(FILE).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => anyhow!("{FILE} is there already; edit it, or move it away first"),
        _ => anyhow!("{FILE} can't be written: {e}; check the rights of this folder"),
    })?;
    file.write_all(COMMENTED.as_bytes()).with_context(|| format!("{FILE} can't be written"))?;
    screen.note(&format!("wrote {FILE}"));
    Ok(End::Clean)
}

/// Shows settings or schemas.
pub fn run(what: &ConfigArgs, common: &Common, screen: &Screen) -> Result<End> {
    let mut out = screen.out();
    match what {
        ConfigArgs::Show => {
            let (path, config) = settings(common)?;
            match path {
                Some(path) => writeln!(out, "# {}", safe(&shown(&path)))?,
                None => writeln!(out, "# no {FILE}: as shipped")?,
            }
            for line in toml::to_string_pretty(&config)?.lines() {
                writeln!(out, "{}", safe(line))?;
            }
        }
        ConfigArgs::Schema { report: true, .. } => document(&report::schema(), &mut out)?,
        ConfigArgs::Schema { pack: true, .. } => document(&config::schema::<Pack>(), &mut out)?,
        ConfigArgs::Schema { .. } => document(&config::schema::<Config>(), &mut out)?,
    }
    out.flush()?;
    Ok(End::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_file_changes_nothing_and_holds_what_it_says() {
        let settings = |text: &str| toml::to_string(&Config::parse(FILE, text).unwrap()).unwrap();
        assert_eq!(settings(COMMENTED), settings(""));
        // What is a setting behind its sign, and no sentence.
        let setting = |rest: &&str| rest.contains(" = ") && !rest.contains(". ") || rest.starts_with("[[");
        let keys = |line: &str| line.strip_prefix("# ").filter(setting).map(str::to_owned);
        let open: Vec<String> = COMMENTED.lines().map(|line| keys(line).unwrap_or_else(|| line.to_owned())).collect();
        Config::parse(FILE, &open.join("\n")).unwrap();
        assert!(open.iter().filter(|line| line.contains(" = ")).count() >= 20);
        for table in ["alias", "fact", "trust", "overrides", "preprocess"] {
            assert!(open.contains(&format!("[[{table}]]")), "{table}");
        }
    }
}
