import { copyFileSync } from 'node:fs'

/**
 * verdaccio takes its address as `--listen`, which is ours to fill in, and the paths in its config file from the folder where that
 * file lies. So it gets a copy of the file beside its `storage`: what it stores, users too, then outlives this version. It ends within
 * milliseconds of SIGTERM, which is well here: by then the proxy has sent it its last request.
 */
const { HOST, PORT, TOWPATH_CONFIG_DIR, TOWPATH_STATE_DIR, TOWPATH_VERSION } = process.env
const config = `${TOWPATH_STATE_DIR}/config/${TOWPATH_VERSION}.yaml`
copyFileSync(`${TOWPATH_CONFIG_DIR}/config.yaml`, config)
process.argv.splice(2, Infinity, '--config', config, '--listen', `http://${HOST}:${PORT}`)
await import('./node_modules/verdaccio/bin/verdaccio')
