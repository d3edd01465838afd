export default async function stopPostgres() {
  await globalThis.fieldproofPostgres?.stop();
}
