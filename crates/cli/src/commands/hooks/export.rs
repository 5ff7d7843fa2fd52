//! `hooks export`: the hooks of an org as a file.

use std::path::Path;

use okta_event_hooks::{Client, EventHook};

use super::show_plan;
use crate::args::ExportArgs;
use crate::exit::Failure;
use crate::hooks_file;
use crate::output::{self, Output};

pub(super) fn run(client: &Client, args: &ExportArgs, output: Output) -> Result<(), Failure> {
    let (hooks, unreadable) = hooks(client, &args.ids)?;
    let count = hooks.len();
    let export = hooks_file::export(hooks, &client.org_url(), args.with_ids)
        .map_err(|error| Failure::failed(format!("the hooks cannot be written: {error}")))?;
    for name in &export.with_headers {
        let why = "Okta shows the values of custom headers, and so does the file";
        output::error(
            "warning",
            &format!("{name}: {why}; if one is a secret, write {{env: NAME}} in its place"),
        );
    }
    let yaml = || format!("{}{}", export.comment, export.tree.to_yaml());
    match &args.output {
        Some(path) => {
            write(path, &if output.is_json() { output.json_document(&export.tree)? } else { yaml() })?;
            output::error("note", &format!("{} has {}", path.display(), show_plan::hooks(count)));
        }
        None if output.is_json() => output.json_pretty(&export.tree)?,
        None => output.text(yaml().trim_end())?,
    }
    match unreadable {
        0 => Ok(()),
        some => {
            Err(Failure::failed(format!("not in the file, for want of reading: {}", show_plan::hooks(some))))
        }
    }
}

/// The hooks that are asked for, and how many others could not be read.
fn hooks(client: &Client, ids: &[String]) -> Result<(Vec<EventHook>, usize), Failure> {
    if !ids.is_empty() {
        let mut ids: Vec<&String> = ids.iter().collect();
        ids.sort();
        ids.dedup();
        let hooks = ids.into_iter().map(|id| client.get_event_hook(id));
        return Ok((hooks.collect::<Result<_, _>>()?, 0));
    }
    let items = client.list_event_hooks()?;
    let all = items.len();
    for unreadable in items.iter().filter_map(|item| item.as_ref().err()) {
        output::error("warning", &unreadable.to_string());
    }
    let hooks: Vec<EventHook> = items.into_iter().flatten().collect();
    let unreadable = all - hooks.len();
    Ok((hooks, unreadable))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error| Failure::failed(format!("{} cannot be written: {error}", path.display()));
    std::fs::write(path, text).map_err(wrong)
}
