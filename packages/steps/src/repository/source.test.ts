import { describe, expect, it } from 'vitest'
import { renderRepository } from './source.ts'

describe('a git address', () => {
  it.each([
    ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['https://github.com/acme/shop/', 'github.com/acme/shop'],
    ['https://ada:secret@github.com/acme/shop.git', 'github.com/acme/shop'],
    ['https://x-access-token:p@ss@github.com/acme/shop', 'github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    ['github.com:acme/shop', 'github.com/acme/shop'],
    ['ssh://git@git.example:2222/acme/shop.git', 'git.example:2222/acme/shop'],
    ['git://git.example/shop.git', 'git.example/shop'],
    ['file:///srv/git/shop.git', 'local/srv/git/shop'],
    ['/srv/git/shop.git', 'local/srv/git/shop'],
  ])('%s is the repository %s', (address, repository) => {
    expect(renderRepository(address)).toBe(repository)
  })
})
