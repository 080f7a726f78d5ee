// Completion for zsh.
import type { CommandWords, OptionWords, ValueKind } from "./words.ts";

export function zshCompletion([program, ...commands]: readonly CommandWords[]): string {
  return `#compdef milegate
# Load it with: source <(milegate completion zsh), after compinit; or save it as _milegate in a folder of $fpath.
_milegate() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments ${(program?.options ?? []).map(optionSpec).join(" ")}
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(branch).join("\n")}
  esac
}
if [ "$funcstack[1]" = _milegate ]; then _milegate "$@"; else compdef _milegate milegate; fi
`;
}

const branch = ({ name, options, argument }: CommandWords): string => {
  const values = argument === null ? [] : [quoted(`1:${escaped(argument.name)}:${action(argument.value)}`)];
  return `    ${name}) _arguments ${[...options.map(optionSpec), ...values].join(" ")} ;;`;
};

const optionSpec = ({ long, description, value }: OptionWords): string =>
  quoted(`${long}[${escaped(description)}]${value === null ? "" : `:value:${action(value)}`}`);

function action(value: ValueKind): string {
  switch (value.kind) {
    case "choices":
      return `(${value.choices.join(" ")})`;
    case "file":
      return "_files";
    case "any":
      return " ";
  }
}

/** Signs with a meaning in a specification of `_arguments`. */
const escaped = (text: string): string => text.replace(/[\\[\]:]/g, "\\$&");

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
