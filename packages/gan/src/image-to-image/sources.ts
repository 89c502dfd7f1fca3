import type { Tensor } from '@figment/core';
import { clip, conv2d, mul, padEdges, sqrt, square, sub, sum, tensor, tidy } from '@figment/core/ops';

import type { ImageToImageConfig } from '../config/image-to-image.ts';

/** What a model is shown. */
export type InputKind = ImageToImageConfig['input'];

/** Channels of what it is shown of pictures with so many. */
export function sourceChannels(input: InputKind, channels: number): number {
  return input === 'pairs' ? channels : 1;
}

/** What it is shown of pictures: [B, H, W, C] in [0, 1] -> [B, H, W, sourceChannels] in [0, 1]. */
export function sourceOf(input: InputKind, pictures: Tensor): Tensor {
  switch (input) {
    case 'gray': return grayOf(pictures);
    case 'edges': return edgesOf(pictures);
    case 'pairs': return pictures;
  }
}

/** Brightness as eyes see it: the luma of Rec. 601. [B, H, W, 1 or 3] -> [B, H, W, 1] */
export function grayOf(pictures: Tensor): Tensor {
  return pictures.shape[3] === 1 ? pictures : tidy(() => sum(mul(pictures, tensor([0.299, 0.587, 0.114])), 3, true));
}

/** Of a step from black to white, Sobel's filters make 4. A line is black from half of such a step on. */
const FULL = 2;

/**
 * Dark lines on white, where brightness changes: the magnitude of Sobel's gradient. Sobel and Feldman 1968; the edge of the picture is none.
 * [B, H, W, 1 or 3] -> [B, H, W, 1]
 */
export function edgesOf(pictures: Tensor): Tensor {
  return tidy(() => {
    const padded = padEdges(grayOf(pictures), { padding: [1, 1, 1, 1], mode: 'replicate' });
    const slopes = conv2d(padded, tensor([-1, -1, 0, -2, 1, -1, -2, 0, 0, 0, 2, 0, -1, 1, 0, 2, 1, 1], [3, 3, 1, 2])); // across and down: [B, H, W, 2]
    const magnitude = sqrt(sum(square(slopes), 3, true));
    return sub(1, clip(mul(magnitude, 1 / FULL), 0, 1));
  });
}

/** What a person hands in: a drawing is taken as it is. */
export function sourceOfInput(input: InputKind, pictures: Tensor, { isDrawing }: { readonly isDrawing: boolean }): Tensor {
  return isDrawing && input === 'edges' ? grayOf(pictures) : sourceOf(input, pictures);
}
