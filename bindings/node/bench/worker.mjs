// A process that does one thing many times when it is told to: each side of a comparison has one of its own.

import { spawn, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const HOOK = 'who7kd2mQ9vYt3LxB5d7'

/**
 * Runs the tasks that its input names, each as often as it says, and prints how many seconds that took.
 * @param {Record<string, (times: number) => unknown>} tasks
 */
export async function serve(tasks) {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, times] = line.split(' ')
    const start = performance.now()
    await tasks[name](Number(times))
    console.log((performance.now() - start) / 1e3)
  }
}

/**
 * The same task 16 times over at once, so often in all.
 * @param {(times: number) => Promise<unknown>} task
 */
export function at16(task) {
  return (/** @type {number} */ times) => Promise.all(Array.from({ length: 16 }, () => task(Math.ceil(times / 16))))
}

const CAN_PIN = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

/**
 * A command on a core of its own, where the system can do that. All sides have the same one and their peer another: where the
 * scheduler puts two processes that wait for each other makes more of a difference than what they do.
 * @param {number} core @param {string} program @param {string[]} args @returns {[string, string[]]}
 */
export function pinned(core, program, args) {
  return CAN_PIN ? ['taskset', ['-c', String(core), program, ...args]] : [program, args]
}

/** Such a process, from outside. */
export class Worker {
  #child
  #lines

  /** @param {string} program @param {...string} args */
  constructor(program, ...args) {
    const command = [program.startsWith('/') ? program : fileURLToPath(new URL(program, import.meta.url)), ...args]
    this.#child = spawn(...pinned(1, process.execPath, command), { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /**
   * How many seconds one of so many takes.
   * @param {string} task
   * @param {number} times
   */
  async seconds(task, times) {
    this.#child.stdin.write(`${task} ${times}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`${this.#child.spawnargs[1]} ended during ${task}`)
    return Number(value) / times
  }

  get pid() {
    return this.#child.pid
  }

  close() {
    this.#child.stdin.end()
  }
}
