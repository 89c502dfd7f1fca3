import type { HostKernel } from './host-kernel.ts';
import { forEachTap, type PoolAttributes, poolWindow2d, poolWindow3d, type Window } from './window.ts';

type Geometry = (inputShape: readonly number[], attributes: PoolAttributes) => Window;

/** dL/dx of a mean over windows: each place of the window gets its share. Padding counts nowhere, as in the forward pass. */
function averagePoolGradient(geometry: Geometry, inputName: string): HostKernel {
  return (shapes, attributes: PoolAttributes) => {
    const shape = shapes[inputName] as readonly number[];
    const window = geometry(shape, attributes);
    return {
      inputs: ['dy'],
      shape,
      compute(dx, dy) {
        const { channels } = window;
        const counts = new Int32Array((dy).length / channels);
        forEachTap(window, (out) => {
          counts[out]!++;
        });
        dx.fill(0);
        forEachTap(window, (out, inside) => {
          const share = 1 / counts[out]!;
          for (let c = 0; c < channels; c++) dx[inside * channels + c]! += dy[out * channels + c]! * share;
        });
      },
    };
  };
}

/** dL/dx of a maximum over windows: all of it goes to the first place of the window that holds the maximum. */
function maxPoolGradient(geometry: Geometry): HostKernel {
  return ({ input }, attributes: PoolAttributes) => {
    const shape = input as readonly number[];
    const window = geometry(shape, attributes);
    return {
      inputs: ['dy', 'input'],
      shape,
      compute(dx, dy, x) {
        const { channels } = window;
        const places = new Int32Array(dy.length).fill(-1);
        forEachTap(window, (out, inside) => {
          for (let c = 0; c < channels; c++) {
            const at = inside * channels + c;
            const best = places[out * channels + c]!;
            // A NaN is the maximum of its window, as in the forward pass.
            if (best < 0 || x[at]! > x[best]! || (Number.isNaN(x[at]!) && !Number.isNaN(x[best]!))) places[out * channels + c] = at;
          }
        });
        dx.fill(0);
        places.forEach((at, i) => {
          if (at >= 0) dx[at]! += dy[i]!;
        });
      },
    };
  };
}

/** The maximum over windows; a NaN wins. */
function maxPool(geometry: Geometry): HostKernel {
  return ({ x }, attributes: PoolAttributes) => {
    const window = geometry(x as readonly number[], attributes);
    return {
      inputs: ['x'],
      shape: [window.batch, ...window.output, window.channels],
      compute(y, source) {
        const { channels } = window;
        y.fill(-Infinity);
        forEachTap(window, (out, inside) => {
          for (let c = 0; c < channels; c++) y[out * channels + c] = Math.max(y[out * channels + c]!, source[inside * channels + c]!);
        });
      },
    };
  };
}

/** For wasm, where tfjs's looks at the wrong places of a volume. */
export const maxPool3dKernels: Readonly<Record<string, HostKernel>> = { MaxPool3D: maxPool(poolWindow3d) };

export const poolingKernels: Readonly<Record<string, HostKernel>> = {
  AvgPoolGrad: averagePoolGradient(poolWindow2d, 'input'),
  AvgPool3DGrad: averagePoolGradient(poolWindow3d, 'input'),
  MaxPoolGrad: maxPoolGradient(poolWindow2d),
  MaxPool3DGrad: maxPoolGradient(poolWindow3d),
};
