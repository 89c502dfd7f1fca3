import { FigmentError } from '../../errors.ts';
import type { StartedBackend } from '../provider.ts';
export function startWebgpu(): Promise<StartedBackend> {
  return Promise.reject(new FigmentError('BACKEND_UNAVAILABLE', 'backend \'webgpu\' can\'t start here.'));
}
