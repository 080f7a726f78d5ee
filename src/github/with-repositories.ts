// A reader whose readings of the repository are corrected, whatever else comes along with them.
import type { RepositoryReading } from "./model.ts";
import type { ItemsAlso, Reader } from "./port.ts";

export const withRepositories = <Read extends Reader>(
  read: Read,
  correct: (of: RepositoryReading) => RepositoryReading,
): Read => ({
  ...read,
  repository: async () => correct(await read.repository()),
  items: async (numbers: readonly number[], also?: ItemsAlso) => {
    const reading = await read.items(numbers, also);
    return { ...reading, repository: correct(reading.repository) };
  },
  openPulls: async (expected: number | null) => {
    const page = await read.openPulls(expected);
    return { ...page, repository: correct(page.repository) };
  },
});
