// Rounds, medians, and the table. Sides are timed turn and turn about, so that a busy machine weighs on all alike.

const ROUNDS = 7

/**
 * What each side measures in each round; the first round is for warmth.
 * @param {Record<string, () => Promise<number>>} sides
 * @param {number} [count]
 */
export async function rounds(sides, count = ROUNDS) {
  /** @type {Record<string, number[]>} */
  const found = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
  for (let round = 0; round <= count; round++) {
    for (const [name, measure] of Object.entries(sides)) {
      const value = await measure()
      if (round) found[name].push(value)
    }
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
