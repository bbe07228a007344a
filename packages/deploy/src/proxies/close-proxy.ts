import { type Acting, type Host, type HostCommand, renderActing } from '@towpath/hosts'
import { edgeFiles } from './haproxy/edge-files.ts'

/* keepalived first, so that the VIP goes to another one while this proxy still serves what is under way. */
const program = `
lock
fence
unit_remove "$VIP_UNIT"
unit_remove "$PROXY_UNIT"
rm -rf -- "$FOLDER"
unlock
echo end
`

/** Ends the proxy of an environment on a host that is no proxy of it any more; nothing of it stays. */
export function closeProxyCommand({ layout }: Host, acting: Acting): HostCommand<void> {
  const { proxyUnit, vipUnit, folder } = edgeFiles(layout, acting.environment)
  return {
    script: {
      name: 'close-proxy',
      program,
      variables: { ...renderActing(acting), PROXY_UNIT: proxyUnit, VIP_UNIT: vipUnit, FOLDER: folder },
    },
    parse: () => undefined,
  }
}
