import { createServer, type Server } from 'node:http'

/** What GitHub's API answers about one job of a run's attempt (`listJobsForWorkflowRunAttempt`). */
export interface JobState {
  readonly runner_name: string
  readonly status: 'in_progress' | 'completed'
}

/** GitHub's API as far as a deploy asks it: the jobs of an attempt. */
export class JobsOfGithub {
  readonly #server: Server
  /** `METHOD path` of every request. */
  readonly asked: string[] = []
  /** By `<run>/<attempt>`. */
  readonly jobs = new Map<string, readonly JobState[]>()

  private constructor(server: Server) {
    this.#server = server
  }

  static async open(): Promise<JobsOfGithub> {
    const server = createServer()
    const github = new JobsOfGithub(server)
    server.on('request', (request, response) => {
      const path = (request.url ?? '').replace(/\?.*/, '')
      github.asked.push(`${request.method} ${path} ${request.headers.authorization ?? ''}`)
      const [, run, attempt] = /^\/repos\/acme\/shop\/actions\/runs\/(\d+)\/attempts\/(\d+)\/jobs$/.exec(path) ?? []
      const jobs = github.jobs.get(`${run}/${attempt}`)
      response.setHeader('content-type', 'application/json')
      if (jobs === undefined) return response.writeHead(404).end(JSON.stringify({ message: 'Not Found' }))
      return response.end(
        JSON.stringify({ total_count: jobs.length, jobs: jobs.map((job, id) => ({ id, name: 'Deliver', ...job })) }),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return github
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new TypeError('it does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
