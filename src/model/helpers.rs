//! Help with large networks. The model knows no threads: it cuts its work into pieces, and whoever it is
//! handed may take some of them. The pieces, and so the bits of the results, are the same in any case.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use pulp::WithSimd;

use super::passes::dispatch;

/// Others who work at the same time, such as the threads of a machine.
pub trait Helpers: Debug + Send + Sync {
    /// Calls `labour` here, and on as many others at once as that is worth for so many synapses;
    /// returns when all calls have. Each call goes on until no work is left.
    fn share(&self, synapses: usize, labour: &(dyn Fn() + Sync));
}

/// Who works on the synapses: the caller, and perhaps helpers.
#[derive(Debug, Clone, Default)]
pub(super) struct Workers {
    pub helpers: Option<Arc<dyn Helpers>>,
}

impl Workers {
    /// Runs passes over so many synapses in all. Whoever is free takes the next.
    pub fn run<P>(&self, synapses: usize, passes: impl Iterator<Item = P> + Send)
    where
        P: WithSimd<Output = ()> + Send,
    {
        let Some(helpers) = &self.helpers else {
            passes.for_each(dispatch);
            return;
        };
        let passes = Mutex::new(passes);
        let next = || passes.lock().unwrap_or_else(PoisonError::into_inner).next();
        helpers.share(synapses, &|| {
            while let Some(pass) = next() {
                dispatch(pass);
            }
        });
    }
}
