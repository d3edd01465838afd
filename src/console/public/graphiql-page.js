/* global React, ReactDOM, GraphiQL */
const token = sessionStorage.getItem('fieldproof-token');
if (token === null) location.replace('/');
else {
  const fetcher = GraphiQL.createFetcher({ url: '/graphql', headers: { Authorization: `Bearer ${token}` } });
  const defaultQuery = `# Signed in with your token. Ctrl-Enter runs the query; docs/graphql.md has ten to copy.
{
  workspace { name kind simulatedNowAt }
  pilots(first: 10) { nodes { name state kind primaryMetric } }
}
`;
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, { fetcher, defaultQuery, shouldPersistHeaders: false }),
  );
}
