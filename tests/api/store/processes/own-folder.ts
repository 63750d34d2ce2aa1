// Takes a data folder and keeps it until killed: PATH.
import { ownDataFolder } from '#api/store/owner.ts'

const [path = ''] = process.argv.slice(2)
const taken = await ownDataFolder(path).then(
  () => 'owned',
  (fault: Error) => fault.name,
)
process.stdout.write(`${taken}\n`)
setInterval(() => {}, 1000)
