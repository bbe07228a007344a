import { openLab } from './site.ts'

/** Owns a lab until it is killed or its standard input closes. Says when all is up. */
const site = await openLab({ hosts: { 'app-1': {}, 'app-2': {} }, delayMs: 5 })
process.stdout.write('up\n')
process.stdin.resume().on('close', () => void site[Symbol.asyncDispose]())
