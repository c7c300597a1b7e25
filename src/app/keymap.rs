//! Which key gives which command, read from the configuration.

use crate::app::commands;
use crate::app::commands::Command;
use crate::app::commands::Context;
use crate::app::key::Key;
use crate::config::Binding;
use crate::config::ConfigError;
use std::collections::HashMap;

/// The keys of every context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    commands: HashMap<(Context, Key), &'static Command>,
    keys: HashMap<(Context, &'static str), Vec<Key>>,
}

impl Keymap {
    /// The keymap that the configuration states. A key that the user gives to one command is taken from the command
    /// that has it by default.
    ///
    /// # Errors
    /// Names the place of a context, command or key that does not exist, and of a key that is given twice.
    pub fn new(bindings: &[Binding]) -> Result<Keymap, ConfigError> {
        let mut keymap = Keymap::default();
        // The user's own bindings come first, so that a default that meets one gives way.
        for binding in
            bindings.iter().filter(|binding| binding.own).chain(bindings.iter().filter(|binding| !binding.own))
        {
            let context = binding.context.one_of(Context::NAMES)?;
            let name = &binding.command;
            let Some(command) = commands::find(context, &name.value) else {
                let known = nearest(context, &name.value);
                return Err(name.wrong(format!(
                    "there is no command `{}` in [keys.{}]{known}",
                    name.value, binding.context.value
                )));
            };
            for setting in &binding.keys {
                let key: Key =
                    setting.value.parse().map_err(|error: crate::app::key::NoKey| setting.wrong(error.to_string()))?;
                match keymap.commands.get(&(context, key)) {
                    Some(other) if binding.own => {
                        return Err(setting.wrong(format!("`{key}` is already the key of `{}`", other.name)));
                    }
                    Some(_) => {}
                    None => {
                        keymap.commands.insert((context, key), command);
                        keymap.keys.entry((context, command.name)).or_default().push(key);
                    }
                }
            }
        }
        Ok(keymap)
    }

    /// The command that a key gives.
    pub fn command(&self, context: Context, key: Key) -> Option<&'static Command> {
        self.commands.get(&(context, key)).copied()
    }

    /// A command's keys, first the one to show.
    pub fn keys(&self, context: Context, name: &str) -> &[Key] {
        let found = commands::find(context, name).and_then(|command| self.keys.get(&(context, command.name)));
        found.map_or(&[], Vec::as_slice)
    }

    /// The key to show for a command of the panes; `:` and the name where it has none.
    pub fn hint(&self, context: Context, name: &str) -> String {
        self.keys(context, name).first().map_or_else(|| format!(":{name}"), Key::to_string)
    }
}

/// `; did you mean …?` with the commands that look most like the name, where some do.
fn nearest(context: Context, name: &str) -> String {
    let alike = |known: &str| {
        let common = known.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        common * 2 >= name.chars().count().max(2) || known.contains(name)
    };
    let names: Vec<&str> = commands::all()
        .filter(|command| command.context == context && !name.is_empty() && alike(command.name))
        .map(|command| command.name)
        .collect();
    if names.is_empty() {
        "; `annals` lists them under `:`".to_string()
    } else {
        format!("; did you mean {}?", names.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    #[test]
    fn every_command_has_its_line_in_the_configuration_and_no_other_has() {
        let config = config::read(None).unwrap();
        Keymap::new(&config.keys).unwrap();
        for command in commands::all() {
            let named = config.keys.iter().filter(|binding| {
                binding.command.value == command.name
                    && Context::NAMES
                        .iter()
                        .any(|(name, context)| *name == binding.context.value && *context == command.context)
            });
            assert_eq!(named.count(), 1, "{} in {:?}", command.name, command.context);
        }
        // No default is shadowed by another default.
        for binding in &config.keys {
            let keymap = Keymap::new(&config.keys).unwrap();
            let context = binding.context.one_of(Context::NAMES).unwrap();
            assert_eq!(
                keymap.keys(context, &binding.command.value).len(),
                binding.keys.len(),
                "{}",
                binding.command.value
            );
        }
    }

    #[test]
    fn every_command_is_reached_without_ctrl_and_without_esc() {
        // The palette lists all of Browse; in a field and in a list, some key other than Ctrl and Esc must do.
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        for (context, name) in [
            (Context::Browse, "palette"),
            (Context::Edit, "accept"),
            (Context::Edit, "cancel"),
            (Context::Edit, "new-line"),
            (Context::List, "close"),
            (Context::List, "choose"),
            (Context::Page, "back"),
            (Context::Page, "close"),
        ] {
            let plain = keymap.keys(context, name).iter().any(|key| !key.ctrl && !key.alt && key.to_string() != "esc");
            assert!(plain, "{name}");
        }
    }

    #[test]
    fn a_slip_is_told_with_its_line() {
        let check = |text: &str, told: &str| {
            let config = config::read(Some(("mine.toml", text))).unwrap();
            let error = Keymap::new(&config.keys).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(told), "{text:?} gave {error:?}");
        };
        check(
            "[keys.browse]\nquti = [\"x\"]\n",
            "mine.toml:2:1: there is no command `quti` in [keys.browse]; did you mean quit?",
        );
        check("[keys.brows]\nquit = [\"x\"]\n", "mine.toml:1:7: \"brows\" is not known here");
        check("[keys.browse]\nquit = [\"x\", \"ctrl-\"]\n", "mine.toml:2:14: `ctrl-` is no key");
        check("[keys.browse]\nquit = [\"x\"]\nsave = [\"x\"]\n", "mine.toml:3:9: `x` is already the key of `quit`");
        check("[keys.browse]\nquit = [\"j\"]\n", "");
    }

    #[test]
    fn the_users_key_wins_over_a_default() {
        let config = config::read(Some(("mine", "[keys.browse]\nquit = [\"j\"]\n"))).unwrap();
        let keymap = Keymap::new(&config.keys).unwrap();
        assert_eq!(keymap.command(Context::Browse, Key::char('j')).map(|command| command.name), Some("quit"));
        assert_eq!(keymap.command(Context::Browse, Key::char('q')).map(|command| command.name), None);
        assert_eq!(keymap.hint(Context::Browse, "down"), "down");
    }
}
