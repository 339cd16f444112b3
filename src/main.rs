//! The program: a window, or a headless command. The only place that exits.

#![forbid(unsafe_code)]

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use accordance::cli::{self, Arguments, Command, NoWindow};
use accordance::storage::{in_one_line, printable, reason};
use clap::Parser;

/// The program cannot do what the command line asks for; clap exits with the same code.
const NOT_STARTED: u8 = 2;

fn main() -> ExitCode {
    let Arguments { scenario, command } = Arguments::parse();
    match command {
        Some(command) => headless(&command),
        None => match open_window(scenario) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                show_message(&error);
                fail(NOT_STARTED, &error)
            }
        },
    }
}

/// Shows why there is no window where nobody would read it otherwise: on Windows, started from the
/// desktop by `accordancew.exe`.
#[cfg(all(windows, feature = "gui"))]
fn show_message(error: &NoWindow) {
    if std::env::var_os("ACCORDANCE_WITHOUT_CONSOLE").is_some() {
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title("Accordance")
            .set_description(error.to_string())
            .show();
    }
}

#[cfg(not(all(windows, feature = "gui")))]
fn show_message(_: &NoWindow) {}

fn headless(command: &Command) -> ExitCode {
    match command.carry_out(&mut painter()) {
        Ok(outcome) => {
            let printed = print(&outcome.output);
            if let Some(warning) = outcome.warning {
                complain("warning", &warning);
            }
            match printed {
                Ok(()) => ExitCode::from(outcome.exit_code),
                Err(why) => {
                    complain("error", &format!("the output cannot be written: {why}"));
                    ExitCode::from(command.failure_code())
                }
            }
        }
        Err(error) => fail(command.failure_code(), &error),
    }
}

/// Who draws the views for headless commands.
#[cfg(feature = "gui")]
fn painter() -> accordance::app::ViewPainter {
    accordance::app::ViewPainter::default()
}

#[cfg(not(feature = "gui"))]
fn painter() -> accordance::export::NoPainter {
    accordance::export::NoPainter
}

#[cfg(feature = "gui")]
fn open_window(scenario: Option<PathBuf>) -> Result<(), NoWindow> {
    use accordance::app::{self, Start};

    if let Some(path) = &scenario {
        cli::find(path)?;
    }
    cli::require_display()?;
    let start = Start {
        welcomes: scenario.is_none(),
        scenario,
        state_folder: app::state_folder(),
        ..Default::default()
    };
    app::run(start).map_err(|error| {
        NoWindow::Because(match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
                "the display that DISPLAY or WAYLAND_DISPLAY names does not answer, so the window cannot open".to_owned()
            }
            other => {
                let why = other.to_string();
                let words: Vec<&str> = why.split_whitespace().collect();
                format!("the window cannot open ({})", words.join(" "))
            }
        })
    })
}

#[cfg(not(feature = "gui"))]
fn open_window(scenario: Option<PathBuf>) -> Result<(), NoWindow> {
    if let Some(path) = &scenario {
        cli::find(path)?;
    }
    let why = "this build of Accordance has no window";
    Err(NoWindow::Because(why.to_owned()))
}

fn fail(code: u8, error: &dyn std::error::Error) -> ExitCode {
    complain("error", &error.to_string());
    ExitCode::from(code)
}

/// Prints what a command has to say. Fails with the reason in words.
fn print(output: &str) -> Result<(), String> {
    let mut stdout = std::io::stdout();
    let printed = stdout.write_all(printable(output).as_bytes());
    match printed.and_then(|()| stdout.flush()) {
        // A reader who has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(reason(&error)),
        _ => Ok(()),
    }
}

fn complain(kind: &str, sentence: &str) {
    // With a closed stderr there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "{kind}: {}", in_one_line(sentence));
}
