import * as z from 'zod';

const advanced = { advanced: true };
const pictureKinds = ['unet', 'dit', 'mmdit', 'mlp'];

/** The network that predicts. Each kind reads the sizes that it has. */
export const networkConfig = ({ kind, width = 128, depth = 6, channels = [32, 64], unshuffle = 1 }: { readonly kind: string; readonly width?: number; readonly depth?: number; readonly channels?: number[]; readonly unshuffle?: 1 | 2 | 4 }) => z
  .object({
    kind: z
      .string()
      .min(1)
      .default(kind)
      .describe('unet = convolutions at several resolutions; dit = a transformer of patches; mmdit = a transformer in which text and patches look at each other; mlp = all numbers at once, for small latents; unet-1d = of sounds; space-time-unet = of clips; or a network that a plugin brings.')
      .meta({ examples: pictureKinds.includes(kind) ? pictureKinds : [kind] }),
    channels: z.array(z.int().min(4).max(2048)).min(1).max(8).default(channels).describe('Of U-Nets: channels of each resolution, from the finest; it is halved from one to the next.').meta(advanced),
    blocks: z.int().min(1).max(8).default(1).describe('Of U-Nets: residual blocks at each resolution on the way down.').meta(advanced),
    attention: z.int().min(0).max(8).default(1).describe('Of U-Nets: at how many resolutions, counted from the coarsest, every place looks at every place (and at the words of a caption).').meta(advanced),
    unshuffle: z.literal([1, 2, 4]).default(unshuffle).describe('Of unet: folds squares of this side into channels first: 2 makes it about four times cheaper.').meta(advanced),
    width: z.int().min(8).max(4096).default(width).describe('Of dit, mmdit and mlp: numbers in each vector.').meta(advanced),
    depth: z.int().min(1).max(64).default(depth).describe('Of dit, mmdit and mlp: blocks.').meta(advanced),
    heads: z.int().min(1).max(64).default(4).describe('Of U-Nets, dit and mmdit: heads of attention.').meta(advanced),
    patch: z.int().min(1).max(32).default(2).describe('Of dit and mmdit: side of a patch.').meta(advanced),
    options: z.record(z.string(), z.unknown()).optional().describe('Of a network that a plugin brings: its own options.').meta(advanced),
  })
  .describe('The network that predicts.')
  .prefault({});

/** What `network` of a config holds. */
export type NetworkConfig = z.output<ReturnType<typeof networkConfig>>;

interface Issues {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}

/** Whether the sizes go together, for pictures of `size`. */
export function checkNetwork({ kind, channels, unshuffle, width, heads, patch }: NetworkConfig, size: number, context: Issues): void {
  const issue = (field: string, message: string): void => { context.addIssue({ code: 'custom', path: ['network', field], message }); };
  if (kind === 'unet') {
    const factor = unshuffle * 2 ** (channels.length - 1);
    if (size % factor !== 0) issue('channels', `must be so few that a side of ${size} can be halved between them, got ${channels.length} resolutions of a picture folded ${unshuffle} times`);
    channels.forEach((count, i) => { if (count % 4 !== 0) context.addIssue({ code: 'custom', path: ['network', 'channels', i], message: `must be a multiple of 4, got ${count}` }); });
  }
  if (kind === 'dit' || kind === 'mmdit') {
    if (size % patch !== 0) issue('patch', `must divide ${size}, the side of what it sees`);
    if (width % (4 * heads) !== 0) issue('width', `must be a multiple of 4 times heads (${4 * heads}), got ${width}`);
  }
}
