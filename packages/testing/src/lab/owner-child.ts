import { openLab } from './site.ts'

/** Owns a lab until it is killed. Says when all is up. */
const site = await openLab({ hosts: { 'app-1': {}, 'app-2': {} }, delayMs: 5 })
process.stdout.write('up\n')
setInterval(() => site.hosts, 1000)
