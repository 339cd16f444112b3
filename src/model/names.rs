//! What the inputs, outputs and classes of samples are called.

/// Names for people; the mathematics does not read them. A list is empty where nothing has a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Of each input.
    pub inputs: Vec<String>,
    /// Of each output.
    pub outputs: Vec<String>,
    /// Of each class; of two that one output tells apart, first that of the lower target.
    pub classes: Vec<String>,
}

impl Names {
    /// The name of a class, or else of the output that stands for it, or else its number.
    pub fn class(&self, class: usize) -> String {
        let many = self.outputs.len() > 1;
        let named = self.classes.get(class);
        let named = named.or_else(|| self.outputs.get(class).filter(|_| many));
        named.cloned().unwrap_or_else(|| class.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_goes_by_its_name_or_that_of_its_output_or_its_number() {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let mut names = Names::default();
        assert_eq!(names.class(1), "1");
        names.outputs = list(&["species"]);
        assert_eq!(names.class(0), "0", "one output tells two classes apart");
        names.outputs = list(&["left", "right"]);
        assert_eq!(names.class(1), "right");
        names.classes = list(&["setosa", "versicolor"]);
        assert_eq!(names.class(1), "versicolor");
    }
}
