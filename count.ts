import { answerOneJob } from '#api/reports/counting/answer-job.ts'

process.exitCode = await answerOneJob(process.stdin, process.stdout)
