//! A case being played.

use serde_json::Value;

use super::case::Case;
use super::expect::{Report, judge};
use super::fill::fill;
use super::placeholder::{filled, value};
use super::script::reply;
use crate::bystander::Bystander;
use crate::server::{Reply, Server};

/// A server of one case, and a host that must hear nothing.
#[derive(Debug)]
pub struct Play {
    case: Case,
    server: Server,
    bystander: Bystander,
}

impl Play {
    /// Starts to listen.
    pub fn start(case: &Case) -> Self {
        let bystander = Bystander::new();
        let elsewhere = bystander.url();
        let (replies, repeat_last) = (case.replies.clone(), case.repeat_last);
        let mut number = 0;
        let server = Server::answering(move |request| {
            let at = if repeat_last { number.min(replies.len() - 1) } else { number };
            number += 1;
            let fill = |text: &str| filled(text, &elsewhere, Some(request));
            match replies.get(at) {
                Some(acts) => reply(acts, &fill),
                None => Reply::new().send("HTTP/1.1 500 Not In The Script\r\ncontent-length: 0\r\n\r\n"),
            }
        });
        Self { case: case.clone(), server, bystander }
    }

    /// The address of the org.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// What a client has to do, with nothing left to fill in: `name`, `policy`, `timeoutMs`, `maxBody`, `tookMs` and `calls`.
    pub fn task(&self) -> Value {
        let elsewhere = self.bystander.url();
        let mut case = self.case.json.clone();
        let members = case.as_object_mut().unwrap();
        for name in ["source", "replies", "repeatLast", "expect"] {
            members.remove(name);
        }
        fill(&case, &|name, argument| Some(value(name, argument, &elsewhere, None)))
    }

    /// Ends it: what the server saw, and what of it is wrong.
    pub fn end(self) -> Report {
        let elsewhere = self.bystander.url();
        let fill = |text: &str| filled(text, &elsewhere, None);
        let wrong = judge(&self.case.expect, &self.server, &fill);
        let bystander_connections = self.bystander.connections();
        let mut report = Report {
            requests: self.server.requests(),
            connections: self.server.connections(),
            bystander_connections,
            wrong,
        };
        if bystander_connections > 0 {
            report.wrong.push(format!("the bystander saw {bystander_connections} connections"));
        }
        report
    }
}
