// The stack that a pull request is a layer of (public preview): https://docs.github.com/en/rest/pulls/stacks
import { z } from "zod";
import { refusalOf } from "./errors.ts";
import type { RepositoryName } from "./port.ts";

/** As Octokit's client asks REST. */
export type RestRequest = (route: string, parameters: Record<string, unknown>) => Promise<{ data: unknown }>;

const stacks = z.array(z.object({ pull_requests: z.array(z.object({ number: z.number() })) }));

/**
 * Numbers of the pull requests below it in its stack, from the bottom: none where it is in no stack, or the host has no stacks; null where
 * GitHub refuses to tell.
 */
export const layersReader =
  (request: RestRequest, { owner, name }: RepositoryName) =>
  async (pull: number): Promise<number[] | null> => {
    const asked = { owner, repo: name, pull_request: pull };
    try {
      const { data } = await request("GET /repos/{owner}/{repo}/stacks", asked);
      const layers = stacks.parse(data).flatMap(({ pull_requests }) => pull_requests.map(({ number }) => number));
      return layers.slice(0, Math.max(0, layers.indexOf(pull)));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      return refusal.status === 404 ? [] : null;
    }
  };
