//! Help where one looks: what a view shows, and the pages beside the views.

mod explanation;
mod first_steps;
mod glossary_page;
mod legend;
mod looking_at;
mod pages;
mod shortcuts;

pub use explanation::{explain_button_ui, explanation_ui};
pub use legend::explained_ui;
pub use looking_at::{LookingAt, SideSeen};
pub use pages::Help;
