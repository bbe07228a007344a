import { once } from 'node:events'
import { connect } from 'node:net'
import { parsePreparedVersion } from '../answers.ts'
import { isGoodAnswer, preparedVersion, type RuntimeCommand } from '../runtime-commands.ts'

/** Says commands on a stats socket, one after the other, and gives back the answers. */
export async function ask(path: string, commands: readonly RuntimeCommand[]): Promise<readonly string[]> {
  const socket = connect(path).setTimeout(5000)
  socket.once('timeout', () => socket.destroy())
  socket.setEncoding('utf8')
  await once(socket, 'connect')
  const said = say(socket)
  try {
    await said('prompt')
    const answers: string[] = []
    let version = ''
    for (const command of commands) {
      const answer = await said(command.replace(preparedVersion, `@${version}`))
      if (command.startsWith('prepare map')) version = String(parsePreparedVersion(answer))
      answers.push(answer)
    }
    return answers
  } finally {
    socket.destroy()
  }
}

/** Commands that must go well. */
export async function order(path: string, commands: readonly RuntimeCommand[]): Promise<void> {
  const answers = await ask(path, commands)
  for (const [index, answer] of answers.entries()) {
    const command = commands[index] ?? ''
    if (command.startsWith('prepare map') || isGoodAnswer(answer)) continue
    throw new Error(`${command}: ${answer}`)
  }
}

/** Of a worker, and of the master. */
const prompt = /(?:^|\n)(?:master)?> $/

function say(socket: ReturnType<typeof connect>): (line: string) => Promise<string> {
  let text = ''
  let take: () => void = () => undefined
  socket.on('data', (chunk: string) => {
    text += chunk
    take()
  })
  return async (line) => {
    text = ''
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    socket.once('error', reject)
    const closed = () => reject(new Error(`closed after ${line}: ${text}`))
    socket.once('close', closed)
    take = () => {
      if (prompt.test(text)) resolve(text.replace(prompt, ''))
    }
    socket.write(`${line}\n`)
    const answer = await promise
    socket.off('error', reject).off('close', closed)
    return answer
  }
}
