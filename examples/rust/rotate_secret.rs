//! Changes the secret of a hook without losing an event: the receiver accepts both until the new one has been verified.

#![allow(clippy::print_stdout, clippy::missing_errors_doc, reason = "an example")]

use std::error::Error;
use std::io::Read as _;
use std::net::TcpListener;
use std::sync::{Arc, RwLock};
use std::thread;

use okta_event_hooks::{Client, EventHookSpec, InvalidInput, Received, Receiver, Secret};
use okta_event_hooks_emulator::{Config, Emulator};

/// A receiver whose secrets change while it runs.
type Shared = Arc<RwLock<Receiver>>;

/// Runs the example.
pub fn main() -> Result<(), Box<dyn Error>> {
    let (old, new) = (Secret::from("the-old-secret"), Secret::from("the-new-secret"));
    let shared: Shared = Arc::new(RwLock::new(Receiver::new([old.clone()])?));
    let uri = serve(shared.clone())?;
    let org = Emulator::start(Config::default())?;
    let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    let spec = EventHookSpec::new("Feed", uri)
        .event("user.lifecycle.create")
        .auth_header("Authorization", old.clone());
    let id = client.create_event_hook(spec)?.id;
    client.verify_event_hook(&id)?;

    // 1. The receiver accepts both: what is under way with the old one still arrives.
    accept(&shared, [old, new.clone()])?;
    // 2. Okta sends the new one. That is a change of the channel, so nothing is delivered until the endpoint is verified.
    let spec = client.get_event_hook(&id)?.into_spec().auth_header("Authorization", new.clone());
    let hook = client.replace_event_hook(&id, spec)?;
    println!("replaced: {}", hook.verification_status);
    // 3. At once, for events that happen meanwhile are lost.
    let hook = client.verify_event_hook(&id)?;
    println!("verified: {}", hook.verification_status);
    // 4. When nothing comes with the old one any more, it is dropped.
    accept(&shared, [new])?;
    assert!(hook.delivers());
    Ok(())
}

fn accept<const N: usize>(shared: &Shared, secrets: [Secret; N]) -> Result<(), InvalidInput> {
    let receiver = Receiver::new(secrets)?;
    *shared.write().unwrap_or_else(std::sync::PoisonError::into_inner) = receiver;
    Ok(())
}

/// The smallest server there is: it reads a request without a body, as a verification is, and answers.
fn serve(shared: Shared) -> Result<String, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let uri = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut bytes = vec![0; 16 * 1024];
            let read = stream.read(&mut bytes).unwrap_or(0);
            let text = String::from_utf8_lossy(bytes.get(..read).unwrap_or_default()).into_owned();
            if let Some(request) = request(&text) {
                let received =
                    shared.read().unwrap_or_else(std::sync::PoisonError::into_inner).receive(&request);
                answer(&stream, &received);
            }
        }
    });
    Ok(uri)
}

fn request(text: &str) -> Option<http::Request<Vec<u8>>> {
    let mut lines = text.lines();
    let mut request = http::Request::builder().method(lines.next()?.split(' ').next()?);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        request = request.header(name, value);
    }
    request.body(Vec::new()).ok()
}

fn answer(mut stream: &std::net::TcpStream, received: &Received) {
    use std::io::Write as _;
    let response = received.response();
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        response.status(),
        response.body().len()
    );
    let _ = stream.write_all(&[head.as_bytes(), response.body()].concat());
}
