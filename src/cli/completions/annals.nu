# Completion of annals for nushell. Put it into $nu.default-config-dir/autoload/annals.nu; other commands keep the completer
# that was there before.

$env.config.completions.external.completer = do {|others|
    {|spans|
        if $spans.0 != "annals" {
            return (if $others == null { null } else { do $others $spans })
        }
        let before = $spans | skip 1 | drop 1
        let current = if ($spans | length) > 1 { $spans | last } else { "" }
        let found = ^annals __complete $"--current=($current)" -- ...$before | lines
        # Nothing of its own to offer: nushell completes files.
        if ":files" in $found {
            return null
        }
        $found | each {|line|
            let parts = $line | split row "\t"
            { value: $parts.0, description: ($parts | get -o 1 | default "") }
        }
    }
} ($env.config.completions.external.completer? | default null)
