// What the sandbox's first page says to try: a blocked pull request, and how it opens.
import {
  type AppGuide,
  type GuideStep,
  itemPath,
  type PullRequest,
  type Repository,
  type WorldIssue,
} from "@milegate/sandbox";

const home = ({ owner, name }: Repository): string => `/${owner.login}/${name}`;

/** Of the newest repository in which a pull request waits, or waited, for an issue of an earlier phase. */
export const stepsIn: NonNullable<AppGuide["steps"]> = (world) => {
  const [found] = world.repositories.toReversed().flatMap(waitingIn);
  const known = (login: string): boolean => world.users.some((user) => user.login === login);
  return { steps: found === undefined ? [] : stepsFor(found).filter((step) => known(step.as)), after: AFTER };
};

const AFTER =
  "The terminal in which this runs prints what to set, so that the command line works here, too. The links in the live log open what was sent and asked.";

type Waiting = { repository: Repository; pull: PullRequest; issue: WorldIssue; milestone: string };

/** None or one. */
function waitingIn(repository: Repository): Waiting[] {
  const pull = repository.items.filter((item) => item.kind === "pull").find((item) => item.milestone !== null);
  const [first] = repository.milestones;
  const issues = repository.items.filter((item) => item.kind === "issue").filter((item) => item.milestone === first);
  const issue = issues.find(({ state }) => state === "open") ?? issues.at(-1);
  if (pull === undefined || first === undefined || issue === undefined || pull.milestone === first) return [];
  return [{ repository, pull, issue, milestone: first.title }];
}

const isReviewed = ({ items }: Repository): boolean =>
  items.some(
    ({ title, state, author }) => author?.type === "Bot" && state === "closed" && title.startsWith("Boundary review"),
  );

function stepsFor({ repository, pull, issue, milestone }: Waiting): GuideStep[] {
  const waits = itemPath(repository, pull);
  const isClosed = repository.milestones.some(({ title, state }) => title === milestone && state === "closed");
  return [
    {
      text: `See why pull request #${pull.number} “${pull.title}” waits, and try to merge it.`,
      ...{ path: waits, as: "carol", isDone: pull.merged },
    },
    {
      text: `Close issue #${issue.number} “${issue.title}”, with all its boxes ticked: the last of ${milestone}.`,
      ...{ path: itemPath(repository, issue), as: "bob", isDone: issue.state === "closed" },
    },
    { text: "Merge the pull request: the gate is open now.", path: waits, as: "carol", isDone: pull.merged },
    {
      text: `Close the milestone ${milestone}. The boundary review opens, as an issue.`,
      ...{ path: `${home(repository)}/milestones`, as: "alice", isDone: isClosed },
    },
    {
      text: "Decide there, with the comment “/phase continue Guests can order”.",
      ...{ path: `${home(repository)}/issues`, as: "alice", isDone: isReviewed(repository) },
    },
    {
      text: "Propose another plan as a pull request: its check shows what would change.",
      ...{ path: `${home(repository)}/plan`, as: "alice", isDone: false },
    },
  ];
}
