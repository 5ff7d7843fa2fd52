//! The vectors of `tests/vectors/faults`: the cases, a server that plays one, and what that server has to say of it.
//!
//! ```
//! use conformance::faults::{Case, Play};
//!
//! let cases = Case::all();
//! let case = cases.iter().find(|case| case.name == "a_create_is_sent_once_reset_before_the_answer").unwrap();
//! let play = Play::start(case);
//! // Here a client would do what `play.task()` says, at `play.url()`.
//! assert_eq!(play.end().wrong, [r#"requests: found [], expected ["POST /api/v1/eventHooks"]"#]);
//! ```

mod case;
mod control;
mod expect;
mod fill;
mod placeholder;
mod play;
mod script;

pub use case::Case;
pub use control::serve;
pub use expect::{Expect, Report};
pub use placeholder::{HOOK_SECRET, ID, TOKEN};
pub use play::Play;
