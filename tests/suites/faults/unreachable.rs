//! Servers that cannot be reached: then nothing was sent.

use std::net::{Ipv4Addr, SocketAddr};

use okta_event_hooks::{Error, Failure};
use socket2::{Domain, Socket, Type};

use super::setup::{ID, attempts, error_of, options_for, spec, transport_error};

/// A port that is taken but where nobody listens.
fn dead_port() -> (Socket, String) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    socket.bind(&any.into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, format!("http://{address}"))
}

#[test]
fn a_refused_connection_sent_nothing() {
    let (_socket, url) = dead_port();
    let client = options_for(url).retry(attempts(2)).build().unwrap();
    let error = transport_error(client.get_event_hook(ID));
    assert!(matches!(error.failure(), Failure::NotSent(_)), "{error}");
    assert!(!error.maybe_sent());
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("could not be sent"), "{error}");
}

#[test]
fn a_create_that_could_not_connect_does_not_exist() {
    let (_socket, url) = dead_port();
    let client = options_for(url).retry(attempts(2)).build().unwrap();
    let error = error_of(client.create_event_hook(spec()));
    assert!(!error.maybe_applied());
    assert!(error.is_retryable());
    assert!(!error.to_string().contains("may exist"), "{error}");
    let Error::Transport(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!((error.maybe_sent(), error.attempts()), (false, 2));
}
