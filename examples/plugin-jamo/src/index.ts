export { JamoTokenizer } from './jamo-tokenizer.ts';
export { jamo } from './jamo.ts';
