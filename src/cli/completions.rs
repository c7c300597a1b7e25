//! `annals completions`: the script that lets a shell complete commands, options, ids, categories and years.

use crate::cli;
use crate::cli::Subcommand;
use crate::cli::args;
use crate::cli::session::Session;
use clap::Arg;
use clap::ArgMatches;
use clap::Command;
use std::io;

/// The command.
pub const SUBCOMMAND: Subcommand = Subcommand { define, run };

/// Each shell with its script. All they do is to ask `annals __complete`.
const SHELLS: &[(&str, &str)] = &[
    ("bash", include_str!("completions/annals.bash")),
    ("zsh", include_str!("completions/annals.zsh")),
    ("fish", include_str!("completions/annals.fish")),
    ("nushell", include_str!("completions/annals.nu")),
    ("powershell", include_str!("completions/annals.ps1")),
    ("elvish", include_str!("completions/annals.elv")),
];

fn define() -> Command {
    Command::new("completions")
        .about("Print the script that lets a shell complete annals' command line")
        .after_help(
            "bash: source <(annals completions bash)\n\
             zsh: source <(annals completions zsh), behind compinit\n\
             fish: annals completions fish | source\n\
             The first comment of each script says where else it can go.",
        )
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .help("Which shell")
                .value_parser(SHELLS.iter().map(|(name, _)| *name).collect::<Vec<_>>())
                .required(true),
        )
}

fn run(said: &ArgMatches, session: &mut Session) -> io::Result<u8> {
    let script = SHELLS.iter().find(|(name, _)| *name == args::text(said, "shell")).map_or("", |(_, script)| script);
    session.send(script.as_bytes())?;
    Ok(cli::DONE)
}
