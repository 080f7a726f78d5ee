// Repositories and pull requests as people write them.
import { describe, expect, test } from "@jest/globals";
import { parsePullRequest, parseRepository } from "../../src/cli/address.ts";
import { UsageError } from "../../src/cli/exit.ts";

const DOT_COM = { env: {} };
const SERVER = { env: { GHE_HOST: "github.example.com:8443" } };
const TENANT = { env: { GHE_HOST: "octo.ghe.com" } };
const SHOP = { owner: "octo", name: "shop.js" };

describe("a repository", () => {
  test.each([
    ["octo/shop.js", DOT_COM],
    ["https://github.com/octo/shop.js", DOT_COM],
    ["https://www.github.com/octo/shop.js/", DOT_COM],
    ["https://github.com/octo/shop.js.git", DOT_COM],
    ["HTTPS://GitHub.com/octo/shop.js/milestone/3?closed=1#x", DOT_COM],
    ["https://github.example.com:8443/octo/shop.js", SERVER],
    ["octo/shop.js", SERVER],
    ["https://octo.ghe.com/octo/shop.js/pulls", TENANT],
  ])("%s", (written, io) => {
    expect(parseRepository(written, io)).toEqual(SHOP);
  });

  test.each([
    "",
    "octo",
    "octo/shop/x",
    "octo/shop#5",
    "https://github.com/octo",
    "https://github.com",
    "ftp://github.com/octo/shop",
    "undefined",
    "octo/a b",
  ])("not %j", (written) => {
    expect(() => parseRepository(written, DOT_COM)).toThrow(
      `expected a repository as OWNER/REPO or as its URL (https://github.com/OWNER/REPO), found "${written}".`,
    );
  });
});

describe("a pull request", () => {
  test.each([
    ["octo/shop.js#5", DOT_COM],
    ["https://github.com/octo/shop.js/pull/5", DOT_COM],
    ["https://github.com/octo/shop.js/pull/5/files#diff-1", DOT_COM],
    ["https://github.com/octo/shop.js/issues/5", DOT_COM],
    ["https://github.example.com:8443/octo/shop.js/pull/5", SERVER],
  ])("%s", (written, io) => {
    expect(parsePullRequest(written, io)).toEqual({ ...SHOP, number: 5 });
  });

  test.each([
    "octo/shop",
    "octo/shop#",
    "octo/shop#0",
    "octo/shop#x",
    "octo/shop#1234567890",
    "https://github.com/octo/shop",
    "https://github.com/octo/shop#5",
    "https://github.com/octo/shop/pull/x",
    "https://github.com/octo/shop/milestone/5",
  ])("not %j", (written) => {
    expect(() => parsePullRequest(written, DOT_COM)).toThrow(
      /^expected a pull request as OWNER\/REPO#NUMBER or as its URL/,
    );
  });
});

test.each([
  ["https://github.com/octo/shop", SERVER, "github.com", "github.example.com:8443"],
  ["https://github.example.com/octo/shop", DOT_COM, "github.example.com", "github.com"],
  ["https://github.com.evil.example/octo/shop", DOT_COM, "github.com.evil.example", "github.com"],
])("the token is not sent where %s is", (written, io, host, asked) => {
  for (const parse of [parseRepository, parsePullRequest]) {
    const parsing = () => parse(written, io);
    expect(parsing).toThrow(UsageError);
    expect(parsing).toThrow(`this URL is on ${host}, but the command uses ${asked}. Set GHE_HOST`);
  }
});
