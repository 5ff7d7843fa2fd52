//! A local Okta org with event hooks, for tests without an account or a network
