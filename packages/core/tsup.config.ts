import { copyFile } from 'node:fs/promises';

import { library } from '@figment/build/tsup';

export default library({
  entry: [
    'src/index.ts', 'src/backend/index.ts', 'src/ops/index.ts', 'src/nn/index.ts', 'src/random/index.ts', 'src/sampling/index.ts', 'src/training/index.ts',
    'src/checkpoint/index.ts', 'src/data/index.ts', 'src/interfaces/index.ts', 'src/interchange/index.ts', 'src/plugin/index.ts',
  ],
  external: ['sharp'],
  // Ours alone, and private: it travels inside the chunk that starts wasm.
  noExternal: ['@figment/kernels-wasm'],
  onSuccess: async () => {
    const binary = 'tfjs-backend-wasm-simd.wasm';
    await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${binary}`, `dist/backend/wasm/binary/${binary}`);
  },
});
