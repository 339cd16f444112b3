//! Scenario files: what is read, what is refused and in which words, and how they are saved.

mod arrays;
mod graphml;
mod presets;
mod reading;
mod settings;
mod storing;
mod tables;
mod tasks;
mod writing;
