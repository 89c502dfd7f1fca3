import { add, matMul, ones, relu, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** Rounds after the one that warms up, at most; the best counts, for a busy machine only ever adds time. */
const rounds = 3;

/** What the rounds may take together; a slow backend gets one. */
const budgetMs = 20;

/** The time in ms of what training is made of: a few products of matrices and many small operations, with the result read back. */
export async function measureBackend(name: string): Promise<number> {
  await setBackend(name);
  await round();
  let [best, spent] = [Infinity, 0];
  for (let i = 0; i < rounds && spent < budgetMs; i++) {
    const from = performance.now();
    await round();
    const took = performance.now() - from;
    best = Math.min(best, took);
    spent += took;
  }
  return best;
}

async function round(): Promise<void> {
  const result = tidy(() => {
    const weight: Tensor = ones([192, 192]);
    let x: Tensor = ones([192, 192]);
    for (let i = 0; i < 4; i++) x = matMul(x, weight);
    for (let i = 0; i < 40; i++) x = relu(add(x, 1));
    return x;
  });
  await result.data();
  result.dispose();
}
