//! Each rule is shown to catch what it forbids, planted in a small source, and to pass what it permits.

use crate::rules::{self, LAYERS, WITHIN_APP};
use crate::source::Source;

/// A source of these files.
fn source(files: &[(&str, &str)]) -> Source {
    Source::new(
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    )
}

/// What in one file the layers forbid, with a neighbour called like a layer.
fn forbidden(path: &str, text: &str) -> Vec<String> {
    let neighbour = ("engine/export.rs", "pub struct Neighbour;");
    rules::forbidden_imports(&source(&[(path, text), neighbour]), &LAYERS)
}

#[test]
fn planted_imports_are_caught_however_they_are_written() {
    let planted = [
        ("model/a.rs", "use crate::engine::Runner;", "engine"),
        ("model/a.rs", "fn f() { crate :: app::run() }", "app"),
        (
            "model.rs",
            "pub use crate::{model::X, scenario::{Scenario, Run}};",
            "scenario",
        ),
        (
            "analysis/deep/a.rs",
            "use crate::{model::{A, b::{C, D}}, engine as e};",
            "engine",
        ),
        ("analysis/mod.rs", "use super::scenario;", "scenario"),
        (
            "scenario/a.rs",
            "use super::super::{engine, model};",
            "engine",
        ),
        ("engine/a.rs", "use accordance::export;", "export"),
        (
            "engine/a.rs",
            "fn f() { crate::export::g() } mod export {}",
            "export",
        ),
        ("engine/a.rs", "use crate as all;", "*"),
        ("engine/a.rs", "use crate::*; use super::{self, X};", "*"),
        ("engine/mod.rs", "use super::*;", "*"),
        ("export/a.rs", "use crate::{self as all};", "*"),
        (
            "export/a.rs",
            "#[cfg(test)] mod tests { use crate::cli; }",
            "cli",
        ),
        (
            "export/a.rs",
            "fn f() { println!(\"{}\", [crate::cli::X]); }",
            "cli",
        ),
        (
            "export/a.rs",
            "macro_rules! m { () => { use $crate::{model, app::X}; } }",
            "app",
        ),
        (
            "export/a.rs",
            "#[serde(with = \"x\", default(crate::cli::f))] struct S;",
            "cli",
        ),
        (
            "cli/a.rs",
            "fn f() { let c = '\"'; use crate::app; let s = \"\"; }",
            "app",
        ),
        (
            "app/a.rs",
            "fn f<'a>(x: &'a str) -> crate::cli::X<'a> { x }",
            "cli",
        ),
    ];
    for (path, text, module) in planted {
        let found = forbidden(path, text);
        let expected = format!("must not use `{module}`");
        assert!(
            found.len() == 1 && found[0].ends_with(&expected),
            "{text}: {found:?}"
        );
    }
    let stranger = forbidden("helpers/a.rs", "");
    assert!(stranger[0].contains("no rule for `helpers`"));
}

#[test]
fn what_is_passed_on_counts_as_what_it_is() {
    let found = rules::forbidden_imports(
        &source(&[
            ("lib.rs", "mod app; mod cli; pub use app::Window;"),
            ("app/mod.rs", "mod window; pub use window::Window;"),
            ("app/window.rs", "pub struct Window;"),
            ("cli/mod.rs", "use crate::Window;"),
        ]),
        &LAYERS,
    );
    assert_eq!(found, ["cli/mod.rs: `cli` must not use `app`"]);
}

