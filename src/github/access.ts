// What people may do in a repository, and which teams there are, as GitHub says at the moment of asking.
import type { ProbotOctokit } from "probot";
import { z } from "zod";
import type { AccessReader, RepositoryName, RepositoryRole, Unavailable } from "./port.ts";

type Rest = InstanceType<typeof ProbotOctokit>["rest"];

/** From the one that may do most. */
const STANDARD = ["admin", "maintain", "write", "triage", "read", "none"] as const satisfies readonly RepositoryRole[];
const standard = z.enum(STANDARD);

/** The names that a collaborator's own `permissions` have for the same roles. */
const FLAGS = { admin: "admin", maintain: "maintain", write: "push", triage: "triage", read: "pull" } as const;

/** `permission` knows four levels: maintain is mapped to write and triage to read. */
const LEGACY: Record<RepositoryRole, RepositoryRole> = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
};

const answer = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: z
    .object({ id: z.number().optional(), permissions: z.record(z.string(), z.boolean()).optional() })
    .nullable()
    .optional(),
});

export function makeAccess(rest: Rest, { owner, name }: RepositoryName): AccessReader {
  return {
    role: (login) =>
      rest.repos
        .getCollaboratorPermissionLevel({ owner, repo: name, username: login })
        .then(({ data }) => roleIn(data), unavailable),
    membership: (team, login) => {
      const [org = "", slug = ""] = team.split("/");
      return rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username: login }).then(
        ({ data }) => ({ kind: data.state === "active" ? "member" : "stranger" }),
        (error: unknown) => (statusOf(error) === 404 ? { kind: "stranger" } : unavailable(error)),
      );
    },
    team: (team) => {
      const [org = "", slug = ""] = team.split("/");
      return rest.teams.getByName({ org, team_slug: slug }).then(
        ({ data }) => ({ kind: data.privacy === "secret" ? "missing" : "there" }),
        (error: unknown) => (statusOf(error) === 404 ? { kind: "missing" } : unavailable(error)),
      );
    },
  };
}

/**
 * `role_name` is the role, a custom one too; what that builds on is in the person's `permissions` and, in four levels only, in
 * `permission`. Where the two contradict each other the four levels count.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
function roleIn(data: unknown): Awaited<ReturnType<AccessReader["role"]>> {
  const read = answer.safeParse(data);
  if (!read.success) return { kind: "unavailable", status: 200 };
  const { permission, role_name, user } = read.data;
  const named = standard.safeParse(role_name);
  const whose = user?.id === undefined ? {} : { id: user.id };
  if (named.success) return { kind: "role", role: named.data, ...whose };
  const level = standard.safeParse(permission);
  if (!level.success) return { kind: "unavailable", status: 200 };
  const base = STANDARD.find((role) => role !== "none" && user?.permissions?.[FLAGS[role]] === true);
  return { kind: "role", role: base !== undefined && LEGACY[base] === level.data ? base : level.data, ...whose };
}

const statusOf = (error: unknown): number =>
  error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;

/** A refusal for good; outages, time-outs and limits pass, and credentials that don't work say nothing of the person. */
function unavailable(error: unknown): Unavailable {
  const status = statusOf(error);
  if (status >= 500 || [401, 408, 429].includes(status)) throw error;
  return { kind: "unavailable", status };
}
