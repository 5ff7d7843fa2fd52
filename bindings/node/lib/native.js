'use strict'

// The library: beside this folder where it was built from a checkout, else in a package of this platform's own. Of the two
// packages for Linux npm installs the one for the C library that there is.
const platform = `${process.platform}-${process.arch}`
/** @type {Record<string, string[]>} */
const several = { linux: [`${platform}-gnu`, `${platform}-musl`], win32: [`${platform}-msvc`] }
const packages = several[process.platform] ?? [platform]
const candidates = ['../okta-event-hooks.node', ...packages.map((name) => `okta-event-hooks-${name}`)]

function load() {
  for (const candidate of candidates) {
    try {
      return require(candidate)
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  throw new Error(
    `okta-event-hooks has no library for ${platform}: the optional dependency ${candidates[1]} is not installed. ` +
      'Install again without --omit=optional, or from a checkout with a Rust toolchain.',
  )
}

module.exports = load()
