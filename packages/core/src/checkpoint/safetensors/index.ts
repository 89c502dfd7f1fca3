export type { SafetensorsDType, WritableDType } from './dtype.ts';
export { fromHalf } from './half.ts';
export type { SafetensorsEntry, SafetensorsHeader } from './header.ts';
export { openSafetensors, type Safetensors } from './read.ts';
export { encodeSafetensors, type SafetensorsInput, writeSafetensors } from './write.ts';
