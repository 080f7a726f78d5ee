// Where a sign-in leads back to: a page of the board's own, and never elsewhere.

const HOME = "/";
const LIMIT = 2_000;
const ELSEWHERE = new Set(["/login", "/login/callback", "/logout"]);

/** The home page for what is no path of the board's own: another host, a scheme, a backslash, the sign-in itself. */
export function ownPath(to: string | undefined): string {
  if (to === undefined || to.length > LIMIT || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(to)) return HOME;
  const base = "http://board.invalid";
  const url = URL.canParse(to, base) ? new URL(to, base) : null;
  if (url === null || url.origin !== base || ELSEWHERE.has(url.pathname) || url.pathname.startsWith("//")) return HOME;
  return url.pathname + url.search;
}

export const loginPath = (to: string): string => `/login?to=${encodeURIComponent(to)}`;
