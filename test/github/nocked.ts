// GitHub's edges by nock, in one test file and no further: what nock patches is shared by all files of a worker.
import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import nock from "nock";

export function useNock(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
