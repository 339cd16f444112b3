//! An iteration allocates nothing: whatever memory it needs is there from the first ones on.

#![allow(unsafe_code)] // An allocator is none without.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};

use accordance::model::{Layers, Simulation, Topology};
use accordance::scenario::Scenario;

/// Counts what the program asks the system for.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: see above.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: see above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn allocations(scenario: &Scenario) -> u64 {
    let topology = scenario.network.topology.clone();
    let mut simulation =
        Simulation::<f32>::new(topology, &scenario.initial_conditions(), scenario.rules, 1);
    let mut run_to = |iteration: u64| {
        let outcome = simulation.run(|pulse| pulse.iteration < iteration);
        outcome.expect("finite");
    };
    run_to(50);
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    run_to(250);
    ALLOCATIONS.load(Ordering::Relaxed) - before
}

#[test]
fn an_iteration_allocates_nothing() {
    let connectome = Scenario::with_topology(Topology::AllToAll { neurons: 90 });
    let layered = Scenario::with_topology(Topology::Layered(Layers::plain(&[20, 30, 10])));
    let mut batched = connectome.clone();
    batched.rules.teaching.batch = 4;
    assert_eq!(allocations(&connectome), 0);
    assert_eq!(allocations(&batched), 0);
    assert_eq!(allocations(&layered), 0);
}
