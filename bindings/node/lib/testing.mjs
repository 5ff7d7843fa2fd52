import api from './testing.js'

export const { Emulator } = api
