// Draws a shop into an empty page: without scripts there is nothing to see.
const text = (tag, words) => Object.assign(document.createElement(tag), {textContent: words});
const link = (entry) => Object.assign(text("a", entry.label ?? entry.title), {href: entry.href});

const drawMenu = (entries) => {
  const list = document.createElement("ul");
  for (const entry of entries) {
    const item = document.createElement("li");
    item.append(link(entry));
    if (entry.children?.length) item.append(drawMenu(entry.children));
    list.append(item);
  }
  return list;
};

const drawArticle = (article) => {
  const card = text("article", "");
  card.append(link(article), text("p", article.price));
  return card;
};

const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

const catalogue = await (await fetch("/api/catalogue.json")).json();
const here = location.pathname.split("/").pop();
const shown = catalogue.articles.filter((article) =>
  !here || article.href === location.pathname || article.path.some((name) => slug(name) === here));
const menu = document.createElement("nav");
menu.append(drawMenu(catalogue.menu));
document.title = catalogue.title;
document.querySelector("#root").replaceChildren(text("h1", catalogue.title), menu, ...shown.map(drawArticle));
