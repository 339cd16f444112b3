//! Whether credit dies away, settles or runs away: the eigenvalues of the credit matrix.

use std::ops::Range;

use nalgebra::{DMatrix, DVector, Schur};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::Connectome;

/// The eigenvalues of J = Wᵀ diag(f(s)) among the credits that are free, as those that are clamped do
/// not follow c ← J c [Fan & Mysore 2024, eq. 3].
///
/// Credit that goes round needs a cycle of synapses. So J falls into blocks, one for each group of
/// neurons that reach each other, and its eigenvalues are those of the blocks, with 0 for every neuron
/// that does not reach itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spectrum {
    /// Each eigenvalue as [real, imaginary]; empty unless `complete`.
    pub eigenvalues: Vec<[f64; 2]>,
    /// Spectral radius ρ(J), the largest |λ|; `None` if it was not found. Unless `complete`, an
    /// estimate good to a few hundredths.
    pub radius: Option<f64>,
    /// How many credits are free.
    pub free: usize,
    /// How many credits are clamped.
    pub clamped: usize,
    /// If no synapses form a cycle, as in layered networks: after so many updates Jᵏ = 0, and credit
    /// has settled exactly. It is the number of neurons on the longest path of synapses.
    pub nilpotent: Option<usize>,
    /// Whether all eigenvalues were found.
    pub complete: bool,
}

/// What happens to credit if weights and balance stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No credit is clamped and ρ(J) < 1.
    DiesAway,
    /// Some credit is clamped and ρ(J) < 1.
    Settles,
    /// ρ(J) ≥ 1.
    RunsAway,
}

impl Verdict {
    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::DiesAway => "dies away: each update shrinks it, and nothing outside gives any",
            Self::Settles => "settles: each update shrinks what is not held up by the clamp",
            Self::RunsAway => "runs away: the updates keep or amplify it",
        }
    }
}

/// Up to so many neurons that reach each other, all eigenvalues are worked out.
const FULL: usize = 400;
/// QR steps allowed for each eigenvalue; three are usual.
const STEPS_EACH: usize = 60;
/// The sizes of Krylov space at which the radius is looked at.
const KRYLOV: [usize; 6] = [20, 40, 80, 120, 160, 200];
/// A radius that changes by less than this share from one size to the next has been found.
const FOUND: f64 = 2e-3;

impl Spectrum {
    /// The spectrum for the weights, the balance values f(s), and the neurons whose credit is clamped.
    /// Panics if there are not n balance values.
    pub fn of(connectome: &Connectome, balance: &[f64], clamped: Range<usize>) -> Self {
        let n = connectome.neurons();
        assert_eq!(balance.len(), n, "a balance value for each neuron");
        let free: Vec<usize> = (0..n).filter(|i| !clamped.contains(i)).collect();
        let unknown = Self {
            free: free.len(),
            clamped: n - free.len(),
            ..Self::default()
        };
        // J_ji = f(s_i) w_ij
        let entry = |j: usize, i: usize| f64::from(connectome.weight(i, j)) * balance[i];
        let credit_matrix =
            DMatrix::from_fn(free.len(), free.len(), |j, i| entry(free[j], free[i]));
        if credit_matrix.iter().any(|v| !v.is_finite()) {
            return unknown;
        }
        let graph = paths(&credit_matrix);
        let groups = kosaraju_scc(&graph);
        if let Some(longest) = longest_path(&graph, &groups) {
            return Self {
                eigenvalues: vec![[0.0; 2]; free.len()],
                radius: Some(0.0),
                nilpotent: Some(longest),
                complete: true,
                ..unknown
            };
        }
        unknown.with_groups(&credit_matrix, &groups)
    }

