/** Says what to change where a loss of this game is not finite: which penalty it came from, and the settings that tame it. */
export function penaltyAdvice(weights: Readonly<Record<string, number>>): (metrics: Readonly<Record<string, number>>) => string {
  return (metrics) => {
    const broken = Object.entries(weights).find(([name]) => name in metrics && !Number.isFinite(metrics[name]));
    if (broken === undefined) return 'Lower the learning rate, clip gradients (clipNorm: 1), or hold the discriminator with a penalty (r1: 1).';
    const [name, weight] = broken;
    return `The penalty ${name} is ${metrics[name]}: lower ${name} (now ${weight}) or the learning rate, or take it at every step (penaltyEvery: 1).`;
  };
}
