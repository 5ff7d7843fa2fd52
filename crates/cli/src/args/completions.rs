//! The arguments of `completions`.

use clap::Args;

pub(crate) const COMPLETIONS_HELP: &str = "\
The script is printed. It belongs in:
  bash        ~/.local/share/bash-completion/completions/okta-event-hooks
  zsh         ~/.zfunc/_okta-event-hooks, with fpath+=~/.zfunc before compinit in ~/.zshrc
  fish        ~/.config/fish/completions/okta-event-hooks.fish
  powershell  the file that $PROFILE names, at its end
  elvish      ~/.config/elvish/rc.elv, at its end
Start a new shell afterwards. It knows the event types that a hook can subscribe to.

Examples:
  okta-event-hooks completions zsh > ~/.zfunc/_okta-event-hooks
  okta-event-hooks completions powershell >> $PROFILE";

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell to print a script for
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
