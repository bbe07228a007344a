import { createRequire } from 'node:module'

/**
 * verdaccio takes its address as `--listen` and its folders from its config, both of which are ours to fill in. It ends within
 * milliseconds of SIGTERM, which is well here: by then the proxy has sent it its last request.
 */
const { HOST, PORT, TOWPATH_CONFIG_DIR, TOWPATH_STATE_DIR } = process.env
const program = createRequire(import.meta.url).resolve('verdaccio/bin/verdaccio')
process.env.VERDACCIO_STORAGE_PATH = `${TOWPATH_STATE_DIR}/storage`
process.argv.splice(2, Infinity, '--config', `${TOWPATH_CONFIG_DIR}/config.yaml`, '--listen', `http://${HOST}:${PORT}`)
await import(program)
