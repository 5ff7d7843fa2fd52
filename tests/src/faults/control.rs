//! The control interface of `fault_server`: how a test in another language starts a case and hears what came of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use super::case::Case;
use super::expect::Report;
use super::placeholder::{HOOK_SECRET, TOKEN};
use super::play::Play;

struct Shared {
    cases: Vec<Case>,
    plays: Mutex<Plays>,
}

#[derive(Default)]
struct Plays {
    last: u64,
    running: HashMap<u64, Play>,
}

/// Answers until it is dropped.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener) -> std::io::Result<()> {
    let shared = Arc::new(Shared { cases: Case::all(), plays: Mutex::default() });
    let router = Router::new()
        .route("/cases", get(cases))
        .route("/plays/{file}/{case}", post(start))
        .route("/plays/{id}", delete(end))
        .with_state(shared);
    axum::serve(listener, router).await
}

async fn cases(State(shared): State<Arc<Shared>>) -> Response {
    let with_file = |case: &Case| {
        let mut json = case.json.clone();
        json["file"] = case.file.as_str().into();
        json
    };
    answer(StatusCode::OK, &shared.cases.iter().map(with_file).collect())
}

async fn start(State(shared): State<Arc<Shared>>, Path((file, name)): Path<(String, String)>) -> Response {
    let Some(case) = shared.cases.iter().find(|case| case.file == file && case.name == name) else {
        return answer(StatusCode::NOT_FOUND, &json!({"error": "there is no such case"}));
    };
    let play = Play::start(case);
    let (url, task) = (play.url(), play.task());
    let mut plays = shared.plays.lock().unwrap_or_else(PoisonError::into_inner);
    plays.last += 1;
    let id = plays.last;
    plays.running.insert(id, play);
    let started = json!({"id": id, "orgUrl": url, "token": TOKEN, "hookSecret": HOOK_SECRET, "task": task});
    answer(StatusCode::CREATED, &started)
}

async fn end(State(shared): State<Arc<Shared>>, Path(id): Path<u64>) -> Response {
    let play = shared.plays.lock().unwrap_or_else(PoisonError::into_inner).running.remove(&id);
    let Some(play) = play else {
        return answer(StatusCode::NOT_FOUND, &json!({"error": "there is no such play"}));
    };
    // A server ends when its connections have, which takes a moment.
    let report = spawn_blocking(|| play.end()).await.unwrap();
    answer(StatusCode::OK, &told(&report))
}

fn told(report: &Report) -> Value {
    let requests: Value = report
        .requests
        .iter()
        .map(|request| {
            json!({
                "method": request.method,
                "target": request.target,
                "headers": request.headers,
                "body": String::from_utf8_lossy(&request.body),
            })
        })
        .collect();
    json!({
        "requests": requests,
        "connections": report.connections,
        "bystanderConnections": report.bystander_connections,
        "wrong": report.wrong,
    })
}

fn answer(status: StatusCode, json: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], json.to_string()).into_response()
}
