const KEY = 'fieldproof-token';
const byId = (id) => document.getElementById(id);

// The printed address carries the token behind "#": that part is never sent to a server nor logged by one.
const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given !== null) {
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, '', '/');
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId('token').value.trim());
  void show();
});
byId('sign-out').addEventListener('click', () => {
  sessionStorage.removeItem(KEY);
  void show();
});
await show();

async function show() {
  const token = sessionStorage.getItem(KEY);
  const answer = token === null ? null : await ask(token);
  const signedIn = Boolean(answer?.data);
  byId('sign-in').hidden = signedIn;
  byId('content').hidden = !signedIn;
  byId('fault').textContent = answer?.errors?.[0]?.message ?? '';
  if (signedIn) fill(answer.data);
}

async function ask(token) {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: `{
          me { name role }
          workspace { name kind simulatedNowAt }
          pilots(first: 50) { nodes { id name state kind } }
          stories(first: 50) { nodes { id headline kind language readUrl } }
        }`,
      }),
    });
    return await response.json();
  } catch {
    return { errors: [{ message: 'The server does not answer. Is it still running?' }] };
  }
}

function fill({ me, workspace, pilots, stories }) {
  const simulated = workspace.kind === 'SIMULATED';
  byId('where').replaceChildren(
    element('strong', workspace.name),
    ' ',
    ...(simulated ? [element('span', `simulated, ${workspace.simulatedNowAt.slice(0, 10)}`, 'badge'), ' '] : []),
    element('span', `You are ${me.name} (${me.role}).`, 'quiet-text'),
  );
  byId('pilots').replaceChildren(
    row('th', ['Pilot', 'State', 'Kind']),
    ...(pilots.nodes.length > 0
      ? pilots.nodes.map(({ name, state, kind }) => row('td', [name, state.toLowerCase(), kind.toLowerCase()]))
      : [row('td', ['No pilot yet: draft one with the mutation draftPilot.', '', ''])]),
  );
  byId('stories').replaceChildren(
    ...(stories.nodes.length > 0
      ? stories.nodes.map(storyLink)
      : [element('li', 'No story yet: a pilot that was analysed at its look can tell one.')]),
  );
}

function storyLink({ headline, language, readUrl }) {
  const link = element('a', headline);
  link.href = readUrl;
  link.lang = language.toLowerCase();
  const item = document.createElement('li');
  item.append(link, ' ', element('span', language === 'DE' ? 'Deutsch' : 'English', 'badge'));
  return item;
}

function row(kind, cells) {
  const line = document.createElement('tr');
  line.append(...cells.map((cell) => element(kind, cell)));
  return line;
}

function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}
