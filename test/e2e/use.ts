// Starts scenarios for a test file, and ends each as every scenario ends: a further look at everything writes nothing.
import { afterEach, expect } from "@jest/globals";
import { type Scenario, type ScenarioSettings, startScenario } from "../scenario.ts";

export function useScenario(): (settings?: ScenarioSettings) => Promise<Scenario> {
  const started: Scenario[] = [];
  afterEach(async () => {
    for (const scenario of started.splice(0)) {
      const written = await scenario.settles();
      const failures = await scenario.service.queue.failures();
      const problems = await scenario.end();
      expect({ written, failures, problems }).toEqual({ written: [], failures: [], problems: [] });
    }
  });
  return async (settings) => {
    const scenario = await startScenario(settings);
    started.push(scenario);
    return scenario;
  };
}
