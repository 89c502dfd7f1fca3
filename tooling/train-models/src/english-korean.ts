/** Trains `models/english-korean`: a language model of 1.9 million parameters that writes in English and in Korean. */
import { runLanguageModel } from './language/run-language-model.ts';

await runLanguageModel();
