// GitHub's refusals, told apart by what has to happen next.

/** The repository is not there, or the installation does not see it any more: nothing is to be done. */
export class RepositoryGone extends Error {
  override name = "RepositoryGone";
}

/** A limit: come again at `until`. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export class RateLimited extends Error {
  override name = "RateLimited";
  readonly until: Date;
  constructor(until: Date, message: string) {
    super(message);
    this.until = until;
  }
}
