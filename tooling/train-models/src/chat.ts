/** Trains `models/chat`: the language model that ships, tuned by LoRA to talk about emoji. */
import { runChat } from './language/run-chat.ts';

await runChat();
