import { NpmClient } from './npm-client.ts'

/** `<registry> <folder> sign-up | publish <name> <version> | view <name>`: npm in a network that only a process of its own is in. */
const [registry = '', folder = '', verb, name = '', version = ''] = process.argv.slice(2)
if (verb === 'sign-up') await NpmClient.signUp(registry, folder)
else if (verb === 'publish') await new NpmClient(registry, folder).publish(name, version)
else process.stdout.write(JSON.stringify(await new NpmClient(registry, folder).view(name)))
