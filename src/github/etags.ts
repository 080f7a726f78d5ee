// Conditional reads of REST: with an ETag, an unchanged answer is free.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
import { RequestError } from "@octokit/request-error";
import { setBounded } from "../set-bounded.ts";

/** GitHub's last answers by request, up to `limit`. */
export type EtagCache<Value> = { known: Map<string, { etag: string; value: Value }>; limit: number };

/** Calls `ask` with the headers to send. */
export async function unlessSame<Value>(
  { known, limit }: EtagCache<Value>,
  key: string,
  ask: (headers: Record<string, string>) => Promise<{ headers: { etag?: string | undefined }; value: Value }>,
): Promise<Value> {
  const before = known.get(key);
  try {
    const { headers, value } = await ask(before === undefined ? {} : { "if-none-match": before.etag });
    if (headers.etag === undefined) known.delete(key);
    else setBounded(known, key, { etag: headers.etag, value }, limit);
    return value;
  } catch (error) {
    if (error instanceof RequestError && error.status === 304 && before !== undefined) return before.value;
    throw error;
  }
}
