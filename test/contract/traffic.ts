// Holds what went over the wire in a scenario against GitHub's published descriptions.
import type { Asked, Sandbox } from "@milegate/sandbox";
import { documentProblems } from "./graphql.ts";
import { answerProblems, requestProblems } from "./openapi.ts";
import { webhookProblems } from "./webhooks.ts";

/** One line for each kind of problem: of the app's requests, of the sandbox's answers, and of the webhooks that it sent. */
export function trafficProblems({ deliveries, traffic }: Sandbox): string[] {
  const asked = traffic.asked.flatMap(problemsOf);
  const told = deliveries.log.flatMap(({ event, payload }) =>
    webhookProblems(event, payload).map((problem) => `${event}: ${problem}`),
  );
  return [...new Set([...asked, ...told])];
}

function problemsOf(asked: Asked): string[] {
  if (asked.path !== "/graphql")
    return [...requestProblems(asked), ...("answer" in asked ? answerProblems(asked, asked.status, asked.answer) : [])];
  const document =
    typeof asked.body === "object" && asked.body !== null && "query" in asked.body ? String(asked.body.query) : "";
  return documentProblems(document);
}
