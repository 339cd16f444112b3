//! What one source file says: the names that it declares and imports, the paths that it names, its
//! functions, and its panicking shortcuts. Read from the syntax tree, and from the tokens of macros.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, Item, Meta, UseTree};

/// The names of a path, such as `crate`, `engine`, `Runner`.
pub type Names = Vec<String>;

/// A path that is named somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The inline modules around it, outermost first.
    pub inside: Names,
    /// The path, as it is written.
    pub path: Names,
    /// Whether all that lies in it is imported.
    pub glob: bool,
    /// Whether only tests name it.
    pub in_test: bool,
}

/// What a name of a module stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declared {
    /// Something that is written there.
    Item,
    /// A module below.
    Module,
    /// Another name for this path.
    Import(Names),
}

/// A function, and how much of a screen it fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line at which its signature begins.
    pub line: usize,
    /// The lines from there to its end.
    pub lines: usize,
}

/// All that is read from one file.
#[derive(Debug, Default)]
pub struct Read {
    /// The names that are declared, each with the inline modules around it.
    pub declared: Vec<(Names, String, Declared)>,
    /// The modules that only tests have, inline or in files of their own.
    pub test_modules: Vec<Names>,
    /// Every path, once.
    pub named: Vec<Named>,
    /// Functions outside tests.
    pub functions: Vec<Function>,
    /// Panicking shortcuts outside tests, each with its line.
    pub shortcuts: Vec<(usize, String)>,
    /// Identifiers and texts outside tests, for counting where a name stands.
    pub words: Vec<String>,
    inside: Names,
    in_test: bool,
    excused: bool,
}

/// Reads a file.
///
/// # Errors
/// When it is not Rust.
pub fn read(source: &str) -> syn::Result<Read> {
    let file = syn::parse_file(source)?;
    let mut read = Read::default();
    read.visit_file(&file);
    read.named.sort_unstable();
    read.named.dedup();
    Ok(read)
}

const METHODS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];
const MACROS: [&str; 4] = ["panic", "todo", "unimplemented", "unreachable"];

impl Read {
    fn name(&mut self, path: Names, glob: bool) {
        if !self.in_test {
            self.words.extend_from_slice(&path);
        }
        self.named.push(Named {
            inside: self.inside.clone(),
            path,
            glob,
            in_test: self.in_test,
        });
    }

    fn declare(&mut self, name: &Ident, what: Declared) {
        let entry = (self.inside.clone(), plain(name), what);
        self.declared.push(entry);
    }

    fn shortcut(&mut self, at: &impl Spanned, what: String) {
        if !self.in_test && !self.excused {
            self.shortcuts.push((at.span().start().line, what));
        }
    }

    fn function(&mut self, signature: &syn::Signature, body: &syn::Block) {
        if self.in_test {
            return;
        }
        let line = signature.span().start().line;
        self.functions.push(Function {
            name: plain(&signature.ident),
            line,
            lines: body.span().end().line + 1 - line,
        });
    }

    /// Reads what lies in something with these attributes.
    fn within(&mut self, attributes: &[Attribute], rest: impl FnOnce(&mut Self)) {
        let before = (self.in_test, self.excused);
        self.in_test |= attributes.iter().any(is_for_tests);
        self.excused |= attributes.iter().any(gives_a_reason);
        rest(self);
        (self.in_test, self.excused) = before;
    }

    /// Reads an import: `before` are the names in front of the tree.
    fn import(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &Ident| [before, &[plain(name)]].concat();
        match tree {
            UseTree::Path(path) => self.import(&with(&path.ident), &path.tree),
            UseTree::Group(group) => {
                group
                    .items
                    .iter()
                    .for_each(|tree| self.import(before, tree));
            }
            UseTree::Glob(_) => self.name(before.to_vec(), true),
            UseTree::Name(name) if name.ident == "self" => self.alias(None, before.to_vec()),
            UseTree::Name(name) => self.alias(Some(&name.ident), with(&name.ident)),
            UseTree::Rename(rename) if rename.ident == "self" => {
                self.alias(Some(&rename.rename), before.to_vec());
            }
            UseTree::Rename(rename) => self.alias(Some(&rename.rename), with(&rename.ident)),
        }
    }

    /// Takes note of an import, under its own last name or another.
    fn alias(&mut self, name: Option<&Ident>, path: Names) {
        let name = name.map(plain).or_else(|| path.last().cloned());
        if let Some(name) = name {
            let entry = (self.inside.clone(), name, Declared::Import(path.clone()));
            self.declared.push(entry);
        }
        self.name(path, false);
    }

