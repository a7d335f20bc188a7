//! Columns for reading.

use std::io::{self, Write};

use factlint::report::safe::{clip, safe, width};

/// Columns between two cells.
const GAP: usize = 2;

/// Writes rows below a heading; every column but the last is as wide as its widest cell, at most `widest`.
pub fn write<const N: usize>(
    heading: [&str; N],
    rows: &[[String; N]],
    widest: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut widths = heading.map(width);
    for row in rows {
        for (most, cell) in widths.iter_mut().zip(row) {
            *most = widest.min(width(&safe(cell))).max(*most);
        }
    }
    let mut line = |cells: [&str; N]| {
        let mut text = String::new();
        for (n, cell) in cells.into_iter().enumerate() {
            if n + 1 == N {
                text += &safe(cell);
            } else {
                let cell = clip(cell, widths[n]);
                text += &cell;
                text.extend(std::iter::repeat_n(' ', widths[n] - width(&cell) + GAP));
            }
        }
        writeln!(out, "{}", text.trim_end())
    };
    line(heading)?;
    rows.iter().try_for_each(|row| line(row.each_ref().map(String::as_str)))
}
