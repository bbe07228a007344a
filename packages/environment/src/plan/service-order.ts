/**
 * Dependencies first; services that need each other (in)directly form one group, sorted by name. Edges to services that
 * are not among the keys are left out. The same for every order of the input (Tarjan, over sorted names).
 */
export function orderServices(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const groups: string[][] = []
  const state = new Map<string, { index: number; low: number; onStack: boolean }>()
  const stack: string[] = []
  const names = [...edges.keys()].sort()

  for (const root of names) {
    if (state.has(root)) continue
    const work = [enter(root)]
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const next = frame.targets.shift()
      if (next === undefined) {
        work.pop()
        leave(frame.name, work.at(-1)?.name)
      } else if (!state.has(next)) {
        work.push(enter(next))
      } else {
        lower(frame.name, next, 'index')
      }
    }
  }
  return groups

  function enter(name: string) {
    state.set(name, { index: state.size, low: state.size, onStack: true })
    stack.push(name)
    const targets = [...(edges.get(name) ?? [])].filter((target) => edges.has(target)).sort()
    return { name, targets }
  }

  function lower(name: string, other: string, by: 'index' | 'low'): void {
    const own = state.get(name)
    const its = state.get(other)
    if (own !== undefined && its?.onStack) own.low = Math.min(own.low, its[by])
  }

  function leave(name: string, parent: string | undefined): void {
    const own = state.get(name)
    if (own === undefined) return
    if (parent !== undefined) lower(parent, name, 'low')
    if (own.low !== own.index) return
    const group = stack.splice(stack.lastIndexOf(name))
    for (const member of group) {
      const its = state.get(member)
      if (its !== undefined) its.onStack = false
    }
    groups.push(group.sort())
  }
}
