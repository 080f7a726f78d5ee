// Where the REST API of a GitHub Enterprise Server is.

/** https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api */
export const enterpriseUrl = (protocol: string, host: string): string => `${protocol}://${host}/api/v3`;
