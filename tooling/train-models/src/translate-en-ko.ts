/** Trains `models/translate-en-ko`: a translator of 2.6 million parameters for the messages of programs. */
import { runTranslator } from './language/run-translator.ts';

await runTranslator();
