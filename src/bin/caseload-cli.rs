//! The same program for a terminal: answers on standard output, messages on standard error. See docs/TERMINAL.md.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use caseload::app::terminal::{Args, run};
use clap::Parser as _;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(message) => {
            // Help and the version are answers; everything else is a message. A closed pipe is nobody's trouble.
            message.print().ok();
            return ExitCode::from(u8::try_from(message.exit_code()).unwrap_or(2));
        }
    };
    let mut answers = BufWriter::new(io::stdout().lock());
    // Not locked: a fault on another thread has something to say there too.
    let mut messages = io::stderr();
    let exit = run(&args, &mut answers, &mut messages);
    messages.flush().ok();
    ExitCode::from(exit.status())
}
