import { type Profile, profile } from '@figment/core/backend';

/** Which steps of a run are profiled. */
export interface ProfiledSteps {
  /** How many. */
  readonly steps: number;
  /** Steps before them, in which programs are compiled and buffers made for the first time. */
  readonly after: number;
}

/** What was found out of some steps. */
export interface StepsProfile extends Omit<Profile<unknown>, 'result'> {
  readonly steps: number;
}

/**
 * The events of a run as they are; some of its steps are profiled on the way, and `tell` is called once they are over. Fewer steps
 * than asked for are told too, and a run that ends before is told nothing of. Leaving early ends the run, as it would without this.
 */
export async function* profileSteps<Event>(run: AsyncGenerator<Event, void, undefined>, { steps, after }: ProfiledSteps, tell: (found: StepsProfile) => void): AsyncGenerator<Event, void, undefined> {
  try {
    yield* atMost(run, after);
    const { result, ...found } = await profile(async () => {
      const events: Event[] = [];
      for await (const event of atMost(run, steps)) events.push(event);
      return events;
    });
    if (result.length > 0) tell({ ...found, steps: result.length });
    yield* result;
    yield* run;
  } finally {
    await run.return();
  }
}

/** The next so many events; the run goes on afterwards. */
async function* atMost<Event>(run: AsyncIterator<Event, void>, count: number): AsyncGenerator<Event, void, undefined> {
  for (let i = 0; i < count; i++) {
    const { value, done } = await run.next();
    if (done === true) return;
    yield value;
  }
}
