'use strict'

// What `npm install <checkout>/bindings/node` runs: builds the Rust half and puts it beside `lib`. It needs cargo and nothing else,
// not even what is in devDependencies. Packages of a release have the library in them, and not this script.

const { spawnSync } = require('node:child_process')
const { copyFileSync, existsSync, readFileSync, renameSync, rmSync } = require('node:fs')
const { join } = require('node:path')

const workspace = join(__dirname, '..', '..', '..')
const destination = join(__dirname, '..', 'okta-event-hooks.node')

/** @param {string} what @param {string} hint @returns {never} */
function fail(what, hint) {
  console.error(`okta-event-hooks: ${what}\nhint: ${hint}`)
  process.exit(1)
}

/**
 * What `cargo run` tells its program of a package is of that one; and some build scripts run again when it differs.
 */
function environment() {
  const ours = Object.entries(process.env).filter(([name]) => !/^CARGO_(PKG|MANIFEST|BIN|CRATE|PRIMARY)_/.test(name))
  return Object.fromEntries(ours)
}

/** Builds the library, and returns where cargo has put it: the name and the folder differ by platform and configuration. */
function build() {
  if (!existsSync(join(workspace, 'Cargo.lock'))) {
    fail(
      `there is no Rust workspace in ${workspace}`,
      'install from a checkout of the repository, as a link: npm install <checkout>/bindings/node, without --install-links',
    )
  }
  const what = ['build', '--locked', '--profile', 'binding', '--package', 'okta-event-hooks-node']
  const cargo = spawnSync(process.env.CARGO ?? 'cargo', [...what, '--message-format', 'json-render-diagnostics'], {
    cwd: workspace,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  })
  if (cargo.error) {
    fail(
      `cargo cannot be run: ${cargo.error.message}`,
      'install Rust 1.95 or newer from https://rustup.rs, with cargo on the PATH',
    )
  }
  if (cargo.status !== 0) {
    const how = cargo.signal ? `was ended by ${cargo.signal}` : `failed with exit code ${cargo.status}`
    fail(
      `cargo ${what.join(' ')} ${how}`,
      'what it says is above. It needs Rust 1.95 or newer (rustup update) and a C compiler',
    )
  }
  for (const line of cargo.stdout.split('\n')) {
    const message = line.startsWith('{') ? JSON.parse(line) : {}
    if (message.reason === 'compiler-artifact' && message.target.name === 'okta_event_hooks_node') {
      return message.filenames.find((/** @type {string} */ name) => /\.(so|dylib|dll)$/.test(name))
    }
  }
  return fail('cargo has built no library', 'build in a clone without changes to bindings/node/Cargo.toml')
}

/** Writes beside the old file and renames: a process that has that one open keeps it whole. @param {string} library */
function install(library) {
  if (existsSync(destination) && readFileSync(destination).equals(readFileSync(library))) return
  const beside = `${destination}.${process.pid}`
  try {
    copyFileSync(library, beside)
    renameSync(beside, destination)
  } catch (error) {
    rmSync(beside, { force: true })
    fail(
      `${destination} cannot be written: ${error instanceof Error ? error.message : error}`,
      'end the programs that use the package, and install again',
    )
  }
}

install(build())
