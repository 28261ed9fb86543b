// The sample shop's only script: asks for the catalogue, draws what the address names, and follows clicks by itself.
import { price } from "/static/price.js";

const TRACKER = "{tracker}";
const root = document.getElementById("root");
const ask = (path) => fetch(path, { headers: { "X-Shop": "web" } }).then((answer) => answer.json());
const link = (path, text) => `<a href="${path}">${text}</a>`;

function drawMenu(menu) {
  const item = (shelf) =>
    `<li>${link(shelf.path, shelf.name)}${shelf.below ? `<ul>${shelf.below.map(item).join("")}</ul>` : ""}</li>`;
  return `<header>${link("/", "Ferrule &amp; Tine")}<nav class="x1"><ul>${menu.map(item).join("")}</ul></nav></header>`;
}

function drawTrail(trail) {
  const steps = trail.map((step) => `<li>${link(step.path, step.name)}</li>`).join("");
  return `<nav aria-label="Breadcrumb"><ol><li>${link("/", "Home")}</li>${steps}</ol></nav>`;
}

function drawTile(good) {
  return `<li class="x7"><a href="${good.path}"><img src="${good.picture}" alt=""></a>
    <h3>${link(good.path, good.title)}</h3><span>${price(good.price)}</span><button>Add to cart</button></li>`;
}

const views = {
  home: () => `<h1>Everything for the garden</h1><p>Tools that last, delivered to your door since 1931.</p>`,
  shelf: (shelf) => `${drawTrail(shelf.trail)}<h1>${shelf.name}</h1><ul class="x6">${shelf.goods.map(drawTile).join("")}</ul>
    ${shelf.next ? `<a rel="next" href="${shelf.next}">Next</a>` : ""}`,
  good: (good) => `${drawTrail(good.trail)}<h1>${good.title}</h1><img src="${good.picture}" alt="">
    <p>${price(good.price)}</p><p>SKU: ${good.sku}</p><button>Add to cart</button>
    <script type="application/ld+json">${JSON.stringify({
      "@context": "https://schema.org", "@type": "Product", name: good.title, sku: good.sku,
      offers: { "@type": "Offer", price: good.price, priceCurrency: "EUR" },
    })}</script>`,
  missing: () => `<h1>There is nothing here</h1>`,
};

async function show() {
  const place = location.pathname.split("/").filter(Boolean);
  const [menu, seen] = await Promise.all([
    ask("/data/menu.json"),
    place.length ? ask(`/data/${place.join("/")}.json${location.search}`) : { kind: "home" },
  ]);
  root.innerHTML = `${drawMenu(menu)}<main>${views[seen.kind](seen)}</main><footer>Ferrule &amp; Tine, Ghent</footer>`;
  document.title = seen.name || seen.title || "Ferrule & Tine";
}

function chatter() {
  new Image().src = `${TRACKER}pixel.gif?at=${location.pathname}`;
  navigator.sendBeacon("/collect", location.pathname);
  fetch(`${TRACKER}seen`, { method: "POST", body: location.pathname }).catch(() => {});
  fetch("/data/cart.json").catch(() => {});
  fetch("/session", { method: "POST", body: "{}" }).catch(() => {});
  fetch("/private/prices.json").catch(() => {});
  new WebSocket(`${location.origin.replace("http", "ws")}/live`).onerror = () => {};
  window.open("/popup");
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a");
  if (!anchor || anchor.origin !== location.origin) return;
  event.preventDefault();
  history.pushState({}, "", anchor.href);
  show();
});
window.addEventListener("popstate", show);

// counts down for ever, as such banners do
const banner = document.body.appendChild(document.createElement("p"));
setInterval(() => (banner.textContent = `Sale ends in ${Math.round(1e5 - performance.now() / 1000)} s`), 250);

chatter();
// a pause before anything is asked for: a splash screen
setTimeout(() => show().catch(() => (root.innerHTML = views.missing())), 800);