#[test]
fn permitted_imports_pass() {
    let permitted = [
        ("main.rs", "use accordance::{app, cli};"),
        ("lib.rs", "pub mod app; pub use crate::cli::run;"),
        (
            "model/a.rs",
            "use super::{Scalar, clocks}; use crate::model::R; pub(crate) fn f() {}",
        ),
        (
            "model/a.rs",
            "// use crate::app;\n/* crate::cli /* nested */ crate::app */ fn f() {}",
        ),
        (
            "model/a.rs",
            "/// See [`crate::engine`].\nconst A: &str = \"crate::app\";",
        ),
        (
            "model/a.rs",
            "const A: &str = r#\"a \" crate::app\"#; const B: &[u8] = br\"crate::app\";",
        ),
        ("model/a.rs", "use super::*; use super::{self, X};"),
        ("analysis/a.rs", "use crate::model::{self, engine};"),
        (
            "engine/a.rs",
            "use crate::{analysis::app, model, scenario::Scenario};",
        ),
        ("engine/a.rs", "use super::export; fn f() { export::g() }"),
        ("app/views/a.rs", "use crate::{app::theme, engine, export};"),
        (
            "app/a.rs",
            "pub(in crate::app) fn f() {} const V: &str = crate::VERSION;",
        ),
    ];
    for (path, text) in permitted {
        assert_eq!(forbidden(path, text), [""; 0], "{text}");
    }
}

#[test]
fn the_layers_of_the_window_are_seen_through_what_passes_names_on() {
    let found = rules::upward_imports(
        &source(&[
            ("lib.rs", "mod app;"),
            (
                "app/mod.rs",
                "mod views; mod widgets; mod window; use window::Window;",
            ),
            (
                "app/window.rs",
                "use super::views::Balance; pub struct Window;",
            ),
            ("app/views/mod.rs", "mod balance; pub use balance::Balance;"),
            (
                "app/views/balance.rs",
                "use crate::app::Window; pub struct Balance;",
            ),
            (
                "app/widgets/mod.rs",
                "use super::views; fn f() { views::Balance; }",
            ),
        ]),
        &WITHIN_APP,
    );
    let expected = [
        "app/views/balance.rs uses app/window.rs (`crate::app::Window`)",
        "app/widgets/mod.rs uses app/views/balance.rs (`views::Balance`)",
    ];
    assert_eq!(found, expected);
}

#[test]
fn time_files_and_threads_are_noticed_in_the_mathematics() {
    let text = "use std::{sync::Arc, time::Instant}; fn f() { std::thread::yield_now() } \
        fn g() { println!(\"{:?}\", rayon::join()); } use std::f64::consts::PI; \
        #[cfg(test)] mod tests { use std::fs; }";
    let found = rules::worldly_names(&source(&[("model/a.rs", text), ("engine/a.rs", text)]));
    let names = [
        "rayon::join",
        "std::thread::yield_now",
        "std::time::Instant",
    ];
    assert_eq!(found, names.map(|name| format!("model/a.rs: `{name}`")));
}

#[test]
fn circles_are_found_through_modules_that_pass_names_on() {
    let ring = |tail: &'static str| {
        source(&[
            ("lib.rs", "mod ring;"),
            (
                "ring/mod.rs",
                "mod a; mod b; mod c; mod d; mod e; pub use a::A; pub use b::*;",
            ),
            ("ring/a.rs", "use super::B; pub struct A;"),
            ("ring/b.rs", "use super::c; fn f() { c::C } pub struct B;"),
            ("ring/c.rs", "fn f(d: super::d::D) {} pub struct C;"),
            (
                "ring/d.rs",
                "fn f() { vec![self::super::e::E]; } pub struct D;",
            ),
            ("ring/e.rs", tail),
        ])
    };
    let closed = ring("use crate::ring::A; pub struct E;");
    let files = "5 files: ring/a.rs ring/b.rs ring/c.rs ring/d.rs ring/e.rs";
    assert_eq!(rules::large_circles(&closed), [files]);
    for open in [
        "pub struct E;",
        "#[cfg(test)] mod tests { use crate::ring::A; } pub struct E;",
        "/// [`super::A`]\npub struct E; // super::A",
        "use crate::ring; pub struct E;",
        "mod a { pub struct A; } pub fn a() {} use self::a::A; pub struct E;",
    ] {
        assert_eq!(rules::large_circles(&ring(open)), [""; 0], "{open}");
    }
}

