//! The program. The only file that ends the process.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main().into()
}
