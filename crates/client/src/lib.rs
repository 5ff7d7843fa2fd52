//! A small blocking client and a receiver for Okta event hooks
