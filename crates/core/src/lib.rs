//! Okta event hooks without I/O: requests, responses, retries and the receiving side
