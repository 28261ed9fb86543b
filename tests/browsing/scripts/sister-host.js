fetch("https://api.shop.example/d", { headers: { "X-Shop": "web" } })
  .then((answer) => answer.text())
  .then((text) => (root.innerHTML = `<a href=/>${text}</a>`));
