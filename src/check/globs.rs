//! Globs of settings: which files does a table mean?

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Some globs, and the folder that they are written in.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    set: GlobSet,
    folder: Option<PathBuf>,
}

impl Globs {
    /// Reads globs that are meant from a folder downwards. A folder means all that is in it, and a glob holds at any depth.
    ///
    /// # Errors
    /// A glob is none; the text names it.
    pub fn new<S: AsRef<str>>(list: &[S], folder: Option<&Path>) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        for glob in list.iter().map(AsRef::as_ref) {
            let bad =
                |e: &globset::Error| format!("`{glob}` is no valid glob: {}; write for instance `ours/**`", e.kind());
            let bare = glob.trim_start_matches("./").trim_end_matches('/');
            if bare.is_empty() {
                return Err("an empty glob means no file; write for instance `ours/**`".to_owned());
            }
            for text in [bare.to_owned(), format!("{bare}/**"), format!("**/{bare}"), format!("**/{bare}/**")] {
                set.add(GlobBuilder::new(&text).literal_separator(true).build().map_err(|e| bad(&e))?);
            }
        }
        let set = set.build().map_err(|e| e.to_string())?;
        let here = Path::new(".");
        let folder =
            folder.map(|f| if f == Path::new("") { here } else { f }).and_then(|f| std::fs::canonicalize(f).ok());
        Ok(Self { set, folder })
    }

    /// Whether a glob hits the path as it is shown, or as it lies below the folder.
    pub fn hit(&self, path: &str) -> bool {
        if self.set.is_empty() {
            return false;
        }
        let below = || {
            let real = std::fs::canonicalize(path).ok()?;
            Some(self.set.is_match(real.strip_prefix(self.folder.as_ref()?).ok()?))
        };
        self.set.is_match(path.trim_start_matches("./")) || below().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_any_depth() {
        for (glob, path, hit) in [
            ("wire", "wire/a.md", true),
            ("wire/", "in/wire/a.md", true),
            ("wire/**", "./wire/sub/a.md", true),
            ("*.md", "in/a.md", true),
            ("wire", "wired/a.md", false),
            ("wire/*.md", "wire/sub/a.md", false),
        ] {
            assert_eq!(Globs::new(&[glob], None).unwrap().hit(path), hit, "{glob} {path}");
        }
        assert!(Globs::new(&["[a"], None).unwrap_err().contains("`[a` is no valid glob"));
        assert!(Globs::new(&["./"], None).is_err());
        assert!(!Globs::default().hit("a.md"));
    }
}