    /// Reads the tokens of a macro: the paths in them, and the shortcuts.
    fn tokens(&mut self, before: &[String], tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, what: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == what);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(&[], group.stream()),
                TokenTree::Literal(literal) if !self.in_test => {
                    self.words.push(literal.to_string());
                }
                TokenTree::Ident(first) => {
                    let called = matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
                    if at > 0 && is(at - 1, '.') && called && METHODS.contains(&&*plain(first)) {
                        self.shortcut(first, format!(".{first}()"));
                    }
                    if is(at + 1, '!') && MACROS.contains(&&*plain(first)) {
                        self.shortcut(first, format!("{first}!"));
                    }
                    let mut path = [before, &[plain(first)]].concat();
                    let mut ends = true;
                    while is(at + 1, ':') && is(at + 2, ':') {
                        match tokens.get(at + 3) {
                            Some(TokenTree::Ident(next)) => path.push(plain(next)),
                            Some(TokenTree::Group(group))
                                if group.delimiter() == Delimiter::Brace =>
                            {
                                self.tokens(&path, group.stream());
                                ends = false;
                            }
                            Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                                self.name(path.clone(), true);
                                ends = false;
                            }
                            _ => break,
                        }
                        at += 3;
                    }
                    if ends {
                        self.name(path, false);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

impl<'ast> Visit<'ast> for Read {
    fn visit_item(&mut self, item: &'ast Item) {
        self.within(attributes(item), |read| {
            match item {
                Item::Const(item) => read.declare(&item.ident, Declared::Item),
                Item::Enum(item) => read.declare(&item.ident, Declared::Item),
                Item::Fn(item) => read.declare(&item.sig.ident, Declared::Item),
                Item::Static(item) => read.declare(&item.ident, Declared::Item),
                Item::Struct(item) => read.declare(&item.ident, Declared::Item),
                Item::Trait(item) => read.declare(&item.ident, Declared::Item),
                Item::Type(item) => read.declare(&item.ident, Declared::Item),
                Item::Macro(item) => {
                    if let Some(name) = &item.ident {
                        read.declare(name, Declared::Item);
                    }
                }
                _ => {}
            }
            visit::visit_item(read, item);
        });
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.declare(&module.ident, Declared::Module);
        self.inside.push(plain(&module.ident));
        if self.in_test {
            self.test_modules.push(self.inside.clone());
        }
        visit::visit_item_mod(self, module);
        self.inside.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&[], &item.tree);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.within(&item.attrs, |read| {
            read.function(&item.sig, &item.block);
            visit::visit_impl_item_fn(read, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.within(&item.attrs, |read| {
            if let Some(body) = &item.default {
                read.function(&item.sig, body);
            }
            visit::visit_trait_item_fn(read, item);
        });
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.name(
            path.segments.iter().map(|s| plain(&s.ident)).collect(),
            false,
        );
        visit::visit_path(self, path);
    }

    /// `pub(in path)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    /// Documentation is prose; of other attributes the tokens may name paths.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(&[], list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(name) = call.path.get_ident().map(plain)
            && MACROS.contains(&&*name)
        {
            self.shortcut(call, format!("{name}!"));
        }
        visit::visit_path(self, &call.path);
        self.tokens(&[], call.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if METHODS.contains(&&*plain(&call.method)) {
            self.shortcut(&call.method, format!(".{}()", call.method));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr(&mut self, expression: &'ast syn::Expr) {
        self.within(expression_attributes(expression), |read| {
            visit::visit_expr(read, expression);
        });
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.within(&arm.attrs, |read| visit::visit_arm(read, arm));
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        self.within(&local.attrs, |read| visit::visit_local(read, local));
    }

    fn visit_ident(&mut self, name: &'ast Ident) {
        if !self.in_test {
            self.words.push(plain(name));
        }
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        if !self.in_test {
            self.words.push(text.value());
        }
    }
}

/// A name without the mark of raw ones.
fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// Whether an attribute, `#[test]` or `#[cfg(test)]`, keeps something to tests.
fn is_for_tests(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            let words = list.tokens.to_string();
            let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.clone().any(|word| word == "test") && !words.any(|word| word == "not")
        }
        _ => false,
    }
}

/// Whether an attribute expects a shortcut, which has to say why.
fn gives_a_reason(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let text = list.tokens.to_string();
    let lints = ["expect_used", "panic", "unwrap_used", "unreachable"];
    let shortcut = lints.iter().any(|lint| text.contains(lint));
    list.path.is_ident("expect") && text.contains("reason") && shortcut
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn expression_attributes(expression: &syn::Expr) -> &[Attribute] {
    match expression {
        syn::Expr::Block(block) => &block.attrs,
        syn::Expr::Call(call) => &call.attrs,
        syn::Expr::Macro(call) => &call.attrs,
        syn::Expr::MethodCall(call) => &call.attrs,
        _ => &[],
    }
}
