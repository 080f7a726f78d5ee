// Where the REST API of another GitHub than github.com is.

/** GitHub Enterprise Cloud with data residency: https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency */
export const isDataResidency = (host: string): boolean => /\.ghe\.com$/i.test(host);

/**
 * - Enterprise Server, below `/api/v3`: https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api
 * - data residency (`TENANT.ghe.com`), a host of its own: https://docs.github.com/en/enterprise-cloud@latest/rest/using-the-rest-api/getting-started-with-the-rest-api
 *
 * Octokit derives the address of GraphQL from it: `/api/graphql`, and `/graphql`.
 */
export const enterpriseUrl = (protocol: string, host: string): string =>
  isDataResidency(host) ? `${protocol}://api.${host.replace(/^api\./i, "")}` : `${protocol}://${host}/api/v3`;
