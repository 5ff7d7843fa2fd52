#!/usr/bin/env node
'use strict'

const { runCommand } = require('../lib/native')

// The command line is the Rust binary's: it has this thread until it ends, and watches for signals where it has something to end.
// Node.js's own handler must not be there then, for it raises the signal again, and again meets the command's. A listener that
// comes and goes leaves the system's handling, which ends a process at once.
for (const signal of ['SIGINT', 'SIGTERM']) {
  const listener = () => {}
  process.on(signal, listener).off(signal, listener)
}

process.exitCode = runCommand(['okta-event-hooks', ...process.argv.slice(2)])
