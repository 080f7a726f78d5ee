// Waits until the app has nothing more to do about what just happened.
import type { Running } from "./visit.ts";

const QUIET_MS = 250;
/** A page must come, even if the app is slow or not there. */
const AT_MOST_MS = 4_000;
const STEP_MS = 25;

export async function settled({ deliveries, traffic }: Pick<Running, "deliveries" | "traffic">): Promise<void> {
  const began = Date.now();
  const seen = (): string => {
    const answered = deliveries.log.filter(({ statusCode }) => statusCode !== 0).length;
    const done = traffic.asked.filter(({ status }) => status !== 0).length;
    return [deliveries.log.length, answered, traffic.asked.length, done].join(" ");
  };
  for (let [last, since] = [seen(), began]; Date.now() - since < QUIET_MS && Date.now() - began < AT_MOST_MS; ) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    const now = seen();
    if (now !== last) [last, since] = [now, Date.now()];
  }
}
