import { type Check, ensure } from '../check.ts';
import { same } from '../same.ts';
import { type Subject, weightsOf } from '../subject.ts';
import { leavesNothing } from '../tensors.ts';

/** What is promised of a model that has just been made. */
export function creationChecks(subject: Subject): Check[] {
  return [
    {
      name: 'leaves nothing behind when it is created and disposed',
      async run() {
        await subject.startBackend();
        await leavesNothing('creating, calibrating and disposing', async () => {
          const model = await subject.create();
          await subject.calibrate(model);
          model.dispose();
          model.dispose();
        });
      },
    },
    {
      name: 'starts from the same weights for the same seed',
      async run() {
        await subject.startBackend();
        const made = [];
        for (let i = 0; i < 2; i++) {
          const model = await subject.create();
          made.push(await weightsOf(model));
          model.dispose();
        }
        const [a, b] = made as [typeof made[0], typeof made[0]];
        for (const name of Object.keys(a)) ensure(same(a[name], b[name]), `${name} starts differently each time: draw it with host.key.`);
        ensure(same(Object.keys(a), Object.keys(b)), 'its parameters have other names each time.');
      },
    },
    {
      name: 'saves all that it trains',
      run: () => subject.withModel(async (model) => {
        await Promise.resolve();
        const saved = new Set(Object.values(model.modules).flatMap((module) => [...module.namedParameters()].map(([, parameter]) => parameter)));
        for (const objective of model.objectives) {
          for (const [name, parameter] of objective.parameters()) {
            ensure(saved.has(parameter), `the objective "${objective.name}" trains ${name}, which is in none of the modules that create() returns, so it would not be saved.`);
          }
        }
      }),
    },
  ];
}
