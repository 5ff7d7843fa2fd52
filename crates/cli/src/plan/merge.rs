//! A hook as a file has it, with those members of the org's that the file cannot know.

use okta_event_hooks::{EventHookSpec, Extra};

/// What Okta documents is the file's to say. Other members stay as they are in the org, unless the file has them too.
pub(super) fn keep_unknown(mut spec: EventHookSpec, old: &EventHookSpec) -> EventHookSpec {
    keep(&mut spec.extra, &old.extra);
    keep(&mut spec.events.extra, &old.events.extra);
    if let (Some(filter), Some(old)) = (&mut spec.events.filter, &old.events.filter) {
        keep(&mut filter.extra, &old.extra);
        if filter.r#type.is_none() {
            filter.r#type.clone_from(&old.r#type);
        }
        for filter in &mut filter.event_filter_map {
            if let Some(old) = old.event_filter_map.iter().find(|old| old.event == filter.event) {
                keep(&mut filter.extra, &old.extra);
                keep(&mut filter.condition.extra, &old.condition.extra);
            }
        }
    }
    keep(&mut spec.channel.extra, &old.channel.extra);
    let (config, old) = (&mut spec.channel.config, &old.channel.config);
    keep(&mut config.extra, &old.extra);
    for header in config.headers.iter_mut().flatten() {
        let mut olds = old.headers.iter().flatten();
        if let Some(old) = olds.find(|old| old.key.eq_ignore_ascii_case(&header.key)) {
            keep(&mut header.extra, &old.extra);
        }
    }
    if let (Some(scheme), Some(old)) = (&mut config.auth_scheme, &old.auth_scheme) {
        keep(&mut scheme.extra, &old.extra);
    }
    spec
}

fn keep(extra: &mut Extra, old: &Extra) {
    for (name, value) in old.iter() {
        if extra.get(name).is_none() {
            extra.insert(name, value.to_owned());
        }
    }
}
