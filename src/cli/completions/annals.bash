# Completion of annals for bash. Source it, or put it into ~/.local/share/bash-completion/completions/annals.

_annals() {
    # Bash breaks words at COMP_WORDBREAKS, in the middle of ids (a.b@108) and of --year=108. What stands together on the
    # line is one word again here.
    local -a words=()
    local rest=$COMP_LINE word gap i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        gap=${rest%%[![:space:]]*}
        rest=${rest#"$gap"}
        rest=${rest#"$word"}
        if [[ $i -gt 0 && -z $gap && -n $word ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    local current=${words[${#words[@]} - 1]}
    unset "words[${#words[@]} - 1]"

    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
        else
            COMPREPLY+=("${line%%$'\t'*}")
        fi
    done < <("${words[0]}" __complete --current="$current" -- "${words[@]:1}" 2>/dev/null)

    # Bash puts a reply in the place of its own last word only, so what stands before that is taken off: up to the last
    # character that breaks words, and with it, but that a word begins with an @.
    local breaks=${COMP_WORDBREAKS//[^:=@]/} before
    if [[ -n $breaks && $current == *[$breaks]* ]]; then
        before=${current%"${current##*[$breaks]}"}
        COMPREPLY=("${COMPREPLY[@]#"${before%@}"}")
    fi
    # A field is followed by its value.
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -F _annals annals
