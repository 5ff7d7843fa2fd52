//! What the machine itself costs for one call, beside the request and the parse that it is made of. No I/O.

use std::hint::black_box;

use allocation_counter::measure;
use conformance::samples;
use okta_event_hooks::{Call, Credentials, GetEventHook, Operation as _, OrgUrl, Session, Step, UnixTime};

const ID: &str = "who7kd2mQ9vYt3LxB5d7";

pub(crate) struct Machine {
    session: Session,
    org: OrgUrl,
    body: Vec<u8>,
}

impl Machine {
    pub(crate) fn new() -> Self {
        let org: OrgUrl = "https://acme.okta.com".parse().unwrap();
        let credentials = Credentials::ApiToken("00token".into());
        let session = Session::new(org.clone(), credentials, [1; 32]).unwrap();
        Self { session, org, body: samples::hook(0).into_bytes() }
    }

    /// start → response → done.
    pub(crate) fn call(&mut self) {
        let now = UnixTime::from_secs(1_773_634_031);
        let mut call = Call::new(GetEventHook::new(ID));
        let step = call.start(&mut self.session, now);
        assert!(matches!(black_box(step), Step::Send(_)));
        let step = call.response(&mut self.session, now, http::Response::new(self.body.clone()));
        assert!(matches!(black_box(step), Step::Done(Ok(_))));
    }

    /// The request and the parse alone.
    pub(crate) fn parts(&self) {
        let operation = GetEventHook::new(ID);
        drop(black_box(operation.request(&self.org).unwrap()));
        let body = self.body.clone();
        drop(black_box(operation.parse(&http::Response::new(body.as_slice())).unwrap()));
    }

    /// How often each of the two allocates.
    pub(crate) fn allocations(&mut self) -> (u64, u64) {
        let call = measure(|| self.call()).count_total;
        let parts = measure(|| self.parts()).count_total;
        (call, parts)
    }
}
