//! A short run of what the fuzzer runs: the corpus, and the corpus with noise. `cargo xtask fuzz` runs the fuzzer itself.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use conformance::targets::{TARGETS, corpus};
use proptest::test_runner::{Config, TestRunner};
use proptest::{prelude::*, sample::Index};

/// A change of a few bytes: overwritten, cut off, doubled or put in.
#[derive(Debug, Clone)]
enum Noise {
    Set(Index, u8),
    Cut(Index),
    Double(Index, Index),
    Insert(Index, Vec<u8>),
}

fn any_noise() -> impl Strategy<Value = Noise> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Noise::Set(at, byte)),
        any::<Index>().prop_map(Noise::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Noise::Double(from, to)),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(at, bytes)| Noise::Insert(at, bytes)),
    ]
}

fn apply(bytes: &mut Vec<u8>, noise: &Noise) {
    let end = bytes.len() + 1;
    match noise {
        Noise::Set(at, byte) => {
            if let Some(old) = bytes.get_mut(at.index(end)) {
                *old = *byte;
            }
        }
        Noise::Cut(at) => bytes.truncate(at.index(end)),
        Noise::Double(from, to) => {
            let (from, to) = (from.index(end), to.index(end));
            let part = bytes.get(from.min(to)..from.max(to)).unwrap_or_default().to_vec();
            bytes.splice(to..to, part);
        }
        Noise::Insert(at, more) => {
            let at = at.index(end);
            bytes.splice(at..at, more.iter().copied());
        }
    }
}

#[test]
fn the_corpus_and_noise() {
    for (name, target) in TARGETS {
        let corpus = corpus(name);
        assert!(corpus.len() > 100, "{name} has a corpus of {}", corpus.len());
        for bytes in &corpus {
            target(bytes);
        }
        let input = (prop::sample::select(corpus), prop::collection::vec(any_noise(), 1..6));
        let config = Config { cases: 3_000, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&input, |(mut bytes, noise)| {
                for noise in &noise {
                    apply(&mut bytes, noise);
                }
                target(&bytes);
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
