import { selectBackend, readTensor } from '@figment/core/backend';
import { key } from '@figment/core/random';
import { argMax, crossEntropy, reshape, tensor, tidy, upload, memory, valueAndGrads, dispose } from '@figment/core/ops';
import { transformerConfig } from '../../packages/transformer/src/config/transformer.ts';
import { decoderArchitecture } from '../../packages/transformer/src/config/resolve.ts';
import { TransformerNetwork, disposeDecodingCache } from '../../packages/transformer/src/network/index.ts';
import { Gpt, disposeCaches } from './src/models/index.ts';
const [, , backend, what = 'decode'] = process.argv;
await selectBackend({ prefer: backend as any, torch: { threads: 1 } } as any);
const sizes = what === 'decode' ? { layers: 8, width: 512, heads: 8, vocabulary: 512, context: 128 } : { layers: 4, width: 128, heads: 4, vocabulary: 512, context: 128 };
const gpt = new Gpt(key(1), sizes);
const make = (extra: any) => new TransformerNetwork(key(1), decoderArchitecture(transformerConfig.parse({ preset: 'gpt2', ...sizes, tied: false, feedForward: { kind: 'gelu' }, ...extra }), { vocabulary: 512 }));
const nets = { gpt2: make({}), tied: make({ tied: true }), rotary: make({ rotary: {}, embedding: { positions: 'none' } }), llama: make({ preset: 'llama', feedForward: {}, hidden: 4*sizes.width }), window: make({ attention: { window: 32 } }), recompute: make({ recompute: true }) };
const time = async (f: () => Promise<unknown>) => { const a = process.cpuUsage(); const t = performance.now(); await f(); const c = process.cpuUsage(a); return (c.user + c.system) / 1000; };
const N = 64;
const contenders: Record<string, () => Promise<unknown>> = what === 'decode' ? {
  bench: async () => { let caches = gpt.emptyCaches(1, 128); let token = 1; for (let i = 0; i < N; i++) { const step = tidy(() => { const { logits, caches: next } = gpt.step(tensor([token], [1, 1], 'int32'), caches); return { chosen: argMax(reshape(logits, [-1])), next }; }); disposeCaches(caches); caches = step.next; [token] = (await readTensor(step.chosen)) as any; step.chosen.dispose(); } disposeCaches(caches); },
  ...Object.fromEntries(Object.entries(nets).map(([name, net]) => [name, async () => { let cache = net.emptyCache({ batch: 1, capacity: 128 }); let token = 1; for (let i = 0; i < N; i++) { const step = tidy(() => { const out = net.decode(tensor([token], [1, 1], 'int32'), { cache }); return { chosen: argMax(reshape(net.logits(out.hidden), [-1])), next: out.cache! }; }); disposeDecodingCache(cache); cache = step.next; [token] = (await readTensor(step.chosen)) as any; step.chosen.dispose(); } disposeDecodingCache(cache); }])),
} : (() => {
  const ids = upload({ data: Int32Array.from({ length: 16 * 128 }, (_, i) => (i * 31 + (i >> 3)) % 512), shape: [16, 128] });
  const step = (logits: () => any, ps: any[]) => async () => { const r = tidy(() => valueAndGrads(() => crossEntropy(reshape(logits(), [-1, 512]), reshape(ids, [-1])), ps)); await readTensor(r.value); dispose([r.value, ...r.gradients]); };
  return { bench: step(() => gpt.forward(ids), [...gpt.namedParameters()].map(([, p]) => p)), ...Object.fromEntries(Object.entries(nets).map(([name, net]) => [name, step(() => net.logits(net.decode(ids).hidden), [...net.namedParameters()].map(([, p]) => p))])) };
})();
const best: Record<string, number> = {};
const only = process.argv[4]?.split(',');
for (let round = 0; round < Number(process.argv[5] ?? 12); round++) for (const [name, f] of Object.entries(contenders)) { if (only && !only.includes(name)) continue; const ms = (await time(f)) / (what === 'decode' ? N : 1); if (round > 0) best[name] = Math.min(best[name] ?? Infinity, ms); }
console.log(backend, what, Object.fromEntries(Object.entries(best).map(([k, v]) => [k, v.toFixed(3)])));
process.exit();