    fn with_groups(self, credit_matrix: &DMatrix<f64>, groups: &[Vec<NodeIndex>]) -> Self {
        let within = |group: &Vec<NodeIndex>| {
            let at = |a: usize, b: usize| credit_matrix[(group[a].index(), group[b].index())];
            DMatrix::from_fn(group.len(), group.len(), at)
        };
        let blocks = groups.iter().map(within);
        let mut eigenvalues = Vec::new();
        let (mut radius, mut complete) = (Some(0.0_f64), true);
        for block in blocks {
            let found = Some(&block)
                .filter(|block| block.nrows() <= FULL)
                .and_then(all_of);
            let largest = found.as_deref().map(largest_modulus);
            let largest = largest.or_else(|| krylov_radius(&block));
            complete &= found.is_some();
            eigenvalues.extend(found.unwrap_or_default());
            radius = radius.zip(largest).map(|(a, b)| a.max(b));
        }
        if !complete {
            eigenvalues.clear();
        }
        Self {
            eigenvalues,
            radius,
            complete,
            ..self
        }
    }

    /// What happens to credit; `None` if the radius is not known.
    pub fn verdict(&self) -> Option<Verdict> {
        Some(match (self.radius? < 1.0, self.clamped) {
            (true, 0) => Verdict::DiesAway,
            (true, _) => Verdict::Settles,
            (false, _) => Verdict::RunsAway,
        })
    }
}

/// An edge i → j wherever neuron i hands credit to neuron j, J_ji ≠ 0.
fn paths(credit_matrix: &DMatrix<f64>) -> DiGraph<(), ()> {
    let n = credit_matrix.nrows();
    let mut graph = DiGraph::with_capacity(n, 0);
    for _ in 0..n {
        graph.add_node(());
    }
    for i in 0..n {
        for (j, &value) in credit_matrix.column(i).iter().enumerate() {
            if value != 0.0 {
                graph.add_edge(NodeIndex::new(i), NodeIndex::new(j), ());
            }
        }
    }
    graph
}

/// The number of neurons on the longest path, if there is no cycle. `groups` are those that reach each
/// other, each after all that it leads to.
fn longest_path(graph: &DiGraph<(), ()>, groups: &[Vec<NodeIndex>]) -> Option<usize> {
    let mut longest = vec![0; graph.node_count()];
    for group in groups {
        let [node] = group.as_slice() else {
            return None;
        };
        if graph.contains_edge(*node, *node) {
            return None;
        }
        let onwards = graph.neighbors(*node).map(|next| longest[next.index()]);
        longest[node.index()] = onwards.max().unwrap_or(0) + 1;
    }
    Some(longest.into_iter().max().unwrap_or(0))
}

/// All eigenvalues, by the QR algorithm on the Schur form; `None` if it does not end in time.
fn all_of(matrix: &DMatrix<f64>) -> Option<Vec<[f64; 2]>> {
    if let (1, Some(&only)) = (matrix.nrows(), matrix.iter().next()) {
        return Some(vec![[only, 0.0]]);
    }
    let limit = STEPS_EACH * matrix.nrows();
    let schur = |matrix: DMatrix<f64>| Schur::try_new(matrix, f64::EPSILON, limit);
    // Shifts can go round in a circle in a matrix as regular as a permutation. A reflection keeps the
    // eigenvalues and breaks the regularity.
    let found = schur(matrix.clone()).or_else(|| schur(reflected(matrix)))?;
    let values = found.complex_eigenvalues();
    let values: Vec<_> = values.iter().map(|v| [v.re, v.im]).collect();
    let finite = values.iter().flatten().all(|v| v.is_finite());
    finite.then_some(values)
}

/// H M H with H = I − 2 v vᵀ and an arbitrary unit vector v.
fn reflected(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let v = arbitrary(matrix.nrows());
    let left = matrix - &v * (v.transpose() * matrix) * 2.0;
    &left - (&left * &v) * v.transpose() * 2.0
}

/// An arbitrary unit vector, always the same.
fn arbitrary(n: usize) -> DVector<f64> {
    let entry = |k: usize, _| ((k * k + 1) as f64).sin() + 0.1;
    DVector::from_fn(n, entry).normalize()
}

