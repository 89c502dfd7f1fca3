/** Trains a language model in the page on the text in the box, and lets it write while it learns. */
import { createModel, train } from '@figment/core';
import { texts } from '@figment/core/data';
import { trainTokenizer } from '@figment/tokenizer';
import { transformer } from '@figment/transformer';

const box = document.querySelector<HTMLTextAreaElement>('#text')!;
const button = document.querySelector<HTMLButtonElement>('#start')!;
const loss = document.querySelector('#loss')!;
const written = document.querySelector('#written')!;

button.addEventListener('click', () => {
  button.disabled = true;
  void learn(box.value).finally(() => { button.disabled = false; });
});

async function learn(text: string): Promise<void> {
  const tokenizer = await trainTokenizer([text], { model: 'bpe', vocabulary: 600 });
  const model = await createModel(transformer, { layers: 2, width: 64, heads: 2, context: 64 }, { seed: 1, tokenizer });
  try {
    const run = train(model, { data: texts([text]), steps: 200, batchSize: 8, seed: 1 });
    for await (const { step, losses } of run) {
      loss.textContent = `step ${step}: loss ${losses['next token']!.toFixed(2)}`;
      if (step % 50 === 0) written.textContent = await run.withAverage(() => model.tasks.complete.sample({ prompt: text.slice(0, 12) }, { maxTokens: 40, seed: 1 }).result());
    }
  } finally {
    model.dispose();
  }
}
