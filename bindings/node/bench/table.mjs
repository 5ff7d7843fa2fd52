// Rounds, medians, and the table. Sides are timed turn and turn about, so that a busy machine weighs on all alike.

const ROUNDS = 7

/**
 * What each side measures in each round; the first round is for warmth. In a round each side has so many turns, and its shortest
 * counts: what took longer was held up by something else on the machine.
 * @param {Record<string, () => Promise<number>>} sides
 * @param {{ count?: number, turns?: number }} [options]
 */
export async function rounds(sides, { count = ROUNDS, turns = 1 } = {}) {
  /** @type {Record<string, number[]>} */
  const found = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
  for (let round = 0; round <= count; round++) {
    /** @type {Record<string, number>} */
    const best = {}
    for (let turn = 0; turn < turns; turn++) {
      for (const [name, measure] of Object.entries(sides)) best[name] = Math.min(best[name] ?? Infinity, await measure())
    }
    if (round) for (const [name, value] of Object.entries(best)) found[name]?.push(value)
  }
  return found
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * The median of the rounds' ratios.
 * @param {number[]} ours
 * @param {number[]} theirs
 */
export function ratio(ours, theirs) {
  return median(ours.map((value, round) => value / theirs[round]))
}

/** @param {string} name @param {...string} cells */
export function row(name, ...cells) {
  console.log(name.padEnd(40) + cells.map((cell) => cell.padStart(13)).join(''))
}
