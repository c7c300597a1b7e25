# Completion of annals for bash. Source it, or put it into ~/.local/share/bash-completion/completions/annals.

# What a word says without the shell's quotes: `said`; the quote that is still open: `open`; and of what it says, how much
# stands before the part that bash replaces, which is what is behind that quote, or behind the last character that breaks
# words: `kept`.
_annals_unquote() {
    local rest=$1 c breaks=${COMP_WORDBREAKS//[^:=@]/}
    said='' open='' kept=''
    while [[ -n $rest ]]; do
        c=${rest:0:1} rest=${rest:1}
        case $open$c in
            \' | \") open=$c kept=$said ;;
            \'\' | \"\") open='' ;;
            \\ | \"\\) said+=${rest:0:1} rest=${rest:1} ;;
            [$breaks]) said+=$c kept=$said ;;
            *) said+=$c ;;
        esac
    done
    # A word begins with an @.
    [[ -n $open ]] || kept=${kept%@}
}

# What stands on the line for a text: as it is where the shell takes it so, else in quotes, of which one may be open.
_annals_quote() {
    local text=$1 apostrophe="'\\''"
    case $2 in
        \') quoted=${text//\'/$apostrophe} ;;
        \")
            quoted=${text//[\"\\\$\`]/\\&}
            # Where it has such a quote, bash takes the quote that is open for closed.
            [[ $text == *\"* ]] && quoted+=\"
            ;;
        *)
            if [[ $text == *[[:space:]\"\'\\\$\`\&\;\|\<\>\(\)\{\}\[\]*?!#~]* ]]; then
                quoted="'${text//\'/$apostrophe}'"
            else
                quoted=$text
            fi
            ;;
    esac
}

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
    local said open kept quoted
    for ((i = 0; i < ${#words[@]}; i++)); do
        _annals_unquote "${words[i]}"
        words[i]=$said
    done
    local current=$said
    unset "words[${#words[@]} - 1]"

    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
        else
            line=${line%%$'\t'*}
            # In quotes of this kind it would stand for an earlier line.
            [[ $open == \" && $line == *!* ]] && continue
            _annals_quote "${line#"$kept"}" "$open"
            COMPREPLY+=("$quoted")
        fi
    done < <("${words[0]}" __complete --quotes --current="$current" -- "${words[@]:1}" 2>/dev/null)

    # A field is followed by its value.
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -F _annals annals
