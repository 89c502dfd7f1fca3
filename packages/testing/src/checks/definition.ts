import { memory } from '@figment/core/ops';
import { checkSchema, createModel, definePlugin, describeSchema, isFigmentError, type Schema } from '@figment/core/plugin';

import { type Check, ensure, rejectionOf } from '../check.ts';
import { same } from '../same.ts';
import type { Subject } from '../subject.ts';

/** What can be said of a definition before a model is made of it. */
export function definitionChecks(subject: Subject): Check[] {
  const { definition, options } = subject;
  const schemas = [['config', definition.config as Schema] as const, ...subject.taskNames.map((task) => [`options of ${task}`, subject.spec(task).options] as const)];
  return [
    {
      name: 'is defined soundly: id, titles, schemas, kinds',
      async run() {
        await Promise.resolve();
        definePlugin({ specVersion: 'v1', id: 'checks/plugin', version: '0.0.0', models: [definition] });
      },
    },
    {
      name: 'has defaults that its own schemas accept',
      async run() {
        await Promise.resolve();
        for (const [name, schema] of schemas) {
          for (const field of describeSchema(schema)) {
            if (field.default === undefined || field.default === null) continue;
            const { min = -Infinity, max = Infinity, choices } = field;
            const fits = typeof field.default === 'number' ? field.default >= min && field.default <= max : true;
            // Of alternatives, the default fits one.
            ensure(fits && (field.alternative !== undefined || (choices?.includes(field.default as string) ?? true)), `${name}: the default of ${field.path}, ${JSON.stringify(field.default)}, is not one that its schema accepts.`);
          }
        }
        const once = checkSchema(definition.config as Schema, options.config, 'config');
        ensure(once.issues === undefined, `the config given to the checks is refused: ${once.issues?.map(({ message }) => message).join(' ') ?? ''}`);
        const twice = checkSchema(definition.config as Schema, once.value, 'config');
        ensure(twice.issues === undefined && same(twice.value, once.value), 'config changes when it is validated again, so a saved model would not open as it was: let defaults and transforms give what they accept.');
      },
    },
    {
      name: 'refuses a wrong config before anything is allocated',
      async run() {
        await subject.startBackend();
        const { tokenizer, parts } = options;
        const before = memory().numTensors;
        let created = false;
        const watched: typeof definition = {
          ...definition,
          create: (...call: Parameters<typeof definition.create>) => {
            created = true;
            return definition.create(...call);
          },
        };
        const error = await rejectionOf(
          async () => { (await createModel(watched, options.invalidConfig, { seed: 7, tokenizer, parts })).dispose(); },
          `invalidConfig ${JSON.stringify(options.invalidConfig)} must be refused by the config's schema`,
        );
        ensure(!created, `invalidConfig was let through by the config's schema; create() threw ${String(error)}. Say the rule in the schema (refine), so that it is checked at the door.`);
        ensure(isFigmentError(error, 'CONFIG_INVALID'), `invalidConfig must be refused with CONFIG_INVALID, got ${String(error)}`);
        ensure(memory().numTensors === before, 'refusing invalidConfig left tensors behind.');
      },
    },
  ];
}
