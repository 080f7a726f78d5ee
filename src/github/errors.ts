// GitHub's refusals, told apart by what has to happen next.

/** The repository is not there, or the installation does not see it any more: nothing is to be done. */
export class RepositoryGone extends Error {
  override name = "RepositoryGone";
}

/**
 * Come again at `until`: GitHub said so (`limit`), or too many others wait for their turn to write (`pace`).
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export class RateLimited extends Error {
  override name = "RateLimited";
  readonly until: Date;
  readonly by: "limit" | "pace";
  constructor(until: Date, message: string, by: "limit" | "pace" = "limit") {
    super(message);
    this.until = until;
    this.by = by;
  }
}

/** An answer that is none: cut off, or a page of a proxy. It may be better next time. */
export class BrokenAnswer extends Error {
  override name = "BrokenAnswer";
}
