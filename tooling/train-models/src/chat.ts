/** Trains `models/chat`: the language model that ships, tuned by LoRA to talk about emoji. */
import { openModel } from '@figment/core/checkpoint';
import { key } from '@figment/core/random';
import { type Conversation, transformer } from '@figment/transformer';
import { attachAdapter } from '@figment/transformer/adapters';
import { join } from 'node:path';

import { chat } from './language/chat-recipe.ts';
import { answeredAsExpected, chatDataset, readConversations } from './language/conversations.ts';
import { runLanguageRecipe } from './language/run-language-recipe.ts';

const { adapter, base, generation, training } = chat;
/** What is new about conversations that are held out. */
const groups = [
  ['pair', 'ways to ask that it knows, of things it knows from other ways'],
  ['conversation', 'the last answer in conversations of several topics'],
  ['way', 'ways to ask that it never met'],
  ['outside', 'things that it never met, of which it should say that it does not know'],
] as const;
/** What is said to it in turn. */
const talks = [
  ['Hello!', 'What is 🍎?', 'And in Korean?', 'show me an octopus', 'What about pizza?'],
  ['how do you say watermelon in korean', 'What goes with birthday cake?', '🐶'],
  ['안녕하세요!', '수박은 영어로?', '🐙 뭐예요?', '생일 케이크 하면 뭐가 떠올라요?', '사과 보여 줘'],
  ['Who are you?', '누구세요?', "What's the capital of Peru?", '자동차가 뭐야?'],
];

await runLanguageRecipe({
  name: 'chat', definition: transformer, config: { base, adapter, generation }, training,
  title: { en: 'Chat about food and animals', ko: '음식과 동물 대화' },
  description: {
    en: 'A very small language model that answers in English and in Korean about emoji of food and animals: what one is, how it is called in the other language, what goes with it.',
    ko: '음식과 동물 이모지에 대해 영어와 한국어로 대답하는 아주 작은 언어 모델이에요. 무엇인지, 다른 언어로 뭐라고 하는지, 무엇이 떠오르는지 알려 줘요.',
  },
  about: 'It knows the names of 285 kinds of food, plants and animals and what can be asked about them in short questions, by heart. Of about half of the other things it says that it does not know them, of the rest something that sounds alike; it does not reason.',

  async begin({ models, seed }) {
    const model = await openModel(join(models, base), transformer);
    Object.assign(model.config as object, { generation });
    const attached = attachAdapter(model, adapter, { key: key(seed) });
    const data = chatDataset(await readConversations(join(models, 'texts', chat.conversations)));
    return { model, data, provenance: { base, adapter, data: { name: 'texts', file: chat.conversations } }, finish: () => { attached.merge(); } };
  },

  async measure(model, { models }) {
    const answer = async (messages: Conversation): Promise<string> => (await model.tasks.chat.sample({ messages }, { maxTokens: 60, ...generation, overflow: 'truncate' }).result()).trim();
    const [learnt, heldOut] = await Promise.all([readConversations(join(models, 'texts', chat.conversations)), readConversations(join(models, 'texts', chat.heldOut))]);
    const share = async (lines: typeof learnt): Promise<string> => `${(await answeredAsExpected(lines, answer)).toFixed(0)} % of ${lines.length}`;
    const known = await share(learnt.slice(-chat.measured));
    console.log(`answers as expected: ${known}`);
    const measured: [string, string][] = [['Answers word for word', `${known} conversations that it was trained on`]];
    for (const [name, says] of groups) {
      const found = await share(heldOut.filter((line) => line.new === name));
      console.log(`${says}: ${found}`);
      measured.push(['Held out', `${found}: ${says}`]);
    }
    const samples: [string, string][] = [];
    for (const talk of talks) {
      let said: Conversation = [];
      for (const question of talk) {
        const asked: Conversation = [...said, { role: 'user', content: question }];
        const answered = await answer(asked);
        samples.push([said.length > 0 ? `… ${question}` : question, answered]);
        said = [...asked, { role: 'assistant', content: answered }];
      }
    }
    return {
      data: `\`models/texts/${chat.conversations}\`, ${learnt.length.toLocaleString('en')} conversations made by a script of names and tags of emoji, on top of \`models/${base}\``,
      measured, samples, samplesTitle: 'What it answers (temperature 0; … goes on with what was said before)',
    };
  },
});