#[test]
fn long_functions_and_files_are_caught_and_tests_may_be_long() {
    let long = format!("fn f() {{{}}}", "\n".repeat(60));
    let fits = format!("fn f() {{{}}}", "\n".repeat(59));
    let of = |text: &str| rules::long_functions(&source(&[("model/a.rs", text)]));
    assert_eq!(of(&long), ["model/a.rs:1: f, 61 lines"]);
    assert_eq!(
        of(&format!("impl A {{ {long} }} trait B {{ {long} }}")).len(),
        2
    );
    assert_eq!(of(&fits), [""; 0]);
    assert_eq!(of(&format!("#[cfg(test)] mod tests {{ {long} }}")), [""; 0]);
    let file = "\n".repeat(451);
    assert_eq!(
        rules::long_files(&source(&[("model/a.rs", &file)])).len(),
        1
    );
}

#[test]
fn what_is_written_in_mod_rs_is_caught_and_what_is_passed_on_is_not() {
    let fine = "pub mod a; mod b; pub use a::A; pub(super) use b::b;";
    let of = |text: &str| rules::written_in_mod_rs(&source(&[("model/mod.rs", text)]));
    assert_eq!(of(fine), [""; 0]);
    let written = of(&format!("{fine} struct B; fn c() {{}}"));
    assert_eq!(written, ["model/mod.rs: `B`", "model/mod.rs: `c`"]);
}

#[test]
fn planted_shortcuts_are_caught_and_tests_may_use_them() {
    let of = |text: &str| {
        let files = [
            ("model/a.rs", text),
            ("model/checks.rs", "fn f() { x.unwrap() }"),
        ];
        rules::shortcuts(&source(
            &[&files[..], &[("model/mod.rs", "#[cfg(test)] mod checks;")]].concat(),
        ))
    };
    let bad = "fn f() { x . unwrap ( ) ; todo!() }\n#[cfg(not(test))] fn g() { y.expect(\"\"); }\n\
        fn h() { format!(\"{}\", z.unwrap(), panic!()) }";
    assert_eq!(of(bad).len(), 5);
    let fine = "fn f() { x.unwrap_or(1); \"a.unwrap()\"; } // todo!()\n\
        #[cfg(test)]\n#[allow(dead_code)]\nmod tests { fn g() { x.unwrap(); } }\n\
        #[cfg(all(test, unix))] use a::b;\n#[test] fn h() -> [u8; 2] { y.unwrap() }\n\
        fn j() { match a { #[cfg(test)] A::B => panic!(), _ => {} } }\n\
        fn i() { #[expect(clippy::expect_used, reason = \"just checked\")] let a = b.expect(\"\"); }";
    assert_eq!(of(fine), [""; 0]);
    assert_eq!(of(&format!("{fine} fn k() {{ z.unwrap() }}")).len(), 1);
    assert_eq!(
        of("fn f() { #[expect(clippy::expect_used)] let a = b.expect(\"\"); }").len(),
        1
    );
}

#[test]
fn a_name_is_counted_where_it_stands_in_code_or_text_and_not_in_prose_or_tests() {
    let found = source(&[
        ("a.rs", "const A: &str = \"hub_overlap\";"),
        ("b.rs", "fn f() { mean(\"{}\", HUB_OVERLAP) }"),
        (
            "c.rs",
            "/// HUB_OVERLAP\nfn f() {} // hub_overlap\n#[cfg(test)] mod t { use x::HUB_OVERLAP; }",
        ),
        ("d.rs", "use x::HUB_OVERLAP;"),
        ("e.rs", "fn f() { println!(\"hub_overlap\") }"),
    ]);
    let files = rules::files_that_name(&found, &["hub_overlap", "HUB_OVERLAP"]);
    assert_eq!(files, ["a.rs", "b.rs", "d.rs", "e.rs"]);
}
