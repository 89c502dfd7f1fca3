import { type Profile, profile } from '../backend/profile/profile.ts';

/** What was found out of some steps of a run. */
export interface StepsProfile extends Omit<Profile<unknown>, 'result'> {
  /** How many steps it is of; everything is of all of them together. */
  readonly steps: number;
}

/**
 * The events of a run, as they are; some of its steps are profiled on the way. Before each step `wanted` is told how many went before
 * and says how many, from this one on, are to be profiled (0: none). Their events come when all of them are made, after `tell` was
 * called; where the run ends before, with those there were. Leaving the loop early ends the run, as it would without this.
 *
 * The first steps of a run compile and allocate what later ones use again: leave them out.
 *
 * ```ts
 * for await (const event of profileSteps(train(model, options), (made) => (made === 3 ? 5 : 0), ({ kernels }) => { console.table(kernels); })) …
 * ```
 */
export async function* profileSteps<Event>(run: AsyncGenerator<Event, void, undefined>, wanted: (made: number) => number, tell: (found: StepsProfile) => void): AsyncGenerator<Event, void, undefined> {
  let made = 0;
  try {
    for (;;) {
      const steps = wanted(made);
      if (steps === 0) {
        const { value, done } = await run.next();
        if (done === true) return;
        made++;
        yield value;
        continue;
      }
      const { result: events, ...found } = await profile(() => take(run, steps));
      if (events.length > 0) tell({ ...found, steps: events.length });
      made += events.length;
      yield* events;
      if (events.length < steps) return;
    }
  } finally {
    await run.return();
  }
}

/** The next events; fewer where the run ends. */
async function take<Event>(run: AsyncGenerator<Event, void>, count: number): Promise<Event[]> {
  const events: Event[] = [];
  while (events.length < count) {
    const { value, done } = await run.next();
    if (done === true) break;
    events.push(value);
  }
  return events;
}
