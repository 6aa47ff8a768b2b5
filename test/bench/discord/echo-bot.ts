/**
 * The least that acknowledges on Discord: `node echo-bot.ts <api> <token>` answers every form with one private
 * line and keeps nothing. What Greenroom's acknowledgements are measured against.
 */
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

const [, , api = '', token = ''] = process.argv;
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  // Interactions are outside Discord's global limit.
  rest: { api, version: '10', globalRequestsPerSecond: Number.MAX_SAFE_INTEGER },
});
client.on(Events.Error, () => {});
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isModalSubmit()) return;
  interaction
    .reply({ content: 'Taken.', flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } })
    .catch(() => {});
});
await client.login(token);
