import { add, matMul, ones, relu, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** Rounds after the one that warms up; the best counts, for a busy machine only ever adds time. */
const rounds = 3;

/** The time in ms of what training is made of: a few products of matrices and many small operations, with the result read back. */
export async function measureBackend(name: string): Promise<number> {
  await setBackend(name);
  await round();
  let best = Infinity;
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    await round();
    best = Math.min(best, performance.now() - from);
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
