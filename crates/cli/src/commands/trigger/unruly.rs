//! Deliveries that come twice or in disorder: a fault of the emulator's that lasts as long as the command.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use crate::args::TriggerArgs;
use crate::control::Emulated;
use crate::exit::Failure;
use crate::signals;

pub(super) struct Unruly<'o> {
    org: &'o Emulated,
    /// None once the fault was ended, here or on Ctrl-C.
    id: Arc<Mutex<Option<String>>>,
}

impl<'o> Unruly<'o> {
    pub(super) fn begin(org: &'o Emulated, args: &TriggerArgs) -> Result<Self, Failure> {
        let mut fault = json!({ "on": { "deliveries": "*" }, "times": "always" });
        if args.duplicate {
            fault["duplicate"] = 1.into();
        }
        if args.shuffle {
            fault["shuffle"] = true.into();
        }
        let id = Arc::new(Mutex::new(None));
        let (at_end, org_at_end) = (Arc::clone(&id), org.clone());
        signals::on_end(move || {
            if let Some(id) = take(&at_end) {
                // The command ends anyway, and nobody waits for its word.
                let _ = org_at_end.end_fault(&id);
            }
            std::process::exit(130);
        })?;
        {
            // Who ends it meanwhile waits until it is known how.
            let mut id = id.lock().unwrap_or_else(PoisonError::into_inner);
            *id = Some(org.fault(&fault)?);
        }
        Ok(Self { org, id })
    }

    pub(super) fn end(self) -> Result<(), Failure> {
        take(&self.id).map_or(Ok(()), |id| self.org.end_fault(&id))
    }
}

fn take(id: &Mutex<Option<String>>) -> Option<String> {
    id.lock().unwrap_or_else(PoisonError::into_inner).take()
}