fn largest_modulus(values: &[[f64; 2]]) -> f64 {
    let moduli = values.iter().map(|[re, im]| re.hypot(*im));
    moduli.fold(0.0, f64::max)
}

/// An estimate of the largest |λ| by the method of Arnoldi: the largest |λ| of the matrix within the
/// space of v, Mv, M²v, …, made larger until the estimate stands still.
fn krylov_radius(matrix: &DMatrix<f64>) -> Option<f64> {
    let n = matrix.nrows();
    let most = KRYLOV.into_iter().max().unwrap_or(0).min(n);
    let mut basis = vec![arbitrary(n)];
    let mut projected = DMatrix::<f64>::zeros(most + 1, most);
    let mut before: Option<f64> = None;
    for size in 1..=most {
        let mut next = matrix * &basis[size - 1];
        let scale = next.norm();
        // Twice, as once leaves what rounding has lost.
        for _ in 0..2 {
            for (k, v) in basis.iter().enumerate() {
                let share = v.dot(&next);
                projected[(k, size - 1)] += share;
                next.axpy(-share, v, 1.0);
            }
        }
        let rest = next.norm();
        projected[(size, size - 1)] = rest;
        let closed = rest <= 1e-13 * scale || size == n;
        if closed || KRYLOV.contains(&size) {
            let inside = projected.view((0, 0), (size, size)).into_owned();
            let radius = largest_modulus(&all_of(&inside)?);
            let stands = before.is_some_and(|b| (radius - b).abs() <= FOUND * radius);
            if closed || stands {
                return Some(radius);
            }
            before = Some(radius);
        }
        basis.push(next / rest);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoiseStreams;

    #[test]
    fn a_large_random_matrix_has_the_radius_that_its_eigenvalues_say() {
        let mut values = vec![0.0_f32; 150 * 150];
        NoiseStreams::new(3)
            .weights
            .fill(&mut values, 2.0 / 150_f64.sqrt());
        let connectome = Connectome::new(150, values);
        let found = Spectrum::of(&connectome, &[0.5; 150], 0..0);
        assert!(found.complete && found.eigenvalues.len() == 150);
        let radius = found.radius.unwrap();
        assert!((radius - 1.0).abs() < 0.15, "the circular law, {radius}");
        let matrix = DMatrix::from_fn(150, 150, |j, i| 0.5 * f64::from(connectome.weight(i, j)));
        let estimate = krylov_radius(&matrix).unwrap();
        assert!((estimate / radius - 1.0).abs() < 1e-2, "{estimate}");
    }

    #[test]
    fn a_ring_of_neurons_has_its_eigenvalues_on_the_unit_circle() {
        for n in [2, 3, 8, 64] {
            let one = |k: usize| f32::from(u8::from((k / n + 1) % n == k % n));
            let ring = Connectome::new(n, (0..n * n).map(one).collect());
            let found = Spectrum::of(&ring, &vec![1.0; n], 0..0);
            assert!(found.complete, "{n}");
            for [re, im] in &found.eigenvalues {
                assert!((re.hypot(*im) - 1.0).abs() < 1e-10, "{n}: {re} {im}");
            }
            let cut = Spectrum::of(&ring, &vec![1.0; n], 0..1);
            assert_eq!(cut.nilpotent, Some(n - 1), "a clamp opens the ring");
            assert_eq!(cut.verdict(), Some(Verdict::Settles));
        }
    }

    #[test]
    fn weights_that_are_not_finite_have_no_spectrum() {
        let found = Spectrum::of(&Connectome::new(1, vec![f32::NAN]), &[1.0], 0..0);
        assert_eq!((found.radius, found.verdict()), (None, None));
        assert!(!found.complete);
        let nothing = Spectrum::of(&Connectome::default(), &[], 0..0);
        assert_eq!((nothing.radius, nothing.nilpotent), (Some(0.0), Some(0)));
    }
}
