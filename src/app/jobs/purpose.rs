//! What files are chosen for, with all that dialogs say, and what comes of jobs.

use std::path::{Path, PathBuf};

use super::view_copy::ViewCopy;
use crate::app::questions::{ConnectomeQuestion, NetworkRequest, TableQuestion};
use crate::export::canvas::Image;
use crate::export::{Form, NetworkFormat, RenderRequest};
use crate::scenario::Opened;

pub enum Purpose {
    OpenScenario,
    OpenLesson,
    LearnTable,
    ImportConnectome,
    SaveScenario,
    ExportView(Form, Box<ViewCopy>),
    ExportAnimation(Box<Opened>, Box<RenderRequest>),
    ExportNetwork(NetworkRequest),
}

/// What dialogs and questions about a file say.
pub struct Wording {
    pub dialog: &'static str,
    /// The heading where a path is typed.
    pub heading: &'static str,
    /// The name of the field for the path.
    pub field: &'static str,
    pub example: &'static str,
    pub accept: &'static str,
    /// What becomes of the file that is replaced, where one is written.
    pub replaced: Option<&'static str>,
}

/// The path of such a file, as the system writes it.
macro_rules! of_mine {
    ($name:literal) => {
        if cfg!(windows) {
            concat!("C:\\Users\\me\\", $name)
        } else if cfg!(target_os = "macos") {
            concat!("/Users/me/", $name)
        } else {
            concat!("/home/me/", $name)
        }
    };
}

const OPEN_SCENARIO: Wording = Wording {
    dialog: "Open scenario",
    heading: "Open a scenario by its path",
    field: "Path of the scenario file (.accordance or .toml)",
    example: of_mine!("my-scenario.accordance"),
    accept: "Open file",
    replaced: None,
};

const OPEN_LESSON: Wording = Wording {
    dialog: "Open a lesson",
    heading: "Open a lesson by its path",
    field: "Path of the lesson (.md)",
    example: of_mine!("lesson.md"),
    accept: "Open file",
    replaced: None,
};

const LEARN_TABLE: Wording = Wording {
    dialog: "Learn from a table",
    heading: "Learn from a table by its path",
    field: "Path of the table (.csv or .npy), inputs then targets",
    example: of_mine!("table.csv"),
    accept: "Look at it",
    replaced: None,
};

const IMPORT_CONNECTOME: Wording = Wording {
    dialog: "Import a connectome",
    heading: "Import a connectome by its path",
    field: "Path of the connectome (.npy, .csv or .graphml)",
    example: of_mine!("connectome.graphml"),
    accept: "Look at it",
    replaced: None,
};

const SAVE_SCENARIO: Wording = Wording {
    dialog: "Save scenario",
    heading: "Save the scenario to a path",
    accept: "Save file",
    replaced: Some("What it holds now will be kept as a .bak file."),
    ..OPEN_SCENARIO
};

const EXPORT: Wording = Wording {
    dialog: "Export",
    heading: "Export to a path",
    field: "Path of the file",
    example: of_mine!("figure"),
    accept: "Export file",
    replaced: Some("What it holds now will be lost."),
};

const EXPORT_NETWORK: Wording = Wording {
    dialog: "Export the network",
    heading: "Export the network to a path",
    field: "Path of the network file",
    example: of_mine!("network.graphml"),
    accept: "Export",
    ..EXPORT
};

pub enum JobMessage {
    Said(String),
    Failed(String),
    CopyPicture(Image),
    CopyText(String),
    /// The user chose a file in a dialog, which has asked about replacing it itself.
    Chosen(Purpose, PathBuf),
    NothingChosen,
    /// There is no dialog: a path is to be typed, beginning with this file name.
    NoDialog(Purpose, String),
    Table(Box<TableQuestion>),
    Connectome(Box<ConnectomeQuestion>),
}

