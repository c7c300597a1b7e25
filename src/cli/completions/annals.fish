# Completion of annals for fish. Source it, or put it into ~/.config/fish/completions/annals.fish.

function __annals_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    # Without the shell's quotes, one of which may be open.
    set -l said (string unescape -- "$current"; or string unescape -- "$current'"; or string unescape -- "$current\"")
    for line in ($before[1] __complete --quotes --current="$said" -- $before[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path $current
        else
            echo $line
        end
    end
end

complete -c annals -f -a '(__annals_complete)'
