'use strict'

exports.Emulator = require('./emulator').Emulator
