#compdef annals
# Completion of annals for zsh. Source it behind compinit, or put it as `_annals` into a folder of $fpath.

_annals() {
    local -a before found open quoted
    local line word said=${(Q)PREFIX} files=0
    before=("${(@Q)words[2,CURRENT-1]}")
    for line in "${(@f)$(${(Q)words[1]} __complete --quotes --current="$said" -- $before 2>/dev/null)}"; do
        case $line in
            '') ;;
            :files) files=1 ;;
            *)
                word=${line%%$'\t'*}
                # A value that needs the query's own quotes does not begin as it is typed.
                if [[ $word != "$said"* ]]; then
                    quoted+=("$word")
                # A field is followed by its value, without a blank.
                elif [[ $word == *: ]]; then
                    open+=("${word//:/\\:}")
                elif [[ $line == *$'\t'* ]]; then
                    found+=("${word//:/\\:}:${line#*$'\t'}")
                else
                    found+=("${word//:/\\:}")
                fi
                ;;
        esac
    done
    local failed=1
    (( $#open )) && _describe -V fields open -S '' && failed=0
    (( $#found )) && _describe -V annals found && failed=0
    (( $#quoted )) && compadd -U -V quoted -a quoted && failed=0
    # What both begin with is less than what is typed, and would take its place.
    (( $#quoted && ($#found || $#open) )) && compstate[insert]=
    (( files )) && _files && failed=0
    return failed
}

if [[ ${funcstack[1]} == _annals ]]; then
    _annals "$@"
else
    compdef _annals annals
fi
