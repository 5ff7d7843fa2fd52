//! What a server does with a request: the acts of a reply, and the bytes they send.

use std::io::Write;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;

use crate::server::Reply;

/// One step of a reply.
#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) enum Act {
    Send(Text),
    Ok(Text),
    Answer(Answer),
    Drip(Drip),
    Repeat(Repeat),
    PauseMs(u64),
    Close,
    Reset,
}

/// An answer whose length is right.
#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Answer {
    status: String,
    headers: Vec<String>,
    body: Text,
}

impl Default for Answer {
    fn default() -> Self {
        Self { status: "200 OK".to_owned(), headers: Vec::new(), body: Text::default() }
    }
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Drip {
    text: Text,
    gap_ms: u64,
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    text: String,
    times: usize,
}

/// Bytes: a text, or parts that follow each other.
#[derive(Deserialize, Debug, Clone)]
#[serde(untagged)]
pub(super) enum Text {
    One(Part),
    Many(Vec<Part>),
}

impl Default for Text {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

#[derive(Deserialize, Debug, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) enum Part {
    Repeat(Repeat),
    Base64(String),
    Gzip(Box<Text>),
    #[serde(untagged)]
    Text(String),
}

/// How a text with placeholders is filled.
type Fill<'a> = dyn Fn(&str) -> String + 'a;

/// The reply of these acts.
pub(super) fn reply(acts: &[Act], fill: &Fill<'_>) -> Reply {
    acts.iter().fold(Reply::new(), |reply, act| match act {
        Act::Send(text) => reply.send(text.bytes(fill)),
        Act::Ok(body) => reply.send(Answer { body: body.clone(), ..Answer::default() }.bytes(fill)),
        Act::Answer(answer) => reply.send(answer.bytes(fill)),
        Act::Drip(Drip { text, gap_ms }) => reply.drip(text.bytes(fill), Duration::from_millis(*gap_ms)),
        Act::Repeat(Repeat { text, times }) => reply.repeat(fill(text), *times),
        Act::PauseMs(pause) => reply.pause(Duration::from_millis(*pause)),
        Act::Close => reply.close(),
        Act::Reset => reply.reset(),
    })
}

impl Answer {
    fn bytes(&self, fill: &Fill<'_>) -> Vec<u8> {
        let body = self.body.bytes(fill);
        let mut lines =
            vec![format!("HTTP/1.1 {}", fill(&self.status)), "X-Okta-Request-Id: Yq8VtA3".to_owned()];
        let given: Vec<_> = self.headers.iter().map(|line| fill(line)).collect();
        if !given.iter().any(|line| line.contains("Content-Type:")) {
            lines.push("Content-Type: application/json".to_owned());
        }
        // A line that is empty once it is filled is none.
        lines.extend(given.into_iter().filter(|line| !line.is_empty()));
        lines.push(format!("Content-Length: {}\r\n\r\n", body.len()));
        [lines.join("\r\n").into_bytes(), body].concat()
    }
}

impl Text {
    fn bytes(&self, fill: &Fill<'_>) -> Vec<u8> {
        match self {
            Self::One(part) => part.bytes(fill),
            Self::Many(parts) => parts.iter().flat_map(|part| part.bytes(fill)).collect(),
        }
    }
}

impl Part {
    fn bytes(&self, fill: &Fill<'_>) -> Vec<u8> {
        match self {
            Self::Text(text) => fill(text).into_bytes(),
            Self::Repeat(Repeat { text, times }) => fill(text).repeat(*times).into_bytes(),
            Self::Base64(text) => STANDARD.decode(text).unwrap(),
            Self::Gzip(text) => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(&text.bytes(fill)).unwrap();
                encoder.finish().unwrap()
            }
        }
    }
}
