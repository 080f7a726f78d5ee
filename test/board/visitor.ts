// Somebody with a browser at the board: cookies, redirects one by one, forms.
import { freePort } from "../../demo/free-port.ts";

/** What a scenario needs so that its board is on. */
export async function boardEnv(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const port = String(await freePort());
  return {
    ...{ PORT: port, BASE_URL: `http://127.0.0.1:${port}`, CLIENT_ID: "Iv23limilegate" },
    ...{ CLIENT_SECRET: "sandbox-client-secret", BOARD_ADMINS: "alice", ...more },
  };
}

/** With its body read, so that no connection stays open where nobody reads it. */
async function whole(asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  const body = await answer.text();
  return new Response(body === "" ? null : body, { status: answer.status, headers: answer.headers });
}

/** Keeps cookies for the board only; `person` is who they are at GitHub. */
export function visitor(board: string, person = "alice") {
  const cookies = new Map<string, string>();
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const own = url.startsWith(board);
    const cookie = own
      ? [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
      : `sandbox-person=${person}`;
    const answer = await whole(fetch(url, { ...init, redirect: "manual", headers: { ...init.headers, cookie } }));
    if (own)
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    return answer;
  };
  const get = (path: string): Promise<Response> => ask(board + path);
  const follow = async (url: string): Promise<Response> => {
    let [at, answer] = [url, await ask(url)];
    for (let hops = 0; hops < 10 && answer.status >= 300 && answer.status < 400; hops++) {
      at = String(new URL(answer.headers.get("location") ?? "", at));
      answer = await ask(at);
    }
    return answer;
  };
  return {
    cookies,
    ask,
    get,
    text: async (path: string): Promise<string> => (await get(path)).text(),
    /** Signs in by way of a page, and returns that page. */
    signIn: (to = "/"): Promise<Response> => follow(`${board}/login?to=${encodeURIComponent(to)}`),
    csrf: async (): Promise<string> => /name="csrf" value="([^"]+)"/.exec(await (await get("/")).text())?.[1] ?? "",
    post: (path: string, fields: Record<string, string>): Promise<Response> =>
      ask(board + path, { method: "POST", body: new URLSearchParams(fields) }),
  };
}

/** A request to the API. */
export const askApi = (board: string, path: string, token?: string): Promise<Response> =>
  whole(fetch(`${board}/api/v1${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }));