impl Purpose {
    pub fn wording(&self) -> &'static Wording {
        match self {
            Self::OpenScenario => &OPEN_SCENARIO,
            Self::OpenLesson => &OPEN_LESSON,
            Self::LearnTable => &LEARN_TABLE,
            Self::ImportConnectome => &IMPORT_CONNECTOME,
            Self::SaveScenario => &SAVE_SCENARIO,
            Self::ExportView(..) | Self::ExportAnimation(..) => &EXPORT,
            Self::ExportNetwork(_) => &EXPORT_NETWORK,
        }
    }

    /// What a dialog calls the files that it shows, and how their names end; a file that is written
    /// ends in the first.
    pub fn files(&self) -> (String, Vec<&'static str>) {
        let of_form = |form: Form| (form.extension().to_uppercase(), vec![form.extension()]);
        match self {
            Self::OpenScenario | Self::SaveScenario => {
                ("Accordance scenario".to_owned(), vec!["accordance", "toml"])
            }
            Self::OpenLesson => ("Lesson".to_owned(), vec!["md"]),
            Self::LearnTable => ("Table".to_owned(), vec!["csv", "npy", "txt", "tsv"]),
            Self::ImportConnectome => ("Connectome".to_owned(), vec!["npy", "csv", "graphml"]),
            Self::ExportView(form, _) => of_form(*form),
            Self::ExportAnimation(_, order) => of_form(order.form),
            Self::ExportNetwork(NetworkRequest { format, .. }) => {
                (format.title().to_owned(), vec![format.extension()])
            }
        }
    }

    pub fn writes(&self) -> bool {
        self.wording().replaced.is_some()
    }

    /// The path of the file to be written, once its name ends as it must. The ending of a network
    /// file decides on its format.
    pub fn settle(&mut self, path: PathBuf) -> PathBuf {
        let kept = match self {
            Self::SaveScenario => path.extension().is_some(),
            Self::ExportNetwork(request) => {
                let format = NetworkFormat::of_file(&path, request.format);
                request.format = format.unwrap_or(request.format);
                format.is_some()
            }
            _ => !self.writes() || self.knows(&path),
        };
        match self.files().1.first().filter(|_| !kept) {
            // Another ending stays as part of the name.
            Some(ending) => {
                let mut name = path.into_os_string();
                name.push(".");
                name.push(ending);
                name.into()
            }
            None => path,
        }
    }

    /// Whether the name of a file ends as it may.
    pub fn knows(&self, path: &Path) -> bool {
        let ending = path.extension().unwrap_or_default();
        let (_, known) = self.files();
        known.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }
}

#[cfg(test)]
mod tests {
    use NetworkFormat::{Csv, DynamicGexf, Gexf, GraphMl, Npz};

    use super::*;
    use crate::app::questions::AnimationQuestion;
    use crate::scenario::check_text;

    fn settled(mut purpose: Purpose, path: &str) -> (Purpose, String) {
        let path = purpose.settle(path.into());
        (purpose, path.display().to_string())
    }

    #[test]
    fn the_ending_of_a_network_file_decides_and_is_added_where_it_says_nothing() {
        for (format, typed, settles, path) in [
            (GraphMl, "a.NPZ", Npz, "a.NPZ"),
            (GraphMl, "a.gexf", Gexf, "a.gexf"),
            (DynamicGexf, "a.gexf", DynamicGexf, "a.gexf"),
            (Csv, "a", Csv, "a.csv"),
            (Csv, "r = 0.3", Csv, "r = 0.3.csv"),
        ] {
            let request = NetworkRequest { format, frames: 2 };
            let (purpose, settled) = settled(Purpose::ExportNetwork(request), typed);
            assert!(matches!(purpose, Purpose::ExportNetwork(to) if to.format == settles));
            assert_eq!(settled, path);
        }
    }

    #[test]
    fn a_typed_name_gets_the_ending_of_what_is_saved() {
        let text = "format = 1\n[network]\nneurons = 3\n";
        let opened = check_text(text, "a test", None).expect("valid");
        let order = RenderRequest {
            form: Form::Png,
            ..AnimationQuestion::about(0, 1).order()
        };
        let exported = |typed| {
            let (opened, order) = (Box::new(opened.clone()), Box::new(order.clone()));
            settled(Purpose::ExportAnimation(opened, order), typed).1
        };
        for (typed, path) in [("a", "a.png"), ("a.PNG", "a.PNG"), ("v1.2", "v1.2.png")] {
            assert_eq!(exported(typed), path);
        }
        assert_eq!(settled(Purpose::SaveScenario, "a").1, "a.accordance");
        for kept in ["a.toml", "a.txt", "a.accordance"] {
            assert_eq!(settled(Purpose::SaveScenario, kept).1, kept);
        }
        assert_eq!(settled(Purpose::OpenScenario, "a").1, "a");
    }
}
