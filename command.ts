import { main } from '#api/command.ts'

process.exitCode = await main(process.argv.slice(2))
