//! `completions`: a script for a shell.

use clap::builder::PossibleValuesParser;

use crate::args::{Cli, CompletionsArgs};
use crate::catalogue;
use crate::exit::Failure;
use crate::output::Output;

pub(crate) fn run(args: &CompletionsArgs, output: Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut with_event_types(Cli::tree()), "okta-event-hooks", &mut script);
    // For bash, clap_complete spells the commands of a program with a hyphen in its name in two ways, and then finds
    // none of them: https://github.com/clap-rs/clap/issues/6421
    let script =
        String::from_utf8_lossy(&script).replace("okta__subcmd__event__subcmd__hooks", "okta__event__hooks");
    output.text(script.trim_end())
}

/// The types that a hook can subscribe to, where one is asked for. Only a script gets them: the command itself takes any.
fn with_event_types(tree: clap::Command) -> clap::Command {
    let any_of = |arg: clap::Arg| {
        let eligible = catalogue::all().filter(|found| found.eligible).map(|found| found.id);
        arg.value_parser(PossibleValuesParser::new(eligible))
    };
    tree.mut_subcommand("trigger", |trigger| trigger.mut_arg("event_type", any_of)).mut_subcommand(
        "hooks",
        |hooks| {
            let with_event = |command: clap::Command| command.mut_arg("event", any_of);
            hooks.mut_subcommand("create", with_event).mut_subcommand("replace", with_event)
        },
    )
}
