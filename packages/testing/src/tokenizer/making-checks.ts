import { definePlugin, isFigmentError, type Schema, trainTokenizer } from '@figment/core/plugin';

import { type Check, ensure, rejectionOf } from '../check.ts';
import { same } from '../same.ts';
import { filesOf, type TokenizerSubject } from './subject.ts';

/** What is promised of how a tokenizer is defined, trained, saved and opened. */
export function makingChecks(subject: TokenizerSubject): Check[] {
  const { definition, options } = subject;
  return [
    {
      name: 'is defined soundly: id, title, options',
      async run() {
        definePlugin({ specVersion: 'v1', id: 'checks/plugin', version: '0.0.0', tokenizers: [definition] });
        ensure(definition.train === undefined || definition.save !== undefined, 'what can be trained must be saved, too: add save().');
      },
    },
    ...(definition.train === undefined ? [] : trainingChecks(subject)),
    ...(definition.save === undefined ? [] : [{
      name: 'gives the same ids after it was saved and opened',
      async run() {
        const [before, after] = [await subject.tokenizer(), await subject.reopened()];
        ensure(before.vocabularySize === after.vocabularySize, `vocabularySize is ${before.vocabularySize}, and ${after.vocabularySize} after it was saved and opened.`);
        for (const sample of subject.samples) ensure(same([...before.encode(sample).ids], [...after.encode(sample).ids]), `encode(${JSON.stringify(sample)}) gives other ids after it was saved and opened.`);
      },
    }, {
      name: 'refuses files that are broken, with a code',
      async run() {
        const files = (await definition.save?.(await subject.tokenizer())) ?? {};
        for (const name of Object.keys(files)) {
          const error = await rejectionOf(() => definition.open(filesOf({ ...files, [name]: '{"broken' })), `${name} with '{"broken' in it must be refused`);
          ensure(isFigmentError(error), `open() must refuse a broken ${name} with a coded error (FigmentError), got ${String(error)}`);
        }
      },
    }]),
    ...(definition.options === undefined ? [] : [{
      name: 'refuses wrong options before a text is read',
      async run() {
        const unread = { [Symbol.iterator]: (): Iterator<string> => { throw new Error('read'); } };
        const error = await rejectionOf(() => trainTokenizer<Schema>(definition, unread, { options: options.invalidOptions }), `invalidOptions ${JSON.stringify(options.invalidOptions)} must be refused by its schema`);
        ensure(isFigmentError(error, 'OPTIONS_INVALID'), `invalidOptions must be refused by its schema with OPTIONS_INVALID, got ${String(error)}. Say the rule in the schema (refine), so that it is checked at the door.`);
      },
    }]),
  ];
}

function trainingChecks(subject: TokenizerSubject): Check[] {
  const { definition, options } = subject;
  return [
    {
      name: 'learns the same from the same texts',
      async run() {
        const [a, b] = [await subject.train(), await subject.train()];
        ensure(a.vocabularySize === b.vocabularySize, `vocabularySize is ${a.vocabularySize} and then ${b.vocabularySize}: take chance from a seed among its options.`);
        for (const sample of subject.samples) ensure(same([...a.encode(sample).ids], [...b.encode(sample).ids]), `encode(${JSON.stringify(sample)}) differs from training to training: take chance from a seed among its options.`);
      },
    },
    {
      name: 'tells how far its training is, and stops with the reason of its signal',
      async run() {
        const controller = new AbortController();
        const reason = new Error('enough');
        let told = 0;
        await trainTokenizer<Schema>(definition, subject.texts, { options: options.options, onProgress: () => { told++; } });
        ensure(told > 0, 'train() never calls onProgress: a host can show nothing.');
        const endless = async function* (): AsyncGenerator<string, void, undefined> {
          for (let i = 0; ; i++) {
            if (i === 3) controller.abort(reason);
            yield subject.texts[i % subject.texts.length] ?? 'text';
          }
        };
        const error = await rejectionOf(() => trainTokenizer<Schema>(definition, endless(), { options: options.options, signal: controller.signal }), 'train() must end when its signal is aborted');
        ensure(error === reason, `train() must reject with the reason of its signal, got ${String(error)}`);
      },
    },
  ];
}
