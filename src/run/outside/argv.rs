//! A variable that names a program → its words. They are split as a shell splits them; nothing in them is expanded or run.

/// The words of `command`: parted by blanks, where neither quotes nor a backslash keep them together (POSIX shell, 2.2).
/// `$`, `~`, `*`, `;` and the like are characters like any other. None where a quote is not closed, or a backslash has
/// nothing behind it.
pub(super) fn split(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '"' => break,
                        '\\' => match chars.next()? {
                            c @ ('"' | '\\' | '$' | '`') => word.push(c),
                            c => word.extend(['\\', c]),
                        },
                        c => word.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(chars.next()?),
            c if c.is_ascii_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_and_not_expanded() {
        let check = |command: &str, words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| word.to_string()).collect();
            assert_eq!(split(command), Some(words), "{command}");
        };
        check("vi", &["vi"]);
        check("  code\t--wait \n", &["code", "--wait"]);
        check("'/opt/my editor/ed' -w", &["/opt/my editor/ed", "-w"]);
        check(r#""/opt/my editor/ed" "a\"b" "a\b" """#, &["/opt/my editor/ed", "a\"b", "a\\b", ""]);
        check(r"my\ editor a\'b", &["my editor", "a'b"]);
        check("a'b c'\"d e\"f", &["ab cd ef"]);
        check(
            "ed $(touch x) `y` $HOME ~ * ; & | > z",
            &["ed", "$(touch", "x)", "`y`", "$HOME", "~", "*", ";", "&", "|", ">", "z"],
        );
        check("", &[]);
    }

    #[test]
    fn an_open_quote_is_no_command() {
        for command in ["'vi", "vi \"x", "vi\\", "\"a\\"] {
            assert_eq!(split(command), None, "{command}");
        }
    }
}
