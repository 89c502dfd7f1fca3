import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import { input, type Kernel, type Kernels } from '../../kernels.ts';
import { runFlat, unravel } from './flat-program.ts';

/** The share with which output `i` of an axis reads input `r`, as the forward shaders compute it. */
const share = {
  ResizeNearestNeighborGrad: `
    let source = ratio * (f32(i) + select(0.0, 0.5, uniforms.halfPixel == 1));
    let place = clamp(i32(floor(source + select(0.0, 0.5, uniforms.aligned == 1))), 0, count - 1);
    return select(0.0, 1.0, place == r);`,
  ResizeBilinearGrad: `
    let half = select(0.0, 0.5, uniforms.halfPixel == 1);
    let source = ratio * (f32(i) + half) - half;
    let low = max(0, i32(floor(source)));
    let high = min(count - 1, i32(ceil(source)));
    let fraction = source - f32(low);
    return select(0.0, 1.0 - fraction, low == r) + select(0.0, fraction, high == r);`,
} as const;

/** dL/dimages of a resize: gathers what each output read from the pixel. tfjs leaves out half-pixel centres. */
function resizeGradient(name: keyof typeof share): Kernel<WebGPUBackend> {
  return (call) => {
    const [images, dy] = [input(call, 'images'), input(call, 'dy')];
    const { alignCorners, halfPixelCenters } = call.attrs as { alignCorners: boolean; halfPixelCenters?: boolean };
    const [, height, width, channels] = images.shape as [number, number, number, number];
    const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
    // Outputs that may have read pixel r lie around r / ratio, no further than a pixel's width and rounding.
    return runFlat(call.backend, {
      name,
      outputShape: images.shape,
      inputs: { dy },
      uniforms: { height, width, newHeight, newWidth, channels, aligned: Number(alignCorners), halfPixel: Number(halfPixelCenters === true) },
      code: `
        ${unravel('index', { c: 'uniforms.channels', w: 'uniforms.width', h: 'uniforms.height' }, 'b')}
        let alignH = i32(uniforms.aligned == 1 && uniforms.newHeight > 1);
        let alignW = i32(uniforms.aligned == 1 && uniforms.newWidth > 1);
        let ratioH = f32(uniforms.height - alignH) / f32(uniforms.newHeight - alignH);
        let ratioW = f32(uniforms.width - alignW) / f32(uniforms.newWidth - alignW);
        let firstH = max(0, i32(f32(h - 1) / max(ratioH, 1e-6)) - 2);
        let lastH = min(uniforms.newHeight - 1, select(i32(f32(h + 2) / max(ratioH, 1e-6)) + 2, uniforms.newHeight - 1, h >= uniforms.height - 1));
        let firstW = max(0, i32(f32(w - 1) / max(ratioW, 1e-6)) - 2);
        let lastW = min(uniforms.newWidth - 1, select(i32(f32(w + 2) / max(ratioW, 1e-6)) + 2, uniforms.newWidth - 1, w >= uniforms.width - 1));
        for (var i = firstH; i <= lastH; i++) {
          let shareH = shareOf(i, h, uniforms.height, ratioH);
          if (shareH == 0.0) { continue; }
          for (var j = firstW; j <= lastW; j++) {
            let at = ((b * uniforms.newHeight + i) * uniforms.newWidth + j) * uniforms.channels + c;
            result += shareH * shareOf(j, w, uniforms.width, ratioW) * dy[at];
          }
        }`,
      functions: `fn shareOf(i : i32, r : i32, count : i32, ratio : f32) -> f32 { ${share[name]} }`,
    });
  };
}

export const resizeKernels: Kernels<WebGPUBackend> = {
  ResizeNearestNeighborGrad: resizeGradient('ResizeNearestNeighborGrad'),
  ResizeBilinearGrad: resizeGradient('ResizeBilinearGrad'),
};
