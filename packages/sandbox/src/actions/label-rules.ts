// What GitHub takes for a label: https://docs.github.com/en/rest/issues/labels#create-a-label
import { GitHubError } from "../model.ts";
import { invalidField } from "../world.ts";

const NAME_LIMIT = 50;
const DESCRIPTION_LIMIT = 100;

export type LabelText = { name: string; color: string; description: string | null };

export function checkLabel({ name, color, description }: LabelText): void {
  if (name === "" || name.length > NAME_LIMIT) throw invalidField("Label", "name", "invalid");
  // https://github.com/Financial-Times/github-label-sync/issues/171
  if (isEmojiAlone(name)) throw custom("name", "name must contain more than native emoji");
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalidField("Label", "color", "invalid");
  if ((description?.length ?? 0) > DESCRIPTION_LIMIT) throw invalidField("Label", "description", "invalid");
  // https://github.com/github-community-projects/safe-settings/issues/428
  if (/[\u{10000}-\u{10ffff}]/u.test(description ?? ""))
    throw custom("description", "description doesn't accept 4-byte Unicode");
}

/** Emoji with what joins and colours them; digits and signs count as text here. */
const isEmojiAlone = (name: string): boolean =>
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u.test(name);

const custom = (field: string, message: string): GitHubError =>
  new GitHubError(422, "Validation Failed", [{ resource: "Label", code: "custom", field, message }]);
