import type { SuperResolutionConfig } from '../../config/super-resolution.ts';

const FIXED: Readonly<Record<SuperResolutionConfig['architecture'], Readonly<Record<string, string>>>> = {
  residualDense: { first: 'F_m1', second: 'F_0', 'globalFusion.0': 'GFF_1', 'globalFusion.1': 'GFF_2', 'expansion.0': 'UPN1', 'expansion.1': 'UPN2', 'expansion.2': 'UPN3', output: 'SR' },
  residualInResidual: { first: 'Pre_blocks_conv', last: 'post_blocks_conv', expansion: 'PreShuffle', output: 'SR' },
};

/** The name of a weight there: `blocks.0.blocks.2.layers.1.weight` is `F_1_3_2/kernel`. */
export function theirName(ours: string, architecture: SuperResolutionConfig['architecture']): string {
  const at = ours.lastIndexOf('.');
  const [module, field] = [ours.slice(0, at), ours.slice(at + 1) === 'weight' ? 'kernel' : 'bias'];
  const places = [...module.matchAll(/\d+/g)].map(([digits]) => Number(digits) + 1).join('_');
  return `${FIXED[architecture][module] ?? `${module.endsWith('fusion') ? 'LFF' : 'F'}_${places}`}/${field}`;
}
