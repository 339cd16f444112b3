//! The lessons that come with the program.

use std::sync::LazyLock;

use super::definition::Lesson;
use super::error::LessonError;
use super::read::read;

/// What the lessons hold, read once.
static OPENED: LazyLock<Vec<Result<Lesson, LessonError>>> = LazyLock::new(|| {
    let each = LESSONS.iter();
    each.map(|lesson| read(lesson.text, lesson.file_name, None))
        .collect()
});

/// A lesson that is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its file in `presets/lessons/`.
    pub file_name: &'static str,
    /// The text of that file.
    pub text: &'static str,
}

macro_rules! built_in {
    ($file_name:literal) => {
        BuiltIn {
            file_name: $file_name,
            text: include_str!(concat!("../../presets/lessons/", $file_name)),
        }
    };
}

static LESSONS: [BuiltIn; 7] = [
    built_in!("three-rules.md"),
    built_in!("slow-or-fast.md"),
    built_in!("retrograde-signal.md"),
    built_in!("backpropagation.md"),
    built_in!("three-clocks.md"),
    built_in!("balance.md"),
    built_in!("growing-up.md"),
];

/// All lessons, in the order in which a menu shows them.
pub fn lessons() -> &'static [BuiltIn] {
    &LESSONS
}

/// The lesson with this file name, with or without `.md` or a folder before it.
pub fn lesson(name: &str) -> Option<&'static BuiltIn> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    LESSONS.iter().find(|lesson| lesson.stem() == stem)
}

impl BuiltIn {
    /// The file name without `.md`.
    pub fn stem(&self) -> &'static str {
        let name = self.file_name;
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// The lesson.
    ///
    /// # Errors
    /// Never: the tests read every lesson.
    pub fn open(&self) -> Result<&'static Lesson, &'static LessonError> {
        let number = LESSONS.iter().position(|lesson| lesson == self);
        OPENED[number.unwrap_or(0)].as_ref()
    }
}
