const headers = { "Content-Type": "application/json" };
const ask = (query) => fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables: { n: 1 } }) });
ask("mutation { addToCart }").catch(() => {});
ask("query Saws($n: Int) { saws(first: $n) { name } }")
  .then((answer) => answer.json())
  .then((told) => (root.innerHTML = `<a href=/>${told.data}</a>`));
