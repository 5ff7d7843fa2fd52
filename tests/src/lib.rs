//! Vectors and end-to-end suites that hold okta-event-hooks to the documented protocol
