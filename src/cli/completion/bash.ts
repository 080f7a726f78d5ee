// Completion for bash, from version 3.2 on, which macOS has.
import type { CommandWords, OptionWords, ValueKind } from "./words.ts";

export function bashCompletion([program, ...commands]: readonly CommandWords[]): string {
  return `# Load it with: eval "$(milegate completion bash)"
_milegate() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${[...commands.map(({ name }) => name), ...flagsOf(program?.options ?? [])].join(" ")}"
  else
    case "\${COMP_WORDS[1]}" in
${commands.map(branch).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -n "$files" ]; then
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$current"))
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _milegate milegate
`;
}

const flagsOf = (options: readonly OptionWords[]): string[] =>
  options.flatMap(({ long, short }) => (short === null ? [long] : [long, short]));

/** After an option with a value, only its values are completed. */
const branch = ({ name, options, argument }: CommandWords): string => `      ${name})
        case "$previous" in
${options.flatMap(afterOption).join("\n")}
          *) words="${[...flagsOf(options), ...choicesOf(argument?.value)].join(" ")}"${filesOf(argument?.value)} ;;
        esac ;;`;

const afterOption = ({ long, value }: OptionWords): string[] =>
  value === null ? [] : [`          ${long}) words="${choicesOf(value).join(" ")}"${filesOf(value)} ;;`];

const choicesOf = (value: ValueKind | undefined): readonly string[] => (value?.kind === "choices" ? value.choices : []);

const filesOf = (value: ValueKind | undefined): string => (value?.kind === "file" ? "; files=yes" : "");
