# Completion of annals for elvish. Put it into ~/.config/elvish/rc.elv, or `eval (annals completions elvish | slurp)` there.

use str

set edit:completion:arg-completer[annals] = {|@words|
    var current = $words[-1]
    annals __complete --current=$current -- (all $words[1..-1]) 2>/dev/null | from-lines | each {|line|
        if (eq $line :files) {
            edit:complete-filename $current
        } else {
            var parts = [(str:split "\t" $line)]
            var display = $parts[0]
            if (> (count $parts) 1) {
                set display = $parts[0]' ('$parts[1]')'
            }
            edit:complex-candidate $parts[0] &display=$display
        }
    }
}
