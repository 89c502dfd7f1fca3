/**
 * Lets the event loop turn once: timers, input, Ctrl-C, painting. A microtask would not; a timeout waits for milliseconds, and an animation frame
 * never comes in a hidden tab.
 */
export const breathe: () => Promise<void> = typeof setImmediate === 'function' ? () => new Promise((resolve) => { setImmediate(resolve); }) : byMessage;

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

function byMessage(): Promise<void> {
  if (channel === undefined) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });
}
