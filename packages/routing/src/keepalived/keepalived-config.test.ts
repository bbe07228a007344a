import { describe, expect, it } from 'vitest'
import { freshnessOf } from './freshness.ts'
import { type KeepalivedSettings, renderKeepalivedConfig } from './keepalived-config.ts'

const settings: KeepalivedSettings = {
  environment: 'staging-eu',
  interface: 'host0',
  vip: '10.77.0.100/24',
  address: '10.77.0.21',
  peers: ['10.77.0.22', '10.77.0.23'],
  routerId: 51,
  advertIntervalMs: 300,
  files: { fault: '/var/lib/p/fault', fresh: '/var/lib/p/fresh' },
}

describe('keepalived.conf of an edge', () => {
  it('says who shares the VIP, and by what it moves', () => {
    expect(
      renderKeepalivedConfig(settings),
    ).toBe(`# Written by Towpath for staging-eu; changes are overwritten by its next deploy.
global_defs {
  router_id towpath_staging_eu
  vrrp_version 3
}
track_file towpath_staging_eu_fault {
  file "/var/lib/p/fault"
  weight 0
}
track_file towpath_staging_eu_fresh {
  file "/var/lib/p/fresh"
  weight 1
}
vrrp_instance towpath_staging_eu {
  state BACKUP
  interface host0
  virtual_router_id 51
  priority 200
  advert_int 0.3
  garp_master_delay 1
  garp_master_repeat 3
  garp_master_refresh 10
  unicast_src_ip 10.77.0.21
  unicast_peer {
    10.77.0.22
    10.77.0.23
  }
  virtual_ipaddress {
    10.77.0.100/24 dev host0
  }
  track_file {
    towpath_staging_eu_fault
    towpath_staging_eu_fresh
  }
}
`)
  })

  it('names no peers where there are none', () => {
    expect(renderKeepalivedConfig({ ...settings, peers: [] })).not.toContain('unicast')
  })

  it.each([
    [10, '0.01'],
    [125, '0.13'],
    [1000, '1'],
    [1, '0.01'],
  ])('has an advert each %i ms as hundredths of a second', (advertIntervalMs, seconds) => {
    expect(renderKeepalivedConfig({ ...settings, advertIntervalMs })).toContain(`\n  advert_int ${seconds}\n`)
  })
})

describe('the freshness of a survivor', () => {
  it('lifts it above its partner, and never above what VRRP leaves free', () => {
    for (let fence = 0; fence < 200; fence += 1) {
      expect(200 + freshnessOf(fence)).toBeGreaterThan(200)
      expect(200 + freshnessOf(fence)).toBeLessThanOrEqual(254)
    }
  })

  it('is more after a later deploy', () => {
    expect(freshnessOf(8)).toBeGreaterThan(freshnessOf(7))
  })
})
