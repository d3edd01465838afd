import { createApp } from './app.js';
import { FaultySettings, settingsFrom } from './platform/settings.js';

try {
  const settings = settingsFrom(process.env);
  const app = await createApp(settings);
  await app.listen(settings.port, settings.host);
  console.log(`Fieldproof listens on ${await app.getUrl()}`);
} catch (fault) {
  console.error(fault instanceof FaultySettings ? fault.message : fault);
  process.exitCode = 1;
}
