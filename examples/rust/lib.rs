//! Runnable examples; each runs against the emulator: `cargo run --package examples --example receiver`.

#![allow(clippy::print_stdout, clippy::missing_errors_doc, reason = "examples")]

pub mod inventory;
pub mod kms_signer;
pub mod receiver;
pub mod reqwest_driver;
pub mod rotate_secret;

#[cfg(test)]
mod tests {
    #[test]
    fn inventory() {
        super::inventory::main().unwrap();
    }

    #[test]
    fn kms_signer() {
        super::kms_signer::main().unwrap();
    }

    #[test]
    fn reqwest_driver() {
        super::reqwest_driver::main().unwrap();
    }

    #[test]
    fn receiver() {
        super::receiver::main().unwrap();
    }

    #[test]
    fn rotate_secret() {
        super::rotate_secret::main().unwrap();
    }
}
