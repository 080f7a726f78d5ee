// Where a piece of the gallery is played: a shop with its team, and what the app writes there.
import type { Person } from "@milegate/sandbox";
import { type Scenario, type ScenarioSettings, startScenario } from "../scenario.ts";

export type GallerySection = "check" | "config" | "review" | "record" | "reply" | "dashboard";

/** `when` says in one sentence who reads it and why; `text` is Markdown, as GitHub got it. */
export type GalleryText = { section: GallerySection; title: string; when: string; text: string };

export type GalleryStage = Scenario & {
  alice: Person;
  show: (section: GallerySection, title: string, when: string, text: string) => void;
  /** A check's title and summary. */
  checkOn: (number: number, name?: string) => string;
  /** The app's newest comment on an issue or a pull request. */
  said: (number: number) => string;
  /** Gives a command, and waits until it is carried out. */
  commands: (who: string, number: number, command: string) => Promise<void>;
  /** The dashboard as it is now. */
  dashboard: () => Promise<string>;
  /** The newest boundary review. */
  review: () => { number: number; body: string };
};

export const PLAN_PATH = ".github/milegate.yml";

const PHASES = `phases:
  - id: mvp
    name: MVP
    milestones: ["MVP*"]
    goal: Somebody can buy one thing.
    hypothesis: People buy without an account.
  - { id: enhancement, name: Enhancement, milestones: ["Enhancement*"], requires: [mvp], enforcement: warn }
  - { id: polish, name: Polish, milestones: ["Polish*"], requires: [mvp] }
`;
/** The phases of the shop, and what a piece adds to its plan. */
export const planWith = (more = ""): ScenarioSettings => ({ files: { [PLAN_PATH]: `${PHASES}${more}` } });

export async function onStage(
  settings: ScenarioSettings,
  texts: GalleryText[],
  act: (stage: GalleryStage) => Promise<void>,
): Promise<void> {
  const scenario = await startScenario(settings);
  const { shop, as, item, checks, look, settled } = scenario;
  try {
    await act({
      ...scenario,
      alice: as("alice"),
      show: (section, title, when, text) => {
        if (text === "") throw new Error(`there is no text for: ${title}`);
        texts.push({ section, title, when, text });
      },
      checkOn: (number, name) => {
        const run = checks(number, name).at(-1);
        return run === undefined ? "" : `**${run.output.title}**\n\n${run.output.summary}`;
      },
      said: (number) => item(number).comments.findLast(({ author }) => author?.type === "Bot")?.body ?? "",
      commands: async (who, number, command) => {
        as(who).comment(number, command);
        await settled();
      },
      dashboard: async () => {
        await look({ kind: "dashboard" });
        return shop.items.find(({ title }) => title === "Delivery dashboard")?.body ?? "";
      },
      review: () => {
        const found = shop.items.findLast(({ title }) => title.startsWith("Boundary review"));
        return { number: found?.number ?? 0, body: found?.body ?? "" };
      },
    });
  } finally {
    await scenario.end();
  }
}

/** Three milestones; MVP with the issues #1 to #3, of which #1 is done; pull requests of each phase, #4 to #6, and #7 of none. */
export async function openShop({ alice, settled }: GalleryStage): Promise<void> {
  for (const title of ["MVP", "Enhancements", "Polish"]) alice.createMilestone(title);
  for (const title of ["Show the goods", "Take the money", "Send the goods"]) alice.openIssue(title, { milestone: 1 });
  alice.close(1);
  for (const [at, title] of ["Fix the till", "Coupons", "Dark theme"].entries())
    alice.setMilestone(alice.openPull(title).number, at + 1);
  alice.openPull("Correct a typo");
  await settled();
}
