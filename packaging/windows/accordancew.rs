//! Opens the window of Accordance from the desktop. The program itself belongs to the terminal, where it
//! is to print; started from the desktop it would have an empty console beside its window. So this is
//! what shortcuts and double clicks start, as with python and pythonw. Compiled by `packaging/make`.

#![windows_subsystem = "windows"]
#![forbid(unsafe_code)]

use std::os::windows::process::CommandExt as _;
use std::process::{Command, ExitCode};

/// The flag by which Windows gives a program a console that nobody sees.
const CREATE_NO_WINDOW: u32 = 0x0800_0000;

fn main() -> ExitCode {
    let program = std::env::current_exe().map(|own| own.with_file_name("accordance.exe"));
    let ended = program.and_then(|program| {
        Command::new(program)
            .args(std::env::args_os().skip(1))
            // Then it says in a message what it would print.
            .env("ACCORDANCE_WITHOUT_CONSOLE", "1")
            .creation_flags(CREATE_NO_WINDOW)
            .status()
    });
    match ended {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
