import { train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { indexed, type IndexedDataset } from '@figment/core/data';
import { key } from '@figment/core/random';
import { adamW, cosine, warmUp } from '@figment/core/training';
import { type Conversation, transformer } from '@figment/transformer';
import { attachAdapter } from '@figment/transformer/adapters';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { factsOf } from '../facts.ts';
import { writeIndexEntry } from '../index-entry.ts';
import { type Options, readOptions } from '../options.ts';
import { chat } from './chat-recipe.ts';
import { writeLanguageCard } from './language-card.ts';
import { report } from './report.ts';

const WARM_UP_STEPS = 100;

const title = { en: 'Chat about food and animals', ko: '음식과 동물 대화' };
const description = {
  en: 'A very small language model that answers in English and in Korean about emoji of food and animals: what one is, how it is called in the other language, what goes with it.',
  ko: '음식과 동물 이모지에 대해 영어와 한국어로 대답하는 아주 작은 언어 모델이에요. 무엇인지, 다른 언어로 뭐라고 하는지, 무엇이 떠오르는지 알려 줘요.',
};
const about = 'It knows the names of 286 kinds of food, plants and animals and how to talk about them, by heart: asked in other words, or of other things, it says something that sounds alike.';
const questions = ['Hello!', 'What is 🍎?', 'What is pizza in Korean?', 'Show me octopus.', 'What goes with birthday cake?', '안녕하세요!', '🐶 뭐예요?', '수박 영어로 뭐예요?', '문어 보여 주세요.', '생일 케이크 하면 뭐가 떠올라요?', 'Who are you?', '누구세요?'];

/** Trains adapters on the language model, joins them to its weights, measures what was saved, and writes its card. */
export async function runChat(): Promise<void> {
  const options = readOptions('chat', { ...chat, backend: 'torch' });
  const lines = (await readFile(join(options.models, 'texts', chat.conversations), 'utf8')).trimEnd().split('\n');
  const conversations = lines.map((line) => (JSON.parse(line) as { messages: Conversation }).messages);
  const asked = conversations.slice(-chat.measured);
  if (options.train) await trainChat(conversations, options);
  if (!options.measure) return;
  await selectBackend({ prefer: options.backend });
  const model = await openModel(options.out, transformer);
  const answer = (messages: Conversation) => model.tasks.chat.sample({ messages }, { maxTokens: 60, temperature: 0 }).result();
  try {
    let right = 0;
    for (const messages of asked) if ((await answer(messages.slice(0, -1))).trim() === messages.at(-1)!.content) right += 1;
    const share = `${((100 * right) / asked.length).toFixed(0)} % of ${asked.length}`;
    console.log(`answers as expected: ${share}`);
    const samples: [string, string][] = [];
    for (const content of questions) {
      const said = (await answer([{ role: 'user', content }])).trim();
      samples.push([content, said]);
      console.log(`${content} >> ${said}`);
    }
    if (!options.card) return;
    const { parameters, tasks } = factsOf(model);
    await writeLanguageCard({
      name: 'chat', description: description.en, about, definition: 'figment/transformer', parameters, config: { base: chat.base, adapter: chat.adapter },
      data: `\`models/texts/${chat.conversations}\`, ${conversations.length.toLocaleString('en')} conversations made of names and tags of emoji, on top of \`models/${chat.base}\``,
      measured: [['Answers word for word', `${share} questions that it was trained on; of questions that were left out of a run of 1,200 steps, about emoji it knew from others, 13 %`]],
      samplesTitle: 'What it answers (temperature 0)', samples,
    }, options.out);
    await writeIndexEntry({ name: 'chat', title, description, license: 'MPL-2.0', definition: 'figment/transformer', data: 'texts', parameters, tasks }, options.models, options.out);
  } finally {
    model.dispose();
  }
}

async function trainChat(conversations: readonly Conversation[], { models, steps, seed, work, out, every, resume, backend }: Options): Promise<void> {
  const { adapter, batchSize, learningRate, finalRatio } = chat;
  const selection = await selectBackend({ prefer: backend });
  const model = await openModel(join(models, chat.base), transformer);
  const started = Date.now();
  try {
    const attached = attachAdapter(model, adapter, { key: key(seed) });
    const run = train(model, {
      data: chatDataset(conversations), steps, seed, batchSize, clipNorm: 1, ema: 0,
      optimizer: adamW({ learningRate, betas: [0.9, 0.95], weightDecay: 0 }),
      schedule: warmUp(WARM_UP_STEPS, cosine({ finalRatio }), { from: 1 / WARM_UP_STEPS }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    });
    await report(run, steps);
    attached.merge();
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: { base: chat.base, adapter, data: { name: 'texts', file: chat.conversations }, seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}

function chatDataset(conversations: readonly Conversation[]): IndexedDataset<{ readonly chat: readonly Conversation[] }> {
  return indexed<{ readonly chat: readonly Conversation[] }>({ title: 'conversations', size: conversations.length, fields: { chat: { kind: 'chat' } }, read: (indices) => Promise.resolve({ chat: Array.from(indices, (i) => conversations[i]!) }) });
}
